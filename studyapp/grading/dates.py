"""Dates in running text, from a century to a day, and whether one fits another."""

import re
from dataclasses import dataclass, replace

from studyapp.grading.data import word_list, word_set
from studyapp.grading.units import MAGNITUDES, UNITS
from studyapp.grading.words import Word

_NAMES = word_list("month")
MONTHS = {name: number for number, name in enumerate(_NAMES, 1)} | {
    name[:3]: number for number, name in enumerate(_NAMES, 1)
} | {"sept": 9}  # fmt: skip
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
PARTS = {"early": 1, "beginning": 1, "start": 1, "mid": 2, "middle": 2, "late": 3, "end": 3}
_DECADES = {f"{tens}s": 1900 + 10 * (place + 2) for place, tens in enumerate(
    ("twentie", "thirtie", "fortie", "fiftie", "sixtie", "seventie", "eightie", "ninetie")
)}  # fmt: skip
_YEAR = re.compile(r"1\d{3}|20\d\d")
_DAY = re.compile(r"[12]?\d|3[01]")
_YEAR_WORDS = word_set("before_year")
_AMOUNTS = frozenset(("over", "nearly", "almost", "than", "roughly", "another"))
_THIRDS = {1: (0, 4), 2: (3, 7), 3: (5, 9)}
"""Years of a decade that are early, in the middle and late."""


@dataclass(frozen=True, slots=True)
class Date:
    """A point or stretch of time at its place; what is not said is 0."""

    year: int = 0
    until: int = 0
    """Last year of a stretch; 0 for a single year."""
    month: int = 0
    month_until: int = 0
    """Last month of a stretch; 0 for a single month."""
    day: int = 0
    season: int = 0
    part: int = 0
    """1 for the beginning of the stretch, 2 for its middle, 3 for its end."""
    decade: bool = False
    first: int = 0
    last: int = 0
    """Indices of words, both included."""


def dates(words: list[Word]) -> list[Date]:
    """Return the dates among ``words`` in order."""
    found: list[Date] = []
    at = 0
    while at < len(words):
        date = _date_at(words, at)
        if date is None:
            at += 1
            continue
        part = max(PARTS.get(_low(words, before), 0) for before in range(at - 3, at))
        found.append(replace(date, part=part) if part else date)
        at = date.last + 1
    return found


def _low(words: list[Word], at: int) -> str:
    return words[at].low if 0 <= at < len(words) else ""


def _date_at(words: list[Word], at: int) -> Date | None:
    low = words[at].low
    if _DAY.fullmatch(low):
        dated = _day_first(words, at)
        if dated:
            return dated
    if low in MONTHS and _is_month(words, at):
        return _month_first(words, at)
    if low == "the" and _is_day(words, at + 1) and not _day_first(words, at + 1):
        return Date(day=int(words[at + 1].low), first=at + 1, last=at + 2)
    if low in SEASONS:
        after = at + 1 + (_low(words, at + 1) in ("of", "in"))
        year = _year(words, after)
        return replace(year, season=SEASONS[low], first=at) if year else None
    return _year(words, at)


def _day_first(words: list[Word], at: int) -> Date | None:
    """Read "18 May 1928", "the 18th of May", "30-31 August"."""
    if _low(words, at - 1) == "/" and not _DAY.fullmatch(_low(words, at - 2)):
        return None
    end = at + 1
    if _low(words, end) in ("st", "nd", "rd", "th"):
        end += 1
    if _low(words, end) in ("–", "-", "to", "and") and _DAY.fullmatch(_low(words, end + 1)):
        end += 2
        if _low(words, end) in ("st", "nd", "rd", "th"):
            end += 1
    if _low(words, end) == "of":
        end += 1
    if _low(words, end) not in MONTHS:
        return None
    month = MONTHS[_low(words, end)]
    after = end + 1 + (_low(words, end + 1) in (",", "of"))
    year = _year(words, after)
    if year and not year.decade:
        return replace(year, month=month, day=int(words[at].low), first=at)
    return Date(month=month, day=int(words[at].low), first=at, last=end)


def _is_month(words: list[Word], at: int) -> bool:
    """Whether the name of a month is one, and not "may", "march" or a short word."""
    low = words[at].low
    sure = len(low) > 4 or low in ("june", "july") or words[at].capital
    if low not in ("may", "march", "mar", "sept") and sure:
        return True
    before, after = _low(words, at - 1), _low(words, at + 1)
    near = before in _YEAR_WORDS or before in ("–", "-", "/", "and", "+", "late", "early", "mid")
    numbers = _DAY.fullmatch(after) or _YEAR.fullmatch(after) or before.isdigit()
    return near or bool(numbers) or (low == "march" and words[at].capital)


def _is_day(words: list[Word], at: int) -> bool:
    """Whether "the 14th" is a day of a month that was named before."""
    if not _DAY.fullmatch(_low(words, at)) or _low(words, at + 1) not in ("st", "nd", "rd", "th"):
        return False
    nxt = words[at + 2] if at + 2 < len(words) else None
    return nxt is None or not (nxt.capital or nxt.stem or nxt.low == "and")


