"""``1. question`` (or ``1)``) with the answer in the lines below it.

Answers hold numbered lists too, so the sequence of questions is sought among numbered lines that
ask. Where a number is missing, the answer above it may be the lost question's. Terms ask
nothing: they are read only where every number from 1 on has exactly one line below it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from studyapp.sources.account import Account, Line
from studyapp.sources.pages.chrome import read_header
from studyapp.sources.pages.evidence import asks, is_question
from studyapp.sources.pages.evidence import ends as ends_sentence
from studyapp.sources.pages.marks import Mark, longest
from studyapp.sources.pages.page import Page, Pair, join, numbers, paragraphs

_LONGEST_TERM = 60
_LONGEST_DEFINITION = 200
"""Characters; a longer line below a number is a paragraph below a heading."""


@dataclass(frozen=True, slots=True)
class _Slot:
    mark: Mark
    lines: Sequence[Line]
    title: str
    """The question without its number."""


class Numbered:
    """The layout with numbered questions."""

    name = "numbered"

    def score(self, lines: Sequence[Line]) -> float:
        """Ask for three questions in sequence, most of them answered, or for terms."""
        marks = _asking(lines)
        if len(marks) < 3 or marks[0].number > 3:
            return _terms_score(lines)
        steps = sum(b.number == a.number + 1 for a, b in pairwise(marks))
        answered = sum(
            any(not line.blank for line in lines[a.at + 1 : b.at]) for a, b in pairwise(marks)
        )
        head = sum(not line.blank for line in lines[: marks[0].at])
        body = sum(not line.blank for line in lines) - head
        if 2 * steps < len(marks) - 1 or 2 * answered < len(marks) - 1 or head > body:
            return 0.0
        return 0.8

    def parse(self, lines: Sequence[Line]) -> Page:
        """Read the slots; a missing number makes the slot before it uncertain."""
        page = Page(Account(len(lines)), slot_word="question")
        marks = _asking(lines)
        asking = len(marks) >= 3
        marks = marks if asking else longest(_candidates(lines))
        slots = []
        for place, mark in enumerate(marks):
            end = marks[place + 1].at if place + 1 < len(marks) else len(lines)
            slots.append(_Slot(mark, lines[mark.at : end], split_number(lines[mark.at].text)[1]))
        read_header(page, lines[: marks[0].at], complete=marks[0].number == 1)
        page.slots = len(slots)
        doubts: list[str] = []
        found = _doubts(slots) if asking else [_terms_doubt(slots)] * len(slots)
        for slot, doubt in zip(slots, found, strict=True):
            name = f"question {slot.mark.number}"
            if doubt:
                page.doubt(slot.lines, f"{name}: {doubt}")
                doubts.append(f"{name} (line {slot.lines[0].number}) was not made a card: {doubt}")
            else:
                page.pairs.append(
                    Pair(
                        key=str(slot.mark.number),
                        name=name,
                        front=slot.title.strip(),
                        back=join(paragraphs(slot.lines[1:])),
                        lines=numbers(slot.lines),
                    )
                )
        page.warn(doubts, "{} more questions were not made cards")
        return page


def split_number(text: str) -> tuple[int | None, str]:
    """Split ``12. text`` or ``12) text``."""
    text = text.lstrip()
    end = 0
    while end < min(len(text), 5) and text[end].isascii() and text[end].isdigit():
        end += 1
    if 0 < end < 5 and text[end : end + 1] in (".", ")") and text[end + 1 : end + 2].isspace():
        return int(text[:end]), text[end + 1 :].strip()
    return None, text


def _candidates(lines: Sequence[Line]) -> list[Mark]:
    found = []
    for at, line in enumerate(lines):
        number, rest = split_number(line.text)
        if number is not None and rest:
            found.append(Mark(at, 1, number))
    return found


def _asks(line: Line) -> bool:
    return is_question(split_number(line.text)[1])


def _asking(lines: Sequence[Line]) -> list[Mark]:
    """Return the page's own numbering: what else is numbered may be a list in an answer."""
    return longest([mark for mark in _candidates(lines) if _asks(lines[mark.at])])


def _terms_score(lines: Sequence[Line]) -> float:
    """Ask for numbers that rise, each above one short line: sure if all do, nearly if most."""
    marks = longest(_candidates(lines))
    if len(marks) < 3 or marks[0].number > 3:
        return 0.0
    ends = [*(mark.at for mark in marks[1:]), len(lines)]
    below = [
        [line for line in lines[mark.at + 1 : end] if not line.blank]
        for mark, end in zip(marks, ends, strict=True)
    ]
    titles = [split_number(lines[mark.at].text)[1] for mark in marks]
    head = sum(not line.blank for line in lines[: marks[0].at])
    if head > 2 or any(len(title) > _LONGEST_TERM or ends_sentence(title) for title in titles):
        return 0.0
    if any(len(line.text) > _LONGEST_DEFINITION for each in below for line in each):
        return 0.0
    return 0.6 if 3 * sum(len(each) == 1 for each in below) >= 2 * len(marks) else 0.0


def _terms_doubt(slots: Sequence[_Slot]) -> str:
    """Say why nothing proves the definitions: one line out of place, and all may be."""
    if [slot.mark.number for slot in slots] != list(range(1, len(slots) + 1)):
        return "numbers are missing, and nothing asks"
    if {_shape(slot) for slot in slots} != {(1, 1)} or any(slot.lines[1].blank for slot in slots):
        return "not every number has one line below it, and nothing asks"
    return ""


def _shape(slot: _Slot) -> tuple[int, int]:
    """Return how many paragraphs and lines stand below the question."""
    body = slot.lines[1:]
    return len(paragraphs(body)), len(numbers(body))


def _doubts(slots: Sequence[_Slot]) -> list[str]:
    usual = Counter(map(_shape, slots[:-1])).most_common(1)[0][0]
    closed = sum(ends_sentence(slot.title) for slot in slots)
    gaps = Counter(_gap(slot) for slot in slots)
    gap = gaps.most_common(1)[0][0]
    found = []
    for place, slot in enumerate(slots):
        follows = slots[place + 1].mark.number if place + 1 < len(slots) else None
        doubt = _doubt(slot, follows, usual)
        if not doubt and not ends_sentence(slot.title) and 2 * closed > len(slots):
            doubt = "the question may go on below its first line"
        if not doubt and _shape(slot)[0] > usual[0]:
            doubt = "there is more below it than usual: a question may be missing"
        if not doubt and _gap(slot) > gap:
            doubt = "a line seems to be missing between question and answer"
        found.append(doubt)
    return found


def _gap(slot: _Slot) -> int:
    """Count the blank lines between question and answer."""
    below = slot.lines[1:]
    return next((at for at, line in enumerate(below) if not line.blank), len(below))


def _doubt(slot: _Slot, follows: int | None, usual: tuple[int, int]) -> str:
    shape = _shape(slot)
    if shape[1] == 0:
        return "it has no answer"
    if follows is not None and follows != slot.mark.number + 1:
        return f"question {slot.mark.number + 1} is missing and this may be its answer"
    if follows is None and shape > usual:
        return "there is more below it than usual: a question may be missing"
    if any(split_number(line.text)[0] is not None and _asks(line) for line in slot.lines[1:]):
        return "another numbered question stands in its answer"
    first = paragraphs(slot.lines)[0].lines[1:]
    if not asks(slot.title) and any(asks(line.text) for line in first):
        return "the question may go on below its first line"
    if not ends_sentence(slot.title) and first and first[0].text[:1].islower():
        return "the question may go on below its first line"
    return ""
