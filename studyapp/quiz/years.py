"""Years and decades in a text, and figures that only look like years."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_YEAR = re.compile(
    r"(?<![\w.,:/$£€#§-])(?P<first>1\d{3}|20\d{2})"
    r"(?:(?P<decade>['’]?s\b)|\s?[-–—/]\s?(?P<last>\d{4}|\d{2})(?!\d))?"
    r"(?![\d%]|[.,:]\d)"
)
_BEFORE = re.compile(
    r"\b(?:about|around|some|nearly|almost|over|than|roughly|only|least|most|another|all|"
    r"up to|approximately|these|those)\s+$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:per cent|percent|tons?|tonnes?|kg|km|kilomet\w+|miles?|met(?:re|er)s?|feet|people|"
    r"persons|men|women|soldiers|workers|peasants|families|households|roubles|rubles|dollars|"
    r"pounds|words|pages|copies|calories|kcal|hours|days|years|delegates|members|B\.?C)\b",
    re.IGNORECASE,
)


class When(NamedTuple):
    """A time that a text names."""

    start: int
    end: int
    """Where it stands: first character and the one behind the last."""
    decades: tuple[int, ...]
    """First years of the decades it lies in, such as 1930."""


def times(text: str) -> Iterator[When]:
    """Yield the years, ranges of years and decades of a text, each once, from the left."""
    for found in _YEAR.finditer(text):
        near = text[max(found.start() - 16, 0) : found.start()]
        if _BEFORE.search(near) and not found["decade"]:
            continue
        if _AFTER.match(text[found.end() : found.end() + 20]):
            continue
        first = int(found["first"])
        last = first
        if found["last"]:
            tail = found["last"]
            last = int(found["first"][: 4 - len(tail)] + tail)
        if last < first:
            continue
        yield When(found.start(), found.end(), tuple(sorted({first // 10 * 10, last // 10 * 10})))
