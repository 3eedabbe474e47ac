"""A plan for an exam: what to study each day so that the expected mark on the day is highest.

The day's minutes are a market. Each day has a price a minute; a review is worth what it adds to
the expected mark at the exam, all later reviews paid at their days' prices; the day's minutes
go to the cards that bring most a minute. New cards compete with seen ones.

Nothing here is a promise about single cards: the plan is worked out again each day from where
the cards then stand, with the prices of the day before to start from.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studyapp.errors import StudyError
from studyapp.scheduling.exam_cards import Cards, Sorted, sort_cards
from studyapp.scheduling.exam_days import Days
from studyapp.scheduling.exam_flow import WORTHWHILE
from studyapp.scheduling.exam_prices import Market, Tick, clear
from studyapp.scheduling.exam_tables import Small, Tables
from studyapp.scheduling.exam_values import NO_GAIN, Student, evaluate, weigh
from studyapp.scheduling.formulas import Floats, Ints

MARK_DIGITS = 6
ROUNDS = (16, 60)
"""Rounds of a first search for prices; fewer only for more than ``LONG`` days."""
LONG = 120
ROUNDS_AGAIN = (4, 12)
"""Rounds when prices of the day before are known; more in the last weeks."""

__all__ = ["Cards", "Plan", "Student", "next_minutes", "plan", "value_cards"]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What is expected of each day until the exam; arrays over days have shape (d,), today first.

    Marks are shares, 0 to 1, of the marks of all cards given.
    """

    available: Floats
    """Minutes that were given for each day."""
    minutes: Floats
    """Minutes expected to be used: as long as one brings ``exam_flow.WORTHWHILE``."""
    reviews: Floats
    """Seen cards expected to be asked."""
    introductions: Floats
    """New cards expected to be shown first."""
    mark: Floats
    """Expected mark at the exam if study stopped after that day; the last is ``expected``."""
    idle: float
    """Expected mark at the exam without any study from now on."""
    prices: Floats
    """Expected mark that one more minute on that day would bring; 0 on days off."""
    bound: float
    """Expected mark that no way of using these minutes can exceed, if the model holds."""
    gain: Floats
    """(n,) what asking each card today adds to the expected mark, a minute; -inf if not today."""
    seconds: Floats
    """(n,) expected length of asking each card today."""
    today: Ints
    """Cards (their places in the arrays given) to ask today, the greatest gain first."""
    course: "Course"
    """For ``next_minutes``."""

    @property
    def expected(self) -> float:
        """Expected mark at the exam if the plan is kept."""
        return float(self.mark[-1])

    @property
    def slack(self) -> float:
        """Minutes until the exam that would bring next to nothing."""
        return float(np.maximum(self.available - self.minutes, 0.0).sum())


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What it takes to value cards again at a plan's prices."""

    exam_in: float
    student: Student
    parameters: tuple[tuple[float, ...], ...]
    tables: dict[int, Tables]
    prices: Floats
    """Marks a minute, for each block of ``days``."""
    days: Days
    total: float
    """Marks of all cards."""
    after: dict[tuple[int, float], Small]
    """``Values.after`` by set of parameters and marks."""


def plan(
    cards: Cards,
    minutes: Sequence[float] | Floats,
    exam_in: float,
    student: Student | None = None,
    parameters: Sequence[tuple[float, ...]] = ((),),
    *,
    before: Sequence[float] | Floats | None = None,
    rounds: int | None = None,
    tick: Tick | None = None,
) -> Plan:
    """Return the plan for ``cards``.

    ``minutes`` (d,) are the minutes of study days 0 (today, what is left of it) to d - 1; 0 is a
    day off. ``exam_in`` is the time to the exam in days from now, with fractions; a card studied
    on day k is taken to be studied k days from now. ``parameters`` are the FSRS-6 sets that
    ``cards.group`` points into, an empty one meaning the defaults. ``before`` are
    ``Plan.prices`` of an earlier plan from today on (``prices[1:]`` of the day before): they save
    most of the search. ``tick`` is told the share done and may raise to cancel.

    Raises StudyError where there is no day, no time to the exam, or minutes are no number.
    Costs a second or so for two months, whatever the number of cards up to some thousands; the
    square of the number of days.
    """
    given = np.asarray(minutes, dtype=float)
    who = student or Student()
    _check(given, exam_in)
    tables: dict[int, Tables] = {}
    days = Days.of(given)
    kinds = sort_cards(cards, days.at, exam_in, parameters, tables)
    total = float(cards.marks.sum())
    if not kinds.kinds:
        return _nothing(cards, given, exam_in, who, parameters)
    start = None if before is None else _start(before, days, total)
    many = _rounds(len(days), start is not None) if rounds is None else rounds
    cleared = clear(kinds.kinds, days, who, many, start, tick)
    market, flow = cleared.market, cleared.flow
    after = {
        (kind.group, round(kind.marks, MARK_DIGITS)): values.after
        for kind, values in zip(kinds.kinds, market.values, strict=True)
    }
    course = Course(exam_in, who, tuple(parameters), tables, market.prices, days, total, after)
    gain, seconds = _gains(cards, kinds, market, who, given[0] > 0)
    today = _today(cards, gain, seconds, float(given[0]), WORTHWHILE * total)
    idle = sum(float((k.rows.at_exam * k.rows.mass).sum()) * k.marks for k in kinds.kinds) / total
    return Plan(
        given,
        days.shared(flow.minutes),
        days.shared(flow.reviews),
        days.shared(flow.introductions),
        days.reached(idle, flow.marks / total),
        idle,
        days.daily(market.prices / total),
        min(cleared.bound / total, 1.0),
        gain / total,
        seconds,
        today,
        course,
    )


