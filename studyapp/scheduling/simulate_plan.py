"""The planner as a policy for the simulator: each student has a plan of their own."""

import numpy as np

from studyapp.scheduling.exam import Cards, Plan, Student, plan, value_cards
from studyapp.scheduling.exam_flow import WORTHWHILE
from studyapp.scheduling.exam_prices import Tick
from studyapp.scheduling.formulas import Floats
from studyapp.scheduling.simulate import Class, Standing

ASSUMED = Student()
"""What is taken for a student's times and first sights before anything is known."""
KNOWN_AFTER = 20.0
"""Answers that weigh as much as what is assumed."""
MISSED = 0.1
"""Share of days that a student is assumed to miss ..."""
MISSED_AFTER = 10.0
"""... with the weight of so many days."""


class Planned:
    """Plans on the first day, again every ``every`` days, and in between at the prices known.

    What it believes of memory is what every policy believes. Seconds an answer takes, the share
    of new cards known at first sight and, with ``wary``, the share of days missed it learns
    from what each student did. ``told`` is what it is told about all students instead. ``tick``
    is told the share done, student by student, and may raise to cancel.
    """

    def __init__(
        self,
        every: int = 1,
        *,
        wary: bool = False,
        told: Student | None = None,
        rounds: int | None = None,
        tick: Tick | None = None,
    ) -> None:
        self.every = every
        """Days between two searches for prices."""
        self._tick = tick
        self._wary = wary
        self._told = told
        self._rounds = rounds
        self._plans: dict[int, tuple[int, Plan]] = {}
        """Day and plan of each student who has one of their own."""
        self.first: Plan | None = None
        """The plan of the first day, the same for every student."""

    def __call__(self, group: Class, now: Standing) -> Floats:
        """Return the gain of every card for the day of ``now``, -inf where there is none."""
        rank = np.full(now.seen.shape, -np.inf)
        if now.day == 0:
            self._plans.clear()
            self.first = self._plan(group, now, 0, None)
        for student in np.flatnonzero(group.minutes[:, now.day] > 0).tolist():
            if self._tick is not None:
                self._tick((now.day + student / group.students) / group.days)
            rank[student] = self._gain(group, now, student)
        return np.where(rank > WORTHWHILE, rank, -np.inf)

    def _gain(self, group: Class, now: Standing, student: int) -> Floats:
        made, known = self._known(student)
        ago = now.day - made
        if now.day % self.every:
            return value_cards(self.view(group, now, student)[0], known, ago)
        if now.day == 0:
            return known.gain
        planned = self._plan(group, now, student, known.prices[ago:])
        self._plans[student] = now.day, planned
        return planned.gain

    def look(self, group: Class, now: Standing, student: int) -> tuple[Cards, Plan]:
        """Return the cards of a student and the plan at the prices known, without a search."""
        made, known = self._known(student)
        cards, minutes, who = self.view(group, now, student)
        left = known.prices[now.day - made :]
        sets = (group.believed(student),)
        return cards, plan(cards, minutes, float(len(minutes)), who, sets, before=left, rounds=0)

    def _known(self, student: int) -> tuple[int, Plan]:
        if self.first is None:
            raise ValueError("Nothing is planned before the first day.")
        return self._plans.get(student, (0, self.first))

    def view(self, group: Class, now: Standing, student: int) -> tuple[Cards, Floats, Student]:
        """Return what is known of a student: cards, the minutes of the days left, and habits."""
        seen = now.seen[student]
        elapsed = now.day - now.last[student]
        cards = Cards.of(
            now.stability[student],
            now.difficulty[student],
            elapsed,
            ~seen,
            elapsed=elapsed,
            evidence=now.reviews[student],
        )
        minutes = np.full(group.days - now.day, group.minutes.max())
        if self._wary:
            minutes[1:] *= 1 - self._missing(now, student)
        return cards, minutes, self._told or self._student(now, student)

    def _plan(self, group: Class, now: Standing, student: int, before: Floats | None) -> Plan:
        cards, minutes, who = self.view(group, now, student)
        return plan(
            cards,
            minutes,
            float(len(minutes)),
            who,
            (group.believed(student),),
            before=before,
            rounds=None if before is None else self._rounds,
        )

    @staticmethod
    def _missing(now: Standing, student: int) -> float:
        missed = now.day - now.studied[student]
        return float((missed + MISSED * MISSED_AFTER) / (now.day + MISSED_AFTER))

    @staticmethod
    def _student(now: Standing, student: int) -> Student:
        """Return what the student's answers so far say, mixed with what is assumed."""
        assumed = np.array([ASSUMED.new, ASSUMED.passed, ASSUMED.lapsed])
        spent = now.spent[:, student] + assumed * KNOWN_AFTER
        seconds = spent / (now.answers[:, student] + KNOWN_AFTER)
        passes = now.first_passes[student] + ASSUMED.first[2] * KNOWN_AFTER
        share = float(passes / (now.answers[0, student] + KNOWN_AFTER))
        new, passed, lapsed = seconds.tolist()
        return Student(new, passed, lapsed, (1 - share, 0.0, share, 0.0))
