"""The memory model and the transition: the only module that knows the ``fsrs`` package.

The package is asked one thing: stability and difficulty after a rating, given whole study days
since the last one. Its formulas are called, not its schedule: that floors 24-hour periods between
raw times and then differs from Anki and fsrs-rs by up to a factor of 15 in stability. Steps, fuzz,
due times and the study day are ours. Formulas: FSRS-6, https://github.com/open-spaced-repetition.
"""

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

import fsrs

from studyapp.domain.card import Memory, State
from studyapp.domain.day import ROLLOVER_HOUR, day_start
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Evidence, Rating, ReviewEntry, standing
from studyapp.errors import ConfigError
from studyapp.scheduling.fuzz import fuzz_factor, spread
from studyapp.scheduling.steps import Move, move

MAXIMUM_STABILITY = 36_500.0
"""Days. fsrs-rs and Anki clamp here; the package does not."""
MINIMUM_STABILITY = 0.001
MAXIMUM_INTERVAL = 36_500
"""Days; a longer ``DeckOptions.maximum_interval`` means this."""
RETENTION = (0.70, 0.99)
"""Lowest and highest desired retention that can be scheduled for."""

_DAY = timedelta(days=1)
_RATINGS = (fsrs.Rating.Again, *fsrs.Rating)
"""The package's rating at the index of ours."""


class _Model(fsrs.Scheduler):
    """The package's formulas by study days; what its schedule adds costs twice as much again."""

    def first(self, rating: fsrs.Rating) -> tuple[float, float]:
        """Return stability and difficulty after the first rating."""
        return (
            self._initial_stability(rating=rating),
            self._initial_difficulty(rating=rating, clamp=True),
        )

    def next(
        self, stability: float, difficulty: float, elapsed: int, rating: fsrs.Rating
    ) -> tuple[float, float]:
        """Return stability and difficulty after a rating ``elapsed`` days after the last."""
        if elapsed < 1:
            following = self._short_term_stability(stability=stability, rating=rating)
        else:
            following = self._next_stability(
                difficulty=difficulty,
                stability=stability,
                retrievability=(1 + self._FACTOR * elapsed / stability) ** self._DECAY,
                rating=rating,
            )
        return following, self._next_difficulty(difficulty=difficulty, rating=rating)


@lru_cache(maxsize=64)
def _model(parameters: tuple[float, ...]) -> _Model:
    """Return the model with these parameters, or with the package's own."""
    try:
        if not parameters:
            return _Model()
        return _Model(parameters)
    except ValueError as error:
        raise ConfigError(
            f"These FSRS parameters cannot be used: {error}",
            "Leave them empty for the defaults, or give the 21 numbers of FSRS-6.",
        ) from error


@lru_cache(maxsize=64)
def _curve(parameters: tuple[float, ...]) -> tuple[float, float]:
    """Return factor and exponent of the forgetting curve ``(1 + factor * t / S) ** exponent``."""
    exponent = -_model(parameters).parameters[20]
    return 0.9 ** (1 / exponent) - 1, exponent


def ideal_interval(
    stability: float, desired_retention: float, parameters: tuple[float, ...] = ()
) -> float:
    """Return the days after which recall has fallen to ``desired_retention`` (inverse curve)."""
    factor, exponent = _curve(parameters)
    return stability / factor * (math.pow(desired_retention, 1 / exponent) - 1)


def recall(memory: Memory, at: datetime, parameters: tuple[float, ...] = ()) -> float | None:
    """Return the recall probability at ``at``, or None for a card without a memory.

    Counts fractional days since the last review, so nothing jumps at 24 hours or at the
    rollover. FSRS-6 forgetting curve with the decay of ``parameters`` (its 21st). 1.0 when
    ``at`` lies before the last review: a clock that went back makes no card forgotten.
    """
    if memory.state is State.NEW or memory.stability is None or memory.last_review is None:
        return None
    days = (at - memory.last_review) / _DAY
    if days <= 0.0:
        return 1.0
    factor, exponent = _curve(parameters)
    return math.pow(1 + factor * days / max(memory.stability, MINIMUM_STABILITY), exponent)


