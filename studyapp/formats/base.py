"""What every deck format does: say whether a file is its own, read it, and perhaps write it.

A format is chosen by what is in a file, not by its name. Formats know no clock, no time zone
and no settings: what they need of those comes in with ``Reading`` and ``Writing``.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from studyapp.domain.package import Package
from studyapp.errors import SourceError

DAY_MS = 86_400_000


class FormatError(SourceError):
    """A deck file that is broken as a whole, or that cannot hold what it should."""


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A file to read. Text is decoded before it comes here."""

    name: str
    """File name without folders, for messages and to name a deck that has no name."""
    path: Path | None = None
    """Where it is on the disk; None for what was pasted or piped."""
    text: str | None = None
    """Its text; None for a package, which is read from ``path``."""

    @property
    def stem(self) -> str:
        """The name without its suffix: a deck's name where the file gives none."""
        return self.name.rsplit(".", 1)[0] or self.name


def utc_day(at: int) -> int:
    """Return the study day of Unix milliseconds for somebody who lives at UTC and rises at 0:00."""
    return at // DAY_MS


def utc_start(day: int) -> int:
    """Return the Unix milliseconds at which that study day starts."""
    return day * DAY_MS


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read: the learner's clock, and what the user said about the file."""

    now: int = 0
    """Unix milliseconds."""
    day_of: Callable[[int], int] = utc_day
    """Study day of Unix milliseconds on the learner's clock."""
    start_of: Callable[[int], int] = utc_start
    """Unix milliseconds at which a study day starts."""
    separator: str = ""
    """Between the fields of a line; empty to find out."""
    card_separator: str = ""
    """Between two cards; empty to find out."""
    columns: tuple[str, ...] = ()
    """What each column is: ``front``, ``back``, ``tags``, ``deck``, ``guid`` or ``-`` for none; or
    names of the file's own (``formats.chosen``); empty to find out."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How a file is to be written."""

    now: int = 0
    day_of: Callable[[int], int] = utc_day
    start_of: Callable[[int], int] = utc_start
    scheduling: bool = True
    """Whether cards go with where they stand and with their reviews, where the format can."""
    separator: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormatInfo:
    """One line of the table of formats."""

    name: str
    """What ``--format`` takes."""
    title: str
    """What people call it."""
    suffixes: tuple[str, ...]
    """With dots; the first is given to a file without one. They only choose what is written."""
    reads: bool = True
    writes: bool = False
    whole: bool = False
    """Whether cards always go with where they stand, asked for or not."""
    folder: bool = False
    """Whether what is written is a folder."""
    foreign: bool = False
    """Whether ``Package.foreign`` is asked for."""
    carries: tuple[str, ...] = ()
    """Of ``tags``, ``decks``, ``scheduling``, ``media``: what a round trip keeps besides texts."""


class DeckFormat(Protocol):
    """One format. ``claims`` must be quick and true: it is asked about every file."""

    @property
    def info(self) -> FormatInfo:
        """The line of the table."""

    def claims(self, file: DeckFile) -> int:
        """Return how surely the file is of this format, from 0 (not) to 100 (no doubt)."""

    def read(self, file: DeckFile, reading: Reading) -> AbstractContextManager[Package]:
        """Open a file; its notes and media can be read until the context ends.

        Raises ``FormatError`` if the whole is broken. Parts that are broken are left out and
        named in ``Package.problems``.
        """

    def write(self, package: Package, target: Path, writing: Writing) -> Sequence[str]:
        """Write ``target`` anew, a file or for some formats a folder that is not there yet.

        Returns what the format could not hold, in words. Raises ``FormatError``; what the
        disk refuses is raised as it comes, for the caller to tell.
        """


@dataclass(frozen=True, slots=True)
class TextFormat:
    """A format of plain text, made from three functions."""

    info: FormatInfo
    claim: Callable[[str, str], int]
    """Text and file name to what ``claims`` returns."""
    reader: Callable[[DeckFile, str, Reading], Package]
    """The file and its text to its package."""
    writer: Callable[[Package, Writing], tuple[str, Sequence[str]]] | None = None
    """A package to the text of the file and to what it could not hold."""

    def claims(self, file: DeckFile) -> int:
        """Return how surely the file is of this format."""
        return 0 if file.text is None else self.claim(file.text, file.name)

    def read(self, file: DeckFile, reading: Reading) -> AbstractContextManager[Package]:
        """Read the whole text."""
        if file.text is None:
            raise FormatError(f"{file.name} is not text", f"Give a file of {self.info.title}.")
        return nullcontext(self.reader(file, file.text, reading))

    def write(self, package: Package, target: Path, writing: Writing) -> Sequence[str]:
        """Write the text as UTF-8."""
        if self.writer is None:
            raise FormatError(f"{self.info.title} can be read but not written", "")
        text, lost = self.writer(package, writing)
        target.write_bytes(text.encode())
        return lost
