"""What cards are expected to ask of each day when reviews happen where they are worth it.

Cards are a fluid here: a node of the grid holds so many cards, and a share of them is reviewed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studyapp.scheduling.exam_tables import STABILITIES
from studyapp.scheduling.exam_values import Kind, Student, Values, blend, first_weights
from studyapp.scheduling.formulas import Bools, Floats

LEAST_MASS = 1e-6
"""Cards; less than this at one place is not asked for a share of a day's minutes."""


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """What is expected of each day; arrays (d,)."""

    minutes: Floats
    reviews: Floats
    introductions: Floats
    marks: Floats
    """Expected marks at the exam if study stopped after that day."""


class Stream:
    """One kind of cards on its way from day to day."""

    __slots__ = ("_first", "_kind", "_left", "_mass", "_student", "_unseen", "_values", "flow")

    def __init__(self, kind: Kind, values: Values, student: Student) -> None:
        days = len(values.new_net)
        self._kind, self._values, self._student = kind, values, student
        self._mass = np.zeros((days, kind.tables.grid.size))
        self._left = kind.rows.mass.copy()
        self._unseen = kind.unseen
        self._first = first_weights(kind.tables, student)
        self.flow = Flow(*np.zeros((4, days)))

    def gains(self, day: int) -> tuple[Floats, Floats, Floats]:
        """Return worth above waiting, the price paid, in marks of one card, of what may be asked.

        For seen cards at the start (n,), new cards (1,) and places of the grid (day * D * S,).
        """
        values = self._values
        return (
            values.row_net[day] - values.row_wait[day],
            values.new_net[day : day + 1] - values.new_wait[day : day + 1],
            values.gain[day, :day].reshape(-1),
        )

    def masses(self, day: int) -> tuple[Floats, Floats, Floats]:
        """Return how many cards stand behind each of ``gains``."""
        return self._left, np.array([self._unseen]), self._mass[:day].reshape(-1)

    def seconds(self, day: int) -> tuple[Floats, Floats, Floats]:
        """Return the expected length of each of ``gains`` for one card."""
        who = self._student
        row_recall = self._kind.rows.recall[day]
        recall = np.broadcast_to(
            self._kind.tables.recall[:day][::-1],
            (day, self._mass.shape[1] // STABILITIES, STABILITIES),
        ).reshape(-1)
        return (
            who.lapsed + (who.passed - who.lapsed) * row_recall,
            np.array([who.new]),
            who.lapsed + (who.passed - who.lapsed) * recall,
        )

    def review(self, day: int, shares: tuple[Floats, Floats, Floats]) -> None:
        """Move ``shares`` of ``masses`` to where their reviews on ``day`` take them."""
        who, flow = self._student, self.flow
        now = self._left * shares[0]
        fresh = self._unseen * float(shares[1][0])
        self._left = self._left - now
        self._unseen -= fresh
        landed, passed = self._land_rows(day, now)
        landed += fresh * self._first
        seen = float(now.sum())
        if day:
            taken = self._mass[:day] * shares[2].reshape(day, -1)
            self._mass[:day] -= taken
            moved, recalled = self._land_grid(day, taken)
            landed += moved
            seen += float(taken.sum())
            passed += recalled
        self._mass[day] = landed
        flow.reviews[day] = seen
        flow.introductions[day] = fresh
        flow.minutes[day] = (
            passed * who.passed + (seen - passed) * who.lapsed + fresh * who.new
        ) / 60

    def settle(self, day: int) -> None:
        """Write down what would be known at the exam if study stopped after ``day``."""
        kind = self._kind
        shape = (day + 1, -1, STABILITIES)
        by_stability = self._mass[: day + 1].reshape(shape).sum(axis=1)
        known = (by_stability * kind.at_exam[: day + 1, 0]).sum()
        known += (self._left * kind.rows.at_exam).sum()
        self.flow.marks[day] = known * kind.marks

    def _land_rows(self, day: int, now: Floats) -> tuple[Floats, float]:
        rows, size = self._kind.rows, self._kind.tables.grid.size
        good = now * rows.recall[day]
        landed = np.zeros(size)
        for (nodes, weights), part in ((rows.passed, good), (rows.lapsed, now - good)):
            spread = (weights[:, day] * part).ravel()
            landed += np.bincount(nodes[:, day].ravel(), spread, minlength=size)
        return landed, float(good.sum())

    def _land_grid(self, day: int, taken: Floats) -> tuple[Floats, float]:
        """Return where reviewed mass (day, D * S) lands, and how much of it was recalled."""
        tables = self._kind.tables
        size = tables.grid.size
        shape = (day, size // STABILITIES, STABILITIES)
        by_gap = taken.reshape(shape)[::-1]
        good = by_gap * tables.recall[:day]
        landed = np.zeros(shape[1:])
        for matrix, (node, share), part in (
            (tables.passed_difficulty, tables.passed, good),
            (tables.lapsed_difficulty, tables.lapsed, by_gap - good),
        ):
            at, upper = node[:day].ravel(), (part * share[:day]).ravel()
            spread = np.bincount(at, part.ravel() - upper, minlength=size)
            spread[1:] += np.bincount(at, upper, minlength=size)[:-1]
            landed += blend(matrix.T, spread.reshape(shape[1:]))
        return landed.ravel(), float(good.sum())


def expect(kind: Kind, values: Values, open_days: Bools, student: Student, width: float) -> Flow:
    """Return the flow of one kind when whatever is worth its price is reviewed.

    ``width`` (in marks of one card) softens the choice: a review worth its price exactly happens
    with probability one half, so that equal cards spread over days of nearly equal worth.
    """
    stream = Stream(kind, values, student)
    for day in np.flatnonzero(open_days):
        rows, new, grid = (np.clip(0.5 + each / (2 * width), 0, 1) for each in stream.gains(day))
        stream.review(day, (rows, new, grid))
    return stream.flow


def ration(
    kinds: Sequence[Kind],
    values: Sequence[Values],
    prices: Floats,
    minutes: Floats,
    student: Student,
) -> Flow:
    """Return the flow of all kinds when each day's minutes go to what gains most a minute.

    This is what ``Plan.today`` does with single cards: no day is longer than its minutes, and
    minutes that nothing worth its price would fill go to whatever still gains.
    """
    streams = [Stream(*each, student) for each in zip(kinds, values, strict=True)]
    for day in range(len(minutes)):
        if minutes[day] > 0:
            for stream, shares in zip(
                streams, _shares(streams, kinds, prices, minutes, day), strict=True
            ):
                stream.review(day, shares)
        for stream in streams:
            stream.settle(day)
    names = ("minutes", "reviews", "introductions", "marks")
    return Flow(*(np.sum([getattr(s.flow, name) for s in streams], axis=0) for name in names))


def _shares(
    streams: Sequence[Stream], kinds: Sequence[Kind], prices: Floats, minutes: Floats, day: int
) -> list[tuple[Floats, Floats, Floats]]:
    """Return for each stream the shares of its masses that fit into the minutes of ``day``."""
    rates, lengths, sizes = [], [], []
    for stream, kind in zip(streams, kinds, strict=True):
        parts = zip(stream.gains(day), stream.seconds(day), stream.masses(day), strict=True)
        for gain, seconds, mass in parts:
            rate = gain * kind.marks / seconds * 60 + prices[day]
            rates.append(np.where(mass > LEAST_MASS, rate, 0.0))
            lengths.append(seconds * mass / 60)
            sizes.append(len(gain))
    rate, length = np.concatenate(rates), np.concatenate(lengths)
    wanted = np.flatnonzero(rate > 0)
    order = wanted[np.argsort(-rate[wanted], kind="stable")]
    before = np.cumsum(length[order]) - length[order]
    shares = np.zeros(len(rate))
    shares[order] = np.clip((minutes[day] - before) / np.maximum(length[order], 1e-12), 0.0, 1.0)
    each = iter(np.split(shares, np.cumsum(sizes)[:-1]))
    return [(next(each), next(each), next(each)) for _ in streams]
