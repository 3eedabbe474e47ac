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

    Shapes: n cards, d days; corners are (4, d, n) into a flattened grid.
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
    marks: float
    rows: Rows
    unseen: float
    """New cards of this kind."""
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
    days = len(prices)
    tables = kind.tables
    each = prices / 60 / kind.marks
    shape = (len(tables.grid.difficulty), STABILITIES)
    after: Small = np.broadcast_to(kind.at_exam, (days, *shape)).astype(np.float32)
    gain: Small = np.full((days, days, *shape), NEVER, dtype=np.float32)
    recall = tables.recall
    for day in range(days - 1, 0, -1):
        if not open_days[day]:
            continue
        worth = review_worth(tables, after[day], day)
        price = each[day] * (student.lapsed + (student.passed - student.lapsed) * recall[:day])
        worth -= price.astype(np.float32)
        # index 0 of an interval is one day: the card was last reviewed on day - 1
        worth = worth[::-1]
        np.subtract(worth, after[:day], out=gain[day, :day])
        np.maximum(after[:day], worth, out=after[:day])
    flat = after.reshape(days, -1)
    rows = kind.rows
    row_review = rows.recall * _corners(flat, rows.passed) + (1 - rows.recall) * _corners(
        flat, rows.lapsed
    )
    row_price = each[:, None] * (student.passed * rows.recall + student.lapsed * (1 - rows.recall))
    barred = ~open_days[:, None] | (rows.barred[None, :] & (np.arange(days) == 0)[:, None])
    row_net = np.where(barred, NEVER, row_review - row_price)
    first = np.asarray(student.first) @ tables.first
    new_review = flat @ first
    new_net = np.where(open_days, new_review - each * student.new, NEVER)
    return Values(
        after,
        gain,
        row_net,
        _waiting(row_net, rows.at_exam),
        new_net,
        _waiting(new_net[:, None], np.zeros(1))[:, 0],
    )


def review_worth(tables: Tables, after: Small, longest: int) -> Small:
    """Return the value of a review by the days since the last one, shape (longest, D, S).

    ``after`` (D, S) is the value of a card at the end of the day of the review.
    """
    recall = tables.recall[:longest]
    worth = np.zeros((longest, *after.shape), dtype=np.float32)
    for matrix, (node, share), chance in (
        (tables.passed_difficulty, tables.passed, recall),
        (tables.lapsed_difficulty, tables.lapsed, 1 - recall),
    ):
        blended = (matrix @ after).astype(np.float32)
        slope = np.zeros_like(blended)
        slope[:, :-1] = np.diff(blended, axis=1)
        at = node[:longest]
        worth += chance * (blended.ravel().take(at) + share[:longest] * slope.ravel().take(at))
    return worth


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """What one kind of cards is expected to ask of each day, and what it then brings."""

    minutes: Floats
    reviews: Floats
    introductions: Floats
    marks: Floats
    """(d,) expected marks at the exam if study stopped after that day."""
    idle: float
    """Expected marks at the exam without any study."""


def expect(kind: Kind, values: Values, open_days: Bools, student: Student, width: float) -> Flow:
    """Return the flow of one kind when reviews happen where they are worth their price.

    ``width`` (in marks of one card) softens the choice: a review worth its price exactly happens
    with probability one half, so that equal cards spread over days of nearly equal worth.
    """
    days = len(open_days)
    tables, rows = kind.tables, kind.rows
    mass = np.zeros((days, tables.grid.size))
    exam = np.broadcast_to(kind.at_exam, values.after.shape).reshape(days, -1)
    seconds, reviews, introductions, marks = np.zeros((4, days))
    left = rows.mass.copy()
    unseen = kind.unseen
    idle = float(left @ rows.at_exam)
    first = np.asarray(student.first) @ tables.first
    row_share = _share(values.row_net - values.row_wait, width)
    new_share = _share(values.new_net - values.new_wait, width)
    for day in range(days):
        if open_days[day]:
            landed = np.zeros(tables.grid.size)
            now = left * row_share[day]
            left -= now
            good = now * rows.recall[day]
            for (nodes, weights), part in ((rows.passed, good), (rows.lapsed, now - good)):
                landed += np.bincount(
                    nodes[:, day].ravel(),
                    (weights[:, day] * part).ravel(),
                    minlength=tables.grid.size,
                )
            fresh = unseen * new_share[day]
            unseen -= fresh
            landed += fresh * first
            seen, passed = now.sum(), good.sum()
            if day:
                share = _share(values.gain[day, :day].reshape(day, -1), width)
                taken = mass[:day] * share
                mass[:day] -= taken
                moved, recalled = _land(tables, taken, day)
                landed += moved
                seen += taken.sum()
                passed += recalled
            mass[day] = landed
            reviews[day] = seen
            introductions[day] = fresh
            seconds[day] = (
                passed * student.passed + (seen - passed) * student.lapsed + fresh * student.new
            )
        marks[day] = np.vdot(mass[: day + 1], exam[: day + 1]) + left @ rows.at_exam
    return Flow(seconds / 60, reviews, introductions, marks * kind.marks, idle * kind.marks)


def _land(tables: Tables, taken: Floats, day: int) -> tuple[Floats, float]:
    """Return where reviewed mass (day, D * S) lands, and how much of it was recalled."""
    shape = (day, len(tables.grid.difficulty), STABILITIES)
    by_gap = taken.reshape(shape)[::-1]
    good = by_gap * tables.recall[:day]
    landed = np.zeros(shape[1:])
    for matrix, (node, share), part in (
        (tables.passed_difficulty, tables.passed, good),
        (tables.lapsed_difficulty, tables.lapsed, by_gap - good),
    ):
        at, upper = node[:day].ravel(), (part * share[:day]).ravel()
        size = tables.grid.size
        spread = np.bincount(at, part.ravel() - upper, minlength=size)
        spread[1:] += np.bincount(at, upper, minlength=size)[:-1]
        landed += matrix.T @ spread.reshape(shape[1:])
    return landed.ravel(), float(good.sum())


def _share(gain: Floats, width: float) -> Floats:
    return np.asarray(np.clip(0.5 + gain / (2 * width), 0.0, 1.0))


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
    days: int,
    exam_in: float,
    mass: Floats | None = None,
) -> Rows:
    """Return rows for seen cards; all arrays (n,), ``elapsed`` in whole study days."""
    later = np.arange(days)[:, None]
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
