"""A paper: questions as they are printed, and apart from them the key that says what is right.

The two are different types, so that what shows a question before submission cannot show more: no
field of a ``Question`` depends on what is right.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from studyapp.domain.note import Source
from studyapp.quiz.paper_wishes import Kind, Side

TRUE_FALSE = ("True", "False")
PAIRS = 6
"""The most pairs of a matching block."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as the paper shows it. Texts are Markdown."""

    kind: Kind
    number: int
    """From 1; a matching block takes one number for each of its pairs."""
    prompts: tuple[str, ...]
    """What is asked: one, or the left column of a matching block."""
    options: tuple[str, ...] = ()
    """What is chosen from; for a matching block the right column, as many as prompts."""
    claim: str = ""
    """The answer that a true/false question proposes."""
    side: Side = Side.QUESTION
    """What of the card is shown; what is asked for is the other."""
    long: bool = False
    """Whether sentences are expected, not a term."""

    @property
    def points(self) -> int:
        """How many answers it takes; each is worth one point."""
        return len(self.prompts)

    @property
    def label(self) -> str:
        """Its number, or the range of its numbers."""
        last = self.number + self.points - 1
        return f"{self.number}" if last == self.number else f"{self.number}–{last}"


@dataclass(frozen=True, slots=True)
class Key:
    """What is right for one point, whose card it is, and where that comes from."""

    card_id: int
    question: str
    """The card's own, Markdown."""
    answer: str
    """What should have been given, Markdown."""
    right: int = -1
    """Which option is right; -1 for a typed answer."""
    owners: tuple[int, ...] = ()
    """Whose answers the options are, in their order; 0 for nobody's."""
    accepted: tuple[str, ...] = ()
    """What a typed answer may be, the model first."""
    cued: bool = False
    """Whether it is one blank in a long answer, whose rest is on show: recall, but with help."""
    deck: str = ""
    tags: tuple[str, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """Questions with their keys."""

    title: str
    seed: int
    questions: tuple[Question, ...]
    keys: tuple[tuple[Key, ...], ...]
    """For each question as many as it has points."""
    minutes: int = 0
    pass_mark: int = 60

    @property
    def points(self) -> int:
        """How many cards are asked."""
        return sum(question.points for question in self.questions)

    def as_json(self) -> dict[str, Any]:
        """Return the paper as JSON values, keys and all."""
        return asdict(self)


def paper_from(values: Mapping[str, Any]) -> Paper:
    """Read what ``Paper.as_json`` returned, also after a round trip through JSON text."""
    return Paper(
        values["title"],
        values["seed"],
        tuple(_question(each) for each in values["questions"]),
        tuple(tuple(_key(each) for each in keys) for keys in values["keys"]),
        values["minutes"],
        values["pass_mark"],
    )


def _question(values: Mapping[str, Any]) -> Question:
    return Question(
        Kind(values["kind"]),
        values["number"],
        tuple(values["prompts"]),
        tuple(values["options"]),
        values["claim"],
        Side(values["side"]),
        values["long"],
    )


def _key(values: Mapping[str, Any]) -> Key:
    source = values["source"]
    return Key(
        values["card_id"],
        values["question"],
        values["answer"],
        values["right"],
        tuple(values["owners"]),
        tuple(values["accepted"]),
        values["cued"],
        values["deck"],
        tuple(values["tags"]),
        None if source is None else Source(**source),
    )
