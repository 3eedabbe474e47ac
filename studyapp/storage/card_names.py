"""Cards found by what a file calls them: their number, their note's guid, their question."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from studyapp.storage.content import CHUNK
from studyapp.storage.tables import CardRecord, DeckRecord, NoteRecord


class NamedCard(NamedTuple):
    """A card and where it is."""

    id: int
    guid: str
    front: str
    """The note's field, which asks the question of its first card."""
    ordinal: int
    deck: str
    """Full name."""


def by_id(connection: Connection, ids: Sequence[int]) -> Iterator[NamedCard]:
    """Yield the cards that have these numbers."""
    return _chosen(connection, col(CardRecord.id), ids)


def by_guid(connection: Connection, guids: Sequence[str]) -> Iterator[NamedCard]:
    """Yield all cards of the notes with these guids."""
    return _chosen(connection, col(NoteRecord.guid), guids)


def by_front(connection: Connection, fronts: Sequence[str]) -> Iterator[NamedCard]:
    """Yield all cards of the notes whose front is one of these, to the character."""
    return _chosen(connection, col(NoteRecord.front), fronts)


def _chosen(
    connection: Connection, column: Mapped[Any], values: Sequence[int] | Sequence[str]
) -> Iterator[NamedCard]:
    query = (
        select(
            col(CardRecord.id),
            col(NoteRecord.guid),
            col(NoteRecord.front),
            col(CardRecord.ordinal),
            col(DeckRecord.name),
        )
        .join(NoteRecord, col(NoteRecord.id) == col(CardRecord.note_id))
        .join(DeckRecord, col(DeckRecord.id) == col(CardRecord.deck_id))
        .order_by(col(CardRecord.id))
    )
    for start in range(0, len(values), CHUNK):
        for row in connection.execute(query.where(column.in_(values[start : start + CHUNK]))):
            yield NamedCard(int(row[0] or 0), row[1], row[2], row[3], row[4])
