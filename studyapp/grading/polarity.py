"""Negation: which content words of a clause are under a negative.

A negator reaches over the next few content words of its clause (the scope that NegEx uses, with a
window: Chapman et al. 2001, "A simple algorithm for identifying negated findings"). Two negatives
cancel out.
"""

from studyapp.grading.data import word_set
from studyapp.grading.words import Word, stem

REACH = 3
"""Content words that one negator reaches over."""

_NEGATORS = frozenset(word_set("negator"))
_NEGATIVE_STEMS = frozenset(stem(word) for word in word_set("negator") if len(word) > 4)
_DENIERS = frozenset(stem(word) for word in word_set("denier"))
_THOUGHTS = word_set("thought")
_HARMLESS_AFTER = word_set("not_negated")
_PAIRS = frozenset((("instead", "of"), ("rather", "than"), ("far", "from"), ("no", "longer")))
_ENDS = frozenset(("but", "however", "although", "though"))


def negated(words: list[Word], first: int, end: int) -> frozenset[int]:
    """Return the indices of content words of a clause under an odd number of negators."""
    flips: dict[int, int] = {}
    for at in range(first, end):
        width = _negator(words, at, end)
        if not width:
            continue
        reached = 0
        for after in range(at + width, end):
            if reached == REACH or words[after].low in _ENDS or words[after].text in ",;:()":
                break
            if words[after].stem:
                flips[after] = flips.get(after, 0) + 1
                reached += 1
    return frozenset(at for at, count in flips.items() if count % 2)


def _negator(words: list[Word], at: int, end: int) -> int:
    """Return how many words the negator at ``at`` has; 0 if there is none."""
    low = words[at].low
    following = [word.low for word in words[at + 1 : min(end, at + 6)]]
    nxt = following[0] if following else ""
    if (low, nxt) in _PAIRS:
        return 2
    if words[at].stem in _DENIERS and not _THOUGHTS.isdisjoint(following[:3]):
        return 1
    if low not in _NEGATORS and words[at].stem not in _NEGATIVE_STEMS:
        return 0
    late = low in ("not", "never") and "until" in following
    return 0 if late or nxt in _HARMLESS_AFTER else 1
