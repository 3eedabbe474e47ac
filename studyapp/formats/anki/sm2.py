"""What FSRS would know about a card that was scheduled by SM-2 only."""

import math
from collections.abc import Sequence

DEFAULT_PARAMETERS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""FSRS-6, as fsrs-rs 5.2 and the fsrs package 6.3 have them."""


def memory(
    ease: float, interval: float, retention: float, parameters: Sequence[float] = ()
) -> tuple[float, float]:
    """Return stability (days) and difficulty that would have led to an interval and an ease.

    ``ease`` as a factor (2.5), ``interval`` in days, ``retention`` what SM-2 is taken to have
    reached. The inverse of the FSRS formulas, as ``memory_state_from_sm2`` of fsrs-rs does it.
    """
    weights = parameters or DEFAULT_PARAMETERS
    decay = -weights[20]
    factor = 0.9 ** (1 / decay) - 1
    retention = min(max(retention, 0.5), 0.99)
    stability = max(interval, 0.001) * factor / (retention ** (1 / decay) - 1)
    growth = math.exp(weights[8]) * stability ** -weights[9]
    growth *= math.expm1((1 - retention) * weights[10])
    difficulty = 11 - (ease - 1) / growth if growth > 0 else 10.0
    return min(max(stability, 0.001), 36_500.0), min(max(difficulty, 1.0), 10.0)
