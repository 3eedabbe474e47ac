"""What anybody may expect of a plan for an exam."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.errors import StudyError
from studyapp.scheduling.exam import Cards, Plan, Student, next_minutes, plan
from studyapp.scheduling.exam_target import cost_of_target
from studyapp.scheduling.formulas import Formulas
from tests.few import examples

STUDENT = Student(new=15.0, passed=8.0, lapsed=20.0)
CLOSE = 0.004
"""Marks by which a search of few rounds may miss."""


def deck(seen: int, new: int, seed: int = 1) -> Cards:
    rng = np.random.default_rng(seed)
    count = seen + new
    return Cards.of(
        np.exp(rng.normal(1.5, 1.2, count)),
        rng.uniform(1, 10, count),
        rng.uniform(1, 20, count),
        np.arange(count) >= seen,
        marks=rng.choice([1.0, 2.0], count),
    )


def made(cards: Cards, minutes: list[float], rounds: int = 12) -> Plan:
    return plan(cards, minutes, len(minutes) + 0.0, STUDENT, rounds=rounds)


@given(
    seen=st.integers(0, 30),
    new=st.integers(0, 30),
    minutes=st.lists(st.sampled_from([0.0, 1.0, 5.0]), min_size=1, max_size=9),
)
@settings(max_examples=examples(25), deadline=None)
def test_a_plan_keeps_to_the_minutes(seen: int, new: int, minutes: list[float]) -> None:
    cards = deck(seen, new)
    found = made(cards, minutes, rounds=4)
    given_minutes = np.array(minutes)
    assert (found.minutes <= given_minutes + 1e-9).all()
    assert found.seconds[found.today].sum() <= minutes[0] * 60 + 1e-3
    assert len(set(found.today.tolist())) == len(found.today)
    off = given_minutes == 0
    assert not found.minutes[off].any()
    assert not found.prices[off].any()
    assert (np.diff(np.concatenate([[found.idle], found.mark])) > -1e-4).all()
    assert found.introductions.sum() <= new + 1e-9
    assert 0 <= found.expected <= 1
    assert found.slack >= 0


def test_today_is_ordered_by_gain_and_gains_are_positive() -> None:
    found = made(deck(40, 20), [5.0] * 6)
    gains = found.gain[found.today]
    assert len(gains)
    assert (np.diff(gains) <= 0).all()
    assert gains[-1] > 0


def test_the_same_question_has_the_same_answer() -> None:
    first, second = (made(deck(20, 20), [4.0] * 8) for _ in range(2))
    assert (first.today == second.today).all()
    assert (first.prices == second.prices).all()
    assert (first.mark == second.mark).all()


@pytest.mark.slow
def test_more_minutes_never_lower_the_mark() -> None:
    marks = [made(deck(30, 40), [float(level)] * 10, 40).expected for level in (0, 1, 2, 4, 8, 16)]
    assert (np.diff(marks) > -CLOSE).all()
    assert marks[-1] > marks[0] + 0.1


def test_no_plan_exceeds_its_bound() -> None:
    found = made(deck(30, 40), [4.0] * 10, 40)
    assert found.idle < found.expected <= found.bound + 1e-6


def test_slack_is_what_could_be_left_out() -> None:
    cards = deck(20, 20)
    tight, loose = made(cards, [1.0] * 8), made(cards, [60.0] * 8)
    assert tight.slack < 0.5
    assert loose.slack > 200
    kept = made(cards, loose.minutes.tolist())
    assert kept.expected > loose.expected - 0.01


def test_without_study_the_mark_is_recall_at_the_exam() -> None:
    cards = deck(30, 10)
    found = plan(cards, [0.0, 0.0], 5.25, STUDENT)
    recall = Formulas().recall(cards.since + 5.25, cards.stability)
    expected = (recall * ~cards.new * cards.marks).sum() / cards.marks.sum()
    assert found.idle == pytest.approx(expected)
    assert found.expected == pytest.approx(expected)


def test_the_last_day_takes_what_gains_most_by_the_exam() -> None:
    """With one day left nothing remains to plan: gain is recall afterwards less recall now."""
    cards = Cards.of([2.0, 2.0, 400.0], [5.0] * 3, [2.0, 60.0, 2.0], [False] * 3)
    found = plan(cards, [0.25], 1.0, STUDENT)
    assert found.today.tolist() == [1]
    assert found.gain[1] > found.gain[0] > found.gain[2]


def test_marks_decide_between_equal_cards() -> None:
    cards = Cards.of([3.0] * 2, [5.0] * 2, [4.0] * 2, [False] * 2, marks=[1.0, 3.0])
    found = plan(cards, [0.3, 0.3], 2.0, STUDENT)
    assert found.today[0] == 1
    assert found.gain[1] > found.gain[0]


def test_siblings_and_cards_of_today_wait() -> None:
    cards = Cards.of(
        [2.0] * 4,
        [5.0] * 4,
        [3.0, 3.0, 0.2, 3.0],
        [False] * 4,
        elapsed=[3, 3, 0, 3],
        family=[1, 1, 2, 2],
    )
    found = plan(cards, [60.0, 60.0], 2.0, STUDENT)
    assert len(found.today) == 1
    assert found.today[0] in (0, 1)
    assert found.gain[2] == -np.inf


def test_cards_without_marks_are_left_alone() -> None:
    cards = Cards.of([2.0] * 2, [5.0] * 2, [9.0] * 2, [False, True], marks=[0.0, 0.0])
    found = plan(cards, [10.0] * 3, 3.0, STUDENT)
    assert not len(found.today)
    assert found.expected == 0.0


def test_decks_may_follow_parameters_of_their_own() -> None:
    forgetful = list(Formulas().w)
    for first in range(4):
        forgetful[first] /= 3
    cards = Cards.of([3.0] * 6, [5.0] * 6, [4.0] * 6, [True] * 6, group=[0, 0, 0, 1, 1, 1])
    found = plan(cards, [2.0] * 4, 4.0, STUDENT, ((), tuple(forgetful)))
    assert found.gain[0] != found.gain[3]
    with pytest.raises(StudyError):
        plan(cards, [2.0] * 4, 4.0, STUDENT)


def test_the_next_minutes_are_today_s_best() -> None:
    cards = deck(40, 20)
    found = made(cards, [5.0] * 6)
    chosen, gains = next_minutes(cards, 5.0, found)
    assert chosen.tolist() == found.today.tolist()
    assert gains == pytest.approx(found.gain[found.today])
    fewer, _ = next_minutes(cards, 1.0, found)
    assert fewer.tolist() == found.today[: len(fewer)].tolist()
    assert 0 < len(fewer) < len(chosen)


def test_a_target_costs_what_reaches_it() -> None:
    cards, pattern = deck(20, 20), [1.0, 1.0, 0.0, 2.0]
    cost = cost_of_target(0.8, cards, pattern, 4.0, STUDENT)
    assert cost is not None
    shape = np.array(pattern) / np.mean([1.0, 1.0, 2.0])
    assert plan(cards, shape * cost, 4.0, STUDENT).expected > 0.8 - CLOSE
    assert plan(cards, shape * cost * 0.8, 4.0, STUDENT).expected < 0.8
    assert cost_of_target(0.9999, cards, pattern, 4.0, STUDENT, most=5.0) is None
    assert cost_of_target(0.0, cards, pattern, 4.0, STUDENT) == 0.0


def test_progress_is_told_and_can_cancel() -> None:
    told: list[float] = []
    made(deck(5, 5), [3.0] * 3)
    plan(deck(5, 5), [3.0] * 3, 3.0, STUDENT, rounds=5, tick=told.append)
    assert told == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])

    def stop(done: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        plan(deck(5, 5), [3.0] * 3, 3.0, STUDENT, tick=stop)


@pytest.mark.parametrize(
    ("minutes", "exam_in"),
    [
        ([], 1.0),
        ([-1.0], 1.0),
        ([float("nan")], 1.0),
        ([1.0, 1.0, 1.0], 1.5),
        ([1.0], float("nan")),
    ],
)
def test_what_cannot_be_planned_is_refused(minutes: list[float], exam_in: float) -> None:
    with pytest.raises(StudyError):
        plan(deck(3, 3), minutes, exam_in, STUDENT)


def test_arrays_must_fit_each_other() -> None:
    with pytest.raises(StudyError):
        Cards.of([1.0], [5.0], [1.0, 2.0], [False, False])
    with pytest.raises(StudyError):
        Cards.of([1.0], [5.0], [float("nan")], [False])


def test_prices_of_yesterday_are_a_start() -> None:
    cards, minutes = deck(40, 20), [5.0] * 8
    first = made(cards, minutes, 40)
    again = plan(cards, minutes, 8.0, STUDENT, before=first.prices, rounds=0)
    assert again.expected == pytest.approx(first.expected, abs=1e-6)
    later = plan(cards, minutes[1:], 7.0, STUDENT, before=first.prices[1:])
    assert later.expected > 0.5
