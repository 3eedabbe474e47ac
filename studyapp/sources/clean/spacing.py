"""Spaces left over or missing once marks and lines are gone."""

import re
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft
from studyapp.sources.clean.traced import Traced

_MANY = re.compile(r"\s{2,}|[^\S ]")
_BEFORE_STOP = re.compile(
    r"(?<=[\w”’\"')\]%])\s+(?=(?:,|;|:|\.(?!\s?\.|\d|\w))(?:\s|$|[”’\"')\]]))"
)
_INSIDE = re.compile(r"(?<=[(\[])\s+|\s+(?=[)\]])")
_BROKEN_RANGE = re.compile(r"(?<=\d[–-])\s(?=\d{2,4}\b)(?!\d{2,4}\s(?:and|or|to)\b)")


def tidy_spaces(draft: Draft) -> Draft:
    """One space between words, none before a comma or stop; "2018– 23" closes up."""
    return replace(
        draft,
        pieces=tuple(
            piece
            if piece.kind is BlockKind.CODE
            else replace(piece, body=_tidy(piece.body, piece.kind))
            for piece in draft.pieces
        ),
    )


def _tidy(body: Traced, kind: BlockKind) -> Traced:
    body = body.sub(_MANY, " ").strip()
    if kind is BlockKind.TABLE:
        return body
    for pattern in (_BEFORE_STOP, _INSIDE, _BROKEN_RANGE):
        body = body.sub(pattern, "")
    return body
