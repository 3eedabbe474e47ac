"""Learning and relearning steps: the part of a schedule that no memory model decides.

The rules are those of the fsrs package 6.3.2 and of Anki (a test holds them against the
package): Again starts over, Hard repeats a step, Good goes on, Easy leaves the steps.
"""

from dataclasses import dataclass

from studyapp.domain.card import State
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Rating

DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Move:
    """Where a rating takes a card before the memory model is asked for an interval."""

    state: State
    step: int | None = None
    """Index into the steps of ``state``; None in REVIEW."""
    seconds: float | None = None
    """Length of the step; None where stability decides the interval."""

    @property
    def days(self) -> int:
        """Whole days of a step of a day or more; 0 for shorter steps and for REVIEW."""
        return 0 if self.seconds is None else int(self.seconds // DAY_SECONDS)


_TO_REVIEW = Move(State.REVIEW)


def move(state: State, step: int | None, rating: Rating, options: DeckOptions) -> Move:
    """Return where ``rating`` takes a card in ``state`` at ``step``.

    Total: a card whose step no longer exists, because the options changed, graduates with any
    passing rating and starts over with Again.
    """
    if state is State.REVIEW:
        if rating is Rating.AGAIN and options.relearning_steps:
            return Move(State.RELEARNING, 0, options.relearning_steps[0])
        return _TO_REVIEW
    relearning = state is State.RELEARNING
    steps = options.relearning_steps if relearning else options.learning_steps
    within = State.RELEARNING if relearning else State.LEARNING
    at = step or 0
    if not steps or rating is Rating.EASY:
        return _TO_REVIEW
    if rating is Rating.AGAIN:
        return Move(within, 0, steps[0])
    if at >= len(steps):
        return _TO_REVIEW
    if rating is Rating.HARD:
        return Move(within, at, _hard(steps, at))
    return Move(within, at + 1, steps[at + 1]) if at + 1 < len(steps) else _TO_REVIEW


def _hard(steps: tuple[int, ...], at: int) -> float:
    """Return seconds: on the first step between Again and Good, later the same step again."""
    if at:
        return steps[at]
    if len(steps) == 1:
        return min(steps[0] * 1.5, steps[0] + DAY_SECONDS)
    return (steps[0] + steps[1]) / 2
