"""Knowt set page without its marks: as reader modes, crawlers and narrow selections leave it.

Three shapes: number, term, definition and the status line last; status lines but no numbers;
nothing at all between the terms, where only the page's own count can prove the pairs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from studyapp.sources.account import Account, Line
from studyapp.sources.pages.alternation import (
    CROWD,
    PROOF,
    Unit,
    add_turns,
    anchored,
    asks,
    by_line,
    by_paragraph,
    fits,
    pair_up,
    tell,
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
from studyapp.sources.pages.marks import Mark, longest
from studyapp.sources.pages.page import Page, Pair, numbers, whole_number
from studyapp.sources.pages.slots import usual

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
            return 0.95 if _trailing(body) else 0.8
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
            _read_chunks(page, body)
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


def _trailing(body: Sequence[Line]) -> bool:
    """Whether status lines close the slots: number lines come right after them."""
    filled = [line for line in body if not line.blank]
    after = before = 0
    for one, two in pairwise(filled):
        after += is_status(one) and whole_number(two.text) is not None
        before += is_status(two) and whole_number(one.text) is not None
    return after > before


def _reading(header: Sequence[Line], body: Sequence[Line]) -> tuple[list[Unit], int | None]:
    """Return the units and the count that fits them, or the paragraphs and None."""
    stop = next((at for at, line in enumerate(body) if is_footer(line)), len(body))
    body = body[:stop]
    counts: list[int] = []
    for line in header:
        count, bar = counted(line), progress(line)
        counts += [count] if count is not None else [bar + 1] if bar is not None else []
    if counts and min(counts) > _SHOWN:
        counts.append(_SHOWN)
    rows, blocks = by_line(body), by_paragraph(body)
    for units in (rows, blocks):
        for count in counts:
            if count and fits(units, count):
                return units, count
    units = rows if len(blocks) < 3 else blocks
    marks = sum(asks(unit.text) for unit in units)
    return units, (0 if counts and anchored(units) and 3 * marks >= len(units) else None)


@dataclass(slots=True)
class _Chunk:
    """What stands between two status lines, and the status line of its own."""

    lines: list[Line]
    marks: list[Line]
    number: int | None = None


def _read_chunks(page: Page, body: Sequence[Line]) -> None:
    chunks, strays = _chunks(body)
    doubts: list[str] = []
    if strays:
        page.doubt(strays, CROWD)
        doubts.append(tell(strays, CROWD))
    numbered = sum(chunk.number is not None for chunk in chunks) > len(chunks) // 2
    page.slot_word = "slot" if numbered else "card"
    blocks = [by_paragraph(chunk.lines) for chunk in chunks]
    spaced = 2 * sum(len(each) > 1 for each in blocks) > len(chunks)
    units = blocks if spaced else [by_line(chunk.lines) for chunk in chunks]
    asking = _asking(units)
    lead = usual(_leading(chunk) for chunk in chunks)
    keys: set[str] = set()
    for place, (chunk, each) in enumerate(zip(chunks, units, strict=True)):
        page.slots += 1
        before = chunks[place - 1].number if place else 0
        after = chunks[place + 1].number if place + 1 < len(chunks) else None
        number = chunk.number
        if numbered and number is None and before is not None:
            number = before + 1 if after in (None, before + 2) else None
        key = str(page.slots if number is None else number)
        name = f"{page.slot_word} {key}"
        if not each:
            page.ignore(chunk.marks, f"{name} is empty")
            page.warnings.append(f"{name} (line {chunk.marks[0].number}) is empty")
            continue
        doubt = _doubt(each, asking=asking)
        if numbered and (number is None or key in keys or number > (before or number) + 1):
            doubt = doubt or "the numbers around it do not add up"
        if numbered and len(each) > 2 and (number or 0) + 1 in map(_value, each):
            doubt = "it runs into the next slot"
        if _leading(chunk) > lead:
            doubt = doubt or "a line seems to be missing before its first"
        if doubt:
            lines = sorted([*chunk.marks, *chunk.lines], key=lambda line: line.number)
            page.doubt(lines, f"{name}: {doubt}")
            doubts.append(f"{name} (line {lines[0].number}) was not made a card: {doubt}")
            continue
        keys.add(key)
        page.pairs.append(
            Pair(
                key=key,
                name=name,
                front=each[0].text,
                back="\n\n".join(unit.text for unit in each[1:])
                if spaced
                else "\n".join(unit.text for unit in each[1:]),
                lines=tuple(sorted(numbers([*chunk.marks, *chunk.lines]))),
            )
        )
    page.warn(doubts, "{} more slots were not made cards")


def _asking(units: Sequence[Sequence[Unit]]) -> bool:
    """Whether every card of two parts starts with a question, and longer cards are common.

    A single long card among many short ones is more likely two cards run together.
    """
    firsts = [each[0].text for each in units if len(each) == 2]
    longer = sum(len(each) > 2 for each in units)
    return len(firsts) >= PROOF and all(map(asks, firsts)) and longer != 1


def _doubt(units: Sequence[Unit], *, asking: bool) -> str:
    """Say why units are not surely one question and its answer."""
    if len(units) == 1:
        return "the question or the answer is missing"
    asked = [asks(unit.text) for unit in units]
    if asking and not asked[0]:
        return "it does not start with a question as the others do"
    if len(units) > 2 and not (asking and sum(asked) == 1):
        return CROWD
    return ""


def _value(unit: Unit) -> int | None:
    return whole_number(unit.text)


def _leading(chunk: _Chunk) -> int:
    """Count the blank lines before the first line that is not blank."""
    return next((at for at, line in enumerate(chunk.lines) if not line.blank), len(chunk.lines))


def _chunks(body: Sequence[Line]) -> tuple[list[_Chunk], list[Line]]:
    """Cut at the status lines, which close a slot or open it, whichever the page does."""
    cuts = [at for at, line in enumerate(body) if is_status(line)]
    closing = _trailing(body) or any(not line.blank for line in body[: cuts[0]])
    chunks: list[_Chunk] = []
    edges = [-1, *cuts] if closing else [*cuts, len(body)]
    for start, stop in pairwise(edges):
        mark = body[stop] if closing else body[start]
        chunks.append(_Chunk(list(body[start + 1 : stop]), [mark]))
    rest = list(body[cuts[-1] + 1 :]) if closing else []
    strays = [line for line in rest if not line.blank]
    if closing:
        _take_numbers(chunks)
    return chunks, strays


def _take_numbers(chunks: Sequence[_Chunk]) -> None:
    """Take first lines as the slots' numbers where they form one ascending sequence."""
    found = []
    for at, chunk in enumerate(chunks):
        place = _leading(chunk)
        number = whole_number(chunk.lines[place].text) if place < len(chunk.lines) else None
        if number is not None:
            found.append(Mark(at, place, number))
    for mark in longest(found):
        chunk = chunks[mark.at]
        chunk.number = mark.number
        chunk.marks.insert(0, chunk.lines.pop(mark.size))
