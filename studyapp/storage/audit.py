"""What ``check`` reads: the file, the log's checksums, and rows that do not fit together."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select
from sqlmodel import col

from studyapp.domain.review import ReviewEntry
from studyapp.storage.cards import MEMORY_COLUMNS
from studyapp.storage.convert import LOG_FIELDS, checksum, entry_from
from studyapp.storage.tables import CardRecord, DeckRecord, LogRecord, MemoryRecord, NoteRecord


def counts(connection: Connection) -> tuple[int, int, int]:
    """Return the numbers of notes, cards and log entries."""
    notes, cards, reviews = (
        int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in (NoteRecord, CardRecord, LogRecord)
    )
    return notes, cards, reviews


def file_faults(connection: Connection) -> list[str]:
    """Return what SQLite finds wrong with the file and its foreign keys; empty elsewhere."""
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    faults = [] if found == ["ok"] else found
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        faults.append(f"a row of {row[0]} names a {row[2]} that is not there")
    return faults


def damaged_entries(connection: Connection) -> list[str]:
    """Return the ids of log entries whose checksum does not fit."""
    columns = [getattr(LogRecord, name) for name in (*LOG_FIELDS, "checksum")]
    rows = connection.execute(select(*columns)).mappings()
    return [row["id"] for row in rows if checksum(row) != row["checksum"]]


def logs(connection: Connection, learner_id: int) -> Iterator[tuple[int, list[ReviewEntry]]]:
    """Yield each card that has a log with its entries, oldest first."""
    columns = [getattr(LogRecord, name) for name in LOG_FIELDS]
    query = (
        select(*columns)
        .where(col(LogRecord.learner_id) == learner_id)
        .order_by(col(LogRecord.card_id), col(LogRecord.id))
    )
    rows = connection.execute(query).mappings()
    for card_id, some in groupby(rows, key=lambda row: row["card_id"]):
        yield card_id, [entry_from(row) for row in some]


def memories(connection: Connection, learner_id: int) -> dict[int, tuple[Any, str]]:
    """Return for every card that is not blank the row of its memory and the name of its deck."""
    query = (
        select(*MEMORY_COLUMNS, col(MemoryRecord.card_id), col(DeckRecord.name))
        .join(CardRecord, col(CardRecord.id) == col(MemoryRecord.card_id))
        .join(DeckRecord, col(DeckRecord.id) == col(CardRecord.deck_id))
        .where(
            col(MemoryRecord.learner_id) == learner_id,
            (col(MemoryRecord.reps) > 0) | (col(MemoryRecord.state) != 0),
        )
    )
    return {row[-2]: (row, row[-1]) for row in connection.execute(query)}


def cards_without_memory(connection: Connection, learner_id: int) -> list[int]:
    """Return the ids of cards that the queue could never show."""
    mine = select(col(MemoryRecord.card_id)).where(col(MemoryRecord.learner_id) == learner_id)
    query = select(col(CardRecord.id)).where(col(CardRecord.id).not_in(mine))
    return [int(row[0]) for row in connection.execute(query) if row[0] is not None]
