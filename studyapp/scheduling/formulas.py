"""The FSRS-6 formulas over whole arrays: what planning and simulation compute with.

A test holds them against ``studyapp.scheduling.fsrs``, card by card. Source: FSRS-6, "The
Algorithm", https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from studyapp.domain.review import Rating
from studyapp.scheduling.fsrs import MAXIMUM_STABILITY, MINIMUM_STABILITY

Floats = npt.NDArray[np.floating[Any]]
Ints = npt.NDArray[np.signedinteger[Any]]
Bools = npt.NDArray[np.bool_]

# fmt: off
DEFAULT_PARAMETERS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)
# fmt: on
"""FSRS-6 as published; what an empty tuple of parameters means."""


class Formulas:
    """The memory model with one set of parameters, or with one set for each student.

    ``parameters`` has shape (21,) or (21, ...): what follows the 21 broadcasts against the
    arrays given, so that (21, students, 1) serves arrays of (students, cards). An empty tuple
    means the defaults. Stability and intervals are in days, difficulty runs from 1 to 10.
    """

    __slots__ = ("_decay", "_easy", "_factor", "w")

    def __init__(self, parameters: tuple[float, ...] | Floats = ()) -> None:
        given = parameters if len(parameters) else DEFAULT_PARAMETERS
        self.w: Floats = np.asarray(given, dtype=np.float64)
        self._decay = -self.w[20]
        self._factor = 0.9 ** (1 / self._decay) - 1
        self._easy = self._first_difficulty(Rating.EASY)

    def recall(self, days: Floats, stability: Floats) -> Floats:
        """Return the recall probability ``days`` (fractions count) after the last review."""
        return np.asarray((1 + self._factor * np.maximum(days, 0) / stability) ** self._decay)

    def interval(self, stability: Floats, desired_retention: float) -> Floats:
        """Return the days until recall has fallen to ``desired_retention``."""
        return np.asarray(stability / self._factor * (desired_retention ** (1 / self._decay) - 1))

    def first(self, rating: Rating) -> tuple[Floats, Floats]:
        """Return stability and difficulty after the first rating, in the parameters' shape."""
        stability = np.maximum(self.w[rating - 1], MINIMUM_STABILITY)
        return stability, np.clip(self._first_difficulty(rating), 1.0, 10.0)

    def after(
        self, stability: Floats, difficulty: Floats, elapsed: Floats, rating: Rating
    ) -> tuple[Floats, Floats]:
        """Return stability and difficulty after ``rating``, ``elapsed`` study days on.

        ``elapsed`` must be 1 or more; a second rating on the same day is ``same_day``.
        """
        w = self.w
        forgotten = 1 - self.recall(elapsed, stability)
        if rating is Rating.AGAIN:
            long_term = (
                w[11]
                * difficulty ** -w[12]
                * ((stability + 1) ** w[13] - 1)
                * np.exp(forgotten * w[14])
            )
            following = np.minimum(long_term, stability / np.exp(w[17] * w[18]))
        else:
            bonus = {Rating.HARD: w[15], Rating.EASY: w[16]}.get(rating, 1.0)
            growth = (
                np.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * np.expm1(forgotten * w[10])
            )
            following = stability * (1 + growth * bonus)
        return _clamped(following), self._next_difficulty(difficulty, rating)

    def same_day(
        self, stability: Floats, difficulty: Floats, rating: Rating
    ) -> tuple[Floats, Floats]:
        """Return stability and difficulty after a rating on the day of the last review."""
        w = self.w
        increase = np.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
        if rating is not Rating.AGAIN:
            increase = np.maximum(increase, 1.0)
        return _clamped(stability * increase), self._next_difficulty(difficulty, rating)

    def lapse(
        self, stability: Floats, difficulty: Floats, elapsed: Floats
    ) -> tuple[Floats, Floats]:
        """Return stability and difficulty at the end of a day with a lapse.

        The card is rated Again and, at the end of its relearning step, Good.
        """
        return self.same_day(*self.after(stability, difficulty, elapsed, Rating.AGAIN), Rating.GOOD)

    def _first_difficulty(self, rating: Rating) -> Floats:
        return np.asarray(self.w[4] - np.exp(self.w[5] * (rating - 1)) + 1)

    def _next_difficulty(self, difficulty: Floats, rating: Rating) -> Floats:
        change = -self.w[6] * (rating - 3) * (10 - difficulty) / 9
        following = self.w[7] * self._easy + (1 - self.w[7]) * (difficulty + change)
        return np.asarray(np.clip(following, 1.0, 10.0))


def _clamped(stability: Floats) -> Floats:
    return np.asarray(np.clip(stability, MINIMUM_STABILITY, MAXIMUM_STABILITY))
