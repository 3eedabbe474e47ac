"""Simulated students: many at once, each with memories and answer times of their own.

A policy sees what a program would see (its own estimate of every memory) and says which cards it
wants on a day and in which order; the students answer by their true memories until their minutes
are used up. No card is begun that might not end in time, so no day is longer than its minutes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from studyapp.domain.review import Rating
from studyapp.scheduling.exam_predict import surprise
from studyapp.scheduling.exam_tables import introduced
from studyapp.scheduling.formulas import Bools, Floats, Formulas, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Class:
    """The students of one experiment, s of them, and what is studied."""

    cards: int
    days: int
    minutes: Floats
    """(s, days); 0 on a missed day."""
    truth: Formulas
    """True memory; parameters of shape (21, s, 1) or (21,)."""
    belief: Formulas
    """What every policy takes memory to be."""
    seconds: Floats
    """(3, s, 1): for a new card, one recalled, one forgotten."""
    first_pass: Floats
    """(s, 1) chance that a new card is rated Good at first sight, else Again."""
    seed: int
    """Of the answers: the same for every policy."""

    @property
    def students(self) -> int:
        """How many there are."""
        return len(self.minutes)

    def believed(self, student: int) -> tuple[float, ...]:
        """Return the 21 parameters that hold for ``student`` as far as is known."""
        w = self.belief.w
        return tuple((w if w.ndim == 1 else w[:, student, 0]).tolist())


@dataclass(slots=True, eq=False)
class Standing:
    """Where all cards stand before the study of ``day``; arrays (s, cards)."""

    day: int
    seen: Bools
    last: Ints
    """Day of the last review."""
    stability: Floats
    """As the policy believes."""
    difficulty: Floats
    true_stability: Floats
    true_difficulty: Floats
    reviews: Ints
    answers: Ints
    """(3, s) new cards at first sight, cards recalled, cards forgotten."""
    spent: Floats
    """(3, s) seconds these took."""
    first_passes: Ints
    """(s,) new cards rated Good."""
    studied: Ints
    """(s,) days so far that were not missed."""
    score: Floats
    """(s,) with ``information`` the evidence of the reviews so far, for ``exam_predict``."""
    information: Floats

    @property
    def elapsed(self) -> Floats:
        """Days since the last review."""
        return (self.day - self.last).astype(float)


Policy = Callable[[Class, Standing], Floats]
"""Returns a rank (s, cards) for the standing's day: greater first, -inf for not today."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """How the exam of each student went; shape (s,)."""

    mark: Floats
    """Mean true recall at the exam; a card never seen counts 0."""
    recall: Floats
    """(s, cards) true recall of each card at the exam."""
    minutes: Floats
    """(s, days) minutes used."""
    end: Standing


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """One day's answers; arrays (answers,)."""

    student: Ints
    card: Ints
    elapsed: Floats
    passed: Bools
    seen: Bools
    """False at first sight."""


Fit = Callable[[Class, list[Answers]], Formulas]
"""Returns parameters (21, s, 1) fitted to each student's answers so far."""


def simulate(
    group: Class, policy: Policy, *, fit: Fit | None = None, fit_every: int = 7
) -> Outcome:
    """Return how the students of ``group`` fare under ``policy``.

    With ``fit``, what is believed of memory is fitted to each student's own answers every
    ``fit_every`` days, as students do who optimize their parameters.
    """
    shape = (group.students, group.cards)
    now = _beginning(group)
    chance = np.random.default_rng(group.seed)
    used = np.zeros((group.students, group.days))
    log: list[Answers] = []
    for day in range(group.days):
        now.day = day
        if fit is not None and day and day % fit_every == 0:
            group = replace(group, belief=fit(group, log))
            now.stability, now.difficulty = replay(group, group.belief, log)[:2]
            now.score[:] = 0.0
        draws = chance.random(shape)
        if group.minutes[:, day].any():
            used[:, day] = _study(group, now, policy(group, now), draws, log)
        now.studied += group.minutes[:, day] > 0
    now.day = group.days
    true = np.where(now.seen, group.truth.recall(now.elapsed, now.true_stability), 0.0)
    return Outcome(np.asarray(true.mean(axis=1)), true, used, now)


