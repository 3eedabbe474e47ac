"""Knowt set page without its marks: as reader modes, crawlers and narrow selections leave it.

Three shapes: number, term, definition and the status line last; status lines but no numbers;
nothing at all between the terms, where only the page's own count can prove the pairs.
"""

from collections.abc import Sequence

from studyapp.sources.account import Account, Line
from studyapp.sources.pages.alternation import (
    Unit,
    add_turns,
    anchored,
    by_line,
    by_paragraph,
    fits,
    pair_up,
)
from studyapp.sources.pages.chrome import (
    SHARE,
    counted,
    fold,
    is_footer,
    is_status,
    progress,
    read_header,
)
from studyapp.sources.pages.chunks import read_chunks, trailing
from studyapp.sources.pages.evidence import asks
from studyapp.sources.pages.page import Page

_SHOWN = 100
"""Cards a page shows to visitors who are not logged in."""
_LAST_OF_HEADER = frozenset(
    [
        "no study sessions yet.",
        "no analytics yet",
        "---|",
    ]
)


class KnowtReader:
    """The layout of a Knowt page that lost its numbers or its status lines."""

    name = "knowt-reader"

    def score(self, lines: Sequence[Line]) -> float:
        """Ask for status lines, or for counts that the lines below them bear out."""
        first = _first(lines)
        if first is None:
            return 0.0
        body = lines[first:]
        if sum(is_status(line) for line in body) >= 2:
            return 0.95 if trailing(body) else 0.8
        return 0.75 if _reading(lines[:first], body)[1] is not None else 0.0

    def parse(self, lines: Sequence[Line]) -> Page:
        """Pair what numbers, status lines or the count prove."""
        page = Page(Account(len(lines)))
        first = _first(lines) or 0
        read_header(page, lines[:first])
        stop = next((at for at in range(first, len(lines)) if is_footer(lines[at])), len(lines))
        page.ignore(lines[stop:], "page footer")
        body = lines[first:stop]
        if any(is_status(line) for line in body):
            read_chunks(page, body)
        else:
            page.slot_word = "card"
            add_turns(page, pair_up(*_reading(lines[:first], body)))
        return page


def _first(lines: Sequence[Line]) -> int | None:
    """Return the index below the last line that is surely the head of the page."""
    first = None
    for at, line in enumerate(lines):
        if len(line.text) < 80 and (
            fold(line.text) in _LAST_OF_HEADER
            or fold(line.text).startswith(SHARE)
            or (counted(line) is not None and "this set" not in fold(line.text))
        ):
            first = at + 1
        elif is_status(line):
            break
    if first is None and lines and sum(is_status(line) for line in lines) >= 2:
        return next(at for at, line in enumerate(lines) if is_status(line))
    return first


def _reading(header: Sequence[Line], body: Sequence[Line]) -> tuple[list[Unit], int | None]:
    """Return the units and the count that fits or nearly fits them, None where none does."""
    stop = next((at for at, line in enumerate(body) if is_footer(line)), len(body))
    body = body[:stop]
    counts = _claims(header)
    rows, blocks = by_line(body), by_paragraph(body)
    for units in (rows, blocks):
        for count in counts:
            if count and fits(units, count):
                return units, count
    units = rows if len(blocks) < 3 else blocks
    near = min(counts, key=lambda count: abs(2 * count - len(units)), default=0)
    off = abs(2 * near - len(units))
    marks = sum(asks(unit.text) for unit in units)
    sure = (anchored(units) and 3 * marks >= len(units)) or 10 * off <= len(units)
    return units, near if near and sure else None


def _claims(header: Sequence[Line]) -> list[int]:
    """Return how many cards there may be; a progress bar is drawn one short."""
    counts: list[int] = []
    for line in header:
        count, bar = counted(line), progress(line)
        counts += [count] if count is not None else [bar + 1] if bar is not None else []
    if counts and min(counts) > _SHOWN:
        counts.append(_SHOWN)
    return counts
