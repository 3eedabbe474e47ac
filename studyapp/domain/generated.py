"""What a generated note knows beyond its text: where the blank came from and what would fit it."""

from dataclasses import dataclass
from enum import IntEnum


class Standing(IntEnum):
    """What became of a note: whether its cards are studied."""

    DECK = 0
    """In the deck: written by the learner, taken from a page, or generated in tier A."""
    OFFERED = 1
    """Generated in tier B: no cards until the learner picks it."""
    KEPT = 2
    """Looked at and kept by the learner."""
    DROPPED = 3
    """Looked at and dropped: the next build does not bring it back."""


@dataclass(frozen=True, slots=True)
class Generated:
    """The making of one cloze note. The blank filled in gives ``sentence``, the source's own."""

    sentence: str
    context: str
    answer: str
    category: str
    hint: str
    accepted: tuple[str, ...]
    """What a typed answer may be, the answer itself first."""
    distractors: tuple[str, ...]
    tier: str
    score: float
    speaker: str = ""
    links: tuple[str, ...] = ()
    """Guids of the nearest flashcards."""
    paragraph: str = ""
    """The paragraph the sentence stands in; empty where a deck file brought the note."""
    topic: str = ""
    """Title and section of the source, shown above the question; never shows the answer."""
    group: str = ""
    """Shared by notes that would give each other away: their cards are siblings."""

    @property
    def first_letter(self) -> str:
        """The first letter of the answer, shown only when the learner asks for it."""
        return next((letter for letter in self.answer if letter.isalnum()), "")
