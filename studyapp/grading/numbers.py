"""Numbers in running text: digits, words, fractions, multiples, units, approximations.

A figure is a value with what it counts. Two figures are the same only if their values are, once
units of one dimension are brought together; nothing about them is forgiven, except that a text
which calls a figure approximate may be met by the rounded one.
"""

import re
from dataclasses import dataclass, replace

from studyapp.grading.data import word_list, word_set
from studyapp.grading.units import MAGNITUDES, UNITS
from studyapp.grading.words import Word

_ONES = {name: value for value, name in enumerate(word_list("one"))} | {"single": 1}
_TENS = {name: 20 + 10 * place for place, name in enumerate(word_list("ten"))}
_ORDINALS = {name: value for value, name in enumerate(word_list("ordinal"), 1)}
_FRACTIONS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    name + ending: value for name, value in _ORDINALS.items() if value > 2 for ending in ("", "s")
}
_MULTIPLES = {
    "twice": 2.0, "double": 2.0, "doubled": 2.0, "doubling": 2.0, "twofold": 2.0,
    "thrice": 3.0, "triple": 3.0, "tripled": 3.0, "tripling": 3.0, "treble": 3.0,
    "trebled": 3.0, "threefold": 3.0, "quadrupled": 4.0, "fourfold": 4.0, "fivefold": 5.0,
    "tenfold": 10.0,
}  # fmt: skip
_DIGITS = re.compile(r"\d[\d,.\u00a0]*\d|\d")
STOPS = (".", ",", ";", ")")
_APPROXIMATE = word_set("approximate")
_LABELS = word_set("label")


_NUMERIC = frozenset((*_ONES, *_TENS, *_ORDINALS, *_FRACTIONS, *_MULTIPLES, "a", "an", "hundred"))
"""Words, or last parts of words, that a figure may begin with."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at its place; ``first`` and ``last`` are indices of words, both included."""

    value: float
    unit: str
    """A dimension's base unit from ``units``, "%", "times", "ordinal", or "" for a bare count."""
    first: int
    last: int
    approximate: bool = False
    written_unit: str = ""
    """The unit as written; empty if there is none."""
    raw: float = 0.0
    """The number as written, without its magnitude and unit: 4.9 of "4.9 million tonnes"."""


def read_digits(text: str) -> float | None:
    """Return the value of digits with thousands marks, or None where they say something else."""
    if re.fullmatch(r"\d{1,3}(?:[,\u00a0 ]\d{3})+(?:\.\d+)?", text):
        return float(re.sub(r"[,\u00a0 ]", "", text))
    if re.fullmatch(r"\d+(?:\.\d+)?", text) and len(text) <= 18:
        return float(text)
    if re.fullmatch(r"\d+,\d{1,2}", text):
        return float(text.replace(",", "."))
    return None


def figures(words: list[Word], taken: frozenset[int] = frozenset()) -> list[Figure]:
    """Return the figures among ``words``; ``taken`` are indices that belong to dates."""
    found: list[Figure] = []
    at = 0
    while at < len(words):
        figure = None if at in taken else _figure_at(words, at, taken)
        if figure is None:
            at += 1
            continue
        if found and _is_range(words, found[-1], figure):
            scale = figure.value / figure.raw
            found[-1] = replace(
                found[-1],
                value=found[-1].raw * scale,
                unit=figure.unit,
                written_unit=figure.written_unit,
            )
        found.append(figure)
        at = figure.last + 1
    return found


def _is_range(words: list[Word], low: Figure, high: Figure) -> bool:
    """Whether a bare number takes its unit from the next: "two to four months"."""
    bare = not low.unit and low.value == low.raw < 1000 and bool(high.raw)
    if not bare or high.first != low.last + 2 or high.unit in ("ordinal", "times"):
        return False
    between = low.first > 0 and words[low.first - 1].low == "between"
    return words[low.last + 1].low in ("to", "–", "-") or (
        between and words[low.last + 1].low == "and"
    )


