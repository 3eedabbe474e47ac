"""The cards an exam covers, as the planner takes them, and how the student answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from studyapp.domain.card import State
from studyapp.domain.day import from_ms
from studyapp.domain.deck import DeckOptions
from studyapp.domain.exam import ExamPlan
from studyapp.domain.review import Rating
from studyapp.scheduling.exam import Cards, Student
from studyapp.services.exams.store import covers
from studyapp.storage import exams as stored
from studyapp.storage.engine import Connection

LONGEST_ANSWER_MS = 60_000
"""More than that is a break, not an answer; as in Anki."""
PRIOR = 20
"""Answers that the usual times count as: a few odd ones must not decide."""
USUAL = Student(new=20.0, passed=8.0, lapsed=20.0, first=(0.25, 0.05, 0.65, 0.05))


@dataclass(frozen=True, slots=True)
class Scope:
    """What an exam covers, at one moment."""

    rows: tuple[Any, ...]
    """Of ``storage.exams.standing``, in the order of ``cards``."""
    cards: Cards
    parameters: tuple[tuple[float, ...], ...]
    """Sets that ``cards.group`` points into."""


def scope(
    connection: Connection,
    learner_id: int,
    plan: ExamPlan,
    options: Mapping[str, DeckOptions],
    now: datetime,
    today: int,
) -> Scope:
    """Return the cards of an exam; the marks of a part are shared by its cards.

    A card that several parts cover is worth the sum. Suspended cards are left out.
    """
    rows = stored.standing(connection, learner_id)
    marks = [0.0] * len(rows)
    for part in plan.parts:
        covered = [at for at, row in enumerate(rows) if covers(part, row.deck, row.tags.split())]
        for at in covered:
            marks[at] += part.marks / len(covered)
    chosen = [at for at, worth in enumerate(marks) if worth > 0]
    return Scope(
        tuple(rows[at] for at in chosen),
        *_cards([rows[at] for at in chosen], [marks[at] for at in chosen], options, now, today),
    )


def _cards(
    rows: Sequence[Any],
    marks: Sequence[float],
    options: Mapping[str, DeckOptions],
    now: datetime,
    today: int,
) -> tuple[Cards, tuple[tuple[float, ...], ...]]:
    sets: dict[tuple[float, ...], int] = {}
    group = [sets.setdefault(options[row.deck].parameters, len(sets)) for row in rows]
    new = [row.state == State.NEW or row.stability is None for row in rows]
    day = 86_400.0
    since = [
        0.0
        if unseen or row.last_review is None
        else max(0.0, (now - from_ms(row.last_review)).total_seconds() / day)
        for row, unseen in zip(rows, new, strict=True)
    ]
    cards = Cards.of(
        [1.0 if row.stability is None else row.stability for row in rows],
        [5.0 if row.difficulty is None else row.difficulty for row in rows],
        since,
        new,
        elapsed=[0 if row.last_day is None else max(0, today - row.last_day) for row in rows],
        marks=list(marks),
        family=[row.family for row in rows],
        group=group,
        evidence=[row.reps for row in rows],
    )
    return cards, tuple(sets) or ((),)


def student(connection: Connection, learner_id: int) -> Student:
    """Return how the learner answers: seconds by kind of answer, and first ratings.

    A new card's time includes its learning steps, a lapse's its relearning. The usual times
    count as ``PRIOR`` answers.
    """
    answers: dict[tuple[int, int], int] = {}
    seconds: dict[tuple[int, int], float] = {}
    for row in stored.answer_times(connection, learner_id, LONGEST_ANSWER_MS):
        key = row.state_before, row.rating
        answers[key] = int(row.answers)
        seconds[key] = row.total / 1000

    def total(kind: Mapping[tuple[int, int], float], state: State, *ratings: Rating) -> float:
        return sum(kind.get((int(state), int(rating)), 0) for rating in ratings)

    recalled = (Rating.HARD, Rating.GOOD, Rating.EASY)

    def mean(spent: float, count: float, usual: float) -> float:
        return (spent + PRIOR * usual) / (count + PRIOR)

    first = [total(answers, State.NEW, rating) for rating in Rating]
    shares = [
        (count + PRIOR * usual) / (sum(first) + PRIOR)
        for count, usual in zip(first, USUAL.first, strict=True)
    ]
    lapses = total(answers, State.REVIEW, Rating.AGAIN)
    return Student(
        mean(
            total(seconds, State.NEW, *Rating) + total(seconds, State.LEARNING, *Rating),
            sum(first),
            USUAL.new,
        ),
        mean(
            total(seconds, State.REVIEW, *recalled),
            total(answers, State.REVIEW, *recalled),
            USUAL.passed,
        ),
        mean(
            total(seconds, State.REVIEW, Rating.AGAIN) + total(seconds, State.RELEARNING, *Rating),
            lapses,
            USUAL.lapsed,
        ),
        (shares[0], shares[1], shares[2], shares[3]),
    )
