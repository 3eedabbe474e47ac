"""Years that a text counts from another: "the following year", "a year earlier"."""

from studyapp.grading.analysis import Text
from studyapp.grading.dates import Date
from studyapp.grading.words import Word

MOST = 40
"""Dates from which years are counted."""
_LATER = frozenset(("next", "following", "after", "later"))
_EARLIER = frozenset(("previous", "preceding", "before", "earlier"))
_UNIT = "year"
_ONE = frozenset(("a", "one"))


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
