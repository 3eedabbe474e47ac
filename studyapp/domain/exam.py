"""An exam: when it is, what it covers, and the time there is until then."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EPOCH_WEEKDAY = 3
"""1970-01-01, study day 0, was a Thursday."""


class Kind(StrEnum):
    """What a part of an exam is taken from."""

    DECK = "deck"
    """A deck and its subdecks."""
    TAG = "tag"
    """All notes with a tag or one below it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an exam and what it is worth beside the others."""

    kind: Kind
    name: str
    marks: float = 1.0
    """Shared equally by its cards; only the proportion to other parts counts."""


@dataclass(frozen=True, slots=True)
class ExamPlan:
    """What the learner says of an exam. Changing it re-plans."""

    name: str
    at: datetime
    """Aware UTC."""
    parts: tuple[Part, ...]
    minutes: tuple[float, ...] = (30.0,) * 7
    """For study on each day of the week, Monday first."""
    days_off: frozenset[int] = field(default=frozenset())
    """Study days without study."""
    target: float | None = None
    """Mark wanted, 0 to 1."""
    questions: int | None = None
    """How many questions the exam asks; None if it asks everything."""

    def minutes_on(self, day: int) -> float:
        """Return the minutes there are on a study day."""
        return 0.0 if day in self.days_off else self.minutes[weekday(day)]


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam as it is stored."""

    id: int
    plan: ExamPlan
    created_at: datetime
    ended_at: datetime | None = None
    mark: float | None = None
    """What it really came to, 0 to 1."""

    @property
    def name(self) -> str:
        """What the learner calls it."""
        return self.plan.name

    @property
    def over(self) -> bool:
        """Whether the learner has closed it."""
        return self.ended_at is not None


def weekday(day: int) -> int:
    """Return the day of the week of a study day, Monday as 0."""
    return (day + _EPOCH_WEEKDAY) % 7


def is_tagged(tags: Iterable[str], wanted: str) -> bool:
    """Whether one of ``tags`` is ``wanted`` or lies below it (``wanted::part``), in any case."""
    folded = wanted.casefold()
    return any(tag.casefold() == folded or tag.casefold().startswith(f"{folded}::") for tag in tags)
