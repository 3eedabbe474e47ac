"""The simulator is fair, and the plan beats the rules of thumb in it."""

import numpy as np
import pytest

from studyapp.scheduling.exam import Cards, Student
from studyapp.scheduling.simulate import Class, Policy, simulate
from studyapp.scheduling.simulate_exam import run
from studyapp.scheduling.simulate_plan import Planned
from studyapp.scheduling.simulate_policies import (
    at_random,
    far_and_near,
    fixed_retention,
    naive_cap,
)
from studyapp.scheduling.simulate_scenarios import SCENARIOS, Scenario, known, unknown
from studyapp.scheduling.workload import workload

SMALL = Scenario(40, 12, 8, 3)
"""So small that its figures mean nothing."""
POLICIES = [
    fixed_retention(0.9, 0.55),
    naive_cap(0.9, 0.55),
    far_and_near(0.7),
    at_random(1),
    Planned(3, wary=True),
]


@pytest.fixture(scope="module")
def group() -> Class:
    return unknown(SMALL, 6, 3)


@pytest.mark.parametrize("policy", POLICIES)
def test_no_day_is_longer_than_its_minutes(group: Class, policy: Policy) -> None:
    outcome = simulate(group, policy)
    assert (outcome.minutes <= group.minutes + 1e-6).all()
    assert (outcome.end.reviews.max(axis=1) <= group.days).all()
    assert ((outcome.mark >= 0) & (outcome.mark <= 1)).all()
    assert (outcome.mark > 0.1).all()


def test_the_same_seed_brings_the_same_students(group: Class) -> None:
    first, second = (simulate(group, fixed_retention(0.9, 0.55)).mark for _ in range(2))
    assert (first == second).all()


def test_memory_is_believed_as_it_is_where_it_is_known() -> None:
    end = simulate(known(SMALL, 5, 3), fixed_retention(0.9, 0.55)).end
    assert (end.stability == end.true_stability).all()
    assert (end.difficulty == end.true_difficulty).all()


def test_the_plan_beats_every_fixed_retention() -> None:
    students = known(Scenario(60, 20, 10, 20), 16, 3)
    fixed = [
        simulate(students, fixed_retention(retention, pace)).mark.mean()
        for retention in (0.9, 0.95, 0.97)
        for pace in (0.4, 0.55)
    ]
    assert simulate(students, Planned(20)).mark.mean() > max(fixed)


def test_higher_retention_costs_more_minutes_and_knows_more() -> None:
    rng = np.random.default_rng(1)
    cards = Cards.of(
        np.exp(rng.normal(2, 1, 400)),
        rng.uniform(2, 9, 400),
        rng.uniform(0, 20, 400),
        np.arange(400) >= 300,
    )
    student = Student(new=20.0, passed=7.0, lapsed=18.0)
    told: list[float] = []
    loads = workload(cards, [0.8, 0.9, 0.95], 120, 5, student, tick=told.append)
    minutes = [load.minutes[30:].sum() for load in loads]
    known_cards = [load.known[-1] for load in loads]
    assert minutes == sorted(minutes)
    assert known_cards == sorted(known_cards)
    assert told[-1] == pytest.approx(1.0)
    for load in loads:
        assert load.introductions.sum() == 100
        assert load.introductions.max() == 5
        again = workload(cards, [load.retention], 120, 5, student)[0]
        assert (again.minutes == load.minutes).all()
    held = workload(cards, [0.9], 30, 0, student, reviews_per_day=10)[0]
    assert held.reviews.max() == 10


@pytest.mark.slow
@pytest.mark.parametrize("told", [True, False])
def test_the_benchmark_in_small(told: bool) -> None:
    line = run(SCENARIOS[1], 30, 11, told=told)
    assert line.over <= 1e-6
    assert line.ratio < 1.0
    assert line.planned > max(line.naive_cap, line.far_and_near, line.random)
    assert 0.7 < line.coverage < 0.97
