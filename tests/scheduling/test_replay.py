"""The log is the truth: replaying it gives the stored memory, undone or not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.card import Memory, State
from studyapp.domain.day import day_start
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Evidence, Rating
from studyapp.scheduling.fsrs import Scheduler, replay
from tests.few import examples

from .logs import BERLIN, Learner

OPTIONS = st.sampled_from(
    [
        DeckOptions(),
        DeckOptions(learning_steps=(), relearning_steps=()),
        DeckOptions(learning_steps=(600, 86_400, 3 * 86_400), relearning_steps=(86_400,)),
        DeckOptions(desired_retention=0.75, maximum_interval=20, fuzz=False),
    ]
)
RATINGS = st.sampled_from(Rating)


def by_hand(days: int) -> Callable[[Learner], None]:
    def act(learner: Learner) -> None:
        due_day = learner.today + days
        due = day_start(due_day, BERLIN)
        learner.set_by_hand(
            replace(learner.memory, state=State.REVIEW, step=None, due=due, due_day=due_day)
        )

    return act


def waits(time: timedelta) -> Callable[[Learner], None]:
    return lambda learner: learner.wait(time)


def rates(rating: Rating, evidence: Evidence | None) -> Callable[[Learner], None]:
    def act(learner: Learner) -> None:
        learner.answer(rating, evidence)

    return act


def plays(evidence: Evidence, rating: Rating) -> Callable[[Learner], None]:
    return lambda learner: learner.cram(evidence, rating)


def undoes(count: int) -> Callable[[Learner], None]:
    def act(learner: Learner) -> None:
        for _ in range(min(count, len(learner.past))):
            learner.undo()

    return act


ACTIONS = st.one_of(
    st.builds(rates, RATINGS, st.sampled_from([None, None, Evidence.TYPED])),
    st.builds(
        waits,
        # Backwards too: clocks are set and travellers fly west.
        st.timedeltas(timedelta(days=-3), timedelta(days=200)).map(
            lambda gap: timedelta(seconds=int(gap.total_seconds()))
        ),
    ),
    st.builds(waits, st.integers(0, 10**8).map(lambda ms: timedelta(milliseconds=ms))),
    st.builds(undoes, st.integers(1, 4)),
    st.builds(plays, st.sampled_from([Evidence.CRAM, Evidence.CHOICE, Evidence.MATCH]), RATINGS),
    st.builds(by_hand, st.integers(0, 90)),
    st.just(lambda learner: learner.set_by_hand(Memory())),
)


@settings(deadline=None, max_examples=examples(200))
@given(options=OPTIONS, actions=st.lists(ACTIONS, max_size=25), shuffle=st.integers(0, 99))
def test_replay_finds_the_memory_again(
    options: DeckOptions, actions: list[Callable[[Learner], None]], shuffle: int
) -> None:
    learner = Learner(options)
    for act in actions:
        act(learner)
        assert replay(learner.log, options) == learner.memory
    shuffled = list(learner.log)
    Random(shuffle).shuffle(shuffled)
    assert replay(shuffled, options) == learner.memory


@settings(deadline=None, max_examples=examples(50))
@given(options=OPTIONS, ratings=st.lists(RATINGS, min_size=1, max_size=15), data=st.data())
def test_voiding_the_last_answers(
    options: DeckOptions, ratings: list[Rating], data: st.DataObject
) -> None:
    learner = Learner(options)
    memories = [learner.memory]
    for rating in ratings:
        learner.wait_until_due()
        learner.wait(timedelta(minutes=data.draw(st.integers(0, 5000))))
        memories.append(learner.answer(rating))
    undone = data.draw(st.integers(0, len(ratings)))
    for _ in range(undone):
        learner.undo()
    assert replay(learner.log, options) == memories[len(ratings) - undone]


def test_empty_log_is_a_new_card() -> None:
    assert replay([], DeckOptions()) == Memory()


def test_reset_forgets_everything() -> None:
    learner = Learner()
    learner.answer(Rating.GOOD)
    learner.set_by_hand(Memory())
    assert replay(learner.log, learner.options) == Memory()
    learner.wait(timedelta(days=9))
    fresh = learner.answer(Rating.GOOD)
    assert fresh.reps == 1
    assert fresh.first_day == learner.today
    assert fresh.stability == pytest.approx(2.3065)


def test_a_schedule_set_by_hand_keeps_what_is_remembered() -> None:
    learner = Learner()
    learner.answer(Rating.EASY)
    before = learner.memory
    by_hand(40)(learner)
    after = replay(learner.log, learner.options)
    assert after.due_day == learner.today + 40
    assert (after.stability, after.reps) == (before.stability, before.reps)


def test_a_schedule_set_by_hand_on_a_new_card_has_no_memory_yet() -> None:
    learner = Learner()
    by_hand(3)(learner)
    memory = replay(learner.log, learner.options)
    assert (memory.state, memory.stability, memory.first_day) == (State.REVIEW, None, None)
    answered = learner.answer(Rating.GOOD)
    assert answered.stability == pytest.approx(2.3065)
    assert replay(learner.log, learner.options) == answered


def test_new_parameters_change_memory_but_not_the_date() -> None:
    learner = Learner()
    for rating in (Rating.EASY, Rating.GOOD, Rating.GOOD):
        learner.wait_until_due()
        learner.answer(rating)
    parameters = (
        *(0.4, 1.3, 2.4, 9.0, 6.4, 0.83, 3.0, 0.001, 1.87, 0.17, 0.8),
        *(1.48, 0.06, 0.26, 1.65, 0.6, 1.87, 0.54, 0.09, 0.07, 0.15),
    )
    memory = replay(learner.log, replace(learner.options, parameters=parameters))
    assert memory.stability != learner.memory.stability
    assert memory.due == learner.memory.due


def test_a_clock_that_goes_back_counts_as_no_time() -> None:
    learner = Learner()
    learner.answer(Rating.EASY)
    stability = learner.memory.stability
    learner.wait(timedelta(days=-30))
    scheduler = Scheduler(learner.options, BERLIN)
    same_day = scheduler.answer(
        replace(learner.memory, last_day=learner.today), Rating.GOOD, learner.now, learner.today, 1
    )
    after = learner.answer(Rating.GOOD)
    assert after.stability == same_day.stability
    assert stability is not None
    assert after.stability is not None
    assert after.stability >= stability
    assert after.last_review == learner.now
    assert after.due is not None
    assert after.due > learner.now


def test_a_wrong_clock_does_not_freeze_a_card() -> None:
    """One answer in 2036 by mistake; the second one after that counts days again."""
    learner = Learner()
    learner.answer(Rating.EASY)
    learner.wait(timedelta(days=3650))
    learner.answer(Rating.GOOD)
    learner.wait(timedelta(days=-3649))
    first = learner.answer(Rating.GOOD)
    learner.wait(timedelta(days=400))
    second = learner.answer(Rating.GOOD)
    assert first.stability is not None
    assert second.stability is not None
    assert second.stability > first.stability * 1.2


def test_lapses_count_only_in_review() -> None:
    learner = Learner()
    for rating in (Rating.AGAIN, Rating.EASY):
        learner.answer(rating)
    assert learner.memory.lapses == 0
    learner.wait_until_due()
    learner.answer(Rating.AGAIN)
    learner.answer(Rating.AGAIN)
    assert learner.memory.lapses == 1
    assert learner.memory.reps == 4
