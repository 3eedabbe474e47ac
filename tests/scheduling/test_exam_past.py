"""Exams that differ from the cards in the same way again and again, and what is learned of it."""

import numpy as np
import pytest

from studyapp.scheduling.exam import Cards, Plan, plan
from studyapp.scheduling.exam_predict import UNSURE, Evidence, Past, predict, recalls
from studyapp.scheduling.formulas import Floats

STUDENTS = 300
EXAMS = 5
QUESTIONS = 40
BIAS = 0.7
"""Standard deviation between students, on the logit scale: some 14 points at a mark of 70%."""
KNOWN = Evidence(0.0, 20.0, 600)
CARDS = Cards.of(
    np.full(60, 6.0),
    np.full(60, 5.0),
    np.full(60, 8.0),
    np.zeros(60, dtype=np.bool_),
    evidence=np.full(60, 4),
)


@pytest.fixture(scope="module")
def made() -> Plan:
    return plan(CARDS, [1.0] * 4, 7.0, rounds=8)


def sat(made: Plan, spread: float) -> tuple[Floats, Floats]:
    """Return coverage and mean absolute error (exams,) by the number of exams before."""
    rng = np.random.default_rng(5)
    covered, error = np.zeros((2, EXAMS))
    for student in range(STUDENTS):
        bias = rng.normal(0.0, spread)
        true = recalls(CARDS, made, KNOWN, (), UNSURE, rng)[:EXAMS]
        true = 1 / (1 + (1 - true) / true * np.exp(-bias))
        past: list[Past] = []
        for exam, recall in enumerate(true):
            found = predict(
                CARDS, made, KNOWN, questions=QUESTIONS, past=past, seed=student * EXAMS + exam
            )
            mark = rng.binomial(QUESTIONS, recall, 1) / QUESTIONS
            covered[exam] += found.low <= mark[0] <= found.high
            error[exam] += abs(mark[0] - found.expected)
            past.append(Past(found.uncorrected, float(mark[0]), found.low, found.high))
    return covered / STUDENTS, error / STUDENTS


def test_a_lasting_bias_is_learned_and_the_band_holds(made: Plan) -> None:
    covered, error = sat(made, BIAS)
    assert covered[0] < 0.7
    assert all(0.72 < covered[exams] < 0.88 for exams in (1, 2, 4))
    assert error[4] < error[2] < error[1] < error[0]
    assert error[4] < 0.8 * error[0]


@pytest.mark.slow
def test_exams_like_the_cards_spoil_little(made: Plan) -> None:
    covered, error = sat(made, 0.0)
    assert all(0.74 < share < 0.92 for share in covered)
    assert error[1:].max() < 1.2 * error[0]
