"""Brainscape deck page: number, ``Q``, question, ``A``, answer, confidence rating.

The rating prints 1 to 5, the same digits that number the cards, so numbers prove nothing here.
``Q`` and ``A`` alone on a line do: a slot runs from one ``Q`` to the next and holds one ``A``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from studyapp.sources.account import Account, Fate, Line
from studyapp.sources.pages.chrome import fold, is_footer, read_header
from studyapp.sources.pages.page import Page, Pair, join, numbers, paragraphs, whole_number
from studyapp.sources.pages.slots import EARLY, ends_early

_RATES = ("how well did you know this?", "how well do you know this?")
_WORDS = frozenset([*_RATES, "not at all", "perfectly"])


@dataclass(slots=True)
class _Slot:
    opening: list[Line]
    """The number, if there is one, and the Q."""
    body: Sequence[Line]
    number: int | None
    rating: Sequence[Line]
    below: Sequence[Line]
    """What stands below the rating, which closes a slot: nothing, unless lines were lost."""
    front: str = field(default="", init=False)
    back: str = field(default="", init=False)
    doubt: str = field(default="", init=False)

    @property
    def lines(self) -> list[Line]:
        return [*self.opening, *self.body, *self.below]


class Brainscape:
    """The layout with ``Q`` and ``A`` on lines of their own."""

    name = "brainscape"

    def score(self, lines: Sequence[Line]) -> float:
        """Ask for at least two Q lines and about as many A lines."""
        asked = sum(_is(line, "Q") for line in lines)
        answered = sum(_is(line, "A") for line in lines)
        if asked < 2 or not asked // 2 <= answered <= 2 * asked:
            return 0.0
        return 0.9

    def parse(self, lines: Sequence[Line]) -> Page:
        """Read from Q to Q; a slot without exactly one A stays uncertain."""
        page = Page(Account(len(lines)))
        stop = next((at for at, line in enumerate(lines) if is_footer(line)), len(lines))
        page.ignore(lines[stop:], "page footer")
        slots, header = _slots(lines[:stop])
        whole = not any(_is(line, "A") for line in header)
        read_header(page, header, complete=whole)
        page.take(slots[-1].below, Fate.TEXT, "below the last card")
        slots[-1].below = ()
        for place, slot in enumerate(slots):
            if slot.number is None:
                slot.number = _between(slots, place)
            slot.front, slot.back, slot.doubt = _sides(slot.body)
            slot.doubt = slot.doubt or _strays(slot)
        _check_ratings(slots)
        _check_numbers(page, slots)
        doubts: list[str] = []
        for slot in slots:
            _settle(page, slot, doubts)
        page.warn(doubts, "{} more slots were not made cards")
        return page


def _settle(page: Page, slot: _Slot, doubts: list[str]) -> None:
    page.slots += 1
    key = str(page.slots if slot.number is None else slot.number)
    name = f"slot {key}"
    page.ignore(slot.rating, "confidence rating")
    if slot.doubt:
        page.doubt(slot.lines, f"{name}: {slot.doubt}")
        doubts.append(f"{name} (line {slot.lines[0].number}) was not made a card: {slot.doubt}")
    else:
        page.pairs.append(Pair(key, name, slot.front, slot.back, numbers(slot.lines)))


def _strays(slot: _Slot) -> str:
    """Doubt a slot with lines that belong to a rating or to the next slot."""
    if slot.below:
        return "there is text below its rating"
    ends = [line for line in slot.body if not line.blank]
    found = [whole_number(line.text) for line in ends[:-1] if not _is(line, "A")]
    if (slot.number is not None and slot.number + 1 in found) or (slot.rating and any(found)):
        return "it runs into the next slot"
    if len(ends) > 1 and not _is(ends[-2], "A") and whole_number(ends[-1].text) is not None:
        return "its last line may be a number of the page"
    return ""


def _check_ratings(slots: Sequence[_Slot]) -> None:
    """Doubt the slots without a rating where others have one: its remains are in the answer."""
    asked = [any(map(_rates, slot.rating)) for slot in slots]
    rated = [bool(slot.rating) for slot in slots]
    for whole in (asked, rated):
        if 2 * sum(whole) >= len(slots):
            for slot, sound in zip(slots, whole, strict=True):
                slot.doubt = slot.doubt or ("" if sound else "its rating is broken")


def _check_numbers(page: Page, slots: Sequence[_Slot]) -> None:
    """Doubt the slot before any gap: its answer may be that of a slot that is gone."""
    used: set[int] = set()
    for place, slot in enumerate(slots):
        if slot.number is None:
            continue
        if slot.number in used:
            slot.doubt = slot.doubt or "its number was there before"
        used.add(slot.number)
        following = next(
            (at for at in range(place + 1, len(slots)) if slots[at].number is not None), None
        )
        if following is None:
            early = place + 1 == len(slots) and ends_early(page, slot.number)
            slot.doubt = slot.doubt or (EARLY if early else "")
        elif slots[following].number != slot.number + following - place:
            for each in slots[place:following]:
                each.doubt = each.doubt or "the number after it is not the next one"


def _is(line: Line, letter: str) -> bool:
    return len(line.text) < 20 and line.text.strip() == letter


def _slots(lines: Sequence[Line]) -> tuple[list[_Slot], Sequence[Line]]:
    starts: list[tuple[int, int]] = []
    asked = sum(_is(line, "Q") for line in lines)
    rated = any(map(_rates, lines)) or 2 * _runs(lines) >= asked
    for at, line in enumerate(lines):
        if _is(line, "Q"):
            floor = starts[-1][1] + 1 if starts else 0
            starts.append((_number_above(lines, at, floor, rated=rated), at))
    slots = []
    for place, (first, at) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(lines)
        body, rating, below = _cut_rating(lines[at + 1 : end], rated=rated)
        number = whole_number(lines[first].text) if first < at else None
        opening = [line for line in lines[first : at + 1] if not line.blank]
        slots.append(_Slot(opening, body, number, rating, below))
    return slots, lines[: starts[0][0]] if starts else lines


def _rates(line: Line) -> bool:
    return len(line.text) < 60 and fold(line.text) in _RATES


def _number_above(lines: Sequence[Line], at: int, floor: int, *, rated: bool) -> int:
    """Return the index of the card's number above a Q, or ``at`` if it has none."""
    above = at - 1
    while above >= floor and lines[above].blank:
        above -= 1
    if above < floor or whole_number(lines[above].text) is None:
        return at
    if rated and _closes_run(lines, above, floor):
        return at
    return above


