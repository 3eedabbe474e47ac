"""Steps in words; the agreement test holds them against the package."""

import pytest

from studyapp.domain.card import State
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Rating
from studyapp.scheduling.steps import Move, move

DAY = 86_400
GRADUATE = Move(State.REVIEW)


@pytest.mark.parametrize(
    ("step", "rating", "expected"),
    [
        (0, Rating.AGAIN, Move(State.LEARNING, 0, 60)),
        (0, Rating.HARD, Move(State.LEARNING, 0, 330)),
        (0, Rating.GOOD, Move(State.LEARNING, 1, 600)),
        (1, Rating.AGAIN, Move(State.LEARNING, 0, 60)),
        (1, Rating.HARD, Move(State.LEARNING, 1, 600)),
        (1, Rating.GOOD, GRADUATE),
        (0, Rating.EASY, GRADUATE),
        (7, Rating.GOOD, GRADUATE),
        (7, Rating.HARD, GRADUATE),
        (7, Rating.AGAIN, Move(State.LEARNING, 0, 60)),
        (None, Rating.GOOD, Move(State.LEARNING, 1, 600)),
    ],
)
def test_default_learning(step: int | None, rating: Rating, expected: Move) -> None:
    assert move(State.LEARNING, step, rating, DeckOptions()) == expected


def test_new_cards_start_the_learning_steps() -> None:
    for rating in Rating:
        new = move(State.NEW, None, rating, DeckOptions())
        assert new == move(State.LEARNING, 0, rating, DeckOptions())


def test_a_lapse_starts_the_relearning_steps() -> None:
    options = DeckOptions()
    assert move(State.REVIEW, None, Rating.AGAIN, options) == Move(State.RELEARNING, 0, 600)
    assert move(State.RELEARNING, 0, Rating.GOOD, options) == GRADUATE
    assert move(State.RELEARNING, 0, Rating.HARD, options).seconds == 900


def test_without_steps_stability_decides_at_once() -> None:
    options = DeckOptions(learning_steps=(), relearning_steps=())
    for state in State:
        for rating in Rating:
            assert move(state, None, rating, options) == GRADUATE


def test_hard_on_a_single_long_step_adds_a_day_at_most() -> None:
    options = DeckOptions(learning_steps=(10 * DAY,))
    hard = move(State.NEW, None, Rating.HARD, options)
    assert hard.seconds == 11 * DAY
    assert hard.days == 11


@pytest.mark.parametrize(("seconds", "days"), [(DAY - 1, 0), (DAY, 1), (DAY * 2 - 1, 1)])
def test_days_of_a_step(seconds: int, days: int) -> None:
    assert Move(State.LEARNING, 0, seconds).days == days
    assert GRADUATE.days == 0