def remember(
    stability: float | None,
    difficulty: float | None,
    elapsed: int,
    rating: Rating,
    parameters: tuple[float, ...] = (),
) -> tuple[float, float]:
    """Return stability (days) and difficulty (1 to 10) after ``rating``.

    ``elapsed`` is in whole study days and counts as 0 when negative; None for stability or
    difficulty means the first rating. The one place where memory changes: ``Scheduler.answer``
    and ``replay`` both end here, which is why they cannot disagree.
    """
    model = _model(parameters)
    if stability is None or difficulty is None:
        return model.first(_RATINGS[rating])
    stability, difficulty = model.next(
        min(max(stability, MINIMUM_STABILITY), MAXIMUM_STABILITY),
        min(max(difficulty, 1.0), 10.0),
        elapsed,
        _RATINGS[rating],
    )
    return min(stability, MAXIMUM_STABILITY), difficulty


class Scheduler:
    """What each rating does to a card under the options of its deck, on the learner's clock.

    Cheap to make. Raises ConfigError for parameters the model cannot use and for a desired
    retention outside 0.70 to 0.99; after that no answer is ever refused.
    """

    __slots__ = ("_longest", "_options", "_per_stability", "_rollover", "_starts", "_zone")

    def __init__(self, options: DeckOptions, zone: tzinfo, rollover: int = ROLLOVER_HOUR) -> None:
        if not RETENTION[0] <= options.desired_retention <= RETENTION[1]:
            raise ConfigError(
                f"A desired retention of {options.desired_retention} cannot be scheduled for.",
                f"Choose one from {RETENTION[0]} to {RETENTION[1]}.",
            )
        self._options = options
        self._zone = zone
        self._rollover = rollover
        self._starts: dict[int, datetime] = {}
        self._longest = min(max(options.maximum_interval, 1), MAXIMUM_INTERVAL)
        self._per_stability = ideal_interval(1.0, options.desired_retention, options.parameters)

    def answer(
        self, memory: Memory, rating: Rating, now: datetime, today: int, card_id: int
    ) -> Memory:
        """Return where the card stands after ``rating``.

        ``now`` is aware UTC in whole milliseconds and ``today`` its study day. Steps below a day
        are due at an exact clock time; longer ones and intervals are due when a study day
        starts. Fuzz depends on ``card_id`` and ``memory.reps`` only.

        When the clock went back, no time has passed since the last review (never less than
        none), and ``now`` is recorded all the same: keeping the later time instead would freeze
        the card until a wrong clock's date.
        """
        factor = fuzz_factor(card_id, memory.reps) if self._options.fuzz else None
        planned = self._move(memory, rating)
        least = 1
        if planned.seconds is None and rating > Rating.HARD:
            # The buttons must differ: Good is longer than Hard, Easy longer than Good.
            for lower in (Rating.HARD, Rating.GOOD)[: rating - Rating.HARD]:
                lower_move = self._move(memory, lower)
                days = lower_move.days
                if lower_move.seconds is None:
                    stability, _ = self._remember(memory, lower, today)
                    days = self._days(memory, lower, stability, least, factor)
                least = max(least, days + 1)
        return self._apply(memory, rating, planned, now, today, least, factor)[0]

    def outcomes(
        self, memory: Memory, now: datetime, today: int, card_id: int
    ) -> dict[Rating, Memory]:
        """Return what ``answer`` would return for each rating, for less than asking four times.

        Hard, Good and Easy get strictly longer, as in Anki, unless the maximum interval or a
        step set by hand stands in the way.
        """
        factor = fuzz_factor(card_id, memory.reps) if self._options.fuzz else None
        result: dict[Rating, Memory] = {}
        least = 1
        for rating in Rating:
            planned = self._move(memory, rating)
            result[rating], days = self._apply(memory, rating, planned, now, today, least, factor)
            if rating is not Rating.AGAIN:
                least = max(least, days + 1)
        return result

    def _move(self, memory: Memory, rating: Rating) -> Move:
        return move(memory.state, memory.step, rating, self._options)

    def _remember(self, memory: Memory, rating: Rating, today: int) -> tuple[float, float]:
        elapsed = 0 if memory.last_day is None else today - memory.last_day
        return remember(
            memory.stability, memory.difficulty, elapsed, rating, self._options.parameters
        )

    def _days(
        self, memory: Memory, rating: Rating, stability: float, least: int, factor: float | None
    ) -> int:
        """Return the interval in days; one that grows does not shrink back by fuzz, as in Anki."""
        interval = stability * self._per_stability
        if memory.state is State.REVIEW and rating is not Rating.AGAIN:
            scheduled = (memory.due_day or 0) - (memory.last_day or 0)
            if memory.due_day is not None and int(interval + 0.5) > scheduled > 0:
                least = max(least, scheduled + 1)
        return spread(interval, least, self._longest, factor)

    def _apply(
        self,
        memory: Memory,
        rating: Rating,
        planned: Move,
        now: datetime,
        today: int,
        least: int,
        factor: float | None,
    ) -> tuple[Memory, int]:
        """Return the next memory and its interval in whole days (0 for a step below a day)."""
        stability, difficulty = self._remember(memory, rating, today)
        days = planned.days
        if planned.seconds is None:
            days = self._days(memory, rating, stability, least, factor)
        if days:
            due_day = today + days
            due = self._start(due_day)
        else:
            due_day = None
            due = now + timedelta(seconds=planned.seconds or 0)
        lapsed = rating is Rating.AGAIN and memory.state is State.REVIEW
        following = Memory(
            state=planned.state,
            step=planned.step,
            stability=stability,
            difficulty=difficulty,
            due=due,
            due_day=due_day,
            last_review=now,
            last_day=today,
            first_day=today if memory.first_day is None else memory.first_day,
            reps=memory.reps + 1,
            lapses=memory.lapses + lapsed,
        )
        return following, days

    def _start(self, day: int) -> datetime:
        """Return when a study day starts; asking the time zone costs as much as the formulas."""
        start = self._starts.get(day)
        if start is None:
            start = self._starts[day] = day_start(day, self._zone, self._rollover)
        return start


