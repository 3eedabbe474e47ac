"""Words that say the same or the opposite: a small thesaurus, by stems.

Each group of the lists is a concept. A word belongs to the concepts of its groups, with sign +1,
or -1 where the list has it as the opposite; negative prefixes make an opposite of any word.
Stemming all of them takes longer than grading an answer, so that the lists are only split at
first, and the words stemmed that begin as a word does which is asked for.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

from studyapp.grading.data import lines, word_list
from studyapp.grading.words import FUNCTION, Word, is_irregular, stem

SAME, RELATED, FAMILY = 1.0, 0.8, 0.7
"""Credit for the same stem, a word of the same group, and one of the same family."""

CONTRARY = 0.6
"""The same, below nought, of a word of the other side in a list of synonyms, where opposites only
point at each other: who says the one speaks of the other, but need not deny it."""

_FILES = ("related.txt", "related_general.txt", "related_nature.txt", "related_society.txt")
_PREFIXES = ("un", "non", "dis", "in", "im", "il", "ir", "anti", "de")
_NOT_NEGATIVE = tuple(word_list("not_negative"))
_BETWEEN = frozenset(("a", "an", "the", "its", "their", "his", "her", "this", "these", "that"))
"""Words that may stand inside a phrase."""
_HEAD = 3
"""Letters by which words are found; a stem begins like its word, but for y and what follows."""
_CHANGED = re.compile(r"ae|oe|^grey|^.{1,3}(?:ing|ful|s)$")


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    anchor: int
    """Place of the first word that carries meaning."""
    concept: int
    sign: int


class _Bucket(NamedTuple):
    signs: dict[str, dict[int, int]]
    """Stem -> concept -> sign."""
    phrases: dict[str, list[_Phrase]]
    """Stem of the word at the anchor -> phrases."""
    verbs: frozenset[str]


_Entry = tuple[str, int, int, bool]
"""A word or phrase with its concept, its sign, and whether it is of the verbs."""


@cache
def _entries() -> dict[str, list[_Entry]]:
    """Return the words and phrases of all lists by how the word begins that they are found by."""
    found: dict[str, list[_Entry]] = defaultdict(list)
    verb = False
    for concept, line in enumerate(line for name in _FILES for line in lines(name)):
        if line.startswith("["):
            verb = line == "[verb]"
            continue
        same, _, opposite = line.partition("|")
        for words, sign in ((same, 1), (opposite, -1)):
            for entry in words.replace("-", "").replace("'s", "").split():
                first = entry.partition("_")[0]
                if first in FUNCTION:
                    first = entry.split("_")[_anchor(entry)]
                found[_head(first)].append((entry, concept, sign, verb))
    return found


def _anchor(entry: str) -> int:
    """Return the place of the first word of a phrase that carries meaning, else 0."""
    parts = entry.split("_")
    return next((at for at, part in enumerate(parts) if part not in FUNCTION), 0)


@cache
def _last_plain() -> int:
    """Return the number of the first concept whose opposites need not deny each other."""
    return len(lines(_FILES[0]))


@cache
def _head(word: str) -> str:
    """Return how the stem of a word begins, without stemming most words."""
    return _head_of(stem(word) if _CHANGED.search(word) or is_irregular(word) else word)


def _head_of(a_stem: str) -> str:
    return a_stem[:_HEAD].replace("y", "i")


@cache
def _bucket(head: str) -> _Bucket:
    signs: dict[str, dict[int, int]] = {}
    phrases: dict[str, list[_Phrase]] = {}
    verbs: set[str] = set()
    for entry, concept, sign, verb in _entries().get(head, ()):
        words, anchor = tuple(entry.split("_")), _anchor(entry)
        own = stem(words[anchor])
        if len(words) > 1:
            phrases.setdefault(own, []).append(_Phrase(words, anchor, concept, sign))
        else:
            signs.setdefault(own, {}).setdefault(concept, sign)
        if verb and not anchor:
            verbs.add(own)
    return _Bucket(signs, phrases, frozenset(verbs))


def is_verb(a_stem: str) -> bool:
    """Whether the lists have this stem as a verb; many are nouns as well."""
    return a_stem in _bucket(_head_of(a_stem)).verbs


def concepts(a_stem: str) -> dict[int, int]:
    """Return the concepts of a stem with their signs."""
    return _bucket(_head_of(a_stem)).signs.get(a_stem, {})


def phrases(words: list[Word]) -> dict[int, dict[int, int]]:
    """Return the concepts of the phrases of a text, with their signs, at each of their words."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for at, word in enumerate(words):
        if not word.stem:
            continue
        for phrase in _bucket(_head_of(word.stem)).phrases.get(word.stem, ()):
            for place in _places(phrase, words, at):
                found[place].setdefault(phrase.concept, phrase.sign)
    return found


def _places(phrase: _Phrase, words: list[Word], at: int) -> list[int]:
    """Return where the words of a phrase stand, in order, that has its anchor at ``at``."""
    first = at - phrase.anchor
    if first < 0 or any(words[first + n].low != phrase.words[n] for n in range(phrase.anchor)):
        return []
    places = list(range(first, at + 1))
    for wanted in phrase.words[phrase.anchor + 1 :]:
        at += 1
        if at < len(words) and words[at].low in _BETWEEN and words[at].low != wanted:
            at += 1
        if at >= len(words) or (words[at].stem or stem(words[at].low)) != stem(wanted):
            return []
        places.append(at)
    return places


@lru_cache(maxsize=100_000)
def relation(one: str, other: str) -> float:
    """Return how far two stems say the same, 0 to 1; negative if they say the opposite."""
    if one == other:
        return SAME
    mine, theirs = concepts(one), concepts(other)
    shared = mine.keys() & theirs.keys()
    if shared:
        if any(mine[concept] == theirs[concept] for concept in shared):
            return RELATED
        return -RELATED if any(concept < _last_plain() for concept in shared) else -CONTRARY
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
