"""Answers that list several things: what is listed besides is named, however right the rest is."""

import re
from collections.abc import Callable

from studyapp.grading import terms
from studyapp.grading.terms import Likeness
from studyapp.grading.verdict import Band
from studyapp.grading.words import FUNCTION

_JOINTS = re.compile(r"\s*(?:[;\n&+•]|,(?!\d)|\s/\s|\band\b|\bor\b)\s*")
_LONGEST_ITEM = 4
"""Words of one thing in a list; longer parts are clauses."""


def items(text: str) -> list[str]:
    """Return the things that a text lists."""
    return [part for part in _JOINTS.split(text) if terms.words_of([part]) - FUNCTION]


def is_list(model: str) -> bool:
    """Whether an answer lists three things or more, or two joined by more than a comma."""
    found = items(model)
    joined = len(found) > 2 or (len(found) == 2 and "," not in model)
    return joined and all(len(part.split()) <= _LONGEST_ITEM for part in found)


def compare(
    given: str, model: str, question: str, is_right: Callable[[str, str], bool]
) -> Likeness | None:
    """Compare a list with a list; None if nothing is listed besides, or nothing of it is right.

    ``is_right(item, other)`` tells whether a thing given is one of the model's.
    """
    wanted, said = items(model), items(given)
    if len(said) == 1 and all(len(part.split()) == 1 for part in wanted):
        said = given.split()
    free, extra = list(wanted), []
    for part in said:
        met = next((each for each in free if is_right(part, each)), None)
        if met is not None:
            free.remove(met)
        elif terms.words_of([part]) - FUNCTION - terms.words_of([question, model]):
            extra.append(part)
    found = len(wanted) - len(free)
    if not extra or not found:
        return None
    strange = ", ".join(f"“{part}”" for part in extra)
    reason = f"{strange} {'is' if len(extra) == 1 else 'are'} not among them: {model}."
    band = Band.PARTIAL if 2 * found >= len(wanted) else Band.WRONG
    return Likeness(band, reason, wrong=tuple(extra), complete=not free)
