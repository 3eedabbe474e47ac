"""Replaying many logs at once predicts what replaying each of them does."""

from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import pytest

from studyapp.domain.card import Memory, State
from studyapp.domain.day import from_ms, study_day, to_ms
from studyapp.domain.review import Rating
from studyapp.scheduling import predictions as machine
from studyapp.scheduling.fsrs import recall, remember
from studyapp.scheduling.predictions import Steps, known_logs, predictions

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
OTHER = (
    *(0.3, 1.5, 2.5, 9.0, 6.5, 0.8, 3.0, 0.002, 1.9, 0.17, 0.8),
    *(1.5, 0.06, 0.27, 1.7, 0.6, 1.9, 0.55, 0.1, 0.07, 0.2),
)
Row = tuple[int, int, int, int, float, float, int, int]


def logs(seed: int, count: int, longest: int) -> list[Row]:
    """Return rows of (log, at, day, rating, stability, difficulty, last_review, last_day)."""
    rng = Random(seed)
    rows: list[Row] = []
    for log in range(count):
        at = START + timedelta(minutes=rng.randint(0, 5000))
        for _ in range(rng.randint(1, longest)):
            day, chance = study_day(at, UTC), rng.random()
            rating, stability, last = rng.randint(1, 4), float("nan"), at
            if chance < 0.05:
                rating = 0
            elif chance < 0.1:
                rating, stability = 0, rng.uniform(0.01, 200)
                last = at - timedelta(days=rng.randint(0, 30))
            difficulty = rng.uniform(1, 10)
            found = (stability, difficulty, to_ms(last), study_day(last, UTC))
            rows.append((log, to_ms(at), day, rating, *found))
            at += timedelta(minutes=rng.choice((1, 20, 600, 1500, 9000, 90000, -30)))
    return rows


def steps(rows: list[Row]) -> Steps:
    columns = list(zip(*rows, strict=True))
    log, at, day, rating, last_review, last_day = (
        np.array(each, dtype=np.int64) for each in (*columns[:4], *columns[6:])
    )
    stability, difficulty = (np.array(each, dtype=np.float64) for each in columns[4:6])
    return Steps(log, at, day, rating, stability, difficulty, last_review, last_day)


def one_by_one(rows: list[Row], parameters: tuple[float, ...]) -> list[float]:
    """Return the same by the scheduler's own formulas, an entry at a time."""
    found: list[float] = []
    memory, before = Memory(), -1
    for log, at, day, rating, stability, difficulty, last, last_day in rows:
        if log != before:
            memory, before = Memory(), log
        if rating == 0:
            known = not np.isnan(stability)
            memory = Memory()
            if known:
                memory = remembered(stability, difficulty, last, last_day)
            found.append(float("nan"))
            continue
        chance = recall(memory, from_ms(at), parameters)
        later = memory.last_day is not None and day > memory.last_day
        found.append(float("nan") if chance is None or not later else chance)
        elapsed = 0 if memory.last_day is None else day - memory.last_day
        after = remember(memory.stability, memory.difficulty, elapsed, Rating(rating), parameters)
        memory = remembered(*after, at, day)
    return found


def remembered(stability: float, difficulty: float, at: int, day: int) -> Memory:
    return Memory(
        State.REVIEW,
        stability=stability,
        difficulty=difficulty,
        last_review=from_ms(at),
        last_day=day,
    )


@pytest.mark.parametrize("parameters", [(), OTHER])
@pytest.mark.parametrize(("count", "longest"), [(1, 300), (40, 12), (200, 6), (30, 60)])
def test_predictions_are_those_of_the_scheduler(
    parameters: tuple[float, ...], count: int, longest: int
) -> None:
    rows = logs(count, count, longest)
    expected = one_by_one(rows, parameters)
    assert any(chance < 0.99 for chance in expected)
    np.testing.assert_allclose(predictions(steps(rows), parameters), expected, rtol=1e-6)


def test_arrays_and_single_entries_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = steps(logs(5, 60, 20))
    monkeypatch.setattr(machine, "FEWEST", 1)
    together = predictions(rows)
    monkeypatch.setattr(machine, "FEWEST", 10**9)
    np.testing.assert_allclose(predictions(rows), together, rtol=1e-9)


def test_some_logs_alone_give_what_they_give_among_all() -> None:
    rows = steps(logs(6, 50, 10))
    chosen = np.arange(50) % 3 == 0
    alone = predictions(known_logs(rows, chosen))
    np.testing.assert_allclose(alone, predictions(rows)[chosen[rows.log]])


def test_nothing_predicts_nothing() -> None:
    none = steps(logs(7, 1, 1))
    empty = known_logs(none, np.array([False]))
    assert len(predictions(empty)) == 0
