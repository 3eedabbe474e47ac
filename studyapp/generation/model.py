"""What goes in and what comes out: flashcards and documents in, clozes and refusals out."""

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """What a blank is; each has thresholds of its own, because keep rates differ by category."""

    DATE = "date"
    YEAR = "year"
    FIGURE = "figure"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    EVENT = "event"
    NAME = "name"
    """Another specific name: a work, a people, a project."""
    FOREIGN = "foreign term"
    DEFINED = "defined term"
    QUOTED = "quoted phrase"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Flashcard:
    """A card of the student's own deck, as far as choosing clozes needs it."""

    guid: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Cloze:
    """One generated card. Filling the blank gives ``sentence``, which is the source's own."""

    sentence: str
    topic: str
    """Title and section of the source as far as they do not show the answer; may be empty."""
    context: str
    """At most one sentence from before, and for quotations who said it; empty if not needed."""
    answer: str
    start: int
    end: int
    """Offsets of the answer in ``sentence``."""
    category: Category
    hint: str
    """What kind of answer is wanted; never a part of it."""
    accepted: tuple[str, ...]
    """What a typed answer may be, the answer itself first."""
    distractors: tuple[str, ...]
    """Wrong options of the same kind and near magnitude."""
    tier: str
    """"A" goes into the deck by default, "B" is offered for picking."""
    score: float
    speaker: str
    links: tuple[str, ...]
    """Guids of the nearest flashcards, at most two, whose questions do not show the answer."""
    path: str
    section: str
    first_line: int
    last_line: int
    paragraph: str
    key: str
    """Identity within the source: the same sentence, answer and occurrence keep it."""
    group: str
    """Shared by siblings: cards of one sentence or of sentences that say the same."""

    @property
    def first_letter(self) -> str:
        """The first letter of the answer, shown only when the learner asks for it."""
        return next((ch for ch in self.answer if ch.isalnum()), "")

    @property
    def question(self) -> str:
        """The sentence with its blank."""
        return f"{self.sentence[: self.start]}[…]{self.sentence[self.end :]}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sentence that became no card, and why."""

    sentence: str
    reason: str
    first_line: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Generated:
    """The cards in the order of their sources, and every sentence that was refused."""

    cards: tuple[Cloze, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A possible blank in a sentence, before it is scored."""

    start: int
    end: int
    text: str
    category: Category
    detail: str = ""
    """Finer kind: "percent", "city", "surname", "acronym", "definition" …"""
    bonus: float = 0.0
    """What the pattern that found it adds to the score."""
