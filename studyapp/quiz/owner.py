"""Whose answer a wrong one is: what is confused with what.

Only an answer that is right for another card says so; a resemblance does not.
"""

import re
from collections.abc import Iterable

from studyapp.domain.selftest import Item
from studyapp.grading import Band, grade, is_short
from studyapp.grading.markup import fold, plain_text

CANDIDATES = 3
"""Long answers that are graded against, those with most words in common."""
SHARED_WORDS = 3
_WORD = re.compile(r"[^\W_]{4,}")


def owner(answer: str, item: Item, pool: Iterable[Item]) -> int | None:
    """Return the id of the card that a wrong answer to ``item`` belongs to, if it is plain."""
    typed = fold(plain_text(answer)).strip()
    if not typed:
        return None
    others = [each for each in pool if each.family != item.family]
    for other in others:
        if any(fold(plain_text(each)).strip() == typed for each in other.accepted):
            return other.card_id
    words = set(_WORD.findall(typed))
    near = []
    for other in others:
        if not is_short(other.term):
            shared = len(words & set(_WORD.findall(fold(other.term))))
            if shared >= SHARED_WORDS:
                near.append((shared, other))
    near.sort(key=lambda each: -each[0])
    for _, other in near[:CANDIDATES]:
        if grade(other.question, other.term, answer).band is Band.RIGHT:
            return other.card_id
    return None
