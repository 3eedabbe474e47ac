"""Typed answers graded, with reasons: a term against its variants, a text by its key points.

Pure: no clock, file, random source or memory of earlier answers; the same answer always gets the
same verdict, which is a suggestion that the student confirms or overrides.
"""

import re
from collections.abc import Collection, Sequence

from studyapp.grading.markup import plain_text
from studyapp.grading.verdict import Band, KeyPoint, Verdict

__all__ = ["Band", "KeyPoint", "Verdict", "grade", "is_short"]

SHORT_WORDS = 6
SHORT_CHARACTERS = 60
_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?;](?:\s|$)|\n")


def is_short(model: str) -> bool:
    """Whether a model answer can be typed as a term: a few words and no sentence."""
    text = plain_text(model)
    brief = len(text) <= SHORT_CHARACTERS and len(text.split()) <= SHORT_WORDS
    return brief and not _SENTENCE.search(text.rstrip(".!? "))


def grade(
    question: str,
    model: str,
    answer: str,
    accepted: Sequence[str] = (),
    known: Collection[str] = (),
) -> Verdict:
    """Grade an answer by the model's shape: as a term, or by the key points of a text.

    ``accepted`` are variants of a term beside the model, ``known`` the answers of other cards,
    which are never taken for a typing error. Raises nothing: any text is an answer.
    """
    if is_short(model):
        from studyapp.grading.short import grade_short

        return grade_short(answer, (model, *accepted), question, known)
    from studyapp.grading.essay import grade_essay

    return grade_essay(question, model, answer)
