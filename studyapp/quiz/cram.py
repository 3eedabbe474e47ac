"""Cramming: chosen cards, whatever is due, until each was known once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from studyapp.domain.review import Rating
from studyapp.domain.selftest import Item
from studyapp.quiz.order import families_apart, kept, weakest_first

GAP = 6
"""Cards between a card that was not known and its next time, where there are so many left."""


@dataclass(frozen=True, slots=True)
class Cram:
    """What is left to ask, and what was answered. Every card is in one of the two piles."""

    waiting: tuple[int, ...]
    """Card ids, the first on the table."""
    known: tuple[int, ...] = ()
    """In the order in which they were known."""
    past: tuple[tuple[int, Rating], ...] = ()
    """Every answer that was not taken back."""

    @property
    def current(self) -> int | None:
        """The card on the table, None at the end."""
        return self.waiting[0] if self.waiting else None

    def answer(self, rating: Rating) -> "Cram":
        """Rate the card on the table: Again brings it back later, all else is known.

        Raises ``LookupError`` when no card is on the table.
        """
        if not self.waiting:
            raise LookupError("no card is on the table")
        card, *rest = self.waiting
        past = (*self.past, (card, rating))
        if rating is Rating.AGAIN:
            return Cram((*rest[:GAP], card, *rest[GAP:]), self.known, past)
        return Cram(tuple(rest), (*self.known, card), past)

    def undo(self) -> "Cram":
        """Take the last answer back: its card is on the table again. Raises ``LookupError``."""
        if not self.past:
            raise LookupError("nothing to take back")
        card = self.past[-1][0]
        rest = (each for each in self.waiting if each != card)
        known = tuple(each for each in self.known if each != card)
        return Cram((card, *rest), known, self.past[:-1])

    def without(self, card_id: int) -> "Cram":
        """Leave a card out that is gone; its answers too, which nothing can take back."""
        return Cram(
            tuple(each for each in self.waiting if each != card_id),
            tuple(each for each in self.known if each != card_id),
            tuple(each for each in self.past if each[0] != card_id),
        )

    def state(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "waiting": list(self.waiting),
            "known": list(self.known),
            "past": [[card, int(rating)] for card, rating in self.past],
        }


def begin(items: Iterable[Item], limit: int | None = None) -> Cram:
    """Return a session over the weakest ``limit`` cards, or all, the weakest first."""
    chosen = weakest_first(items)[:limit]
    return Cram(tuple(item.card_id for item in families_apart(chosen)))


def from_state(state: Mapping[str, Any], ids: Sequence[int]) -> Cram:
    """Return the session that was left, without cards that are not in ``ids`` any more.

    Which cards to ask was chosen at its beginning: others do not come in.
    """
    here = set(ids)
    return replace(
        Cram(kept(state["waiting"], here), kept(state["known"], here)),
        past=tuple((card, Rating(rating)) for card, rating in state["past"] if card in here),
    )
