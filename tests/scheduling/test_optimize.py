"""What of a log is fitted to, how predictions are judged, and what fitting gives."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from random import Random

import fsrs_rs_python as rust
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.card import Memory
from studyapp.domain.day import to_ms
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Evidence, Rating
from studyapp.scheduling.fsrs import Scheduler
from studyapp.scheduling.history import (
    Answer,
    History,
    Prediction,
    history,
    predictions,
    recalls,
    split_at,
)
from studyapp.scheduling.metrics import calibration, recency, scores
from studyapp.scheduling.optimize import EARLIER, MINIMUM, fit, judge
from tests.benchmarks.fit import figures, histories
from tests.real_history import real_history

from .logs import STEEP, Learner, random_gaps, random_rating


def learned(ratings: Sequence[Rating] = (Rating.GOOD,) * 4) -> Learner:
    """Return a card answered with three days between."""
    learner = Learner()
    for rating in ratings:
        learner.answer(rating)
        learner.wait(timedelta(days=3))
    return learner


def made(count: int, seed: int) -> list[History]:
    """Return random histories."""
    rng = Random(seed)
    found: list[History] = []
    for _ in range(count):
        at = rng.randrange(10**12)
        answers = []
        for number, gap in enumerate(random_gaps(rng, rng.randint(1, 12))):
            at += gap // timedelta(milliseconds=1)
            answers.append(Answer(int(random_rating(rng)), gap.days if number else 0, at))
        found.append(answers)
    return found


def items_of(data: Sequence[History]) -> list[rust.FSRSItem]:
    """Return what fsrs-rs judges, in order of time."""
    found = [
        (each.at, card, rust.FSRSItem([rust.FSRSReview(a.rating, a.elapsed) for a in some[:n]]))
        for card, some in enumerate(data)
        for n, each in enumerate(some, 1)
        if each.elapsed > 0
    ]
    return [item for _, _, item in sorted(found, key=lambda each: each[:2])]


def test_answers_with_the_study_days_between_them() -> None:
    learner = learned((Rating.AGAIN, Rating.GOOD))
    learner.answer(Rating.HARD)
    learner.wait(timedelta(minutes=2))
    learner.answer(Rating.EASY)
    found = history(learner.log)
    assert [(each.rating, each.elapsed) for each in found] == [(1, 0), (3, 3), (2, 3), (4, 0)]
    assert [each.at for each in found] == [to_ms(entry.at) for entry in learner.log]


@pytest.mark.parametrize("evidence", [Evidence.CRAM, Evidence.CHOICE, Evidence.MATCH])
def test_what_moves_no_memory_is_left_out(evidence: Evidence) -> None:
    learner = learned()
    learner.cram(evidence, Rating.AGAIN)
    assert history(learner.log) == history(learned().log)


def test_a_typed_answer_counts_and_a_voided_one_does_not() -> None:
    learner = learned()
    plain = history(learner.log)
    learner.answer(Rating.AGAIN, Evidence.TYPED)
    assert len(history(learner.log)) == len(plain) + 1
    learner.undo()
    assert history(learner.log) == plain


@pytest.mark.parametrize(
    ("evidence", "early", "rating", "fair"),
    [
        (Evidence.TYPED, True, Rating.AGAIN, False),
        (Evidence.TYPED, False, Rating.AGAIN, True),
        (Evidence.TYPED, True, Rating.GOOD, True),
        (Evidence.REVIEW, True, Rating.AGAIN, True),
    ],
)
def test_what_is_recorded_only_when_wrong_is_not_predicted(
    evidence: Evidence, early: bool, rating: Rating, fair: bool
) -> None:
    learner = learned((Rating.EASY,))
    if not early:
        learner.wait_until_due()
    learner.answer(rating, evidence)
    learner.wait(timedelta(days=40))
    learner.answer(Rating.GOOD)
    found = history(learner.log)
    assert [each.fair for each in found] == [True, fair, True]
    assert recalls([found]) == len(predictions([found], ())) == 1 + fair
    assert predictions([found], ())[-1].number == 3
    assert found[1].elapsed > 0


def test_a_day_that_ran_backwards_is_the_same_day() -> None:
    learner = learned()
    learner.wait(timedelta(days=-30))
    learner.answer(Rating.GOOD)
    assert history(learner.log)[-1].elapsed == 0


def test_a_reset_starts_anew() -> None:
    learner = learned()
    learner.set_by_hand(Memory())
    learner.answer(Rating.HARD)
    assert [(each.rating, each.elapsed) for each in history(learner.log)] == [(2, 0)]


def test_a_schedule_set_by_hand_cuts_nothing_off() -> None:
    learner = learned()
    due = replace(learner.memory, due_day=learner.today + 40)
    learner.set_by_hand(due)
    learner.answer(Rating.GOOD)
    assert recalls([history(learner.log)]) == 4


def test_a_log_that_begins_in_the_middle_says_nothing() -> None:
    assert history(learned().log[2:]) == []


@pytest.mark.parametrize(("later", "kept"), [(0, 5), (1, 4), (None, 5)])
def test_answers_behind_a_snapshot_that_knows_more_are_left_out(
    later: int | None, kept: int
) -> None:
    """An import leaves a snapshot: of the answers it brought, or of some that it did not."""
    learner = learned()
    last = learner.log[-1].day
    memory = replace(learner.memory, last_day=None if later is None else last + later)
    learner.set_by_hand(memory)
    learner.log[-1] = replace(learner.log[-1], snapshot=memory)
    learner.answer(Rating.GOOD)
    assert len(history(learner.log)) == kept


def test_answers_behind_a_snapshot_alone_say_nothing() -> None:
    learner = learned()
    snapshot = replace(
        learner.log[0],
        evidence=Evidence.MANUAL,
        rating=None,
        snapshot=learner.memory,
        state=learner.memory.state,
    )
    assert history([snapshot, *learner.log[1:]]) == []


@given(st.integers(0, 10**6), st.floats(0, 1))
def test_a_split_parts_by_time_and_loses_nothing(seed: int, share: float) -> None:
    data = made(6, seed)
    if not recalls(data):
        with pytest.raises(ValueError, match="no recall"):
            split_at(data, share)
        return
    cut = split_at(data, share)
    later = predictions(data, (), cut)
    everything = predictions(data, ())
    assert len(everything) == recalls(data)
    assert later == [each for each in everything if each.at >= cut]
    assert later
    assert [each.at for each in everything] == sorted(each.at for each in everything)


def test_what_is_predicted_is_what_the_scheduler_remembers() -> None:
    """Stability, number and lapses from the same log, told by the scheduler."""
    learner = Learner(DeckOptions(parameters=STEEP))
    rng = Random(4)
    wanted = []
    failed = number = 0
    for gap in random_gaps(rng, 40):
        before, day = learner.memory, learner.today
        rating = random_rating(rng)
        learner.answer(rating)
        elapsed = 0 if before.last_day is None else day - before.last_day
        if elapsed > 0:
            number += 1
            wanted.append((before.stability, elapsed, number + 1, failed, rating))
            failed += rating is Rating.AGAIN
        learner.wait(gap)
    found = predictions([history(learner.log)], STEEP)
    assert len(found) == len(wanted)
    factor = 0.9 ** (1 / -STEEP[20]) - 1
    for each, (stability, elapsed, count, lapses, rating) in zip(found, wanted, strict=True):
        assert stability is not None
        assert each.probability == pytest.approx((1 + factor * elapsed / stability) ** -STEEP[20])
        assert each[2:] == (rating is not Rating.AGAIN, elapsed, count, lapses)


@pytest.mark.parametrize("parameters", [(), STEEP], ids=["default", "steep"])
def test_scores_equal_those_of_fsrs_rs(parameters: tuple[float, ...]) -> None:
    """The reference weighs by recency, so that is what is compared; it computes in 32 bits."""
    data = made(400, 7)
    found = predictions(data, parameters)
    reference = rust.FSRS(list(parameters or rust.DEFAULT_PARAMETERS)).evaluate(items_of(data))
    ours = scores(found, recency(len(found)))
    assert ours.log_loss == pytest.approx(reference.log_loss, rel=2e-3)
    assert ours.rmse_bins == pytest.approx(reference.rmse_bins, rel=2e-3)


def prediction(probability: float, *, recalled: bool, elapsed: int = 1) -> Prediction:
    return Prediction(0, probability, recalled, elapsed, 2, 0)


def test_scores_by_hand() -> None:
    found = [prediction(0.8, recalled=True), prediction(0.5, recalled=False)]
    assert scores(found).log_loss == pytest.approx(-(math.log(0.8) + math.log(0.5)) / 2)
    assert scores(found).rmse_bins == pytest.approx(0.65 - 0.5)
    apart = [prediction(0.8, recalled=True), prediction(0.5, recalled=False, elapsed=9)]
    assert scores(apart).rmse_bins == pytest.approx(math.sqrt((0.2**2 + 0.5**2) / 2))
    sure = [prediction(1.0, recalled=False)]
    assert math.isfinite(scores(sure).log_loss)
    with pytest.raises(ValueError, match="no predictions"):
        scores([])


PROBABLE = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=300)


@given(PROBABLE)
def test_bins_hold_every_recall_once(values: list[tuple[float, bool]]) -> None:
    bins = calibration([prediction(chance, recalled=came) for chance, came in values])
    assert sum(each.count for each in bins) == len(values)
    assert [each.predicted for each in bins] == sorted(each.predicted for each in bins)
    for each in bins:
        assert 0 <= each.low <= each.observed + 1e-9
        assert each.observed - 1e-9 <= each.high <= 1


def test_a_learner_who_forgets_sooner_is_predicted_better() -> None:
    """And the same answers give the same judgement; one of the fitted parameters is no fit."""
    rng = Random(5)
    weak = [answers for answers in made(300, 5) if len(answers) > 1]
    data = [
        [each._replace(rating=1 if n and rng.random() < 0.6 else 3) for n, each in enumerate(some)]
        for some in weak
    ]
    steps: list[tuple[int, int]] = []
    judged = judge(data, (), 1, lambda done, total, what: steps.append((done, total)))
    assert judged.better
    assert judged.parameters is not None
    assert judged.after.log_loss < judged.before.log_loss
    assert judged.held_out == len(predictions(data, (), split_at(data, EARLIER)))
    assert steps == [(at, 4) for at in range(4)]
    Scheduler(DeckOptions(parameters=judged.parameters), UTC)
    again = judge(data, (), 1, lambda done, total, what: None)
    assert again == judged
    settled = judge(data, judged.parameters, 1, lambda done, total, what: None)
    assert settled.before == scores(predictions(data, judged.parameters, split_at(data, EARLIER)))
    assert (settled.parameters is None) is not settled.better


@pytest.mark.parametrize("steps", [0, 1, 2, 5])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_fitted_can_be_scheduled_with(seed: int, steps: int) -> None:
    parameters = fit(made(120, seed), steps)
    assert len(parameters) == 21
    Scheduler(DeckOptions(parameters=parameters), UTC)


def test_nothing_to_fit_gives_the_defaults() -> None:
    defaults = tuple(round(each, 4) for each in rust.DEFAULT_PARAMETERS)
    assert fit([], 1) == defaults
    assert fit([[Answer(3, 0, 0), Answer(3, 5, 1)]], 1) == defaults


def test_the_real_history_is_predicted_better_when_fitted() -> None:
    data = histories(real_history())
    assert recalls(data) > MINIMUM
    judged = judge(data, (), 1, lambda done, total, what: None)
    assert judged.parameters is not None
    assert judged.after.rmse_bins < judged.before.rmse_bins
    reference = rust.FSRS(list(judged.parameters)).evaluate(items_of(data))
    found = predictions(data, judged.parameters)
    ours = scores(found, recency(len(found)))
    assert ours.log_loss == pytest.approx(reference.log_loss, abs=1e-4)
    assert ours.rmse_bins == pytest.approx(reference.rmse_bins, abs=1e-4)
    for line in figures(data):
        assert line["fitted"]["log_loss"] < line["default"]["log_loss"], line
