"""What a card is worth at given prices, and what all cards then ask of each day.

Each card is a small dynamic programme over (day, stability, difficulty, days since the last
review). Nothing is learned about a card while it waits, so its state can be reduced to where its
last review left it, and its choice to the day of the next one.
"""

from dataclasses import dataclass

import numpy as np

from studyapp.domain.review import Rating
from studyapp.scheduling.exam_tables import STABILITIES, Small, Tables
from studyapp.scheduling.formulas import Bools, Floats, Ints

NEVER = -1e9
"""The worth of a review on a day without study."""
NO_GAIN: Small = np.zeros(0, dtype=np.float32)
"""In the place of ``Values.gain`` where only single cards are valued."""


@dataclass(frozen=True, slots=True)
class Student:
    """How one student answers: seconds per card and the shares of first ratings."""

    new: float = 8.0
    """Seconds for a new card, with its learning steps."""
    passed: float = 8.0
    """Seconds for a card recalled."""
    lapsed: float = 8.0
    """Seconds for a card forgotten, with its relearning steps."""
    first: tuple[float, float, float, float] = (0.25, 0.0, 0.75, 0.0)
    """Shares of Again, Hard, Good and Easy at first sight; they sum to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Seen cards of one kind at the start: where a review on each day would take them.

    Shapes: n cards, d days (or blocks of days); corners are (4, d, n) into a flattened grid.
    """

    mass: Floats
    """(n,) how many cards a row stands for."""
    recall: Floats
    """(d, n) recall probability if reviewed that day."""
    at_exam: Floats
    """(n,) recall at the exam if never reviewed again."""
    passed: tuple[np.ndarray, Floats]
    lapsed: tuple[np.ndarray, Floats]
    barred: Bools
    """(n,) answered today already."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """Cards that share parameters and marks: one set of tables serves them all."""

    tables: Tables
    group: int
    """Which set of parameters the tables were made for."""
    marks: float
    rows: Rows
    unseen: float
    """New cards of this kind."""
    at: Ints
    """(d,) when each day of the plan is, in days from today: ``Days.at``."""
    at_exam: Small
    """(d, 1, stabilities): recall at the exam of a card last reviewed on that day."""


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """What one kind of cards is worth at the prices of one round, in marks of one card.

    ``after[k]`` is the value at the end of day k of a card reviewed on day k.
    """

    after: Small
    """(d, difficulties, stabilities)"""
    gain: Small
    """(d, d, difficulties, stabilities): worth of a review on day j above waiting, for a card
    last reviewed on day k, at [j, k]; in marks, the price of the review taken off."""
    row_net: Floats
    """(d, n) value of a review on each day, its price taken off."""
    row_wait: Floats
    """(d, n) value of not reviewing on that day."""
    new_net: Floats
    """(d,)"""
    new_wait: Floats
    """(d,)"""


def evaluate(kind: Kind, prices: Floats, open_days: Bools, student: Student) -> Values:
    """Return the values of one kind at ``prices`` (marks a minute, shape (d,))."""
    return weigh(kind, *solve(kind, prices, open_days, student), prices, open_days, student)


def solve(kind: Kind, prices: Floats, open_days: Bools, student: Student) -> tuple[Small, Small]:
    """Return ``Values.after`` and ``Values.gain``, which do not depend on single cards."""
    days, tables = len(prices), kind.tables
    each = prices / 60 / kind.marks
    shape = (len(tables.grid.difficulty), STABILITIES)
    after: Small = np.broadcast_to(kind.at_exam, (days, *shape)).astype(np.float32)
    gain: Small = np.full((days, days, *shape), NEVER, dtype=np.float32)
    for day in range(days - 1, 0, -1):
        if not open_days[day]:
            continue
        rows = _intervals(kind.at, day)
        worth = review_worth(tables, after[day], rows)
        seconds = student.lapsed + (student.passed - student.lapsed) * tables.recall[rows]
        worth -= (each[day] * seconds).astype(np.float32)
        # the shortest interval belongs to the day before
        worth = worth[::-1]
        np.subtract(worth, after[:day], out=gain[day, :day])
        np.maximum(after[:day], worth, out=after[:day])
    return after, gain


def weigh(
    kind: Kind, after: Small, gain: Small, prices: Floats, open_days: Bools, student: Student
) -> Values:
    """Return the values of one kind where ``after`` and ``gain`` are known."""
    days, rows = len(prices), kind.rows
    each = prices / 60 / kind.marks
    flat = after.reshape(days, -1)
    row_review = rows.recall * _corners(flat, rows.passed) + (1 - rows.recall) * _corners(
        flat, rows.lapsed
    )
    row_price = each[:, None] * (student.passed * rows.recall + student.lapsed * (1 - rows.recall))
    barred = ~open_days[:, None] | (rows.barred[None, :] & (np.arange(days) == 0)[:, None])
    row_net = np.where(barred, NEVER, row_review - row_price)
    new_review = (flat * first_weights(kind.tables, student)).sum(axis=1)
    new_net = np.where(open_days, new_review - each * student.new, NEVER)
    return Values(
        after,
        gain,
        row_net,
        _waiting(row_net, rows.at_exam),
        new_net,
        _waiting(new_net[:, None], np.zeros(1))[:, 0],
    )


def _intervals(at: Ints, day: int) -> slice | Ints:
    """Return the rows of the tables for the intervals from ``day`` back to each day before it.

    As a slice where no day is left out: tables are then looked at, not copied.
    """
    return slice(0, day) if at[day] == day else (at[day] - at[:day] - 1)[::-1]


def review_worth(tables: Tables, after: Small, rows: slice | Ints) -> Small:
    """Return the value of a review after the intervals ``rows`` (i,) of the tables, (i, D, S).

    ``after`` (D, S) is the value of a card at the end of the day of the review.
    """
    recall = tables.recall[rows]
    worth = np.zeros((len(recall), *after.shape), dtype=np.float32)
    for matrix, (node, share), chance in (
        (tables.passed_difficulty, tables.passed, recall),
        (tables.lapsed_difficulty, tables.lapsed, 1 - recall),
    ):
        blended = blend(matrix, after).astype(np.float32)
        slope = np.zeros_like(blended)
        slope[:, :-1] = np.diff(blended, axis=1)
        at = node[rows]
        worth += chance * (blended.ravel().take(at) + share[rows] * slope.ravel().take(at))
    return worth


def blend(matrix: Floats, values: Floats) -> Floats:
    """Return the product of a small matrix and (D, S) values.

    Not by BLAS, whose threads would spin on every core for arrays this small.
    """
    return np.asarray((matrix[:, :, None] * values[None]).sum(axis=1))


def first_weights(tables: Tables, student: Student) -> Floats:
    """Return the weights (D * S,) of the nodes at the end of a new card's first day."""
    return np.asarray((np.asarray(student.first)[:, None] * tables.first).sum(axis=0))


