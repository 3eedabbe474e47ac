"""Recall predictions: continuous in time, unlike the package's."""

from dataclasses import replace
from datetime import timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.card import Memory, State
from studyapp.scheduling.fsrs import ideal_interval, recall

from .logs import START, STEEP

MEMORY = Memory(State.REVIEW, None, 0.212, 6.4, START, 20_000, START, 19_999, 19_990, 3)
SECOND = timedelta(seconds=1)


def known(memory: Memory, after: timedelta, parameters: tuple[float, ...] = ()) -> float:
    value = recall(memory, START + after, parameters)
    assert value is not None
    return value


def test_nothing_jumps_at_24_hours() -> None:
    day = timedelta(days=1)
    step = known(MEMORY, day - SECOND) - known(MEMORY, day + SECOND)
    assert 0 < step < 1e-4
    package = fsrs.Scheduler()
    card = fsrs.Card(1, fsrs.State.Review, None, 0.212, 6.4, START, START)
    before = package.get_card_retrievability(card, START + day - SECOND)
    after = package.get_card_retrievability(card, START + day + SECOND)
    assert before - after > 0.1, "if the package became continuous, use it"


@pytest.mark.parametrize("parameters", [(), STEEP])
def test_agrees_with_the_package_on_whole_days(parameters: tuple[float, ...]) -> None:
    package = fsrs.Scheduler(parameters) if parameters else fsrs.Scheduler()
    card = fsrs.Card(1, fsrs.State.Review, None, 7.5, 6.4, START, START)
    for days in (0, 1, 5, 30, 4000):
        at = timedelta(days=days)
        expected = package.get_card_retrievability(card, START + at)
        assert known(replace(MEMORY, stability=7.5), at, parameters) == pytest.approx(expected)


@given(stability=st.floats(0.001, 36_500), retention=st.floats(0.7, 0.99))
def test_the_interval_inverts_the_curve(stability: float, retention: float) -> None:
    days = ideal_interval(stability, retention)
    memory = replace(MEMORY, stability=stability)
    assert known(memory, timedelta(days=days)) == pytest.approx(retention, abs=1e-3)


@given(first=st.floats(-100, 40_000), second=st.floats(-100, 40_000))
def test_never_rises_and_stays_a_probability(first: float, second: float) -> None:
    early, late = sorted((first, second))
    before, after = known(MEMORY, timedelta(early)), known(MEMORY, timedelta(late))
    assert 0 < after <= before <= 1


def test_one_when_the_clock_went_back() -> None:
    assert known(MEMORY, timedelta(days=-3)) == 1.0
    assert known(MEMORY, timedelta()) == 1.0


def test_none_without_a_memory() -> None:
    assert recall(Memory(), START) is None
    assert recall(replace(MEMORY, stability=None), START) is None
    assert recall(replace(MEMORY, last_review=None), START) is None
