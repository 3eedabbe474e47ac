"""Study days where clocks jump and dates vanish: rollover, due days and steps."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.card import Memory, State
from studyapp.domain.day import day_start, study_day
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Rating
from studyapp.scheduling.clock import current_day
from studyapp.scheduling.fsrs import Scheduler
from tests.few import examples

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
TONGA = ZoneInfo("Pacific/Tongatapu")
APIA = ZoneInfo("Pacific/Apia")
ZONES = [LOS_ANGELES, TONGA, APIA, ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe")]
SECOND = timedelta(seconds=1)


def local(zone: ZoneInfo, *parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=zone, fold=fold).astimezone(UTC)  # type: ignore[arg-type, misc]


def answer(zone: ZoneInfo, now: datetime, rating: Rating, **options: object) -> Memory:
    scheduler = Scheduler(DeckOptions(fuzz=False, **options), zone)  # type: ignore[arg-type]
    return scheduler.answer(Memory(), rating, now, study_day(now, zone), 1)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_the_rollover_is_at_four_by_the_learners_clock(zone: ZoneInfo) -> None:
    for month in (1, 3, 4, 7, 10, 11):
        four = local(zone, 2026, month, 17, 4)
        assert study_day(four, zone) == study_day(four - SECOND, zone) + 1
        late = answer(zone, four - SECOND, Rating.EASY)
        early = answer(zone, four, Rating.EASY)
        assert early.due_day is not None
        assert late.due_day == early.due_day - 1
        assert early.due is not None
        assert early.due.astimezone(zone).hour == 4
        assert early.due.tzinfo is UTC


@pytest.mark.parametrize(
    ("noon_before", "hours"),
    [((2026, 3, 7, 12), 23), ((2026, 10, 31, 12), 25)],
    ids=["spring", "autumn"],
)
def test_both_dst_nights(noon_before: tuple[int, ...], hours: int) -> None:
    """The study day has 23 or 25 hours, and still is one day for memory."""
    noon = local(LOS_ANGELES, *noon_before)
    today = study_day(noon, LOS_ANGELES)
    night = day_start(today + 1, LOS_ANGELES) - day_start(today, LOS_ANGELES)
    assert night == timedelta(hours=hours)
    memory = answer(LOS_ANGELES, noon, Rating.EASY)
    assert memory.due_day == today + 8
    assert memory.due == local(LOS_ANGELES, *_day_after(noon_before, 8), 4)
    scheduler = Scheduler(DeckOptions(fuzz=False), LOS_ANGELES)
    next_noon = local(LOS_ANGELES, *_day_after(noon_before, 1), 12)
    assert next_noon - noon == timedelta(hours=hours)
    tomorrow = scheduler.answer(memory, Rating.GOOD, next_noon, today + 1, 1)
    plain = scheduler.answer(memory, Rating.GOOD, noon + timedelta(days=1), today + 1, 1)
    assert tomorrow.stability == plain.stability
    same_day = scheduler.answer(memory, Rating.GOOD, noon, today, 1)
    assert tomorrow.stability != same_day.stability


def _day_after(parts: tuple[int, ...], days: int) -> tuple[int, int, int]:
    later = datetime(parts[0], parts[1], parts[2], tzinfo=UTC) + timedelta(days=days)
    return later.year, later.month, later.day


@pytest.mark.parametrize(
    "before",
    [(2026, 3, 8, 1, 55), (2026, 11, 1, 1, 55)],
    ids=["spring", "autumn"],
)
def test_steps_are_exact_over_dst(before: tuple[int, ...]) -> None:
    now = local(LOS_ANGELES, *before)
    memory = answer(LOS_ANGELES, now, Rating.GOOD)
    assert memory.due == now + timedelta(minutes=10)
    assert memory.due_day is None
    assert not memory.is_due(now + timedelta(minutes=9, seconds=59), study_day(now, LOS_ANGELES))
    assert memory.is_due(now + timedelta(minutes=10), study_day(now, LOS_ANGELES))


@pytest.mark.parametrize(
    ("step", "days"), [(86_399, None), (86_400, 1), (100_000, 1), (172_800, 2), (604_800, 7)]
)
@pytest.mark.parametrize("zone", [LOS_ANGELES, TONGA], ids=str)
def test_steps_of_a_day_or_more_fall_due_with_the_day(
    zone: ZoneInfo, step: int, days: int | None
) -> None:
    now = local(zone, 2026, 10, 31, 23, 30)
    memory = answer(zone, now, Rating.AGAIN, learning_steps=(step,))
    assert memory.state is State.LEARNING
    today = study_day(now, zone)
    if days is None:
        assert (memory.due, memory.due_day) == (now + timedelta(seconds=step), None)
    else:
        assert memory.due_day == today + days
        assert memory.due == day_start(today + days, zone)


def test_after_midnight_is_still_the_day_before() -> None:
    evening = local(LOS_ANGELES, 2026, 6, 1, 23)
    night = local(LOS_ANGELES, 2026, 6, 2, 3, 59)
    assert study_day(evening, LOS_ANGELES) == study_day(night, LOS_ANGELES)
    after = answer(LOS_ANGELES, night, Rating.EASY).due_day
    assert after == answer(LOS_ANGELES, evening, Rating.EASY).due_day


def test_a_date_that_never_was() -> None:
    """Samoa had no 30 December 2011: the next day starts where that one would have."""
    before = local(APIA, 2011, 12, 29, 12)
    after = local(APIA, 2011, 12, 31, 12)
    assert after - before == timedelta(days=1)
    first = study_day(before, APIA)
    assert study_day(after, APIA) == first + 2
    assert day_start(first + 1, APIA) == day_start(first + 2, APIA)
    memory = answer(APIA, before, Rating.AGAIN, learning_steps=(86_400,))
    assert memory.is_due(after, study_day(after, APIA))


@settings(deadline=None, max_examples=examples(150))
@given(
    at=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=st.sampled_from(ZONES),
    rollover=st.integers(0, 23),
)
def test_every_moment_lies_within_its_study_day(
    at: datetime, zone: ZoneInfo, rollover: int
) -> None:
    day = study_day(at, zone, rollover)
    assert day_start(day, zone, rollover) <= at
    # A repeated hour may end a day twice; the day after next is always later.
    assert at < day_start(day + 2, zone, rollover)
    memory = Scheduler(DeckOptions(), zone, rollover).answer(Memory(), Rating.EASY, at, day, 3)
    assert memory.due_day is not None
    assert memory.due is not None
    assert study_day(memory.due, zone, rollover) == memory.due_day


class TestCurrentDay:
    NOW = datetime(2026, 6, 1, 20, tzinfo=UTC)

    def test_without_a_mark_it_is_the_study_day(self) -> None:
        assert current_day(self.NOW, TONGA) == study_day(self.NOW, TONGA)

    def test_flying_west_does_not_repeat_a_day(self) -> None:
        mark = current_day(self.NOW, TONGA)
        arrived = self.NOW + timedelta(hours=12)
        assert study_day(arrived, LOS_ANGELES) == mark - 1
        assert current_day(arrived, LOS_ANGELES, 4, mark) == mark
        assert current_day(arrived + timedelta(days=1), LOS_ANGELES, 4, mark) == mark
        assert current_day(arrived + timedelta(days=2), LOS_ANGELES, 4, mark) == mark + 1

    def test_a_mark_from_a_wrong_clock_is_not_obeyed(self) -> None:
        day = study_day(self.NOW, TONGA)
        assert current_day(self.NOW, TONGA, 4, day + 2) == day
        assert current_day(self.NOW, TONGA, 4, day + 3650) == day

    def test_an_old_mark_changes_nothing(self) -> None:
        day = study_day(self.NOW, TONGA)
        assert current_day(self.NOW, TONGA, 4, day) == day
        assert current_day(self.NOW, TONGA, 4, day - 30) == day

    def test_own_rollover(self) -> None:
        two = local(LOS_ANGELES, 2026, 6, 2, 2)
        assert current_day(two, LOS_ANGELES, 1) == current_day(two, LOS_ANGELES, 4) + 1
