"""Answers that were given elsewhere, as entries of a card's log: as if they had been given here."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from studyapp.domain.card import Memory, State
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Evidence, Rating, ReviewEntry
from studyapp.scheduling.fsrs import Scheduler, replay


class PastAnswer(NamedTuple):
    """An answer that is not in the log yet."""

    id: str
    """The id that its entry gets; ids rise with time."""
    rating: Rating
    at: datetime
    day: int
    duration_ms: int


def joined(
    card_id: int,
    ours: Sequence[ReviewEntry],
    fresh: Sequence[PastAnswer],
    options: DeckOptions,
    scheduler: Callable[[DeckOptions], Scheduler],
) -> tuple[list[ReviewEntry], Memory]:
    """Return the entries for ``fresh``, and the memory that the whole log gives with them.

    Both are ordered by id. Each answer gets the outcome that the card's options give it where it
    stands in time; entries that are here keep theirs, so that the last answer decides when the
    card is due, wherever it was given. A card that waited for a later day had left its steps, or
    had none: other programs have other steps.
    """
    answer = scheduler(options).answer
    made: list[ReviewEntry] = []
    memory = Memory()
    passed = 0
    for each in fresh:
        before = passed
        while passed < len(ours) and ours[passed].id < each.id:
            passed += 1
        if passed > before:
            memory = replay([*ours[:passed], *made], options)
        memory = _left_steps(memory, each.day)
        after = answer(memory, each.rating, each.at, each.day, card_id)
        made.append(_entry(card_id, each, memory, after))
        memory = after
    return made, replay([*ours, *made], options) if ours else memory


def _left_steps(memory: Memory, day: int) -> Memory:
    stepping = memory.state in (State.LEARNING, State.RELEARNING)
    if stepping and memory.last_day is not None and day > memory.last_day:
        return replace(memory, state=State.REVIEW, step=None)
    return memory


def _entry(card_id: int, answer: PastAnswer, before: Memory, after: Memory) -> ReviewEntry:
    stepping = before.state in (State.LEARNING, State.RELEARNING)
    return ReviewEntry(
        answer.id,
        card_id,
        answer.rating,
        Evidence.RELEARN if stepping else Evidence.REVIEW,
        answer.at,
        answer.day,
        answer.duration_ms,
        before.state,
        after.state,
        after.step,
        after.due,
        after.due_day,
    )
