"""The flashcards nearest to a cloze: "see also", by shared words weighted by rarity."""

from collections import defaultdict
from collections.abc import Sequence

from studyapp.generation.leaks import shows
from studyapp.generation.model import Flashcard
from studyapp.generation.salience import Stats, content_stems

MINIMUM = 5.0
"""Sum of idf below which a flashcard is not near: about two rare words in common."""


class LinkIndex:
    """Flashcards by the stems they hold."""

    def __init__(self, deck: Sequence[Flashcard], stats: Stats) -> None:
        self._deck = deck
        self._stats = stats
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._sizes: list[int] = []
        for at, card in enumerate(deck):
            stems = content_stems(f"{card.question} {card.answer}")
            self._sizes.append(len(stems))
            for each in stems:
                self._holders[each].append(at)

    def nearest(self, text: str, answer: str) -> tuple[str, ...]:
        """Return the guids of at most two flashcards whose questions do not show the answer."""
        scores: dict[int, float] = defaultdict(float)
        for each in sorted(content_stems(text)):
            holders = self._holders.get(each, [])
            if len(holders) > 0.3 * len(self._deck) + 2:
                continue
            weight = self._stats.deck_idf(each)
            for at in holders:
                scores[at] += weight / (1 + self._sizes[at] / 120)
        ranked = sorted(scores, key=lambda at: (-scores[at], at))
        found: list[str] = []
        for at in ranked[:8]:
            if scores[at] < MINIMUM or len(found) == 2:
                break
            if not shows(answer, self._deck[at].question):
                found.append(self._deck[at].guid)
        return tuple(found)
