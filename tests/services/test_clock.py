"""Clocks that go back, jump, change zone or hour: no answer refused, no time below nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import State
from studyapp.domain.day import day_start, study_day
from studyapp.domain.review import Rating
from tests import desk

PARIS, ANGELES, APIA = map(ZoneInfo, ("Europe/Paris", "America/Los_Angeles", "Pacific/Apia"))
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("jump", "warned"),
    [
        (timedelta(seconds=-1), False),
        (-HOUR, False),
        (-HOUR - timedelta(milliseconds=1), True),
        (timedelta(days=-1), True),
        (timedelta(days=-400), True),
        (timedelta(0), False),
        (timedelta(days=400), False),
        (timedelta(days=365 * 50), False),
    ],
)
def test_a_jump_between_two_answers(memory_disk: Path, jump: timedelta, *, warned: bool) -> None:
    path, clock = memory_disk / "c.db", desk.Clock()
    with desk.with_cards(path, 1, clock) as collection:
        session = collection.study("Desk")
        desk.on_table(session)
        clock.forward(seconds=30)
        session.answer(Rating.AGAIN, 1)
        card = collection.cards()[0].id
        first = collection.card(card).memory
        session.undo()
        desk.on_table(session)
        session.answer(Rating.AGAIN, 1)
        with desk.opened(path, clock) as again:
            table = desk.on_table(again.study("Desk"))
        assert table.card.id == card
        second = collection.study("Desk")
        desk.on_table(second)
        clock.now += jump
        answered = second.answer(Rating.GOOD, 1)
        assert bool(answered.warning) is warned
        assert answered.memory.reps == first.reps + 1
        assert answered.memory.stability is not None
        assert answered.memory.stability >= (first.stability or 0) * 0.5
        assert answered.memory.due is not None
        assert answered.memory.due > clock.now
        entries = desk.log(path)[card]
        assert [each.id for each in entries] == sorted({each.id for each in entries})
        assert entries[-1].at == clock.now
        view = collection.card(card)
        assert view.retrievability is not None
        assert 0 < view.retrievability <= 1
        assert desk.strays(path) == {}
        assert collection.check().ok


def test_a_clock_that_was_fifty_years_ahead_and_is_right_again(memory_disk: Path) -> None:
    path, clock = memory_disk / "c.db", desk.Clock()
    with desk.with_cards(path, 5, clock) as collection:
        clock.forward(days=365 * 50)
        desk.answer_all(collection.study("Desk"), Rating.GOOD, clock)
        assert {each.memory.state for each in collection.cards()} == {State.REVIEW}
    clock.now = desk.NOON
    with desk.opened(path, clock) as collection:
        assert all(each.retrievability == 1.0 for each in collection.cards())
        collection.build(desk.files("Desk", [desk.basic(9)]))
        assert collection.due()["Desk"].new == 1, "the mark of a wrong clock stops nobody"
        session = collection.study("Desk")
        desk.on_table(session)
        session.answer(Rating.EASY, 1)
        last = max(entry.at for entries in desk.log(path).values() for entry in entries)
        assert last > clock.now
        assert collection.check().ok
    assert desk.strays(path) == {}


def learned(path: Path, clock: desk.Clock, zone: ZoneInfo) -> Collection:
    """Open a collection whose only card is due on the study day after ``clock``'s."""
    collection = desk.with_cards(path, 1, clock, zone)
    desk.options_of(collection, "Desk", learning_steps=(), maximum_interval=1, fuzz=False)
    session = collection.study("Desk")
    desk.on_table(session)
    session.answer(Rating.GOOD, 1)
    return collection


@pytest.mark.parametrize(
    ("zone", "evening"),
    [
        (PARIS, datetime(2026, 3, 28, 22, tzinfo=PARIS)),  # the night loses an hour
        (PARIS, datetime(2026, 10, 24, 22, tzinfo=PARIS)),  # the night gains one
        (ANGELES, datetime(2026, 3, 7, 22, tzinfo=ANGELES)),
        (ANGELES, datetime(2026, 10, 31, 22, tzinfo=ANGELES)),
        (ANGELES, datetime(2026, 12, 31, 22, tzinfo=ANGELES)),  # UTC-8
        (APIA, datetime(2026, 6, 30, 22, tzinfo=APIA)),  # UTC+13
        (APIA, datetime(2011, 12, 29, 22, tzinfo=APIA)),  # the next calendar day never was
    ],
)
def test_a_study_day_starts_at_four(memory_disk: Path, zone: ZoneInfo, evening: datetime) -> None:
    clock = desk.Clock(evening.astimezone(UTC))
    day = study_day(clock.now, zone)
    with learned(memory_disk / "c.db", clock, zone) as collection:
        session = collection.study("Desk")
        due = collection.cards()[0].memory.due_day
        assert due == day + 1
        start = day_start(due, zone)
        if study_day(start, zone) == due:  # not the day that Apia left out
            assert start.astimezone(zone).hour == 4
        while study_day(clock.now, zone) < due:
            assert collection.due()["Desk"].due == 0
            assert session.current() is None
            clock.forward(minutes=10)
        clock.forward(minutes=-10)
        assert session.current() is None
        clock.forward(minutes=10)
        assert collection.due()["Desk"].due == 1
        assert desk.on_table(session).counts.due == 1
        assert clock.now.astimezone(zone).hour == 4 or zone is APIA
        session.answer(Rating.GOOD, 1)
        assert collection.check().ok


