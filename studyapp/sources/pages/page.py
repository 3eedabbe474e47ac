"""What a layout makes of a page: pairs, claims and warnings, with a fate for its lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from studyapp.sources.account import Account, Fate, Line

_SHOWN = 10
"""Warnings of one kind that are spelled out; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One question with its answer, exactly as on the page but for outer whitespace."""

    key: str
    """Identity within the page: the slot number, or the position when there is none."""
    name: str
    """For people: ``slot 5``, ``row 3``."""
    front: str
    back: str
    lines: tuple[int, ...]
    """Every line that belongs to it, its number and status lines included, ascending."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A count the page states, before it is held against what was found."""

    text: str
    line: int
    count: int
    is_bar: bool = False
    """Whether it is the end of a progress bar, which Knowt draws one short of the count."""

    def agrees(self, found: int) -> bool:
        """Whether the page told the truth, given how many cards were found."""
        return found == self.count or (self.is_bar and found == self.count + 1)


@dataclass(slots=True)
class Page:
    """Gathers what one layout found. Pairs get their fate when the deck is put together."""

    account: Account
    title: str = ""
    slots: int = 0
    """Places for a card, empty ones included."""
    slot_word: str = "slot"
    pairs: list[Pair] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def take(self, lines: Iterable[Line], fate: Fate, reason: str) -> None:
        """Give the non-blank lines among ``lines`` a fate."""
        self.account.claim([line.number for line in lines if not line.blank], fate, reason)

    def ignore(self, lines: Iterable[Line], reason: str) -> None:
        """Leave lines out, saying why."""
        self.take(lines, Fate.IGNORED, reason)

    def doubt(self, lines: Iterable[Line], reason: str) -> None:
        """Leave lines for a person to decide about."""
        self.take(lines, Fate.UNCERTAIN, reason)

    def warn(self, messages: Sequence[str], rest: str) -> None:
        """Add warnings of one kind; beyond ten, ``rest`` sums up how many more there are."""
        self.warnings.extend(messages[:_SHOWN])
        if len(messages) > _SHOWN:
            self.warnings.append(rest.format(len(messages) - _SHOWN))


class Layout(Protocol):
    """One way in which flashcard pages are laid out."""

    @property
    def name(self) -> str:
        """Short name, as shown to the user."""
        ...

    def score(self, lines: Sequence[Line]) -> float:
        """Return 0 to 1: how surely a page has this layout. Below 0.5 it has not."""
        ...

    def parse(self, lines: Sequence[Line]) -> Page:
        """Read a page that scored; never raises for any text."""
        ...


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Neighbouring non-blank lines, and how many blank lines stand before them."""

    lines: tuple[Line, ...]
    gap: int

    @property
    def text(self) -> str:
        """The lines as they stand."""
        return "\n".join(line.text for line in self.lines)


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Split at blank lines."""
    found: list[Paragraph] = []
    current: list[Line] = []
    gap = blanks = 0
    for line in lines:
        if line.blank:
            if current:
                found.append(Paragraph(tuple(current), gap))
                current, blanks = [], 0
            blanks += 1
        else:
            if not current:
                gap = blanks
            current.append(line)
            blanks = 0
    if current:
        found.append(Paragraph(tuple(current), gap))
    return found


def join(parts: Sequence[Paragraph]) -> str:
    """Return paragraphs as one field: their own lines, one blank line between them."""
    return "\n\n".join(part.text for part in parts).strip()


def whole_number(text: str) -> int | None:
    """Return the number that is all there is on a line (at most six ASCII digits)."""
    text = text.strip()
    if 0 < len(text) <= 6 and text.isascii() and text.isdigit():
        return int(text)
    return None


def numbers(lines: Iterable[Line]) -> tuple[int, ...]:
    """Return the numbers of the lines that are not blank."""
    return tuple(line.number for line in lines if not line.blank)
