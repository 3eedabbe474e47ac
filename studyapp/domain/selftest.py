"""Self-testing: the modes, and one item that any of them can ask."""

from dataclasses import dataclass
from enum import IntEnum

from studyapp.domain.card import State
from studyapp.domain.note import NoteKind, Source


class Mode(IntEnum):
    """The ways to test oneself; the number is what a stored sitting says."""

    LEARN = 1
    TEST = 2
    MATCH = 3
    SORT = 4
    FLIP = 5
    TUTOR = 6
    CONTRAST = 7
    """A drill on cards that were confused with each other."""
    CRAM = 8
    """Chosen cards whatever is due, without moving the schedule."""


WEAK = 0.8
"""Recall probability below which a card is weak; new cards are not, they are unknown."""

STAR = "marked"
"""The tag of a starred note: the same as in Anki, so that stars travel with the deck."""


@dataclass(frozen=True, slots=True)
class Item:
    """A card as self-tests ask it. Texts are Markdown; ``term`` is plain."""

    card_id: int
    family: int
    """Shared by siblings: never two of them in one round of choices."""
    deck: str
    kind: NoteKind
    question: str
    answer: str
    """As the card shows it: a cloze sentence with the blank filled in."""
    term: str
    """What is to be known: the deletion of a cloze card, else the answer without Markdown."""
    accepted: tuple[str, ...]
    """What a typed answer may be, ``term`` first."""
    category: str = ""
    """Of a generated card: date, year, figure, person, place …; empty where it is not known."""
    hint: str = ""
    distractors: tuple[str, ...] = ()
    """Wrong answers that came with a generated card."""
    tags: tuple[str, ...] = ()
    source: Source | None = None
    paragraph: str = ""
    state: State = State.NEW
    due: bool = False
    retrievability: float | None = None
    """Recall probability now; None for a new card."""

    @property
    def starred(self) -> bool:
        """Whether the learner marked its note."""
        return any(tag.casefold() == STAR for tag in self.tags)

    @property
    def weak(self) -> bool:
        """Whether it was learned and is likely to be forgotten now."""
        return self.retrievability is not None and self.retrievability < WEAK
