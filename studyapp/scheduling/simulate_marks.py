"""Predicted marks of simulated students, held against the exams they then sit."""

from dataclasses import dataclass

import numpy as np

from studyapp.scheduling.exam_predict import Doubt, Evidence, equal_questions, predict
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
    """Of marks in their interval, a mark half a question wide to either side."""
    shown: float
    """Of marks that are neither below nor above the interval as it is shown: at least as many,
    and far more where few marks are likely."""
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
        """Return questions, low, high and expected for each number of questions and student."""
        found = np.zeros((len(QUESTIONS), 4, group.students))
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
                count = questions or equal_questions(cards)
                found[at, :, student] = count, *mark.ends, mark.expected
        return found

    def covered(self, outcome: Outcome) -> Covered:
        """Return how the intervals went, with exams drawn from what was known in the end."""
        figures = []
        for questions, (count, low, high, expected) in self._predicted:
            shown = np.clip([low, high], 0.0, 1.0)
            for _ in range(EXAMS):
                mark = sit(outcome.recall, questions, self._chance)
                figures.append(
                    (
                        inside(mark, low, high, count).mean(),
                        ((mark >= shown[0]) & (mark <= shown[1])).mean(),
                        (shown[1] - shown[0]).mean(),
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


def inside(mark: Floats, low: Floats, high: Floats, questions: Floats) -> Floats:
    """Return which part of each mark, half a question wide to either side, lies in its interval.

    So 80% is meant exactly, though marks come in steps: the nonrandomized form of the transform
    for counts in C. Czado, T. Gneiting and L. Held, "Predictive Model Assessment for Count
    Data", Biometrics 65 (2009), section 2. All arrays (n,).
    """
    step = 0.5 / questions
    part = np.minimum(mark + step, high) - np.maximum(mark - step, low)
    return np.asarray(np.clip(part * questions, 0.0, 1.0))
