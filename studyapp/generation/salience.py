"""What the documents and the deck are about: how often words occur, and where.

A key that stands in much of the text or the deck is trivial ("Stalin", "the party"); one that
the text uses far more than English does is a term; one that the deck asks about matters.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from studyapp.generation.lexicon import zipf
from studyapp.generation.model import Flashcard
from studyapp.generation.words import Token, split_words, stem

TRIVIAL_SHARE = 0.15
"""A key in more of the deck's cards than this is trivial (measured in the first experiment)."""


@dataclass(slots=True)
class Stats:
    """Counts over sentences. ``sentences`` is per document path."""

    sentences: Counter[str] = field(default_factory=Counter)
    by_document: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    pairs: Counter[str] = field(default_factory=Counter)
    """Two-word stems in order, over all documents."""
    deck_cards: int = 0
    deck: Counter[str] = field(default_factory=Counter)
    """Stem -> flashcards that hold it."""
    firsts: Counter[str] = field(default_factory=Counter)
    """Stem -> times another word follows it."""
    headings: set[str] = field(default_factory=set)
    quoted: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """First stem of a quoted phrase -> the stems that follow it there."""
    expository: dict[str, bool] = field(default_factory=dict)
    """Document -> whether it teaches concepts (few dates and figures) rather than events."""

    def add_sentence(self, path: str, tokens: Iterable[Token]) -> None:
        """Count one sentence of a document."""
        stems = [stem(token.text) for token in tokens if token.is_word and token.tag != "x"]
        self.sentences[path] += 1
        self.by_document[path].update(set(stems))
        self._add_pairs(stems)

    def _add_pairs(self, stems: list[str]) -> None:
        for one, two in pairwise(stems):
            self.pairs[f"{one} {two}"] += 1
            self.firsts[one] += 1

    def add_quoted(self, phrase: str) -> None:
        """Learn a phrase of two words that the text sets in quotation marks."""
        stems = [stem(word) for word in phrase.split(" ")]
        if len(stems) == 2:
            self.quoted[stems[0]].add(stems[1])

    def rivals(self, stems: Sequence[str]) -> bool:
        """Whether the text quotes another phrase for much the same: "green wave", "green tide"."""
        return len(stems) == 2 and len(self.quoted.get(stems[0], ())) > 1

    def predicts(self, one: str, two: str) -> float:
        """Return how surely ``two`` follows ``one``: 0 unless seen at least twice."""
        seen = self.pairs[f"{one} {two}"]
        return seen / self.firsts[one] if seen > 1 else 0.0

    def add_deck(self, deck: Sequence[Flashcard]) -> None:
        """Count the student's own cards."""
        self.deck_cards = len(deck)
        for card in deck:
            self.deck.update(content_stems(f"{card.question} {card.answer}"))
            self._add_pairs([stem(t.text) for t in split_words(card.answer) if t.is_word])

    def share(self, path: str, stems: Sequence[str]) -> float:
        """Return the share of the document's sentences that hold all the stems."""
        total = self.sentences[path]
        if not stems or not total:
            return 0.0
        return min(self.by_document[path][each] for each in stems) / total

    def overall(self, stems: Sequence[str]) -> float:
        """Return the share of all documents' sentences that hold all the stems."""
        total = sum(self.sentences.values())
        held = sum(
            min((counts[each] for each in stems), default=0) for counts in self.by_document.values()
        )
        return held / total if total else 0.0

    def count(self, path: str, stems: Sequence[str]) -> int:
        """Return in how many sentences of the document the rarest of the stems stands."""
        return min((self.by_document[path][each] for each in stems), default=0)

    def deck_share(self, stems: Sequence[str]) -> float:
        """Return the share of flashcards that hold the stems."""
        if not self.deck_cards or not stems:
            return 0.0
        return min(self.deck[each] for each in stems) / self.deck_cards

    def deck_bonus(self, stems: Sequence[str]) -> float:
        """Return 0 to 0.7: the deck asks about this key, and not on every card."""
        share = self.deck_share(stems)
        return 0.0 if share == 0 or share > TRIVIAL_SHARE else 0.7


@lru_cache(maxsize=8192)
def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    return frozenset(
        stem(token.text)
        for token in split_words(text)
        if token.is_word and token.tag != "x" and (token.is_capital or zipf(token.lower) < 5.8)
        if len(token.text) > 2
    )


def keyness(words: Sequence[str], count: int, total: int) -> float:
    """Return 0 to about 3: how much more the text uses the words than English does.

    The logarithm of the ratio of frequencies (Hardie's log ratio, 2014), damped for words seen
    once, because one sighting says little.
    """
    rarest = min(zipf(word.lower()) for word in words)
    expected = 10 ** (rarest - 9) * 22 * max(total, 40)
    ratio = math.log10((count + 0.5) / (expected + 0.05))
    return max(0.0, min(3.0, ratio)) * (1.0 if count > 1 else 0.75)