def _figure_at(words: list[Word], at: int, taken: frozenset[int]) -> Figure | None:
    low = words[at].low
    if not (
        low[0].isdigit() or low == "-" or low.rpartition("-")[2] in _NUMERIC or low.endswith("fold")
    ):
        return None
    many = low.removesuffix("fold").removesuffix("-")
    if low.endswith("fold") and many in _ONES:
        return Figure(float(_ONES[many]), "times", at, at, written_unit="times")
    if low in _MULTIPLES:
        return Figure(_MULTIPLES[low], "times", at, at, _is_approximate(words, at))
    fraction = _fraction(words, at)
    if fraction:
        return fraction
    if low == "-" and _is_minus(words, at):
        positive = _figure_at(words, at + 1, taken)
        if positive is None:
            return None
        return replace(positive, value=-positive.value, raw=-positive.raw, first=at)
    number = _digits(words, at, taken) or _spelled(words, at)
    if number is None:
        return _ordinal(words, at)
    value, last = number
    if low in ("one", "single") and last == at and not _counts_one(words, at):
        return None
    part = _part_after(words, last + 1)
    if part:
        value, last = value + part, last + 3
    return _with_unit(words, at, last, value)


def _counts_one(words: list[Word], at: int) -> bool:
    """Whether "one" is a number: before a unit of measure, after a plus, or in "stage one"."""
    unit = _unit_after(words, at + 1)[0]
    before = words[at - 1].low if at else ""
    return bool(unit) or before in ("plus", "minus", "+") or before in _LABELS


def _part_after(words: list[Word], at: int) -> float:
    """Return what is added by "and a half", "and a quarter" after a number; else 0."""
    lows = [word.low for word in words[at : at + 3]]
    if lows[:2] != ["and", "a"] or len(lows) < 3 or lows[2] not in _FRACTIONS:
        return 0.0
    whose = words[at + 3].low if at + 3 < len(words) else ""
    return 0.0 if whose == "of" else 1.0 / _FRACTIONS[lows[2]]


def _is_minus(words: list[Word], at: int) -> bool:
    """Whether a hyphen is a sign: glued to digits and to nothing before."""
    nxt = words[at + 1] if at + 1 < len(words) else None
    glued = nxt is not None and nxt.start == words[at].end and nxt.text[0].isdigit()
    return glued and (at == 0 or words[at - 1].end < words[at].start)


def _with_unit(words: list[Word], first: int, last: int, value: float) -> Figure | None:
    scale = MAGNITUDES.get(words[last].low, 1.0) if last > first or value >= 1000 else 1.0
    raw = value / scale
    nxt = words[last + 1] if last + 1 < len(words) else None
    glued = nxt is not None and nxt.start == words[last].end
    if nxt is not None and glued and nxt.low in ("st", "nd", "rd", "th"):
        return Figure(value, "ordinal", first, last + 1)
    if nxt is not None and nxt.low in MAGNITUDES and _is_magnitude(words, first, last + 1, glued):
        value *= MAGNITUDES[nxt.low]
        last += 1
    unit, written, end = _unit_after(words, last + 1)
    if not written and first and words[first - 1].text in ("$", "£", "€"):
        unit, written = words[first - 1].text, words[first - 1].text
        first -= 1
    factor = UNITS[written][1] if written in UNITS else 1.0
    approximate = _is_approximate(words, first)
    return Figure(value * factor, unit, first, max(last, end), approximate, written, raw)


def _is_magnitude(words: list[Word], first: int, at: int, glued: bool) -> bool:
    """Whether "m" or "k" means a million or a thousand here, and not metres or kelvins."""
    low = words[at].low
    money = first > 0 and words[first - 1].text in ("$", "£", "€")
    if low == "m":
        return money or (glued and bool(_unit_after(words, at + 1)[1]))
    return low != "k" or glued


def _unit_after(words: list[Word], at: int) -> tuple[str, str, int]:
    """Return base unit, unit as written, and the index where it ends; ("", "", -1) for none."""
    if at >= len(words):
        return "", "", -1
    low = words[at].low
    nxt = words[at + 1].low if at + 1 < len(words) else ""
    if low == "per" and nxt in ("cent", "hundred"):
        return "%", "%", at + 1
    if low == "-" and nxt in UNITS:
        return UNITS[nxt][0], nxt, at + 1
    if low in ("°", "degree", "degrees") and nxt in ("c", "f", "celsius", "fahrenheit"):
        return f"°{nxt[0]}", f"°{nxt[0]}", at + 1
    if low in UNITS:
        return UNITS[low][0], low, at
    return "", "", -1


