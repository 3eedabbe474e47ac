"""Statistics as the screen gets them, from a simulated student instead of a collection."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from studyapp.domain.day import to_ms
from studyapp.domain.period import Period
from studyapp.scheduling.formulas import Formulas
from studyapp.services.stats import WHOLE, Scope
from studyapp.statistics.calibration import Calibration, calibration
from studyapp.statistics.columns import Cards, Entries
from studyapp.statistics.figures import Clock, Figures, figures
from studyapp.statistics.reviews import Reviews, reviews
from tests.statistics import simulated

DECKS = {1: "Astrolabes", 2: "Voyages::Ming China", 3: "Voyages::Portugal"}
ZERO = np.zeros(1, dtype=np.int64)


@dataclass(frozen=True)
class Measured:
    """What the screen needs of ``studyapp.services.stats.Statistics``."""

    cards: Cards
    entries: Entries
    answers: Reviews
    today: int

    @property
    def decks(self) -> tuple[str, ...]:
        return ("Astrolabes", "Voyages", "Voyages::Ming China", "Voyages::Portugal")

    def tags(self) -> tuple[str, ...]:
        return ("cape", "ming", "straits")

    def chosen(self, scope: Scope) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        keys = [key for key, name in DECKS.items() if name.startswith(scope.deck or "")]
        found = np.isin(self.cards.deck, keys)
        if scope.tag is not None:
            found &= self.cards.id % 5 == self.tags().index(scope.tag)
        return found

    def figures(self, scope: Scope = WHOLE, period: Period = Period.QUARTER) -> Figures:
        days = (to_ms(simulated.NOON) - self.cards.last_review) / 86_400_000
        chances = Formulas().recall(days, self.cards.stability).astype(np.float64)
        clock = Clock(self.today, ZERO, ZERO)
        return figures(self.cards, self.answers, self.chosen(scope), chances, clock, period)

    def calibration(self, scope: Scope = WHOLE, period: Period = Period.QUARTER) -> Calibration:
        """Return that of a student who remembers a little less than was predicted."""
        counts = self.answers.retention & self.chosen(scope)[self.answers.card]
        place = np.arange(len(self.answers))[counts]
        predicted = 0.7 + 0.29 * (place * 37 % 101) / 101
        recalled = place * 61 % 97 / 97 < predicted - 0.03
        return calibration(predicted, recalled)


@lru_cache(maxsize=2)
def measured(count: int = 400) -> Measured:
    """Return the statistics of a student; with ``count`` 0, of nothing at all."""
    student = simulated.studied(7, count=count)
    cards, entries = student.columns()
    return Measured(cards, entries, reviews(entries), student.today)
