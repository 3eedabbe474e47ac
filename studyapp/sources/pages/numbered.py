"""``1. question`` (or ``1)``) with the answer in the lines below it.

Answers hold numbered lists too, so the sequence of questions is sought first, among numbered
lines that ask. Where a number is missing, the answer above it may be the lost question's.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from studyapp.sources.account import Account, Line
from studyapp.sources.pages.alternation import asks
from studyapp.sources.pages.chrome import read_header
from studyapp.sources.pages.marks import Mark, longest
from studyapp.sources.pages.page import Page, Pair, join, numbers, paragraphs
from studyapp.sources.words import phrases

_ORDERS = phrases(
    """
    define|explain|describe|compare|contrast|list|name|identify|state|give|discuss|outline
    evaluate|analyse|analyze|assess|distinguish|summarise|summarize|calculate|translate|what|why
    how|who|when|where|which|définir|définissez|expliquez|quel|quelle|nenne|erkläre|was|warum
    """
)


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
        """Ask for three questions in sequence, most of them with something below."""
        marks = _candidates(lines)
        asking = longest([mark for mark in marks if _is_question(lines[mark.at])])
        if len(asking) < 3 or asking[0].number > 3:
            return 0.0
        steps = sum(b.number == a.number + 1 for a, b in pairwise(asking))
        answered = sum(
            any(not line.blank for line in lines[a.at + 1 : b.at]) for a, b in pairwise(asking)
        )
        head = sum(not line.blank for line in lines[: asking[0].at])
        body = sum(not line.blank for line in lines) - head
        if 2 * steps < len(asking) - 1 or 2 * answered < len(asking) - 1 or head > body:
            return 0.0
        return 0.8

    def parse(self, lines: Sequence[Line]) -> Page:
        """Read the slots; a missing number makes the slot before it uncertain."""
        page = Page(Account(len(lines)), slot_word="question")
        marks = _sequence(lines)
        slots = []
        for place, mark in enumerate(marks):
            end = marks[place + 1].at if place + 1 < len(marks) else len(lines)
            slots.append(_Slot(mark, lines[mark.at : end], split_number(lines[mark.at].text)[1]))
        read_header(page, lines[: marks[0].at], complete=marks[0].number == 1)
        page.slots = len(slots)
        usual = Counter(_shape(slot) for slot in slots[:-1]).most_common(1)[0][0]
        doubts: list[str] = []
        for place, slot in enumerate(slots):
            follows = slots[place + 1].mark.number if place + 1 < len(slots) else None
            doubt = _doubt(slot, follows, usual)
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


def _is_question(line: Line) -> bool:
    text = split_number(line.text)[1]
    return asks(text) or text.split(maxsplit=1)[0].casefold().rstrip(":,") in _ORDERS


def _sequence(lines: Sequence[Line]) -> list[Mark]:
    """Return the page's own numbering: questions first, then what fits a gap exactly once."""
    marks = _candidates(lines)
    asking = longest([mark for mark in marks if _is_question(lines[mark.at])])
    found: list[Mark] = []
    at = 0
    for before, after in zip(asking, [*asking[1:], None], strict=True):
        found.append(before)
        while at < len(marks) and marks[at].at <= before.at:
            at += 1
        between = []
        while after is not None and at < len(marks) and marks[at].at < after.at:
            between.append(marks[at])
            at += 1
        if after is not None:
            wanted = range(before.number + 1, after.number)
            if [mark.number for mark in between if mark.number in wanted] == list(wanted):
                found.extend(mark for mark in between if mark.number in wanted)
    for mark in marks[at:]:
        if found and mark.at > found[-1].at and mark.number == found[-1].number + 1:
            found.append(mark)
    return found


def _shape(slot: _Slot) -> tuple[int, int]:
    """Return how many paragraphs and lines stand below the question."""
    body = slot.lines[1:]
    return len(paragraphs(body)), len(numbers(body))


def _doubt(slot: _Slot, follows: int | None, usual: tuple[int, int]) -> str:
    shape = _shape(slot)
    if shape[1] == 0:
        return "it has no answer"
    if follows is not None and follows != slot.mark.number + 1:
        return f"question {slot.mark.number + 1} is missing and this may be its answer"
    if follows is None and shape > usual:
        return "there is more below it than usual: a question may be missing"
    if any(
        split_number(line.text)[0] is not None and _is_question(line) for line in slot.lines[1:]
    ):
        return "another numbered question stands in its answer"
    if not asks(slot.title):
        first = paragraphs(slot.lines)[0].lines[1:]
        if any(asks(line.text) for line in first):
            return "the question may go on below its first line"
    return ""
