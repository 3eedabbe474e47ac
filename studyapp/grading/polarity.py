"""Negation: which content words of a clause are under a negative.

A negator reaches over the next few content words of its clause (the scope that NegEx uses, with a
window: Chapman et al. 2001, "A simple algorithm for identifying negated findings"). Two negatives
cancel out.
"""

from studyapp.grading.data import word_set
from studyapp.grading.words import FUNCTION, Word, stem

REACH = 3
"""Content words that one negator reaches over."""

_NEGATORS = frozenset(word_set("negator"))
_NEGATIVE_STEMS = frozenset(
    stem(word) for word in word_set("negator") - FUNCTION if not word.endswith("ly")
)
"""Not those of "hardly" and "barely", which are "hard" and "bare"."""
_SCARCE = word_set("scarce")
_SEEMING = frozenset(stem(word) for word in word_set("seeming"))
_AUXILIARIES = word_set("auxiliary")
UNSURE = -1
"""In place of a negator: "alleged" and "looked like" neither affirm nor deny."""
_DENIERS = frozenset(stem(word) for word in word_set("denier"))
_THOUGHTS = word_set("thought")
_HARMLESS_AFTER = word_set("not_negated")
_PAIRS = frozenset((("instead", "of"), ("rather", "than"), ("far", "from"), ("no", "longer")))
_SUBJECTS = frozenset(("no", "hardly", "nobody", "none", "neither", "few", "scarcely", "barely"))
_ENDS = frozenset(("but", "however", "although", "though"))


def negated(words: list[Word], first: int, end: int) -> dict[int, int]:
    """Return index -> its negator's, counted from 1, for words under an odd number of negators."""
    flips: dict[int, list[int]] = {}
    unsure: set[int] = set()
    for at in range(first, end):
        width = _negator(words, at, end)
        if width:
            reach = 1 if words[at].low in _SCARCE else REACH
            whole = words[at].low in _SUBJECTS
            for after in _scope(words, at + width, end, reach, whole=whole):
                flips.setdefault(after, []).append(at + 1)
        elif words[at].stem in _SEEMING:
            unsure.update(_scope(words, at + 1, end, 2))
    found = {at: negators[-1] for at, negators in flips.items() if len(negators) % 2}
    return found | dict.fromkeys(unsure, UNSURE)


def _scope(
    words: list[Word], first: int, end: int, reach: int, *, whole: bool = False
) -> list[int]:
    """Return the content words that a negator before ``first`` reaches over.

    ``whole``: also what is said of a subject, "hardly any bank was open".
    """
    reached: list[int] = []
    for at in range(first, end):
        low = words[at].low
        over = reached and ((low in _AUXILIARIES and not whole) or low == "and")
        if len(reached) == reach or over or low in _ENDS or words[at].text in ",;:()":
            break
        if words[at].stem:
            reached.append(at)
    return reached


def _negator(words: list[Word], at: int, end: int) -> int:
    """Return how many words the negator at ``at`` has; 0 if there is none."""
    low = words[at].low
    following = [word.low for word in words[at + 1 : min(end, at + 6)]]
    nxt = following[0] if following else ""
    if (low, nxt) in _PAIRS:
        return 2
    if words[at].stem in _DENIERS and not _THOUGHTS.isdisjoint(following[:3]):
        return 1
    if low in _SCARCE:
        scarce = at == 0 or words[at - 1].low not in ("a", "the", "no", "not")
        return int(scarce and nxt not in _HARMLESS_AFTER)
    if low not in _NEGATORS and words[at].stem not in _NEGATIVE_STEMS:
        return 0
    late = low in ("not", "never") and "until" in following
    return 0 if late or nxt in _HARMLESS_AFTER else 1