def _digits(words: list[Word], at: int, taken: frozenset[int]) -> tuple[float, int] | None:
    text = words[at].text
    if not _DIGITS.fullmatch(text):
        return None
    last = at
    while (
        last + 1 < len(words)
        and last + 1 not in taken
        and len(text.split(" ")[0]) <= 3
        and re.fullmatch(r"\d{3}", words[last + 1].text)
        and words[last + 1].start == words[last].end + 1
    ):
        last += 1
        text = f"{text} {words[last].text}"
    value = read_digits(text)
    return None if value is None else (value, last)


def _spelled(words: list[Word], at: int) -> tuple[float, int] | None:
    """Read "two hundred and fifty", "twenty-five", "a million", "half a million"."""
    total, current, last, seen = 0.0, 0.0, at - 1, False
    index = at
    while index < len(words):
        low = words[index].low
        parts = low.split("-")
        if all(part in _ONES or part in _TENS for part in parts):
            current += sum(_ONES.get(part, _TENS.get(part, 0)) for part in parts)
        elif low == "hundred" and (seen or _goes_on(words, index, "and")):
            current = max(current, 1) * 100
        elif low in ("thousand", "million", "billion", "trillion") and seen:
            scale = MAGNITUDES[low]
            whole = current == 0.0 < total < scale * 1e6
            total = total * scale if whole else total + max(current, 1) * scale
            current = 0.0
        elif low in ("dozen", "score") and seen:
            current = max(current, 1) * (12 if low == "dozen" else 20)
        elif low == "and" and seen and _goes_on(words, index - 1, "and"):
            index += 1
            continue
        elif low in ("a", "an") and not seen and _is_scale(words, index + 1):
            seen = True
            index += 1
            continue
        else:
            break
        seen, last = True, index
        index += 1
    return (total + current, last) if last >= at else None


def _goes_on(words: list[Word], index: int, joint: str) -> bool:
    """Whether a scale word at ``index`` is followed by "and" and a smaller number."""
    following = [word.low for word in words[index + 1 : index + 3]]
    scale = words[index].low in ("hundred", "thousand", "million")
    head = following[1].split("-")[0] if len(following) == 2 else ""
    return scale and following[:1] == [joint] and (head in _ONES or head in _TENS)


def _is_scale(words: list[Word], index: int) -> bool:
    scales = ("hundred", "thousand", "million", "billion", "trillion", "dozen", "score")
    return index < len(words) and words[index].low in scales


def _fraction(words: list[Word], at: int) -> Figure | None:
    """Read "a fifth", "two-thirds", "one half", "half" as shares."""
    low = words[at].low
    nxt = words[at + 1].low if at + 1 < len(words) else ""
    after = words[at + 2].low if at + 2 < len(words) else ""
    approximate = _is_approximate(words, at)
    if nxt == "/" and low.isdigit() and after.isdigit() and 0 < int(low[:4]) < int(after[:4]) < 100:
        return Figure(100.0 * int(low) / int(after), "%", at, at + 2, approximate)
    top, _, bottom = low.partition("-")
    scaled = _share_of_scale(words, at)
    if scaled:
        return scaled
    if bottom in _FRACTIONS and top in _ONES:
        return Figure(100.0 * _ONES[top] / _FRACTIONS[bottom], "%", at, at, approximate)
    if nxt in _FRACTIONS and (low in _ONES or (low in ("a", "an") and after in ("of", "", *STOPS))):
        return Figure(100.0 * _ONES.get(low, 1) / _FRACTIONS[nxt], "%", at, at + 1, approximate)
    if low == "half" and nxt in ("of", "the", "its", "their", "a", "all", ""):
        if nxt == "a" and after in UNITS:
            unit, factor = UNITS[after]
            return Figure(factor / 2, unit, at, at + 2, approximate, after)
        return Figure(50.0, "%", at, at, approximate)
    return None


