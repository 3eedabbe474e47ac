"""Short answers with a number in them: dates and figures, where nothing is forgiven."""

import re
from collections.abc import Sequence
from dataclasses import replace

from studyapp.grading.data import word_set
from studyapp.grading.dates import Date, clash, dates, fits
from studyapp.grading.numbers import Figure, figures, read_digits, same_figure
from studyapp.grading.terms import Likeness, is_typo
from studyapp.grading.typed_numbers import flat_unit, in_digits, join_thousands, one_era
from studyapp.grading.units import UNITS
from studyapp.grading.verdict import Band
from studyapp.grading.words import COMMON, FUNCTION, MARKS, Word, split, stem

_NUMERIC_DATE = re.compile(
    r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b|\b(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)\b"
)
_SHORT_YEAR = re.compile(r"^\W*'(\d\d)\W*$")
_NUMBER_WORDS = word_set("number") | word_set("ordinal")
_COMPOUND = re.compile(
    r"([-−]?\d[\d.,]*)\s*"
    r"((?:[A-Za-zµμΩ°%²³⁻/·*^-]|(?<=[\^²³⁻-])\d|\s(?=[A-Za-z]))*)"
)
"""A number and a unit made of letters, powers and signs of operation."""
_SHORT_UNIT = 4
"""Letters of a unit that is not read out of a misspelt word."""
_AROUND = re.compile(r"\b(?:about|around|circa|ca|roughly|approximately|some|nearly|almost|over)\b")
_SHIFTED = frozenset(("after", "before", "until", "since", "by"))
_BLANK = re.compile(
    r"(?:\[\s*(?:\.\.\.|…)\s*\]|_{2,})\s*([^\W\d_]+(?:-[^\W\d_]+)*)(?:\s+([^\W\d_]+))?"
)
"""The blank of a cloze question and the two words after it."""
NEAR = 0.15
"""How far a figure that is called approximate may lie from the true one to be partly right."""


def has_quantity(model: str) -> bool:
    """Whether an answer that counts has a date or a number in it."""
    words = split(model)
    return bool(dates(words) or figures(words) or any(word.text[0].isdigit() for word in words))


def kind(model: str) -> str:
    """Return the kind of key point that a short model is."""
    words = split(model)
    if dates(words):
        return "date"
    if figures(words) or any(word.text[0].isdigit() for word in words):
        return "figure"
    from studyapp.grading.terms import is_name

    return "person" if is_name(model) and not _named_body(words) else "term"


def _named_body(words: list[Word]) -> bool:
    organs = {stem(word) for word in word_set("organ")}
    return any(word.stem in organs for word in words)


def compare(given: str, model: str, question: str) -> Likeness:
    """Compare an answer with one that counts and has a date or a number in it."""
    given, model = one_era(in_digits(given, model, question)), one_era(model)
    compound = _compare_compound(given, join_thousands(model))
    if compound:
        return compound
    meant = split(model)
    readable = _readable(given, model, meant)
    said = split(readable)
    count = re.fullmatch(r"\d{4}", model.strip()) and not dates(said)
    if dates(meant) and not count:
        return _compare_dates(said, meant, given, model, dates(split(question)))
    if not _rest(meant):
        return _compare_figures(said, meant, given, model, question)
    if sorted(each.value for each in figures(said)) != sorted(
        each.value for each in figures(meant)
    ):
        return Likeness(Band.WRONG, f"The number is not right: {model}.")
    from studyapp.grading import terms

    return terms.compare(readable, model, question)


def _compare_compound(given: str, model: str) -> Likeness | None:
    """Compare quantities with a unit made of several, "9.8 m/s²"; None if the model is none."""
    meant, said = _COMPOUND.fullmatch(model.strip()), _COMPOUND.fullmatch(given.strip())
    if not meant or not re.search(r"[/·*^²³⁻]", meant[2]):
        return None
    value = re.match(r"[-−]?[\d.,]+", given.strip())
    if not value or read_digits(value[0]) != read_digits(meant[1].strip()):
        return Likeness(Band.WRONG, f"The figure is {model}.")
    if said is None or not said[2]:
        rest = given.strip()[value.end() :].strip()
        if rest:
            return Likeness(Band.WRONG, f"The unit is not right: {model}.")
        return Likeness(Band.PARTIAL, f"The unit is missing: {model}.", names_wrong=False)
    if flat_unit(said[2]) == flat_unit(meant[2]):
        return Likeness(Band.RIGHT, "That is the figure.")
    return Likeness(Band.WRONG, f"The unit is not right: {model}.")


