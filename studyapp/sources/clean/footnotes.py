"""Notes that stand between the paragraphs they belong to."""

import re
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.citations import citation_like
from studyapp.sources.clean.draft import Draft, Layout, Piece
from studyapp.sources.clean.marks import marked_numbers

_SURE = re.compile(
    r"^\s*(?:\[(?:Foot)?note\b|\[Sidenote\b|\[FN|\[\^\w+\]:|\[(?:[A-Za-z]|\*+|[†‡])\]\s"
    r"|/\d{1,3}/\s"
    r"|Footnote\s*\d*:)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"^\s*(?:\[(\d{1,3})\]|\{(\d{1,3})\}|\^(\d{1,3})|/(\d{1,3})/|([¹²³⁴-⁹⁰]+))\s*\S"
)
_NUMBERED = re.compile(r"^\s*(\d{1,3})(?:[.):]\s+|\s+)(?=[A-Z“‘\"'(\[_*]|[a-z]+:)")
_SIGNED = re.compile(r"^\s*(?:\*{1,3}|[†‡§¶]{1,2})\s?(?=[A-Z“‘\"'(_])")
_WIDE = 3


def find_footnotes(draft: Draft) -> Draft:
    """Turn footnotes between body paragraphs into notes: their number must be a mark nearby."""
    pieces = list(draft.pieces)
    numbers: set[int] | None = None
    signs = any(re.search(r"[\w.,;”’)][*†‡](?=[\s.,;:]|$)", piece.text) for piece in pieces)
    expected = 1
    for i, piece in enumerate(pieces):
        if piece.kind is not BlockKind.PARAGRAPH and piece.kind is not BlockKind.LIST_ITEM:
            continue
        text = piece.text
        if _SURE.match(text):
            _note(pieces, i)
            continue
        if match := _BRACKETED.match(text):
            digits = next(group for group in match.groups() if group)
            number = int(digits) if digits.isascii() else 0
            if number == 0 or _marked_before(pieces, i, number):
                _note(pieces, i)
            continue
        if signs and draft.layout is not Layout.MARKDOWN and _SIGNED.match(text):
            _note(pieces, i)
            continue
        match = _NUMBERED.match(text)
        if match is None:
            continue
        if numbers is None:
            numbers = marked_numbers(draft.pieces)
        number = int(match[1])
        near = 0 <= number - expected <= _WIDE or citation_like(text)
        if number in numbers and near and _marked_before(pieces, i, number):
            _note(pieces, i)
            expected = number + 1
    return replace(draft, pieces=tuple(pieces))


def _note(pieces: list[Piece], at: int) -> None:
    pieces[at] = replace(pieces[at], kind=BlockKind.NOTE)


def _marked_before(pieces: list[Piece], at: int, number: int) -> bool:
    """Whether the number stands as a mark in the body shortly before."""
    mark = re.compile(
        rf"(?:[^\W\d]|[.,;:!?”’\"')\]%])\s?(?:\[(?:\d+, ?)*{number}(?:, ?\d+)*\]|/{number}/"
        rf"|\{{{number}\}}|\^{number}"
        rf"|(?<!\s){number})(?![\d.]\d|\d)"
    )
    seen = 0
    for i in range(at - 1, max(at - 40, -1), -1):
        if pieces[i].kind is BlockKind.NOTE:
            continue
        if mark.search(pieces[i].text):
            return True
        seen += 1
        if seen > 12:
            return False
    return False
