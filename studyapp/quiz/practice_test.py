"""Sitting a paper: answers in any order, changed at will, until it is handed in or time is up.

The state says what the student did and nothing of the keys, so that until submission nothing that
is kept or shown tells what is right. The clock counts while the paper is on the screen and rests
while it is left: a practice test that was interrupted is worth finishing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from studyapp.errors import StudyError
from studyapp.quiz.paper import Paper, Question
from studyapp.quiz.paper_wishes import Kind

LONGEST_ANSWER = 20_000
"""Characters of a typed answer that are kept."""


@dataclass(slots=True)
class Reply:
    """What stands under one question of the paper."""

    picks: list[int | None]
    """Of a question that is not typed: the option chosen for each point."""
    text: str = ""
    flagged: bool = False
    spent_ms: int = 0

    @property
    def answered(self) -> bool:
        """Whether something of it was answered."""
        return bool(self.text.strip()) or any(pick is not None for pick in self.picks)


@dataclass(slots=True)
class PracticeTest:
    """One sitting of one paper."""

    paper: Paper
    replies: list[Reply] = field(default_factory=list)
    at: int = 0
    """The question on show, from 0."""
    left_ms: int | None = None
    """Time left; None without a timer."""
    submitted: bool = False

    def __post_init__(self) -> None:
        if not self.replies:
            self.replies = [_blank(question) for question in self.paper.questions]
            self.left_ms = self.paper.minutes * 60_000 or None

    @property
    def question(self) -> Question:
        """The question on show."""
        return self.paper.questions[self.at]

    @property
    def reply(self) -> Reply:
        """What stands under it."""
        return self.replies[self.at]

    @property
    def is_complete(self) -> bool:
        """Whether every point has an answer."""
        return self.answered == self.paper.points

    @property
    def answered(self) -> int:
        """How many points have an answer."""
        return sum(
            sum(pick is not None for pick in reply.picks) if reply.picks else reply.answered
            for reply in self.replies
        )

    def go(self, at: int) -> None:
        """Show another question, the first or the last where there is none of that number."""
        self.at = max(0, min(at, len(self.replies) - 1))

    def next_open(self) -> bool:
        """Show the next question that is not wholly answered, going round; False if all are."""
        count = len(self.replies)
        for step in range(1, count + 1):
            at = (self.at + step) % count
            reply = self.replies[at]
            if None in reply.picks if reply.picks else not reply.answered:
                self.at = at
                return True
        return False

    def pick(self, point: int, option: int | None) -> None:
        """Choose an option for a point of the question on show, or none.

        In a matching block an option is paired once: choosing it again takes it from the other.
        Raises ``StudyError`` after submission and ``IndexError`` for what is not on the paper.
        """
        self._open()
        reply = self.reply
        if self.question.kind.typed or not 0 <= point < len(reply.picks):
            raise IndexError(point)
        if option is not None and not 0 <= option < len(self.question.options):
            raise IndexError(option)
        if self.question.kind is Kind.MATCHING and option in reply.picks and option is not None:
            reply.picks[reply.picks.index(option)] = None
        reply.picks[point] = option

    def write(self, text: str) -> None:
        """Put down the typed answer to the question on show. Raises ``StudyError``."""
        self._open()
        if not self.question.kind.typed:
            raise IndexError(self.at)
        self.reply.text = text[:LONGEST_ANSWER]

    def clear(self) -> None:
        """Take back the answer to the question on show. Raises ``StudyError``."""
        self._open()
        self.reply.text = ""
        self.reply.picks = [None] * len(self.reply.picks)

    def flag(self) -> None:
        """Mark the question on show to come back to, or unmark it."""
        self.reply.flagged = not self.reply.flagged

    def spend(self, ms: int) -> None:
        """Let time pass on the question on show; when none is left the paper is handed in."""
        if self.submitted:
            return
        ms = max(0, ms)
        if self.left_ms is not None:
            ms = min(ms, self.left_ms)
            self.left_ms -= ms
            self.submitted = self.left_ms == 0
        self.reply.spent_ms += ms

    def submit(self) -> None:
        """Hand in the paper as it is."""
        self.submitted = True

    def _open(self) -> None:
        if self.submitted:
            raise StudyError("the paper was handed in", "Begin another one.")

    def state(self) -> dict[str, Any]:
        """Return all but the paper as JSON values."""
        return {
            "at": self.at,
            "left_ms": self.left_ms,
            "submitted": self.submitted,
            "replies": [
                [list(each.picks), each.text, each.flagged, each.spent_ms] for each in self.replies
            ],
        }


def from_state(paper: Paper, state: Mapping[str, Any]) -> PracticeTest:
    """Read what ``state`` returned: the same question with all answers."""
    replies = [
        Reply(_picks(question, picks), text, flagged, spent_ms)
        for question, (picks, text, flagged, spent_ms) in zip(
            paper.questions, state["replies"], strict=True
        )
    ]
    test = PracticeTest(paper, replies, left_ms=state["left_ms"], submitted=state["submitted"])
    test.go(state["at"])
    return test


def _blank(question: Question) -> Reply:
    return Reply([] if question.kind.typed else [None] * question.points)


def _picks(question: Question, picks: Sequence[int | None]) -> list[int | None]:
    """Return stored picks; ones that do not fit the question were never made by it."""
    known = range(len(question.options))
    return [pick if pick in known else None for pick in picks]
