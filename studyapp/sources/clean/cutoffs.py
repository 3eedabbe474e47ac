"""A last sentence that the page cuts off with an ellipsis: "Why would they . . ."."""

import re
from dataclasses import replace

from studyapp.sources.blocks import BODY, BlockKind
from studyapp.sources.clean.draft import Draft, Piece
from studyapp.sources.sentences import spans

_CUT = re.compile(
    r"[\w,;’'\")] ?(?:(?<![.])\.\.\.|\. \. \.|…)$|[\w,;] ?\[(?:\.\.\.|…|more|read more)\]$"
)


def set_cut_offs_aside(draft: Draft) -> Draft:
    """Split off the last sentence of the text if the page breaks off within it.

    Four dots are a full stop and an elision, so such a sentence is whole; and an ellipsis with
    more text behind it is the author's own.
    """
    pieces: list[Piece] = []
    for i, piece in enumerate(draft.pieces):
        cut = piece.kind in BODY and bool(_CUT.search(piece.text))
        if not cut or _text_after(draft.pieces, i):
            pieces.append(piece)
            continue
        start = spans(piece.text)[-1][0]
        pieces.append(replace(piece, body=piece.body.cut(0, start).strip()))
        pieces.append(replace(piece, kind=BlockKind.FRAGMENT, body=piece.body.cut(start), gap=0))
    return draft.with_pieces(pieces)


def _text_after(pieces: tuple[Piece, ...], at: int) -> bool:
    return any(piece.kind in BODY for piece in pieces[at + 1 :])
