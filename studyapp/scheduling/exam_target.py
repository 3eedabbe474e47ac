"""What a wanted mark costs in minutes a day."""

from collections.abc import Sequence

import numpy as np

from studyapp.scheduling.exam import Plan, Student, plan
from studyapp.scheduling.exam_cards import Cards
from studyapp.scheduling.exam_prices import Tick
from studyapp.scheduling.formulas import Floats

USUAL = 30.0
"""Minutes a day that are tried first where no plan is known."""
CLOSE = 1.05
"""The search ends when the minutes are known to within this factor."""
LEAST = 0.5
"""Minutes a day; a target that less than this reaches costs this."""


def cost_of_target(
    target: float,
    cards: Cards,
    minutes: Sequence[float] | Floats,
    exam_in: float,
    student: Student | None = None,
    parameters: Sequence[tuple[float, ...]] = ((),),
    *,
    known: Plan | None = None,
    most: float = 240.0,
    tick: Tick | None = None,
) -> float | None:
    """Return the minutes a study day, on average, that an expected mark of ``target`` takes.

    ``minutes`` (d,) give the pattern of the days, which is scaled; ``known`` is the plan for
    them, where it is at hand. None if even ``most`` minutes a day are not enough. By doubling or
    halving, then bisection of the logarithm, to a twentieth of the result; never less than
    ``LEAST`` but for a target that no study reaches. Raises StudyError like ``plan``.
    """
    pattern = np.asarray(minutes, dtype=float)
    level = float(pattern[pattern > 0].mean()) if pattern.any() else 0.0
    shape = pattern / level if level else np.ones_like(pattern)
    steps = 0

    def tried(level: float, near: Plan | None) -> Plan:
        nonlocal steps
        steps += 1
        if tick is not None:
            tick(1 - 0.8**steps)
        before = None if near is None else near.prices
        return plan(cards, shape * level, exam_in, student, parameters, before=before)

    level = min(level or USUAL, most)
    near = known if known is not None and level < most else tried(level, None)
    if near.idle >= target:
        return 0.0
    low, high = 0.0, np.inf
    while not high <= low * CLOSE:
        if near.expected < target:
            low = level
        else:
            high = level
        if low >= most:
            return None
        if high <= LEAST:
            break
        level = _between(low, high, most)
        near = tried(level, near)
    return high


def _between(low: float, high: float, most: float) -> float:
    """Return the next minutes to try, above ``low`` and below ``high``."""
    if high == np.inf:
        return min(2 * low, most)
    return float(np.sqrt(low * high)) if low else max(high / 2, LEAST)
