"""A drill on two cards that are taken for each other: side by side until both are told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from studyapp.domain.selftest import Item

ROW = 2
"""Right answers in a row that each card of a pair needs."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of the drill: which of two answers belongs to it."""

    item: Item
    answers: tuple[str, str]
    right: int
    """Place of the right answer, 0 or 1."""


@dataclass(slots=True)
class Contrast:
    """Pairs one after another; in each the card with the shorter row of right answers is asked.

    Ends when every card of every pair was right ``ROW`` times running. ``rng`` decides which
    card comes first and on which side the right answer stands.
    """

    pairs: Sequence[tuple[Item, Item]]
    rng: Random
    at: int = 0
    rows: list[int] = field(default_factory=lambda: [0, 0])
    asked: int = 0
    correct: int = 0
    question: Ask | None = None

    def __post_init__(self) -> None:
        if self.question is None:
            self._next()

    @property
    def over(self) -> bool:
        """Whether all pairs were told apart."""
        return self.question is None

    def answer(self, place: int) -> bool:
        """Take the answer at ``place``; return whether it was right. LookupError when over."""
        question = self.question
        if question is None:
            raise LookupError("the drill is over")
        right = place == question.right
        which = self.pairs[self.at].index(question.item)
        self.rows[which] = self.rows[which] + 1 if right else 0
        self.asked += 1
        self.correct += right
        if min(self.rows) >= ROW:
            self.at += 1
            self.rows = [0, 0]
        self._next()
        return right

    def _next(self) -> None:
        if self.at >= len(self.pairs):
            self.question = None
            return
        pair = self.pairs[self.at]
        if self.rows[0] == self.rows[1]:
            which = self.rng.randrange(2)
        else:
            which = self.rows.index(min(self.rows))
        right = self.rng.randrange(2)
        own, other = pair[which].term, pair[1 - which].term
        self.question = Ask(pair[which], (own, other) if right == 0 else (other, own), right)

    def state(self) -> dict[str, Any]:
        """Return where the drill stands as JSON values."""
        question = self.question
        return {
            "at": self.at,
            "rows": list(self.rows),
            "asked": self.asked,
            "correct": self.correct,
            "card": None if question is None else question.item.card_id,
            "right": None if question is None else question.right,
        }

    @classmethod
    def from_state(
        cls, pairs: Sequence[tuple[Item, Item]], rng: Random, state: Mapping[str, Any]
    ) -> "Contrast":
        """Go on where a drill on the same pairs was left, at the same question."""
        drill = cls(pairs, rng, state["at"], list(state["rows"]), state["asked"], state["correct"])
        if drill.question is not None and state["card"] is not None:
            pair = pairs[drill.at]
            own = next((item for item in pair if item.card_id == state["card"]), None)
            if own is not None:
                other = pair[1 - pair.index(own)]
                both = (own.term, other.term)
                right: int = state["right"]
                drill.question = Ask(own, both if right == 0 else (both[1], both[0]), right)
        return drill
