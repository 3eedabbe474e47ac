"""Predicted marks of simulated students, held against the exams they then sit."""

from dataclasses import dataclass

import numpy as np

from studyapp.scheduling.exam_predict import Doubt, Evidence, predict
from studyapp.scheduling.formulas import Floats
from studyapp.scheduling.simulate import Class, Outcome, Standing
from studyapp.scheduling.simulate_plan import Planned

QUESTIONS = (40, None)
"""Questions of the exams whose marks the intervals are held against; None asks every card."""
PREDICTED_AT = (0.3, 0.5, 0.75, 0.9)
"""Shares of the days after which marks are predicted, on the nearest day of a new plan."""
EXAMS = 5
"""Exams drawn for each interval."""


@dataclass(frozen=True, slots=True)
class Covered:
    """How predicted intervals went."""

    share: float
    """Of marks that are neither below nor above their interval."""
    width: float
    """Mean width of the intervals shown."""
    bias: float
    """Mean of marks less what was expected."""


class Watched:
    """The planner as a policy, with marks predicted on the way; ``doubt`` is what it is unsure of.

    ``seed`` decides which questions are asked and how they go.
    """

    def __init__(self, planner: Planned, doubt: Doubt, seed: int) -> None:
        self._planner = planner
        self._doubt = doubt
        self._chance = np.random.default_rng([seed, 2])
        self._predicted: list[tuple[int | None, Floats]] = []

    def __call__(self, group: Class, now: Standing) -> Floats:
        """Return what the planner wants."""
        rank = self._planner(group, now)
        every = self._planner.every
        if now.day in {round(share * group.days / every) * every for share in PREDICTED_AT}:
            self._predicted += zip(QUESTIONS, self._predict(group, now), strict=True)
        return rank

    def _predict(self, group: Class, now: Standing) -> Floats:
        """Return low, high and expected for each number of questions and student."""
        found = np.zeros((len(QUESTIONS), 3, group.students))
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
                found[at, :, student] = mark.low, mark.high, mark.expected
        return found

    def covered(self, outcome: Outcome) -> Covered:
        """Return how the intervals went, with exams drawn from what was known in the end."""
        figures = []
        for questions, (low, high, expected) in self._predicted:
            for _ in range(EXAMS):
                mark = sit(outcome.recall, questions, self._chance)
                figures.append(
                    (
                        ((mark >= low) & (mark <= high)).mean(),
                        (high - low).mean(),
                        (mark - expected).mean(),
                    )
                )
        return Covered(*(float(each) for each in np.mean(figures, axis=0)))


def sit(recall: Floats, questions: int | None, chance: np.random.Generator) -> Floats:
    """Return the mark of one exam for each student: questions drawn, answered by true recall.

    ``recall`` has shape (students, cards); None asks every card once.
    """
    places = np.argsort(chance.random(recall.shape), axis=1)[:, :questions]
    asked = np.take_along_axis(recall, places, axis=1)
    return np.asarray((chance.random(asked.shape) < asked).mean(axis=1))
