"""Sorting cards into bins: by who argued this, or the decade it was.

Which bin is right is ``attributes``'; here is the order of the questions. A card sorted wrongly
comes once more at the end, so that a round ends whatever is answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from studyapp.quiz.order import kept


@dataclass(frozen=True, slots=True)
class Sorting:
    """A round. Every card is waiting or done; ``right`` and ``missed`` tell of first tries."""

    waiting: tuple[int, ...]
    """Card ids, the first on the table."""
    done: tuple[int, ...] = ()
    right: tuple[int, ...] = ()
    missed: tuple[int, ...] = ()
    wrong: str = ""
    """The bin that was chosen wrongly for the card on the table: its reason is on show."""

    @property
    def current(self) -> int | None:
        """The card on the table, None at the end."""
        return self.waiting[0] if self.waiting else None

    @property
    def second_try(self) -> bool:
        """Whether the card on the table was sorted wrongly before."""
        return self.current in self.missed

    def place(self, chosen: str, true: str) -> "Sorting":
        """Put the card on the table into a bin: if right it is done, else the reason shows.

        Raises ``LookupError`` when no card is on the table or a reason is on show.
        """
        if not self.waiting or self.wrong:
            raise LookupError("no card is to be sorted")
        return _sorted_right(self) if chosen == true else replace(self, wrong=chosen)

    def move_on(self, *, counted_right: bool = False) -> "Sorting":
        """Leave the reason; the learner may have it counted as right. Raises ``LookupError``."""
        if not self.waiting or not self.wrong:
            raise LookupError("no reason is on show")
        if counted_right:
            return _sorted_right(replace(self, wrong=""))
        card, *rest = self.waiting
        if self.second_try:
            return replace(self, waiting=tuple(rest), done=(*self.done, card), wrong="")
        return replace(self, waiting=(*rest, card), missed=(*self.missed, card), wrong="")

    def state(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "waiting": list(self.waiting),
            "done": list(self.done),
            "right": list(self.right),
            "missed": list(self.missed),
            "wrong": self.wrong,
        }


def _sorted_right(now: Sorting) -> Sorting:
    card, *rest = now.waiting
    right = now.right if now.second_try else (*now.right, card)
    return replace(now, waiting=tuple(rest), done=(*now.done, card), right=right)


def from_state(state: Mapping[str, Any], bins: Mapping[int, str]) -> Sorting:
    """Return the round that was left, without cards that are in no bin any more.

    ``bins`` says for each card which one is right now: a reason is on show only if it still
    holds. Which cards to sort was chosen at the beginning: others do not come in.
    """
    old = [int(each) for each in state["waiting"]]
    wrong = str(state["wrong"])
    holds = bool(old) and bins.get(old[0]) not in (None, wrong)
    return Sorting(
        kept(old, bins),
        kept(state["done"], bins),
        kept(state["right"], bins),
        kept(state["missed"], bins),
        wrong if holds else "",
    )