def _share_of_scale(words: list[Word], at: int) -> Figure | None:
    """Read "three quarters of a million" and "half a million"."""
    lows = [word.low for word in words[at : at + 5]]
    top, _, bottom = lows[0].partition("-")
    rest = 1
    if (
        not bottom
        and len(lows) > 1
        and (top in _ONES or top in ("a", "an"))
        and lows[1] in _FRACTIONS
    ):
        bottom, rest = lows[1], 2
    elif top == "half":
        top, bottom = "one", "half"
    if bottom not in _FRACTIONS or not (top in _ONES or top in ("a", "an")):
        return None
    rest += lows[rest : rest + 1] == ["of"]
    if lows[rest : rest + 1] != ["a"] or not _is_scale(words, at + rest + 1):
        return None
    scale = MAGNITUDES.get(words[at + rest + 1].low, 20.0)
    value = scale * _ONES.get(top, 1) / _FRACTIONS[bottom]
    return Figure(value, "", at, at + rest + 1, _is_approximate(words, at), "", value)


def _ordinal(words: list[Word], at: int) -> Figure | None:
    head, _, tail = words[at].low.rpartition("-")
    value = _ORDINALS.get(tail)
    if value is None or (head and head not in _TENS):
        return None
    nxt = words[at + 1] if at + 1 < len(words) else None
    if value < 3 and not head and (nxt is None or not nxt.stem or nxt.low in UNITS):
        return None
    return Figure(float(value + _TENS.get(head, 0)), "ordinal", at, at)


def _is_approximate(words: list[Word], at: int) -> bool:
    return any(word.low in _APPROXIMATE for word in words[max(0, at - 2) : at])


def same_figure(one: Figure, other: Figure) -> bool:
    """Whether two figures say exactly the same, units of one dimension brought together."""
    close = abs(one.value - other.value) <= 1e-12 * max(abs(one.value), abs(other.value))
    return one.unit == other.unit and close


def near_figure(said: Figure, meant: Figure) -> bool:
    """Whether a figure in running text may stand for another: no longer exact, but not wrong.

    Its magnitude or unit may be left out ("from 22.4 to 18.1"). It may be rounded, so that fewer
    of its digits are left, by 1%, or where it is called approximate by 4% (10% where the other is
    too, 15% to one digit; a
    share in words, "nearly a fifth", by 12%).
    Whole numbers under 20 are never rounded.
    """
    if _cut_short(said, meant) or _cut_short(meant, said):
        return True
    if not same_unit(said, meant):
        return False
    if max(said.value, meant.value) < 20 and float(meant.raw or meant.value).is_integer():
        return False
    digits = _digits_told(said.value)
    apart = abs(said.value - meant.value) / max(abs(said.value), abs(meant.value))
    loose = 0.01
    if said.unit == "%" and 0.0 in (said.raw, meant.raw):
        return apart <= (0.12 if said.approximate else 0.05)
    if said.approximate and said.unit != "%":
        loose = 0.15 if digits == 1 else 0.1 if meant.approximate else 0.04
    if digits >= _digits_told(meant.value):
        return said.approximate and meant.approximate and apart <= min(loose, 0.1)
    return apart <= loose


def _digits_told(value: float) -> int:
    """Return how many significant digits a value has: 2 for 76,000, 4 for 75,950."""
    return len(f"{value:.12g}".replace(".", "").strip("0").split("e")[0])


def _cut_short(short: Figure, full: Figure) -> bool:
    """Whether a figure is another without its unit, its magnitude or both: "5", "5m"."""
    if not short.raw or short.raw != full.raw or short.unit in ("%", "ordinal", "times"):
        return False
    if full.unit in ("ordinal", "times"):
        return False
    counted = full.value / UNITS[full.written_unit][1] if full.written_unit in UNITS else full.value
    millions = short.written_unit == "m" and counted == short.raw * 1e6
    return millions or (not short.written_unit and short.value in (counted, short.raw))


def same_unit(one: Figure, other: Figure) -> bool:
    """Whether two figures can be compared: of one dimension, or one a bare count of like size."""
    if one.unit == other.unit:
        return True
    special = {"%", "ordinal", "times", "s", "month"}
    if "" not in (one.unit, other.unit) or {one.unit, other.unit} & special:
        return False
    return like_size(one, other)


def like_size(one: Figure, other: Figure) -> bool:
    """Whether one figure is at most ten times the other, as written or as meant."""
    written = sorted((abs(one.raw or one.value), abs(other.raw or other.value)))
    meant = sorted((abs(one.value), abs(other.value)))
    return written[0] * 10 >= written[1] or meant[0] * 10 >= meant[1]
