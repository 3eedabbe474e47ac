"""Numbers as people type them, brought into digits: thousands apart, years and pairs in words."""

import re
import unicodedata

from studyapp.grading.data import word_list
from studyapp.grading.numbers import figures
from studyapp.grading.units import UNITS
from studyapp.grading.words import split

_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[\s'’_]\d{3})+(?!\d)")
"""Any space, thin and narrow ones as well, and the marks of other countries."""
_MINUS = re.compile(r"(?<!\S)(?:minus|negative)\s+(?=\d)", re.IGNORECASE)
_ERAS = ((re.compile(r"\bB\.?\s?C\.?\s?E\b\.?"), "BC"), (re.compile(r"\bC\.?E\b\.?"), "AD"))
_NUMBER = re.compile(r"\d[\d.,]*")
_ONES = {name: value for value, name in enumerate(word_list("one"))}
_TENS = {name: 20 + 10 * place for place, name in enumerate(word_list("ten"))}
_ONES |= {"oh": 0, "ninteen": 19}
_TENS |= {"fourty": 40, "ninty": 90}
_ORDINALS = word_list("ordinal")
_DAYS = {name: day for day, name in enumerate(_ORDINALS, 1)} | {
    f"{tens}-{_ORDINALS[one - 1]}": value + one
    for tens, value in (("twenty", 20), ("thirty", 30))
    for one in range(1, 10)
} | {"thirtieth": 30}  # fmt: skip
_DAY = re.compile(
    rf"\b(?:(?:twenty|thirty)[\s-]+)?(?:{'|'.join([*_ORDINALS, 'thirtieth'])})\b"
    rf"(?=(?: of)? (?:{'|'.join(word_list('month'))}))",
    re.IGNORECASE,
)
"""A day of a month in words, before the month."""
_PAIRS = frozenset(("pair", "pairs", "couple", "couples"))
_POWERS = (("squared", "2"), ("square", "2"), ("cubed", "3"), ("cubic", "3"))


def in_digits(given: str, model: str, question: str = "") -> str:
    """Return an answer with its numbers in digits, so far as the model's shape tells they are one.

    "300 000" is one number beside a model that has as many, "nineteen fifty-three" a year beside
    a year, and "23 pairs" is 46 unless pairs are what is counted.
    """
    given = _MINUS.sub("-", given)
    joined = join_thousands(given)
    if len(_NUMBER.findall(joined)) == len(_NUMBER.findall(join_thousands(model))):
        given = joined
    if re.search(r"(?<!\d)\d{4}(?!\d)", model):
        given = _years_in_digits(given)
    if not _PAIRS & {word.low for word in split(f"{model} {question}")}:
        given = _pairs_in_ones(given)
    return given


def one_era(text: str) -> str:
    """Return ``text`` with BC and AD for BCE and CE."""
    for era, put in _ERAS:
        text = era.sub(put, text)
    return text


def join_thousands(text: str) -> str:
    """Return ``text`` without the spaces and marks between the thousands of its numbers."""
    return _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match[0]), text)


def _years_in_digits(text: str) -> str:
    """Write "nineteen fifty-three", "nineteen oh five", "the fifth of March" in digits."""
    text = _DAY.sub(lambda match: _day(match[0]), text)
    words = [
        (part, match.start(), match.end())
        for match in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
        for part in match[0].lower().split("-")
    ]
    written, end, at = "", 0, 0
    while at < len(words):
        year, used = _year([word for word, _, _ in words[at : at + 6]])
        if used:
            written += text[end : words[at][1]] + str(year)
            end = words[at + used - 1][2]
        at += used or 1
    return written + text[end:]


def _year(words: list[str]) -> tuple[int, int]:
    """Return the year at the beginning of words, and how many words it has; 0 for none."""
    century, used = _below_hundred(words)
    rest, more = _within_century(words[used:]) if 10 <= century <= 20 else (0, 0)
    return (100 * century + rest, used + more) if more else (0, 0)


def _within_century(words: list[str]) -> tuple[int, int]:
    """Return the years within a century that words tell, and how many words that took."""
    if words[:1] == ["hundred"]:
        skipped = 1 + (words[1:2] == ["and"])
        rest, used = _below_hundred(words[skipped:])
        return (rest, skipped + used) if used else (0, 1)
    if words[:1] in (["oh"], ["o"]) and len(words) > 1:
        return _ONES.get(words[1], 0), 2
    rest, used = _below_hundred(words)
    return (rest, used) if rest >= 10 else (0, 0)


def _below_hundred(words: list[str]) -> tuple[int, int]:
    """Return the number below a hundred at the beginning of words, and how many words it has."""
    first, second = [*words, "", ""][:2]
    if first in _TENS:
        one = _ONES.get(second, 0)
        return (_TENS[first] + one, 2) if 0 < one < 10 else (_TENS[first], 1)
    return (_ONES[first], 1) if first in _ONES else (0, 0)


def _pairs_in_ones(text: str) -> str:
    words = split(text)
    for figure in figures(words):
        nxt = figure.last + 1
        whole = not figure.unit and figure.value == int(figure.value)
        if whole and nxt < len(words) and words[nxt].low in _PAIRS:
            start, end = words[figure.first].start, words[nxt].end
            return f"{text[:start]}{int(figure.value) * 2}{text[end:]}"
    return text


def flat_unit(unit: str) -> str:
    """Return a unit made of several in one spelling: "metres per second squared" as "m/s2"."""
    flat = unicodedata.normalize("NFKC", unit).lower()
    flat = re.sub(r"[\u2212–]", "-", flat)
    flat = re.sub(r"\s*\bper\b\s*", "/", flat)
    for word, power in _POWERS:
        flat = re.sub(rf"\s*\b{word}\b", power, flat)
    flat = re.sub(r"[a-zμ]+", lambda match: _symbol(match[0]), flat)
    flat = re.sub(r"(?<=[a-zμ])\s*[ ·*]?\s*([a-zμ]+)\s*\^?\s*-(\d)", _as_fraction, flat)
    return re.sub(r"[\s^·*]", "", flat)


def _as_fraction(match: re.Match[str]) -> str:
    return f"/{match[1]}{match[2] if match[2] != '1' else ''}"


def _symbol(word: str) -> str:
    """Return the shortest way to write a unit: km for kilometre."""
    short = {"kph": "km/h", "kmh": "km/h", "mph": "mile/h", "sec": "s", "hr": "h"}
    if word in short or word not in UNITS:
        return short.get(word, word)
    same = [name for name, unit in UNITS.items() if unit == UNITS[word] and name.isalpha()]
    return min(same, key=len)


def _day(words: str) -> str:
    """Return a day in words in digits, or as it is if no month has it."""
    day = _DAYS.get(re.sub(r"[\s-]+", "-", words.lower()))
    return words if day is None else str(day)
