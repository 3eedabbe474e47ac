"""What to sort the cards of a deck by."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studyapp.quiz.attributes import Basis
from studyapp.tui.screens.menu import MenuScreen
from studyapp.tui.widgets.menu import Way

if TYPE_CHECKING:
    from studyapp.quiz.attributes import Attribute
    from studyapp.services.selftest.sorting import SortOffer

NAMES = {
    Basis.DECK: "by subdeck",
    Basis.FAMILY: "by tag ",
    Basis.TAGS: "by tag",
    Basis.DECADE: "by decade",
    Basis.CATEGORY: "by kind of answer",
}


def name_of(attribute: "Attribute") -> str:
    """Return what an attribute is called."""
    named = attribute.name if attribute.basis is Basis.FAMILY else ""
    return NAMES[attribute.basis] + named


class SortMenu(MenuScreen):
    """Lists known and still learning, and what the deck knows of its cards."""

    TITLE = "sort"
    ASKS = "Into which piles?"

    _offer: "SortOffer | None" = None

    def find(self) -> Sequence[Way]:
        """Return the ways, with what is in their bins."""
        offer = self._offer = self.study.collection.sortings(self.deck)
        left = offer.left
        piles = Way("known / still learning", "your own verdict", offer.cards, left.get("piles", 0))
        if not offer.cards:
            return ()
        return (
            piles,
            *(
                Way(name_of(each), ", ".join(each.bins), len(each.truth), left.get(each.key, 0))
                for each in offer.attributes
            ),
        )

    def open(self, index: int) -> None:
        """Begin to sort, or go on."""
        from studyapp.tui.screens.piles import PilesScreen
        from studyapp.tui.screens.sorting import SortingScreen

        offer = self._offer
        if offer is None:
            return
        if index == 0:
            _ = self.app.push_screen(PilesScreen(self.deck))
        else:
            _ = self.app.push_screen(SortingScreen(self.deck, offer.attributes[index - 1].key))
