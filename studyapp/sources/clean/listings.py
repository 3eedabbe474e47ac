"""Items of lists: bullets, numbers and letters before a text."""

from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft, Piece
from studyapp.sources.clean.shapes import BULLET, NUMBERED


def find_list_items(draft: Draft) -> Draft:
    """Mark items and take bullets away; a number before a single paragraph stays text."""
    pieces = list(draft.pieces)
    for i, piece in enumerate(pieces):
        if piece.kind is not BlockKind.PARAGRAPH:
            continue
        bullet = BULLET.match(piece.text)
        if bullet is None and not NUMBERED.match(piece.text):
            continue
        match = bullet or NUMBERED.match(piece.text)
        if match is None or (bullet and piece.text[0] in "–-—" and not _beside(pieces, i)):
            continue
        pieces[i] = replace(piece, kind=BlockKind.LIST_ITEM, body=piece.body.cut(match.end()))
    return replace(draft, pieces=tuple(pieces))


def _beside(pieces: list[Piece], at: int) -> bool:
    """Whether another item stands next to it, so that the dash is a bullet."""
    for i in (at - 1, at + 1):
        if 0 <= i < len(pieces):
            if pieces[i].kind is BlockKind.LIST_ITEM or BULLET.match(pieces[i].text):
                return True
            if i < at and pieces[i].text.endswith(":"):
                return True
    return False
