"""Learn: rounds of a few cards, from recognising an answer to typing it.

A card is new, missed, familiar or mastered. Below familiar its answer is recognised among others,
at familiar it is typed; only what was typed is mastered. A miss sends it back a step and is asked
again before the round ends. Pure: no clock, no database, and all chance comes from a seed and the
number of the question, so that a state that was stored goes on as if it had never been left.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from random import Random
from typing import Any

from studyapp.domain.selftest import Item
from studyapp.quiz import asking
from studyapp.quiz.asking import Judged, Outcome, Question
from studyapp.quiz.pool import Pool

ROUND = 7
"""Cards in a round."""
REST = 2
"""Rounds after which a familiar card comes before new ones."""
APART = 2
"""Questions between a miss and the same card again, where there are so many."""


class Level(IntEnum):
    """How well a card is known in this sitting."""

    NEW = 0
    MISSED = 1
    FAMILIAR = 2
    MASTERED = 3


class Phase(StrEnum):
    """What Learn waits for."""

    ASKING = "asking"
    JUDGED = "judged"
    """An answer was given; it counts when the student moves on."""
    SUMMARY = "summary"
    """Between two rounds."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one card stands."""

    level: Level = Level.NEW
    seen: int = 0
    """The last round it was asked in; 0 for never."""
    check: bool = False
    """Mastered, but to be asked once more."""


