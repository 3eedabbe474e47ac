"""Exams from the first plan to the day after: what is asked, foreseen, remembered, and left."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import State
from studyapp.domain.exam import Exam, ExamPlan, Kind, Part
from studyapp.domain.review import Evidence, Rating
from studyapp.errors import NotFoundError, StudyError
from studyapp.services.exams import charts, ending, marks, planning, store, typed, words
from studyapp.services.study import StudySession
from tests import desk

DECK = (Part(Kind.DECK, "Desk"),)


@pytest.fixture
def collection(tmp_path: Path, clock: desk.Clock) -> Collection:
    return desk.with_cards(tmp_path / "c.db", 30, clock)


def exam_in(collection: Collection, clock: desk.Clock, days: float = 10, **values: Any) -> Exam:
    wanted = {"parts": DECK, "minutes": (10.0,) * 7} | values
    at = clock.now + timedelta(days=days)
    return store.add(collection._workspace, ExamPlan("History", at, **wanted))


def sit(collection: Collection, plan: planning.Planned) -> StudySession:
    return collection.exams.study(plan.exam, plan.order)


def test_an_exam_is_stored_as_it_was_said(collection: Collection, clock: desk.Clock) -> None:
    workspace = collection._workspace
    exam = exam_in(
        collection,
        clock,
        days_off=frozenset({20_785}),
        target=0.8,
        questions=40,
        minutes=(0.0, 10, 20, 30, 40, 50, 60),
    )
    assert store.exams(workspace) == (exam,)
    assert store.find(workspace, "hist") == exam
    changed = store.change(workspace, exam, ExamPlan("Maths", exam.plan.at, DECK))
    assert store.exams(workspace) == (changed,)
    store.remove(workspace, changed)
    with pytest.raises(NotFoundError):
        store.find(workspace, "Maths")


@pytest.mark.parametrize(
    "wrong",
    [
        {"parts": ()},
        {"parts": (Part(Kind.TAG, "nowhere"),)},
        {"parts": (Part(Kind.DECK, "Desk", 0),)},
        {"parts": DECK * 2},
        {"minutes": (0.0,) * 7},
        {"minutes": (-1.0,) * 7},
        {"target": 1.5},
        {"questions": 0},
        {"days": -1},
    ],
)
def test_what_cannot_be_is_refused(
    collection: Collection, clock: desk.Clock, wrong: dict[str, Any]
) -> None:
    with pytest.raises(StudyError):
        exam_in(collection, clock, **wrong)
    assert store.exams(collection._workspace) == ()


def test_days_of_the_week_and_days_off(clock: desk.Clock) -> None:
    plan = ExamPlan("x", clock.now, DECK, (1.0, 2, 3, 4, 5, 6, 7), frozenset({20_782}))
    tuesday = 20_781  # 2026-11-24
    assert [plan.minutes_on(tuesday + more) for more in range(7)] == [2, 0, 4, 5, 6, 7, 1]


def test_a_plan_uses_no_more_than_the_minutes(collection: Collection, clock: desk.Clock) -> None:
    exam = exam_in(collection, clock)
    plan = planning.planned(collection._workspace, exam)
    assert len(plan.days) == 10
    assert (plan.cards, plan.new) == (30, 30)
    assert all(day.minutes <= day.available + 1e-6 for day in plan.days)
    assert plan.idle == 0
    marks = [day.mark for day in plan.days]
    assert marks == sorted(marks)
    assert plan.expected > 0.5
    assert plan.order
    assert not plan.prediction.enough


def test_studying_by_the_plan_is_ordinary_review(collection: Collection, clock: desk.Clock) -> None:
    exam = exam_in(collection, clock)
    plan = planning.planned(collection._workspace, exam)
    session = sit(collection, plan)
    seen = desk.answer_all(session, Rating.GOOD, clock)
    assert set(seen) == set(plan.order)
    assert seen[0] == plan.order[0]
    assert collection.check().ok
    kinds = {row["evidence"] for row in desk.rows(collection.path, "review_log")}
    assert kinds <= {Evidence.REVIEW, Evidence.RELEARN}
    again = planning.planned(collection._workspace, exam)
    assert again.spent > 0
    assert again.days[0].available < 10
    assert again.idle > 0


def test_looking_at_a_plan_does_not_change_it(collection: Collection, clock: desk.Clock) -> None:
    exam = exam_in(collection, clock, days=40, target=0.8, minutes=(3.0,) * 7)
    for _ in range(2):
        first = planning.planned(collection._workspace, exam, cost=False)
        assert not first.target_known
        desk.answer_all(sit(collection, first), Rating.GOOD, clock)
        clock.forward(days=1)
    first = planning.planned(collection._workspace, exam, cost=False)
    clock.forward(hours=2)
    second = planning.planned(collection._workspace, exam)
    assert second.target_known
    third = planning.planned(collection._workspace, exam, cost=False)
    assert third.target_known
    assert third.target_minutes == second.target_minutes
    for again in (second, third):
        assert again.order == first.order
        assert [day.new for day in again.days] == pytest.approx([day.new for day in first.days])
        assert again.expected == pytest.approx(first.expected)
    desk.answer_all(sit(collection, third), Rating.GOOD, clock)
    assert planning.planned(collection._workspace, exam, cost=False).made_at > third.made_at


def test_days_missed_lower_what_is_expected(collection: Collection, clock: desk.Clock) -> None:
    exam = exam_in(collection, clock, days=14, minutes=(4.0,) * 7)
    plan = planning.planned(collection._workspace, exam)
    desk.answer_all(sit(collection, plan), Rating.GOOD, clock)
    before = planning.planned(collection._workspace, exam)
    clock.forward(days=4)
    after = planning.planned(collection._workspace, exam)
    assert len(after.days) == len(before.days) - 4
    assert after.expected < before.expected
    assert after.days[-1].day == before.days[-1].day


def test_what_was_expected_is_remembered_day_by_day(
    collection: Collection, clock: desk.Clock
) -> None:
    exam = exam_in(collection, clock, days=20, minutes=(60.0,) * 7)
    for _ in range(4):
        plan = planning.planned(collection._workspace, exam)
        desk.answer_all(sit(collection, plan), Rating.GOOD, clock)
        clock.now = desk.NOON + timedelta(days=plan.today - 20_781 + 1)
    plan = planning.planned(collection._workspace, exam)
    assert plan.prediction.enough
    assert plan.prediction.low <= plan.prediction.expected <= plan.prediction.high
    assert [each.day for each in plan.past] == sorted(each.day for each in plan.past)
    assert all(each.low <= each.expected <= each.high for each in plan.past)


def test_weights_tags_and_overlaps(collection: Collection, clock: desk.Clock) -> None:
    for card in collection.cards()[:5]:
        collection.edit(card.id, card.front, card.back, ["Essay::long"])
    parts = (Part(Kind.DECK, "desk", 1), Part(Kind.TAG, "essay", 9))
    exam = exam_in(collection, clock, parts=parts, minutes=(2.0,) * 7)
    assert exam.plan.parts[0].name == "Desk"
    plan = planning.planned(collection._workspace, exam)
    assert plan.cards == 30
    heavy = {card.id for card in collection.cards()[:5]}
    assert set(plan.order[:5]) <= heavy
    best = planning.best_next(collection._workspace, exam, 1.0)
    assert {card for card, _ in best} <= heavy
    gains = [gain for _, gain in best]
    assert gains == sorted(gains, reverse=True)
    assert gains[-1] > 0


@pytest.mark.slow
def test_a_target_has_a_price(collection: Collection, clock: desk.Clock) -> None:
    modest = planning.planned(
        collection._workspace, exam_in(collection, clock, target=0.5)
    ).target_minutes
    store.remove(collection._workspace, store.find(collection._workspace, "History"))
    high = planning.planned(
        collection._workspace, exam_in(collection, clock, target=0.9)
    ).target_minutes
    assert modest is not None
    assert high is not None
    assert 0 < modest < high


def test_suspended_and_buried_cards_are_not_asked(
    collection: Collection, clock: desk.Clock
) -> None:
    exam = exam_in(collection, clock)
    collection.suspend(1)
    plan = planning.planned(collection._workspace, exam)
    assert plan.cards == 29
    assert 1 not in plan.order
    session = sit(collection, plan)
    first = desk.on_table(session).card.id
    session.bury()
    assert desk.on_table(session).card.id != first
    session.undo()
    assert desk.on_table(session).card.id == first


def test_an_exam_that_has_begun_is_not_planned(collection: Collection, clock: desk.Clock) -> None:
    exam = exam_in(collection, clock, days=2)
    clock.forward(days=1, hours=23.9)
    plan = planning.planned(collection._workspace, exam)
    assert len(plan.days) == 1
    assert plan.days[0].available <= 0.1 * 60 + 1e-6
    clock.forward(hours=1)
    with pytest.raises(StudyError, match="begun"):
        planning.planned(collection._workspace, exam)


def test_after_the_exam_there_is_no_pile(collection: Collection, clock: desk.Clock) -> None:
    workspace = collection._workspace
    desk.options_of(collection, "Desk", new_per_day=100)
    desk.answer_all(collection.study("Desk"), Rating.GOOD, clock)
    exam = exam_in(collection, clock, days=40)
    clock.forward(days=41)
    assert collection.due()["Desk"].due == 30
    desk.options_of(collection, "Desk", reviews_per_day=3)
    before = {card.id: card.memory for card in collection.cards()}
    done = ending.end(workspace, exam)
    assert done.piled == 30 - collection.due()["Desk"].due > 0
    assert 0 < done.last_day <= 60
    assert collection.check().ok
    for card in collection.cards():
        old = before[card.id]
        assert (card.memory.stability, card.memory.reps) == (old.stability, old.reps)
        assert card.memory.state is State.REVIEW
    late = ending.end(workspace, done.exam, 0.72)
    assert late.piled == 0
    (kept,) = store.exams(workspace)
    assert (kept.over, kept.mark) == (True, 0.72)
    with pytest.raises(StudyError):
        ending.end(workspace, kept, 1.2)


def test_what_an_ordinary_day_holds_stays_where_it_is(
    collection: Collection, clock: desk.Clock
) -> None:
    desk.options_of(collection, "Desk", new_per_day=100)
    desk.answer_all(collection.study("Desk"), Rating.GOOD, clock)
    exam = exam_in(collection, clock, days=40)
    clock.forward(days=41)
    ended = ending.end(collection._workspace, exam)
    assert (ended.piled, ended.last_day) == (0, 0)
    assert collection.due()["Desk"].due == 30


def test_an_exam_ahead_is_closed_only_on_purpose_and_can_be_opened_again(
    collection: Collection, clock: desk.Clock
) -> None:
    workspace = collection._workspace
    desk.options_of(collection, "Desk", new_per_day=100)
    desk.answer_all(collection.study("Desk"), Rating.GOOD, clock)
    exam = exam_in(collection, clock, days=80)
    clock.forward(days=60)
    desk.options_of(collection, "Desk", reviews_per_day=3)
    with pytest.raises(StudyError, match="not until"):
        ending.end(workspace, exam, 0.7)
    assert store.exams(workspace) == (exam,)
    closed = ending.end(workspace, exam, 0.7, early=True)
    assert (closed.exam.over, closed.exam.mark, closed.piled) == (True, 0.7, 0)
    for refused in (
        lambda: planning.planned(workspace, closed.exam),
        lambda: planning.best_next(workspace, closed.exam, 20),
        lambda: collection.exams.study(closed.exam, (1,)),
        lambda: store.change(workspace, closed.exam, exam.plan),
    ):
        with pytest.raises(StudyError, match="is closed"):
            refused()
    assert ending.reopen(workspace, closed.exam) == exam
    assert store.exams(workspace) == (exam,)
    assert planning.planned(workspace, exam).order
    with pytest.raises(StudyError, match="not closed"):
        ending.reopen(workspace, exam)


@pytest.mark.parametrize(
    ("low", "expected", "high", "said"),
    [
        (0.63, 0.72, 0.80, "72% (63-80%)"),
        (0.985, 0.996, 0.999, "99% (98-99%)"),
        (0.998, 0.999, 0.9999, "99%"),
        (0.0001, 0.004, 0.03, "1% (1-3%)"),
        (1.0, 1.0, 1.0, "100%"),
    ],
)
def test_marks_are_not_rounded_to_certainty(
    low: float, expected: float, high: float, said: str
) -> None:
    band = words.band(low, high)
    assert words.percent(expected) + (f" ({band})" if band else "") == said


@pytest.mark.slow
def test_what_is_said_of_a_target(collection: Collection, clock: desk.Clock) -> None:
    plan = planning.planned(collection._workspace, exam_in(collection, clock, target=0.855))

    def said(minutes: float | None, *, known: bool = True) -> str:
        shown = replace(plan, target_minutes=minutes, target_known=known)
        return next(each.says for each in charts.sections(shown) if each.key == "load")

    assert "85.5% takes about 12 min" in said(12.2)
    assert "85.5% is reached" in said(0.0)
    assert "85.5% is out of reach" in said(None)
    assert "working out what 85.5% takes" in said(None, known=False)


def test_more_new_cards_than_usual_are_said(collection: Collection, clock: desk.Clock) -> None:
    exam = exam_in(collection, clock, minutes=(30.0,) * 7)
    desk.options_of(collection, "Desk", new_per_day=5)
    plan = planning.planned(collection._workspace, exam)
    assert plan.new_today == len(plan.order) > 5
    assert charts.more_new(plan).endswith("not bound by the deck's 5 a day")
    desk.options_of(collection, "Desk", new_per_day=100)
    assert charts.more_new(planning.planned(collection._workspace, exam)) == ""


def test_on_its_day_the_exam_is_on_the_plot(collection: Collection, clock: desk.Clock) -> None:
    exam = exam_in(collection, clock, days=0.2)
    plan = planning.planned(collection._workspace, exam)
    (drawn,) = (each.draw(80) for each in charts.sections(plan) if each.key == "mark")
    axis = "".join(text for line in drawn for text, _ in line)
    assert "24 Nov" in axis
    assert "exam" in axis


@pytest.mark.parametrize("usual", ["30", "20,sat=60,sun=0", "0,mon=5"])
def test_minutes_are_read_as_they_are_written(usual: str) -> None:
    assert typed.minutes_text(typed.minutes(usual)) == usual


def test_suspended_cards_are_said_to_be_the_reason(
    collection: Collection, clock: desk.Clock
) -> None:
    exam = exam_in(collection, clock)
    for card in collection.cards():
        collection.suspend(card.id)
    for refused in (
        lambda: planning.planned(collection._workspace, exam),
        lambda: planning.best_next(collection._workspace, exam, 20),
        lambda: store.add(collection._workspace, replace(exam.plan, name="Other")),
    ):
        with pytest.raises(StudyError, match="all 30 cards that the exam covers are suspended"):
            refused()


def test_names_that_do_not_fit_are_counted(collection: Collection, clock: desk.Clock) -> None:
    plan = exam_in(collection, clock).plan
    for number in range(7):
        store.add(collection._workspace, replace(plan, name=f"Paper {number}"))
    with pytest.raises(NotFoundError, match="Paper 4 and 2 more"):
        store.find(collection._workspace, "paper")
    with pytest.raises(NotFoundError) as error:
        store.find(collection._workspace, "Latin")
    assert "and 3 more" in error.value.hint


def test_real_marks_are_experience(collection: Collection, clock: desk.Clock) -> None:
    workspace = collection._workspace
    exam = exam_in(collection, clock, days=20, minutes=(60.0,) * 7)
    for _ in range(3):
        plan = planning.planned(workspace, exam)
        desk.answer_all(sit(collection, plan), Rating.GOOD, clock)
        clock.forward(days=1)
    expected = planning.planned(workspace, exam).prediction.expected
    assert marks.experience(workspace) == []
    ending.end(workspace, exam, 0.5, early=True)
    assert marks.last(workspace)[exam.id].expected == pytest.approx(expected)
    (past,) = marks.experience(workspace)
    assert past.real == 0.5
    assert past.predicted == pytest.approx(expected)


def test_the_deck_list_says_how_long_it_is_to_the_exam(
    collection: Collection, clock: desk.Clock
) -> None:
    collection.build(desk.files("Other", [desk.basic(99)]))
    assert {row.exam_in for row in collection.decks()} == {None}
    exam = exam_in(collection, clock, days=10)
    assert {row.name: row.exam_in for row in collection.decks()} == {"Desk": 10, "Other": None}
    ending.end(collection._workspace, exam, early=True)
    assert {row.exam_in for row in collection.decks()} == {None}