@pytest.mark.parametrize("minutes", [0, 60 * 15, 60 * 20])
def test_flying_west_hands_out_no_second_helping(memory_disk: Path, minutes: int) -> None:
    """The study day of Apia is over before that of Los Angeles: the mark stands meanwhile."""
    path = memory_disk / "c.db"
    clock = desk.Clock(datetime(2026, 6, 10, 8, tzinfo=APIA).astimezone(UTC))
    with desk.with_cards(path, 50, clock, APIA) as collection:
        desk.answer_all(collection.study("Desk"), Rating.EASY, clock)
        assert collection.due()["Desk"].new == 0
    clock.forward(minutes=minutes)
    with desk.opened(path, clock, ANGELES) as collection:
        assert collection.due()["Desk"].new == 0
        assert collection.study("Desk").current() is None
    with desk.opened(path, clock, ANGELES) as collection:
        clock.forward(days=2)
        assert collection.due()["Desk"].new > 0


def test_a_change_of_zone_moves_no_card_to_another_day(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    clock = desk.Clock(datetime(2026, 6, 10, 20, tzinfo=PARIS).astimezone(UTC))
    with learned(path, clock, PARIS) as collection:
        due = collection.cards()[0].memory.due_day
    assert due is not None
    for zone in (ANGELES, APIA, PARIS):
        with desk.opened(path, clock, zone) as collection:
            assert collection.cards()[0].memory.due_day == due
            today = collection._workspace.today(clock.now)
            assert (collection.due()["Desk"].due == 1) is (due <= today)


def test_learning_steps_keep_their_clock_time_through_the_night(memory_disk: Path) -> None:
    clock = desk.Clock(datetime(2026, 11, 24, 3, 55, tzinfo=UTC))
    with desk.with_cards(memory_disk / "c.db", 1, clock) as collection:
        session = collection.study("Desk")
        desk.on_table(session)
        session.answer(Rating.GOOD, 1)
        due = clock.now + timedelta(minutes=10)
        assert session.summary().next_due == due
        clock.now = due
        assert desk.on_table(session).card.memory.due == due
        assert session.answer(Rating.GOOD, 1).memory.last_day == study_day(due, UTC)


@pytest.mark.parametrize("rollover", [0, 4, 23])
def test_the_hour_is_the_learners_choice(memory_disk: Path, rollover: int) -> None:
    clock = desk.Clock(desk.NOON)
    path = memory_disk / "c.db"
    desk.with_cards(path, 30, clock).close()
    with Collection.open(path, clock=clock, zone=UTC, rollover=rollover, seed=99) as collection:
        desk.answer_all(collection.study("Desk"), Rating.EASY, clock)
        clock.now = datetime(2026, 11, 25, rollover, tzinfo=UTC) - timedelta(milliseconds=1)
        if rollover == 23:
            clock.now -= timedelta(days=1)
        assert collection.due()["Desk"].new == 0
        clock.forward(milliseconds=1)
        assert collection.due()["Desk"].new == 10


def test_the_mark_survives_closing_but_a_read_of_the_log_does_not_need_it(
    memory_disk: Path,
) -> None:
    path, clock = memory_disk / "c.db", desk.Clock()
    with desk.with_cards(path, 2, clock) as collection:
        collection.decks()
    (row,) = desk.rows(path, "learner")
    assert row["high_water_day"] == study_day(clock.now, UTC)
    clock.forward(days=-1)
    with desk.opened(path, clock) as collection:
        assert collection._workspace.today(clock.now) == row["high_water_day"]
        clock.forward(days=-1)
        assert collection._workspace.today(clock.now) == row["high_water_day"] - 2


def test_a_flight_west_after_a_crash_gives_no_day_twice(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    clock = desk.Clock(datetime(2026, 3, 1, 20, tzinfo=UTC))
    desk.with_cards(path, 40, clock).close()
    east, west = ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Los_Angeles")
    crashed = Collection.open(path, clock=clock, zone=east)
    session = crashed.study("Desk")
    for _ in range(20):
        desk.on_table(session)
        session.answer(Rating.EASY, 1)
    clock.forward(hours=13)
    with Collection.open(path, clock=clock, zone=west) as collection:
        assert collection.due()["Desk"].new == 0
    crashed.close()


def test_a_clock_far_behind_is_told_of_on_any_card(memory_disk: Path) -> None:
    path, clock = memory_disk / "c.db", desk.Clock()
    with desk.with_cards(path, 3, clock) as collection:
        desk.on_table(collection.study("Desk"))
    clock.forward(days=-20)
    with desk.opened(path, clock) as collection:
        session = collection.study("Desk")
        desk.on_table(session)
        assert "clock is behind" in session.answer(Rating.GOOD, 1).warning
