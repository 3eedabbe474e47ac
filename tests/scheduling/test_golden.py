"""Pinned numbers: a change of the fsrs package or of our rules shows here first."""

import pytest

from studyapp.domain.card import State
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Rating

from .logs import Learner

SEQUENCE = (3, 3, 3, 3, 1, 3, 3, 2, 4, 3, 1, 2, 3, 3)

GOLDEN = [
    ("LEARNING", 1, 0, 2.3065, 2.1181),
    ("REVIEW", None, 2, 2.3065, 2.1112),
    ("REVIEW", None, 11, 10.971, 2.1043),
    ("REVIEW", None, 46, 46.3169, 2.0975),
    ("RELEARNING", 0, 0, 2.9338, 7.3877),
    ("REVIEW", None, 3, 2.9338, 7.3756),
    ("REVIEW", None, 8, 7.7991, 7.3634),
    ("REVIEW", None, 14, 14.4451, 8.2349),
    ("REVIEW", None, 40, 39.7019, 7.6304),
    ("REVIEW", None, 79, 78.9439, 7.618),
    ("RELEARNING", 0, 0, 3.3422, 9.2023),
    ("RELEARNING", 0, 0, 3.3422, 9.4557),
    ("REVIEW", None, 3, 3.3422, 9.4414),
    ("REVIEW", None, 6, 5.465, 9.4272),
]
"""After each rating, answered when due: state, step, days, stability, difficulty."""
FUZZED = [0, 2, 10, 45, 0, 4, 11, 18, 47, 87, 0, 0, 5, 7]


def walk(options: DeckOptions) -> list[tuple[str, int | None, int, float, float]]:
    """Answer the sequence, each time when due: state, step, days, stability, difficulty."""
    learner = Learner(options)
    seen: list[tuple[str, int | None, int, float, float]] = []
    for number in SEQUENCE:
        learner.wait_until_due()
        today = learner.today
        memory = learner.answer(Rating(number))
        assert memory.stability is not None
        assert memory.difficulty is not None
        days = 0 if memory.due_day is None else memory.due_day - today
        seen.append(
            (
                memory.state.name,
                memory.step,
                days,
                round(memory.stability, 4),
                round(memory.difficulty, 4),
            )
        )
    return seen


def test_intervals_without_fuzz() -> None:
    assert walk(DeckOptions(fuzz=False)) == GOLDEN


def test_intervals_with_fuzz() -> None:
    assert [days for _, _, days, _, _ in walk(DeckOptions())] == FUZZED


@pytest.mark.parametrize(
    ("rating", "stability", "difficulty"),
    [(1, 0.212, 6.4133), (2, 1.2931, 5.1122), (3, 2.3065, 2.1181), (4, 8.2956, 1.0)],
)
def test_first_rating(rating: int, stability: float, difficulty: float) -> None:
    memory = Learner().answer(Rating(rating))
    assert memory.stability == pytest.approx(stability, abs=1e-4)
    assert memory.difficulty == pytest.approx(difficulty, abs=1e-4)


def test_four_buttons_of_a_new_card() -> None:
    waits = {}
    for rating in Rating:
        learner = Learner(DeckOptions(fuzz=False))
        memory = learner.answer(rating)
        assert memory.due is not None
        waits[rating.name] = (memory.state, memory.due_day is None, memory.step)
    assert waits == {
        "AGAIN": (State.LEARNING, True, 0),
        "HARD": (State.LEARNING, True, 0),
        "GOOD": (State.LEARNING, True, 1),
        "EASY": (State.REVIEW, False, None),
    }
