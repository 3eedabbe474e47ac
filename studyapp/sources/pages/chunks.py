"""Knowt's slots told by their status lines alone: the lines between two of them.

A status line closes a slot or opens it, whichever the page does. Numbers stand on the first lines
of the chunks or nowhere; without them only the page's count tells that a slot is gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from studyapp.sources.account import Line
from studyapp.sources.pages.alternation import (
    CROWD,
    PROOF,
    SHORT,
    Unit,
    by_line,
    by_paragraph,
    tell,
)
from studyapp.sources.pages.chrome import is_status
from studyapp.sources.pages.evidence import asks, strangers
from studyapp.sources.pages.marks import Mark, longest
from studyapp.sources.pages.page import Page, Pair, numbers, whole_number
from studyapp.sources.pages.slots import EARLY, ends_early, usual


@dataclass(slots=True)
class _Chunk:
    """What stands between two status lines, and the status line of its own."""

    lines: list[Line]
    marks: list[Line]
    number: int | None = None
    units: Sequence[Unit] = field(default=())
    between: str = "\n"
    """What stands between the units of an answer."""
    doubt: str = ""

    @property
    def front(self) -> str:
        return self.units[0].text

    @property
    def back(self) -> str:
        return self.between.join(unit.text for unit in self.units[1:])


def trailing(body: Sequence[Line]) -> bool:
    """Whether status lines close the slots: number lines come right after them."""
    filled = [line for line in body if not line.blank]
    after = before = 0
    for one, two in pairwise(filled):
        after += is_status(one) and whole_number(two.text) is not None
        before += is_status(two) and whole_number(one.text) is not None
    return after > before


def read_chunks(page: Page, body: Sequence[Line]) -> None:
    """Put the pairs and doubts of a page with status lines on it."""
    chunks, strays = _chunks(body)
    doubts: list[str] = []
    if strays:
        page.doubt(strays, CROWD)
        doubts.append(tell(strays, CROWD))
    numbered = sum(chunk.number is not None for chunk in chunks) > len(chunks) // 2
    page.slot_word = "slot" if numbered else "card"
    _split(chunks)
    _judge(chunks)
    if numbered:
        _fill_in(chunks)
        _check_numbers(page, chunks)
    elif _is_short(page, len(chunks)):
        for chunk in chunks:
            chunk.doubt = chunk.doubt or SHORT
    sound = [chunk for chunk in chunks if chunk.units and not chunk.doubt]
    reasons = strangers([(chunk.front, chunk.back) for chunk in sound])
    for chunk, reason in zip(sound, reasons, strict=True):
        chunk.doubt = reason
    for chunk in chunks:
        _settle(page, chunk, doubts)
    page.warn(doubts, "{} more slots were not made cards")


def _settle(page: Page, chunk: _Chunk, doubts: list[str]) -> None:
    page.slots += 1
    key = str(page.slots if chunk.number is None else chunk.number)
    name = f"{page.slot_word} {key}"
    lines = sorted([*chunk.marks, *chunk.lines], key=lambda line: line.number)
    if not chunk.units:
        page.ignore(chunk.marks, f"{name} is empty")
        page.warnings.append(f"{name} (line {chunk.marks[0].number}) is empty")
    elif chunk.doubt:
        page.doubt(lines, f"{name}: {chunk.doubt}")
        doubts.append(f"{name} (line {lines[0].number}) was not made a card: {chunk.doubt}")
    else:
        page.pairs.append(Pair(key, name, chunk.front, chunk.back, numbers(lines)))


def _split(chunks: Sequence[_Chunk]) -> None:
    """Split chunks into units: paragraphs where most have blank lines within, lines elsewhere."""
    blocks = [by_paragraph(chunk.lines) for chunk in chunks]
    spaced = 2 * sum(len(each) > 1 for each in blocks) > len(chunks)
    for chunk, each in zip(chunks, blocks, strict=True):
        chunk.units = each if spaced else by_line(chunk.lines)
        chunk.between = "\n\n" if spaced else "\n"


def _judge(chunks: Sequence[_Chunk]) -> None:
    """Doubt the chunks that are not surely one question and its answer."""
    asking = _asking(chunks)
    lead = usual(_leading(chunk) for chunk in chunks)
    for chunk in chunks:
        if not chunk.units:
            continue
        asked = [asks(unit.text) for unit in chunk.units]
        if len(chunk.units) == 1:
            chunk.doubt = "the question or the answer is missing"
        elif asking and not asked[0]:
            chunk.doubt = "it does not start with a question as the others do"
        elif len(chunk.units) > 2 and not (asking and sum(asked) == 1):
            chunk.doubt = CROWD
        elif _leading(chunk) > lead:
            chunk.doubt = "a line seems to be missing before its first"


def _asking(chunks: Sequence[_Chunk]) -> bool:
    """Whether every card of two parts starts with a question, and longer cards are common.

    A single long card among many short ones is more likely two cards run together.
    """
    firsts = [chunk.front for chunk in chunks if len(chunk.units) == 2]
    longer = sum(len(chunk.units) > 2 for chunk in chunks)
    return len(firsts) >= PROOF and all(map(asks, firsts)) and longer != 1


def _fill_in(chunks: Sequence[_Chunk]) -> None:
    """Give a chunk without number the only one that its neighbours leave."""
    for place, chunk in enumerate(chunks):
        before = chunks[place - 1].number if place else 0
        after = chunks[place + 1].number if place + 1 < len(chunks) else None
        if chunk.number is None and before is not None and after in (None, before + 2):
            chunk.number = before + 1


def _check_numbers(page: Page, chunks: Sequence[_Chunk]) -> None:
    """Doubt chunks on both sides of a gap: an answer may be that of a slot that is gone."""
    before: int | None = 0
    for place, chunk in enumerate(chunks):
        number = chunk.number
        after = chunks[place + 1].number if place + 1 < len(chunks) else None
        if number is None or (before is not None and number != before + 1):
            chunk.doubt = chunk.doubt or "the numbers around it do not add up"
        elif after is not None and after != number + 1:
            chunk.doubt = (
                chunk.doubt or "the number after it is missing, and this may be its answer"
            )
        elif len(chunk.units) > 2 and number + 1 in (whole_number(u.text) for u in chunk.units):
            chunk.doubt = "it runs into the next slot"
        before = number
    last = chunks[-1]
    if last.number is not None and ends_early(page, last.number):
        last.doubt = last.doubt or EARLY


def _is_short(page: Page, found: int) -> bool:
    """Whether slots are missing; copies that just stop early stop at a round number."""
    claims = [s.count for s in page.stated if not s.is_bar]
    claims = claims or [s.count + 1 for s in page.stated]
    return bool(claims) and found < min(claims) and (found < 20 or found % 10 != 0)


def _leading(chunk: _Chunk) -> int:
    """Count the blank lines before the first line that is not blank."""
    return next((at for at, line in enumerate(chunk.lines) if not line.blank), len(chunk.lines))


def _chunks(body: Sequence[Line]) -> tuple[list[_Chunk], list[Line]]:
    """Cut at the status lines, which close a slot or open it, whichever the page does."""
    cuts = [at for at, line in enumerate(body) if is_status(line)]
    closing = trailing(body) or any(not line.blank for line in body[: cuts[0]])
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
