"""Whether a text says an answer, in whatever form of its words."""

import re
from functools import lru_cache

from studyapp.domain.unmarked import unmarked
from studyapp.quiz.listed import listed
from studyapp.quiz.scripts import folded, stem

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_SMALL = frozenset(listed("a an the"))
_BEGINS = 12
"""Words by which a long answer is known again."""
_LONGEST = 20_000
_PLURALS = ("ices", "us", "um", "on", "ae", "is", "es", "ix", "ex", "i", "a")
"""Endings that Latin and Greek words change for their plural: alveolus, alveoli."""


def beginning(answer: str) -> str:
    """Return the words by which an answer is known, alike in all their forms, apart by spaces."""
    return " ".join(_words(answer)[:_BEGINS])


def says(text: str, answer: str) -> bool:
    """Whether a text says an answer, which ``beginning`` gave.

    A figure of one or two digits or a single letter stands in any text: it is said only by a text
    that is nothing else.
    """
    said = _joined(text)
    if len(answer) < 2 or (answer.isdecimal() and len(answer) < 3):
        return bool(answer) and said == f" {answer} "
    return bool(answer) and f" {answer} " in said


@lru_cache(maxsize=4_000)
def _joined(text: str) -> str:
    return f" {' '.join(_words(text))} "


def _words(text: str) -> list[str]:
    found = (folded(word) for word in _WORD.findall(unmarked(text[:_LONGEST])))
    return [_root(word) for word in found if word not in _SMALL]


@lru_cache(maxsize=50_000)
def _root(word: str) -> str:
    if len(word) > 5:
        for ending in _PLURALS:
            if word.endswith(ending):
                return word[: -len(ending)]
    return stem(word)
