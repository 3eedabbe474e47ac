"""Figures over a simulated student: sums that must agree, and what each figure leaves out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.card import Queue, State
from studyapp.domain.day import to_ms
from studyapp.domain.period import Period
from studyapp.services.stats import _clock
from studyapp.statistics import standing, work
from studyapp.statistics.calibration import calibration
from studyapp.statistics.columns import Cards, entries
from studyapp.statistics.figures import Clock, Figures, figures
from studyapp.statistics.reviews import Kind, Reviews, reviews
from tests.statistics import simulated

STUDENT = simulated.studied(3)
CARDS, ENTRIES = STUDENT.columns()
ANSWERS = reviews(ENTRIES)
TODAY = STUDENT.today
ALL = np.ones(len(CARDS), dtype=np.bool_)
ZERO = np.zeros(1, dtype=np.int64)


def made(period: Period, chosen: "np.ndarray[tuple[int], np.dtype[np.bool_]]" = ALL) -> Figures:
    chances = np.where(np.isnan(CARDS.stability), np.nan, 0.8)
    return figures(CARDS, ANSWERS, chosen, chances, Clock(TODAY, ZERO, ZERO), period)


@pytest.mark.parametrize("period", Period)
def test_every_view_of_the_same_answers_has_the_same_sum(period: Period) -> None:
    found = made(period)
    assert found.reviews > 100
    assert sum(day.total for day in found.days) == found.reviews
    assert sum(hour.total for hour in found.hours) == found.reviews
    assert sum(map(sum, found.ratings.values())) == found.reviews
    assert sum(day.total for day in found.retention_days) == found.retention.total
    assert len(found.days) == len(found.retention_days) == TODAY - found.first + 1
    assert found.habit.studied == sum(day.total > 0 for day in found.days)
    per_kind = {kind: sum(day.answers[kind] for day in found.days) for kind in Kind}
    assert {kind: sum(row) for kind, row in found.ratings.items()} == {
        kind: per_kind[kind] for kind in Kind if kind is not Kind.PRACTICE
    }


def test_decks_add_up_to_the_whole() -> None:
    parts = [made(Period.ALL, CARDS.deck == deck) for deck in (1, 2, 3)]
    whole = made(Period.ALL)
    assert sum(part.cards for part in parts) == whole.cards
    assert sum(part.reviews for part in parts) == whole.reviews
    assert sum((part.retention for part in parts), start=type(whole.retention)()) == whole.retention
    assert sum(part.remembered for part in parts) == pytest.approx(whole.remembered)
    for name in ("intervals", "stability", "difficulty", "recall"):
        counts = [np.array(getattr(part, name).counts) for part in parts]
        assert np.sum(counts, axis=0).tolist() == list(getattr(whole, name).counts)


def test_a_longer_period_has_no_fewer_answers() -> None:
    counts = [made(period).reviews for period in Period]
    assert counts == sorted(counts)
    assert made(Period.ALL).first == int(ANSWERS.day.min())


def test_nothing_at_all_has_figures_too() -> None:
    student = simulated.studied(1, count=0)
    cards, log = student.columns()
    found = figures(
        cards,
        reviews(log),
        np.ones(0, dtype=np.bool_),
        np.zeros(0),
        Clock(student.today, ZERO, ZERO),
        Period.ALL,
    )
    assert (found.cards, found.reviews, found.first) == (0, 0, student.today)
    assert found.retention.share is None
    assert found.recall.mean is None
    assert found.habit == work.Habit(1, 0, 0, 0, 0)


def with_days(*ago: int) -> Reviews:
    """Return an answer on each of these days."""
    days = np.array([TODAY - each for each in ago], dtype=np.int64)
    zeros = np.zeros(len(days), dtype=np.int64)
    never = np.zeros(len(days), dtype=np.bool_)
    return Reviews(zeros, days * 86_400_000, days, zeros, zeros + 3, zeros, never, never)


@pytest.mark.parametrize(
    ("ago", "studied", "week", "longest"),
    [
        ((0, 1, 2, 3), 4, 4, 4),
        ((1, 2, 3), 3, 3, 3),
        ((0, 2, 3, 5), 4, 4, 4),
        ((0, 3, 4), 3, 3, 2),
        ((40, 41, 42, 43, 3), 1, 1, 4),
        ((7,), 1, 0, 1),
    ],
)
def test_a_day_off_ends_no_run(ago: tuple[int, ...], studied: int, week: int, longest: int) -> None:
    found = work.habit(with_days(*ago), TODAY - 29, TODAY)
    assert (found.studied, found.week, found.longest) == (studied, week, longest)
    assert found.ever == len(ago)


def test_hours_are_those_of_the_learners_clock_before_and_after_it_changes() -> None:
    paris = ZoneInfo("Europe/Paris")
    times = [
        datetime(2026, month, 10, hour, 30, tzinfo=paris)
        for month, hour in ((1, 7), (7, 7), (11, 22))
    ]
    change = datetime(2026, 10, 25, 0, 59, tzinfo=UTC)
    times += [change, change + timedelta(minutes=2)]  # 2:59 and, once more, 2:01
    found = replace(with_days(*range(len(times))), at=np.array([to_ms(each) for each in times]))
    clock = _clock(found, TODAY, paris)
    hours = work.by_hour(found, clock.starts, clock.offsets)
    assert {at: hour.total for at, hour in enumerate(hours) if hour.total} == {7: 2, 22: 1, 2: 2}


def test_answers_of_a_wrong_clock_and_of_no_card_are_left_out() -> None:
    rows = STUDENT.log_rows()
    card, at, spent, led_to = rows[-1]
    wrong = [(card, at, day << 40, led_to) for day in (-(10**6), -1, TODAY + 1, TODAY + 10**6)]
    stray = (10**9, at, spent, led_to)
    log = entries([*rows, *wrong, stray], CARDS)
    assert len(log) == len(rows) + len(wrong)
    chances = np.full(len(CARDS), np.nan)
    found = figures(CARDS, reviews(log), ALL, chances, Clock(TODAY, ZERO, ZERO), Period.ALL)
    assert found.reviews == made(Period.ALL).reviews
    assert found.first == made(Period.ALL).first


def cards_with(**columns: object) -> Cards:
    """Return cards in review, but for the columns given."""
    count = max(len(each) for each in columns.values())  # type: ignore[arg-type]
    nothing = np.full(count, np.nan)
    whole = {
        "id": np.arange(count),
        "deck": np.ones(count, dtype=np.int64),
        "state": np.full(count, int(State.REVIEW)),
        "hidden": np.zeros(count, dtype=np.int64),
        **dict.fromkeys(("due_day", "interval", "last_review", "stability", "difficulty"), nothing),
    }
    return Cards(**{**whole, **{name: np.array(each) for name, each in columns.items()}})


def test_what_is_hidden_or_new_is_not_forecast() -> None:
    due = [-3.0, 0.0, 0.0, 0.0, 2.0, 2.0, 30.0]
    hidden = [0, 0, Queue.SUSPENDED, Queue.BURIED, Queue.BURIED, 0, 0]
    state = [State.REVIEW] * 5 + [State.NEW, State.REVIEW]
    interval = [30.0, 5.0, 5.0, 5.0, 40.0, 5.0, 30.0]
    cards = cards_with(
        due_day=[TODAY + each for each in due], hidden=hidden, state=state, interval=interval
    )
    found = standing.forecast(cards, np.ones(7, dtype=np.bool_), TODAY, 5)
    assert found == standing.Forecast(1, (1, 0, 0, 0, 0), (0, 0, 1, 0, 0))
    counted = standing.states(cards, np.ones(7, dtype=np.bool_))
    assert counted == standing.States(new=1, young=1, mature=2, suspended=1, buried=2)


@given(st.lists(st.floats(-10, 5000), max_size=50), st.booleans())
def test_histograms_lose_nothing(values: list[float], closed: bool) -> None:
    edges = tuple(at / 20 for at in range(21)) if closed else standing.INTERVAL_EDGES
    found = standing.histogram(np.array([*values, np.nan]), edges, closed=closed)
    assert found.total == len(values)
    assert len(found.counts) == len(edges) - closed


def test_values_stand_in_the_bin_they_begin() -> None:
    found = standing.histogram(np.array([0.0, 0.9, 21.0, 20.9, 9999.0]), standing.INTERVAL_EDGES)
    at = standing.INTERVAL_EDGES.index(21)
    assert (found.counts[0], found.counts[at], found.counts[at - 1], found.counts[-1]) == (
        2,
        1,
        1,
        1,
    )


@given(st.lists(st.tuples(st.floats(0, 1) | st.just(float("nan")), st.booleans()), max_size=80))
def test_calibration_keeps_the_means(pairs: list[tuple[float, bool]]) -> None:
    predicted = np.array([chance for chance, _ in pairs], dtype=np.float64)
    recalled = np.array([right for _, right in pairs], dtype=np.bool_)
    found = calibration(predicted, recalled)
    known = ~np.isnan(predicted)
    assert found.reviews == known.sum() == sum(group.reviews for group in found.groups)
    if not found.reviews:
        assert found.predicted is found.observed is found.log_loss is None
        return
    mean = sum(group.predicted * group.reviews for group in found.groups) / found.reviews
    assert mean == pytest.approx(predicted[known].mean())
    assert found.observed == pytest.approx(recalled[known].mean())
    assert all(0 < group.error < 0.4 for group in found.groups)
    assert [group.predicted for group in found.groups] == sorted(
        group.predicted for group in found.groups
    )


def test_true_predictions_are_better_than_bold_ones() -> None:
    rng = np.random.default_rng(1)
    chances = rng.uniform(0.5, 1, 20_000)
    recalled = rng.random(20_000) < chances
    true, bold = calibration(chances, recalled), calibration(np.sqrt(chances), recalled)
    assert true.error is not None
    assert bold.error is not None
    assert true.log_loss is not None
    assert bold.log_loss is not None
    assert true.error < 0.02 < bold.error
    assert true.log_loss < bold.log_loss
