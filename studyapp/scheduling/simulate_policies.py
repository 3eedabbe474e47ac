"""The rules of thumb that a plan is measured against, as policies for the simulator."""

import numpy as np

from studyapp.scheduling.formulas import Floats
from studyapp.scheduling.simulate import Class, Policy, Standing

NEW_FIRST = 10.0
"""Rank of new cards within their day's pace: before all reviews."""


def fixed_retention(retention: float, pace: float, *, new_first: bool = True) -> Policy:
    """FSRS at one desired retention, all new cards spread over the share ``pace`` of the days.

    Cards fall due after whole days, as FSRS schedules them; the weakest due card comes first.
    """

    def rank(group: Class, now: Standing) -> Floats:
        due = now.seen & (now.elapsed >= _interval(group, now, retention))
        return _with_new(group, now, due, pace, new_first=new_first)

    return rank


def naive_cap(retention: float, pace: float) -> Policy:
    """FSRS with every interval cut so that the card comes once more before the exam."""

    def rank(group: Class, now: Standing) -> Floats:
        left = np.maximum(group.days - 1 - now.last, 1)
        due = now.seen & (now.elapsed >= np.minimum(_interval(group, now, retention), left))
        return _with_new(group, now, due, pace, new_first=True)

    return rank


def far_and_near(pace: float, near: float = 0.5) -> Policy:
    """RemNote's published recipe: 70% while the exam is far, 90% nearer, once more at the end.

    Nearer is the last share ``near`` of the days. The last days, as many as showing every card
    once takes, show each card that was not yet shown in them, the longest unseen first.
    https://help.remnote.com/en/articles/9102040-understanding-the-exam-scheduler
    """

    def rank(group: Class, now: Standing) -> Floats:
        each_day = group.minutes.max(axis=1) * 60 / group.seconds.max(axis=0)[:, 0]
        last_days = np.ceil(group.cards / np.maximum(each_day, 1))[:, None]
        start = group.days - last_days
        retention = 0.7 if now.day < group.days * (1 - near) else 0.9
        ending = now.day >= start
        again = now.seen & (now.last < start) & ending
        due = now.seen & ~ending & (now.elapsed >= _interval(group, now, retention))
        order = _with_new(group, now, due, pace, new_first=True)
        return np.where(again, 1 + now.elapsed, order)

    return rank


def at_random(seed: int) -> Policy:
    """Any cards in any order."""
    chance = np.random.default_rng(seed)

    def rank(group: Class, now: Standing) -> Floats:
        return chance.random(now.seen.shape)

    return rank


def _interval(group: Class, now: Standing, retention: float) -> Floats:
    return np.maximum(np.round(group.belief.interval(now.stability, retention)), 1.0)


def _with_new(
    group: Class, now: Standing, due: np.ndarray, pace: float, *, new_first: bool
) -> Floats:
    """Rank due cards by recall, the weakest first, and the new cards that the pace allows."""
    recall = group.belief.recall(now.elapsed, now.stability)
    target = np.ceil(group.cards * min((now.day + 1) / (pace * group.days), 1.0))
    open_new = ~now.seen & (np.arange(group.cards) < target)
    order = np.where(due, 1 - recall, -np.inf)
    place = -np.arange(group.cards) / group.cards
    return np.where(open_new, place + (NEW_FIRST if new_first else -NEW_FIRST), order)