def _readable(given: str, model: str, meant: list[Word]) -> str:
    """Return an answer with numeric dates in words, thousands marks taken out, typos mended."""
    short = _SHORT_YEAR.match(given)
    if short and model.strip().endswith(short[1]) and len(model.strip()) == 4:
        return model
    given = re.sub(r"\b[Nn]o\.?\s*(?=\d)", "", given)
    given = _NUMERIC_DATE.sub(lambda match: _in_words(match, dates(meant)), given)
    if "." not in model:
        given = re.sub(r"\b(\d{1,3}(?:\.\d{3})+)\b", lambda m: m[0].replace(".", ""), given)
    known = _NUMBER_WORDS | set(UNITS)
    spelled = [unit for unit in UNITS if len(unit) > _SHORT_UNIT]
    words = []
    for word in split(given):
        near: str | None = None
        if word.text.isalpha() and word.low not in known:
            near = next((each.text for each in meant if is_typo(each.low, word.low)), None)
            near = near or next((unit for unit in spelled if _is_misspelt(unit, word.low)), None)
        words.append((word.start, word.end, near or word.text))
    mended, end = "", 0
    for start, stop, text in words:
        mended += given[end:start] + text
        end = stop
    return mended


def _is_misspelt(unit: str, low: str) -> bool:
    return unit[0] == low[0] and is_typo(unit, low)