def _waiting(review: Floats, at_exam: Floats) -> Floats:
    """Return the best of all later days or of no review, for each day (d, n)."""
    later = np.vstack([review[1:], at_exam[None, :]])
    return np.asarray(np.maximum.accumulate(later[::-1], axis=0)[::-1])


def _corners(flat: Small, corners: tuple[np.ndarray, Floats]) -> Floats:
    nodes, weights = corners
    day = np.arange(len(flat))[None, :, None]
    return np.asarray((flat[day, nodes] * weights).sum(axis=0))


def seen_rows(
    tables: Tables,
    stability: Floats,
    difficulty: Floats,
    elapsed: Ints,
    since: Floats,
    at: Ints,
    exam_in: float,
    mass: Floats | None = None,
) -> Rows:
    """Return rows for seen cards on the days ``at`` (d,); ``elapsed`` (n,) is in study days."""
    later = at[:, None]
    gap = np.maximum(elapsed[None, :] + later, 1)
    formulas = tables.formulas
    return Rows(
        np.ones(len(stability)) if mass is None else mass,
        formulas.recall(since[None, :] + later, stability),
        formulas.recall(since + exam_in, stability),
        tables.grid.corners(*formulas.after(stability, difficulty, gap, Rating.GOOD)),
        tables.grid.corners(*formulas.lapse(stability, difficulty, gap)),
        elapsed < 1,
    )
