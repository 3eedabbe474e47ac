"""Pages set in columns, whose lines a copy shows side by side."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from studyapp.sources.clean.draft import Draft, Layout, Row

_LEAST_ROWS = 6
_NARROWEST = 16
"""Characters of a column of running text; narrower ones are cells of a table."""
_CROSSING = 0.12
"""So many rows may run across a gutter: titles and figures."""


def unfold_columns(draft: Draft) -> Draft:
    """Read each page column by column; rows that run across part it into bands."""
    if draft.layout is not Layout.WRAPPED:
        return draft
    rows: list[Row] = []
    changed = False
    for page in _pages(draft.rows):
        gutters = _gutters(page)
        if gutters:
            changed = True
            rows += _unfolded(page, gutters)
        else:
            rows += page
    return replace(draft, rows=tuple(rows)) if changed else draft


def _pages(rows: tuple[Row, ...]) -> Iterator[list[Row]]:
    """Yield pages; where none are marked, stretches between two blank rows and more."""
    if rows and rows[-1].page:
        for _, page in groupby(rows, key=lambda row: row.page):
            yield list(page)
        return
    part: list[Row] = []
    blanks = 0
    for row in rows:
        blanks = blanks + 1 if row.blank else 0
        if part and not row.blank and part[-1].blank and len(part) > 2 and part[-2].blank:
            yield part
            part = []
        part.append(row)
    if part:
        yield part


def _gutters(page: list[Row]) -> list[tuple[int, int]]:
    """Return the white strips, as (start, end), that stand between columns of running text."""
    texts = [row.text.rstrip() for row in page if not row.blank]
    split = [text for text in texts if "  " in text.lstrip()]
    if len(split) < _LEAST_ROWS or len(split) < 0.5 * len(texts):
        return []
    width = max(map(len, texts))
    taken = [0] * (width + 1)
    for text in texts:
        for at, c in enumerate(text):
            taken[at] += not c.isspace()
    limit = max(_CROSSING * len(texts), 1)
    found: list[tuple[int, int]] = []
    start = -1
    for at in range(width + 1):
        if taken[at] <= limit and at < width:
            start = at if start < 0 else start
        elif start >= 0:
            if at - start >= 2 and start > 0:
                found.append((start, at))
            start = -1
    return _between_columns(texts, found)


def _between_columns(texts: list[str], strips: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the strips that have filled columns of words on both sides, or none at all."""
    edges = [0, *(end for _, end in strips)]
    ends = [*(start for start, _ in strips), max(map(len, texts))]
    if len(edges) < 2 or len(edges) > 5:
        return []
    for left, right in zip(edges, ends, strict=True):
        parts = [text[left:right].strip() for text in texts if text[left:right].strip()]
        if right - left < _NARROWEST or len(parts) < 0.3 * len(texts):
            return []
        full = sum(len(part) > 0.6 * (right - left) for part in parts)
        letters = sum(c.isalpha() for part in parts for c in part)
        if full < 0.5 * len(parts) or letters < 0.6 * sum(map(len, parts)):
            return []
    return strips


def _unfolded(page: list[Row], gutters: list[tuple[int, int]]) -> list[Row]:
    starts = [0, *(end for _, end in gutters)]
    ends: list[int | None] = [*(start for start, _ in gutters), None]
    rows: list[Row] = []
    band: list[Row] = []

    def close() -> None:
        if not any(not row.blank for row in band):
            rows.extend(band)
            band.clear()
            return
        rows.extend(row for row in band[:1] if row.blank)
        for start, end in zip(starts, ends, strict=True):
            column = [replace(row, text=row.text[start:end].rstrip()) for row in band]
            while column and column[-1].blank:
                column.pop()
            while column and column[0].blank:
                column.pop(0)
            rows.extend(column)
        band.clear()

    for row in page:
        crosses = any(row.text[start:end].strip() for start, end in gutters)
        if not crosses:
            band.append(row)
            continue
        close()
        rows.append(row)
    close()
    return rows