def value_cards(cards: Cards, plan: Plan, days_on: int = 0) -> Floats:
    """Return ``Plan.gain`` (n,) of where ``cards`` stand now, ``days_on`` days after ``plan``.

    Cheaper than a new plan, since the values of the plan's days are kept. ``days_on`` is at most
    ``exam_days.NOW``.
    """
    return _valued(cards, plan.course, days_on)[0] / plan.course.total


def next_minutes(cards: Cards, minutes: float, plan: Plan) -> tuple[Ints, Floats]:
    """Return the best use of the next ``minutes``: cards, and the gain of each a minute.

    ``cards`` are where the cards of ``plan`` (or some of them) stand now, on the day it was made;
    places are into these arrays. Gains are shares of the mark, as in ``Plan.gain``, in
    descending order; cards that would not gain are left out.
    """
    gain, seconds = _valued(cards, plan.course, 0)
    chosen = _today(cards, gain, seconds, minutes, 0.0)
    return chosen, gain[chosen] / plan.course.total


def _valued(cards: Cards, course: Course, days_on: int) -> tuple[Floats, Floats]:
    days = course.days.later(days_on)
    passed = len(course.days) - len(days)
    prices = course.prices[passed:]
    kinds = sort_cards(cards, days.at, course.exam_in - days_on, course.parameters, course.tables)
    values = []
    for kind in kinds.kinds:
        known = course.after.get((kind.group, round(kind.marks, MARK_DIGITS)))
        if known is None:
            values.append(evaluate(kind, prices, days.open, course.student))
        else:
            after = known[passed:]
            values.append(weigh(kind, after, NO_GAIN, prices, days.open, course.student))
    market = Market(prices, tuple(values), 0.0)
    return _gains(cards, kinds, market, course.student, bool(days.open[0]))


def _check(minutes: Floats, exam_in: float) -> None:
    if minutes.ndim != 1 or not len(minutes):
        raise StudyError("A plan needs at least one day.", "Choose an exam date from today on.")
    if not np.isfinite(minutes).all() or (minutes < 0).any():
        raise StudyError("Minutes a day must be numbers from 0 up.")
    if not np.isfinite(exam_in) or exam_in < len(minutes) - 1:
        raise StudyError(
            f"The exam is {exam_in:g} days away, and there are minutes for {len(minutes)} days.",
            "Give minutes only for the days before it.",
        )


def _rounds(days: int, again: bool) -> int:
    """Return how many rounds: many where a round costs little and each card counts."""
    if again:
        return int(np.clip(240 // days, *ROUNDS_AGAIN))
    return int(np.clip(ROUNDS[1] * (LONG / days) ** 2, *ROUNDS))


def _start(before: Sequence[float] | Floats, days: Days, total: float) -> Floats | None:
    """Return prices in marks a minute to start from; the last one known is repeated."""
    known = np.asarray(before, dtype=float)
    if not len(known):
        return None
    return days.blocked(known[np.minimum(np.arange(days.count), len(known) - 1)] * total)


def _gains(
    cards: Cards, kinds: Sorted, market: Market, who: Student, open_today: bool
) -> tuple[Floats, Floats]:
    """Return marks a minute and expected seconds of asking each card today."""
    gain = np.full(len(cards), -np.inf)
    seconds = np.full(len(cards), who.new)
    for kind, values, seen, new in zip(
        kinds.kinds, market.values, kinds.seen, kinds.new, strict=True
    ):
        recall = kind.rows.recall[0]
        price = market.prices[0] / kind.marks
        seconds[seen] = who.passed * recall + who.lapsed * (1 - recall)
        worth = values.row_net[0] - values.row_wait[0]
        gain[seen] = np.where(
            kind.rows.barred, -np.inf, (worth * 60 / seconds[seen] + price) * cards.marks[seen]
        )
        gain[new] = ((values.new_net[0] - values.new_wait[0]) * 60 / who.new + price) * (
            cards.marks[new]
        )
    if not open_today:
        gain[:] = -np.inf
    return gain, seconds


def _today(cards: Cards, gain: Floats, seconds: Floats, minutes: float, least: float) -> Ints:
    """Return the cards with the greatest gain that fit, one of each family.

    None is among them that would bring no more than ``least`` marks a minute.
    """
    taken = set(cards.family[~cards.new & (cards.elapsed < 1)].tolist())
    chosen: list[int] = []
    left = minutes * 60 + 1e-6
    for card in np.argsort(-gain, kind="stable"):
        if gain[card] <= least or seconds[card] > left:
            break
        family = int(cards.family[card])
        if family not in taken:
            taken.add(family)
            chosen.append(int(card))
            left -= seconds[card]
    return np.asarray(chosen, dtype=np.int64)


def _nothing(
    cards: Cards,
    minutes: Floats,
    exam_in: float,
    student: Student,
    parameters: Sequence[tuple[float, ...]],
) -> Plan:
    """Return the plan for no cards, or for cards without marks."""
    none = np.zeros(len(minutes))
    days = Days.of(minutes)
    course = Course(exam_in, student, tuple(parameters), {}, np.zeros(len(days)), days, 1.0, {})
    never = np.full(len(cards), -np.inf)
    seconds = np.full(len(cards), student.new)
    no_cards = np.zeros(0, dtype=np.int64)
    return Plan(minutes, none, none, none, none, 0.0, none, 0.0, never, seconds, no_cards, course)
