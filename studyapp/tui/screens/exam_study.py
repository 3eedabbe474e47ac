"""Studying by an exam's plan: the review screen, on the cards that were chosen."""

from typing import TYPE_CHECKING

from studyapp.tui.screens.review import ReviewScreen

if TYPE_CHECKING:
    from studyapp.collection import StudySession
    from studyapp.domain.exam import Exam


class ExamStudyScreen(ReviewScreen):
    """Ordinary reviews. Without an order the plan is made first."""

    CSS_PATH = "review.tcss"
    END = "All cards that were chosen for today are done."

    def __init__(self, exam: "Exam | str", order: tuple[int, ...] | None = None) -> None:
        super().__init__(exam if isinstance(exam, str) else exam.name)
        self._exam = exam
        self._order = order

    def open_session(self) -> "StudySession":
        """Return a session on the cards of the plan. Runs in a worker."""
        exams = self.study.collection.exams
        exam = exams.find(self._exam) if isinstance(self._exam, str) else self._exam
        order = self._order
        if order is None:
            order = exams.planned(exam, cost=False).order
        return exams.study(exam, order)
