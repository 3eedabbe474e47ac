"""A section of statistics: a heading, a sentence, a plot; and how its figures are written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from studyapp.plots.ink import Lines, Role
from studyapp.plots.scale import percent
from studyapp.statistics.reviews import Kind

Draw = Callable[[int], Lines]
"""Width in columns -> lines, each that wide."""

HEIGHT = 8
"""Lines of a plot with its labels."""
EPOCH = date(1970, 1, 1).toordinal()
KINDS = {
    Kind.LEARNING: ("learning", Role.EASY),
    Kind.RELEARNING: ("relearning", Role.HARD),
    Kind.YOUNG: ("young", Role.GOOD),
    Kind.MATURE: ("mature", Role.ACCENT),
    Kind.PRACTICE: ("practice", Role.MUTED),
}


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


def day_date(day: int) -> date:
    """Return the date on which a study day begins."""
    return date.fromordinal(min(max(EPOCH + day, 1), date.max.toordinal()))


def date_text(day: int) -> str:
    """Return a study day as a short date."""
    at = day_date(day)
    return f"{at.day} {at:%b}"


def day_labels(first: int, days: int) -> list[str]:
    """Return a date for every so many days and nothing for the others."""
    every = max(days // 5, 1)
    return [date_text(first + at) if at % every == 0 else "" for at in range(days)]


def share(value: float | None) -> str:
    """Return a share in per cent, or a dash."""
    return "–" if value is None else percent(value)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
