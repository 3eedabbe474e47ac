"""What a date is worth, so that two ways to write it are seen to be one; numbers in words."""

import re
from dataclasses import dataclass

from studyapp.quiz.kinds import MONTHS
from studyapp.quiz.listed import listed

_ONES = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = listed(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh "
    "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
    "nineteenth"
)
CARDINALS = {word: at for at, word in enumerate(_ONES)} | {
    word: 10 * at for at, word in enumerate(_TENS, 2)
}
ORDINALS = {word: at for at, word in enumerate(_ORDINALS)} | {
    f"{word[:-1]}ieth": 10 * at for at, word in enumerate(_TENS, 2)
}
_DAY = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?({'|'.join(m[:3] for m in MONTHS)})[a-z]*\.?"
    r"(?:\s+(\d{1,2})(?:st|nd|rd|th)?(?!\d))?(?:,?\s+(?:of\s+)?(\d{3,4}))?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?|(\d{1,2})[./](\d{1,2})[./](\d{4})")
_CENTURY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? century|([a-z]+)[ -]century", re.IGNORECASE)
_YEARS = re.compile(
    r"(?<!\d)(\d{3,4})(['’]?s)?(?:\s?(?:[-–—/]|to|and|until)\s?(\d{4}|\d{2})(?!\d))?", re.IGNORECASE
)
_BC = re.compile(r"\bbce?\b", re.IGNORECASE)
_ANY_YEAR = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in days (372 to the year, since only order matters), ends included.

    Without a year it stands in year 0 and meets any span of the same days.
    """

    first: int
    last: int

    def meets(self, other: "Span") -> bool:
        """Whether both share a day, so that either may be meant where the other is."""
        if (self.first // 372 == _ANY_YEAR) != (other.first // 372 == _ANY_YEAR):
            if max(self.last - self.first, other.last - other.first) >= 371:
                return True
            one, two = self.first % 372, other.first % 372
            return one <= two + other.last - other.first and two <= one + self.last - self.first
        return self.first <= other.last and other.first <= self.last


def span(text: str) -> Span | None:
    """Return the time that a date, year, span of years, decade or century says."""
    text = text[:120]
    sign = -1 if _BC.search(text) else 1
    number = _NUMERIC.search(text)
    if number:
        year, month = int(number[1] or number[6]), int(number[2] or number[5])
        day = int(number[3] or 0) if number[1] else int(number[4])
        return _days(year, month, day)
    named = _DAY.search(text)
    if named and (named[1] or named[3] or named[4]):
        month = next(at for at, m in enumerate(MONTHS, 1) if m.startswith(named[2].lower()))
        return _days(int(named[4] or _ANY_YEAR), month, int(named[1] or named[3] or 0))
    century = _CENTURY.search(text)
    if century:
        number_of = int(century[1]) if century[1] else ORDINALS.get(century[2].lower())
        if number_of:
            return _years(100 * number_of - 99, 100 * number_of, sign)
    years = _YEARS.search(text)
    if years is None:
        early = re.fullmatch(r"\D{0,12}(\d{1,3})\D{1,6}", text) if sign < 0 else None
        return _years(int(early[1]), int(early[1]), sign) if early else None
    first = last = int(years[1])
    if years[2]:
        last = first + (99 if first % 100 == 0 else 9)
    if years[3]:
        last = int(years[3]) if len(years[3]) > 2 else first - first % 100 + int(years[3])
    return _years(first, max(first, last), sign)


def _days(year: int, month: int, day: int) -> Span:
    start = 372 * year + 31 * (month - 1)
    return Span(start + day - 1, start + day - 1) if day else Span(start, start + 30)


def _years(first: int, last: int, sign: int) -> Span:
    if sign < 0:
        first, last = -last, -first
    return Span(372 * first, 372 * last + 371)