def settle(outcome: Memory, now: datetime) -> Memory:
    """Return what ``Scheduler.answer`` gives at ``now`` from an outcome shown a while before.

    On the same study day only the clock times differ: when it was reviewed, and when a step
    below a day runs out.
    """
    due = outcome.due
    if outcome.due_day is None and due is not None and outcome.last_review is not None:
        due = now + (due - outcome.last_review)
    return Memory(
        outcome.state,
        outcome.step,
        outcome.stability,
        outcome.difficulty,
        due,
        outcome.due_day,
        now,
        outcome.last_day,
        outcome.first_day,
        outcome.reps,
        outcome.lapses,
    )


def replay(entries: Iterable[ReviewEntry], options: DeckOptions) -> Memory:
    """Return the memory that one card's log amounts to.

    Stability and difficulty come from FSRS over the study days as recorded (a day before the
    one of the entry before counts as the same day). State, step and due are what the last entry
    with an outcome recorded, under the options then in force: replaying never reschedules.
    A MANUAL entry with a snapshot starts anew from it; one to NEW is a reset and forgets
    everything; any other sets the outcome only.
    Sessions that do not move memory (CRAM, CHOICE, MATCH) leave no trace here.

    Entries count in the order of their ids, so ids must rise with the order of the answers
    even when a clock went back.
    """
    now = Memory()
    parameters = options.parameters
    for entry in standing(entries):
        if entry.evidence is Evidence.MANUAL:
            if entry.snapshot is not None:
                now = entry.snapshot
            elif entry.state is State.NEW:
                now = Memory()
            else:
                now = replace(now, **_outcome(entry))
        elif entry.rating is not None and entry.evidence.moves_memory:
            elapsed = 0 if now.last_day is None else entry.day - now.last_day
            stability, difficulty = remember(
                now.stability, now.difficulty, elapsed, entry.rating, parameters
            )
            lapsed = entry.rating is Rating.AGAIN and entry.state_before is State.REVIEW
            now = Memory(
                **_outcome(entry),
                stability=stability,
                difficulty=difficulty,
                last_review=entry.at,
                last_day=entry.day,
                first_day=entry.day if now.first_day is None else now.first_day,
                reps=now.reps + 1,
                lapses=now.lapses + lapsed,
            )
    return now


def _outcome(entry: ReviewEntry) -> dict[str, Any]:
    return {
        "state": entry.state,
        "step": entry.step,
        "due": entry.due,
        "due_day": entry.due_day,
    }
