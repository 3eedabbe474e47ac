"""Texts with one paragraph per line, however long."""

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft, Piece
from studyapp.sources.clean.traced import Traced


def one_per_line(draft: Draft) -> list[Piece]:
    """Make one piece of each row, with the number of blank rows before it."""
    pieces: list[Piece] = []
    gap = 0
    page = draft.rows[0].page if draft.rows else 0
    for row in draft.rows:
        if row.blank:
            gap += 1
            continue
        pieces.append(
            Piece(
                BlockKind.HEADING if row.heading else BlockKind.PARAGRAPH,
                Traced.of(row.text.strip(), row.number),
                gap=gap,
                page=row.page,
                indent=len(row.text) - len(row.text.lstrip()),
                after_notes=row.page != page,
            )
        )
        gap, page = 0, row.page
    return pieces
