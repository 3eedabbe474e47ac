"""What cards are expected to ask of each day when reviews happen where they are worth it.

Cards are a fluid here: a node of the grid holds so many cards, and a share of them is reviewed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studyapp.scheduling.exam_tables import STABILITIES
from studyapp.scheduling.exam_values import Kind, Student, Values, blend, first_weights
from studyapp.scheduling.formulas import Bools, Floats, Ints

WORTHWHILE = 1e-5
"""Share of the whole mark that a minute must bring: less is not studied for, but shown as slack.
A thousandth of a percentage point, so that 100 minutes left out cost a tenth of a point at most;
in the scenarios of ``simulate_scenarios`` it is a hundredth of a point or two where there is time
to spare, and nothing elsewhere. Three times as much costs 0.04 points there."""
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


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """What may be asked on a day: seen cards of the start, new cards, places of the grid."""

    gain: Floats
    """Worth of asking above waiting, the price taken off, in marks of one card."""
    seconds: Floats
    """Expected length for one card."""
    mass: Floats
    """Cards behind each offer."""
    recall: Floats
    """Recall probability; anything for new cards."""
    places: Ints
    """Last reviewed day and node, flat, of the offers that come last."""


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

    def offers(self, day: int) -> Offers:
        """Return what may be asked on ``day``."""
        values, who = self._values, self._student
        mass = self._mass[:day].reshape(-1)
        places = np.flatnonzero(mass > LEAST_MASS)
        of_place = self._kind.tables.recall[*self._interval(day, places)]
        recall = np.concatenate([self._kind.rows.recall[day], [1.0], of_place])
        seconds = who.lapsed + (who.passed - who.lapsed) * recall
        seconds[len(self._left)] = who.new
        gain = np.concatenate(
            [
                values.row_net[day] - values.row_wait[day],
                [values.new_net[day] - values.new_wait[day]],
                values.gain[day].reshape(-1)[places],
            ]
        )
        return Offers(
            gain,
            seconds,
            np.concatenate([self._left, [self._unseen], mass[places]]),
            recall,
            places,
        )

    def review(self, day: int, offers: Offers, shares: Floats) -> None:
        """Move ``shares`` of ``offers`` to where their reviews on ``day`` take them."""
        who, flow, count = self._student, self.flow, len(self._left)
        asked = offers.mass * shares
        good = asked * offers.recall
        fresh = float(asked[count])
        self._left = self._left - asked[:count]
        self._unseen -= fresh
        self._mass.reshape(-1)[offers.places] -= asked[count + 1 :]
        landed = self._land_rows(day, asked[:count], good[:count])
        landed += fresh * self._first
        landed += self._land_grid(day, offers.places, asked[count + 1 :], good[count + 1 :])
        self._mass[day] = landed
        seen, passed = float(asked.sum()) - fresh, float(good.sum()) - fresh
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

    def _interval(self, day: int, places: Ints) -> tuple[Ints, int, Ints]:
        """Return index of the days since the last review, 0, and node of stability."""
        last, node = np.divmod(places, self._mass.shape[1])
        at = self._kind.at
        return at[day] - at[last] - 1, 0, node % STABILITIES

    def _land_rows(self, day: int, asked: Floats, good: Floats) -> Floats:
        rows, size = self._kind.rows, self._kind.tables.grid.size
        landed = np.zeros(size)
        for (nodes, weights), part in ((rows.passed, good), (rows.lapsed, asked - good)):
            spread = (weights[:, day] * part).ravel()
            landed += np.bincount(nodes[:, day].ravel(), spread, minlength=size)
        return landed

    def _land_grid(self, day: int, places: Ints, asked: Floats, good: Floats) -> Floats:
        """Return where cards asked at ``places`` land, shape (D * S,)."""
        tables = self._kind.tables
        size = tables.grid.size
        last, node = np.divmod(places, size)
        at = (self._kind.at[day] - self._kind.at[last] - 1) * size + node
        landed = np.zeros((size // STABILITIES, STABILITIES))
        for matrix, (nodes, share), part in (
            (tables.passed_difficulty, tables.passed, good),
            (tables.lapsed_difficulty, tables.lapsed, asked - good),
        ):
            target, upper = nodes.reshape(-1)[at], part * share.reshape(-1)[at]
            spread: Floats = np.bincount(target, part - upper, minlength=size).astype(float)
            spread[1:] += np.bincount(target, upper, minlength=size)[:-1]
            landed += blend(matrix.T, spread.reshape(landed.shape))
        return landed.reshape(-1)


def expect(kind: Kind, values: Values, open_days: Bools, student: Student, width: float) -> Flow:
    """Return the flow of one kind when whatever is worth its price is reviewed.

    ``width`` (in marks of one card) softens the choice: a review worth its price exactly happens
    with probability one half, so that equal cards spread over days of nearly equal worth.
    """
    stream = Stream(kind, values, student)
    for day in np.flatnonzero(open_days).tolist():
        offers = stream.offers(day)
        stream.review(day, offers, np.clip(0.5 + offers.gain / (2 * width), 0.0, 1.0))
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
    minutes that nothing worth its price would fill go to whatever gains ``WORTHWHILE``.
    """
    streams = [Stream(*each, student) for each in zip(kinds, values, strict=True)]
    least = WORTHWHILE * sum(_marks(kind) for kind in kinds)
    for day in range(len(minutes)):
        if minutes[day] > 0:
            offers = [stream.offers(day) for stream in streams]
            rates = [
                each.gain * kind.marks / each.seconds * 60 + prices[day]
                for each, kind in zip(offers, kinds, strict=True)
            ]
            shares = _shares(offers, rates, float(minutes[day]), least)
            for each in zip(streams, offers, shares, strict=True):
                each[0].review(day, *each[1:])
        for stream in streams:
            stream.settle(day)
    flows = [stream.flow for stream in streams]
    return Flow(
        np.sum([flow.minutes for flow in flows], axis=0),
        np.sum([flow.reviews for flow in flows], axis=0),
        np.sum([flow.introductions for flow in flows], axis=0),
        np.sum([flow.marks for flow in flows], axis=0),
    )


def average_marks(kinds: Sequence[Kind]) -> float:
    """Return the marks of a card, on average."""
    count = sum(kind.unseen + float(kind.rows.mass.sum()) for kind in kinds)
    return sum(_marks(kind) for kind in kinds) / count if count else 1.0


def _marks(kind: Kind) -> float:
    return kind.marks * (kind.unseen + float(kind.rows.mass.sum()))


def _shares(
    offers: Sequence[Offers], rates: Sequence[Floats], minutes: float, least: float
) -> list[Floats]:
    """Return the shares of the offers of each kind that fit into ``minutes``, dearest first.

    What brings less than ``least`` marks a minute is left out.
    """
    rate = np.concatenate(rates)
    length = np.concatenate([each.seconds * each.mass / 60 for each in offers])
    wanted = np.flatnonzero((rate >= least) & (length > 0))
    order = wanted[np.argsort(-rate[wanted], kind="stable")]
    before = np.cumsum(length[order]) - length[order]
    shares = np.zeros(len(rate))
    shares[order] = np.clip((minutes - before) / length[order], 0.0, 1.0)
    return np.split(shares, np.cumsum([len(each) for each in rates])[:-1])
