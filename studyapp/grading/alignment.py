"""Where an answer says what a model says: words first, then the sentences they are in.

A claim counts as made where its words stand together, within two neighbouring sentences; the same
words scattered over a text make no claim.
"""

from collections import defaultdict
from dataclasses import dataclass

from studyapp.grading.analysis import Item, Text
from studyapp.grading.related import FAMILY, RELATED, concepts, relation
from studyapp.grading.words import Word, spelling

MISSPELT = 0.9
"""Credit for a word that is another but for a typing error."""
FUZZY = 0.85
"""Credit for a name that is spelled nearly so."""
MOST_ALIKE = 8
"""Places of one word in an answer that are looked at, so that repetition costs no time."""

MOST_CORRECTIONS = 200
"""Words of a model that are looked for with typing errors."""


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the model met by a word of the answer; negative credit for an opposite."""

    item: Item
    met: Item
    credit: float


class Index:
    """The items of an answer, ready to be looked up by stem, concept, beginning or likeness."""

    def __init__(self, answer: Text) -> None:
        self.by_stem: dict[str, list[Item]] = defaultdict(list)
        self._by_concept: dict[int, set[str]] = defaultdict(set)
        self._by_head: dict[str, set[str]] = defaultdict(set)
        self._by_tail: dict[str, set[str]] = defaultdict(set)
        self._phrases: dict[int, list[tuple[Item, int]]] = defaultdict(list)
        self._low: dict[str, str] = {}
        self._corrections = 0
        for item in answer.items:
            if len(self.by_stem[item.stem]) == MOST_ALIKE:
                continue
            self.by_stem[item.stem].append(item)
            self._low.setdefault(item.stem, answer.words[item.at].low)
            for concept, sign in item.concepts:
                self._phrases[concept].append((item, sign))
        for stem in self.by_stem:
            for concept in concepts(stem):
                self._by_concept[concept].add(stem)
            self._by_head[stem[:4]].add(stem)
            self._by_tail[stem[-3:]].add(stem)

    def matches(self, item: Item, word: Word) -> list[Match]:
        """Return what meets one item of the model, ``word`` being the word it is made from."""
        found: dict[str, float] = {}
        for candidate in self._candidates(item.stem):
            credit = relation(item.stem, candidate)
            if credit:
                found[candidate] = credit
        if not any(credit > FAMILY for credit in found.values()):
            near = self._misspelt(word)
            if near:
                found[near] = FUZZY if word.capital else MISSPELT
        matches = [Match(item, met, found[stem]) for stem in found for met in self.by_stem[stem]]
        return matches + self._phrasal(item)

    def _candidates(self, stem: str) -> set[str]:
        candidates = set(self._by_head.get(stem[:4], ())) | self._by_tail.get(stem[-3:], set())
        for concept in concepts(stem):
            candidates |= self._by_concept.get(concept, set())
        return candidates

    def _phrasal(self, item: Item) -> list[Match]:
        mine = {**concepts(item.stem), **dict(item.concepts)}
        found = []
        for concept, sign in mine.items():
            for met, their_sign in self._phrases.get(concept, ()):
                found.append(Match(item, met, RELATED * sign * their_sign))
        for concept, sign in item.concepts:
            for stem in self._by_concept.get(concept, ()):
                credit = RELATED * sign * concepts(stem)[concept]
                found += [Match(item, met, credit) for met in self.by_stem[stem]]
        return found

    def _misspelt(self, word: Word) -> str | None:
        """Return the stem of the answer's word that is ``word`` with a typing error."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        errors = allowed_errors(word.low)
        self._corrections += 1
        if not errors or self._corrections > MOST_CORRECTIONS:
            return None
        best = process.extractOne(
            spelling(word.low), self._low, scorer=OSA.distance, score_cutoff=errors
        )
        return best[2] if best and best[0][0] == word.low[0] else None


def allowed_errors(word: str) -> int:
    """Return how many typing errors a word of this length may have and still be itself."""
    if not word.isalpha() or len(word) < 5:
        return 0
    return 1 if len(word) < 8 else 2


def align(model: Text, answer: Text) -> dict[int, list[Match]]:
    """Return for each item of the model, by its place in ``model.items``, what meets it."""
    index = Index(answer)
    known: dict[str, list[Match]] = {}
    aligned = {}
    for number, item in enumerate(model.items):
        key = f"{item.stem} {item.concepts}"
        if key not in known:
            known[key] = index.matches(item, model.words[item.at])
        aligned[number] = [Match(item, match.met, match.credit) for match in known[key]]
    return aligned
