"""The price of a minute on each day: found so that what is worth its price fits the minutes.

Lagrangian relaxation: with a price for each day's minutes every card can be planned alone, and
prices that clear the market bound from above what any policy could reach. A day asked for too
much gets dearer, a day with minutes to spare cheaper (a subgradient step on the dual), first
over weeks at a time, then day by day.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from studyapp.scheduling.exam_values import Flow, Kind, Student, Values, evaluate, expect
from studyapp.scheduling.formulas import Bools, Floats

LOWEST = 1e-4
"""Share of the marks of one card a minute: the price of a day with minutes to spare."""
START = 0.1
"""The price that the search starts from, in marks of one average card a minute."""
WIDTH = (0.03, 0.004)
"""Softness of the choice in the first rounds and in the last, in marks of one card."""
SETTLED = 20
"""Rounds over which a search from prices known before would shrink its steps by half."""

Tick = Callable[[float], None]
"""Told the share done, 0 to 1; may raise to cancel."""


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Prices in marks a minute with the values and the flow of each kind at these prices."""

    prices: Floats
    values: tuple[Values, ...]
    flows: tuple[Flow, ...]
    bound: float
    """Expected marks that no policy can exceed, if the model holds."""


def clear(
    kinds: Sequence[Kind],
    minutes: Floats,
    student: Student,
    rounds: int,
    start: Floats | None = None,
    tick: Tick | None = None,
) -> Market:
    """Return the market after ``rounds`` rounds from the prices ``start``.

    ``minutes`` (d,); days without any are closed. With ``start`` the search goes on with small
    steps, which is what planning again each day needs.
    """
    open_days = minutes > 0
    unit = _average_marks(kinds)
    floor = LOWEST * unit
    logs = np.log(
        np.full(len(minutes), START * unit) if start is None else np.maximum(start, floor)
    )
    scales = _scales(len(minutes), open_days)
    best = Market(np.zeros_like(minutes), (), (), np.inf)
    for at in range(max(rounds, 1)):
        prices = np.where(open_days, np.exp(logs), 0.0)
        share = 1.0 if start is not None else at / max(rounds - 1, 1)
        width = WIDTH[0] ** (1 - share) * WIDTH[1] ** share
        market = _round(kinds, prices, minutes, open_days, student, width)
        if market.bound < best.bound:
            best = market
        asked = sum(flow.minutes for flow in market.flows)
        excess = np.where(open_days, asked / np.maximum(minutes, 1e-9) - 1, 0.0)
        step = _smoothed(scales, np.clip(excess, -1.0, 1.5), width) / (1 + at / SETTLED)
        logs = np.maximum(logs + step, np.log(floor))
        if tick is not None:
            tick((at + 1) / rounds)
    return best


def _round(
    kinds: Sequence[Kind],
    prices: Floats,
    minutes: Floats,
    open_days: Bools,
    student: Student,
    width: float,
) -> Market:
    values = tuple(evaluate(kind, prices, open_days, student) for kind in kinds)
    flows = tuple(
        expect(kind, value, open_days, student, width)
        for kind, value in zip(kinds, values, strict=True)
    )
    worth = sum(_worth(kind, value) for kind, value in zip(kinds, values, strict=True))
    return Market(prices, values, flows, float(worth + prices @ minutes))


def _worth(kind: Kind, values: Values) -> float:
    """Return what the cards are worth at today's choice of review or wait, in marks."""
    rows = np.maximum(values.row_net[0], values.row_wait[0]) @ kind.rows.mass
    new = max(values.new_net[0], values.new_wait[0]) * kind.unseen
    return float((rows + new) * kind.marks)


def _average_marks(kinds: Sequence[Kind]) -> float:
    count = sum(kind.unseen + kind.rows.mass.sum() for kind in kinds)
    marks = sum(kind.marks * (kind.unseen + kind.rows.mass.sum()) for kind in kinds)
    return float(marks / count) if count else 1.0


def _scales(days: int, open_days: Bools) -> list[tuple[float, Floats]]:
    """Return weights and averaging matrices: over all days, a quarter, a twelfth, each day."""
    apart = np.abs(np.arange(days)[:, None] - np.arange(days)[None, :])
    scales = []
    for length, weight in ((days, 0.5), (days / 4, 0.25), (days / 12, 0.12), (0.8, 0.06)):
        kernel = np.exp(-apart / length) * open_days[None, :]
        scales.append((weight, kernel / np.maximum(kernel.sum(axis=1, keepdims=True), 1e-12)))
    return scales


def _smoothed(scales: list[tuple[float, Floats]], excess: Floats, width: float) -> Floats:
    return np.asarray(sum(weight * (kernel @ excess) for weight, kernel in scales))
