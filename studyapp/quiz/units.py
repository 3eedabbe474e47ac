"""Units of measure, alone and made of several: what ``km/h`` and ``m/s`` are in base units."""

import re
from dataclasses import dataclass
from functools import lru_cache

from studyapp.quiz.listed import listed

Dimension = tuple[tuple[str, int], ...]
"""Powers of base units, in their order: ``(("kg", 1), ("s", -2))``. Empty for a bare number."""

_TABLE = """
m = 1 m : metre metres meter meters
g = 0.001 kg : gram grams gramme grammes
s = 1 s : sec second seconds
A = 1 A : ampere amperes amp amps
K = 1 K : kelvin kelvins
mol = 1 mol : mole moles
Hz = 1 s-1 : hertz
N = 1 kg m s-2 : newton newtons
Pa = 1 kg m-1 s-2 : pascal pascals
J = 1 kg m2 s-2 : joule joules
W = 1 kg m2 s-3 : watt watts
V = 1 kg m2 s-3 A-1 : volt volts
Ω = 1 kg m2 s-3 A-2 : ohm ohms
T = 1 kg s-2 A-1 : tesla
Wh = 3600 kg m2 s-2 : watt-hour watt-hours
eV = 1.602176634e-19 kg m2 s-2 : electronvolt electronvolts
cal = 4.184 kg m2 s-2 : calorie calories
l = 0.001 m3 : L litre litres liter liters
t = 1000 kg : ton tons tonne tonnes
bar = 1e5 kg m-1 s-2 : bars
rad = 1 rad : radian radians
B = 1 B : byte bytes
bit = 0.125 B : bits

km = 1000 m :
° = 0.017453292519943295 rad : degree degrees
ft = 0.3048 m : foot feet
inch = 0.0254 m : inches
yd = 0.9144 m : yard yards
mile = 1609.344 m : mi miles
ly = 9.4607e15 m : light-year light-years
Å = 1e-10 m : angstrom angstroms
lb = 0.45359237 kg : lbs pound pounds
oz = 0.0283495 kg : ounce ounces
pood = 16.38 kg : poods
min = 60 s : mins minute minutes
h = 3600 s : hr hrs hour hours
day = 86400 s : days
week = 604800 s : weeks
fortnight = 1209600 s : fortnights
month = 2629800 s : months
year = 31557600 s : years yr yrs
decade = 315576000 s : decades
century = 3155760000 s : centuries
ha = 1e4 m2 : hectare hectares
acre = 4046.86 m2 : acres
cc = 1e-6 m3 :
mph = 0.44704 m s-1 :
kph = 0.2777777777777778 m s-1 : kmh
knot = 0.5144444444444445 m s-1 : knots
atm = 101325 kg m-1 s-2 : atmosphere atmospheres
mmHg = 133.322 kg m-1 s-2 : torr
hp = 745.7 kg m2 s-3 : horsepower
% = 0.01 : percent
‰ = 0.001 : permille
$ = 1 $ : dollar dollars
€ = 1 € : euro euros
£ = 1 £ :
cent = 0.01 $ : cents ¢
rouble = 1 rouble : roubles ruble rubles
kopeck = 0.01 rouble : kopecks kopek kopeks
"""
"""Unit = how many of the base units : its other names. Those of the first part take prefixes."""
_PREFIXES = {
    "T": 1e12, "G": 1e9, "M": 1e6, "k": 1e3, "K": 1e3, "h": 100.0, "d": 0.1, "c": 0.01,
    "m": 1e-3, "µ": 1e-6, "μ": 1e-6, "n": 1e-9, "p": 1e-12, "tera": 1e12, "giga": 1e9,
    "mega": 1e6, "kilo": 1e3, "hecto": 100.0, "deci": 0.1, "centi": 0.01, "milli": 1e-3,
    "micro": 1e-6, "nano": 1e-9, "pico": 1e-12,
}  # fmt: skip
_WORDS_AS_WELL = frozenset(("A", "K", "T", "B", "V"))
"""Signs that stand for much else in a text."""
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_PART = re.compile(
    r"(?P<by>\s*(?:/|\bper\b)\s*|\s*[·⋅*×]\s*|\s+)?"
    r"(?P<before>(?:square|sq\.?|cubic)\s+)?"
    r"(?P<name>(?:(?![⁰¹²³⁴⁵⁶⁷⁸⁹])[^\W\d_])+(?:-(?:years?|hours?))?|[%‰°$€£¢])"
    r"(?:\^?(?P<power>[-−]?\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)|(?P<after>\s(?:squared|cubed)))?"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """``factor`` times base units."""

    factor: float
    dimension: Dimension


def read_unit(text: str) -> Unit | None:
    """Return the unit that is the whole of ``text``: ``km/h``, ``kg·m/s²``, ``metres per second``.

    None where some of it is no unit.
    """
    text, at, factor = text.strip(), 0, 1.0
    powers: dict[str, int] = {}
    below = False
    while at < len(text):
        part = _PART.match(text, at)
        if part is None or (at > 0) is (part["by"] is None):
            return None
        unit = _named(part["name"])
        if unit is None:
            return None
        below = below or (part["by"] or "").strip() in ("/", "per")
        power = _power(part) * (-1 if below else 1)
        factor *= unit.factor**power
        for base, one in unit.dimension:
            powers[base] = powers.get(base, 0) + one * power
        at = part.end()
    return Unit(factor, tuple(sorted((base, n) for base, n in powers.items() if n))) if at else None


def _power(part: re.Match[str]) -> int:
    if part["before"]:
        return 3 if part["before"].startswith("cub") else 2
    if part["after"]:
        return 3 if "cubed" in part["after"] else 2
    return max(min(int(part["power"].translate(_POWERS)), 9), -9) if part["power"] else 1


def _named(name: str) -> Unit | None:
    known, prefixed = _units()
    found = known.get(name) or known.get(name.lower())
    if found is not None:
        return found
    for prefix, scale in _PREFIXES.items():
        spelled = len(prefix) > 1
        whole = name.lower() if spelled else name
        rest = whole.removeprefix(prefix)
        if rest != whole and rest in prefixed and spelled is (rest not in _SIGNS):
            return Unit(scale * prefixed[rest].factor, prefixed[rest].dimension)
    return None


_SIGNS = frozenset(listed("m g s A K mol Hz N Pa J W V Ω T Wh eV cal l L t bar rad B bit"))


@lru_cache(maxsize=1)
def _units() -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Return all units by name, and those of them that take prefixes."""
    known: dict[str, Unit] = {}
    parts = []
    for part in _TABLE.strip().split("\n\n"):
        found: dict[str, Unit] = {}
        for line in part.splitlines():
            said, _, names = line.partition(":")
            sign, _, worth = said.partition("=")
            factor, *bases = worth.split()
            powers = tuple(sorted(_base(each) for each in bases))
            unit = Unit(float(factor), powers)
            found |= dict.fromkeys((sign.strip(), *names.split()), unit)
        parts.append(found)
        known |= found
    return known, parts[0]


def _base(text: str) -> tuple[str, int]:
    name = text.rstrip("-0123456789")
    return name, int(text[len(name) :] or 1)


def unit_names() -> tuple[tuple[str, ...], ...]:
    """Return the names of each unit that has several."""
    found = []
    for line in _TABLE.split("\n"):
        said, _, names = line.partition(":")
        sign = said.partition("=")[0].strip()
        every = [] if sign in _WORDS_AS_WELL else [sign]
        every += [name for name in names.split() if not name.endswith("s") or len(name) < 4]
        if len(every) > 1:
            found.append(tuple(dict.fromkeys(name.lower() for name in every)))
    return tuple(found)
