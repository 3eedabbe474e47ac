"""Exams, what was expected of them, and what a learner's answers cost in time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, case, delete, func, insert, select, update
from sqlmodel import col

from studyapp.domain.card import Queue
from studyapp.domain.review import Rating
from studyapp.storage.content import chunks
from studyapp.storage.study import COUNTED
from studyapp.storage.tables import (
    CardRecord,
    DeckRecord,
    ExamDayRecord,
    ExamRecord,
    LogRecord,
    MemoryRecord,
    NoteRecord,
)

EXAM = ("id", "name", "at", "payload", "created_at", "ended_at", "mark")
"""The columns of ``exam`` without the learner."""


def add(connection: Connection, learner_id: int, values: dict[str, Any]) -> int:
    """Store an exam; return its id."""
    result = connection.execute(insert(ExamRecord).values(learner_id=learner_id, **values))
    key = result.inserted_primary_key
    return 0 if key is None else int(key[0])


def change(connection: Connection, exam_id: int, values: dict[str, Any]) -> None:
    """Change columns of an exam."""
    chosen = col(ExamRecord.id) == exam_id
    connection.execute(update(ExamRecord).where(chosen).values(**values))


def remove(connection: Connection, exam_id: int) -> None:
    """Delete an exam and what was expected of it."""
    connection.execute(delete(ExamDayRecord).where(col(ExamDayRecord.exam_id) == exam_id))
    connection.execute(delete(ExamRecord).where(col(ExamRecord.id) == exam_id))


def exams(connection: Connection, learner_id: int) -> list[Row[Any]]:
    """Return all exams (``EXAM``), by date."""
    query = (
        select(*[getattr(ExamRecord, name) for name in EXAM])
        .where(col(ExamRecord.learner_id) == learner_id)
        .order_by(col(ExamRecord.at), col(ExamRecord.id))
    )
    return list(connection.execute(query))


def set_day(connection: Connection, exam_id: int, day: int, values: dict[str, Any]) -> None:
    """Store what is expected on a study day, in the place of what was before."""
    here = (col(ExamDayRecord.exam_id) == exam_id, col(ExamDayRecord.day) == day)
    changed = connection.execute(update(ExamDayRecord).where(*here).values(**values))
    if not changed.rowcount:
        connection.execute(insert(ExamDayRecord).values(exam_id=exam_id, day=day, **values))


def days(connection: Connection, exam_id: int) -> list[Row[Any]]:
    """Return (day, expected, low, high, minutes) of every day on which it was planned."""
    query = (
        select(
            col(ExamDayRecord.day),
            col(ExamDayRecord.expected),
            col(ExamDayRecord.low),
            col(ExamDayRecord.high),
            col(ExamDayRecord.minutes),
        )
        .where(col(ExamDayRecord.exam_id) == exam_id)
        .order_by(col(ExamDayRecord.day))
    )
    return list(connection.execute(query))


def tagged(connection: Connection) -> set[tuple[str, str]]:
    """Return the names of decks with the tags of notes that have cards there, each pair once."""
    query = (
        select(col(DeckRecord.name), col(NoteRecord.tags))
        .join(CardRecord, col(CardRecord.deck_id) == col(DeckRecord.id))
        .join(NoteRecord, col(NoteRecord.id) == col(CardRecord.note_id))
        .where(col(NoteRecord.tags) != "")
        .distinct()
    )
    return {(str(row[0]), str(row[1])) for row in connection.execute(query)}


def standing(connection: Connection, learner_id: int, *, suspended: bool = False) -> list[Row[Any]]:
    """Return where every card that is not suspended (or is) stands, in reading order.

    Rows: id, family, deck, tags, state, stability, difficulty, last_review, last_day, due,
    due_day, reps, queue, buried_until, position.
    """
    columns: tuple[Any, ...] = (
        col(CardRecord.id),
        col(CardRecord.family),
        col(DeckRecord.name).label("deck"),
        col(NoteRecord.tags),
        col(MemoryRecord.state),
        col(MemoryRecord.stability),
        col(MemoryRecord.difficulty),
        col(MemoryRecord.last_review),
        col(MemoryRecord.last_day),
        col(MemoryRecord.due),
        col(MemoryRecord.due_day),
        col(MemoryRecord.reps),
        col(MemoryRecord.queue),
        col(MemoryRecord.buried_until),
        col(CardRecord.position),
    )
    query = (
        select(*columns)
        .select_from(MemoryRecord)
        .join(CardRecord, col(CardRecord.id) == col(MemoryRecord.card_id))
        .join(NoteRecord, col(NoteRecord.id) == col(CardRecord.note_id))
        .join(DeckRecord, col(DeckRecord.id) == col(CardRecord.deck_id))
        .where(
            col(MemoryRecord.learner_id) == learner_id,
            (col(MemoryRecord.queue) == int(Queue.SUSPENDED)) == suspended,
        )
        .order_by(
            col(DeckRecord.name),
            col(CardRecord.position),
            col(CardRecord.note_id),
            col(CardRecord.ordinal),
        )
    )
    return list(connection.execute(query))


def answer_times(connection: Connection, learner_id: int, cap_ms: int) -> list[Row[Any]]:
    """Return (state_before, rating, count, total ms) of all reviews, each at most ``cap_ms``.

    Voided entries are few and count too.
    """
    took = case((col(LogRecord.duration_ms) > cap_ms, cap_ms), else_=col(LogRecord.duration_ms))
    query = (
        select(
            col(LogRecord.state_before),
            col(LogRecord.rating),
            func.count().label("answers"),
            func.sum(took).label("total"),
        )
        .where(
            col(LogRecord.learner_id) == learner_id,
            col(LogRecord.evidence).in_(COUNTED),
            col(LogRecord.rating).between(int(Rating.AGAIN), int(Rating.EASY)),
            col(LogRecord.duration_ms) > 0,
        )
        .group_by(col(LogRecord.state_before), col(LogRecord.rating))
    )
    return list(connection.execute(query))


def answers_since(connection: Connection, learner_id: int, cards: Sequence[int], day: int) -> int:
    """Return how many reviews these cards had from a study day on."""
    total = 0
    for some in chunks(cards):
        query = select(func.count()).where(
            col(LogRecord.learner_id) == learner_id,
            col(LogRecord.card_id).in_(some),
            col(LogRecord.day) >= day,
            col(LogRecord.evidence).in_(COUNTED),
        )
        total += int(connection.execute(query).scalar() or 0)
    return total


def spent_on(
    connection: Connection, learner_id: int, cards: Sequence[int], day: int, cap_ms: int
) -> int:
    """Return the milliseconds that reviews of these cards took on a study day."""
    took = case((col(LogRecord.duration_ms) > cap_ms, cap_ms), else_=col(LogRecord.duration_ms))
    total = 0
    for some in chunks(cards):
        query = select(func.sum(took)).where(
            col(LogRecord.learner_id) == learner_id,
            col(LogRecord.card_id).in_(some),
            col(LogRecord.day) == day,
            col(LogRecord.evidence).in_(COUNTED),
        )
        total += int(connection.execute(query).scalar() or 0)
    return total
