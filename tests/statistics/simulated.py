"""A student who studies some cards for some days, as the rows that storage hands to statistics."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from studyapp.domain.card import Memory, State
from studyapp.domain.day import study_day, to_ms
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Evidence, Rating
from studyapp.scheduling.fsrs import Scheduler, recall
from studyapp.statistics.columns import MISSING, Cards, Entries, cards, entries

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LogRow = tuple[int, int, int, int]


@dataclass
class Student:
    """Cards by id, the log of each, and the day it is."""

    today: int
    memory: dict[int, Memory]
    log: dict[int, list[LogRow]] = field(default_factory=dict)
    deck: dict[int, int] = field(default_factory=dict)

    def card_rows(self) -> list[tuple[float, ...]]:
        return [self._card(key) for key in sorted(self.memory)]

    def log_rows(self) -> list[LogRow]:
        return [row for key in sorted(self.log) for row in self.log[key]]

    def _card(self, key: int) -> tuple[float, ...]:
        memory = self.memory[key]
        values = (
            memory.due_day,
            None if memory.due is None else to_ms(memory.due),
            memory.last_day,
            None if memory.last_review is None else to_ms(memory.last_review),
            memory.stability,
            memory.difficulty,
        )
        known = (MISSING if value is None else value for value in values)
        return (key, self.deck[key], int(memory.state), MISSING, *known)

    def columns(self) -> tuple[Cards, Entries]:
        found = cards(self.card_rows(), self.today, day_of)
        return found, entries(self.log_rows(), found)


def day_of(at: int) -> int:
    return study_day(datetime.fromtimestamp(at / 1000, UTC), UTC)


def row(
    card: int,
    at: datetime,
    before: State,
    after: Memory,
    rating: int,
    evidence: Evidence = Evidence.REVIEW,
    milliseconds: int = 6000,
    flags: int = 0,
) -> LogRow:
    """Return what ``storage.statistics.log_columns`` gives for an entry."""
    day = study_day(at, UTC)
    if after.due_day is not None:
        interval = after.due_day - day
    else:
        interval = 0 if after.due is None else (to_ms(at) - to_ms(after.due)) // 1000
    flags += rating + 8 * int(evidence) + 128 * int(before) + 512 * int(after.state)
    return (card, to_ms(at), (day << 40) + milliseconds, interval * 2**13 + flags)


def studied(
    seed: int, *, count: int = 400, days: int = 150, new: int = 6, end: datetime = NOON
) -> Student:
    """Return a student who learns ``new`` cards a day and reviews what is due, with days off."""
    rng = Random(seed)
    scheduler = Scheduler(DeckOptions(), UTC)
    found = Student(study_day(end, UTC), dict.fromkeys(range(1, count + 1), Memory()))
    for key in found.memory:
        found.deck[key] = 1 + key % 3
    fresh = iter(range(1, count + 1))
    for back in range(days, -1, -1):
        at = end - timedelta(days=back, hours=rng.choice((0, 0, 1, 3, 4)))
        if rng.random() < 0.12 and back:
            continue
        today = study_day(at, UTC)
        due = [key for key, memory in found.memory.items() if memory.is_due(at, today)]
        for key in [*due[:90], *_first(fresh, new)]:
            _answer(found, scheduler, key, at + timedelta(seconds=rng.randint(0, 1500)), rng)
    return found


def _first(fresh: Iterator[int], count: int) -> list[int]:
    return [key for key, _ in zip(fresh, range(count), strict=False)]


def _answer(found: Student, scheduler: Scheduler, key: int, at: datetime, rng: Random) -> None:
    """Answer until the card leaves its steps."""
    for _ in range(6):
        before = found.memory[key]
        chance = recall(before, at)
        known = rng.random() < (0.55 if chance is None else chance)
        rating = rng.choices((2, 3, 4), (1, 8, 1))[0] if known else 1
        after = scheduler.answer(before, Rating(rating), at, study_day(at, UTC), key)
        stepping = before.state in (State.LEARNING, State.RELEARNING)
        evidence = Evidence.RELEARN if stepping else Evidence.REVIEW
        spent = rng.randint(2_000, 14_000)
        found.log.setdefault(key, []).append(
            row(key, at, before.state, after, rating, evidence, spent)
        )
        found.memory[key] = after
        if after.state is State.REVIEW:
            return
        at += timedelta(minutes=11)
