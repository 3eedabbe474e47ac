"""A long answer against the key points of the model answer."""

import re

from studyapp.grading.markup import fold, plain_text
from studyapp.grading.verdict import Band, KeyPoint, Verdict, verdict


def key_points(model: str, question: str = "") -> tuple[KeyPoint, ...]:
    """Return what a good answer says: the facts and claims of the model, in its order."""
    text = plain_text(model)
    return tuple(KeyPoint(each, "claim", 1.0) for each in re.split(r"(?<=[.;!?])\s+", text) if each)


def grade_essay(question: str, model: str, answer: str) -> Verdict:
    """Grade a long answer by the key points of ``model`` that it hits."""
    points = key_points(model, question)
    words = set(fold(plain_text(answer)).split())
    share = {p: len(words & set(fold(p.text).split())) / len(p.text.split()) for p in points}
    hit = tuple(point for point in points if share[point] > 0.5)
    missing = tuple(point for point in points if share[point] <= 0.5)
    score = len(hit) / len(points) if points else 0.0
    band = Band.RIGHT if score > 0.6 else Band.PARTIAL if hit else Band.WRONG
    return verdict(band, score, hit, missing, reasons=(f"{len(hit)} of {len(points)} points.",))
