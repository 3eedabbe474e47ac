"""Texts wrapped at a margin, with blank lines, indents or short lines between paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import replace

from studyapp.sources.blocks import BlockKind
from studyapp.sources.clean.draft import Draft, Piece, Row
from studyapp.sources.clean.hyphens import Words, join_rows
from studyapp.sources.clean.shapes import (
    BULLET,
    CHAPTER,
    FOOTNOTE,
    NUMBERED,
    SECTION,
    WIDE_GAP,
    capitals,
    ends_sentence,
)

_BY_LINE = re.compile(r"^\s*(?:[—–―]|--?)\s*(?=[A-Z“])")
_AMPLE = 0.65
"""Where the next word would have fitted so amply, the line was broken on purpose."""
_NOTE = re.compile(r"^\s*(?:\[\d{1,3}\]|/\d{1,3}/|\[Footnote|\[\^?\w{1,4}\]:|[*†‡]\s?[A-Z])")


def wrapped(draft: Draft) -> list[Piece]:
    """Join rows into paragraphs."""
    words = Words(row.text for row in draft.rows)
    width = _width(draft.rows)
    pieces: list[Piece] = []
    for gap, block in _blocks(draft.rows):
        for index, rows in enumerate(_paragraphs(block, width)):
            pieces.append(_piece(rows, gap if index == 0 else 0, width, words))
    return _tell_pages(pieces)


def _piece(rows: list[Row], gap: int, width: int, words: Words) -> Piece:
    kind = BlockKind.HEADING if rows[0].heading else BlockKind.PARAGRAPH
    if rows[0].note:
        kind = BlockKind.NOTE
    elif len(rows) > 1 and sum(bool(WIDE_GAP.search(r.text.strip())) for r in rows) > 0.6 * len(
        rows
    ):
        kind = BlockKind.TABLE
    return Piece(
        kind,
        join_rows(rows, words),
        gap=gap,
        page=rows[0].page,
        rows=len(rows),
        indent=min(len(r.text) - len(r.text.lstrip()) for r in rows),
        full=len(rows[-1].text.rstrip()) >= 0.85 * width,
    )


def _tell_pages(pieces: list[Piece]) -> list[Piece]:
    return [
        replace(piece, after_notes=True) if i and piece.page != pieces[i - 1].page else piece
        for i, piece in enumerate(pieces)
    ]


def _width(rows: tuple[Row, ...]) -> int:
    """Return the margin: nine lines in ten do not pass it."""
    lengths = sorted(len(row.text.rstrip()) for row in rows if len(row.text.strip()) > 20)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 80


def _blocks(rows: tuple[Row, ...]) -> Iterator[tuple[int, list[Row]]]:
    block: list[Row] = []
    gap = before = 0
    for row in rows:
        if row.blank:
            if block:
                yield before, block
                block, gap = [], 0
            gap += 1
            continue
        if block and row.note != block[-1].note:
            yield before, block
            block = []
        if not block:
            before, gap = gap, 0
        block.append(row)
    if block:
        yield before, block


def _paragraphs(block: list[Row], width: int) -> Iterator[list[Row]]:
    """Split a block without blank rows where its lines show a new paragraph."""
    indents = sorted(len(row.text) - len(row.text.lstrip()) for row in block)
    base = indents[len(indents) // 2]
    lengths = sorted(len(row.text.rstrip()) for row in block)
    margin = max(lengths[int(0.9 * (len(lengths) - 1))], 20) if len(block) > 4 else width
    current: list[Row] = []
    for row in block:
        if current and _starts(current, row, base, margin):
            yield current
            current = []
        current.append(row)
    yield current


def _starts(current: list[Row], row: Row, base: int, margin: int) -> bool:
    text, last = row.text, current[-1].text.rstrip()
    if row.note:
        return bool(NUMBERED.match(text) or FOOTNOTE.match(text))
    if row.heading != current[-1].heading:
        return True
    if BULLET.match(text) or _NOTE.match(text):
        return not text.lstrip().startswith(("–", "-")) or _dash_item(current, text)
    first = text.split(maxsplit=1)[0]
    if len(last) + 1 + len(first) <= _AMPLE * margin and first[:1] in _CAPITAL_START:
        return True
    if NUMBERED.match(text):
        return ends_sentence(last) or bool(NUMBERED.match(current[0].text)) or last.endswith(";")
    if len(current) == 1 and _heads(last, text, margin):
        return True
    ended = ends_sentence(last)
    if _BY_LINE.match(text) and ended and len(text.strip()) < 0.9 * margin:
        return True
    indent = len(text) - len(text.lstrip())
    if ended and base < indent <= base + 10 and not _hanging(current, base):
        return True
    fits = len(last) + 1 + len(first) <= 0.88 * margin
    return ended and fits and first[:1] in _CAPITAL_START


_CAPITAL_START = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789“‘\"'([ÉÖÜÄÅÇÀÈ")


def _hanging(current: list[Row], base: int) -> bool:
    """Whether the paragraph is an item whose further lines are indented."""
    first = current[0].text
    return len(first) - len(first.lstrip()) < base and bool(
        BULLET.match(first) or NUMBERED.match(first)
    )


def _dash_item(current: list[Row], text: str) -> bool:
    last = current[-1].text.rstrip()
    return (
        bool(BULLET.match(current[0].text))
        or last.endswith((":", ";"))
        or (ends_sentence(last) and len(text.strip()) > 3)
    )


def _heads(first: str, following: str, margin: int) -> bool:
    """Whether the first row of a block is a heading above its text."""
    text = first.strip()
    short = len(first.rstrip()) < 0.75 * margin and following.lstrip()[:1] in _CAPITAL_START
    if ends_sentence(text) and not capitals(text):
        return False
    if CHAPTER.match(text):
        return short
    if SECTION.match(text):
        return short and len(text) < 80
    return capitals(text) and not capitals(following) and len(text) < 80
