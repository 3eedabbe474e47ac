"""Help towards a missing point, a little at a time, and the question that asks for it.

Nothing here gives the point away: each step of the ladder says a little more, and the sentence of
the model is shown with the point, and whatever repeats it, taken out.
"""

import re

from studyapp.grading.analysis import Text, analyse
from studyapp.grading.markup import fold
from studyapp.grading.numbers import figures
from studyapp.grading.verdict import KeyPoint
from studyapp.grading.words import COMMON, FUNCTION, MARKS, split

BLANK = "____"
LONGEST = 240
"""Characters of a sentence that a hint shows."""
CATEGORIES = {
    "date": "a date",
    "figure": "a figure",
    "person": "a person",
    "term": "a name or term",
    "claim": "a statement",
}
_OPEN = frozenset((*COMMON, *FUNCTION))


def hints(point: KeyPoint, model: str) -> tuple[str, ...]:
    """Return the ladder: what kind of thing is missing, how it begins, where it stands."""
    steps = [f"It is {_category(point)}.", _letters(point)]
    sentence = _blanked(point, analyse(model))
    if _says_more(sentence):
        steps.append(sentence)
    elif sentence and point.kind == "claim":
        steps.append(_every_other(point.text))
    return tuple(dict.fromkeys(step for step in steps if step))


def ask(point: KeyPoint, model: str = "") -> str:
    """Return a line that says what was left out without giving it away.

    It is built from the model's own sentence: "You left out when: ____ fourteen economists
    admitted that they had drafted low targets."
    """
    sentence = _blanked(point, analyse(model)) if model else ""
    asked = {
        "date": "when this was",
        "figure": "how much or how many",
        "person": "who this was",
        "term": "what this is called",
        "claim": "what belongs here",
    }.get(point.kind, "something")
    if not _says_more(sentence):
        topic = _topic(point) if point.kind == "claim" else ""
        return f"You left out {_category(point)}{topic}."
    return f"You left out {asked}: {sentence}"


def _says_more(sentence: str) -> bool:
    """Whether a sentence has words left beside its blanks."""
    return bool(re.search(r"[^\W_]{3,}", sentence.replace(BLANK, "")))


def _topic(point: KeyPoint) -> str:
    """Return what a claim begins with: its first content words, but no number."""
    run: list[str] = []
    for word in split(point.text):
        if word.stem and len(run) < 3 and not word.low.endswith("ed"):
            run.append(word.text)
        elif run:
            break
    return f" about {' '.join(run)}" if run else ""


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
    category = CATEGORIES.get(point.kind, "a point")
    words = [word for word in split(point.text) if word.text not in MARKS]
    if point.kind == "date" and len(words) == 1:
        return "a year"
    if point.kind == "figure":
        units = {figure.written_unit for figure in figures(split(point.text))} - {""}
        return f"{category} in {units.pop()}" if len(units) == 1 else category
    if point.kind == "claim":
        return f"{category} of {len(words)} words"
    return f"{category}, {len(words)} words" if len(words) > 1 else category


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


def _blanked(point: KeyPoint, model: Text) -> str:
    """Return the sentence of the model that a point is in, without it; empty if there is none."""
    plain = " ".join(model.plain.split())
    at = plain.find(point.text)
    if at < 0:
        return ""
    for first, end in model.sentences:
        sentence = model.shown(first, end - 1)
        if point.text in sentence:
            return _cut(_without(sentence, point))
    return ""


def _without(sentence: str, point: KeyPoint) -> str:
    """Take a point out, and each of its telling words wherever else the sentence has it."""
    blanked = sentence.replace(point.text, BLANK)
    telling = {
        word.low
        for word in split(point.text)
        if word.text not in MARKS
        and (word.text[0].isdigit() or (point.kind != "figure" and word.low not in _OPEN))
    }
    if point.kind == "claim":
        return blanked
    parts = re.split(r"(\w+)", blanked)
    return "".join(BLANK if fold(part) in telling else part for part in parts)


def _cut(sentence: str) -> str:
    """Keep the words around the first blank of a long sentence."""
    if len(sentence) <= LONGEST:
        return sentence
    at = sentence.find(BLANK)
    start = max(0, at - LONGEST // 2)
    end = min(len(sentence), start + LONGEST)
    head = "…" + sentence[start:end].partition(" ")[2] if start else sentence[:end]
    return head.rpartition(" ")[0] + "…" if end < len(sentence) else head
