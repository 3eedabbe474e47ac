"""Help towards a missing point, a little at a time.

Nothing here gives the point away: each step of the ladder says a little more, and the sentence of
the model is shown with the point, and whatever repeats it, taken out.
"""

from studyapp.grading.analysis import Text, analyse
from studyapp.grading.blanks import BLANK, blanked, says_more
from studyapp.grading.claims import Kind, kind_of
from studyapp.grading.dates import dates
from studyapp.grading.numbers import figures
from studyapp.grading.verdict import KeyPoint
from studyapp.grading.words import COMMON, FUNCTION, MARKS, split

CATEGORIES = {"person": "a person", "term": "a name or term"}
_OPEN = frozenset((*COMMON, *FUNCTION))


def hints(point: KeyPoint, model: str) -> tuple[str, ...]:
    """Return the ladder: what kind of thing is missing, how it begins, where it stands."""
    text = analyse(model)
    place = _place(point, text) if point.kind == "claim" else ""
    steps = [place or f"It is {_category(point)}.", _letters(point)]
    sentence = blanked(point, text)
    if says_more(sentence):
        steps.append(sentence)
    elif sentence and point.kind == "claim":
        steps.append(_every_other(point.text))
    return tuple(dict.fromkeys(step for step in steps if step))


def _place(point: KeyPoint, model: Text) -> str:
    """Return where a claim stands that nothing but its place tells of; else an empty text."""
    last = len(model.sentences) - 1
    if kind_of(point.text) is not Kind.STATEMENT or last < 1:
        return ""
    shown = (model.shown(first, end - 1) for first, end in model.sentences)
    at = next((number for number, sentence in enumerate(shown) if point.text in sentence), None)
    if at is None:
        return ""
    where = {0: "at the beginning", last: "at the end"}.get(at, "in the middle")
    return f"It stands {where} of the answer."


def _every_other(text: str) -> str:
    """Blank every other content word, numbers too; the first one stays."""
    shown, end, hide = "", 0, False
    for word in split(text):
        telling = word.stem or word.text[0].isdigit()
        shown += text[end : word.start] + (BLANK if telling and hide else word.text)
        hide = not hide if telling else hide
        end = word.end
    return shown + text[end:]


def _category(point: KeyPoint) -> str:
    if point.kind == "date":
        return _date(point.text)
    if point.kind == "figure":
        units = {figure.written_unit for figure in figures(split(point.text))} - {""}
        return f"a figure in {units.pop()}" if len(units) == 1 else "a figure"
    if point.kind == "claim":
        return kind_of(point.text).value
    return CATEGORIES.get(point.kind, "a point")


def _date(text: str) -> str:
    """Return what a date is made of: "a month and year"."""
    found = dates(split(text))
    if len(found) != 1:
        return "a date"
    date = found[0]
    parts = ["day"] * bool(date.day) + ["month"] * bool(date.month) + ["year"] * bool(date.year)
    if date.decade or date.until or date.month_until or date.season or not parts:
        return "a span of time" if date.until or date.month_until else "a date"
    return "a " + (" and ".join(parts) if len(parts) < 3 else "day, month and year")


def _letters(point: KeyPoint) -> str:
    """Return the first letters of a point, the digits of a number hidden, small words shown."""
    shown = []
    for word in split(point.text):
        if word.text in MARKS:
            continue
        if word.text[0].isdigit():
            shown.append(word.text[0] + "…" if len(word.text) > 1 else "…")
        elif point.kind == "claim" and word.low in _OPEN:
            shown.append(word.text)
        else:
            shown.append(f"{word.text[0]}…")
    return f"It begins: {' '.join(shown)}" if shown else ""
