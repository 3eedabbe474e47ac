"""What an import would do or did, and what an export wrote: frozen values for screens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from studyapp.domain.package import Problem
from studyapp.errors import StudyError

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being done. What it raises ends the work,
and nothing of it stays."""


class CancelledError(StudyError):
    """Raised by a progress callback when the learner calls the work off."""

    exit_code = 130


class OnDuplicate(StrEnum):
    """What becomes of a note that is in the collection already."""

    UPDATE = "update"
    """Its text becomes the file's, unless the learner changed it later than the file did."""
    KEEP = "keep"
    """It stays as it is; its reviews are merged all the same."""
    BOTH = "both"
    """The file's comes in beside it, as a note of its own."""


class Fate(StrEnum):
    """What an import does with one note of a file."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """Different in the file, but left as it is here."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the first cards, for a preview."""

    deck: str
    question: str
    answer: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What one file brought."""

    path: str
    format: str
    """Name of the format that was recognised."""
    decks: Mapping[str, int]
    """Cards of the file in each deck, new and known."""
    fates: Mapping[Fate, int]
    """Notes by what became of them."""
    cards: int
    """Cards added."""
    reviews: int
    """Log entries added."""
    media: int
    """Media added."""
    refused: tuple[Problem, ...]
    """Parts of the file that were left out, and why."""
    remarks: tuple[str, ...]
    samples: tuple[Sample, ...]
    dry_run: bool = False

    @property
    def notes(self) -> int:
        """Notes read, the refused ones apart."""
        return sum(self.fates.values())


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What one export wrote."""

    path: Path | None
    """None for standard output."""
    format: str
    decks: int
    notes: int
    cards: int
    reviews: int
    media: int
    lost: tuple[str, ...]
    """What the format cannot hold."""
    backup: Path | None = None
    """Where a file went that stood in the way and said something else."""
