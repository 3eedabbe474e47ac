"""What was done when: answers and time for each day, success by the hour, ratings, and habit."""

from dataclasses import dataclass

import numpy as np

from studyapp.domain.review import Rating
from studyapp.statistics.columns import Bools, Ints
from studyapp.statistics.reviews import Kind, Reviews

HOURS = 24
_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Day:
    """One study day; the tuples follow ``Kind``."""

    day: int
    answers: tuple[int, ...]
    milliseconds: tuple[int, ...]

    @property
    def total(self) -> int:
        """All answers."""
        return sum(self.answers)

    @property
    def minutes(self) -> float:
        """Time from question to rating."""
        return sum(self.milliseconds) / 60_000


@dataclass(frozen=True, slots=True)
class Hour:
    """Answers within one hour of the learner's clock, over all days; practice is none."""

    total: int
    passed: int

    @property
    def share(self) -> float | None:
        """The share that was not rated Again."""
        return self.passed / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Habit:
    """On how many days there was any study. A day without is a day off, and nothing restarts."""

    days: int
    """Days looked at."""
    studied: int
    week: int
    """Days with study among the last seven."""
    longest: int
    """The longest run of days, a single day off in between not counted against it."""
    ever: int
    """Days with study since the beginning."""


def by_day(reviews: Reviews, first: int, today: int) -> tuple[Day, ...]:
    """Return what was done on every study day from ``first`` to ``today``."""
    days, kinds = max(today - first + 1, 0), len(Kind)
    chosen = (reviews.day >= first) & (reviews.day <= today)
    places = (reviews.day[chosen] - first) * kinds + reviews.kind[chosen]
    shape = (days, kinds)
    counts = np.bincount(places, minlength=days * kinds).reshape(shape)
    times = np.bincount(places, reviews.duration_ms[chosen], days * kinds).reshape(shape)
    return tuple(
        Day(first + at, tuple(map(int, count)), tuple(map(int, time)))
        for at, (count, time) in enumerate(zip(counts.tolist(), times.tolist(), strict=True))
    )


def by_hour(reviews: Reviews, starts: Ints, offsets: Ints) -> tuple[Hour, ...]:
    """Return answers by the hour of the learner's clock.

    ``offsets`` are milliseconds east of UTC from the times ``starts`` on, which rise.
    """
    counts = reviews.kind != int(Kind.PRACTICE)
    at = reviews.at[counts]
    if not len(at):
        return (Hour(0, 0),) * HOURS
    local = at + offsets[np.maximum(np.searchsorted(starts, at, side="right") - 1, 0)]
    hour = local // _HOUR_MS % HOURS
    passed = reviews.rating[counts] > int(Rating.AGAIN)
    totals = np.bincount(hour, minlength=HOURS)
    good = np.bincount(hour[passed], minlength=HOURS)
    return tuple(Hour(int(whole), int(part)) for whole, part in zip(totals, good, strict=True))


def ratings(reviews: Reviews) -> dict[Kind, tuple[int, int, int, int]]:
    """Return how often each rating was given, by the kind of answer; practice is left out."""
    rated = reviews.rating > 0
    places = reviews.kind[rated] * 4 + reviews.rating[rated] - 1
    table = np.bincount(places, minlength=4 * len(Kind)).reshape(len(Kind), 4).tolist()
    return {
        kind: (row[0], row[1], row[2], row[3])
        for kind, row in zip(Kind, table, strict=True)
        if kind is not Kind.PRACTICE
    }


def habit(reviews: Reviews, first: int, today: int) -> Habit:
    """Return the days with study from ``first`` to ``today``, and the longest run of all time.

    A run goes on over a single day without study.
    """
    seen = np.unique(reviews.day[reviews.day <= today])
    breaks = np.flatnonzero(np.diff(seen) > 2)
    edges = np.concatenate(([-1], breaks, [len(seen) - 1]))
    runs = np.diff(edges)
    recent: Bools = seen >= first
    return Habit(
        today - first + 1,
        int(recent.sum()),
        int((seen > today - 7).sum()),
        int(runs.max()) if len(seen) else 0,
        len(seen),
    )
