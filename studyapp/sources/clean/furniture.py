"""Running heads and feet: lines that come back on page after page."""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

from studyapp.sources.clean.draft import Draft, Layout, Row

_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:\[?\d{1,3}[.)\]]|[-*+•·])\s")
_CITES = re.compile(r"\bIbid|\bop\. ?cit|\bpp?\. ?\d|\bll?\. ?\d|\bd\. ?\d|^\s*[\"“(\[]")
_LONE = re.compile(r"^\s*(\d{1,4}|[ivxlc]{1,6})\s*$")
_MAX = 110
_TIMES = 3
_TOP = 4
"""Rows at the very start that may be the title, which running heads repeat."""


def drop_furniture(draft: Draft) -> Draft:
    """Drop lines whose form, with the digits masked, comes at least three times, and page numbers.

    With form feeds only the first and last rows of a page are looked at, and twice is enough.
    Notes and citations are never running heads: their masked forms repeat as well.
    """
    if draft.layout is Layout.MARKDOWN:
        return draft
    pages = draft.rows[-1].page if draft.rows else 0
    gone = _edges(draft) if pages else set()
    gone |= _repeated(draft) if not pages else set()
    if draft.layout is not Layout.DOUBLE:
        gone |= _numbers(draft)
    top = [i for i, row in enumerate(draft.rows) if not row.blank][:_TOP]
    gone -= {i for i in top if not _DIGITS.search(draft.rows[i].text) and _candidate(draft.rows[i])}
    if not gone:
        return draft
    return _renumber(draft, gone).drop(gone, "running head or page number")


def _mask(text: str) -> str:
    return " ".join(_DIGITS.sub("#", text).split()).casefold()


def _candidate(row: Row) -> bool:
    text = row.text.strip()
    return (
        4 <= len(text) <= _MAX
        and not row.heading
        and not _NUMBERED.match(text)
        and not _CITES.search(text)
        and any(c.isalpha() for c in text)
    )


def _edges(draft: Draft) -> set[int]:
    """Return head and foot rows of pages that are marked by form feeds."""
    pages: defaultdict[int, list[int]] = defaultdict(list)
    for i, row in enumerate(draft.rows):
        if not row.blank:
            pages[row.page].append(i)
    edges: defaultdict[str, list[int]] = defaultdict(list)
    for rows in pages.values():
        for i in {*rows[:3], *rows[-3:]} if len(rows) > 6 else set(rows):
            if len(draft.rows[i].text.strip()) <= _MAX:
                edges[_mask(draft.rows[i].text)].append(i)
    gone: set[int] = set()
    for mask, found in edges.items():
        on = {draft.rows[i].page for i in found}
        need = 2 if "#" in mask or len(pages) < 4 else _TIMES
        if len(on) >= need and any(c.isalpha() for c in mask.replace("#", "")):
            gone.update(found)
    for rows in pages.values():
        left = [i for i in rows if i not in gone]
        for i in {*left[:1], *left[-1:]}:
            if _LONE.match(draft.rows[i].text):
                gone.add(i)
    return gone


def _repeated(draft: Draft) -> set[int]:
    masks: defaultdict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(draft.rows):
        if _candidate(row) and not _fenced(draft, i):
            masks[_mask(row.text)].append(i)
    gone: set[int] = set()
    for found in masks.values():
        if len(found) >= _TIMES and found[-1] - found[0] > 20 and _spread(draft, found):
            gone.update(found)
    return gone


def _fenced(draft: Draft, at: int) -> bool:
    """Whether a row of one space stands close by: then it is a span of the text in italics."""
    near = draft.rows[max(at - 2, 0) : at + 3]
    return draft.layout is Layout.DOUBLE and any(row.text == " " for row in near)


def _spread(draft: Draft, found: list[int]) -> bool:
    """Whether they stand apart and look like no sentence of the text."""
    apart = all(b - a > 8 for a, b in pairwise(found))
    text = draft.rows[found[0]].text.strip()
    return apart and not text.endswith((".", ",", ";", ":", "?", "!", "”"))


def _numbers(draft: Draft) -> set[int]:
    """Return rows that hold a number alone, where at least three of them rise page by page."""
    lone = [(i, int(m[1])) for i, row in enumerate(draft.rows)
            if (m := _LONE.match(row.text)) and m[1].isdigit()]  # fmt: skip
    if len(lone) < _TIMES:
        return set()
    steps = Counter(0 < b - a <= 3 and j - i > 5 for (i, a), (j, b) in pairwise(lone))
    return {i for i, _ in lone} if steps[True] >= 0.7 * (len(lone) - 1) else set()


def _renumber(draft: Draft, gone: set[int]) -> Draft:
    """Without form feeds, let each running head or foot begin a new page."""
    if not draft.rows or draft.rows[-1].page:
        return draft
    page, rows, last = 0, [], -9
    for i, row in enumerate(draft.rows):
        if i in gone:
            page += i - last > 4
            last = i
        rows.append(replace(row, page=page))
    return replace(draft, rows=tuple(rows))
