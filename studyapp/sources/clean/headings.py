"""Headings: short lines without a stop, numbered, in capitals, or run into a paragraph."""

import re
from collections.abc import Iterator
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft, Piece
from studyapp.sources.clean.shapes import BULLET, CHAPTER, NUMBERED, capitals, heading_like

_RUN_IN = re.compile(
    r"^(?P<head>(?:[A-ZÀ-Ž0-9][A-ZÀ-Ž0-9'’&,()-]*\s){0,9}[A-ZÀ-Ž][A-ZÀ-Ž'’&)-]{2,})(?P<end>[.:]?\s?(?:--|—|–)\s?|[.:]\s+)(?=[A-Z“‘\"'(_0-9])"
)
_DASHED = re.compile(
    r"^(?P<head>(?:\d+\.\s+)?[A-Z][^.!?:;—]{2,60})(?P<end>\.(?:--|—)\s?|\.?\s?—\s?(?=The |A "
    r"|An |This |In ))(?=[A-Z“‘\"'(])"
)
_SEPARATOR = re.compile(r"^[\W_]+$")


def find_headings(draft: Draft) -> Draft:
    """Mark headings and split those that run into a paragraph off it."""
    pieces: list[Piece] = []
    last = len(draft.pieces) - 1
    for i, piece in enumerate(draft.pieces):
        if piece.kind is not BlockKind.PARAGRAPH:
            pieces.append(piece)
        elif _SEPARATOR.match(piece.text):
            pieces.append(replace(piece, kind=BlockKind.CHROME))
        elif _heading(piece, draft.pieces, i, last):
            pieces.append(replace(piece, kind=BlockKind.HEADING))
        else:
            pieces += _split(piece)
    return replace(draft, pieces=tuple(pieces))


def _heading(piece: Piece, pieces: tuple[Piece, ...], at: int, last: int) -> bool:
    text = piece.text
    if piece.rows > 3 or not heading_like(text):
        return False
    if piece.rows > 1 and not capitals(text) and not CHAPTER.match(text) and len(text) > 90:
        return False
    if BULLET.match(text) or (NUMBERED.match(text) and _listed(pieces, at)):
        return False
    if text[-1] in "?!" and len(text) > 80:
        return False
    return not (
        at
        and pieces[at - 1].text.rstrip().endswith((":", ","))
        and piece.gap < 2
        and not capitals(text)
    )


def _listed(pieces: tuple[Piece, ...], at: int) -> bool:
    """Whether a numbered line stands directly beside another: then it is an item."""
    beside = [pieces[i] for i in (at - 1, at + 1) if 0 <= i < len(pieces)]
    return any(NUMBERED.match(piece.text) for piece in beside)


def _split(piece: Piece) -> Iterator[Piece]:
    match = _RUN_IN.match(piece.text) or _DASHED.match(piece.text)
    if match is None or not _worth(match["head"]) or len(piece.text) < 60:
        yield piece
        return
    yield replace(piece, kind=BlockKind.HEADING, body=piece.body.cut(0, match.end("head")), rows=1)
    yield replace(piece, body=piece.body.cut(match.end()), gap=0)


def _worth(head: str) -> bool:
    """Whether capitals at the start are a heading and not an abbreviation or a drop capital."""
    words = re.findall(r"[^\W\d_]+", head)
    return len(words) >= 2 or len(head) >= 7
