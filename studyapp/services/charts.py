"""Statistics as plots: the sections that the command line prints and the screen shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from studyapp.domain.period import Period
from studyapp.plots.bars import bars
from studyapp.plots.calendar import calendar
from studyapp.plots.calibration import Group
from studyapp.plots.calibration import calibration as calibration_plot
from studyapp.plots.curve import Series, curve
from studyapp.plots.hbars import Bar, hbars
from studyapp.plots.histogram import histogram
from studyapp.plots.ink import Lines, Role
from studyapp.plots.scale import compact, percent
from studyapp.plots.shares import Whole, shares
from studyapp.plots.table import legend, table
from studyapp.statistics.calibration import Calibration
from studyapp.statistics.figures import Figures
from studyapp.statistics.retention import Retention
from studyapp.statistics.reviews import Kind
from studyapp.statistics.standing import Histogram

Draw = Callable[[int], Lines]
"""Width in columns -> lines, each that wide."""

HEIGHT = 8
EPOCH = date(1970, 1, 1).toordinal()
PERIODS = {
    Period.MONTH: "the last 30 days",
    Period.QUARTER: "the last 90 days",
    Period.YEAR: "the last year",
    Period.ALL: "all time",
}
SPANS = {
    "today": "today",
    "yesterday": "yesterday",
    "week": "7 days",
    "month": "30 days",
    "year": "365 days",
    "all_time": "all time",
}
KINDS = {
    Kind.LEARNING: ("learning", Role.EASY),
    Kind.RELEARNING: ("relearning", Role.HARD),
    Kind.YOUNG: ("young", Role.GOOD),
    Kind.MATURE: ("mature", Role.ACCENT),
    Kind.PRACTICE: ("practice", Role.MUTED),
}
RATINGS = (
    ("Again", Role.AGAIN),
    ("Hard", Role.HARD),
    ("Good", Role.GOOD),
    ("Easy", Role.EASY),
)
LEAST_FOR_A_POINT = 5
"""Reviews; fewer say nothing about retention."""
LEAST_FOR_A_GROUP = 20


@dataclass(frozen=True, slots=True)
class Section:
    """One plot with its heading."""

    key: str
    title: str
    says: str
    """What it shows, in a sentence with figures; it may be empty."""
    draw: Draw
    wide: bool = False
    """Whether it wants the whole width of a screen."""


def sections(figures: Figures) -> tuple[Section, ...]:
    """Return everything but calibration, in the order in which it is shown."""
    return (
        _habit(figures),
        _retention(figures),
        _spans(figures),
        _minutes(figures),
        _forecast(figures),
        _hours(figures),
        _ratings(figures),
        _states(figures),
        _recall(figures),
        _days("stability", "Stability", "days until recall falls to 90%", figures.stability),
        _difficulty(figures),
        _days("intervals", "Intervals", "days between reviews", figures.intervals),
    )


def calibration(found: Calibration | None) -> Section:
    """Return predicted against observed recall; None while it is being worked out."""
    title = "Calibration"
    if found is None:
        return Section("calibration", title, "replaying the reviews …", lambda width: ())
    if not found.reviews or found.predicted is None or found.observed is None:
        return Section("calibration", title, "no reviews to judge by yet", lambda width: ())
    says = (
        f"of {_count(found.reviews, 'review')} {percent(found.observed)} recalled, "
        f"{percent(found.predicted)} predicted; off by {100 * (found.error or 0):.1f} points, "
        f"log loss {found.log_loss or 0:.3f}"
    )
    enough = [group for group in found.groups if group.reviews >= LEAST_FOR_A_GROUP]
    shown = enough or found.groups
    groups = [Group(each.predicted, each.observed, each.reviews, each.error) for each in shown]
    low = int(10 * min(min(each.predicted, each.observed) for each in shown)) / 10
    draw = partial(calibration_plot, groups, height=13, low=low)
    return Section("calibration", title, says, lambda width: draw(width))


def day_date(day: int) -> date:
    """Return the date on which a study day begins."""
    return date.fromordinal(min(max(EPOCH + day, 1), date.max.toordinal()))


def _habit(figures: Figures) -> Section:
    habit, done = figures.habit, sum(day.minutes for day in figures.days)
    longest = f", the longest run {_count(habit.longest, 'day')}" if habit.longest > 1 else ""
    each = f", {_minutes_text(done / habit.studied)} a day" if habit.studied else ""
    says = (
        f"studied on {habit.studied:,} of {_count(habit.days, 'day')}{each}; "
        f"{habit.week} of the last 7{longest}"
    )
    last = day_date(figures.today)
    values = [day.total for day in figures.calendar]
    return Section("calendar", "Days", says, lambda width: calendar(values, last, width), wide=True)


def _retention(figures: Figures) -> Section:
    whole = figures.retention
    says = "no reviews yet"
    if whole.share is not None:
        says = (
            f"{percent(whole.share)} of {whole.total:,} reviews recalled"
            f" (young {_share(whole.young)}, mature {_share(whole.mature)})"
        )
    step, groups = _grouped(figures.retention_days)
    middles = [at * step + (step - 1) / 2 for at in range(len(groups))]
    points = [
        (middle, group.share)
        for middle, group in zip(middles, groups, strict=True)
        if group.share is not None and group.total >= LEAST_FOR_A_POINT
    ]
    low = min((share for _, share in points), default=0.5)
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


def _spans(figures: Figures) -> Section:
    rows = [("", "young", "mature", "all", "reviews")]
    rows += [
        (
            SPANS[name],
            _share(each.young),
            _share(each.mature),
            _share(each.share),
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


def _minutes(figures: Figures) -> Section:
    total = sum(day.minutes for day in figures.days)
    answers = sum(day.total for day in figures.days)
    says = "no answers yet"
    if answers:
        says = (
            f"{_minutes_text(total)} for {_count(answers, 'answer')}, "
            f"{60 * total / answers:.1f} s each"
        )
    values = [[each / 60_000 for each in day.milliseconds] for day in figures.days]
    labels = _day_labels(figures.first, len(values))
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


def _forecast(figures: Figures) -> Section:
    due = figures.forecast
    days = len(due.young)
    tomorrow = due.young[1] + due.mature[1] if days > 1 else 0
    overdue = f"{due.overdue:,} overdue, " if due.overdue else ""
    says = (
        f"{overdue}{due.young[0] + due.mature[0]:,} due today, {tomorrow:,} tomorrow, "
        f"{due.total:,} in {_count(days, 'day')}"
    )
    values = list(zip(due.young, due.mature, strict=True))
    labels = _day_labels(figures.today, days)
    return Section(
        "forecast",
        "Due",
        says,
        lambda width: (
            *bars(values, width, HEIGHT, labels=labels, roles=(Role.GOOD, Role.ACCENT)),
            *legend((("young", Role.GOOD), ("mature", Role.ACCENT)), width),
        ),
    )


def _hours(figures: Figures) -> Section:
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


def _ratings(figures: Figures) -> Section:
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


def _states(figures: Figures) -> Section:
    found = figures.states
    rows = (
        ("new", found.new, Role.EASY),
        ("learning", found.learning, Role.HARD),
        ("relearning", found.relearning, Role.HARD),
        ("young", found.young, Role.GOOD),
        ("mature", found.mature, Role.ACCENT),
        ("buried", found.buried, Role.MUTED),
        ("suspended", found.suspended, Role.MUTED),
    )
    drawn = [Bar(name, count, f"{count:,}", role) for name, count, role in rows]
    return Section(
        "states", "Cards", _count(figures.cards, "card"), lambda width: hbars(drawn, width)
    )


def _recall(figures: Figures) -> Section:
    known = figures.recall
    says = "no card seen yet"
    if known.mean is not None:
        says = (
            f"about {round(figures.remembered):,} of {_count(known.total, 'card')} seen "
            f"known now, {percent(known.mean)}"
        )
    return Section(
        "recall",
        "Recall now",
        says,
        lambda width: histogram(known.counts, known.edges, width, HEIGHT, form=percent, every=2),
    )


def _difficulty(figures: Figures) -> Section:
    found = figures.difficulty
    says = "" if found.mean is None else f"1 easy to 10 hard; mean {found.mean:.1f}"
    return Section(
        "difficulty",
        "Difficulty",
        says,
        lambda width: histogram(
            found.counts, found.edges, width, HEIGHT, role=Role.HARD, form=_difficulty_text, every=5
        ),
    )


def _days(key: str, title: str, what: str, found: Histogram) -> Section:
    says = what if found.median is None else f"{what}; median {compact(found.median)}"
    return Section(
        key,
        title,
        says,
        lambda width: histogram(found.counts, found.edges, width, HEIGHT, form=_days_text),
    )


def _grouped(days: Sequence[Retention]) -> tuple[int, list[Retention]]:
    """Return retention by day, by week or by four weeks: at most some 50 points.

    The last group ends today, so that the first may be shorter.
    """
    step = next(size for size in (1, 7, 28, 91, len(days)) if len(days) <= 53 * size)
    if len(days) > 40:
        step = max(step, 7)
    starts = range(0, len(days), step)
    return step, [sum(days[at : at + step], Retention()) for at in starts]


def _dates(first: int, days: int) -> list[tuple[float, str]]:
    """Return labels for a curve: the first day, the middle and today."""
    return [(float(at), _date_text(first + at)) for at in (0, days // 2, days - 1)]


def _day_labels(first: int, days: int) -> list[str]:
    """Return a date for every so many days and nothing for the others."""
    every = max(days // 5, 1)
    return [_date_text(first + at) if at % every == 0 else "" for at in range(days)]


def _date_text(day: int) -> str:
    at = day_date(day)
    return f"{at.day} {at:%b}"


def _beside_percent(value: float) -> str:
    """Return a count as wide as ``100%``, so that two plots stand one under the other."""
    return compact(value).rjust(4)


def _days_text(days: float) -> str:
    return f"{days:.0f}" if days < 365 else f"{days / 365:.0f}y"


def _difficulty_text(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _share(value: float | None) -> str:
    return "–" if value is None else percent(value)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _minutes_text(minutes: float) -> str:
    return f"{minutes:.0f} min" if minutes < 600 else f"{minutes / 60:,.0f} h"
