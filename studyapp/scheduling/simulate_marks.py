"""Predicted marks of simulated students, held against the exams they then sit."""

import numpy as np

from studyapp.scheduling.exam_predict import Doubt, Evidence, predict
from studyapp.scheduling.formulas import Floats
from studyapp.scheduling.simulate import Class, Outcome, Standing
from studyapp.scheduling.simulate_plan import Planned

QUESTIONS = (40, None)
"""Questions of the exams whose marks the intervals are held against; None asks every card."""
PREDICTED_AT = (0.5, 0.75)
"""Shares of the days after which marks are predicted."""
EXAMS = 5
"""Exams drawn for each interval."""


class Watched:
    """The planner as a policy, with marks predicted on the way; ``doubt`` is what it is unsure of.

    ``seed`` decides which questions are asked and how they go.
    """

    def __init__(self, planner: Planned, doubt: Doubt, seed: int) -> None:
        self._planner = planner
        self._doubt = doubt
        self._chance = np.random.default_rng([seed, 2])
        self._intervals: list[tuple[int | None, Floats, Floats]] = []

    def __call__(self, group: Class, now: Standing) -> Floats:
        """Return what the planner wants."""
        if now.day in {int(share * group.days) for share in PREDICTED_AT}:
            self._intervals += self._predict(group, now)
        return self._planner(group, now)

    def _predict(self, group: Class, now: Standing) -> list[tuple[int | None, Floats, Floats]]:
        low, high = np.zeros((2, len(QUESTIONS), group.students))
        for student in range(group.students):
            cards, plan = self._planner.look(group, now, student)
            evidence = Evidence(float(now.score[student]), float(now.information[student]), 1_000)
            for at, questions in enumerate(QUESTIONS):
                mark = predict(
                    cards,
                    plan,
                    evidence,
                    parameters=group.believed(student),
                    questions=questions,
                    doubt=self._doubt,
                    seed=student,
                )
                low[at, student], high[at, student] = mark.low, mark.high
        return list(zip(QUESTIONS, low, high, strict=True))

    def covered(self, outcome: Outcome) -> tuple[float, float]:
        """Return the share of drawn marks in their intervals, and the intervals' mean width."""
        shares, widths = [], []
        for questions, low, high in self._intervals:
            for _ in range(EXAMS):
                mark = sit(outcome.recall, questions, self._chance)
                shares.append(((mark >= low) & (mark <= high)).mean())
            widths.append((high - low).mean())
        return float(np.mean(shares)), float(np.mean(widths))


def sit(recall: Floats, questions: int | None, chance: np.random.Generator) -> Floats:
    """Return the mark of one exam for each student: questions drawn, answered by true recall.

    ``recall`` has shape (students, cards); None asks every card once.
    """
    places = np.argsort(chance.random(recall.shape), axis=1)[:, :questions]
    asked = np.take_along_axis(recall, places, axis=1)
    return np.asarray((chance.random(asked.shape) < asked).mean(axis=1))
