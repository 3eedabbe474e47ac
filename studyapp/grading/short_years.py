"""Years typed short in running text, "'32" and "in 32-33", read in the century of the model."""

import re

from studyapp.grading.analysis import Text

_SHORT = re.compile(
    r"\b(in|of|from|since|until|till|by|to|spring|summer|autumn|fall|winter|early|late)"
    r" ['\u2018\u2019](\d\d)(?![\w%])"
)
_PAIR = re.compile(r"\b(?:in|of|from|since|until) (\d\d)([-–/])(\d\d)\b(?! ?%)")


def in_full(answer: str, model: Text) -> str:
    """Return an answer with its short years in full, if the model has years of one century."""
    centuries = {date.year // 100 for date in model.dates if date.year}
    years = {year % 100 for date in model.dates for year in (date.year, date.until) if year}
    if len(centuries) != 1:
        return answer
    century = centuries.pop()
    answer = _SHORT.sub(lambda match: f"{match[1]} {century}{match[2]}", answer)

    def pair(match: re.Match[str]) -> str:
        if {int(match[1]), int(match[3])}.isdisjoint(years):
            return match[0]
        return match[0].replace(match[1], f"{century}{match[1]}", 1)

    return _PAIR.sub(pair, answer)
