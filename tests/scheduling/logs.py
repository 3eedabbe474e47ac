"""Random histories and logs for the tests of this folder."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from random import Random
from zoneinfo import ZoneInfo

from studyapp.domain.card import Memory, State
from studyapp.domain.day import study_day, to_ms
from studyapp.domain.deck import DeckOptions
from studyapp.domain.ids import uuid7
from studyapp.domain.review import Evidence, Rating, ReviewEntry
from studyapp.scheduling.fsrs import Scheduler

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

STEEP = (
    *(0.001, 0.5, 2.0, 60.0, 6.0, 0.8, 3.0, 0.3, 3.5, 0.0, 2.5),
    *(2.0, 0.15, 0.3, 2.0, 0.9, 4.0, 1.5, 0.5, 0.0, 0.8),
)
"""Parameters within bounds that reach the highest stability after a few reviews."""


@dataclass
class Learner:
    """One card answered through the scheduler, with the log a service would keep."""

    options: DeckOptions = field(default_factory=DeckOptions)
    zone: tzinfo = BERLIN
    now: datetime = START
    card_id: int = 1
    memory: Memory = field(default_factory=Memory)
    log: list[ReviewEntry] = field(default_factory=list)
    past: list[tuple[str, Memory]] = field(default_factory=list)
    """Standing answers: entry id and the memory before it."""
    rng: Random = field(default_factory=lambda: Random(7))

    @property
    def today(self) -> int:
        return study_day(self.now, self.zone)

    def answer(self, rating: Rating, evidence: Evidence | None = None) -> Memory:
        before = self.memory
        scheduler = Scheduler(self.options, self.zone)
        self.memory = scheduler.answer(before, rating, self.now, self.today, self.card_id)
        if evidence is None:
            stepping = before.state in (State.LEARNING, State.RELEARNING)
            evidence = Evidence.RELEARN if stepping else Evidence.REVIEW
        entry = self.write(evidence, rating, before, self.memory)
        self.past.append((entry.id, before))
        return self.memory

    def set_by_hand(self, memory: Memory) -> None:
        before, self.memory = self.memory, memory
        entry = self.write(Evidence.MANUAL, None, before, memory)
        self.past.append((entry.id, before))

    def cram(self, evidence: Evidence, rating: Rating) -> None:
        self.write(evidence, rating, self.memory, self.memory)

    def undo(self) -> None:
        voided, self.memory = self.past.pop()
        self.write(Evidence.VOID, None, self.memory, self.memory, voids=voided)

    def write(
        self,
        evidence: Evidence,
        rating: Rating | None,
        before: Memory,
        after: Memory,
        voids: str | None = None,
    ) -> ReviewEntry:
        entry = ReviewEntry(
            # Ids rise with the order of entries even when the clock goes back.
            id=uuid7(to_ms(START) + len(self.log), self.rng),
            card_id=self.card_id,
            rating=rating,
            evidence=evidence,
            at=self.now,
            day=self.today,
            duration_ms=4000,
            state_before=before.state,
            state=after.state,
            step=after.step,
            due=after.due,
            due_day=after.due_day,
            voids=voids,
        )
        self.log.append(entry)
        return entry

    def wait(self, time: timedelta) -> None:
        self.now += time

    def wait_until_due(self) -> None:
        if self.memory.due is not None:
            self.now = max(self.now, self.memory.due)


def random_gaps(rng: Random, count: int) -> list[timedelta]:
    """Return waiting times as study has them: minutes, about a day, and long ones."""
    gaps: list[timedelta] = []
    for _ in range(count):
        kind = rng.random()
        if kind < 0.25:
            seconds = rng.uniform(30, 7200)
        elif kind < 0.4:
            seconds = rng.uniform(0.2, 1.8) * 86_400
        else:
            seconds = min(rng.lognormvariate(1.8, 1.2), 400) * 86_400
        gaps.append(timedelta(milliseconds=int(seconds * 1000)))
    return gaps


def random_rating(rng: Random) -> Rating:
    return rng.choices(list(Rating), weights=[15, 10, 60, 15])[0]
