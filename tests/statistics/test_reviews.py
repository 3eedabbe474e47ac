"""What each answer was: kind, interval before, and whether it counts for retention."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from studyapp.domain.card import Memory, State
from studyapp.domain.day import study_day
from studyapp.domain.review import Evidence
from studyapp.statistics import retention
from studyapp.statistics.columns import MISSING, Cards, Entries, cards, entries
from studyapp.statistics.reviews import (
    Kind,
    Reviews,
    reviews,
    wanted_snapshots,
    with_intervals,
)
from tests.statistics.simulated import NOON, LogRow, day_of, row

TODAY = study_day(NOON, UTC)
SNAPSHOT, FOREIGN = 2048, 4096


def at(ago: float) -> datetime:
    return NOON - timedelta(days=ago)


def due(ago: float, days: int) -> Memory:
    """Return a memory after an answer ``ago`` days before, due ``days`` later."""
    when = at(ago)
    return Memory(State.REVIEW, due=when, due_day=study_day(when, UTC) + days)


def step(ago: float, minutes: int, state: State = State.LEARNING) -> Memory:
    return Memory(state, due=at(ago) + timedelta(minutes=minutes))


def columns(
    rows: Sequence[LogRow], states: Sequence[State] = (State.REVIEW,)
) -> tuple[Cards, Entries]:
    known = [
        (key, 1, int(state), MISSING, TODAY + 5, MISSING, TODAY - 2, MISSING, MISSING, MISSING)
        for key, state in enumerate(states, 1)
    ]
    found = cards(known, TODAY, day_of)
    return found, entries(rows, found)


def answers(*rows: LogRow, snapshots: Sequence[float] = ()) -> Reviews:
    return reviews(columns(rows)[1], snapshots)


def kinds(found: Reviews) -> list[Kind]:
    return [Kind(kind) for kind in found.kind.tolist()]


LEARNED = (
    row(1, at(90), State.NEW, step(90, 10), 3),
    row(1, at(89.9), State.LEARNING, due(89.9, 3), 3, Evidence.RELEARN),
)


def test_a_card_grows_up() -> None:
    found = answers(
        *LEARNED,
        row(1, at(86), State.REVIEW, due(86, 20), 3),
        row(1, at(66), State.REVIEW, due(66, 21), 3),
        row(1, at(45), State.REVIEW, step(45, 10, State.RELEARNING), 1),
        row(1, at(44.9), State.RELEARNING, due(44.9, 2), 3, Evidence.RELEARN),
    )
    assert kinds(found) == [
        Kind.LEARNING,
        Kind.LEARNING,
        Kind.YOUNG,
        Kind.YOUNG,
        Kind.MATURE,
        Kind.RELEARNING,
    ]
    assert found.retention.tolist() == [False, False, True, True, True, False]
    whole = retention.counted(found, np.ones(len(found), dtype=np.bool_))
    assert whole == retention.Retention(2, 0, 0, 1)
    assert whole.share == pytest.approx(2 / 3)


@pytest.mark.parametrize("evidence", [Evidence.CRAM, Evidence.CHOICE, Evidence.MATCH])
def test_practice_counts_as_time_only(evidence: Evidence) -> None:
    found = answers(
        *LEARNED,
        row(1, at(80), State.REVIEW, due(86, 0), 1, evidence),
        row(1, at(79), State.REVIEW, due(79, 40), 3),
        row(1, at(30), State.REVIEW, due(79, 0), 1, evidence),
        row(1, at(20), State.REVIEW, due(20, 90), 3),
    )
    assert kinds(found)[2:] == [Kind.PRACTICE, Kind.YOUNG, Kind.PRACTICE, Kind.MATURE]
    assert found.retention.tolist()[2:] == [False, True, False, True]


def test_a_typed_answer_is_a_review() -> None:
    found = answers(*LEARNED, row(1, at(80), State.REVIEW, due(80, 30), 1, Evidence.TYPED))
    assert kinds(found)[-1] is Kind.YOUNG
    assert found.retention.tolist()[-1]


def test_a_step_of_a_day_counts_for_retention_as_in_anki() -> None:
    waited = row(1, at(50), State.LEARNING, due(50, 1), 3)
    found = answers(waited, row(1, at(49), State.LEARNING, due(49, 4), 3, Evidence.RELEARN))
    assert kinds(found) == [Kind.LEARNING] * 2
    assert found.retention.tolist() == [False, True]


def test_a_schedule_set_by_hand_is_no_answer() -> None:
    by_hand = row(1, at(70), State.REVIEW, due(70, 0), 0, Evidence.MANUAL)
    reset = row(1, at(60), State.REVIEW, Memory(), 0, Evidence.MANUAL)
    found = answers(
        *LEARNED,
        row(1, at(85), State.REVIEW, due(85, 30), 3),
        by_hand,
        row(1, at(69), State.REVIEW, due(69, 60), 3),
        reset,
        row(1, at(59), State.NEW, step(59, 10), 3),
        row(1, at(58), State.LEARNING, due(58, 3), 3, Evidence.RELEARN),
    )
    assert len(found) == 6
    # Due 15 days after the review before: that was the interval then.
    assert kinds(found)[3] is Kind.YOUNG
    assert found.mature.tolist() == [False] * 6
    assert found.retention.tolist() == [False, False, True, True, False, False]


def test_another_programs_schedule_by_hand_says_its_interval() -> None:
    by_hand = row(1, at(70), State.REVIEW, due(70, 30), 0, Evidence.MANUAL, flags=FOREIGN)
    found = answers(*LEARNED, by_hand, row(1, at(69), State.REVIEW, due(69, 60), 3))
    assert kinds(found)[-1] is Kind.MATURE


def test_after_an_import_the_snapshot_says_the_interval() -> None:
    snapshot = row(1, at(5), State.REVIEW, due(5, 2), 0, Evidence.MANUAL, flags=SNAPSHOT)
    after = row(1, at(3), State.REVIEW, due(3, 60), 3)
    found = columns((*LEARNED, snapshot, after))[1]
    assert wanted_snapshots(found).tolist() == [0]
    assert kinds(reviews(found, [33]))[-1] is Kind.MATURE
    assert kinds(reviews(found, [12]))[-1] is Kind.YOUNG


def test_a_snapshot_at_the_end_is_not_wanted() -> None:
    snapshot = row(1, at(5), State.REVIEW, due(5, 2), 0, Evidence.MANUAL, flags=SNAPSHOT)
    other = row(2, at(4), State.NEW, step(4, 10), 3)
    found = columns((*LEARNED, snapshot, other), (State.REVIEW, State.LEARNING))[1]
    assert wanted_snapshots(found).tolist() == []


def test_the_first_answer_of_a_card_does_not_look_at_the_card_before() -> None:
    rows = (
        row(1, at(90), State.REVIEW, due(90, 60), 3),
        row(2, at(90), State.REVIEW, due(90, 60), 3),
    )
    found = reviews(columns(rows, (State.REVIEW, State.REVIEW))[1])
    assert kinds(found) == [Kind.YOUNG, Kind.YOUNG]


def test_cards_have_the_interval_their_log_led_to() -> None:
    moved = row(1, at(1), State.REVIEW, due(1, 2), 0, Evidence.MANUAL, flags=SNAPSHOT)
    rows = (*LEARNED, row(1, at(30), State.REVIEW, due(30, 44), 3), moved)
    found, log = columns(rows, (State.REVIEW, State.REVIEW))
    assert with_intervals(found, log).interval.tolist() == [44, 7]


def test_spans_end_with_the_day_asked_for() -> None:
    rows = [row(1, at(ago), State.REVIEW, due(ago, 1), 3) for ago in (400, 40, 10, 2, 1, 0)]
    found = retention.by_span(answers(*rows), TODAY)
    totals = {name: each.total for name, each in found.items()}
    assert totals == {
        "today": 1,
        "yesterday": 1,
        "week": 3,
        "month": 4,
        "year": 5,
        "all_time": 6,
    }
    days = retention.by_day(answers(*rows), TODAY - 2, TODAY)
    assert [day.total for day in days] == [1, 1, 1]
