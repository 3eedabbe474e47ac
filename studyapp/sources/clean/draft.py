"""What the repairs hand to each other: a document on its way from rows to pieces."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.traced import Traced


class Layout(StrEnum):
    """How a text shows its paragraphs."""

    LINES = "one paragraph per line"
    DOUBLE = "double-spaced"
    WRAPPED = "wrapped"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Row:
    """A source line, or a part of one where a page break or a column gap cuts it."""

    number: int
    text: str
    page: int = 0
    heading: bool = False
    """Its lettering says that it is one."""
    note: bool = False
    """It belongs to a footnote at the foot of its page."""

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read on it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that will become a block."""

    kind: BlockKind
    body: Traced
    gap: int = 1
    """Blank rows before it."""
    page: int = 0
    level: int = 0
    """Of a heading: 1 for the highest that is known, 0 if unknown."""
    rows: int = 1
    """Lines that were joined to make it."""
    indent: int = 0
    full: bool = False
    """Its last line ran to the margin, so that it may go on elsewhere."""
    after_notes: bool = False
    """Notes or a page break stood before it, so that it may go on from before them."""
    speaker: str = ""

    @property
    def text(self) -> str:
        """The text without its provenance."""
        return self.body.text


@dataclass(frozen=True, slots=True)
class Draft:
    """A document between two repairs."""

    path: str
    rows: tuple[Row, ...]
    layout: Layout = Layout.WRAPPED
    pieces: tuple[Piece, ...] = ()
    title: str = ""
    author: str = ""
    dropped: dict[int, str] = field(default_factory=dict)
    """Line number to the reason why nothing of it is kept."""
    warnings: tuple[str, ...] = ()

    def drop(self, rows: set[int], reason: str) -> "Draft":
        """Return it without the rows at these positions (not line numbers)."""
        if not rows:
            return self
        gone = {self.rows[i].number: reason for i in sorted(rows)}
        kept = tuple(row for i, row in enumerate(self.rows) if i not in rows)
        return replace(self, rows=kept, dropped={**gone, **self.dropped})

    def with_pieces(self, pieces: list[Piece]) -> "Draft":
        """Return it with other pieces; empty ones are left out."""
        return replace(self, pieces=tuple(piece for piece in pieces if piece.body))
