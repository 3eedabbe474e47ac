"""The open collection and the outside world: clock, time zone, randomness, learner."""

import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from random import Random, SystemRandom
from threading import Thread

from studyapp.domain.day import from_ms, to_ms
from studyapp.domain.deck import DeckOptions
from studyapp.domain.ids import uuid7
from studyapp.errors import CollectionError
from studyapp.scheduling.clock import TRAVEL_DAYS, current_day
from studyapp.scheduling.fsrs import Scheduler
from studyapp.services.days import Days
from studyapp.storage import engine as storage
from studyapp.storage import schema, state
from studyapp.storage.engine import Connection, Engine
from studyapp.storage.study import StudyStatements

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the time now, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Workspace:
    """What every use case needs. Made by ``open_workspace``, one for each open collection."""

    engine: Engine
    path: Path
    learner_id: int
    clock: Clock
    zone: tzinfo
    rollover: int
    rng: Random
    statements: StudyStatements
    high_water: int | None
    copied_to: Path | None = None
    """The copy made before a migration, if there was one."""
    sittings: dict[int, frozenset[int]] = field(default_factory=dict)
    """When self-tests changed last as far as it is known here: what was read or written."""
    _schedulers: dict[DeckOptions, Scheduler] = field(default_factory=dict)
    _leases: set[Connection] = field(default_factory=set)
    _settling: Thread | None = None
    days: Days = field(init=False)
    _latest: int | None = field(init=False)
    _kept: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.days = Days(self.zone, self.rollover)
        self._latest = self._kept = self.high_water

    def now(self) -> datetime:
        """Return the time now in whole milliseconds, as it is stored."""
        return from_ms(to_ms(self.clock()))

    def today(self, now: datetime) -> int:
        """Return the study day; it never runs backwards by travel or a nudged clock."""
        day = current_day(now, self.zone, self.rollover, self.high_water)
        self._latest = day if self._latest is None else max(day, self._latest)
        self.high_water = day
        return day

    def day_of(self, at: int) -> int:
        """Return the study day of any time in Unix milliseconds, on the learner's clock now."""
        return self.days.day_of(at)

    def start_of(self, day: int) -> int:
        """Return the Unix milliseconds at which a study day starts."""
        return self.days.start_of(day)

    def is_behind(self, today: int) -> bool:
        """Whether days later than ``today`` were seen: more than travel explains."""
        return self._latest is not None and self._latest - today > TRAVEL_DAYS

    def keep_day(self, connection: Connection) -> None:
        """Store the study day as the high-water mark, if it is not yet, in a transaction.

        Call ``day_kept`` when that has ended well.
        """
        if self.high_water is not None and self.high_water != self._kept:
            state.set_high_water(connection, self.learner_id, self.high_water)

    def day_kept(self) -> None:
        """Take note that the study day is stored."""
        self._kept = self.high_water

    def new_id(self, now: datetime, after: str | None = None) -> str:
        """Return a fresh id that sorts behind ``after``, even if the clock went back."""
        fresh = uuid7(to_ms(now), self.rng)
        return fresh if after is None or fresh > after else f"{int(after, 16) + 1:032x}"

    def scheduler(self, options: DeckOptions) -> Scheduler:
        """Return the scheduler for a deck's options."""
        found = self._schedulers.get(options)
        if found is None:
            found = self._schedulers[options] = Scheduler(options, self.zone, self.rollover)
        return found

    def options(self) -> dict[str, DeckOptions]:
        """Return the options in force for every deck."""
        return state.deck_options(self.engine)

    @contextmanager
    def filling(self) -> Iterator[Connection]:
        """One transaction that adds very many rows (``storage.engine.filling``).

        SQLite keeps them in a log first, and moves them into the file beside what comes next:
        nobody needs to wait for that, and ``close`` does.
        """
        with storage.filling(self.engine) as connection:
            yield connection
        if storage.unsettled(self.path):
            self._settled()
            self._settling = Thread(target=storage.settle, args=(self.path,))
            self._settling.start()

    def _settled(self) -> None:
        if self._settling is not None:
            self._settling.join()

    def lease(self, holder: object) -> Connection:
        """Return a connection that ``holder`` keeps as long as it lives, or we do.

        Taking one from the pool for every rating costs a tenth of the rating. What it begins by
        itself is for reading; ratings are written with ``Direct``.
        """
        connection = self.engine.connect().execution_options(write=False)
        storage.make_room(connection)
        self._leases.add(connection)
        weakref.finalize(holder, self._end_lease, connection)
        return connection

    def _end_lease(self, connection: Connection) -> None:
        self._leases.discard(connection)
        connection.close()

    def close(self) -> None:
        """Let go of the file."""
        if self.high_water != self._kept:
            # A read-only or full disk must not turn quitting into an error: the mark only guards
            # against a clock set back, and the next session computes it again.
            with suppress(CollectionError), storage.writing(self.engine) as connection:
                self.keep_day(connection)
            self.day_kept()
        for connection in list(self._leases):
            self._end_lease(connection)
        self._settled()
        self.engine.dispose()


def open_workspace(
    path: Path, *, clock: Clock = system_clock, zone: tzinfo, rollover: int, seed: int | None = None
) -> Workspace:
    """Open or create the collection at ``path``, bringing its schema up to date.

    ``seed`` makes ids reproducible in tests; without it they come from the system.
    Raises ``CollectionError`` with a remedy.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CollectionError(f"cannot make {path.parent}: {why}", "Name another file.") from error
    schema.refuse_strangers(path)
    # Ids must be unique, not secret: asking the system once is enough.
    rng = Random(SystemRandom().getrandbits(128) if seed is None else seed)  # noqa: S311
    engine = storage.create(path)
    try:
        now = clock()
        copied = schema.ensure(engine, path, now)
        learner = state.learner(engine, uuid7(to_ms(now), rng))
        if learner.id is None:
            raise CollectionError(f"{path} has a learner without id", "Run 'studyapp check'.")
    except BaseException:
        engine.dispose()
        raise
    return Workspace(
        engine,
        path,
        learner.id,
        clock,
        zone,
        rollover,
        rng,
        StudyStatements(engine.dialect),
        learner.high_water_day,
        copied,
    )
