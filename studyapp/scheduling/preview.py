"""What the four buttons would do, in a form short enough for a button."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from studyapp.domain.card import Memory
from studyapp.domain.review import Rating
from studyapp.scheduling.fsrs import Scheduler

_DAYS_PER_MONTH = 365.25 / 12
_DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rating would do; ``memory.due`` says when the card would return."""

    rating: Rating
    memory: Memory
    interval: timedelta
    """Time to the next look: whole study days, or the exact length of a shorter step."""
    label: str


def previews(
    scheduler: Scheduler, memory: Memory, now: datetime, today: int, card_id: int
) -> dict[Rating, Outcome]:
    """Return the outcome of each rating, exactly as ``Scheduler.answer`` would then give it."""
    result: dict[Rating, Outcome] = {}
    for rating, outcome in scheduler.outcomes(memory, now, today, card_id).items():
        if outcome.due_day is not None:
            interval = timedelta(days=outcome.due_day - today)
        else:
            interval = (outcome.due or now) - now
        result[rating] = Outcome(rating, outcome, interval, interval_label(interval))
    return result


def interval_label(interval: timedelta) -> str:
    """Return an interval for a button: ``<1m``, ``10m``, ``2h``, ``3d``, ``1.2mo``, ``2.5y``.

    Rounds before it chooses the unit, so that there is no ``60m`` and no ``12mo``.
    """
    seconds = interval.total_seconds()
    if seconds < 60:
        return "<1m"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes}m"
    hours = round(seconds / 3600, 1)
    if hours < 24:
        return f"{hours:g}h"
    days = round(seconds / 86_400)
    if days < 30:
        return f"{days}d"
    months = round(days / _DAYS_PER_MONTH, 1)
    if months < 12:
        return f"{months:g}mo"
    return f"{round(days / _DAYS_PER_YEAR, 1):g}y"
