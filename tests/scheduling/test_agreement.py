"""The same memory as the reference implementation, and the same moves as the package."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import fsrs
import fsrs_rs_python
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.card import Memory, State
from studyapp.domain.day import study_day
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Rating
from studyapp.errors import ConfigError
from studyapp.scheduling.fsrs import MAXIMUM_STABILITY, Scheduler, ideal_interval, remember
from tests.few import examples

from .logs import BERLIN, START, STEEP, Learner, random_gaps, random_rating


@pytest.mark.parametrize(
    ("parameters", "tolerance"), [((), 2e-4), (STEEP, 1e-3)], ids=["default", "steep"]
)
def test_memory_equals_fsrs_rs(parameters: tuple[float, ...], tolerance: float) -> None:
    """A thousand histories; the reference computes in 32 bits, which steep growth amplifies."""
    rng = Random(11)
    ours: list[list[tuple[float, float]]] = []
    items = []
    for card_id in range(1000):
        learner = Learner(DeckOptions(parameters=parameters), card_id=card_id)
        states: list[tuple[float, float]] = []
        reviews = []
        last = learner.today
        for gap in random_gaps(rng, rng.randint(1, 20)):
            rating = random_rating(rng)
            memory = learner.answer(rating)
            assert memory.stability is not None
            assert memory.difficulty is not None
            states.append((memory.stability, memory.difficulty))
            reviews.append(fsrs_rs_python.FSRSReview(int(rating), learner.today - last))
            last = learner.today
            learner.wait(gap)
        ours.append(states)
        items.append(fsrs_rs_python.FSRSItem(reviews))
    defaults = list(fsrs_rs_python.DEFAULT_PARAMETERS)
    model = fsrs_rs_python.FSRS(list(parameters) or defaults)
    highest = 0.0
    for states, theirs in zip(ours, model.historical_memory_state_batch(items), strict=True):
        for (stability, difficulty), reference in zip(states, theirs, strict=True):
            assert stability == pytest.approx(reference.stability, rel=tolerance)
            assert difficulty == pytest.approx(reference.difficulty, abs=1e-3)
            highest = max(highest, stability)
    if parameters:
        assert highest == MAXIMUM_STABILITY, "the clamp was not reached, so not tested"


def test_stability_is_clamped_where_the_package_goes_on() -> None:
    package = fsrs.Scheduler(STEEP, enable_fuzzing=False)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    card = fsrs.Card(1, fsrs.State.Review, None, 36_000.0, 1.0, at, at)
    beyond, _ = package.review_card(card, fsrs.Rating.Easy, at + timedelta(days=9000))
    assert beyond.stability is not None
    assert beyond.stability > MAXIMUM_STABILITY
    assert remember(36_000.0, 1.0, 9000, Rating.EASY, STEEP)[0] == MAXIMUM_STABILITY


STEPS = st.lists(st.integers(1, 40_000), max_size=4).map(tuple)


@settings(deadline=None, max_examples=examples(150))
@given(
    learning=STEPS,
    relearning=STEPS,
    ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=12),
)
def test_moves_equal_the_package(
    learning: tuple[int, ...], relearning: tuple[int, ...], ratings: list[Rating]
) -> None:
    """State, step and length of step; the interval where no button has to make room."""
    options = DeckOptions(fuzz=False, learning_steps=learning, relearning_steps=relearning)
    package = fsrs.Scheduler(
        learning_steps=[timedelta(seconds=each) for each in learning],
        relearning_steps=[timedelta(seconds=each) for each in relearning],
        enable_fuzzing=False,
    )
    at = datetime(2026, 1, 5, 4, tzinfo=UTC)
    learner = Learner(options, UTC, at)
    card = fsrs.Card(1, due=at)
    for rating in ratings:
        before = learner.memory
        memory = learner.answer(rating)
        card, _ = package.review_card(card, fsrs.Rating(int(rating)), learner.now)
        assert memory.state.value == card.state.value
        assert memory.step == card.step
        assert memory.stability == card.stability
        assert memory.difficulty == card.difficulty
        if card.state is not fsrs.State.Review:
            assert memory.due == card.due
        elif rating <= Rating.HARD:
            assert memory.due_day == study_day(card.due, UTC)
        else:
            assert memory.due_day is not None
            assert memory.due_day >= study_day(card.due, UTC)
        assert before != memory
        # Whole days, so that the package's 24-hour periods are study days too.
        learner.wait(timedelta(days=rng_days(memory)))


def rng_days(memory: Memory) -> int:
    return 0 if memory.state is not State.REVIEW else memory.reps * 3 % 17


@given(
    stability=st.floats(0.01, 36_500),
    retention=st.floats(0.7, 0.99),
)
@settings(deadline=None)
def test_interval_is_the_packages(stability: float, retention: float) -> None:
    package = fsrs.Scheduler(desired_retention=retention, enable_fuzzing=False)
    ours = ideal_interval(stability, retention)
    theirs = package._next_interval(stability=stability)
    assert max(1, min(36_500, round(ours))) == theirs


@pytest.mark.parametrize(
    "parameters", [(1.0,) * 19, (*STEEP[:20], 0.9), (float("nan"), *STEEP[1:])]
)
def test_unusable_parameters_are_refused_with_a_remedy(parameters: tuple[float, ...]) -> None:
    with pytest.raises(ConfigError) as caught:
        Scheduler(DeckOptions(parameters=parameters), BERLIN)
    assert "FSRS-6" in caught.value.hint


@pytest.mark.parametrize("retention", [0.0, 0.69, 0.995, 1.0, float("nan")])
def test_impossible_retention_is_refused(retention: float) -> None:
    with pytest.raises(ConfigError, match="retention"):
        Scheduler(DeckOptions(desired_retention=retention), BERLIN)


ANY_MEMORY = st.builds(
    Memory,
    state=st.sampled_from(State),
    step=st.none() | st.integers(0, 5),
    stability=st.none() | st.floats(0, 1e9),
    difficulty=st.none() | st.floats(0, 20),
    due=st.none() | st.just(START),
    due_day=st.none() | st.integers(15_000, 25_000),
    last_review=st.none() | st.just(START + timedelta(days=400)),
    last_day=st.none() | st.integers(15_000, 25_000),
    first_day=st.none() | st.integers(15_000, 25_000),
    reps=st.integers(0, 1000),
    lapses=st.integers(0, 100),
)


@settings(deadline=None, max_examples=examples(200))
@given(memory=ANY_MEMORY, steps=STEPS, longest=st.integers(-5, 10**6))
def test_no_answer_is_ever_refused(memory: Memory, steps: tuple[int, ...], longest: int) -> None:
    """Whatever an import or an earlier version left behind."""
    options = DeckOptions(learning_steps=steps, relearning_steps=steps, maximum_interval=longest)
    today = study_day(START, BERLIN)
    outcomes = Scheduler(options, BERLIN).outcomes(memory, START, today, 5)
    for after in outcomes.values():
        assert after.due is not None
        assert after.due > START
        assert after.stability is not None
        assert 0.001 <= after.stability <= MAXIMUM_STABILITY
        assert after.difficulty is not None
        assert 1 <= after.difficulty <= 10
        assert (after.step is None) == (after.state is State.REVIEW)
        assert after.state is not State.NEW
        assert after.reps == memory.reps + 1
    days = [o.due_day for r, o in outcomes.items() if r is not Rating.AGAIN and o.due_day]
    ceiling = today + min(max(longest, 1), 36_500)
    assert all(second > first or second == ceiling for first, second in pairwise(days))
    assert all(day <= ceiling for day in days)
