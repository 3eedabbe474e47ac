"""What is said of an exam's marks and time, in the command and on screens alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.domain.exam import Exam, ExamPlan, Kind, Part
from studyapp.domain.review import Rating
from studyapp.errors import StudyError
from studyapp.services.exams import charts, ending, marks, planning, store, words
from tests import desk

DECK = (Part(Kind.DECK, "Desk"),)
EAST = timezone(timedelta(hours=2))


@pytest.fixture
def collection(tmp_path: Path, clock: desk.Clock) -> Collection:
    return desk.with_cards(tmp_path / "c.db", 30, clock)


def exam_in(collection: Collection, clock: desk.Clock, name: str, days: float) -> Exam:
    plan = ExamPlan(name, clock.now + timedelta(days=days), DECK, (60.0,) * 7)
    return store.add(collection._workspace, plan)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 6, day, hour, minute, tzinfo=EAST).astimezone(UTC)


@pytest.mark.parametrize(
    ("exam", "now", "said"),
    [
        (at(15, 9), at(1, 12), "in 14 days"),
        (at(15, 9), at(14, 23), "in 1 day"),
        (at(15, 9), at(15, 2), "in 1 day"),
        (at(15, 9), at(15, 4), "in 5 h"),
        (at(15, 9), at(15, 8, 20), "in 40 min"),
        (at(5, 2), at(3, 12), "in 1 day"),
        (at(5, 2), at(4, 12), "in 14 h"),
        (at(5, 2), at(5, 1), "in 60 min"),
        (at(5, 2), at(5, 2), "begun"),
    ],
)
def test_time_is_left_in_study_days(exam: datetime, now: datetime, said: str) -> None:
    found = Exam(1, ExamPlan("Finals", exam, DECK), now)
    assert words.left(found, now, EAST, 4) == said
    assert words.left(replace(found, ended_at=now), now, EAST, 4) == "closed"


def test_the_deck_list_counts_the_same_days(collection: Collection, clock: desk.Clock) -> None:
    clock.now = clock.now.replace(hour=12)
    night = (clock.now + timedelta(days=3)).replace(hour=2)
    plan = ExamPlan("Night", night, DECK)
    exam = store.add(collection._workspace, plan)
    assert [row.exam_in for row in collection.decks()] == [2]
    assert collection.exams.left(exam) == "in 2 days"
    assert words.date(exam, UTC).startswith(str(night.day))


def test_the_day_before_an_exam_in_the_night_is_for_study(
    collection: Collection, clock: desk.Clock
) -> None:
    clock.now = clock.now.replace(hour=12)
    night = (clock.now + timedelta(days=3)).replace(hour=2)
    morning = night.replace(hour=9)
    today = collection._workspace.today(clock.now)
    for name, at in (("Night", night), ("Morning", morning)):
        plan = ExamPlan(name, at, DECK, days_off=frozenset({today + 3}))
        with pytest.raises(StudyError, match="no day before the exam"):
            store.add(collection._workspace, plan)
        exam = store.add(collection._workspace, replace(plan, days_off=frozenset({today + 2})))
        planned = planning.planned(collection._workspace, exam)
        assert [day.day for day in planned.days] == [today, today + 1, today + 2]
        assert planned.days[2].available == 0
    clock.now += timedelta(days=2)
    (day,) = planning.planned(
        collection._workspace, store.find(collection._workspace, "Night")
    ).days
    assert day.day == today + 2


@pytest.mark.slow
def test_a_mark_is_held_against_what_earlier_marks_had_not_yet_moved(
    collection: Collection, clock: desk.Clock
) -> None:
    workspace = collection._workspace
    first = exam_in(collection, clock, "First", 20)
    for _ in range(3):
        plan = planning.planned(workspace, first)
        desk.answer_all(collection.exams.study(first, plan.order), Rating.GOOD, clock)
        clock.forward(days=1)
    assert planning.planned(workspace, first).prediction.enough
    ending.end(workspace, first, 0.5, early=True)
    second = exam_in(collection, clock, "Second", 15)
    foreseen = planning.planned(workspace, second).prediction
    assert foreseen.bias < -0.02
    ending.end(workspace, second, 0.6, early=True)
    past = {each.real: each for each in marks.experience(workspace)}
    assert past[0.6].predicted == pytest.approx(foreseen.expected - foreseen.bias)
    assert past[0.6].high == pytest.approx(foreseen.high)


def test_a_day_ends_where_nothing_more_is_worth_it(
    collection: Collection, clock: desk.Clock
) -> None:
    exam = exam_in(collection, clock, "Soon", 3)
    plan = planning.planned(collection._workspace, exam)
    assert plan.days[0].minutes < 30
    assert plan.slack > 60
    assert f"{plan.days[0].minutes:.0f} of 60 min" in charts.today_text(plan)
    load = next(each for each in charts.sections(plan) if each.key == "load")
    drawn = "".join(text for line in load.draw(60) for text, _ in line)
    assert "to spare" in load.says
    assert "bring next to nothing" in drawn
