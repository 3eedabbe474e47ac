"""Sorting cards into what is known and what is still being learned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studyapp.quiz.order import kept


@dataclass(frozen=True, slots=True)
class Piles:
    """Three piles; every card is in one of them."""

    waiting: tuple[int, ...]
    """Card ids, the first on the table."""
    known: tuple[int, ...] = ()
    learning: tuple[int, ...] = ()
    past: tuple[tuple[int, bool], ...] = ()
    """Every card with the pile it went on, known or not, in the order of the answers."""

    @property
    def current(self) -> int | None:
        """The card on the table, None at the end."""
        return self.waiting[0] if self.waiting else None

    def sort(self, *, known: bool) -> "Piles":
        """Lay the card on the table on one of the piles. Raises ``LookupError`` at the end."""
        if not self.waiting:
            raise LookupError("no card is on the table")
        card, *rest = self.waiting
        past = (*self.past, (card, known))
        if known:
            return Piles(tuple(rest), (*self.known, card), self.learning, past)
        return Piles(tuple(rest), self.known, (*self.learning, card), past)

    def undo(self) -> "Piles":
        """Take the last card back onto the table. Raises ``LookupError``."""
        if not self.past:
            raise LookupError("nothing to take back")
        card, known = self.past[-1]
        return Piles(
            (card, *self.waiting),
            self.known[:-1] if known else self.known,
            self.learning if known else self.learning[:-1],
            self.past[:-1],
        )

    def again(self) -> "Piles":
        """Sort what is still being learned once more; what is known stays so."""
        return Piles((*self.waiting, *self.learning), self.known)

    def state(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "waiting": list(self.waiting),
            "known": list(self.known),
            "learning": list(self.learning),
            "past": [list(each) for each in self.past],
        }


def from_state(state: Mapping[str, Any], ids: Sequence[int]) -> Piles:
    """Return the piles that were left, without cards that are gone; new ones wait at the end."""
    here = set(ids)
    waiting, known, learning = (
        kept((int(each) for each in state[pile]), here) for pile in ("waiting", "known", "learning")
    )
    new = kept(ids, here - {*state["waiting"], *state["known"], *state["learning"]})
    past = tuple((int(card), bool(known)) for card, known in state["past"] if card in here)
    return Piles((*waiting, *new), known, learning, past)
