"""The array formulas are those of the schedule, card by card."""

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.card import Memory, State
from studyapp.domain.review import Rating
from studyapp.scheduling.exam_tables import Grid
from studyapp.scheduling.formulas import DEFAULT_PARAMETERS, Formulas
from studyapp.scheduling.fsrs import MINIMUM_STABILITY, ideal_interval, recall, remember

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
stabilities = st.floats(0.01, 30_000)
difficulties = st.floats(1, 10)
own = (*(value * 1.1 for value in DEFAULT_PARAMETERS[:20]), 0.2)
parameter_sets = st.sampled_from([(), own])


@given(stabilities, difficulties, st.integers(1, 4000), st.sampled_from(Rating), parameter_sets)
def test_a_review_moves_memory_as_the_schedule_does(
    stability: float,
    difficulty: float,
    elapsed: int,
    rating: Rating,
    parameters: tuple[float, ...],
) -> None:
    formulas = Formulas(parameters)
    for days, found in (
        (
            elapsed,
            formulas.after(np.array(stability), np.array(difficulty), np.array(elapsed), rating),
        ),
        (0, formulas.same_day(np.array(stability), np.array(difficulty), rating)),
    ):
        expected = remember(stability, difficulty, days, rating, parameters)
        least = max(expected[0], MINIMUM_STABILITY)
        assert math.isclose(float(found[0]), least, rel_tol=1e-9)
        assert math.isclose(float(found[1]), expected[1], rel_tol=1e-9)


@pytest.mark.parametrize("parameters", [(), own])
@pytest.mark.parametrize("rating", Rating)
def test_a_first_rating_is_that_of_the_schedule(
    rating: Rating, parameters: tuple[float, ...]
) -> None:
    found = Formulas(parameters).first(rating)
    assert np.allclose(found, remember(None, None, 0, rating, parameters), rtol=1e-9, atol=0)


@given(stabilities, st.floats(0, 4000), parameter_sets)
def test_recall_is_that_of_the_schedule(
    stability: float, days: float, parameters: tuple[float, ...]
) -> None:
    memory = Memory(state=State.REVIEW, stability=stability, last_review=NOW)
    at = NOW + timedelta(days=days)
    expected = recall(memory, at, parameters)
    elapsed = (at - NOW) / timedelta(days=1)
    found = Formulas(parameters).recall(np.array(elapsed), np.array(stability))
    assert expected is not None
    assert math.isclose(float(found), expected, rel_tol=1e-9)


@given(stabilities, st.floats(0.7, 0.99))
def test_intervals_are_those_of_the_schedule(stability: float, retention: float) -> None:
    found = Formulas().interval(np.array(stability), retention)
    assert math.isclose(float(found), ideal_interval(stability, retention), rel_tol=1e-9)


def test_a_lapse_ends_its_day_with_a_pass() -> None:
    again = remember(12.0, 6.0, 9, Rating.AGAIN)
    expected = remember(*again, 0, Rating.GOOD)
    found = Formulas().lapse(np.array(12.0), np.array(6.0), np.array(9.0))
    assert np.allclose(found, expected, rtol=1e-9, atol=0)


def test_the_defaults_are_the_package_s() -> None:
    first = [remember(None, None, 0, rating)[0] for rating in Rating]
    assert first == list(DEFAULT_PARAMETERS[:4])


def test_students_side_by_side_are_students_one_by_one() -> None:
    sets = np.array([DEFAULT_PARAMETERS, own]).T[:, :, None]
    cards = np.array([[1.0, 5.0, 20.0], [2.0, 7.0, 90.0]])
    both = Formulas(sets).after(cards, cards * 0 + 5, cards * 0 + 3, Rating.GOOD)[0]
    for student, parameters in enumerate([DEFAULT_PARAMETERS, own]):
        alone = Formulas(parameters).after(
            cards[student], cards[student] * 0 + 5, cards[student] * 0 + 3, Rating.GOOD
        )[0]
        assert np.allclose(both[student], alone)


@given(stabilities, difficulties)
def test_the_grid_finds_a_card_between_its_nodes(stability: float, difficulty: float) -> None:
    grid = Grid(300.0)
    nodes, weights = grid.corners(np.array([stability]), np.array([difficulty]))
    row, column = np.divmod(nodes[:, 0], len(grid.stability))
    inside = min(max(stability, grid.stability[0]), grid.stability[-1])
    assert math.isclose(weights.sum(), 1.0)
    assert math.isclose(weights[:, 0] @ grid.difficulty[row], difficulty)
    assert math.isclose(
        weights[:, 0] @ np.log(grid.stability[column]), math.log(inside), rel_tol=1e-4, abs_tol=1e-4
    )
