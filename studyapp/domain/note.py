"""Content: what a note says, where it came from, and which cards it yields."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from studyapp.domain.cloze import cloze_numbers
from studyapp.domain.generated import Generated, Standing


class NoteKind(IntEnum):
    """How the fields of a note become cards."""

    BASIC = 1
    """Front asks, back answers: one card."""
    REVERSED = 2
    """Both directions: two cards."""
    CLOZE = 3
    """The front holds ``{{c1::answer::hint}}`` deletions: one card for each number."""
    TEMPLATE = 4
    """Another program's note type makes the cards; front and back only say what is in it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where in which document a note was found. Lines are 1-based and inclusive."""

    path: str
    """Name of the source file, without folders, so that decks do not depend on a machine."""
    first_line: int
    last_line: int
    section: str = ""


class Note(NamedTuple):
    """A note as sources and deck formats give it and storage keeps it. Text is Markdown."""

    guid: str
    kind: NoteKind
    front: str
    back: str
    tags: tuple[str, ...] = ()
    source: Source | None = None
    generated: Generated | None = None
    """How the note was made, for one that the generator drew from a text."""
    standing: Standing = Standing.DECK

    @property
    def studied(self) -> bool:
        """Whether its cards are in the deck."""
        return self.standing in (Standing.DECK, Standing.KEPT)

    def ordinals(self) -> tuple[int, ...]:
        """Return the ordinals of the cards this note yields; those of TEMPLATE its type knows."""
        if self.kind is NoteKind.TEMPLATE:
            return ()
        if self.kind is NoteKind.CLOZE:
            return tuple(number - 1 for number in cloze_numbers(self.front))
        return (0, 1) if self.kind is NoteKind.REVERSED else (0,)
