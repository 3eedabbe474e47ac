"""Which questions ask for one thing, and which only sound alike.

``Which vessel leads blood to the heart?`` and ``… from the heart?`` share nearly all their words
and have two answers: the best wrong option there is. So alike is not yet the same: where answers
are short, a question that says something the other does not, both ways, asks for something else.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from studyapp.quiz.listed import listed

_SHORT_KINDS = frozenset(
    listed("yes-no date year percent money number formula person place organisation name term")
)
_OPEN = re.compile(
    r"\b(?:name|give|list|state|mention|identify|suggest|describe)\s+"
    r"(?:an?|one|two|three|four|five|some|any|another|\d)\b|\bone\s+of\b|\bfor\s+example\b|"
    r"\b(?:causes?|caused|reasons?|effects?|consequences?|results?|examples?|factors?|features?|"
    r"advantages?|disadvantages?|symptoms?|why|led\s+to|leads?\s+to)\b",
    re.IGNORECASE,
)
_OPPOSITES = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("to into towards", "from"),
        ("in into inside", "out off outside"),
        ("on", "off"),
        ("up", "down"),
        ("before", "after"),
        ("above over", "below under beneath"),
        ("with", "without"),
        ("first", "last"),
        ("born birth", "die dies died death"),
        ("more most", "less least fewer fewest"),
    )
)
"""Little words that turn a question round."""
_DENYING = frozenset(
    listed("not isn't aren't wasn't weren't doesn't don't didn't cannot can't never no")
)
_DIRECTIONS = frozenset(listed("to into from than over by before after"))


def one_of_several(question: str) -> bool:
    """Whether a question has many right answers, each of them one: a cause, an example."""
    return _OPEN.search(question) is not None


def short_kind(kind: str) -> bool:
    """Whether answers of this kind are names, terms or figures, not whole thoughts."""
    return kind in _SHORT_KINDS


def turned(one: str, other: str) -> bool:
    """Whether one question has a little word where the other has its opposite, or turns it round.

    ``From liquid to gas`` and ``from gas to liquid`` do the latter.
    """
    ours, theirs = _words(one), _words(other)
    if bool(_DENYING.intersection(ours)) != bool(_DENYING.intersection(theirs)):
        return True
    only = (Counter(ours) - Counter(theirs)).keys()
    others = (Counter(theirs) - Counter(ours)).keys()
    if any((a & only and b & others) or (b & only and a & others) for a, b in _OPPOSITES):
        return True
    after, behind = _directions(ours), _directions(theirs)
    return any(
        word != behind.get(where, word) and word in theirs and behind[where] in ours
        for where, word in after.items()
    )


def _directions(words: Sequence[str]) -> dict[str, str]:
    """Return what follows each little word of direction."""
    plain = [word for word in words if word not in ("the", "a", "an")]
    return {one: two for one, two in pairwise(plain) if one in _DIRECTIONS}


def each_says_more(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> bool:
    """Whether each of two questions, as marks of words, has a word that the other lacks."""
    return _beyond(one, other) and _beyond(other, one)


def _beyond(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> bool:
    known = {mark for word in other for mark in word}
    return any(not word & known for word in one)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower().replace("’", "'"))
