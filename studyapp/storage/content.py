"""Decks, sources, notes and cards: how content comes in and is found again."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlmodel import col

from studyapp.domain.card import Queue
from studyapp.domain.note import Note, NoteKind
from studyapp.storage.convert import content_hash, note_values, tags_text
from studyapp.storage.tables import (
    CardRecord,
    DeckRecord,
    LogRecord,
    MediaRecord,
    MemoryRecord,
    NoteRecord,
    NoteTypeRecord,
    OriginRecord,
    SourceRecord,
)

CHUNK = 500
"""Values in one IN list: SQLite before 3.32 takes 999 parameters."""


@dataclass(frozen=True, slots=True)
class StoredNote:
    """What matching a rebuilt note needs to know of a stored one."""

    id: int
    guid: str
    kind: int
    front: str
    back: str
    tags: str
    source_hash: str
    first_line: int | None
    last_line: int | None
    source_id: int | None = None
    source_path: str = ""
    section: str = ""
    details: str = ""
    standing: int = 0
    stale: int = 0

    @property
    def edited(self) -> bool:
        """Whether the learner changed it since it was built."""
        now = content_hash(self.kind, self.front, self.back)
        return bool(self.source_hash) and self.source_hash != now


def deck_ids(connection: Connection) -> dict[str, int]:
    """Return the id of every deck by its full name."""
    rows = connection.execute(select(col(DeckRecord.id), col(DeckRecord.name)))
    return {name: key for key, name in rows if key is not None}


def add_decks(connection: Connection, names: Mapping[str, str], at: int) -> dict[str, int]:
    """Add decks (name to guid) that are not there yet; return the ids of all decks."""
    known = deck_ids(connection)
    rows = [
        {"guid": guid, "name": name, "created_at": at}
        for name, guid in names.items()
        if name not in known
    ]
    if rows:
        connection.execute(insert(DeckRecord), rows)
        known = deck_ids(connection)
    return known


def put_source(connection: Connection, values: Mapping[str, Any]) -> int:
    """Add or refresh the source with ``values["key"]``; return its id."""
    found = connection.execute(
        select(col(SourceRecord.id)).where(col(SourceRecord.key) == values["key"])
    ).scalar()
    if found is not None:
        connection.execute(
            update(SourceRecord).where(col(SourceRecord.id) == found).values(**values)
        )
        return int(found)
    connection.execute(insert(SourceRecord).values(**values))
    return put_source(connection, values)


def notes_of_source(connection: Connection, source_id: int) -> list[StoredNote]:
    """Return the notes built from a source."""
    return _stored(connection, col(NoteRecord.source_id) == source_id)


def notes_by_guid(connection: Connection, guids: Sequence[str]) -> dict[str, StoredNote]:
    """Return those of the notes that are stored already, by guid."""
    found: dict[str, StoredNote] = {}
    for start in range(0, len(guids), CHUNK):
        chosen = col(NoteRecord.guid).in_(guids[start : start + CHUNK])
        found.update({note.guid: note for note in _stored(connection, chosen)})
    return found


def _stored(connection: Connection, condition: Any) -> list[StoredNote]:
    query = select(
        col(NoteRecord.id),
        col(NoteRecord.guid),
        col(NoteRecord.kind),
        col(NoteRecord.front),
        col(NoteRecord.back),
        col(NoteRecord.tags),
        col(NoteRecord.source_hash),
        col(NoteRecord.first_line),
        col(NoteRecord.last_line),
        col(NoteRecord.source_id),
        col(NoteRecord.source_path),
        col(NoteRecord.section),
        col(NoteRecord.details),
        col(NoteRecord.standing),
        col(NoteRecord.stale),
    ).where(condition)
    rows: Iterable[Any] = connection.execute(query)
    return [StoredNote(*row) for row in rows]


def questions(connection: Connection, limit: int) -> list[tuple[str, str, str]]:
    """Return guid, front and back of the notes that are no clozes, in the order they came."""
    query = (
        select(col(NoteRecord.guid), col(NoteRecord.front), col(NoteRecord.back))
        .where(col(NoteRecord.kind) != int(NoteKind.CLOZE))
        .order_by(col(NoteRecord.id))
        .limit(limit)
    )
    return [(str(row[0]), str(row[1]), str(row[2])) for row in connection.execute(query)]


def add_notes(
    connection: Connection,
    notes: Sequence[tuple[int, Note]],
    *,
    learner_id: int,
    source_id: int | None,
    at: int,
) -> int:
    """Add notes, each with the id of its deck, and their cards; return the number of cards.

    Ids are taken from the end of the tables within the caller's write transaction, so that
    everything goes in by three ``executemany`` calls.
    """
    note_id = _next(connection, col(NoteRecord.id))
    card_id = _next(connection, col(CardRecord.id))
    position = _next(connection, col(CardRecord.position))
    families: dict[str, int] = {}
    note_rows: list[dict[str, Any]] = []
    card_rows: list[dict[str, Any]] = []
    for deck_id, note in notes:
        values = note_values(note)
        values.update(
            id=note_id,
            source_id=source_id,
            source_hash=content_hash(int(note.kind), note.front, note.back),
            created_at=at,
            modified_at=at,
        )
        note_rows.append(values)
        group = note.generated.group if note.generated else ""
        family = families.setdefault(group, note_id) if group else note_id
        for ordinal in note.ordinals() if note.studied else ():
            card_rows.append(
                {
                    "id": card_id + len(card_rows),
                    "note_id": note_id,
                    "deck_id": deck_id,
                    "ordinal": ordinal,
                    "family": family,
                    "position": position,
                }
            )
        note_id += 1
        position += 1
    add_card_rows(connection, card_rows, note_rows, learner_id)
    return len(card_rows)


def add_blank_memory(connection: Connection, card_ids: Iterable[int], learner_id: int) -> None:
    """Give cards a memory that knows nothing of them yet."""
    rows = [{"learner_id": learner_id, "card_id": card_id} for card_id in card_ids]
    if rows:
        connection.execute(insert(MemoryRecord), rows)


def add_card_rows(
    connection: Connection,
    card_rows: Sequence[Mapping[str, Any]],
    note_rows: Sequence[Mapping[str, Any]],
    learner_id: int,
) -> None:
    """Insert finished rows, and a blank memory for every card."""
    if note_rows:
        connection.execute(insert(NoteRecord), list(note_rows))
    if card_rows:
        connection.execute(insert(CardRecord), list(card_rows))
        add_blank_memory(connection, (row["id"] for row in card_rows), learner_id)


def sync_cards(
    connection: Connection,
    note_id: int,
    before: Collection[int],
    wanted: Collection[int],
    *,
    learner_id: int,
) -> list[int]:
    """Give a changed note the cards it yields now; return the ids of those that are new.

    ``before`` are the ordinals it yielded until now. A card it no longer yields would ask
    nothing: it is suspended, and comes back with its history when a later edit brings its
    deletion back.
    """
    rows = connection.execute(
        select(
            col(CardRecord.id),
            col(CardRecord.ordinal),
            col(CardRecord.deck_id),
            col(CardRecord.family),
            col(CardRecord.position),
        ).where(col(CardRecord.note_id) == note_id)
    ).all()
    have = {row.ordinal: row.id for row in rows}
    gone = [have[ordinal] for ordinal in before if ordinal in have and ordinal not in wanted]
    back = [have[ordinal] for ordinal in wanted if ordinal in have and ordinal not in before]
    _put_in_queue(connection, gone, Queue.SUSPENDED)
    _put_in_queue(connection, back, Queue.ACTIVE)
    card_id = _next(connection, col(CardRecord.id))
    missing = [ordinal for ordinal in wanted if ordinal not in have]
    added = [
        {
            "id": card_id + offset,
            "note_id": note_id,
            "deck_id": rows[0].deck_id,
            "ordinal": ordinal,
            "family": rows[0].family,
            "position": rows[0].position,
        }
        for offset, ordinal in enumerate(missing)
    ]
    add_card_rows(connection, added, (), learner_id)
    return [card_id + offset for offset in range(len(added))]


def _put_in_queue(connection: Connection, card_ids: Sequence[int], queue: Queue) -> None:
    for some in chunks(card_ids):
        connection.execute(
            update(MemoryRecord)
            .where(col(MemoryRecord.card_id).in_(some))
            .values(queue=int(queue), buried_until=None)
        )


def hide(connection: Connection, card_ids: Sequence[int]) -> None:
    """Suspend cards."""
    _put_in_queue(connection, card_ids, Queue.SUSPENDED)


def unhide(connection: Connection, note_id: int) -> None:
    """Make all cards of a note active."""
    rows = connection.execute(select(col(CardRecord.id)).where(col(CardRecord.note_id) == note_id))
    _put_in_queue(connection, [int(row[0]) for row in rows if row[0] is not None], Queue.ACTIVE)


def drop_unanswered(connection: Connection, card_ids: Sequence[int]) -> None:
    """Take back cards that were added and never answered: nothing is known of them."""
    for some in chunks(card_ids):
        answered = select(col(LogRecord.card_id)).where(col(LogRecord.card_id).in_(some))
        for table, key in ((MemoryRecord, MemoryRecord.card_id), (CardRecord, CardRecord.id)):
            connection.execute(delete(table).where(col(key).in_(some), col(key).not_in(answered)))


def mark_stale(connection: Connection, note_ids: Sequence[int]) -> None:
    """Mark generated notes whose source no longer says what they say."""
    for some in chunks(note_ids):
        chosen = col(NoteRecord.id).in_(some)
        connection.execute(update(NoteRecord).where(chosen).values(stale=1))


def update_note(connection: Connection, note_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of one note."""
    connection.execute(update(NoteRecord).where(col(NoteRecord.id) == note_id).values(**values))