def _beginning(group: Class) -> Standing:
    shape, students = (group.students, group.cards), group.students
    return Standing(
        day=0,
        seen=np.zeros(shape, dtype=np.bool_),
        last=np.zeros(shape, dtype=np.int64),
        stability=np.ones(shape),
        difficulty=np.ones(shape),
        true_stability=np.ones(shape),
        true_difficulty=np.ones(shape),
        reviews=np.zeros(shape, dtype=np.int64),
        answers=np.zeros((3, students), dtype=np.int64),
        spent=np.zeros((3, students)),
        first_passes=np.zeros(students, dtype=np.int64),
        studied=np.zeros(students, dtype=np.int64),
        score=np.zeros(students),
        information=np.zeros(students),
    )


def _study(group: Class, now: Standing, rank: Floats, draws: Floats, log: list[Answers]) -> Floats:
    """Let every student study in the order of ``rank``; return the minutes used (s,)."""
    recall = np.where(
        now.seen, group.truth.recall(now.elapsed, now.true_stability), group.first_pass
    )
    passed = draws < recall
    new, good, again = group.seconds
    length = np.where(now.seen, np.where(passed, good, again), new)
    longest = np.where(now.seen, np.maximum(good, again), new)
    order = np.argsort(-rank, axis=1, kind="stable")
    wanted = np.take_along_axis(rank, order, axis=1) > -np.inf
    length = np.take_along_axis(length, order, axis=1) * wanted
    before = np.cumsum(length, axis=1) - length
    fits = before + np.take_along_axis(longest, order, axis=1) <= (
        group.minutes[:, now.day, None] * 60 + 1e-6
    )
    done = wanted & np.logical_and.accumulate(fits | ~wanted, axis=1)
    student, place = np.nonzero(done)
    card = order[student, place]
    fate = np.where(now.seen, np.where(passed, 1, 2), 0)[student, card]
    np.add.at(now.answers, (fate, student), 1)
    np.add.at(now.spent, (fate, student), group.seconds[fate, student, 0])
    np.add.at(now.first_passes, student[fate == 0], passed[student, card][fate == 0])
    log.append(
        Answers(
            student,
            card,
            now.elapsed[student, card],
            passed[student, card],
            now.seen[student, card],
        )
    )
    _learn(group, now, log[-1])
    _answer(group, now, log[-1])
    return np.asarray((length * done).sum(axis=1) / 60)


def _learn(group: Class, now: Standing, day: Answers) -> None:
    """Add what the answers to seen cards say against what was believed."""
    at = day.student[day.seen], day.card[day.seen]
    recall = _of_students(group.belief, at[0]).recall(day.elapsed[day.seen], now.stability[at])
    score, information = surprise(recall, day.passed[day.seen])
    np.add.at(now.score, at[0], score)
    np.add.at(now.information, at[0], information)


def _answer(group: Class, now: Standing, day: Answers) -> None:
    at = day.student, day.card
    move(group.truth, now.true_stability, now.true_difficulty, day)
    move(group.belief, now.stability, now.difficulty, day)
    now.seen[at] = True
    now.last[at] = now.day
    now.reviews[at] += 1


def move(formulas: Formulas, stability: Floats, difficulty: Floats, day: Answers) -> Floats:
    """Move memories (s, cards) in place by one day's answers; return recall before each."""
    at = day.student, day.card
    own = _of_students(formulas, day.student)
    gap = np.maximum(day.elapsed, 1.0)
    recall = own.recall(gap, stability[at])
    good = own.after(stability[at], difficulty[at], gap, Rating.GOOD)
    again = own.lapse(stability[at], difficulty[at], gap)
    first_good, first_again = introduced(own, Rating.GOOD), introduced(own, Rating.AGAIN)
    for target, part in ((stability, 0), (difficulty, 1)):
        later = np.where(day.passed, good[part], again[part])
        first = np.where(day.passed, first_good[part], first_again[part])
        target[at] = np.where(day.seen, later, first)
    return recall


def replay(
    group: Class, formulas: Formulas, log: list[Answers]
) -> tuple[Floats, Floats, list[Floats]]:
    """Return stability, difficulty and the recall before each answer, as ``formulas`` has it."""
    stability, difficulty = np.ones((2, group.students, group.cards))
    recalls = [move(formulas, stability, difficulty, day) for day in log]
    return stability, difficulty, recalls


def _of_students(formulas: Formulas, student: Ints) -> Formulas:
    """Return the formulas with the parameters of each of ``student``, one dimension."""
    if formulas.w.ndim == 1:
        return formulas
    return Formulas(formulas.w[:, student, 0])
