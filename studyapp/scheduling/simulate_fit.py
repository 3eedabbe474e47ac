"""Parameters fitted to simulated students' answers, all students at once.

A stand-in for fitting FSRS to each student's log: the few parameters that matter until an exam,
by Gauss-Newton steps to the maximum of the posterior.
"""

import numpy as np

from studyapp.scheduling.formulas import DEFAULT_PARAMETERS, Floats, Formulas
from studyapp.scheduling.simulate import Answers, Class, replay

FITTED = (0, 2, 8, 10, 11, 14, 20)
"""First stabilities (Again, Good), growth (size, spacing), loss (size, spacing), decay."""
PRIOR = np.array([0.4, 0.4, 0.1, 0.2, 0.2, 0.2, 0.2])
"""Standard deviation, between students, of the logarithm of each."""
STEPS = 2
"""Gauss-Newton steps; each starts where the last one ended."""
NUDGE = 0.02
LIMIT = 2.5
"""Standard deviations from the defaults that a fit may reach."""


def fit(group: Class, log: list[Answers]) -> Formulas:
    """Return parameters (21, s, 1) for each student of ``group``."""
    shift: Floats = np.zeros((len(FITTED), group.students))
    if group.belief.w.ndim > 1:
        default = np.asarray(DEFAULT_PARAMETERS)[list(FITTED), None]
        shift = np.log(group.belief.w[list(FITTED), :, 0] / default)
    for _ in range(STEPS):
        shift = _step(group, log, shift)
    return _formulas(shift)


def _formulas(shift: Floats) -> Formulas:
    parameters = np.repeat(np.asarray(DEFAULT_PARAMETERS)[:, None], shift.shape[1], axis=1)
    parameters[list(FITTED)] *= np.exp(shift)
    return Formulas(parameters[:, :, None])


def _step(group: Class, log: list[Answers], shift: Floats) -> Floats:
    """Return ``shift`` after one step, shape (fitted, s)."""
    count, students = shift.shape
    chance = _recalls(group, log, shift)
    slopes = np.empty((count, len(chance)))
    for each in range(count):
        nudged = shift.copy()
        nudged[each] += NUDGE
        slopes[each] = (_recalls(group, log, nudged) - chance) / NUDGE
    student = np.concatenate([day.student[day.seen] for day in log])
    passed = np.concatenate([day.passed[day.seen] for day in log])
    spread = chance * (1 - chance)
    gradient = np.zeros((students, count))
    curvature = np.zeros((students, count, count))
    for row in range(count):
        gradient[:, row] = np.bincount(
            student, slopes[row] * (passed - chance) / spread, minlength=students
        )
        for column in range(count):
            curvature[:, row, column] = np.bincount(
                student, slopes[row] * slopes[column] / spread, minlength=students
            )
    gradient -= (shift / PRIOR[:, None] ** 2).T
    curvature += np.diag(1 / PRIOR**2)
    moved = shift + np.linalg.solve(curvature, gradient[:, :, None])[:, :, 0].T
    edge = LIMIT * PRIOR[:, None]
    return np.asarray(np.clip(moved, -edge, edge))


def _recalls(group: Class, log: list[Answers], shift: Floats) -> Floats:
    recalls = replay(group, _formulas(shift), log)[2]
    seen = [recall[day.seen] for recall, day in zip(recalls, log, strict=True)]
    return np.asarray(np.clip(np.concatenate(seen), 0.01, 0.995))
