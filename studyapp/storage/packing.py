"""Notes with all that belongs to them, read in large steps: for exports and for merging."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select
from sqlmodel import col

from studyapp.domain.review import ReviewEntry
from studyapp.storage.cards import MEMORY_COLUMNS
from studyapp.storage.content import chunks
from studyapp.storage.convert import LOG_FIELDS, entry_from
from studyapp.storage.tables import (
    CardRecord,
    DeckRecord,
    LogRecord,
    MediaRecord,
    MemoryRecord,
    NoteRecord,
    NoteTypeRecord,
    OptionsRecord,
    OriginRecord,
)


class StoredCard(NamedTuple):
    """A card with its memory, in the columns of both."""

    id: int
    note_id: int
    deck_id: int
    ordinal: int
    position: int
    memory: tuple[Any, ...]
    """``MEMORY_FIELDS``, or all None for a card that has no row there."""
    queue: int
    buried_until: int | None
    flag: int
    log_id: str | None


def note_ids(connection: Connection, decks: Sequence[int] | None) -> list[int]:
    """Return the ids of the notes that have cards in ``decks``, in order; all with None."""
    if decks is None:
        rows = connection.execute(select(col(NoteRecord.id)))
        return sorted(int(row[0]) for row in rows if row[0] is not None)
    found: set[int] = set()
    for some in chunks(decks):
        query = select(col(CardRecord.note_id)).where(col(CardRecord.deck_id).in_(some))
        found.update(int(row[0]) for row in connection.execute(query))
    return sorted(found)


def notes(connection: Connection, ids: Sequence[int]) -> dict[int, Any]:
    """Return the rows of notes, with the columns of ``note_origin`` for foreign ones, by id."""
    found: dict[int, Any] = {}
    columns = NoteRecord.__table__.columns  # type: ignore[attr-defined]
    for some in chunks(ids):
        query = (
            select(
                *columns,
                col(OriginRecord.note_type_id),
                col(OriginRecord.fields),
                col(OriginRecord.text_sum),
            )
            .outerjoin(OriginRecord, col(OriginRecord.note_id) == col(NoteRecord.id))
            .where(col(NoteRecord.id).in_(some))
        )
        found.update({row.id: row for row in connection.execute(query)})
    return found


def cards(
    connection: Connection, learner_id: int, ids: Sequence[int]
) -> dict[int, list[StoredCard]]:
    """Return the cards of the notes with these ids, by note, in order of their ordinals."""
    found: dict[int, list[StoredCard]] = defaultdict(list)
    memory = len(MEMORY_COLUMNS)
    for some in chunks(ids):
        query = (
            select(
                col(CardRecord.id),
                col(CardRecord.note_id),
                col(CardRecord.deck_id),
                col(CardRecord.ordinal),
                col(CardRecord.position),
                *MEMORY_COLUMNS,
                col(MemoryRecord.queue),
                col(MemoryRecord.buried_until),
                col(MemoryRecord.flag),
                col(MemoryRecord.log_id),
            )
            .join(MemoryRecord, col(MemoryRecord.card_id) == col(CardRecord.id))
            .where(col(MemoryRecord.learner_id) == learner_id, col(CardRecord.note_id).in_(some))
            .order_by(col(CardRecord.note_id), col(CardRecord.ordinal))
        )
        for row in connection.execute(query):
            queue, buried_until, flag, log_id = row[-4:]
            card = StoredCard(
                row[0],
                row[1],
                row[2],
                row[3],
                row[4],
                tuple(row[5 : 5 + memory]),
                queue,
                buried_until,
                flag,
                log_id,
            )
            found[card.note_id].append(card)
    return found


def log_rows(
    connection: Connection, learner_id: int, card_ids: Sequence[int]
) -> dict[int, list[Any]]:
    """Return the log of cards as rows of ``LOG_FIELDS``, by card, oldest first."""
    found: dict[int, list[Any]] = defaultdict(list)
    columns = [getattr(LogRecord, name) for name in LOG_FIELDS]
    place = LOG_FIELDS.index("card_id")
    for some in chunks(sorted(card_ids)):
        query = (
            select(*columns)
            .where(col(LogRecord.learner_id) == learner_id, col(LogRecord.card_id).in_(some))
            .order_by(col(LogRecord.card_id), col(LogRecord.id))
        )
        for row in connection.execute(query):
            found[row[place]].append(row)
    return found


def entries(
    connection: Connection, learner_id: int, card_ids: Sequence[int]
) -> dict[int, list[ReviewEntry]]:
    """Return the same as domain values."""
    rows = log_rows(connection, learner_id, card_ids)
    return {
        card: [entry_from(row._mapping) for row in some]  # noqa: SLF001
        for card, some in rows.items()
    }


def decks(connection: Connection) -> Iterator[tuple[int, str, str, int | None]]:
    """Yield id, full name, description and the id of the options of every deck."""
    query = select(
        col(DeckRecord.id),
        col(DeckRecord.name),
        col(DeckRecord.description),
        col(DeckRecord.options_id),
    )
    for row in connection.execute(query):
        yield int(row[0] or 0), str(row[1]), str(row[2]), row[3]


def options(connection: Connection) -> dict[int, tuple[str, str, str]]:
    """Return name, payload and what another program said besides of all sets of options."""
    query = select(
        col(OptionsRecord.id),
        col(OptionsRecord.name),
        col(OptionsRecord.payload),
        col(OptionsRecord.kept),
    )
    return {int(row[0] or 0): (row[1], row[2], row[3]) for row in connection.execute(query)}


def note_types(connection: Connection) -> dict[int, tuple[str, str]]:
    """Return key and payload of all note types, by id."""
    query = select(col(NoteTypeRecord.id), col(NoteTypeRecord.key), col(NoteTypeRecord.payload))
    return {int(row[0] or 0): (row[1], row[2]) for row in connection.execute(query)}


def media(connection: Connection) -> dict[str, tuple[str, int]]:
    """Return hash and size of all media, by name."""
    query = select(col(MediaRecord.name), col(MediaRecord.sha256), col(MediaRecord.size))
    return {str(row[0]): (str(row[1]), int(row[2])) for row in connection.execute(query)}


def fronts(connection: Connection, deck_ids: Sequence[int]) -> dict[str, str]:
    """Return the guid of every note with a card in these decks, by its front."""
    found: dict[str, str] = {}
    for some in chunks(deck_ids):
        query = (
            select(col(NoteRecord.front), col(NoteRecord.guid))
            .join(CardRecord, col(CardRecord.note_id) == col(NoteRecord.id))
            .where(col(CardRecord.deck_id).in_(some))
            .order_by(col(NoteRecord.id).desc())
        )
        found.update({str(row[0]): str(row[1]) for row in connection.execute(query)})
    return found


def origins(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Return the id of the note type and the fields of foreign notes, by id of the note."""
    found: dict[int, tuple[int, str]] = {}
    for some in chunks(ids):
        query = select(
            col(OriginRecord.note_id), col(OriginRecord.note_type_id), col(OriginRecord.fields)
        ).where(col(OriginRecord.note_id).in_(some))
        found.update({int(row[0]): (int(row[1]), str(row[2])) for row in connection.execute(query)})
    return found