def _closes_run(lines: Sequence[Line], at: int, floor: int) -> bool:
    """Whether a number ends the digits of a rating, 1 to 5, rather than follow them."""
    digit, above = whole_number(lines[at].text), at - 1
    while above >= floor and (lines[above].blank or fold(lines[above].text[:20]) in _WORDS):
        above -= 1
    return digit == 5 and above >= floor and whole_number(lines[above].text) == 4


def _runs(lines: Sequence[Line]) -> int:
    """Count the ratings that show as bare digits: 1, 2, 3, 4, 5 on lines of their own."""
    found, run = 0, 0
    for line in lines:
        if line.blank:
            continue
        digit = whole_number(line.text)
        run = run + 1 if digit == run + 1 else 1 if digit == 1 else 0
        if run == 5:
            found, run = found + 1, 0
    return found


def _cut_rating(
    body: Sequence[Line], *, rated: bool
) -> tuple[Sequence[Line], Sequence[Line], Sequence[Line]]:
    """Split a slot into question and answer, the rating, and what stands below the rating."""
    if not rated:
        return body, (), ()
    for at, line in enumerate(body):
        if _rates(line):
            end = at + 1
            while end < len(body) and _of_rating(body[end]):
                end += 1
            return body[:at], body[at:end], body[end:]
    end, digits, last = len(body), 0, 6
    while end and _of_rating(body[end - 1]):
        digit = whole_number(body[end - 1].text)
        if digit is not None and digit >= last:
            break
        end -= 1
        digits, last = (digits + 1, digit) if digit is not None else (digits, last)
    return (body[:end], body[end:], ()) if digits >= 4 else (body, (), ())


def _of_rating(line: Line) -> bool:
    return line.blank or (
        len(line.text) < 60 and (fold(line.text) in _WORDS or line.text.strip() in tuple("12345"))
    )


def _between(slots: Sequence[_Slot], place: int) -> int | None:
    """Return the number that only one card can have lost, if its neighbours leave one."""
    before = slots[place - 1].number if place else 0
    after = slots[place + 1].number if place + 1 < len(slots) else None
    if before is None or after not in (None, before + 2):
        return None
    return before + 1


def _sides(body: Sequence[Line]) -> tuple[str, str, str]:
    """Return question, answer and doubt."""
    marks = [at for at, line in enumerate(body) if _is(line, "A")]
    if not marks:
        return "", "", "it has no line A"
    first = marks[0]
    rest = body[first + 1 :]
    filled = [line for line in rest if not line.blank]
    if len(marks) > 1 and not (len(marks) == 2 and len(filled) == 1):
        return "", "", "it has more than one line A"
    front, back = join(paragraphs(body[:first])), join(paragraphs(rest))
    if not front or not back:
        return "", "", "the question or the answer is missing"
    return front, back, ""
