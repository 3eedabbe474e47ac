"""Block quotations: after a colon, indented, or wholly in quotation marks."""

import re
from collections.abc import Sequence
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft, Layout, Piece
from studyapp.sources.clean.speakers import full_name, initialled, speaker_around, speaker_before

_QUOTED = re.compile(r"^[“\"«].*[”\"»][.,]?\d{0,3}$", re.DOTALL)
_MARKS = '“"‘«'
_PASSED = frozenset({BlockKind.NOTE, BlockKind.CHROME, BlockKind.CAPTION, BlockKind.TABLE})


def find_quotations(draft: Draft) -> Draft:
    """Mark block quotations and name their speakers where the text does."""
    pieces = list(draft.pieces)
    body = [i for i, piece in enumerate(pieces) if piece.kind not in _PASSED]
    indent = _usual_indent(pieces)
    for at, i in enumerate(body):
        before = pieces[body[at - 1]] if at else None
        if before is not None and _quotation(pieces[i], before, draft.layout, indent):
            pieces[i] = replace(pieces[i], kind=BlockKind.QUOTATION)
    names = initialled([piece.text for piece in pieces if piece.kind is BlockKind.PARAGRAPH])
    for at, i in enumerate(body):
        if pieces[i].kind is BlockKind.QUOTATION and not pieces[i].speaker and at:
            speaker = _speaker(pieces, body, at)
            pieces[i] = replace(pieces[i], speaker=full_name(speaker, names))
    return replace(draft, pieces=tuple(pieces))


def _quotation(piece: Piece, before: Piece, layout: Layout, indent: int) -> bool:
    if piece.kind is not BlockKind.PARAGRAPH:
        return False
    if _QUOTED.match(piece.text) and _one_quotation(piece.text) and len(piece.text) > 40:
        return before.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION)
    after_colon = before.kind is BlockKind.PARAGRAPH and before.text.endswith(":")
    if layout is Layout.WRAPPED and piece.indent >= indent + 3:
        return piece.rows > 1 and len(piece.text) > 80
    if layout is Layout.LINES:
        return after_colon
    return after_colon and piece.text[:1] in _MARKS


def _usual_indent(pieces: Sequence[Piece]) -> int:
    indents = sorted(p.indent for p in pieces if p.kind is BlockKind.PARAGRAPH and p.rows > 2)
    return indents[len(indents) // 2] if indents else 0


def _one_quotation(text: str) -> bool:
    """Whether the first mark is closed by the last: no words of the author in between."""
    inner = text[1:-1]
    depth = 0
    for c in inner:
        depth += (c == "“") - (c == "”")
        if depth < 0:
            return False
    return text[0] != '"' or inner.count('"') < 2


def _speaker(pieces: list[Piece], body: list[int], at: int) -> str:
    """Ask the lead-in, then whoever is named on both sides of a quotation in the first person."""
    before = pieces[body[at - 1]]
    if before.kind is BlockKind.QUOTATION:
        return before.speaker
    if before.kind is not BlockKind.PARAGRAPH:
        return ""
    earlier = pieces[body[at - 2]].text if at > 1 else ""
    following = pieces[body[at + 1]].text if at + 1 < len(body) else ""
    lead = before.text
    if (
        len(lead) > 80
        and lead.endswith((".", "!", "?"))
        and pieces[body[at]].text[:1] not in _MARKS
    ):
        return ""
    return speaker_before(lead, earlier) or speaker_around(lead, pieces[body[at]].text, following)
