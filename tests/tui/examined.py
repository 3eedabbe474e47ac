"""Exams as the screens get them, with a plan that is always the same."""

from dataclasses import replace
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING, Any

from studyapp.domain.exam import Exam, ExamPlan, Kind, Part
from studyapp.errors import StudyError
from studyapp.scheduling.exam_predict import Prediction
from studyapp.services.exams import words
from studyapp.services.exams.ending import Ended
from studyapp.services.exams.planning import Foreseen, Planned, PlannedDay, Topic

if TYPE_CHECKING:
    from tests.tui.fake import FakeCollection

TODAY = 20_781
"""2026-11-24, a Tuesday."""
FINALS = Exam(
    1,
    ExamPlan(
        "Finals",
        datetime(2026, 12, 18, 9, tzinfo=UTC),
        (Part(Kind.DECK, "Voyages", 60), Part(Kind.TAG, "cape", 20)),
        (20.0, 20.0, 20.0, 20.0, 20.0, 45.0, 0.0),
        frozenset({TODAY + 3}),
        0.75,
        40,
    ),
    datetime(2026, 11, 1, tzinfo=UTC),
)
PAST = Exam(
    2,
    ExamPlan("Mock", datetime(2026, 11, 10, 9, tzinfo=UTC), (Part(Kind.DECK, "Astrolabes"),)),
    datetime(2026, 10, 1, tzinfo=UTC),
    datetime(2026, 11, 10, 12, tzinfo=UTC),
    0.68,
)


def planned(exam: Exam, *, cost: bool) -> Planned:
    """Return a plan of 24 days that rises from 41% to 77%."""
    days = tuple(
        PlannedDay(
            TODAY + at,
            exam.plan.minutes_on(TODAY + at),
            min(exam.plan.minutes_on(TODAY + at), 18.0),
            12.0,
            3.0,
            0.77 - 0.36 * (1 - at / 23) ** 2,
        )
        for at in range(24)
    )
    past = tuple(Foreseen(TODAY - 8 + at, 0.62 + at / 80, 0.5, 0.8) for at in range(8))
    return Planned(
        exam,
        datetime(2026, 11, 24, 12, tzinfo=UTC),
        TODAY,
        180,
        40,
        days,
        4.0,
        (5, 6, 7),
        Prediction(0.72, 0.63, 0.80, -0.02, 0),
        0.41,
        75.0,
        12.4 if cost and exam.plan.target is not None else None,
        past,
        (Topic("Voyages::Portugal", 90, 30, 0.5, 0.31), Topic("Voyages", 90, 10, 0.8, 0.62)),
        cost or exam.plan.target is None,
    )


class FakeExams:
    """What the screens need of ``studyapp.services.exams.api.Exams``."""

    def __init__(self, collection: "FakeCollection") -> None:
        self._collection = collection
        self.stored: list[Exam] = [PAST, FINALS]
        self.orders: list[tuple[int, ...]] = []
        self.costing: Event | None = None
        """Holds back what a target costs until it is set."""

    def all(self) -> tuple[Exam, ...]:
        self._collection.check_fault("exams")
        return tuple(self.stored)

    def expected(self) -> dict[int, float]:
        return {1: 0.72, 2: 0.61}

    def left(self, exam: Exam) -> str:
        return words.left(exam, self._collection.clock.at, UTC, 4)

    def find(self, name: str) -> Exam:
        return next(each for each in self.stored if each.name == name)

    def add(self, plan: ExamPlan) -> Exam:
        self._collection.check_fault("add_exam")
        if any(each.name == plan.name for each in self.stored):
            raise StudyError(f"there is an exam {plan.name!r} already", "Choose another name.")
        added = Exam(len(self.stored) + 1, plan, self._collection.clock.at)
        self.stored.append(added)
        return added

    def change(self, exam: Exam, plan: ExamPlan) -> Exam:
        self._collection.check_fault("change_exam")
        return self._put(replace(exam, plan=plan))

    def _put(self, exam: Exam) -> Exam:
        self.stored = [exam if each.id == exam.id else each for each in self.stored]
        return exam

    def remove(self, exam: Exam) -> None:
        self._collection.check_fault("remove_exam")
        self.stored = [each for each in self.stored if each.id != exam.id]

    def planned(self, exam: Exam, tick: Any = None, *, cost: bool = True) -> Planned:
        self._collection.check_fault("planned")
        if cost and self.costing is not None:
            assert self.costing.wait(10)
        return planned(exam, cost=cost)

    def best_next(self, exam: Exam, minutes: float) -> tuple[tuple[int, float], ...]:
        self._collection.check_fault("best_next")
        return ((7, 0.02), (5, 0.01))

    def study(self, exam: Exam, order: tuple[int, ...]) -> Any:
        self.orders.append(order)
        session = self._collection.study("Voyages")
        session.deck = "Voyages"
        return session

    def reopen(self, exam: Exam) -> Exam:
        self._collection.check_fault("reopen_exam")
        return self._put(replace(exam, ended_at=None, mark=None))

    def end(self, exam: Exam, mark: float | None = None, *, early: bool = False) -> Ended:
        self._collection.check_fault("end_exam")
        if mark is not None and mark > 1:
            raise StudyError("a mark is a share of all marks", "Give 0 to 100 per cent.")
        assert early or exam.over or exam.plan.at <= self._collection.clock.at
        over = exam.ended_at or self._collection.clock.at
        return Ended(self._put(replace(exam, ended_at=over, mark=mark)), 14, 9)
