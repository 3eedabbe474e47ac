"""What statistics are made of, read in one pass each: whole columns of numbers, no entities.

Grouping in SQL was measured and is slower: 500,000 rows come out in the time that sorting them
for one GROUP BY takes, and many figures then share them.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Dialect,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
)
from sqlmodel import col

from studyapp.domain.review import Evidence
from studyapp.storage.prepared import Prepared
from studyapp.storage.tables import CardRecord, LogRecord, MemoryRecord, NoteRecord

MISSING = -(2**40)
"""Stands for NULL in columns of numbers."""
DURATION_BITS = 40
FLAG_BITS = 13
"""How columns share a number: fewer values to hand over, and that is most of the time."""


_MEMORY = ("buried_until", "due_day", "due", "last_day", "last_review", "stability", "difficulty")


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
            (col(LogRecord.at) - col(LogRecord.due)) // 1000,
            0,
        )
        longest = 2**DURATION_BITS
        duration = case(
            (col(LogRecord.duration_ms).between(0, longest - 1), col(LogRecord.duration_ms)),
            else_=0,
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
                longest * cast(col(LogRecord.day), BigInteger) + duration,
                2**FLAG_BITS * cast(interval, BigInteger) + flags,
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
        columns: tuple[Any, ...] = (
            col(CardRecord.id),
            col(CardRecord.deck_id),
            col(MemoryRecord.state) + 8 * col(MemoryRecord.queue),
            *(func.coalesce(getattr(MemoryRecord, name), MISSING) for name in _MEMORY),
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


def log_columns(connection: Connection, learner_id: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the entries that stand, card by card and oldest first.

    Columns are card_id; at; day * 2**40 + duration_ms; interval * 2**13 + flags. The interval is
    what the entry led to, as Anki writes it: days, or seconds as a negative number, or 0. The
    flags are rating (0 for none) + 8 * evidence + 128 * state_before + 512 * state, and 2048 for
    an entry with a snapshot, 4096 for one that another program wrote.
    """
    return _statements(connection.dialect).log.each(connection, learner=learner_id)


def snapshots(connection: Connection, learner_id: int) -> list[str]:
    """Return the snapshots of those entries that have one, in the same order, as stored."""
    rows = _statements(connection.dialect).snapshots.all(connection, learner=learner_id)
    return [str(text) for (text,) in rows]


def card_columns(connection: Connection, learner_id: int) -> Iterator[tuple[float, ...]]:
    """Yield all cards in the order of their ids, with their memory; NULL is ``MISSING``.

    Columns are id; deck_id; state + 8 * queue; buried_until, due_day, due, last_day,
    last_review, stability, difficulty.
    """
    return _statements(connection.dialect).cards.each(connection, learner=learner_id)


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
