"""Parts of words that turn what is meant: hyper- and hypo-, chloro- and chromo-, -blast and -clast.

Two words that differ by such a part are two terms, however few letters it takes to get from one
to the other. The groups are in ``morphemes.txt``; parts of different groups are not compared.
"""

from functools import cache, lru_cache

from studyapp.grading.data import lines, word_set

_PREFIXES = tuple(word_set("telling_prefix"))
_ROOT = 3
"""Letters that a word has beside a part at its beginning."""


@cache
def _groups(kind: str) -> tuple[tuple[str, ...], ...]:
    named = (line.partition(": ") for line in lines("morphemes.txt"))
    return tuple(tuple(parts.split()) for name, _, parts in named if name == kind)


@lru_cache(maxsize=4096)
def differ_in_meaning(word: str, other: str) -> bool:
    """Whether two folded words differ by a part of theirs that has a meaning of its own."""
    return (
        _negated(word, other)
        or _negated(other, word)
        or _begin_apart(word, other)
        or _end_apart(word, other)
    )


def _negated(long: str, short: str) -> bool:
    """Whether one word is the other with a part before it: un-, dis-, sub-."""
    return any(long == prefix + short for prefix in _PREFIXES)


def _begin_apart(word: str, other: str) -> bool:
    for group in _groups("initial"):
        one, two = (_longest(each, group) for each in (word, other))
        if one and two and one != two:
            return True
    return False


def _longest(word: str, group: tuple[str, ...]) -> str:
    fitting = (part for part in group if word.startswith(part) and len(word) >= len(part) + _ROOT)
    return max(fitting, key=len, default="")


def _end_apart(word: str, other: str) -> bool:
    for group in _groups("final"):
        for one in group:
            if not word.endswith(one):
                continue
            head = word[: -len(one)]
            if any(other == head + two for two in group if two != one):
                return True
    return False
