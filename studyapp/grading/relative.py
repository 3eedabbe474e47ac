"""Facts that a text tells in relation to others: "the following year", "three out of five"."""

from dataclasses import replace
from itertools import pairwise

from studyapp.grading.analysis import Text
from studyapp.grading.dates import Date
from studyapp.grading.numbers import Figure
from studyapp.grading.words import Word

MOST = 40
"""Dates from which years are counted."""
_LATER = frozenset(("next", "following", "after", "later"))
_EARLIER = frozenset(("previous", "preceding", "before", "earlier"))
_UNIT = "year"
_OUT_OF = frozenset(
    (("out", "of"), ("in",), ("of", "every"), ("in", "every"), ("out", "of", "every"))
)
_ONE = frozenset(("a", "one"))


def with_months(text: Text) -> list[Date]:
    """Return the days that are told without a month in the month named before."""
    found, month = [], 0
    for date in text.dates[:MOST]:
        if date.day and not date.month and month:
            found.append(replace(date, month=month))
        month = date.month or month
    return found


def shares(text: Text) -> list[Figure]:
    """Return the shares that are told by two numbers: "three out of five", "one in ten"."""
    words = text.words
    found = []
    for one, other in pairwise(text.figures[:MOST]):
        between = tuple(word.low for word in words[one.last + 1 : other.first])
        if between in _OUT_OF and not (one.unit or other.unit) and 0 < one.value < other.value:
            found.append(Figure(100 * one.value / other.value, "%", one.first, other.last, True))
    return found


def inside(share: Figure, facts: list[Date | Figure]) -> list[Date | Figure]:
    """Return the facts that a share is made of."""
    return [each for each in facts if share.first <= each.first and each.last <= share.last]


def relative_years(text: Text) -> list[Date]:
    """Return the years that are told by their distance from the one named before."""
    found = []
    for date in text.dates[:MOST]:
        if not date.year:
            continue
        nxt = next((each.first for each in text.dates if each.first > date.last), len(text.words))
        year = date.until or date.year
        for at in range(date.last + 1, min(nxt, len(text.words))):
            step = _step(text.words, at)
            if step:
                year += step
                found.append(Date(year, first=at, last=at))
    return found


def _step(words: list[Word], at: int) -> int:
    """Return how many years a word leads on, at the "year" of "a year later"; mostly 0."""
    if words[at].low != _UNIT:
        return 0
    before = words[at - 1].low if at else ""
    after = words[at + 1].low if at + 1 < len(words) else ""
    for side, step in ((_LATER, 1), (_EARLIER, -1)):
        if before in side or (before in _ONE and after in side) or after in side - {"before"}:
            return step
    return 0
