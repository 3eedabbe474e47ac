"""Whose answer a wrong one is: what is confused with what.

Only an answer that is right for another card says so; a resemblance does not.
"""

import re
from collections.abc import Iterable

from studyapp.domain.selftest import Item
from studyapp.grading import Band, grade, is_short
from studyapp.grading.markup import LONGEST, fold

CANDIDATES = 3
"""Long answers that are graded against, those with most words in common."""
SHARED_WORDS = 3
_WORD = re.compile(r"[^\W_]{4,}")


def namesake(answer: str, item: Item, pool: Iterable[Item]) -> Item | None:
    """Return another card that accepts just what was typed, case and accents aside."""
    typed = _bare(answer)
    if not typed:
        return None
    others = (each for each in pool if each.family != item.family)
    return next((each for each in others if typed in map(_bare, each.accepted)), None)


def owner(answer: str, item: Item, pool: Iterable[Item]) -> int | None:
    """Return the id of the card that a wrong answer to ``item`` belongs to, if it is plain."""
    pool = tuple(pool)
    other = namesake(answer, item, pool)
    if other is not None:
        return other.card_id
    words = set(_WORD.findall(_bare(answer)))
    near = []
    for each in pool:
        shared = len(words & set(_WORD.findall(_bare(each.term))))
        if shared >= SHARED_WORDS and each.family != item.family and not is_short(each.term):
            near.append((shared, each))
    near.sort(key=lambda found: -found[0])
    for _, each in near[:CANDIDATES]:
        if grade(each.question, each.term, answer).band is Band.RIGHT:
            return each.card_id
    return None


def _bare(text: str) -> str:
    return fold(text[:LONGEST]).strip(" .\n")