@dataclass(frozen=True, slots=True)
class Met:
    """One answer of a round, for its summary."""

    card_id: int
    outcome: Outcome
    before: Level
    after: Level


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that counts, as evidence about memory."""

    card_id: int
    recalled: bool
    """Typed, not recognised."""
    cued: bool
    """Typed into the answer: part of it was on show."""
    outcome: Outcome
    confused_with: int | None


def after(level: Level, outcome: Outcome, *, recalled: bool) -> Level:
    """Return the level of a card after an answer.

    Right typed masters it, right recognised makes it familiar; a miss takes one step back, and
    an answer that is partly right leaves it where it is.
    """
    if outcome is Outcome.RIGHT:
        return Level.MASTERED if recalled else max(level, Level.FAMILIAR)
    if outcome is Outcome.PARTLY:
        return level if level >= Level.FAMILIAR else Level.MISSED
    return Level.FAMILIAR if level is Level.MASTERED else Level.MISSED


class Learn:
    """One sitting. It always has a question on the table while it is asking."""

    def __init__(self, items: Iterable[Item], seed: int, size: int = ROUND) -> None:
        """Begin; ``size`` is the number of cards in a round. Without items it is done at once."""
        self._items = {item.card_id: item for item in items}
        self._pool = Pool(self._items.values())
        self.seed = seed
        self.size = max(1, size)
        self.standings = dict.fromkeys(self._items, Standing())
        self.phase = Phase.DONE
        self.round = 0
        self.turn = 0
        """Questions made so far."""
        self.queue: list[int] = []
        """The cards of this round that are still to be asked, the one on the table first."""
        self.met: list[Met] = []
        """The answers of this round."""
        self.question: Question | None = None
        self.judged: Judged | None = None
        self._begin_round()

    # What is on the table

    @property
    def item(self) -> Item:
        """The card on the table. Raises ``LookupError`` if there is none."""
        if self.question is None:
            raise LookupError("no question")
        return self._items[self.question.card_id]

    @property
    def items(self) -> tuple[Item, ...]:
        """The cards, in the order of the deck."""
        return tuple(self._items.values())

    def item_of(self, card_id: int) -> Item | None:
        """Return a card of the deck."""
        return self._items.get(card_id)

    def count(self, level: Level) -> int:
        """Return how many cards stand at a level."""
        return sum(standing.level is level for standing in self.standings.values())

    # What the student does

    def choose(self, at: int) -> Judged:
        """Choose an option by its place. Raises ``LookupError``."""
        question = self._asking()
        return self._judge(asking.choose(question, at))

    def type_in(self, given: Sequence[str]) -> Judged:
        """Type an answer, or one for each blank. Raises ``LookupError``."""
        question = self._asking()
        return self._judge(asking.type_in(question, self.item, self._pool, given))

    def unknown(self) -> Judged:
        """Say "I don't know". Raises ``LookupError``."""
        self._asking()
        return self._judge(asking.unknown())

    def _asking(self) -> Question:
        if self.phase is not Phase.ASKING or self.question is None:
            raise LookupError("no question is open")
        return self.question

    def _judge(self, judged: Judged) -> Judged:
        self.judged = judged
        self.phase = Phase.JUDGED
        return judged

    def override(self, *, right: bool) -> None:
        """Say that the verdict is wrong. Raises ``LookupError`` without one.

        Who said "I don't know" cannot have been right.
        """
        if self.phase is not Phase.JUDGED or self.judged is None:
            raise LookupError("no verdict")
        if right and self.judged.unknown:
            raise LookupError("not known is not right")
        outcome = Outcome.RIGHT if right else Outcome.WRONG
        self.judged = replace(self.judged, outcome=outcome)

    def go_on(self) -> Answer | None:
        """Move on: to the next question with what the answer says, or to the next round.

        While the grader could not tell and the student has not decided, it does not move: raises
        ``LookupError``.
        """
        if self.phase is Phase.SUMMARY:
            self._begin_round()
            return None
        if self.phase is not Phase.JUDGED or self.judged is None or self.question is None:
            raise LookupError("no answer yet")
        if self.judged.outcome is Outcome.OPEN:
            raise LookupError("right or wrong is not decided")
        answer = self._count(self.question, self.judged)
        self.judged = None
        self._next()
        return answer

    def again(self) -> None:
        """Ask every mastered card once more, typed. Raises ``LookupError`` before the end."""
        if self.phase is not Phase.DONE or not self.standings:
            raise LookupError("not at the end")
        self.standings = {
            card: replace(standing, check=True) for card, standing in self.standings.items()
        }
        self._begin_round()

    # Turns and rounds

    def _count(self, question: Question, judged: Judged) -> Answer:
        card = self.queue.pop(0)
        before = self.standings[card]
        recalled = question.form.recalled
        level = after(before.level, judged.outcome, recalled=recalled)
        right = judged.outcome is Outcome.RIGHT
        self.standings[card] = Standing(level, self.round)
        if not right:
            self.queue.insert(APART, card)
        self.met.append(Met(card, judged.outcome, before.level, level))
        cued = question.form is asking.Form.CLOZE
        return Answer(card, recalled, cued, judged.outcome, judged.confused_with)

    def _next(self) -> None:
        self.question = None
        if self.queue:
            self._ask()
        elif self._open():
            self.phase = Phase.SUMMARY
        else:
            self.phase = Phase.DONE

    def _open(self) -> list[int]:
        """Return the cards that still have to be asked, in the order of the deck."""
        return [
            card
            for card, standing in self.standings.items()
            if standing.level is not Level.MASTERED or standing.check
        ]

    def _begin_round(self) -> None:
        waiting = self._open()
        self.question = self.judged = None
        if not waiting:
            self.phase = Phase.DONE
            return
        self.round += 1
        self.met = []
        waiting.sort(key=lambda card: (self._turn_of(card), self.standings[card].seen))
        self.queue = self._apart(waiting)
        self._ask()

    def _turn_of(self, card: int) -> int:
        """Return the place of a card's kind in the queue: missed, rested, new, other familiar."""
        standing = self.standings[card]
        if standing.level is Level.MISSED:
            return 0
        if standing.level is Level.FAMILIAR:
            return 1 if self.round - standing.seen >= REST else 3
        return 2 if standing.level is Level.NEW else 4

    def _apart(self, waiting: Sequence[int]) -> list[int]:
        """Return a round's cards; siblings, which tell each other, only if there are no others."""
        chosen: list[int] = []
        siblings: list[int] = []
        families: set[int] = set()
        for card in waiting:
            family = self._items[card].family
            (siblings if family in families else chosen).append(card)
            families.add(family)
            if len(chosen) == self.size:
                break
        return (chosen + siblings)[: self.size]

    def _ask(self) -> None:
        card = self.queue[0]
        self.turn += 1
        rng = Random(f"{self.seed}:{self.turn}")  # noqa: S311
        recall = self.standings[card].level >= Level.FAMILIAR
        self.question = asking.make(self._items[card], self._pool, rng, recall=recall)
        self.phase = Phase.ASKING

    # Leaving and coming back

    def copy(self) -> "Learn":
        """Return one that moves on by itself; what does not change is shared."""
        twin = copy(self)
        twin.standings = dict(self.standings)
        twin.queue, twin.met = list(self.queue), list(self.met)
        return twin

    def state(self) -> dict[str, Any]:
        """Return all of it as a JSON value. An answer that does not count yet is left out."""
        return {
            "seed": self.seed,
            "size": self.size,
            "round": self.round,
            "turn": self.turn,
            "phase": (Phase.ASKING if self.phase is Phase.JUDGED else self.phase).value,
            "standings": [
                [card, int(each.level), each.seen, each.check]
                for card, each in self.standings.items()
            ],
            "queue": list(self.queue),
            "met": [
                [each.card_id, each.outcome.value, int(each.before), int(each.after)]
                for each in self.met
            ],
            "question": None if self.question is None else self.question.value(),
        }

    @classmethod
    def from_state(
        cls, state: Mapping[str, Any], items: Iterable[Item], size: int | None = None
    ) -> "Learn":
        """Go on where ``state`` was left, with the cards as they are now.

        Cards that are gone are left out and those that came are new. The question is the same,
        unless its card says something else now. ``size`` holds from the next round. Raises
        ``LookupError``, ``TypeError`` or ``ValueError`` for what is no state.
        """
        learn = cls((), state["seed"], state["size"] if size is None else size)
        learn._take_up(state, items)
        return learn

    def _take_up(self, state: Mapping[str, Any], items: Iterable[Item]) -> None:
        self._items = {item.card_id: item for item in items}
        self._pool = Pool(self._items.values())
        known = {
            card: Standing(Level(level), seen, check)
            for card, level, seen, check in state["standings"]
        }
        self.standings = {card: known.get(card, Standing()) for card in self._items}
        self.round, self.turn = state["round"], state["turn"]
        self.queue = [card for card in state["queue"] if card in self._items]
        self.met = [
            Met(card, Outcome(outcome), Level(before), Level(then))
            for card, outcome, before, then in state["met"]
        ]
        self.phase = Phase(state["phase"])
        if self.phase is Phase.ASKING:
            self._lay_again(state["question"])
        elif self.phase is Phase.SUMMARY and not self._open():
            self.phase = Phase.DONE
        elif self.phase is Phase.DONE and self._open():
            self.phase = Phase.SUMMARY

    def _lay_again(self, value: Mapping[str, Any]) -> None:
        question = Question.from_value(value)
        if not self.queue:
            self._next()
        elif question.card_id == self.queue[0] and question.stands(self._items[self.queue[0]]):
            self.question = question
        else:
            self._ask()
