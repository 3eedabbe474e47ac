"""After the exam: its mark is kept, and the decks go on without a pile of due cards."""

from collections import Counter
from dataclasses import dataclass, replace
from math import ceil
from shlex import quote

from studyapp.domain.card import Memory, Queue, State
from studyapp.domain.day import day_start, from_ms, to_ms
from studyapp.domain.exam import Exam
from studyapp.domain.review import Evidence, ReviewEntry
from studyapp.errors import StudyError
from studyapp.scheduling.fsrs import recall
from studyapp.scheduling.spreading import spread_pile
from studyapp.services.exams import words
from studyapp.services.exams.scope import scope, student
from studyapp.services.rating import save
from studyapp.services.workspace import Workspace
from studyapp.storage import exams as stored
from studyapp.storage import state, study
from studyapp.storage.convert import memory_from
from studyapp.storage.engine import Connection, writing

WEEKS = 4
"""Over which the load of a day is averaged."""
EASY_DAY = 20 * 60
"""Seconds of reviews that nobody minds: so many are never spread."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What closing an exam did."""

    exam: Exam
    piled: int
    """Cards that were due and were spread over days to come."""
    last_day: int
    """Days from today to the last of them."""


def end(
    workspace: Workspace, exam: Exam, mark: float | None = None, *, early: bool = False
) -> Ended:
    """Close an exam; ``mark`` (0 to 1) may come later, by closing it again.

    One that has not taken place is closed only if it is said to be ``early``. After
    it, cards that wait beyond what an ordinary day holds are moved to the days to come, worst
    remembered first, each with a log entry that says so. Raises ``StudyError``.
    """
    if mark is not None and not 0 <= mark <= 1:
        raise StudyError("a mark is a share of all marks", "Give 0 to 100 per cent.")
    now = workspace.now()
    ahead = exam.plan.at > now
    if ahead and not exam.over and not early:
        raise StudyError(
            f"the exam {exam.name!r} is not until {words.date(exam, workspace.zone)}",
            f"'studyapp exam done {quote(exam.name)} --early' closes it all the same.",
        )
    with writing(workspace.engine) as connection:
        ended_at = exam.ended_at or now
        known = mark if mark is not None else exam.mark
        stored.change(connection, exam.id, {"ended_at": to_ms(ended_at), "mark": known})
        moved = {} if exam.over or ahead else _spread(workspace, connection, exam)
        workspace.keep_day(connection)
    workspace.day_kept()
    ended = replace(exam, ended_at=ended_at, mark=known)
    return Ended(ended, sum(day > 0 for day in moved.values()), max(moved.values(), default=0))


def reopen(workspace: Workspace, exam: Exam) -> Exam:
    """Take closing back; a mark that was told goes with it. Raises ``StudyError``."""
    if not exam.over:
        raise StudyError(f"the exam {exam.name!r} is not closed", "Nothing is to be taken back.")
    with writing(workspace.engine) as connection:
        stored.change(connection, exam.id, {"ended_at": None, "mark": None})
    return replace(exam, ended_at=None, mark=None)


def _spread(workspace: Workspace, connection: Connection, exam: Exam) -> dict[int, int]:
    now = workspace.now()
    today = workspace.today(now)
    options = state.options_in(connection)
    covered = scope(connection, workspace.learner_id, exam.plan, options, now, today)
    pile: dict[int, float] = {}
    coming: Counter[int] = Counter()
    for row in covered.rows:
        if row.state != State.REVIEW or row.due_day is None or row.queue != Queue.ACTIVE:
            continue
        if row.due_day > today:
            coming[row.due_day - today] += 1
            continue
        memory = Memory(
            State.REVIEW,
            stability=row.stability,
            last_review=None if row.last_review is None else from_ms(row.last_review),
        )
        pile[row.id] = recall(memory, now, options[row.deck].parameters) or 0.0
    span = WEEKS * 7
    ids = [row.id for row in covered.rows]
    answered = stored.answers_since(connection, workspace.learner_id, ids, today - span)
    easy = EASY_DAY / student(connection, workspace.learner_id).passed
    most = max((options[row.deck].reviews_per_day for row in covered.rows), default=1)
    usual = min(ceil(max(answered / span, easy)), most)
    days = spread_pile(pile, max(usual, 1), [coming[day] for day in range(span)])
    for card_id, day in days.items():
        if day:
            _move(workspace, connection, card_id, today, today + day)
    return days


def _move(workspace: Workspace, connection: Connection, card_id: int, today: int, day: int) -> None:
    row = workspace.statements.memory.first(connection, learner=workspace.learner_id, card=card_id)
    if row is None:
        return
    before = memory_from(row)
    due = day_start(day, workspace.zone, workspace.rollover)
    after = replace(before, due=due, due_day=day)
    now = workspace.now()
    entry = ReviewEntry(
        workspace.new_id(now, study.newest_id(row)),
        card_id,
        None,
        Evidence.MANUAL,
        now,
        today,
        0,
        before.state,
        after.state,
        after.step,
        after.due,
        after.due_day,
    )
    save(workspace, connection, entry, after)
