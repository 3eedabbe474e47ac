"""Retention against minutes: what each desired retention would cost over the coming months."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from studyapp.domain.review import Rating
from studyapp.scheduling.exam_cards import Cards
from studyapp.scheduling.exam_tables import introduced
from studyapp.scheduling.exam_values import Student
from studyapp.scheduling.formulas import Floats, Formulas


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """What one desired retention asks of each day; arrays (days,)."""

    retention: float
    minutes: Floats
    reviews: Floats
    introductions: Floats
    known: Floats
    """Cards expected to be recalled at the end of each day."""


def workload(
    cards: Cards,
    retentions: Sequence[float],
    days: int,
    new_per_day: int,
    student: Student | None = None,
    parameters: tuple[float, ...] = (),
    *,
    reviews_per_day: int | None = None,
    seed: int = 0,
    tick: Callable[[float], None] | None = None,
) -> tuple[Load, ...]:
    """Return the load of each of ``retentions`` (0.70 to 0.99) for a deck as it stands.

    Chance decides each answer by the model's own recall; ``seed`` makes it repeatable. Backlogs
    are worked off from the first day, the weakest first, at most ``reviews_per_day`` a day.
    ``tick`` is told the share done and may raise to cancel.
    """
    loads = []
    for at, retention in enumerate(retentions):
        rng = np.random.default_rng(seed)
        deck = _Deck(cards, student or Student(), Formulas(parameters), retention, rng)
        figures = np.zeros((4, days))
        for day in range(days):
            figures[:, day] = deck.study(day, new_per_day, reviews_per_day)
            if tick is not None:
                tick((at + (day + 1) / days) / len(retentions))
        loads.append(Load(retention, *figures))
    return tuple(loads)


class _Deck:
    """All cards of a deck under one desired retention."""

    def __init__(
        self,
        cards: Cards,
        student: Student,
        formulas: Formulas,
        retention: float,
        rng: np.random.Generator,
    ) -> None:
        self._who, self._formulas, self._retention, self._rng = student, formulas, retention, rng
        seen = np.flatnonzero(~cards.new)
        self._order = np.concatenate([seen, np.flatnonzero(cards.new)])
        self._seen = len(seen)
        self._stability = cards.stability[self._order].astype(float)
        self._difficulty = cards.difficulty[self._order].astype(float)
        self._last = -cards.elapsed[self._order].astype(float)
        self._due = self._last + self._intervals(self._stability)

    def study(self, day: int, new_per_day: int, most: int | None) -> tuple[float, ...]:
        """Study one day; return minutes, reviews, introductions, cards known after it."""
        who, formulas = self._who, self._formulas
        due = np.flatnonzero((self._due <= day) & (self._last < day))
        due = due[due < self._seen]
        elapsed = np.maximum(day - self._last[due], 1.0)
        recall = formulas.recall(elapsed, self._stability[due])
        if most is not None and len(due) > most:
            weakest = np.argsort(recall, kind="stable")[:most]
            due, elapsed, recall = due[weakest], elapsed[weakest], recall[weakest]
        passed = self._rng.random(len(due)) < recall
        good = formulas.after(self._stability[due], self._difficulty[due], elapsed, Rating.GOOD)
        again = formulas.lapse(self._stability[due], self._difficulty[due], elapsed)
        self._keep(due, np.where(passed, good, again), day)
        new = np.arange(self._seen, min(self._seen + new_per_day, len(self._order)))
        self._introduce(new, day)
        self._seen += len(new)
        seconds = passed.sum() * who.passed + (~passed).sum() * who.lapsed + len(new) * who.new
        now = slice(0, self._seen)
        known = formulas.recall(day - self._last[now], self._stability[now]).sum()
        return float(seconds / 60), float(len(due)), float(len(new)), float(known)

    def _introduce(self, new: np.ndarray, day: int) -> None:
        ratings = self._rng.choice(len(Rating), len(new), p=self._who.first)
        states = np.array([introduced(self._formulas, rating) for rating in Rating])
        self._keep(new, states[ratings].T, day)

    def _keep(self, cards: np.ndarray, state: np.ndarray, day: int) -> None:
        self._stability[cards], self._difficulty[cards] = state
        self._last[cards] = day
        self._due[cards] = day + self._intervals(self._stability[cards])

    def _intervals(self, stability: Floats) -> Floats:
        return np.maximum(np.round(self._formulas.interval(stability, self._retention)), 1.0)
