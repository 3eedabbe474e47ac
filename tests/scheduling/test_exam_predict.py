"""A predicted mark, its interval, and what moves them."""

import itertools
import math

import numpy as np
import pytest

from studyapp.scheduling.exam import Cards, Plan, plan
from studyapp.scheduling.exam_predict import (
    DRAWS,
    NEEDED_REVIEWS,
    Evidence,
    Past,
    interval,
    predict,
)

CARDS = Cards.of(np.full(60, 6.0), np.full(60, 5.0), np.full(60, 3.0), np.zeros(60, dtype=bool))
PLENTY = Evidence(reviews=500)


@pytest.fixture(scope="module")
def made() -> Plan:
    return plan(CARDS, [2.0] * 5, 5.0, rounds=8)


def past(predicted: float, real: float) -> Past:
    return Past(predicted, real, predicted - 0.02, min(predicted + 0.02, 1.0))


def width(plan: Plan, evidence: Evidence = PLENTY, questions: int | None = None) -> float:
    found = predict(CARDS, plan, evidence, questions=questions)
    return found.high - found.low


def test_the_mark_lies_in_its_interval(made: Plan) -> None:
    found = predict(CARDS, made, PLENTY)
    assert 0 <= found.low < found.expected < found.high <= 1
    assert found.expected == pytest.approx(made.expected, abs=0.03)
    assert found.enough


def test_the_same_question_has_the_same_answer(made: Plan) -> None:
    assert predict(CARDS, made, PLENTY, seed=3) == predict(CARDS, made, PLENTY, seed=3)


def test_little_evidence_is_admitted(made: Plan) -> None:
    found = predict(CARDS, made, Evidence(reviews=NEEDED_REVIEWS - 8))
    assert not found.enough
    assert found.missing == 8


def test_fewer_questions_make_it_wider() -> None:
    widths = []
    for questions in (10, 30, 100, 300):
        low, high = interval(np.full(DRAWS, 0.7), questions, np.random.default_rng(1))
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("recall", [0.3, 0.9, 0.992])
@pytest.mark.parametrize("questions", [1, 12, 40])
def test_no_whole_questions_hold_a_share_nearer_to_80_percent(
    recall: float, questions: int
) -> None:
    low, high = interval(np.full(DRAWS, recall), questions, np.random.default_rng(1))
    first, last = round(low * questions), round(high * questions)
    chance = [
        math.comb(questions, right) * recall**right * (1 - recall) ** (questions - right)
        for right in range(questions + 1)
    ]

    def miss(first: int, last: int) -> float:
        return abs(sum(chance[first : last + 1]) - 0.8)

    pairs = itertools.combinations_with_replacement(range(questions + 1), 2)
    assert miss(first, last) < min(itertools.starmap(miss, pairs)) + 0.03


def test_evidence_makes_it_narrower_and_moves_it(made: Plan) -> None:
    rng = np.random.default_rng(1)
    recall = rng.uniform(0.6, 0.95, 800)
    fair = Evidence.of(recall, rng.random(800) < recall)
    better = Evidence.of(recall, rng.random(800) < recall + 0.05)
    worse = Evidence.of(recall, rng.random(800) < recall - 0.15)
    assert width(made, fair) < width(made)
    marks = [predict(CARDS, made, each).expected for each in (worse, fair, better)]
    assert marks == sorted(marks)
    assert worse.shift() < fair.shift() < better.shift()


def test_earlier_exams_take_off_their_bias(made: Plan) -> None:
    plain = predict(CARDS, made, PLENTY)
    once = predict(CARDS, made, PLENTY, past=[past(0.8, 0.6)])
    often = predict(CARDS, made, PLENTY, past=[past(0.8, 0.6)] * 6)
    assert often.expected < once.expected < plain.expected
    assert plain.bias == 0.0
    assert often.bias < once.bias < 0
    right = predict(CARDS, made, PLENTY, past=[past(0.8, 0.8)] * 3)
    assert right.expected == pytest.approx(plain.expected)


def test_bad_marks_lower_the_next_prediction_and_widen_its_band() -> None:
    count = 100
    cards = Cards.of(
        np.full(count, 60.0),
        np.full(count, 5.0),
        np.full(count, 3.0),
        np.zeros(count, dtype=np.bool_),
        evidence=np.full(count, 6),
    )
    made = plan(cards, [20.0] * 10, 10.2)
    told = [
        predict(cards, made, Evidence(0.0, 0.0, 600), past=[past(made.expected, 0.6)] * exams)
        for exams in (0, 1, 3)
    ]
    assert told[0].expected > 0.98
    assert told[2].expected < told[1].expected < told[0].expected
    assert told[2].expected < 0.93
    assert min(each.high - each.low for each in told[1:]) > 4 * (told[0].high - told[0].low)
