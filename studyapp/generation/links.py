"""The flashcards nearest to a cloze: "see also", by shared words weighted by rarity."""

from collections import defaultdict
from collections.abc import Sequence

from studyapp.generation.leaks import shows
from studyapp.generation.lexicon import zipf
from studyapp.generation.model import Flashcard
from studyapp.generation.salience import Stats
from studyapp.generation.words import split_words, stem

MINIMUM = 6.5
"""Sum of idf below which a flashcard is not near,"""
COMMON = 2
"""and how many telling words it must share: one rare word in common is chance."""
PLAIN = 4.9
"""Zipf frequency from which a word tells nothing about what a sentence is about."""
_MAGNITUDES = frozenset({"hundred", "thousand", "million", "billion", "trillion"})


class LinkIndex:
    """Flashcards by the stems they hold."""

    def __init__(self, deck: Sequence[Flashcard], stats: Stats) -> None:
        self._deck = deck
        self._stats = stats
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._sizes: list[int] = []
        for at, card in enumerate(deck):
            stems = _telling(f"{card.question} {card.answer}")
            self._sizes.append(len(stems))
            for each in stems:
                self._holders[each].append(at)

    def nearest(self, text: str, answer: str) -> tuple[str, ...]:
        """Return the guids of at most two flashcards whose questions do not show the answer."""
        scores: dict[int, float] = defaultdict(float)
        shared: dict[int, int] = defaultdict(int)
        for each in sorted(_telling(text)):
            holders = self._holders.get(each, [])
            if len(holders) > 0.3 * len(self._deck) + 2:
                continue
            weight = self._stats.deck_idf(each)
            for at in holders:
                scores[at] += weight / (1 + self._sizes[at] / 120)
                shared[at] += 1
        ranked = sorted(scores, key=lambda at: (-scores[at], at))
        found: list[str] = []
        for at in ranked[:8]:
            if scores[at] < MINIMUM or len(found) == 2:
                break
            if shared[at] >= COMMON and not shows(answer, self._deck[at].question):
                found.append(self._deck[at].guid)
        return tuple(found)


def _telling(text: str) -> set[str]:
    return {
        stem(token.text)
        for token in split_words(text)
        if token.is_word and token.tag != "x" and len(token.text) > 2
        if zipf(token.lower) < PLAIN and token.lower not in _MAGNITUDES
    }