def put_note_type(connection: Connection, key: str, payload: str) -> int:
    """Add or refresh a note type of another program; return its id."""
    chosen = col(NoteTypeRecord.key) == key
    found = connection.execute(select(col(NoteTypeRecord.id)).where(chosen)).scalar()
    if found is not None:
        connection.execute(update(NoteTypeRecord).where(chosen).values(payload=payload))
        return int(found)
    connection.execute(insert(NoteTypeRecord).values(key=key, payload=payload))
    return put_note_type(connection, key, payload)


def put_origin(connection: Connection, note_id: int, origin: tuple[int, str, int] | None) -> None:
    """Set what another program says of a note: note type, fields and text sum; None forgets it."""
    connection.execute(delete(OriginRecord).where(col(OriginRecord.note_id) == note_id))
    if origin is not None:
        note_type_id, fields, text_sum = origin
        connection.execute(
            insert(OriginRecord).values(
                note_id=note_id, note_type_id=note_type_id, fields=fields, text_sum=text_sum
            )
        )


def family_of(connection: Connection, note_id: int) -> int:
    """Return what the cards of a note share with their siblings: its own id if it has none."""
    query = select(func.min(CardRecord.family)).where(col(CardRecord.note_id) == note_id)
    return int(connection.execute(query).scalar() or note_id)


def add_media(connection: Connection, name: str, sha256: str, size: int) -> None:
    """Take note of a medium whose file is stored."""
    connection.execute(insert(MediaRecord).values(name=name, sha256=sha256, size=size))


def tag(connection: Connection, note_id: int, name: str, *, on: bool) -> bool:
    """Put a tag on a note or take it off, leaving the others; return whether that changed it."""
    query = select(col(NoteRecord.tags)).where(col(NoteRecord.id) == note_id)
    tags = str(connection.execute(query).scalar_one()).split()
    if (name in tags) is on:
        return False
    tags = [*tags, name] if on else [each for each in tags if each != name]
    update_note(connection, note_id, {"tags": tags_text(tags)})
    return True


def card_totals(connection: Connection) -> dict[int, int]:
    """Return the number of cards in each deck, subdecks apart."""
    query = select(col(CardRecord.deck_id), func.count()).group_by(col(CardRecord.deck_id))
    return {int(row[0]): int(row[1]) for row in connection.execute(query)}


def chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    """Split ids into lists that fit one statement."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def _next(connection: Connection, column: Any) -> int:
    return int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()) + 1
