"""What statistics are made of, read in one pass each: whole columns of numbers, no entities.

Grouping in SQL was measured and is slower: 500,000 rows come out in the time that sorting them
for one GROUP BY takes, and many figures then share them.
"""

from functools import lru_cache

from sqlalchemy import Connection, Dialect, bindparam, case, func, or_, select
from sqlmodel import col

from studyapp.domain.review import Evidence
from studyapp.storage.prepared import Prepared
from studyapp.storage.tables import CardRecord, LogRecord, MemoryRecord, NoteRecord

LogColumns = tuple[int, int, int, int, int, int]
"""card_id, at, day, interval, duration_ms, flags.

The interval is what the entry led to, as Anki writes it: days, or seconds as a negative number,
or 0. ``flags`` is rating + 8 * evidence + 128 * state_before + 512 * state, 2048 for an entry with
a snapshot and 4096 for one that another program wrote; rating is 0 where there is none.
"""
CardColumns = tuple[int, int, int, int, int | None, int | None, int | None, int | None, int | None]
"""id, deck_id, state, queue, buried_until, due_day, due, last_day, last_review, followed by
stability and difficulty."""


class _Statements:
    def __init__(self, dialect: Dialect) -> None:
        mine = col(LogRecord.learner_id) == bindparam("learner")
        in_order = (col(LogRecord.card_id), col(LogRecord.id))
        voided = select(col(LogRecord.voids)).where(
            mine,
            col(LogRecord.evidence) == int(Evidence.VOID),
            col(LogRecord.voids).is_not(None),
        )
        interval = func.coalesce(
            col(LogRecord.due_day) - col(LogRecord.day),
            (col(LogRecord.at) - col(LogRecord.due)).op("/")(1000),
            0,
        )
        flags = (
            func.coalesce(col(LogRecord.rating), 0)
            + 8 * col(LogRecord.evidence)
            + 128 * col(LogRecord.state_before)
            + 512 * col(LogRecord.state)
            + case((col(LogRecord.snapshot).is_(None), 0), else_=2048)
            + case((col(LogRecord.imported).is_(None), 0), else_=4096)
        )
        standing = (
            mine,
            col(LogRecord.evidence) != int(Evidence.VOID),
            col(LogRecord.id).not_in(voided),
        )
        self.log = Prepared(
            select(
                col(LogRecord.card_id),
                col(LogRecord.at),
                col(LogRecord.day),
                interval,
                col(LogRecord.duration_ms),
                flags,
            )
            .where(*standing)
            .order_by(*in_order),
            dialect,
        )
        self.snapshots = Prepared(
            select(col(LogRecord.snapshot))
            .where(*standing, col(LogRecord.snapshot).is_not(None))
            .order_by(*in_order),
            dialect,
        )
        columns = (
            col(CardRecord.id),
            col(CardRecord.deck_id),
            col(MemoryRecord.state),
            col(MemoryRecord.queue),
            col(MemoryRecord.buried_until),
            col(MemoryRecord.due_day),
            col(MemoryRecord.due),
            col(MemoryRecord.last_day),
            col(MemoryRecord.last_review),
            col(MemoryRecord.stability),
            col(MemoryRecord.difficulty),
        )
        self.cards = Prepared(
            select(*columns)
            .select_from(MemoryRecord)
            .join(CardRecord, col(CardRecord.id) == col(MemoryRecord.card_id))
            .where(col(MemoryRecord.learner_id) == bindparam("learner"))
            .order_by(col(CardRecord.id)),
            dialect,
        )


@lru_cache(maxsize=4)
def _statements(dialect: Dialect) -> _Statements:
    return _Statements(dialect)


def log_columns(connection: Connection, learner_id: int) -> list[tuple[int, ...]]:
    """Return ``LogColumns`` of the entries that stand, card by card, oldest first."""
    return _statements(connection.dialect).log.all(connection, learner=learner_id)


def snapshots(connection: Connection, learner_id: int) -> list[str]:
    """Return the snapshots of those entries that have one, in the same order, as stored."""
    rows = _statements(connection.dialect).snapshots.all(connection, learner=learner_id)
    return [str(text) for (text,) in rows]


def card_columns(connection: Connection, learner_id: int) -> list[tuple[float | None, ...]]:
    """Return ``CardColumns`` of all cards, in the order of their ids."""
    return _statements(connection.dialect).cards.all(connection, learner=learner_id)


def tagged(connection: Connection, tag: str) -> list[int]:
    """Return the ids of the cards whose notes have a tag, or one below it (``tag::more``).

    Blind to case, as in Anki.
    """
    wanted = " ".join(tag.split()).lower()
    tags = func.lower(col(NoteRecord.tags))
    query = (
        select(col(CardRecord.id))
        .join(NoteRecord, col(NoteRecord.id) == col(CardRecord.note_id))
        .where(
            or_(
                tags.contains(f" {wanted} ", autoescape=True),
                tags.contains(f" {wanted}::", autoescape=True),
            )
        )
    )
    return [int(key) for (key,) in connection.execute(query) if key is not None]


def tags(connection: Connection) -> list[str]:
    """Return every tag that any note has."""
    query = select(col(NoteRecord.tags)).where(col(NoteRecord.tags) != "").distinct()
    found = {tag for (text,) in connection.execute(query) for tag in str(text).split()}
    return sorted(found, key=lambda tag: (tag.casefold(), tag))
