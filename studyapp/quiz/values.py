"""What a date or a figure is worth, so that two ways to write it are seen to be one."""

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
CARDINALS = (
    {word: at for at, word in enumerate(_ONES)}
    | {word: 10 * at for at, word in enumerate(_TENS, 2)}
    | {"dozen": 12}
)
ORDINALS = {word: at for at, word in enumerate(_ORDINALS)} | {
    f"{word[:-1]}ieth": 10 * at for at, word in enumerate(_TENS, 2)
}
SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000, "k": 1_000, "m": 1_000_000, "mn": 1_000_000,
    "bn": 1_000_000_000,
}  # fmt: skip
_FRACTIONS = {"half": 0.5, "halves": 0.5, "quarter": 0.25, "third": 1 / 3, "fifth": 0.2,
              "tenth": 0.1}  # fmt: skip
_UNITS: dict[str, tuple[str, float]] = {
    name: (dimension, factor)
    for names, dimension, factor in (
        ("mm millimetre millimeter", "length", 0.001), ("cm centimetre centimeter", "length", 0.01),
        ("metre meter", "length", 1), ("km kilometre kilometer", "length", 1000),
        ("mile", "length", 1609), ("foot feet ft", "length", 0.3048), ("inch", "length", 0.0254),
        ("mg milligram", "mass", 1e-6), ("g gram gramme", "mass", 0.001),
        ("kg kilogram kilo", "mass", 1), ("t ton tonne", "mass", 1000), ("pood", "mass", 16.38),
        ("ml millilitre milliliter", "volume", 0.001), ("l litre liter", "volume", 1),
        ("s sec second", "time", 1), ("min minute", "time", 60), ("h hour hr", "time", 3600),
        ("day", "time", 86_400), ("week", "time", 604_800), ("month", "time", 2_629_800),
        ("year yr", "time", 31_557_600), ("decade", "time", 315_576_000),
        ("century centurie", "time", 3_155_760_000), ("% percent", "share", 1),
        ("hectare ha", "area", 1), ("acre", "area", 0.4047), ("w watt", "power", 1),
        ("kw kilowatt", "power", 1e3), ("mw megawatt", "power", 1e6), ("°c celsius", "celsius", 1),
        ("°f fahrenheit", "fahrenheit", 1), ("$ dollar", "dollar", 1), ("€ euro", "euro", 1),
        ("£", "pound", 1), ("ruble rouble", "ruble", 1), ("v volt", "voltage", 1),
        ("j joule", "energy", 1), ("kj kilojoule", "energy", 1e3), ("n newton", "force", 1),
        ("hz hertz", "frequency", 1), ("khz kilohertz", "frequency", 1e3),
        ("mhz megahertz", "frequency", 1e6),
    )
    for name in names.split()
}  # fmt: skip
_ABOUT = re.compile(
    r"\b(?:about|around|over|under|some|nearly|almost|roughly|approximately|more|less|fewer|least|"
    r"most|up to|circa|ca)\b|[~≈<>]",
    re.IGNORECASE,
)
_PIECE = re.compile(r"\d+(?:[.,]\d+)*|%|°\s?[CFcf]|[$£€]|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: ``worth`` in the base unit of ``dimension``."""

    worth: float
    dimension: str
    """length, mass, time …; empty for a bare number or one with a noun behind it."""
    noun: str
    """The last word behind the number where it is no unit: what is counted."""
    about: bool

    def same(self, other: "Quantity") -> bool:
        """Whether both could answer one question: equal, or near and one of them rough."""
        if self.dimension and other.dimension and self.dimension != other.dimension:
            return False
        near = 0.1 if self.about or other.about else 1e-6
        return abs(self.worth - other.worth) <= near * max(abs(self.worth), abs(other.worth), 1e-12)


def quantity(text: str) -> Quantity | None:
    """Return the figure that ``text`` says; None without one, or with several in a row.

    Of a range it is the first, of a fraction such as ``three quarters`` its worth.
    """
    pieces = [piece.lower().replace(" ", "") for piece in _PIECE.findall(text[:120])]
    total, current, seen, sign, unit = 0.0, 0.0, False, 1, ""
    rest: list[str] = []
    for at, piece in enumerate(pieces):
        value = _number(piece)
        if value is not None and not rest:
            spelled = piece[0].isalpha()
            current = current + value if seen and spelled else value
            seen = True
        elif seen and not rest and piece in SCALES and (len(piece) > 2 or at == len(pieces) - 1):
            current = (current or 1) * SCALES[piece]
            if SCALES[piece] >= 1000:
                total, current = total + current, 0.0
        elif piece in ("a", "an") and pieces[at + 1 : at + 2] and pieces[at + 1] in SCALES:
            current, seen = 1.0, True
        elif piece.rstrip("s") in _FRACTIONS or piece in _FRACTIONS:
            share = _FRACTIONS.get(piece, _FRACTIONS.get(piece.rstrip("s"), 1.0))
            current, seen = (current or 1.0) * share, True
        elif piece in "$£€":
            unit = piece
        elif seen and piece != "and" and value is None:
            rest.append(piece)
    if not seen:
        return None
    over = re.fullmatch(r"\D{0,12}(\d{1,4})\s?[/⁄]\s?(\d{1,4})\D{0,20}", text)
    worth = int(over[1]) / int(over[2]) if over and int(over[2]) else total + current
    among = re.fullmatch(r"(\w+) (?:in|out of) (\w+)", text.lower())
    if among and (part := _number(among[1])) and (whole := _number(among[2])):
        worth = part / whole
    sign = -1 if re.match(r"\s*[-−]\s?\d", text) else 1
    dimension, factor = _dimension(unit, rest)
    if dimension == "share":
        dimension, factor = "", 0.01
    noun = rest[-1] if rest and not dimension else ""
    worth *= sign * factor
    if dimension in _KELVIN:
        zero, degree = _KELVIN[dimension]
        worth, dimension = worth * degree + zero, "temperature"
    return Quantity(worth, dimension, noun, bool(_ABOUT.search(text)))


_KELVIN = {"celsius": (273.15, 1.0), "fahrenheit": (459.67 * 5 / 9, 5 / 9)}
"""Of each scale of temperature its zero, and its degree, in kelvin."""


def unit_names() -> tuple[tuple[str, ...], ...]:
    """Return the names of each unit that has several."""
    found: dict[tuple[str, float], list[str]] = {}
    for name, unit in _UNITS.items():
        found.setdefault(unit, []).append(name)
    return tuple(tuple(names) for names in found.values() if len(names) > 1)


def _number(piece: str) -> float | None:
    if piece[0].isdecimal():
        plain = re.sub(r",(?=\d{3}(?:\D|$))", "", piece).replace(",", ".")
        try:
            return float(plain)
        except ValueError:
            return float(re.sub(r"\D", "", plain))
    value = CARDINALS.get(piece)
    return None if value is None else float(value)


def _dimension(sign: str, rest: list[str]) -> tuple[str, float]:
    if rest[:2] == ["per", "cent"]:
        return "share", 1
    for word in (sign, *rest[:2]):
        for form in (word, word.removesuffix("s"), word.removesuffix("es")):
            if form in _UNITS:
                return _UNITS[form]
    return "", 1


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
