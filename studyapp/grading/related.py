"""Words that say the same or the opposite: a small thesaurus, by stems.

Each group of the list is a concept. A word belongs to the concepts of its groups, with sign +1,
or -1 where the list has it as the opposite; negative prefixes make an opposite of any word.
"""

from functools import cache, lru_cache
from typing import NamedTuple

from studyapp.grading.data import lines, word_list
from studyapp.grading.words import Word, stem

SAME, RELATED, FAMILY = 1.0, 0.8, 0.7
"""Credit for the same stem, a word of the same group, and one of the same family."""

_PREFIXES = ("un", "non", "dis", "in", "im", "il", "ir", "anti", "de")
_NOT_NEGATIVE = tuple(word_list("not_negative"))


class _Thesaurus(NamedTuple):
    signs: dict[str, dict[int, int]]
    """Stem -> concept -> sign."""
    phrases: dict[str, list[tuple[tuple[str, ...], int, int]]]
    """First word -> the other words, concept, sign."""
    verbs: frozenset[str]


@cache
def _thesaurus() -> _Thesaurus:
    signs: dict[str, dict[int, int]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], int, int]]] = {}
    verbs: set[str] = set()
    section = ""
    for concept, line in enumerate(lines("related.txt")):
        if line.startswith("["):
            section = line
            continue
        same, _, opposite = line.partition("|")
        for words, sign in ((same, 1), (opposite, -1)):
            for entry in words.split():
                first, *rest = entry.replace("-", "").split("_")
                if rest:
                    known = phrases.setdefault(stem(first), [])
                    known.append((tuple(stem(word) for word in rest), concept, sign))
                else:
                    signs.setdefault(stem(first), {}).setdefault(concept, sign)
                if section == "[verb]":
                    verbs.add(stem(first))
    return _Thesaurus(signs, phrases, frozenset(verbs))


def is_verb(a_stem: str) -> bool:
    """Whether the list has this stem as a verb; many are nouns as well."""
    return a_stem in _thesaurus().verbs


def concepts(a_stem: str) -> dict[int, int]:
    """Return the concepts of a stem with their signs."""
    return _thesaurus().signs.get(a_stem, {})


def phrase_concepts(words: list[Word], at: int) -> dict[int, int]:
    """Return the concepts of a phrase of two to four words that begins at ``at``."""
    candidates = _thesaurus().phrases.get(words[at].stem or words[at].low)
    if not candidates:
        return {}
    following = tuple(word.stem or stem(word.low) for word in words[at + 1 : at + 4])
    return {concept: sign for rest, concept, sign in candidates if following[: len(rest)] == rest}


@lru_cache(maxsize=100_000)
def relation(one: str, other: str) -> float:
    """Return how far two stems say the same, 0 to 1; negative if they say the opposite."""
    if one == other:
        return SAME
    mine, theirs = concepts(one), concepts(other)
    shared = mine.keys() & theirs.keys()
    if shared:
        agree = any(mine[concept] == theirs[concept] for concept in shared)
        return RELATED if agree else -RELATED
    if _is_negative(one, other) or _is_negative(other, one):
        return -SAME
    return FAMILY if _one_family(one, other) else 0.0


def _is_negative(long: str, short: str) -> bool:
    """Whether one stem is the other with a negative prefix."""
    if len(short) < 4 or not long.endswith(short[-3:]) or long.startswith(_NOT_NEGATIVE):
        return False
    return any(long == prefix + short for prefix in _PREFIXES) or long == short + "less"


def _one_family(one: str, other: str) -> bool:
    """Whether two stems share most of their letters from the start: economi and economist."""
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or short[:4] != long[:4]:
        return False
    shared = next(
        (i for i, pair in enumerate(zip(short, long, strict=False)) if len(set(pair)) > 1),
        len(short),
    )
    return shared >= max(5, len(short) - 2) and len(long) - shared <= 5
