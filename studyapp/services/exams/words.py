"""What is said of an exam in commands and on screens alike."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from math import ceil

from studyapp.domain.day import study_day
from studyapp.domain.exam import Exam, ExamPlan
from studyapp.services.exams import typed


def percent(share: float) -> str:
    """Return a mark in per cent; what is not certain is not rounded to 0 or 100."""
    return f"{_whole(share)}%"


def band(low: float, high: float) -> str:
    """Return a range of marks: ``63-80%``, empty where it is narrower than what is shown."""
    return "" if _whole(low) == _whole(high) else f"{_whole(low)}-{_whole(high)}%"


def wanted(share: float) -> str:
    """Return a target as it was typed."""
    return f"{round(100 * share, 6):g}%"


def date(exam: Exam, zone: tzinfo) -> str:
    """Return the day of an exam: ``18 December``."""
    at = exam.plan.at.astimezone(zone)
    return f"{at.day} {at:%B}"


def standing(exam: Exam, now: datetime) -> str:
    """Return whether an exam is ``ahead``, has ``begun``, or is ``closed``."""
    if exam.over:
        return "closed"
    return "begun" if exam.plan.at <= now else "ahead"


def left(exam: Exam, now: datetime, zone: tzinfo, rollover: int) -> str:
    """Return how long it is to an exam: ``in 12 days``, ``in 5 h``, or its ``standing``.

    Days are study days, as plans count them: an exam at two in the night belongs to the day
    before. On the day itself hours are counted, in the last of them minutes.
    """
    stands = standing(exam, now)
    if stands != "ahead":
        return stands
    days = study_day(exam.plan.at, zone, rollover) - study_day(now, zone, rollover)
    if days > 0:
        return f"in {days:,} day{'' if days == 1 else 's'}"
    minutes = ceil((exam.plan.at - now).total_seconds() / 60)
    return f"in {minutes} min" if minutes <= 90 else f"in {round(minutes / 60)} h"


def week(minutes: Sequence[float]) -> str:
    """Return the minutes of a week: ``30 min a day``, ``60 min on Sat, 0 on other days``."""
    usual, *odd = typed.minutes_text(minutes).split(",")
    if not odd:
        return f"{usual} min a day"
    named = ", ".join(f"{amount} min on {day.title()}" for day, amount in _pairs(odd))
    return f"{named}, {usual} on other days"


def _pairs(odd: Sequence[str]) -> list[tuple[str, str]]:
    return [(day, amount) for day, _, amount in (each.partition("=") for each in odd)]


def changes(before: ExamPlan, after: ExamPlan, zone: tzinfo) -> list[str]:
    """Return what differs between two plans, in words."""
    said = []
    if before.name != after.name:
        said.append(f"was {before.name}")
    if before.at != after.at:
        said.append(f"{after.at.astimezone(zone):%A %d %B %Y, %H:%M}")
    if before.parts != after.parts:
        said.append(f"covers {typed.covers_text(after)}")
    if before.minutes != after.minutes:
        said.append(week(after.minutes))
    if before.days_off != after.days_off:
        days = ", ".join(typed.date_text(day) for day in sorted(after.days_off))
        said.append(f"days off: {days or 'none'}")
    if before.target != after.target:
        said.append(f"target: {'none' if after.target is None else wanted(after.target)}")
    if before.questions != after.questions:
        said.append(f"questions: {'any number' if after.questions is None else after.questions}")
    return said


def _whole(share: float) -> int:
    rounded = round(100 * share)
    if 0 < share < 1:
        return min(max(rounded, 1), 99)
    return rounded
