"""``Collection.exams``: everything about exams, as scripts, commands and screens use it."""

from studyapp.domain.exam import Exam, ExamPlan
from studyapp.services.exams import ending, marks, planning, store, words
from studyapp.services.exams.ending import Ended
from studyapp.services.exams.planning import Planned, Tick, quiet
from studyapp.services.exams.sitting import gather
from studyapp.services.guard import sound
from studyapp.services.study import StudySession
from studyapp.services.workspace import Workspace


class Exams:
    """The exams of a collection. Methods may be called from any thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @sound
    def all(self) -> tuple[Exam, ...]:
        """Return all exams by date, those that are over included."""
        return store.exams(self._workspace)

    @sound
    def find(self, name: str) -> Exam:
        """Return an exam by its name or part of it. Raises ``NotFoundError``."""
        return store.find(self._workspace, name)

    @sound
    def add(self, plan: ExamPlan) -> Exam:
        """Store an exam. Raises ``StudyError`` where it is in the past or covers nothing."""
        return store.add(self._workspace, plan)

    @sound
    def change(self, exam: Exam, plan: ExamPlan) -> Exam:
        """Store what changed of an exam. Raises ``StudyError``."""
        return store.change(self._workspace, exam, plan)

    @sound
    def remove(self, exam: Exam) -> None:
        """Delete an exam; cards and their history stay."""
        store.remove(self._workspace, exam)

    @sound
    def planned(self, exam: Exam, tick: Tick = quiet, *, cost: bool = True) -> Planned:
        """Make the plan from where the cards stand. Takes up to seconds; ``tick`` is told.

        ``cost`` asks what the target costs, which takes several times as long. Raises
        ``StudyError`` for an exam that has begun.
        """
        return planning.planned(self._workspace, exam, tick, cost=cost)

    def left(self, exam: Exam) -> str:
        """Return how long it is to an exam, or that it has ``begun`` or is ``closed``."""
        return words.left(
            exam, self._workspace.now(), self._workspace.zone, self._workspace.rollover
        )

    def require_ahead(self, exam: Exam) -> None:
        """Raise ``StudyError`` for an exam that has begun or is closed."""
        store.require_ahead(exam, self._workspace.now())

    @sound
    def expected(self) -> dict[int, float]:
        """Return the mark that was last expected of each exam, 0 to 1, by the exam's id."""
        return {exam: found.expected for exam, found in marks.last(self._workspace).items()}

    @sound
    def best_next(self, exam: Exam, minutes: float) -> tuple[tuple[int, float], ...]:
        """Return the best use of the next minutes: card ids, and marks a minute of each."""
        return planning.best_next(self._workspace, exam, minutes)

    @sound
    def study(self, exam: Exam, order: tuple[int, ...]) -> StudySession:
        """Start or resume a sitting on the cards of ``order``: ordinary reviews.

        Raises ``StudyError`` for an exam that has begun or is closed.
        """
        store.require_ahead(exam, self._workspace.now())
        covered = planning.covered(self._workspace, exam)
        return StudySession(self._workspace, exam.name, gather(order, covered))

    @sound
    def end(self, exam: Exam, mark: float | None = None, *, early: bool = False) -> Ended:
        """Close an exam, with its real mark (0 to 1) now or later. Raises ``StudyError``.

        Before its date it takes ``early``.
        """
        return ending.end(self._workspace, exam, mark, early=early)

    @sound
    def reopen(self, exam: Exam) -> Exam:
        """Take closing an exam back. Raises ``StudyError`` where it is not closed."""
        return ending.reopen(self._workspace, exam)
