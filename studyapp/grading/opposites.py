"""Words of direction, degree, place and time with their opposites: an axis has two sides.

The list is of pairs that cannot both be said of one thing, while the thesaurus of ``related`` is of
words that may stand for each other somewhere. Words are known by their forms and not by stems, by
which "position" would be as good as "positive".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from studyapp.grading.data import lines
from studyapp.grading.words import Word, spelling

_DEGREES = frozenset(("more", "less", "most", "least", "fewer"))
_LESS = frozenset(("less", "least", "fewer"))
_VOWELS = frozenset("aeiou")
CHANGE, DEGREE = 0, 1
"""The first two axes of the list: what rises is high in the end, but has not been before."""
Axes = dict[int, int]
"""Axis -> side, 1 or -1."""


@dataclass(frozen=True, slots=True)
class Direction:
    """A word or phrase with a side on one axis or several."""

    at: int
    last: int
    axes: tuple[tuple[int, int], ...]

    def relation(self, other: "Direction") -> int:
        """Return 1 if both are of one side, -1 if of opposite ones, 0 if they share no axis."""
        theirs = dict(other.axes)
        signs = [side * theirs[axis] for axis, side in self.axes if axis in theirs]
        if not signs:
            signs = [a * b for a in self.sizes() for b in other.sizes()]
        return 0 if not signs else 1 if max(signs) > 0 else -1

    def is_akin(self, other: "Direction") -> bool:
        """Whether both are of becoming more or less, or both of being much or little."""
        theirs = dict(other.axes)
        return any(axis in theirs for axis, _ in self.axes)

    def is_size(self) -> bool:
        """Whether it is of much and little, or of more and less."""
        return bool(self.sizes())

    def sizes(self) -> list[int]:
        """Return its sides on the axes of more and less."""
        return [side for axis, side in self.axes if axis in (CHANGE, DEGREE)]


class _Table(NamedTuple):
    words: dict[str, Axes]
    phrases: dict[str, list[tuple[tuple[str, ...], int, int]]]


@cache
def _table() -> _Table:
    words: dict[str, Axes] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], int, int]]] = {}
    for axis, line in enumerate(lines("opposites.txt")):
        one, _, other = line.partition("|")
        for side, entries in ((1, one), (-1, other)):
            for entry in entries.split():
                first, *rest = entry.split("_")
                if rest:
                    phrases.setdefault(first, []).append((tuple(rest), axis, side))
                else:
                    for form in forms(first):
                        words.setdefault(spelling(form), {}).setdefault(axis, side)
    return _Table(words, phrases)


def forms(word: str) -> frozenset[str]:
    """Return a word with the forms that English endings, or its own irregular ones, give it."""
    found = {word, word + "s"}
    if word.endswith("e"):
        found |= {word + "d", word[:-1] + "ing"}
    elif word.endswith("y") and word[-2] not in _VOWELS:
        found |= {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    else:
        found |= {word + "es", word + "ed", word + "ing"}
    if len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in _VOWELS:
        found |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return frozenset(found | _irregular().get(word, set()))


@cache
def _irregular() -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for line in lines("forms.txt"):
        head, *rest = line.split()
        table.setdefault(head, set()).update(rest)
    return table


def directions(words: list[Word]) -> list[Direction]:
    """Return the words of direction in a text: "less quickly" as one, "rise less" as none."""
    return list(_found(words))


def _found(words: list[Word]) -> Iterator[Direction]:
    at = 0
    while at < len(words):
        direction = _at(words, at)
        if direction is None:
            at += 1
            continue
        nxt = _at(words, direction.last + 1)
        at = direction.last + 1
        if nxt is None:
            yield direction
        elif words[direction.at].low in _DEGREES:
            side = -1 if words[direction.at].low in _LESS else 1
            axes = {axis: side * their_side for axis, their_side in nxt.axes}
            yield Direction(direction.at, nxt.last, tuple((axes | {DEGREE: side}).items()))
            at = nxt.last + 1
        elif words[nxt.at].low in _DEGREES and direction.relation(nxt):
            at = nxt.last + 1
        else:
            yield direction


def _at(words: list[Word], at: int) -> Direction | None:
    if at >= len(words):
        return None
    low = words[at].low
    for rest, axis, side in _table().phrases.get(low, ()):
        if tuple(word.low for word in words[at + 1 : at + 1 + len(rest)]) == rest:
            return Direction(at, at + len(rest), ((axis, side),))
    axes = _axes(low)
    return Direction(at, at, axes) if axes else None


@lru_cache(maxsize=10_000)
def _axes(low: str) -> tuple[tuple[int, int], ...]:
    return tuple(_table().words.get(spelling(low), {}).items())
