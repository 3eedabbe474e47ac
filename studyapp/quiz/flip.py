"""Flipping through cards: nothing is asked, nothing is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from studyapp.quiz.order import kept


@dataclass(frozen=True, slots=True)
class Flip:
    """A pile of cards, one of them on top, with one side up."""

    order: tuple[int, ...]
    """Card ids."""
    at: int = 0
    """Place of the card on top; the number of cards when the last one is done."""
    turned: bool = False
    """Whether the other side is on show."""
    answers_first: bool = False
    shuffled: bool = False
    starred: bool = False
    """Whether only starred cards are in the pile."""

    @property
    def current(self) -> int | None:
        """The card on top, None at the end."""
        return self.order[self.at] if self.at < len(self.order) else None

    @property
    def over(self) -> bool:
        """Whether all have been seen."""
        return self.at >= len(self.order)

    def turn(self) -> "Flip":
        """Show the other side."""
        return self if self.over else replace(self, turned=not self.turned)

    def step(self, by: int) -> "Flip":
        """Go to another card, with its first side up; behind the last is the end."""
        return replace(self, at=min(max(self.at + by, 0), len(self.order)), turned=False)

    def advance(self) -> "Flip":
        """Do what autoplay does next: turn the card, then go on."""
        return self.step(1) if self.turned else self.turn()

    def restart(self) -> "Flip":
        """Begin with the first card again."""
        return replace(self, at=0, turned=False)

    def swap(self) -> "Flip":
        """Begin each card with its other side."""
        return replace(self, answers_first=not self.answers_first, turned=False)

    def shuffle(self, rng: Random) -> "Flip":
        """Mix the pile and begin with the first."""
        order = list(self.order)
        rng.shuffle(order)
        return replace(self, order=tuple(order), at=0, turned=False, shuffled=True)

    def lay_out(self, ids: Sequence[int], *, starred: bool, rng: Random) -> "Flip":
        """Take other cards, in their order or mixed as before, and begin with the first."""
        fresh = replace(self, order=tuple(ids), at=0, turned=False, starred=starred)
        return fresh.shuffle(rng) if self.shuffled else fresh

    def sort(self, ids: Sequence[int]) -> "Flip":
        """Put the pile back into reading order, that of ``ids``; begin with the first."""
        order = kept(ids, self.order)
        return replace(self, order=order, at=0, turned=False, shuffled=False)

    def state(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "order": list(self.order),
            "at": self.at,
            "turned": self.turned,
            "answers_first": self.answers_first,
            "shuffled": self.shuffled,
            "starred": self.starred,
        }


def from_state(state: Mapping[str, Any], ids: Sequence[int]) -> Flip:
    """Return the pile that was left, without cards that are gone; new ones lie at its end.

    ``ids`` are the cards it may hold now, in reading order. If the card on top is gone, the next
    one is there with its first side up.
    """
    old = [int(each) for each in state["order"]]
    here = set(ids)
    at = int(state["at"])
    order = (*kept(old, ids), *kept(ids, set(ids) - set(old)))
    return Flip(
        order,
        sum(each in here for each in old[:at]),
        bool(state["turned"]) and at < len(old) and old[at] in here,
        bool(state["answers_first"]),
        bool(state["shuffled"]),
        bool(state["starred"]),
    )
