"""What mark was expected of each exam, day by day, and what the real ones teach."""

from dataclasses import dataclass

import numpy as np

from studyapp.domain.exam import Exam
from studyapp.scheduling.exam_predict import Evidence, Past, Prediction
from studyapp.services.exams import kept, store
from studyapp.services.workspace import Workspace
from studyapp.storage import exams as stored
from studyapp.storage.engine import Connection, reading, writing


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What was expected of the exam on a day before."""

    day: int
    expected: float
    low: float
    high: float


def evidence(workspace: Workspace) -> Evidence:
    """Return what the learner's reviews say of how well the model fits them."""
    from studyapp.services.stats import Statistics

    recall, passed = Statistics(workspace).predictions()
    told = ~np.isnan(recall)
    return Evidence.of(recall[told], passed[told])


def before(connection: Connection, exam: Exam, day: int) -> tuple[Foreseen, ...]:
    """Return what was expected of an exam on the study days before ``day``, oldest first."""
    return tuple(each for each in _foreseen(connection, exam) if each.day < day)


def last(workspace: Workspace) -> dict[int, Foreseen]:
    """Return what was last expected of each exam, by its id."""
    exams = store.exams(workspace)
    with reading(workspace.engine) as connection:
        found = {exam.id: _foreseen(connection, exam) for exam in exams}
    return {exam: days[-1] for exam, days in found.items() if days}


def experience(workspace: Workspace) -> list[Past]:
    """Return the exams whose real mark is known, by date, with what was last expected of each."""
    expected = last(workspace)
    found = []
    for exam in store.exams(workspace):
        if exam.mark is not None and (foreseen := expected.get(exam.id)) is not None:
            plan = kept.read(workspace, exam)
            plain = None if plan is None else plan.uncorrected
            predicted = foreseen.expected if plain is None else plain
            found.append(Past(predicted, exam.mark, foreseen.low, foreseen.high))
    return found


def remember(
    workspace: Workspace, exam: Exam, today: int, foreseen: Prediction, spent: float
) -> None:
    """Keep what is expected on a study day and the minutes studied, instead of what was kept."""
    sure = foreseen.enough
    values = {
        "expected": foreseen.expected if sure else None,
        "low": foreseen.low if sure else None,
        "high": foreseen.high if sure else None,
        "minutes": spent,
    }
    with writing(workspace.engine) as connection:
        stored.set_day(connection, exam.id, today, values)


def _foreseen(connection: Connection, exam: Exam) -> list[Foreseen]:
    return [
        Foreseen(row.day, row.expected, row.low, row.high)
        for row in stored.days(connection, exam.id)
        if row.expected is not None
    ]
