"""Fuzz: within bounds, from the card alone, and the same in preview and answer."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from math import floor

import pytest
from fsrs.scheduler import FUZZ_RANGES
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.card import Memory, State
from studyapp.domain.day import study_day
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Rating
from studyapp.scheduling.fsrs import Scheduler, settle
from studyapp.scheduling.fuzz import fuzz_factor, fuzz_range, mix, spread
from studyapp.scheduling.preview import previews
from tests.few import examples

from .logs import BERLIN, START

FACTORS = st.floats(0, 1, exclude_max=True)
TODAY = study_day(START, BERLIN)


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (1.0, (1, 1)),
        (2.4, (2, 2)),
        (3.0, (2, 4)),
        (7.0, (5, 9)),
        (10.0, (8, 12)),
        (20.0, (17, 23)),
        (100.0, (93, 107)),
        (1000.0, (948, 1052)),
    ],
)
def test_ranges(interval: float, expected: tuple[int, int]) -> None:
    """15% from 2.5 to 7 days, 10% to 20, 5% beyond, and a day: worked out by hand."""
    assert fuzz_range(interval, 1, 36_500) == expected


def test_ranges_are_the_packages() -> None:
    for tenths in range(25, 6000):
        interval = tenths / 10
        delta = 1.0 + sum(
            band["factor"] * max(min(interval, band["end"]) - band["start"], 0.0)
            for band in FUZZ_RANGES
        )
        expected = floor(interval - delta + 0.5), floor(interval + delta + 0.5)
        assert fuzz_range(interval, 1, 36_500) == expected


@given(
    interval=st.floats(0, 40_000),
    least=st.integers(1, 500),
    most=st.integers(1, 36_500),
    factor=FACTORS,
)
def test_within_bounds(interval: float, least: int, most: int, factor: float) -> None:
    days = spread(interval, least, most, factor)
    assert min(least, most) <= days <= most
    inside = min(max(interval, min(least, most)), most)
    assert abs(days - inside) <= 0.5 + (0 if inside < 2.5 else 1 + 0.15 * inside)


@given(first=st.floats(0, 40_000), second=st.floats(0, 40_000), factor=FACTORS)
def test_never_reverses_an_order(first: float, second: float, factor: float) -> None:
    short, long = sorted((first, second))
    assert spread(short, 1, 36_500, factor) <= spread(long, 1, 36_500, factor)


def test_every_day_of_a_range_is_used_about_equally() -> None:
    seen = Counter(spread(10.0, 1, 36_500, fuzz_factor(card, 4)) for card in range(5000))
    assert set(seen) == {8, 9, 10, 11, 12}
    assert min(seen.values()) > 850


def test_mix_is_pinned() -> None:
    """A change would move every card of every learner."""
    assert (mix(0), mix(1, 1)) == (16294208416658607535, 8468297219712610898)
    assert len({mix(card, reps) for card in range(300) for reps in range(30)}) == 9000


MEMORIES = st.builds(
    Memory,
    state=st.just(State.REVIEW),
    stability=st.floats(0.01, 36_500),
    difficulty=st.floats(1, 10),
    due_day=st.integers(TODAY - 300, TODAY + 300),
    last_day=st.integers(TODAY - 600, TODAY),
    first_day=st.just(TODAY - 600),
    reps=st.integers(1, 200),
) | st.just(Memory())


@settings(deadline=None, max_examples=examples(150))
@given(
    memory=MEMORIES,
    card_id=st.integers(1, 2**62),
    longest=st.sampled_from([1, 2, 3, 30, 36_500]),
    fuzz=st.booleans(),
)
def test_preview_is_what_the_rating_does(
    memory: Memory, card_id: int, longest: int, fuzz: bool
) -> None:
    options = DeckOptions(maximum_interval=longest, fuzz=fuzz)
    scheduler = Scheduler(options, BERLIN)
    shown = previews(scheduler, memory, START, TODAY, card_id)
    for rating in Rating:
        again = Scheduler(options, BERLIN).answer(memory, rating, START, TODAY, card_id)
        assert shown[rating].memory == again
        assert shown[rating].rating is rating
    days = [
        outcome.interval.days
        for rating, outcome in shown.items()
        if rating is not Rating.AGAIN and outcome.memory.due_day is not None
    ]
    assert all(b > a or b == longest for a, b in pairwise(days))
    assert all(1 <= day <= longest for day in days)


@settings(deadline=None)
@given(memory=MEMORIES, waited=st.integers(0, 3_600_000), long_steps=st.booleans())
def test_an_outcome_shown_earlier_settles_to_the_answer(
    memory: Memory, waited: int, long_steps: bool
) -> None:
    options = DeckOptions(learning_steps=(60, 86_400)) if long_steps else DeckOptions()
    scheduler = Scheduler(options, BERLIN)
    later = START + timedelta(milliseconds=waited)
    for rating, shown in scheduler.outcomes(memory, START, TODAY, 9).items():
        answered = scheduler.answer(memory, rating, later, TODAY, 9)
        assert settle(shown, later) == answered


def test_a_growing_interval_does_not_shrink_back() -> None:
    """Fuzz may take two of 13 days, but not go back to the 12 that the card has just done."""
    memory = Memory(State.REVIEW, None, 10.0, 9.9, START, TODAY, START, TODAY - 12, TODAY - 40, 5)
    plain = Scheduler(DeckOptions(fuzz=False), BERLIN)
    hard = plain.answer(memory, Rating.HARD, START, TODAY, 1).due_day
    assert hard is not None
    assert hard - TODAY == 13
    fuzzed = Scheduler(DeckOptions(), BERLIN)
    for card_id in range(200):
        moved = fuzzed.answer(memory, Rating.HARD, START, TODAY, card_id).due_day
        assert moved is not None
        assert 13 <= moved - TODAY <= 15
