"""The two flashcards nearest to a cloze: "see also", by shared words weighted by rarity."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from studyapp.generation.leaks import shows
from studyapp.generation.lexicon import zipf
from studyapp.generation.model import Flashcard
from studyapp.generation.words import split_words, stem

NEAREST = 2
"""How many a cloze is linked to."""
LOOKED_AT = 12
"""How many are looked at for two that do not show the answer."""
PLAIN = 5.3
"""Zipf frequency from which a word tells nothing about what a sentence is about."""
COMMON = 0.3
"""Share of the flashcards from which a word tells nothing about them."""
IN_QUESTION = 2
"""A word of a flashcard's question counts as if it stood in its answer so many times."""
BEFORE, ABOVE = 0.5, 0.3
"""What a word counts that stands in the sentences before, or only in title and section."""


class LinkIndex:
    """Flashcards by the stems they hold; nearness is the cosine of their tf-idf vectors."""

    def __init__(self, deck: Sequence[Flashcard]) -> None:
        self._deck = deck
        self._idf: dict[str, float] = {}
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        counts = [_counts(card) for card in deck]
        held = Counter(each for count in counts for each in count)
        for each, number in held.items():
            if number <= COMMON * len(deck) + 2:
                self._idf[each] = math.log((1 + len(deck)) / (0.5 + number))
        for at, count in enumerate(counts):
            weights = {
                each: math.log1p(number) * self._idf[each]
                for each, number in count.items()
                if each in self._idf
            }
            length = math.hypot(*weights.values())
            for each, weight in weights.items():
                self._weights[each][at] = weight / length

    def nearest(
        self, text: str, answer: str, context: str = "", topic: str = ""
    ) -> tuple[str, ...]:
        """Return the guids of the two nearest flashcards whose questions do not show the answer.

        Fewer only where fewer have a word in common with the sentence, what stands before it or
        its title.
        """
        told = dict.fromkeys(_stems(topic), ABOVE)
        told |= dict.fromkeys(_stems(context), BEFORE)
        told |= dict.fromkeys(_stems(text), 1.0)
        near = self._nearness(told)
        ranked = sorted(near, key=lambda at: (-near[at], at))[:LOOKED_AT]
        fit = (
            card for card in (self._deck[at] for at in ranked) if not shows(answer, card.question)
        )
        return tuple(card.guid for card, _ in zip(fit, range(NEAREST), strict=False))

    def _nearness(self, told: Mapping[str, float]) -> dict[int, float]:
        near: dict[int, float] = defaultdict(float)
        for each in sorted(told):
            for at, weight in self._weights.get(each, {}).items():
                near[at] += told[each] * weight * self._idf[each]
        return near


def _counts(card: Flashcard) -> Counter[str]:
    asked = Counter(dict.fromkeys(_stems(card.question), IN_QUESTION))
    return asked + Counter(_stems(card.answer))


def _stems(text: str) -> list[str]:
    return [
        stem(token.text)
        for token in split_words(text)
        if token.is_word and token.tag != "x" and len(token.text) > 2
        if zipf(token.lower) < PLAIN
    ]
