"""All figures of a scope and a period at once: what a screen of statistics and its JSON say."""

from dataclasses import dataclass

import numpy as np

from studyapp.domain.period import Period
from studyapp.statistics import retention as recalled
from studyapp.statistics import standing, work
from studyapp.statistics.columns import Bools, Cards, Floats, Ints
from studyapp.statistics.retention import Retention
from studyapp.statistics.reviews import Kind, Reviews
from studyapp.statistics.standing import Forecast, Histogram, States
from studyapp.statistics.work import Day, Habit, Hour

CALENDAR_DAYS = 371
"""53 weeks."""
FORECAST_DAYS = {Period.MONTH: 30, Period.QUARTER: 90, Period.YEAR: 365, Period.ALL: 365}


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """The learner's own time."""

    today: int
    """Study day."""
    starts: Ints
    """Rising Unix milliseconds from which the offset at the same place holds."""
    offsets: Ints
    """Milliseconds east of UTC."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What statistics say of some cards over some days."""

    period: Period
    today: int
    first: int
    """First study day of the period; of all, that of the first answer."""
    cards: int
    reviews: int
    """Answers within the period."""
    retention: Retention
    spans: dict[str, Retention]
    """The same for Anki's periods, whatever the period asked for."""
    retention_days: tuple[Retention, ...]
    """From ``first`` to today."""
    days: tuple[Day, ...]
    """From ``first`` to today."""
    calendar: tuple[Day, ...]
    """The last 53 weeks, whatever the period asked for."""
    habit: Habit
    hours: tuple[Hour, ...]
    """By the hour of the learner's clock, from midnight."""
    ratings: dict[Kind, tuple[int, int, int, int]]
    states: States
    forecast: Forecast
    intervals: Histogram
    stability: Histogram
    difficulty: Histogram
    recall: Histogram
    """Recall probability now."""
    remembered: float
    """Its sum: how many of the cards seen are likely to be known now."""


def figures(
    cards: Cards, reviews: Reviews, chosen: Bools, chances: Floats, clock: Clock, period: Period
) -> Figures:
    """Return the figures of the ``chosen`` cards, shape (cards,), of which ``reviews`` are all.

    ``chances`` are their recall probabilities now, NaN without one, shape (cards,).
    """
    today = clock.today
    ours = reviews.where(chosen[reviews.card] & (reviews.day <= today))
    first = first_day(ours, today, period)
    recent = ours.where(ours.day >= first)
    now = chances[chosen]
    return Figures(
        period,
        today,
        first,
        int(chosen.sum()),
        len(recent),
        recalled.counted(recent, np.ones(len(recent), dtype=np.bool_)),
        recalled.by_span(ours, today),
        recalled.by_day(recent, first, today),
        work.by_day(recent, first, today),
        work.by_day(ours, today - CALENDAR_DAYS + 1, today),
        work.habit(ours, first, today),
        work.by_hour(recent, clock.starts, clock.offsets),
        work.ratings(recent),
        standing.states(cards, chosen),
        standing.forecast(cards, chosen, today, FORECAST_DAYS[period]),
        standing.intervals(cards, chosen),
        standing.stability(cards, chosen),
        standing.difficulty(cards, chosen),
        standing.recall(now),
        float(np.nansum(now)),
    )


def first_day(reviews: Reviews, today: int, period: Period) -> int:
    """Return the first study day of a period; of all, that of the first answer."""
    if period.days is not None:
        return today - period.days + 1
    return min(int(reviews.day.min()), today) if len(reviews) else today
