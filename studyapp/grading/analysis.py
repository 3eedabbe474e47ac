"""A text taken apart: sentences, clauses, and the items that carry its meaning.

An item is a content word at its place, with what a grader needs to know of it there: what
negates it, and the part it plays in its clause.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from studyapp.grading import polarity, roles, spans
from studyapp.grading.data import word_list, word_set
from studyapp.grading.dates import MONTHS, Date, dates
from studyapp.grading.markup import plain_text
from studyapp.grading.numbers import Figure, figures
from studyapp.grading.related import phrases
from studyapp.grading.spans import Span
from studyapp.grading.words import COMMON, FUNCTION, MARKS, Word, split, stem

_WITHOUT = re.compile(r"\bw/o(?:ut)?\b", re.IGNORECASE)
_CLIPPED = re.compile(rf"\b({'|'.join(word_set('clipped'))}) (?=[^\W\d_]{{3}})", re.IGNORECASE)
"""Prefixes that are often typed as words of their own: "anti soviet"."""
_MONTHS = re.compile(rf"\b({'|'.join(MONTHS)})-({'|'.join(MONTHS)})\b", re.IGNORECASE)
_PARTS = re.compile(rf"\b(mid|early|late)-({'|'.join(MONTHS)}|\d{{4}})\b", re.IGNORECASE)
_COUNTED = re.compile(
    rf"\b({'|'.join(word_list('one')[2:])}|ten|{'|'.join(word_list('ten'))})-"
    rf"(?!(?:{'|'.join((*word_list('one'), *word_list('ordinal')))}|half|halves|quarter|fold)s?\b)"
    r"(?=[^\W\d_]{3})",
    re.IGNORECASE,
)
"""Numbers tied to what they count: "three-man boards"."""
_COMMON_STEMS = frozenset(stem(word) for word in COMMON)


@dataclass(frozen=True, slots=True)
class Item:
    """A content word at its place."""

    stem: str
    at: int
    """Index among the words of the text."""
    sentence: int
    clause: int
    proposition: int
    """Number of the clauses that share a verb."""
    weight: float
    """How much it says: little for words that any text has."""
    name: bool
    """Whether it is a proper name as far as capitals tell."""
    negator: int
    """Index of the word that negates it, counted from 1; 0 for none."""
    role: str
    """See ``roles``; empty where it is not known."""
    concepts: tuple[tuple[int, int], ...] = ()
    """Concepts of a phrase that begins here, with their signs."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text taken apart."""

    plain: str
    words: list[Word]
    sentences: list[Span]
    """First word and the one after the last."""
    clauses: list[Span]
    propositions: list[Span]
    items: list[Item]
    dates: list[Date]
    figures: list[Figure]

    def sentence_of(self, at: int) -> int:
        """Return the number of the sentence that a word is in."""
        return next((n for n, (_, end) in enumerate(self.sentences) if at < end), 0)

    def clause_of(self, at: int) -> int:
        """Return the number of the clause that a word is in."""
        return next((n for n, (_, end) in enumerate(self.clauses) if at < end), 0)

    def shown(self, first: int, last: int) -> str:
        """Return the text from one word to another, both included, on one line."""
        return " ".join(self.plain[self.words[first].start : self.words[last].end].split())


@lru_cache(maxsize=64)
def analyse(text: str) -> Text:
    """Take a text apart; Markdown is stripped and what is too long is cut."""
    plain = _CLIPPED.sub(r"\1-", _WITHOUT.sub("without", plain_text(text)))
    plain = _COUNTED.sub(r"\1 ", _PARTS.sub(r"\1 \2", _MONTHS.sub(r"\1–\2", plain)))
    words = split(plain)
    sentences = spans.sentences(words, plain)
    found = dates(words)
    taken = frozenset(at for date in found for at in range(date.first, date.last + 1))
    clauses = [part for each in sentences for part in spans.clauses(words, each, taken)]
    numbers = figures(words, taken)
    taken |= {at for figure in numbers for at in range(figure.first, figure.last + 1)}
    propositions = spans.propositions(words, clauses, sentences)
    text_parts = _Parts(words, sentences, clauses, propositions)
    values = {figure.first: f"#{figure.value:g}" for figure in numbers}
    items = _items(text_parts, taken, values)
    return Text(plain, words, sentences, clauses, propositions, items, found, numbers)


class _Parts(NamedTuple):
    words: list[Word]
    sentences: list[Span]
    clauses: list[Span]
    propositions: list[Span]


def _items(parts: _Parts, taken: frozenset[int], values: dict[int, str]) -> list[Item]:
    words = parts.words
    starts = {_first_word(words, first, end) for first, end in parts.sentences}
    negators: dict[int, int] = {}
    for first, end in parts.clauses:
        negators |= polarity.negated(words, first, end)
    played: dict[int, str] = {}
    for first, end in parts.propositions:
        played |= roles.roles(words, first, end)
    said = phrases(words)
    said = phrases(words)
    sentence, clause, proposition = (_numbers(each) for each in parts[1:])
    return [
        Item(
            values.get(at) or word.stem,
            at,
            sentence[at],
            clause[at],
            proposition[at],
            0.0 if at in values else 0.4 if word.stem in _COMMON_STEMS else 1.0,
            word.capital and (at not in starts or word.text.isupper()),
            negators.get(at, 0),
            played.get(at, ""),
            tuple(said.get(at, {}).items()),
        )
        for at, word in enumerate(words)
        if at in values or (word.stem and at not in taken)
    ]


def _numbers(ranges: list[Span]) -> list[int]:
    """Return for each word the number of the span that it is in."""
    return [number for number, (first, end) in enumerate(ranges) for _ in range(first, end)]


def _first_word(words: list[Word], first: int, end: int) -> int:
    return next((at for at in range(first, end) if words[at].text not in MARKS), first)


def fluency(text: Text) -> float:
    """Return the share of function words, about 0.45 in English prose and near 0 in lists."""
    lows = [word.low for word in text.words if word.text not in MARKS]
    return sum(low in FUNCTION for low in lows) / len(lows) if lows else 0.0
