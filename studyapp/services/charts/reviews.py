"""What was done: days, true retention, minutes, hours and ratings."""

from collections.abc import Sequence

from studyapp.plots.bars import bars
from studyapp.plots.calendar import calendar
from studyapp.plots.curve import Series, curve
from studyapp.plots.ink import Role
from studyapp.plots.scale import compact, percent
from studyapp.plots.shares import Whole, shares
from studyapp.plots.table import legend, table
from studyapp.services.charts.section import (
    HEIGHT,
    KINDS,
    Section,
    counted,
    date_text,
    day_date,
    day_labels,
    share,
)
from studyapp.statistics.figures import Figures
from studyapp.statistics.retention import Retention
from studyapp.statistics.reviews import Kind

SPANS = {
    "today": "today",
    "yesterday": "yesterday",
    "week": "7 days",
    "month": "30 days",
    "year": "365 days",
    "all_time": "all time",
}
RATINGS = (
    ("Again", Role.AGAIN),
    ("Hard", Role.HARD),
    ("Good", Role.GOOD),
    ("Easy", Role.EASY),
)
LEAST_FOR_A_POINT = 5
"""Reviews; fewer say nothing about retention."""


def habit(figures: Figures) -> Section:
    """Return on which days there was study."""
    kept, done = figures.habit, sum(day.minutes for day in figures.days)
    longest = f", the longest run {counted(kept.longest, 'day')}" if kept.longest > 1 else ""
    each = f", {_minutes_text(done / kept.studied)} a day" if kept.studied else ""
    says = (
        f"studied on {kept.studied:,} of {counted(kept.days, 'day')}{each}; "
        f"{kept.week} of the last 7{longest}"
    )
    last = day_date(figures.today)
    values = [day.total for day in figures.calendar]
    if not any(values) and figures.habit.studied:
        says += "; none in the last 12 months"
    return Section("calendar", "Days", says, lambda width: calendar(values, last, width), wide=True)


def retention(figures: Figures) -> Section:
    """Return true retention over the period."""
    whole = figures.retention
    says = "no reviews yet"
    if whole.share is not None:
        says = (
            f"{percent(whole.share)} of {whole.total:,} reviews recalled"
            f" (young {share(whole.young)}, mature {share(whole.mature)})"
        )
    points = [
        (middle, group.share)
        for middle, group in _grouped(figures.retention_days)
        if group.share is not None and group.total >= LEAST_FOR_A_POINT
    ]
    low = min((recalled for _, recalled in points), default=0.5)
    floor = max(min(int(low * 10) / 10, 0.8), 0.0)
    line = Series(points, Role.GOOD, marks=len(points) <= 45)
    labels = _dates(figures.first, len(figures.retention_days))
    return Section(
        "retention",
        "True retention",
        says,
        lambda width: curve(
            [line], width, HEIGHT + 2, span=(floor, 1.0), labels=labels, form=percent
        ),
    )


def spans(figures: Figures) -> Section:
    """Return it for Anki's periods, young and mature apart."""
    rows = [("", "young", "mature", "all", "reviews")]
    rows += [
        (
            SPANS[name],
            share(each.young),
            share(each.mature),
            share(each.share),
            f"{each.total:,}",
        )
        for name, each in figures.spans.items()
    ]
    return Section(
        "spans",
        "Retention by time",
        "mature: an interval of 21 days or more",
        lambda width: table(rows, width),
    )


def minutes(figures: Figures) -> Section:
    """Return the time that each day took."""
    total = sum(day.minutes for day in figures.days)
    answers = sum(day.total for day in figures.days)
    says = "no answers yet"
    if answers:
        says = (
            f"{_minutes_text(total)} for {counted(answers, 'answer')}, "
            f"{60 * total / answers:.1f} s each"
        )
    values = [[each / 60_000 for each in day.milliseconds] for day in figures.days]
    labels = day_labels(figures.first, len(values))
    shown = list(KINDS.values())
    if not any(day.answers[Kind.PRACTICE] for day in figures.days):
        shown.remove(KINDS[Kind.PRACTICE])
    return Section(
        "minutes",
        "Minutes a day",
        says,
        lambda width: (
            *bars(values, width, HEIGHT, labels=labels, roles=[role for _, role in KINDS.values()]),
            *legend(shown, width),
        ),
    )


def hours(figures: Figures) -> Section:
    """Return success and answers by the hour of the day."""
    hours = figures.hours
    used = [(hour.share, at) for at, hour in enumerate(hours) if hour.total >= 20]
    says = "not Again, by the hour of the day"
    if len(used) > 1:
        best, at = max((share or 0, at) for share, at in used)
        says = f"not Again, by the hour; best at {at}:00 with {percent(best)}"
    rates, totals = [hour.share or 0.0 for hour in hours], [hour.total for hour in hours]
    labels = [str(at) if at % 3 == 0 else "" for at in range(24)]
    return Section(
        "hours",
        "Hours",
        says,
        lambda width: (
            *bars(rates, width, HEIGHT - 2, roles=(Role.GOOD,), top=1.0, form=percent)[:-1],
            *bars(totals, width, 4, labels=labels, roles=(Role.MUTED,), form=_beside_percent),
        ),
    )


def ratings(figures: Figures) -> Section:
    """Return how often each rating was given."""
    rows = [
        Whole(KINDS[kind][0], counts, f"{sum(counts):,}")
        for kind, counts in figures.ratings.items()
    ]
    roles = [role for _, role in RATINGS]
    return Section(
        "ratings",
        "Ratings",
        "shares by what the card was",
        lambda width: (*shares(rows, roles, width), *legend(RATINGS, width)),
    )


def _grouped(days: Sequence[Retention]) -> list[tuple[float, Retention]]:
    """Return retention by day, week, four weeks or quarter, each with the place of its middle.

    Some 50 at most. The last ends today; the first may be shorter.
    """
    sizes = (1, 7, 28, 91) if len(days) <= 40 else (7, 28, 91)
    size = next((each for each in sizes if len(days) <= 53 * each), -(-len(days) // 53))
    ends = range(len(days), 0, -size)
    return [
        ((max(end - size, 0) + end - 1) / 2, sum(days[max(end - size, 0) : end], Retention()))
        for end in reversed(ends)
    ]


def _dates(first: int, days: int) -> list[tuple[float, str]]:
    """Return labels for a curve: the first day, the middle and today."""
    return [(float(at), date_text(first + at)) for at in (0, days // 2, days - 1)]


def _minutes_text(minutes: float) -> str:
    return f"{minutes:.0f} min" if minutes < 600 else f"{minutes / 60:,.0f} h"


def _beside_percent(value: float) -> str:
    """Return a count as wide as ``100%``, so that two plots stand one under the other."""
    return compact(value).rjust(4)
