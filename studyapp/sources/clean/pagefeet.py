"""Footnotes at the foot of a page, where pages are known."""

import re
from dataclasses import replace
from itertools import groupby

from studyapp.sources.clean.draft import Draft, Layout, Row
from studyapp.sources.clean.shapes import FOOTNOTE, SECTION

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def find_page_feet(draft: Draft) -> Draft:
    """Set the rows aside that a numbered or starred note opens, down to the end of the page.

    The note's number must be a mark in the text above it on the same page, and numbers rise
    from page to page or begin again at one: a numbered list answers to no marks.
    """
    if draft.layout is not Layout.WRAPPED or not draft.rows or not draft.rows[-1].page:
        return draft
    rows: list[Row] = []
    last = 0
    for _, group in groupby(draft.rows, key=lambda row: row.page):
        page = list(group)
        start, last = _foot(page, last)
        rows += page[:start]
        rows += [replace(row, note=True) for row in page[start:]]
    return replace(draft, rows=tuple(rows))


def _foot(page: list[Row], last: int) -> tuple[int, int]:
    """Return where the notes of a page start (its length if it has none) and the last number."""
    start, before = len(page), last
    for i, row in enumerate(page):
        match = FOOTNOTE.match(row.text)
        if match is None or not i or _headed(page, i):
            if start < i and page[i - 1].blank and not row.blank:
                start, last = len(page), before
            continue
        above = page[:start] if start < len(page) else page[:i]
        if match["sign"]:
            if _has(above, re.escape(match["sign"])) and i > len(page) / 3:
                start = min(start, i)
            continue
        number = int(match["number"])
        follows = 1 <= number - last <= 3 or (number == 1 and start == len(page))
        raised = str(number).translate(_SUPERSCRIPTS)
        if follows and (_has(above, str(number)) or _has(above, raised)):
            start, last = min(start, i), number
    return start, last


def _headed(page: list[Row], at: int) -> bool:
    """Whether a numbered row is a heading: short, with a line of text right below it."""
    text = page[at].text.strip()
    below = page[at + 1].text.strip() if at + 1 < len(page) else ""
    return (
        len(text) < 60
        and text[-1:] not in ".,;"
        and (
            bool(SECTION.match(below))
            or (len(below) > len(text) and below[:1].isupper() and not FOOTNOTE.match(below))
        )
    )


def _has(rows: list[Row], mark: str) -> bool:
    """Whether a mark stands behind a word or stop in these rows."""
    pattern = re.compile(rf"(?:[^\W\d]|[.,;:!?”’\"')\]])\s?\[?{mark}\]?(?=[\s.,;:)”’]|$)")
    return any(pattern.search(row.text) for row in rows)
