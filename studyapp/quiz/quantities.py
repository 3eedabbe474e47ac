"""What a figure is worth in base units, so that two ways to write it are seen to be one."""

import math
import re
from dataclasses import dataclass

from studyapp.quiz.units import Dimension, Unit, read_unit
from studyapp.quiz.values import CARDINALS

SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000,
    "billion": 1_000_000_000, "trillion": 1_000_000_000_000, "k": 1_000, "m": 1_000_000,
    "mn": 1_000_000, "bn": 1_000_000_000,
}  # fmt: skip
_FRACTIONS = {"half": 0.5, "halves": 0.5, "quarter": 0.25, "third": 1 / 3, "fifth": 0.2,
              "tenth": 0.1}  # fmt: skip
_SIGNS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅕": "1/5", "⅛": "1/8"}
_ABOUT = re.compile(
    r"\b(?:about|around|over|under|some|nearly|almost|roughly|approximately|more than|less than|"
    r"fewer than|at least|at most|up to|circa|ca)\b\.?|[~≈<>]|\bc\.?(?=\s?\d)",
    re.IGNORECASE,
)
_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[%‰]|°\s?[CFcf]|[$£€]|(?:(?![⁰¹²³⁴⁵⁶⁷⁸⁹])[^\W\d_])+")
_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f'’.,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_MEASURE = re.compile(
    r"(?P<sign>[-−+])?\s?(?P<money>[$£€])?\s?"
    rf"(?:(?P<digits>{_DIGITS})(?:\s?/\s?(?P<under>\d{{1,6}}))?(?P<and>\s?\d/\d)?|(?=π))"
    r"(?:\s?(?:[×x·⋅*]\s?10\s?\^?\s?|(?<=\d)[eE])(?P<power>[-−+]?\d{1,3}|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}))?"
    r"\s?(?P<pi>π)?"
    r"\s?(?P<scale>(?:hundred|thousand|million|billion|trillion|dozen)\b|(?<=\d)(?:k|mn|bn)\b)?"
    r"\s?(?P<unit>[^\d\s].*)?",
)
_TEMPERATURES = {
    "°c": (273.15, 1.0), "c": (273.15, 1.0), "celsius": (273.15, 1.0),
    "°f": (459.67 * 5 / 9, 5 / 9), "f": (459.67 * 5 / 9, 5 / 9),
    "fahrenheit": (459.67 * 5 / 9, 5 / 9),
}  # fmt: skip
"""Scales of temperature: where they are zero, and their degree, in kelvin."""
_POWERS = str.maketrans("⁻−⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
_LONGEST_UNIT = 40
EXACT = 1e-6
ROUNDED = 0.01
"""How far a value may lie from one that is written with fewer digits."""
ROUGH = 0.1
"""How far from one that is called rough."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts."""

    worth: float
    """In base units of ``dimension``."""
    dimension: Dimension
    """Powers of base units; empty for a bare number or one with a noun behind it."""
    noun: str
    """The last word behind the number where it is no unit: what is counted."""
    about: bool
    raw: float = 0.0
    """The number as it is written, without its unit."""
    digits: int = 15
    """Digits that are told: 3 of 0.0250, 2 of 76,000."""

    def same(self, other: "Quantity") -> bool:
        """Whether both could answer one question: equal, one the other rounded, or rough."""
        if self.dimension == other.dimension:
            return self.meets(other) or other.meets(self)
        if self.dimension and other.dimension:
            return False
        return math.isclose(self.raw, other.raw, rel_tol=EXACT) or math.isclose(
            self.worth, other.worth, rel_tol=EXACT
        )

    def meets(self, other: "Quantity") -> bool:
        """Whether ``other``, in the unit and to the digits of this one, is this one."""
        off = abs(self.worth - other.worth)
        most = max(abs(self.worth), abs(other.worth))
        if off <= (ROUGH if self.about or other.about else EXACT) * most:
            return True
        if off > ROUNDED * most or not self.raw:
            return False
        there = other.worth * self.raw / self.worth
        return math.isclose(float(f"{there:.{self.digits}g}"), self.raw, rel_tol=EXACT)


def quantity(text: str) -> Quantity | None:
    """Return the figure that ``text`` says; None without one, or with several in a row.

    Of a range it is the first, of a fraction such as ``three quarters`` its worth.
    """
    text = text[:120]
    return measure(text) or _worded(text)


def of_unit(text: str) -> Quantity | None:
    """Return one of the unit that is the whole of ``text``; None where it is none."""
    text = re.sub(r"^(?:an?|one) ", "", text)
    unit = read_unit(text) if len(text) <= _LONGEST_UNIT else None
    return None if unit is None else Quantity(unit.factor, unit.dimension, "", False, 1.0)


def measure(text: str) -> Quantity | None:
    """Return a number in digits with a unit, or bare, that is the whole of ``text``."""
    about = bool(_ABOUT.search(text))
    plain = " ".join(_ABOUT.sub(" ", text).split()).removeprefix("the ")
    for sign, fraction in _SIGNS.items():
        plain = re.sub(rf"(?<=\d)\s?{sign}", f" {fraction}", plain).replace(sign, fraction)
    found = _MEASURE.fullmatch(plain.strip(" ."))
    if found is None:
        return None
    number, digits = _read(found)
    scale = found["unit"] == "m" and found["money"] and SCALES["m"]
    unit = (found["money"] or "") if scale or found["money"] else (found["unit"] or "")
    raw = number * (scale or 1)
    if found["money"] and found["unit"] and not scale:
        return None
    return _counted(raw, unit, about=about, digits=digits)


def _counted(raw: float, unit: str, *, about: bool, digits: int) -> Quantity | None:
    name = re.sub(r"(?:°|\bdegrees?)\s?(?=[CFcf])", "°", unit).lower().replace("° ", "°")
    name = {"°celsius": "celsius", "°fahrenheit": "fahrenheit"}.get(name, name)
    if name in _TEMPERATURES:
        zero, degree = _TEMPERATURES[name]
        return Quantity(raw * degree + zero, (("K", 1),), "", about)
    found = read_unit(unit) if unit else Unit(1.0, ())
    if found is None:
        return None
    return Quantity(raw * found.factor, found.dimension, "", about, raw, digits)


def _read(found: re.Match[str]) -> tuple[float, int]:
    """Return the number of a measure, and how many of its digits are told."""
    said = found["digits"]
    number, digits = (1.0, 15) if said is None else (_decimal(said), _told(said))
    if found["under"]:
        if found["and"]:
            return math.nan, 15
        number, digits = number / max(int(found["under"]), 1), 15
    if found["and"]:
        top, under = found["and"].strip().split("/")
        number, digits = number + int(top) / max(int(under), 1), 15
    if found["power"]:
        number *= 10.0 ** max(min(int(found["power"].translate(_POWERS)), 300), -300)
    if found["pi"]:
        number, digits = number * math.pi, 15
    if found["scale"]:
        number *= SCALES[found["scale"]]
    return (-number if found["sign"] in ("-", "−") else number), digits


def _decimal(text: str) -> float:
    """Return the worth of digits, whichever marks stand between thousands."""
    marks = re.findall(r"\D", text)
    last = marks[-1] if marks else ""
    tail = len(text) - text.rfind(last) - 1 if last else 0
    grouped = bool(marks) and tail == 3 and (last != "." or marks.count(".") > 1)
    if last in (".", ",") and not grouped:
        whole, _, part = text.rpartition(last)
        return float(f"{re.sub(r'[^0-9]', '', whole)}.{part}")
    return float(re.sub(r"\D", "", text))


def _told(text: str) -> int:
    """Return how many digits a number tells: of a whole one the zeros at its end are none."""
    decimal = _decimal(text)
    figures = re.sub(r"\D", "", text).lstrip("0")
    return max(len(figures.rstrip("0") if decimal >= 1 and decimal.is_integer() else figures), 1)


def _worded(text: str) -> Quantity | None:
    """Return a figure with words in it: a number in words, or a noun behind the number."""
    pieces = [piece.lower().replace(" ", "") for piece in _PIECE.findall(text)]
    total, current, seen, unit = 0.0, 0.0, False, ""
    rest: list[str] = []
    for at, piece in enumerate(pieces):
        value = _number(piece)
        if value is not None and not rest:
            if not seen or piece[0].isalpha():
                current += value
            seen = True
        elif seen and not rest and piece in SCALES and (len(piece) > 2 or at == len(pieces) - 1):
            current = (current or 1) * SCALES[piece]
            if SCALES[piece] >= 1000:
                total, current = total + current, 0.0
        elif piece in ("a", "an") and pieces[at + 1 : at + 2] and pieces[at + 1] in SCALES:
            current, seen = (current if seen else 1.0), True
        elif piece.rstrip("s") in _FRACTIONS or piece in _FRACTIONS:
            share = _FRACTIONS.get(piece, _FRACTIONS.get(piece.rstrip("s"), 1.0))
            more = pieces[max(at - 2, 0) : at] == ["and", "a"]
            current, seen = (current + share if more else (current or 1.0) * share), True
        elif piece in "$£€":
            unit = piece
        elif seen and piece != "and" and value is None:
            rest.append(piece)
    if not seen:
        return None
    among = re.fullmatch(r"(\w+) (?:in|out of) (\w+)", text.lower())
    raw = total + current
    if among and (part := _number(among[1])) and (whole := _number(among[2])):
        raw = part / whole
    raw *= -1 if re.match(r"\s*[-−]\s?\d", text) else 1
    about, counted = bool(_ABOUT.search(text)), _unit(unit, rest)
    found = _counted(raw, counted, about=about, digits=15) if counted or not rest else None
    return found or Quantity(raw, (), rest[-1], about, raw)


def _unit(sign: str, rest: list[str]) -> str:
    """Return the unit among the words behind a number; empty if there is none."""
    if rest[:2] == ["per", "cent"]:
        return "%"
    tried = [sign, " ".join(rest), *rest[:2]]
    return next((each for each in tried if each and _is_unit(each)), "")


def _is_unit(text: str) -> bool:
    return text in _TEMPERATURES or read_unit(text) is not None


def _number(piece: str) -> float | None:
    if piece[0].isdecimal():
        return _decimal(piece)
    value = CARDINALS.get(piece)
    return None if value is None else float(value)
