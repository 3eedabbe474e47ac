"""Dates, years and figures in a sentence, with what they count.

A figure is a good blank when its unit and head noun stay visible ("12.5 million [hectares]"); a
range is one figure; a year that only closes a comparison ("from 1926 to 1935") is a poor one.
"""

import re
from dataclasses import dataclass

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH = "(?:" + "|".join(MONTHS) + ")"
_DASH = r"\s?[–—-]\s?"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
UNITS = {
    "zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_UNIT_WORD = "|".join(sorted(UNITS, key=len, reverse=True))
_NUMBER_WORD = (
    rf"(?:(?:{'|'.join(TENS)})(?:-(?:{_UNIT_WORD}|one))?|{_UNIT_WORD}|(?:a|one) hundred|one dozen)"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MAGNITUDE = r"(?:hundred|thousand|million|billion|trillion)"
_FIGURE = re.compile(
    rf"(?P<money>[$£€¥]\s?)?(?<![\w.,/–-])(?P<num>(?:{_DIGITS})(?:(?:{_DASH}| to )(?:{_DIGITS}))?"
    rf"|\b{_NUMBER_WORD}(?= {_MAGNITUDE}|[ -][a-z]))"
    rf"(?P<mag>(?:\s{_MAGNITUDE}){{1,2}})?(?P<pct>\s?%|\spercent\b|\sper\s?cent\b|"
    rf"\s?°\s?[CF])?(?![\w°])",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?:one|two|three|four|five|nine)[- ](?:thirds?|quarters?|fifths?|sixths?|sevenths?|"
    r"eighths?|tenths?|half)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? {_YEAR}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}|(?:{_MONTH}[–-])?{_MONTH} {_YEAR})\b"
)
_DAY = re.compile(rf"\b(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})\b(?!,? {_YEAR})")
_RANGE = re.compile(rf"\b{_YEAR}[–—/-](?:{_YEAR}|\d{{2}})\b(?!\s?%)")
_ONE_YEAR = re.compile(rf"(?<![\d.,$£€/–-]){_YEAR}(?![\d%°]|[.,]\d|[–-]\d)\b")
_ERA = re.compile(
    r"\b(?:\d{1,4} (?:BC|BCE|AD|CE)|(?:(?:early|mid|late)[- ])?[12]\d{3}s"
    r"|(?:(?:early|mid|late)[- ])?(?:\d{1,2}(?:st|nd|rd|th)|[a-z]+(?:th|first|second|"
    r"third)) century)\b"
)
_LABEL = re.compile(
    r"(?:\b(?:section|chapter|figure|fig\.|table|page|p\.|pp\.|no\.|article|art\.|part|note|"
    r"vol\.|volume|"
    r"act|act of|rule|step|appendix|version|type|grade|level|phase|class|stage|port|model|equation|"
    r"paragraph|ch\.|n|r|p|t|rfc|iso|utf|sha|ipv|x|cap|title|dr|f|d|op|l|ll)\s?[=<>]?\s?|[#§/=±])$",
    re.IGNORECASE,
)
_AFTER_YEAR_NOUN = re.compile(
    r"\s(?:rubles|people|persons|members|tons|tonnes|km|metres|meters|kg|dollars|hectares|workers|"
    r"men|women|cases|patients|enterprises|years|miles|feet|calories|households|species|degrees|"
    r"units)\b"
)


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number as a possible blank.

    ``kind`` is date, day, years, year, era, percent, fraction, money, figure or count (a small
    number in words).
    """

    kind: str
    start: int
    end: int
    text: str


def _free(taken: list[NumberSpan], start: int, end: int) -> bool:
    return all(end <= span.start or start >= span.end for span in taken)


def _figure(match: re.Match[str], text: str) -> NumberSpan | None:
    start, end = match.start("num"), match.end()
    if match["money"]:
        start = match.start("money")
    if re.search(r"\bfrom $", text[:start]) and " to " in match["num"]:
        start += text[start:end].index(" to ") + 4  # "from 3 to 5 million": two figures, not one
    whole = text[start:end]
    if _LABEL.search(text[:start]) or re.match(r"(?:st|nd|rd|th|s)\b|[/:]\d", text[end:]):
        return None
    if match["pct"]:
        kind = "percent" if "°" not in match["pct"] else "figure"
    elif match["money"]:
        kind = "money"
    elif match["mag"]:
        kind = "figure"
    elif text[end : end + 1] == "-" and match["num"][0].isalpha():
        return None
    elif match["num"][0].isdigit():
        kind = "figure" if len(whole) > 1 else "count"
    else:
        kind = "count"
    return NumberSpan(kind, start, end, whole)


def find_numbers(text: str) -> list[NumberSpan]:
    """Return the dates, years and figures of ``text`` in order, none overlapping."""
    found: list[NumberSpan] = []
    for kind, pattern in (
        ("date", _DATE), ("day", _DAY), ("years", _RANGE), ("era", _ERA), ("fraction", _FRACTION),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            if _free(found, *match.span()):
                found.append(NumberSpan(kind, *match.span(), match[0]))
    for match in _ONE_YEAR.finditer(text):
        start, end = match.span()
        counted = _AFTER_YEAR_NOUN.match(text[end:]) or re.match(r"\s?[a-z]*\s?%", text[end:])
        if not counted and _free(found, start, end) and not _LABEL.search(text[:start]):
            found.append(NumberSpan("year", start, end, match[0]))
    for match in _FIGURE.finditer(text):
        span = _figure(match, text)
        if span is not None and _free(found, span.start, span.end):
            found.append(span)
    return sorted(found, key=lambda span: span.start)


def value(text: str) -> float | None:
    """Return what a figure amounts to (a range by its first number), or None."""
    match = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    lowered = text.lower()
    if match:
        number = float(match[0].replace(",", ""))
    else:
        spelled = spelled_value(lowered)
        if spelled is None:
            return None
        number = float(spelled)
    for word, factor in (
        ("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12),
    ):  # fmt: skip
        if word in lowered:
            number *= factor
    return number


def spelled_value(text: str) -> int | None:
    """Return the number that ``text`` spells in words (up to 99), or None."""
    match = re.search(r"[a-z]+(?:-[a-z]+)?", text.lower())
    if not match:
        return None
    tens, _, unit = match[0].partition("-")
    if tens in TENS and (not unit or unit in UNITS or unit == "one"):
        return TENS[tens] + (1 if unit == "one" else UNITS.get(unit, 0))
    return UNITS.get(match[0])


def spell(number: int) -> str | None:
    """Return the words for 0 to 99."""
    if number == 1:
        return "one"
    for word, worth in (*UNITS.items(), *TENS.items()):
        if worth == number:
            return word
    for word, worth in TENS.items():
        if worth < number < worth + 10:
            return f"{word}-{spell(number - worth)}"
    return None
