"""Exams added, changed, listed and closed."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from shlex import quote
from typing import Any

from studyapp.domain.day import from_ms, study_day, to_ms
from studyapp.domain.exam import Exam, ExamPlan, Kind, Part, is_tagged
from studyapp.errors import NotFoundError, StudyError
from studyapp.services import browse
from studyapp.services.exams import typed
from studyapp.services.workspace import Workspace
from studyapp.storage import content
from studyapp.storage import exams as stored
from studyapp.storage.engine import Connection, reading, writing

MINUTES_A_DAY = 24 * 60


def add(workspace: Workspace, plan: ExamPlan) -> Exam:
    """Store an exam. Raises ``StudyError`` where it is in the past, taken or covers nothing."""
    now = workspace.now()
    with writing(workspace.engine) as connection:
        known = _exams(workspace, connection)
        if any(each.name == plan.name for each in known):
            raise StudyError(f"there is an exam {plan.name!r} already", "Choose another name.")
        plan = _sound(workspace, connection, plan, now)
        values = _values(plan) | {"created_at": to_ms(now)}
        exam_id = stored.add(connection, workspace.learner_id, values)
    return Exam(exam_id, plan, now)


def change(workspace: Workspace, exam: Exam, plan: ExamPlan) -> Exam:
    """Store what changed of an exam. Raises ``StudyError`` like ``add``, or where it is closed."""
    _open(exam)
    now = workspace.now()
    with writing(workspace.engine) as connection:
        known = _exams(workspace, connection)
        if any(each.name == plan.name and each.id != exam.id for each in known):
            raise StudyError(f"there is an exam {plan.name!r} already", "Choose another name.")
        plan = _sound(workspace, connection, plan, now, exam.plan.days_off)
        stored.change(connection, exam.id, _values(plan))
    return replace(exam, plan=plan)


def require_ahead(exam: Exam, now: datetime) -> None:
    """Raise ``StudyError`` for an exam that is closed or has begun."""
    _open(exam)
    if exam.plan.at <= now:
        raise StudyError(
            f"the exam {exam.name!r} has begun",
            f"Close it with 'studyapp exam done {quote(exam.name)}' and its mark, now or later.",
        )


def _open(exam: Exam) -> None:
    if exam.over:
        raise StudyError(
            f"the exam {exam.name!r} is closed",
            f"'studyapp exam reopen {quote(exam.name)}' takes that back.",
        )


def remove(workspace: Workspace, exam: Exam) -> None:
    """Delete an exam; cards and their history stay."""
    with writing(workspace.engine) as connection:
        stored.remove(connection, exam.id)


def exams(workspace: Workspace) -> tuple[Exam, ...]:
    """Return all exams by date, those that are over included."""
    with reading(workspace.engine) as connection:
        return tuple(_exams(workspace, connection))


def find(workspace: Workspace, wanted: str) -> Exam:
    """Return the exam the user means: by name, its beginning, or a part of it.

    Raises ``NotFoundError`` listing what was possible.
    """
    known = exams(workspace)
    folded = wanted.casefold()
    for fits in (
        [each for each in known if each.name == wanted],
        [each for each in known if each.name.casefold().startswith(folded)],
        [each for each in known if folded in each.name.casefold()],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            names = browse.listed([each.name for each in fits])
            raise NotFoundError(f"{wanted!r} fits several exams: {names}", "Name one in full.")
    names = browse.listed([each.name for each in known]) or "none yet"
    raise NotFoundError(
        f"there is no exam {wanted!r}", f"Exams: {names}. 'studyapp exam add' adds one."
    )


def _exams(workspace: Workspace, connection: Connection) -> list[Exam]:
    return [_exam(row) for row in stored.exams(connection, workspace.learner_id)]


def _sound(
    workspace: Workspace,
    connection: Connection,
    plan: ExamPlan,
    now: datetime,
    known: frozenset[int] = frozenset(),
) -> ExamPlan:
    """Return the plan with decks by their full names; ``known`` are days off it had before.

    Raises ``StudyError``.
    """
    if not plan.name.strip():
        raise StudyError("an exam needs a name", "For example: studyapp exam add History …")
    if plan.at <= now:
        raise StudyError("the exam lies in the past", "Give a date and time from now on.")
    if len(plan.minutes) != 7 or not all(0 <= each <= MINUTES_A_DAY for each in plan.minutes):
        raise StudyError("minutes a day must be 0 to 1,440", "For example 30.")
    if not any(plan.minutes):
        raise StudyError("there is no day with time for study", "Give minutes for some day.")
    if plan.target is not None and not 0 < plan.target <= 1:
        raise StudyError("a target is a share of all marks", "Give 1 to 100 per cent.")
    if plan.questions is not None and plan.questions < 1:
        raise StudyError("an exam asks at least one question", "Leave it out for all cards.")
    decks = content.deck_ids(connection)
    parts = []
    for part in plan.parts:
        if not 0 < part.marks < 1e6:
            raise StudyError(f"{part.name} must be worth something", "Give marks above 0.")
        parts.append(replace(part, name=_deck(decks, part.name)) if _is_deck(part) else part)
    if len({(part.kind, part.name) for part in parts}) < len(parts):
        raise StudyError("a deck or tag is named twice", "Name each once, with its marks.")
    plan = replace(plan, parts=tuple(parts), name=plan.name.strip())
    late = [day for day in plan.days_off - known if day > last_day(workspace, plan)]
    if late:
        raise StudyError(
            f"{typed.date_text(min(late))} is no day before the exam", "Days off lie before it."
        )
    require_cards(workspace, connection, plan)
    return plan


def last_day(workspace: Workspace, plan: ExamPlan) -> int:
    """Return the last study day before an exam: that of the calendar day before its date.

    All of it may be studied, even where the exam begins at two in the night, which is late on
    this same study day.
    """
    return study_day(plan.at, workspace.zone, 0) - 1


def require_cards(workspace: Workspace, connection: Connection, plan: ExamPlan) -> None:
    """Raise ``StudyError`` where an exam covers no card, or only suspended ones."""
    learner = workspace.learner_id
    if any(covered(plan, row) for row in stored.standing(connection, learner)):
        return
    rows = stored.standing(connection, learner, suspended=True)
    waiting = sum(covered(plan, row) for row in rows)
    if waiting:
        raise StudyError(
            f"all {waiting:,} cards that the exam covers are suspended",
            "Bring them back in the screens: browse the deck with 'b'.",
        )
    raise StudyError("the exam covers no card", "Name decks or tags that have cards.")


def _is_deck(part: Part) -> bool:
    return part.kind is Kind.DECK


def _deck(decks: Iterable[str], wanted: str) -> str:
    try:
        return browse.resolve_deck(decks, wanted)
    except NotFoundError as error:
        name, equals, marks = wanted.rpartition("=")
        if not equals:
            raise
        raise NotFoundError(
            f"there is no deck {wanted!r}; if {name!r} is meant, {marks!r} is no number of marks",
            error.hint,
        ) from error


def covered(plan: ExamPlan, row: Any) -> bool:
    """Whether an exam covers the card in a row of ``storage.exams.standing``."""
    return any(covers(part, row.deck, row.tags.split()) for part in plan.parts)


def covers(part: Part, deck: str, tags: list[str]) -> bool:
    """Whether a part of an exam asks a card of this deck with these tags."""
    if part.kind is Kind.DECK:
        return deck == part.name or deck.startswith(f"{part.name}::")
    return is_tagged(tags, part.name)


def _values(plan: ExamPlan) -> dict[str, Any]:
    payload = {
        "parts": [[part.kind.value, part.name, part.marks] for part in plan.parts],
        "minutes": list(plan.minutes),
        "days_off": sorted(plan.days_off),
        "target": plan.target,
        "questions": plan.questions,
    }
    return {"name": plan.name, "at": to_ms(plan.at), "payload": json.dumps(payload)}


def _exam(row: Any) -> Exam:
    said: dict[str, Any] = json.loads(row.payload)
    plan = ExamPlan(
        row.name,
        from_ms(row.at),
        tuple(Part(Kind(kind), name, marks) for kind, name, marks in said["parts"]),
        tuple(said["minutes"]),
        frozenset(said["days_off"]),
        said["target"],
        said["questions"],
    )
    ended = None if row.ended_at is None else from_ms(row.ended_at)
    return Exam(row.id, plan, from_ms(row.created_at), ended, row.mark)
