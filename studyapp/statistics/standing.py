"""Where the cards stand now: states, what falls due when, intervals and memory as histograms."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studyapp.domain.card import Queue, State
from studyapp.statistics.columns import MATURE_DAYS, Bools, Cards, Floats

INTERVAL_EDGES = (0, 1, 2, 4, 7, 14, 21, 30, 60, 90, 180, 365, 730, 1825)
"""Days; the last bin has no end. 21 is where young cards become mature."""
DIFFICULTY_EDGES = tuple(1 + 9 * at / 20 for at in range(21))
"""Twentieths of the way from 1 to 10, as in Anki."""
RECALL_EDGES = tuple(at / 20 for at in range(21))


@dataclass(frozen=True, slots=True)
class States:
    """How many cards stand where; those hidden are counted apart, as in Anki."""

    new: int = 0
    learning: int = 0
    relearning: int = 0
    young: int = 0
    mature: int = 0
    suspended: int = 0
    buried: int = 0


@dataclass(frozen=True, slots=True)
class Forecast:
    """Cards that fall due, by day from today on; what is overdue counts apart."""

    overdue: int
    young: tuple[int, ...]
    """Due today, tomorrow and so on: cards in steps or with an interval below 21 days."""
    mature: tuple[int, ...]

    @property
    def total(self) -> int:
        """All within the days shown."""
        return self.overdue + sum(self.young) + sum(self.mature)


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many values lie between each two edges; the last edge may be missing: no end."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    mean: float | None
    median: float | None

    @property
    def total(self) -> int:
        """All values."""
        return sum(self.counts)


def states(cards: Cards, chosen: Bools) -> States:
    """Return how many of the chosen cards stand where (Anki: graphs/card_counts.rs)."""
    shown = chosen & (cards.hidden == int(Queue.ACTIVE))
    review = shown & (cards.state == int(State.REVIEW))
    mature = review & (cards.interval >= MATURE_DAYS)

    def count(mask: Bools) -> int:
        return int(mask.sum())

    return States(
        count(shown & (cards.state == int(State.NEW))),
        count(shown & (cards.state == int(State.LEARNING))),
        count(shown & (cards.state == int(State.RELEARNING))),
        count(review) - count(mature),
        count(mature),
        count(chosen & (cards.hidden == int(Queue.SUSPENDED))),
        count(chosen & (cards.hidden == int(Queue.BURIED))),
    )


def forecast(cards: Cards, chosen: Bools, today: int, days: int) -> Forecast:
    """Return what falls due within ``days`` (Anki: graphs/future_due.rs).

    New and suspended cards are left out; buried ones come back tomorrow, so that those due by
    today are left out too.
    """
    due = cards.due_day - today
    waits = chosen & (cards.state != int(State.NEW)) & ~np.isnan(due)
    waits &= cards.hidden != int(Queue.SUSPENDED)
    waits &= ~((cards.hidden == int(Queue.BURIED)) & (due <= 0))
    within = waits & (due >= 0) & (due < days)
    old = cards.interval >= MATURE_DAYS
    young, mature = (
        np.bincount(due[within & kind].astype(np.int64), minlength=days) for kind in (~old, old)
    )
    overdue = int((waits & (due < 0)).sum())
    return Forecast(overdue, tuple(map(int, young)), tuple(map(int, mature)))


def intervals(cards: Cards, chosen: Bools) -> Histogram:
    """Return the intervals in days of cards in review."""
    return histogram(cards.interval[chosen], INTERVAL_EDGES)


def stability(cards: Cards, chosen: Bools) -> Histogram:
    """Return the days after which recall will have fallen to 90%."""
    return histogram(cards.stability[chosen], INTERVAL_EDGES)


def difficulty(cards: Cards, chosen: Bools) -> Histogram:
    """Return the difficulties, 1 to 10."""
    return histogram(cards.difficulty[chosen], DIFFICULTY_EDGES, closed=True)


def recall(chances: Floats) -> Histogram:
    """Return recall probabilities, 0 to 1."""
    return histogram(chances, RECALL_EDGES, closed=True)


def histogram(values: Floats, edges: Sequence[float], *, closed: bool = False) -> Histogram:
    """Return how many values lie in [edge, next edge); NaN is left out.

    The last bin has no end, or if ``closed`` ends with the last edge, which belongs to it. Values
    below the first edge count in the first bin.
    """
    values = values[~np.isnan(values)]
    bins = len(edges) - closed
    places = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, bins - 1)
    counts = np.bincount(places, minlength=bins)
    mean, median = (float(values.mean()), float(np.median(values))) if len(values) else (None, None)
    return Histogram(tuple(edges), tuple(map(int, counts)), mean, median)
