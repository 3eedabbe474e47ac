"""What ``check`` reads: the file, the log's checksums, and rows that do not fit together."""

from collections.abc import Collection, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Float,
    Integer,
    Select,
    String,
    and_,
    func,
    or_,
    select,
)
from sqlmodel import col

from studyapp.domain.card import Flag, Queue, State
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Evidence, Rating, ReviewEntry
from studyapp.storage.cards import MEMORY_COLUMNS
from studyapp.storage.columns import LOG_FIELDS
from studyapp.storage.convert import entry_from, packed_from
from studyapp.storage.sums import fits
from studyapp.storage.tables import (
    CardRecord,
    DeckRecord,
    LogRecord,
    MemoryRecord,
    NoteRecord,
    metadata,
)


def counts(connection: Connection) -> tuple[int, int, int]:
    """Return the numbers of notes, cards and answers in the log, undone ones too."""
    answers = select(func.count()).select_from(LogRecord).where(col(LogRecord.rating).is_not(None))
    notes, cards = (
        int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in (NoteRecord, CardRecord)
    )
    return notes, cards, int(connection.execute(answers).scalar_one())


def file_faults(connection: Connection) -> list[str]:
    """Return what SQLite finds wrong with the file and its foreign keys; empty elsewhere."""
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    faults = [] if found == ["ok"] else found
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        faults.append(f"a row of {row[0]} names a {row[2]} that is not there")
    return faults


_RANGES = {
    "state": State,
    "state_before": State,
    "queue": Queue,
    "flag": Flag,
    "kind": NoteKind,
    "rating": Rating,
    "evidence": Evidence,
}
_STORED = ((Integer, "integer"), (Float, "real"), (String, "text"))


def misfits(connection: Connection) -> list[str]:
    """Return the tables with values that no column of theirs can have; for SQLite.

    SQLite keeps any type in any column, so that a flipped bit turns a text into bytes or an
    enum into a number without a name, and ``integrity_check`` finds nothing wrong with it.
    """
    if connection.dialect.name != "sqlite":
        return []
    faults: list[str] = []
    for name, query in _misfit_queries():
        if (rows := int(connection.execute(query).scalar_one())) > 0:
            faults.append(f"{rows} rows of {name} hold what does not belong there")
    return faults


@cache
def _misfit_queries() -> list[tuple[str, Select[int]]]:
    return [
        (
            table.name,
            select(func.count()).select_from(table).where(or_(*map(_misfit, table.columns))),
        )
        for table in metadata.sorted_tables
    ]


def _misfit(column: Column[Any]) -> ColumnElement[bool]:
    kind = next(name for base, name in _STORED if isinstance(column.type, base))
    wrong: ColumnElement[bool] = func.typeof(column) != kind
    if kind == "integer" and column.name in _RANGES:
        wrong = or_(wrong, column.not_in([int(each) for each in _RANGES[column.name]]))
    return and_(column.is_not(None), wrong) if column.nullable else wrong


def damaged_entries(connection: Connection) -> list[str]:
    """Return the ids of log entries whose checksum does not fit, or that cannot be read."""
    columns = [getattr(LogRecord, name) for name in (*LOG_FIELDS, "checksum")]
    rows = connection.execute(select(*columns)).mappings()
    return [row["id"] for row in rows if not (fits(row) and _readable(row["snapshot"]))]


def _readable(snapshot: str | None) -> bool:
    try:
        _ = snapshot and packed_from(snapshot)
    except (ValueError, TypeError):
        return False
    return True


def logs(
    connection: Connection, learner_id: int, damaged: Collection[str]
) -> Iterator[tuple[int, list[ReviewEntry] | None]]:
    """Yield each card that has a log with its entries, oldest first; None with damaged ones."""
    columns = [getattr(LogRecord, name) for name in LOG_FIELDS]
    query = (
        select(*columns)
        .where(col(LogRecord.learner_id) == learner_id)
        .order_by(col(LogRecord.card_id), col(LogRecord.id))
    )
    rows = connection.execute(query).mappings()
    for card_id, some in groupby(rows, key=lambda row: row["card_id"]):
        entries = list(some)
        unclear = any(row["id"] in damaged for row in entries)
        yield card_id, None if unclear else [entry_from(row) for row in entries]


def memories(connection: Connection, learner_id: int) -> dict[int, tuple[Any, str]]:
    """Return for every card with a memory or a log the row of its memory and its deck's name."""
    logged = select(col(LogRecord.card_id)).where(col(LogRecord.learner_id) == learner_id)
    query = (
        select(
            *MEMORY_COLUMNS,
            col(MemoryRecord.log_id),
            col(MemoryRecord.card_id),
            col(DeckRecord.name),
        )
        .join(CardRecord, col(CardRecord.id) == col(MemoryRecord.card_id))
        .join(DeckRecord, col(DeckRecord.id) == col(CardRecord.deck_id))
        .where(
            col(MemoryRecord.learner_id) == learner_id,
            or_(
                col(MemoryRecord.reps) != 0,
                col(MemoryRecord.lapses) != 0,
                col(MemoryRecord.state) != int(State.NEW),
                *(column.is_not(None) for column in MEMORY_COLUMNS[1:9]),
                col(MemoryRecord.log_id).is_not(None),
                col(MemoryRecord.card_id).in_(logged),
            ),
        )
    )
    return {row[-2]: (row, row[-1]) for row in connection.execute(query)}


def cards_without_memory(connection: Connection, learner_id: int) -> list[int]:
    """Return the ids of cards that the queue could never show."""
    mine = select(col(MemoryRecord.card_id)).where(col(MemoryRecord.learner_id) == learner_id)
    query = select(col(CardRecord.id)).where(col(CardRecord.id).not_in(mine))
    return [int(row[0]) for row in connection.execute(query) if row[0] is not None]
