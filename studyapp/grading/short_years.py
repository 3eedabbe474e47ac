"""Years typed short in running text, "'32" and "in 32-33", read in the century of the model."""

import re

from studyapp.grading.analysis import Text

_SHORT = re.compile(
    r"\b(in|of|from|since|until|till|by|to|spring|summer|autumn|fall|winter|early|late)"
    r" ['\u2018\u2019](\d\d)(?![\w%])"
)
_MONTHLY = re.compile(
    r"\b((?:jan|febr?|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?|in|since|until|till)"
    r" (3[2-9]|[4-9]\d)(?![\w%,.]*\d)(?! ?%)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![\d.,/–-])([1-9])(\d{3})(?![\d.,/–-]*\d)")
_PAIR = re.compile(r"\b(?:in|of|from|since|until) (\d\d)([-–/])(\d\d)\b(?! ?%)")


def in_full(answer: str, model: Text) -> str:
    """Return an answer with its short years in full, if the model has years of one century."""
    centuries = {date.year // 100 for date in model.dates if date.year}
    answer = _with_commas(answer, model)
    years = {year % 100 for date in model.dates for year in (date.year, date.until) if year}
    if len(centuries) != 1:
        return answer
    century = centuries.pop()
    answer = _SHORT.sub(lambda match: f"{match[1]} {century}{match[2]}", answer)

    def monthly(match: re.Match[str]) -> str:
        known = int(match[2]) in years
        return f"{match[1]} {century}{match[2]}" if known else match[0]

    answer = _MONTHLY.sub(monthly, answer)

    def pair(match: re.Match[str]) -> str:
        if {int(match[1]), int(match[3])}.isdisjoint(years):
            return match[0]
        return match[0].replace(match[1], f"{century}{match[1]}", 1)

    return _PAIR.sub(pair, answer)


def _with_commas(answer: str, model: Text) -> str:
    """Return an answer with the comma of thousands in what is a figure of the model, not a year."""
    figures = {int(figure.raw) for figure in model.figures if 1_000 <= figure.raw < 10_000}
    figures -= {date.year for date in model.dates}

    def comma(match: re.Match[str]) -> str:
        whole = match[1] + match[2]
        return f"{match[1]},{match[2]}" if int(whole) in figures else whole

    return _BARE.sub(comma, answer) if figures else answer
