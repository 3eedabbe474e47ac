"""Schedules that other programs write beside a card, as memories.

Those of SM-2 name a due day and an interval. The interval stands for the stability (it is the
number of days after which that program expected recall to be at its worst bearable), and the
difficulty is taken to be in the middle, because an ease is no measure of it.
"""

import re
from datetime import UTC, date, datetime

from studyapp.domain.card import State
from studyapp.domain.day import to_ms
from studyapp.domain.package import PackedMemory
from studyapp.formats.base import DAY_MS, Reading

DIFFICULTY = 5.0
MAX_INTERVAL = 36_500
YEARS = range(1990, 2200)
"""A date outside of them is a mistake or a mark, such as the year 1970 for a new card."""

_EPOCH = date(1970, 1, 1).toordinal()
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{0,20})?")


def number(text: str) -> float | None:
    """Return a plain number that is not negative, None for anything else."""
    found = text.strip()
    return float(found) if _NUMBER.fullmatch(found) else None


def date_day(text: str) -> int | None:
    """Return the study day of ``2026-08-16``, None for what is no such date."""
    found = _DATE.fullmatch(text.strip())
    if found is None or int(found[1]) not in YEARS:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).toordinal() - _EPOCH
    except ValueError:
        return None


def instant(text: str) -> int | None:
    """Return the Unix milliseconds of ``2026-02-01T00:00:00Z``, UTC where it names no zone."""
    if not _INSTANT.fullmatch(text.strip()):
        return None
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if at.year not in YEARS:
        return None
    return to_ms(at if at.tzinfo else at.replace(tzinfo=UTC))


def learned(
    due_day: int,
    interval: float,
    reading: Reading,
    *,
    stability: float | None = None,
    difficulty: float | None = None,
    last_review: int | None = None,
    reps: int = 1,
    lapses: int = 0,
) -> PackedMemory:
    """Return the memory of a card that falls due on a day, after ``interval`` days.

    ``last_review`` is in Unix milliseconds; without it, the last review was at the start of the
    day that lies one interval before.
    """
    days = min(max(round(interval), 1), MAX_INTERVAL)
    last = max(0, due_day - days) if last_review is None else reading.day_of(last_review)
    return PackedMemory(
        state=int(State.REVIEW),
        step=None,
        stability=_within(stability or interval, 0.001, MAX_INTERVAL),
        difficulty=_within(difficulty or DIFFICULTY, 1, 10),
        due=reading.start_of(due_day),
        due_day=due_day,
        last_review=reading.start_of(last) if last_review is None else last_review,
        last_day=last,
        first_day=None,
        reps=max(1, reps),
        lapses=lapses,
    )


def stepping(
    due: int,
    step: int,
    reading: Reading,
    *,
    stability: float | None,
    difficulty: float | None,
    last_review: int | None,
    again: bool = False,
    reps: int = 1,
    lapses: int = 0,
) -> PackedMemory:
    """Return the memory of a card within learning (or relearning) steps, due at a moment."""
    last = due - DAY_MS if last_review is None else last_review
    return PackedMemory(
        state=int(State.RELEARNING if again else State.LEARNING),
        step=step,
        stability=_within(stability, 0.001, MAX_INTERVAL) if stability else None,
        difficulty=_within(difficulty, 1, 10) if difficulty else None,
        due=due,
        due_day=None,
        last_review=last,
        last_day=reading.day_of(last),
        first_day=None,
        reps=max(1, reps),
        lapses=lapses,
    )


def _within(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)
