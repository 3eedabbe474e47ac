"""The price of a minute on each day: found so that what is worth its price fits the minutes.

Lagrangian relaxation: with a price for each day's minutes every card can be planned alone, and
prices that clear the market bound from above what any policy could reach. A day asked for too
much gets dearer, a day with minutes to spare cheaper (a subgradient step on the dual), over weeks
at a time and day by day at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from studyapp.scheduling.exam_days import Days
from studyapp.scheduling.exam_flow import Flow, average_marks, expect, ration
from studyapp.scheduling.exam_values import Kind, Student, Values, evaluate
from studyapp.scheduling.formulas import Floats

LOWEST = 1e-4
"""Share of the marks of one card a minute: the price of a day with minutes to spare."""
START = 0.1
"""The price that the search starts from, in marks of one average card a minute."""
WIDTH = 0.03
"""Softness of the choice in the first rounds, in marks of one card ..."""
LAST_WIDTH = 0.1
"""... and in the second half, as a share of the average price of a review."""
FADING = 20
"""Rounds after which the steps of single days are half as long."""
STEADY = 0.3
"""The least share of the first step for the level of all prices."""
TRIED = 4
"""Rounds between two trials of the prices found so far, after a quarter of all rounds ..."""
SHORT = 30
"""... but with so few days, where a trial costs little, prices are tried each round."""
SCALES = ((1.0, 0.5), (0.25, 0.25), (1 / 12, 0.12), (0.0, 0.2))
"""Steps: over how great a share of all days an excess is averaged, and the weight of that."""

Tick = Callable[[float], None]
"""Told the share done, 0 to 1; may raise to cancel."""


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """Prices in marks a minute, with the values of each kind at these prices."""

    prices: Floats
    values: tuple[Values, ...]
    bound: float
    """Expected marks that no policy can exceed, if the model holds."""


@dataclass(frozen=True, slots=True, eq=False)
class Cleared:
    """The market of a search whose day by day use of the minutes brings most marks."""

    market: Market
    flow: Flow
    bound: float
    """The lowest bound of all rounds, in marks."""


def clear(
    kinds: Sequence[Kind],
    days: Days,
    student: Student,
    rounds: int,
    start: Floats | None = None,
    tick: Tick | None = None,
) -> Cleared:
    """Return the best market of ``rounds`` rounds from the prices ``start``.

    Days without minutes are closed. With ``start`` (a price for each block of ``days``) the
    search goes on where another ended, which is what planning again each day needs; no rounds
    mean the prices as they are.
    """
    minutes, open_days = days.minutes, days.open
    unit = average_marks(kinds)
    floor = np.log(LOWEST * unit)
    logs = np.full(len(minutes), np.log(START * unit))
    if start is not None:
        logs = np.maximum(np.log(np.maximum(start, 1e-300)), floor)
    scales = _scales(days)
    trial = _Trial(kinds, minutes, student)
    for at in range(rounds):
        market = price(kinds, np.exp(logs), minutes, student)
        trial.bound = min(trial.bound, market.bound)
        short = start is not None or len(minutes) <= SHORT
        if short or (at >= rounds // 4 and at % TRIED == 0):
            trial.run(market)
        width = _width(1.0 if start is not None else 2 * at / rounds, market.prices, unit, student)
        flows = (
            expect(kind, value, open_days, student, width)
            for kind, value in zip(kinds, market.values, strict=True)
        )
        asked = np.sum([flow.minutes for flow in flows], axis=0)
        excess = np.where(open_days, asked / np.maximum(minutes, 1e-9) - 1, 0.0)
        logs = np.maximum(logs + _step(scales, np.clip(excess, -1.0, 1.5), at), floor)
        if tick is not None:
            tick((at + 1) / rounds)
    trial.run(price(kinds, np.exp(logs), minutes, student))
    return trial.result()


class _Trial:
    """Tries the minutes out at the prices of several rounds and keeps what brought most."""

    def __init__(self, kinds: Sequence[Kind], minutes: Floats, student: Student) -> None:
        self._given = (minutes, student)
        self._kinds = kinds
        self._best: tuple[Market, Flow] | None = None
        self.bound = np.inf

    def run(self, market: Market) -> None:
        """Try ``market``."""
        self.bound = min(self.bound, market.bound)
        flow = ration(self._kinds, market.values, market.prices, *self._given)
        if self._best is None or flow.marks[-1] > self._best[1].marks[-1]:
            self._best = market, flow

    def result(self) -> Cleared:
        """Return the best."""
        market, flow = self._best  # type: ignore[misc]
        return Cleared(market, flow, self.bound)


def price(kinds: Sequence[Kind], prices: Floats, minutes: Floats, student: Student) -> Market:
    """Return the market at ``prices``."""
    prices = np.where(minutes > 0, prices, 0.0)
    values = tuple(evaluate(kind, prices, minutes > 0, student) for kind in kinds)
    worth = sum(_worth(kind, value) for kind, value in zip(kinds, values, strict=True))
    return Market(prices, values, float(worth + (prices * minutes).sum()))


def _worth(kind: Kind, values: Values) -> float:
    """Return what the cards are worth at today's choice of review or wait, in marks."""
    rows = np.maximum(values.row_net[0], values.row_wait[0]) * kind.rows.mass
    new = max(float(values.new_net[0]), float(values.new_wait[0])) * kind.unseen
    return float((rows.sum() + new) * kind.marks)


def _width(share: float, prices: Floats, unit: float, student: Student) -> float:
    paying = prices[prices > 0]
    review = (paying.mean() if len(paying) else 0.0) / unit * student.passed / 60
    last = max(min(LAST_WIDTH * review, WIDTH), 1e-5)
    return float(WIDTH ** (1 - min(share, 1.0)) * last ** min(share, 1.0))


def _scales(days: Days) -> list[Floats]:
    """Return matrices that average over near days, the nearest most."""
    apart = np.abs(days.at[:, None] - days.at[None, :])
    weight = np.bincount(days.block) * days.open
    kernels = [np.exp(-apart / max(share * days.count, 0.8)) * weight for share, _ in SCALES]
    return [kernel / np.maximum(kernel.sum(axis=1, keepdims=True), 1e-12) for kernel in kernels]


def _step(scales: list[Floats], excess: Floats, at: int) -> Floats:
    fading = 1 / (1 + at / FADING)
    step = np.zeros(len(excess))
    for kernel, (share, weight) in zip(scales, SCALES, strict=True):
        steady = max(fading, STEADY) if share >= 0.25 else fading
        step += weight * steady * (kernel * excess).sum(axis=1)
    return step
