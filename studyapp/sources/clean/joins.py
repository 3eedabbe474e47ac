"""Sentences that a page break, notes or a figure cut in two."""

import re
from collections.abc import Sequence
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft, Layout, Piece
from studyapp.sources.clean.hyphens import Words, join
from studyapp.sources.clean.shapes import BULLET, NUMBERED, ends_sentence, heading_like

_BETWEEN = frozenset({BlockKind.NOTE, BlockKind.CHROME, BlockKind.CAPTION, BlockKind.TABLE})
_OPEN = re.compile(r"[^\W\d]-$|[\w,;(–—&/’”%)]$")
_FUNCTION = re.compile(
    r"\b(?:the|a|an|of|in|on|to|and|or|but|for|with|by|from|at|as|that|which|who|is|are|was"
    r"|were|be|been|has|had|have|his"
    r"|her|its|their|this|these|than|into|not|no|one|between|under|more|most|such|very|will"
    r"|would|can|could|may|he|she|it"
    r"|they|we)$|[,(–—-]$"
)


def join_broken(draft: Draft) -> Draft:
    """Join a paragraph that ends within a sentence to the one that goes on from it."""
    if draft.layout is Layout.MARKDOWN:
        return draft
    words = Words([row.text for row in draft.rows])
    pieces: list[Piece] = []
    open_at = -1
    for piece in draft.pieces:
        if piece.kind is BlockKind.PARAGRAPH:
            if open_at >= 0 and _goes_on(pieces[open_at], piece, pieces[open_at + 1 :]):
                first = pieces[open_at]
                body = join(first.body, piece.body, words)
                pieces[open_at] = replace(
                    first, body=body, rows=first.rows + piece.rows, full=piece.full
                )
                open_at = -1 if ends_sentence(body.text) else open_at
                continue
            open_at = len(pieces) if not ends_sentence(piece.text) else -1
        elif piece.kind not in _BETWEEN:
            open_at = -1
        pieces.append(piece)
    return replace(draft, pieces=tuple(pieces))


def _goes_on(first: Piece, second: Piece, between: Sequence[Piece]) -> bool:
    left, right = first.text.rstrip(), second.text.lstrip()
    if not _OPEN.search(left) or BULLET.match(right) or NUMBERED.match(right):
        return False
    tail = bool(_FUNCTION.search(left))
    if heading_like(left, 60) and first.rows == 1 and not tail:
        return False
    broken = bool(between) or second.after_notes or second.page != first.page
    if heading_like(right, 60) and second.rows == 1 and not tail and right[:1].isupper():
        return False
    starts = right.lstrip("“‘\"'([")[:1]
    if starts.islower():
        return broken or second.gap <= 1 or tail
    return broken and (first.full or tail or len(left) > 300) and starts.isalnum()
