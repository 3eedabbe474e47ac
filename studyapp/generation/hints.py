"""A hint that names the kind of answer and never a part of it."""

import re

from studyapp.generation.leaks import shows
from studyapp.generation.model import Category, Key

_FIGURES = {
    "percent": "percentage", "money": "sum of money", "fraction": "fraction", "count": "number",
    "figure": "figure",
}  # fmt: skip
_TERM_ENDINGS = (
    (("isation", "ization"), "process"), (("ism",), "doctrine or practice"),
    (("ists",), "group of people"), (("itis",), "inflammation"),
    (("ase", "ases"), "enzyme"), (("ology", "graphy", "onomics"), "field of study"),
    (("ectomy", "plasty", "oscopy"), "procedure"), (("phobia",), "fear"),
    (("osis",), "process or condition"),
)  # fmt: skip
_PLACES = {"country": "country", "city": "city", "region": "region", "river": "river"}


def make_hint(key: Key) -> str:
    """Return the category hint for a blank."""
    for hint in (_hint(key), key.category.value, "one word", "phrase"):
        if not shows(key.text, hint):
            return hint
    return "…"


def _count(text: str) -> str:
    words = len(text.split())
    return "" if words == 1 else f", {words} words"


def _time(key: Key) -> str:
    if key.category is Category.DATE:
        if key.detail == "day":
            return "day and month"
        if re.match(r"[A-Z][a-z]+[–-][A-Z]", key.text):
            return "months and year"
        dated = re.match(r"\d|\w+ \d{1,2}\b", key.text)
        return "day, month and year" if dated else "month and year"
    if key.detail == "era":
        return "century" if "century" in key.text else "decade or age"
    return "span of years" if key.detail == "years" else "year"


def _term(key: Key) -> str:
    last = key.text.split(" ")[-1].lower()
    for endings, name in _TERM_ENDINGS:
        if last.endswith(endings) and len(last) > 6:
            return name
    words = key.text.split()
    if all(word[0].isupper() for word in words) and (key.start > 0 or len(words) > 1):
        return "name"
    return "technical term" if key.category is Category.DEFINED else "term"


def _hint(key: Key) -> str:
    match key.category:
        case Category.DATE | Category.YEAR:
            return _time(key)
        case Category.FIGURE:
            return _FIGURES[key.detail]
        case Category.PERSON:
            return "person" if " " in key.text else "surname of a person"
        case Category.PLACE:
            return _PLACES.get(key.detail, "place")
        case Category.ORGANISATION if key.detail == "acronym":
            return "short name in capitals"
        case Category.EVENT:
            return "event, agreement or plan" + _count(key.text)
        case Category.FOREIGN if key.detail == "meaning":
            return "what the foreign word means"
        case Category.QUOTED if key.detail == "title":
            return "quoted name" + _count(key.text)
        case Category.TERM | Category.DEFINED:
            return _term(key) + _count(key.text)
        case _:
            return key.category.value + _count(key.text)
