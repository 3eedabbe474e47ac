"""A field as a tree of blocks: what HTML and Markdown are both read into and written from.

One reader and one writer for each language, and one normal form between them (``lines``), is
what makes the way there and back stable.
"""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

MAX_DEPTH = 10
"""Nesting of lists (2 each) and quotations (1 each): Markdown as we draw it drops deeper text."""

PARSED = 10_000
"""Longer Markdown is shown as plain text (``tui.markdown``), so it is written as plain text."""


class Style:
    """How a run of text is marked up: bits of an int, because flags of ``enum`` are slow."""

    STRONG: Final = 1
    EM: Final = 2
    STRIKE: Final = 4
    CODE: Final = 8


class Run(NamedTuple):
    """A stretch of one line that looks the same."""

    text: str
    style: int = 0
    link: str = ""
    """Address that the text leads to."""
    atom: bool = False
    """Cloze mark, formula or sound: stands in both languages as it is, without style."""
    image: str = ""
    """Name of the picture whose description ``text`` is."""


Line = list[Run]


@dataclass(slots=True)
class Para:
    """Lines under each other."""

    lines: list[Line]


@dataclass(slots=True)
class Heading:
    """A title of a level from 1 to 6."""

    level: int
    line: Line


@dataclass(slots=True)
class Rule:
    """A line across."""


@dataclass(slots=True)
class Code:
    """Text that keeps its spaces."""

    text: str


@dataclass(slots=True)
class Quote:
    """A quotation."""

    blocks: "list[Block]" = field(default_factory=list)


@dataclass(slots=True)
class Listing:
    """A list; ``start`` is the first number, None for bullets."""

    start: int | None
    items: "list[list[Block]]" = field(default_factory=list)


Block = Para | Heading | Rule | Code | Quote | Listing
