"""Sittings of self-tests and confusions between cards."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlmodel import col

from studyapp.storage.tables import ConfusionRecord, SittingRecord

SITTING = (
    "id",
    "mode",
    "deck",
    "wishes",
    "state",
    "started_at",
    "updated_at",
    "ended_at",
    "asked",
    "correct",
    "score",
    "duration_ms",
)
"""The columns of ``sitting`` without the learner, as rows here have them."""


def begin(connection: Connection, learner_id: int, values: dict[str, Any]) -> int:
    """Store a sitting; return its id."""
    result = connection.execute(insert(SittingRecord).values(learner_id=learner_id, **values))
    key = result.inserted_primary_key
    return 0 if key is None else int(key[0])


def keep(connection: Connection, sitting_id: int, values: dict[str, Any]) -> None:
    """Change columns of a sitting."""
    chosen = col(SittingRecord.id) == sitting_id
    connection.execute(update(SittingRecord).where(chosen).values(**values))


def changed(connection: Connection, sitting_id: int) -> Row[Any] | None:
    """Return (mode, updated_at, ended_at) of a sitting, None if it is gone."""
    query = select(
        col(SittingRecord.mode), col(SittingRecord.updated_at), col(SittingRecord.ended_at)
    ).where(col(SittingRecord.id) == sitting_id)
    return connection.execute(query).first()


def forget(connection: Connection, sitting_id: int) -> None:
    """Delete a sitting: one that was left and is not wanted any more."""
    connection.execute(delete(SittingRecord).where(col(SittingRecord.id) == sitting_id))


def sittings(connection: Connection, learner_id: int, mode: int, *, ended: bool) -> list[Row[Any]]:
    """Return the sittings of a mode (``SITTING``), those that ended or the others, oldest first."""
    over = col(SittingRecord.ended_at)
    query = (
        select(*[getattr(SittingRecord, name) for name in SITTING])
        .where(
            col(SittingRecord.learner_id) == learner_id,
            col(SittingRecord.mode) == mode,
            over.is_not(None) if ended else over.is_(None),
        )
        .order_by(col(SittingRecord.id))
    )
    return list(connection.execute(query))


def confuse(connection: Connection, learner_id: int, rows: Iterable[dict[str, Any]]) -> None:
    """Store confusions: id, card_id, other_id, evidence, at."""
    values = [{"learner_id": learner_id, **row} for row in rows]
    if values:
        connection.execute(insert(ConfusionRecord), values)


def unconfuse(connection: Connection, confusion_id: str) -> None:
    """Delete a confusion: the answer that showed it was right after all."""
    connection.execute(delete(ConfusionRecord).where(col(ConfusionRecord.id) == confusion_id))


def confusions(connection: Connection, learner_id: int) -> list[Row[Any]]:
    """Return (card_id, other_id, evidence, at) of every confusion, oldest first."""
    query = (
        select(
            col(ConfusionRecord.card_id),
            col(ConfusionRecord.other_id),
            col(ConfusionRecord.evidence),
            col(ConfusionRecord.at),
        )
        .where(col(ConfusionRecord.learner_id) == learner_id)
        .order_by(col(ConfusionRecord.id))
    )
    return list(connection.execute(query))
