"""Blocks of days: nothing is lost between days and blocks, and plans are as good."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.scheduling import exam_days
from studyapp.scheduling.exam import Cards, Student, plan, value_cards
from studyapp.scheduling.exam_days import FINE, NOW, Days
from tests.few import examples

MINUTES = st.lists(st.sampled_from([0.0, 5.0, 20.0]), min_size=1, max_size=400)


@given(minutes=MINUTES)
@settings(max_examples=examples(60), deadline=None)
def test_amounts_and_prices_survive(minutes: list[float]) -> None:
    given_minutes = np.array(minutes)
    days = Days.of(given_minutes)
    assert days.count == len(minutes)
    assert days.minutes.sum() == pytest.approx(given_minutes.sum())
    assert days.shared(days.minutes) == pytest.approx(given_minutes)
    prices = np.where(days.open, np.arange(len(days)) + 1.0, 0.0)
    daily = days.daily(prices)
    assert (daily[given_minutes == 0] == 0).all()
    assert days.blocked(daily) == pytest.approx(prices)
    marks = np.cumsum(days.minutes)
    assert days.reached(0.0, marks) == pytest.approx(np.cumsum(given_minutes))


@given(count=st.integers(1, 1500))
@settings(max_examples=examples(60), deadline=None)
def test_days_are_fine_now_and_near_the_exam_and_blocks_lie_between(count: int) -> None:
    days = Days.of(np.ones(count))
    assert (np.diff(days.at) > 0).all()
    assert days.at[0] == 0
    first = min(NOW, count)
    assert days.at[:first].tolist() == list(range(first))
    assert days.at[-1] == count - 1
    assert (np.abs(days.at[days.block] - np.arange(count)) <= days.minutes[days.block] / 2).all()
    assert len(days) == count if count <= FINE else len(days) < 0.95 * count
    length = days.minutes[NOW:]
    assert (np.diff(length[1:]) <= 0).all()


def test_later_days_are_the_same_blocks() -> None:
    minutes = np.arange(200) % 7 * 5.0
    days = Days.of(minutes)
    later = days.later(10)
    assert later.count == 190
    assert later.at[0] == 0
    assert later.shared(later.minutes) == pytest.approx(minutes[10:])
    inside = int(np.flatnonzero(np.diff(days.block) == 0)[0]) + 1
    with pytest.raises(ValueError, match="days"):
        days.later(inside)


def deck() -> Cards:
    rng = np.random.default_rng(4)
    count = 120
    return Cards.of(
        np.exp(rng.normal(2.0, 1.0, count)),
        rng.uniform(2, 9, count),
        rng.uniform(1, 20, count),
        np.arange(count) >= 60,
    )


@pytest.mark.slow
def test_a_plan_in_blocks_is_as_good_as_one_of_days(monkeypatch: pytest.MonkeyPatch) -> None:
    cards, minutes, student = deck(), np.full(FINE + 30, 1.5), Student(20.0, 8.0, 20.0)
    minutes[5::7] = 0.0
    blocks = plan(cards, minutes, FINE + 30.4, student, rounds=8)
    monkeypatch.setattr(exam_days, "FINE", 1000)
    fine = plan(cards, minutes, FINE + 30.4, student, rounds=8)
    assert blocks.expected == pytest.approx(fine.expected, abs=0.01)
    assert blocks.idle == pytest.approx(fine.idle)
    assert (blocks.minutes <= minutes + 1e-9).all()
    assert not blocks.prices[5::7].any()
    assert len(set(blocks.today) & set(fine.today)) > 0.6 * len(fine.today)
    again = plan(cards, minutes, FINE + 30.4, student, before=blocks.prices, rounds=0)
    assert again.expected == pytest.approx(fine.expected, abs=0.01)


def test_cards_are_valued_on_days_after_a_plan_in_blocks() -> None:
    cards, minutes = deck(), np.full(FINE + 30, 1.5)
    found = plan(cards, minutes, FINE + 30.0, rounds=4)
    gain = value_cards(cards, found, 3)
    assert gain.shape == (len(cards),)
    assert np.isfinite(gain).all()