def _in_words(match: re.Match[str], meant: list[Date]) -> str:
    """Write out a date in digits; day and month are read as in the model if they can be."""
    from studyapp.grading.data import word_list

    year, month, day = (
        (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    )
    if not match[1] and meant and (meant[0].month, meant[0].day) == (int(day), int(month)):
        month, day = day, month
    if len(year) == 2 and meant:
        year = str(meant[0].year)[:2] + year
    if not 1 <= int(month) <= 12:
        return match[0]
    return f"{int(day)} {word_list('month')[int(month) - 1].capitalize()} {year}"


def _compare_dates(
    said: list[Word], meant: list[Word], given: str, model: str, asked: Sequence[Date]
) -> Likeness:
    right = f"The date is {model}."
    theirs, ours = dates(said), dates(meant)
    if not theirs or len(theirs) > len(ours):
        return Likeness(Band.WRONG, right)
    shifted = {word.low for word in said} & _SHIFTED - {word.low for word in meant}
    if shifted:
        return Likeness(Band.WRONG, f"“{given}” is another time: {model}.")
    if len(ours) == len(theirs) == 1 and _is_year(ours[0]):
        theirs = [_year_of(theirs[0], asked)]
    shares = [max(fits(each, date) for each in theirs) for date in ours]
    back = [max(fits(date, each) for date in ours) for each in theirs]
    if min(back) < 1.0:
        return Likeness(Band.WRONG, right)
    if min(shares) >= 1.0 and not _AROUND.search(given.lower()):
        return Likeness(Band.RIGHT, "That is the date.")
    return Likeness(Band.PARTIAL, f"Not the whole date, which is {model}.", names_wrong=False)


def _is_year(date: Date) -> bool:
    """Whether a date is a year and nothing else, so that this is what was asked for."""
    return date == Date(date.year, first=date.first, last=date.last) and bool(date.year)


def _year_of(said: Date, asked: Sequence[Date]) -> Date:
    """Return the year of a date, with its month only where the question has another one."""
    if said.until or said.decade or any(clash(said, replace(each, year=0)) for each in asked):
        return said
    return Date(said.year)


def _compare_figures(
    said: list[Word], meant: list[Word], given: str, model: str, question: str
) -> Likeness:
    right = f"The figure is {model}."
    theirs, ours = figures(said), figures(meant)
    if not theirs or len(theirs) != len(ours):
        return Likeness(Band.WRONG, right)
    asked = split(question)
    per, due = _denominators(said), _denominators(meant)
    if per - due - {word.low for word in asked}:
        return Likeness(Band.WRONG, f"The unit is not right: {model}.")
    results = [
        _compare_figure(one, other, said, meant, asked, question)
        for one, other in zip(theirs, ours, strict=True)
    ]
    worst = max(results, key=lambda r: [Band.RIGHT, Band.PARTIAL, Band.WRONG].index(r[0]))
    reasons = {
        "": "That is the figure.",
        "value": right,
        "unit": f"The unit is not right: {model}.",
        "no unit": f"The unit is missing: {model}.",
        "scale": f"The order of magnitude is missing: {model}.",
        "near": f"Near it, but the figure is {model}.",
        "thing": f"The number is right, but not of what: {model}.",
    }
    return Likeness(worst[0], reasons[worst[1]], names_wrong=worst[0] is Band.WRONG)


def _denominators(words: list[Word]) -> set[str]:
    """Return the units that stand apart from the numbers: "a day", "per hour"."""
    taken = {at for each in figures(words) for at in range(each.first, each.last + 1)}
    return {
        word.low.removesuffix("s")
        for at, word in enumerate(words)
        if at not in taken and word.low in UNITS and len(word.low) > 2
    }


def _compare_figure(
    one: Figure,
    other: Figure,
    said: list[Word],
    meant: list[Word],
    asked: list[Word],
    question: str,
) -> tuple[Band, str]:
    if _is_share(one) != _is_share(other) and _as_decimal(one) == _as_decimal(other) is not None:
        return Band.RIGHT, ""
    unit, factor = _asked_unit(one, other, asked, question)
    value = other.value * factor
    if one.unit and unit and one.unit != unit:
        return Band.WRONG, "unit"
    if one.unit and not unit:
        return (Band.WRONG, "unit")
    theirs = one.value if one.unit or not unit else one.value * _scale(other, factor)
    if abs(theirs - value) > 1e-12 * max(abs(theirs), abs(value)):
        if (
            _has_scale(meant)
            and not _has_scale(said)
            and str(meant[other.first].text) == said[one.first].text
        ):
            return Band.PARTIAL, "scale"
        if one.raw == other.raw and one.written_unit and other.written_unit:
            return Band.WRONG, "unit"
        near = one.approximate and abs(theirs - value) <= NEAR * abs(value)
        return (Band.PARTIAL, "near") if near else (Band.WRONG, "value")
    if other.unit and not one.unit and _other_unit(one, other, said, asked):
        return Band.WRONG, "unit"
    if (
        other.unit
        and not one.unit
        and other.unit not in ("%", "ordinal")
        and not _unit_asked(other, asked)
    ):
        return Band.PARTIAL, "no unit"
    if other.unit == "%" and not one.unit:
        return Band.PARTIAL, "no unit"
    return (Band.RIGHT, "") if _right_thing(said, meant, asked, question) else (Band.WRONG, "thing")


def _other_unit(one: Figure, other: Figure, said: list[Word], asked: list[Word]) -> bool:
    """Whether a number has something like a unit behind it that is no unit of the model's kind."""
    after = [word for word in said[one.last + 1 :] if word.text not in MARKS - {"%", "$", "£", "€"}]
    name = after[0].low if after else ""
    if not name or name in FUNCTION or name in COMMON or name in ("degree", "degrees"):
        return False
    return other.unit != "ordinal" and name not in {word.low for word in asked}


def _is_share(figure: Figure) -> bool:
    return figure.unit == "%"


def _as_decimal(figure: Figure) -> float | None:
    """Return a share or a number below one as a decimal fraction, None for another figure."""
    if figure.unit == "%":
        return round(figure.value / 100, 9)
    return figure.value if not figure.unit and 0 < figure.value < 1 else None


def _scale(other: Figure, factor: float) -> float:
    """Return what one of the model's unit is in base units, for an answer without a unit."""
    return UNITS[other.written_unit][1] if other.written_unit in UNITS else factor


def _asked_unit(one: Figure, other: Figure, asked: list[Word], question: str) -> tuple[str, float]:
    """Return the unit of the model's figure: its own, else the one that the question has for it."""
    if other.unit:
        return other.unit, 1.0
    after = _BLANK.search(question)
    if after:
        first, second = after[1].lower(), (after[2] or "").lower()
        if first in UNITS:
            return UNITS[first]
        if first not in FUNCTION:
            plain = second in UNITS and first not in ("square", "cubic")
            return UNITS[second] if plain else ("", 1.0)
    for word in asked:
        if word.low in UNITS and len(word.low) > 2 and one.unit == UNITS[word.low][0]:
            return UNITS[word.low]
    return "", 1.0


def _unit_asked(other: Figure, asked: list[Word]) -> bool:
    return any(word.low in UNITS and UNITS[word.low][0] == other.unit for word in asked)


def _has_scale(words: list[Word]) -> bool:
    return any(word.low in ("thousand", "million", "billion", "trillion") for word in words)


def _right_thing(said: list[Word], meant: list[Word], asked: list[Word], question: str) -> bool:
    """Whether what the answer counts is what the model or the question counts."""
    after = _BLANK.search(question)
    counted = {word.stem for word in asked}
    if after and after[1].lower() not in FUNCTION:
        counted = {stem(each.lower()) for each in after.groups() if each}
    extra = _rest(said) - _rest(meant)
    strange = extra - counted
    return not strange or (not after and strange <= {stem(word) for word in COMMON})


def _rest(words: list[Word]) -> set[str]:
    """Return the stems of content words that are no part of a number or unit."""
    taken = {at for each in figures(words) for at in range(each.first, each.last + 1)}
    return {
        word.stem
        for at, word in enumerate(words)
        if at not in taken
        and word.text not in MARKS
        and word.low not in FUNCTION
        and not word.text[0].isdigit()
        and word.low not in UNITS
    }


def same_quantity(one: str, other: str) -> bool:
    """Whether two answers that count are one date or figure, differently written."""
    if one == other:
        return True
    ours, theirs = split(_readable(one, one, [])), split(_readable(other, other, []))
    mine, yours = dates(ours), dates(theirs)
    if mine or yours:
        return len(mine) == len(yours) == 1 and fits(mine[0], yours[0]) == 1 == fits(
            yours[0], mine[0]
        )
    first, second = figures(ours), figures(theirs)
    return len(first) == len(second) == 1 and same_figure(first[0], second[0])
