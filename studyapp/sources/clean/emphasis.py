"""Italics and bold written with underscores, asterisks or slashes."""

import re
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft
from studyapp.sources.clean.traced import Edit, Traced

_UNDERSCORED = re.compile(r"(?<![\w_])_{1,2}(?=[^\s_])(.{1,400}?)(?<=[^\s_])_{1,2}(?![\w_])")
_STARRED = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*\d])([^*]{1,400}?)(?<=[^\s*])\1(?![\w*])")
_EQUALS = re.compile(r"(?<![\w=+])([=+])(?=[A-Za-z])([^=+]{1,80}?)(?<=[^\s=+])\1(?![\w=+])")
_CODED = frozenset({BlockKind.CODE})
_INSIDE = re.compile(r"(?<=[A-Za-z])_(?=[A-Z][a-z])|(?<=[a-z])_(?=\s|$)")


def drop_emphasis(draft: Draft) -> Draft:
    """Take the signs away and leave the words; ``snake_case`` and arithmetic stay."""
    return replace(
        draft,
        pieces=tuple(
            piece if piece.kind in _CODED else replace(piece, body=_plain(piece.body))
            for piece in draft.pieces
        ),
    )


def _plain(body: Traced) -> Traced:
    if "_" in body.text:
        body = _unwrap(body, _UNDERSCORED, 1)
    if "*" in body.text:
        body = _unwrap(body, _STARRED, 2)
    if body.text.count("=") > 1:
        body = _unwrap(body, _EQUALS, 2)
    return body


def _unwrap(body: Traced, pattern: re.Pattern[str], group: int) -> Traced:
    edits: list[Edit] = []
    for match in pattern.finditer(body.text):
        edits.append(Edit(match.start(), match.start(group)))
        edits.append(Edit(match.end(group), match.end()))
    return body.edit(edits)
