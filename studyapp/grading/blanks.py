"""A sentence of the model with a point taken out of it, and whatever repeats the point."""

import re

from studyapp.grading.analysis import Text
from studyapp.grading.markup import fold
from studyapp.grading.verdict import KeyPoint
from studyapp.grading.words import COMMON, FUNCTION, MARKS, split

BLANK = "____"
LONGEST = 240
"""Characters of a sentence that is shown."""
_OPEN = frozenset((*COMMON, *FUNCTION))


def says_more(sentence: str) -> bool:
    """Whether a sentence has words left beside its blanks."""
    return bool(re.search(r"[^\W_]{3,}", sentence.replace(BLANK, "")))


def blanked(point: KeyPoint, model: Text) -> str:
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
