"""Knowt set page, copied as a whole: number line, status line, question, answer.

The number with its status line is the only thing trusted to open a slot. Where one of the two
is missing from the copy, the slot opens only if the numbers around it leave exactly that gap.
"""

from collections.abc import Sequence
from itertools import pairwise

from studyapp.sources.account import Account, Line
from studyapp.sources.pages.chrome import is_footer, is_status, read_header
from studyapp.sources.pages.marks import Mark, ascending
from studyapp.sources.pages.page import Page, whole_number
from studyapp.sources.pages.slots import EARLY, Slot, ends_early, settle

_NEAR = 10
"""How far a slot number may jump below the last slot and still look like one."""


class Knowt:
    """The layout of a set page copied with everything on it."""

    name = "knowt"

    def score(self, lines: Sequence[Line]) -> float:
        """Look for number lines with a status line right below: found nowhere else.

        Where status lines close the slots instead, an empty slot shows the same two lines once.
        """
        strong = len(_strong(lines))
        closing = sum(
            is_status(one) and whole_number(two.text) is not None for one, two in pairwise(lines)
        )
        if not strong or closing > strong:
            return 0.0
        return 0.9 if strong == 1 else 1.0

    def parse(self, lines: Sequence[Line]) -> Page:
        """Read the slots; what a hole in the copy makes doubtful stays unpaired."""
        page = Page(Account(len(lines)))
        marks, strays = ascending(_strong(lines))
        marks, doubtful = _bridge(lines, marks)
        start, whole = (marks[0].at, marks[0].number == 1) if marks else (len(lines), False)
        read_header(page, lines[:start], complete=whole)
        slots = _slots(page, lines, marks)
        for slot in slots:
            if slot.start in doubtful:
                slot.doubt = "a number is missing below it, and this may be that slot's answer"
            elif any(slot.start <= stray.at < slot.end for stray in strays):
                slot.doubt = "it holds a number out of sequence"
        if slots and ends_early(page, int(slots[-1].number)) and not slots[-1].doubt:
            slots[-1].doubt = EARLY
        settle(page, slots)
        return page


def _strong(lines: Sequence[Line]) -> list[Mark]:
    found = []
    for at in range(len(lines) - 1):
        number = whole_number(lines[at].text)
        if number is not None and is_status(lines[at + 1]):
            found.append(Mark(at, 2, number))
    return found


def _bridge(lines: Sequence[Line], marks: Sequence[Mark]) -> tuple[list[Mark], set[int]]:
    """Open slots whose number or status line is missing; say which slots to doubt instead."""
    found: list[Mark] = []
    doubtful: set[int] = set()
    before = Mark(-1, 1, 0)
    for after in marks:
        if after.number <= before.number:  # a second set starts at 1 again
            before = Mark(before.at, before.size, after.number - 1)
        missing = after.number - before.number - 1
        if missing:
            weak = _weak(lines, before, after.at, range(before.number + 1, after.number))
            if len(weak) == missing:
                found.extend(
                    Mark(mark.at, mark.size, before.number + 1 + place)
                    for place, mark in enumerate(weak)
                )
            else:
                doubtful.add(before.at)
        found.append(after)
        before = after
    if marks:
        _bridge_last(lines, before, found, doubtful)
    return found, doubtful


def _bridge_last(
    lines: Sequence[Line], before: Mark, found: list[Mark], doubtful: set[int]
) -> None:
    """Look below the last slot, where no number after it tells what is missing.

    A lone status line with text on both sides opens a slot. A lone number a little higher than
    the slot's own may be one or may belong to the answer: the slot is doubtful then.
    """
    end = next((at for at in range(before.at, len(lines)) if is_footer(lines[at])), len(lines))
    last = next(at for at in range(end - 1, -1, -1) if not lines[at].blank)
    near = range(before.number + 1, before.number + _NEAR)
    weak = [
        mark
        for mark in _weak(lines, before, end, near)
        if mark.at < last or is_status(lines[mark.at])
    ]
    at = weak[0].at if len(weak) == 1 else last
    if at < last and is_status(lines[at]) and _parts(lines, before, at) >= 2:
        found.append(Mark(at, 1, before.number + 1))
    elif weak:
        doubtful.add(before.at)


def _weak(lines: Sequence[Line], before: Mark, end: int, wanted: range) -> list[Mark]:
    """Find lone status lines and lone wanted numbers between a mark and ``end``."""
    found = []
    for at in range(before.at + before.size, end):
        number = whole_number(lines[at].text)
        if is_status(lines[at]) or (number is not None and number in wanted):
            found.append(Mark(at, 1, 0))
    return found


def _parts(lines: Sequence[Line], before: Mark, end: int) -> int:
    """Count paragraphs between a mark and ``end``."""
    count, blank = 0, True
    for at in range(before.at + before.size, end):
        count += blank and not lines[at].blank
        blank = lines[at].blank
    return count


def _slots(page: Page, lines: Sequence[Line], marks: Sequence[Mark]) -> list[Slot]:
    slots = []
    for place, mark in enumerate(marks):
        end = marks[place + 1].at if place + 1 < len(marks) else len(lines)
        stop = end
        if place + 1 == len(marks) or marks[place + 1].number <= mark.number:
            stop = next((at for at in range(mark.at, end) if is_footer(lines[at])), end)
        page.ignore(lines[stop:end], "page footer")
        slots.append(
            Slot(
                str(mark.number),
                lines[mark.at : mark.at + mark.size],
                lines[mark.at + mark.size : stop],
                mark.at,
                end,
            )
        )
    return slots