def _month_first(words: list[Word], at: int) -> Date | None:
    """Read "May 1928", "May 18, 1928", "January–February 1930", "May"."""
    month = MONTHS[words[at].low]
    end = at + 1
    if (
        _low(words, end) in ("–", "-", "and", "to", "/", "+", "&")
        and _low(words, end + 1) in MONTHS
    ):
        until = MONTHS[_low(words, end + 1)]
        year = _year(words, end + 2)
        if year:
            return replace(year, month=month, month_until=until, first=at)
        return Date(month=month, month_until=until, first=at, last=end + 1)
    day = 0
    if _DAY.fullmatch(_low(words, end)) and not _YEAR.fullmatch(_low(words, end)):
        day = int(words[end].low)
        end += 1
        if _low(words, end) in ("st", "nd", "rd", "th"):
            end += 1
    year = _year(words, end + (_low(words, end) in (",", "of")))
    if year and not year.decade:
        return replace(year, month=month, day=day, first=at)
    return Date(month=month, day=day, first=at, last=end - 1)


def _year(words: list[Word], at: int) -> Date | None:
    """Read "1928", "1927–28", "1927/28", "1930s"."""
    low = _low(words, at)
    if low in _DECADES:
        return Date(_DECADES[low], _DECADES[low] + 9, decade=True, first=at, last=at)
    if low.startswith("mid-") and _YEAR.fullmatch(low[4:]):
        low = low[4:]
    if not _YEAR.fullmatch(low):
        return None
    year = int(low)
    joint, nxt = _low(words, at + 1), _low(words, at + 2)
    if joint in MAGNITUDES or (joint in UNITS and joint != "s") or _is_amount(words, at):
        return None
    if joint == "s" and words[at + 1].start == words[at].end:
        return Date(year, year + 9, decade=True, first=at, last=at + 1)
    between = joint == "and" and _low(words, at - 1) == "between"
    if (
        (between or joint in ("to", "until", "through"))
        and _YEAR.fullmatch(nxt)
        and int(nxt) > year
    ):
        return Date(year, int(nxt), first=at, last=at + 2)
    if joint in ("–", "-", "/") and nxt.isdigit() and len(nxt) in (1, 2, 4):
        until = int(low[: 4 - len(nxt)] + nxt)
        if year < until < year + 200:
            return Date(year, until, first=at, last=at + 2)
    if joint in MONTHS and _DAY.fullmatch(nxt) and words[at + 1].capital:
        return Date(year, month=MONTHS[joint], day=int(nxt), first=at, last=at + 2)
    glued = at + 1 < len(words) and words[at + 1].start == words[at].end
    if glued and joint in ("%", "°"):
        return None
    return Date(year, first=at, last=at)


def _is_amount(words: list[Word], at: int) -> bool:
    """Whether what stands before a number makes it a count: "over 1200", "out of 1966"."""
    before = _low(words, at - 1)
    return before in _AMOUNTS or (before == "of" and _low(words, at - 2) == "out")


def clash(said: Date, meant: Date) -> bool:
    """Whether two dates cannot both be meant: a part that both give differs."""
    if said.year and meant.year:
        apart = _apart(_stretch(said), _stretch(meant))
        loose = said.decade or meant.decade
        if apart or (not loose and said.until and meant.until and said.until != meant.until):
            return True
    if said.month and meant.month:
        if _apart((said.month, said.month_until), (meant.month, meant.month_until)):
            return True
        if said.month_until and meant.month_until and said.month_until != meant.month_until:
            return True
    parts = (0, 0) if said.decade != meant.decade else (said.part, meant.part)
    pairs = ((said.day, meant.day), (said.season, meant.season), parts)
    return any(one and other and one != other for one, other in pairs)


def _stretch(date: Date) -> tuple[int, int]:
    """Return the first and last year of a date, of a decade the part that is said."""
    if date.decade and date.part:
        first, last = _THIRDS[date.part]
        return date.year + first, date.year + last
    return date.year, date.until


def _apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches, the end 0 where there is none, have nothing in common."""
    return (one[1] or one[0]) < other[0] or (other[1] or other[0]) < one[0]


def fits(said: Date, meant: Date) -> float:
    """Return from 0 to 1 how much of the date meant is said; 0 if they clash or share nothing."""
    if clash(said, meant) or (said.decade and not meant.decade):
        return 0.0
    pairs = (
        (said.year or said.until, meant.year, 3.0),
        (said.until or said.year == meant.until, meant.until if not meant.decade else 0, 1.0),
        (said.month, meant.month, 1.0),
        (said.day, meant.day, 0.5),
        (said.season, meant.season, 0.5),
    )
    wanted = sum(weight for _, there, weight in pairs if there)
    given = sum(weight for said_it, there, weight in pairs if there and said_it)
    return given / wanted if wanted else 0.0
