"""Notes with all that belongs to them, read in large steps: for exports and for merging."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Select, and_, bindparam, case, func, or_, select
from sqlmodel import col

from studyapp.storage.cards import MEMORY_COLUMNS
from studyapp.storage.columns import LOG_FIELDS
from studyapp.storage.content import chunks
from studyapp.storage.prepared import Prepared
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


class NoteRow(NamedTuple):
    """A note as stored, with the columns of ``note_origin`` for a foreign one."""

    id: int
    guid: str
    kind: int
    front: str
    back: str
    tags: str
    source_id: int | None
    source_path: str
    first_line: int | None
    last_line: int | None
    section: str
    source_hash: str
    details: str
    standing: int
    stale: int
    created_at: int
    modified_at: int
    note_type_id: int | None
    fields: str | None
    text_sum: int | None


def notes(connection: Connection, ids: Sequence[int]) -> dict[int, NoteRow]:
    """Return the rows of notes by id."""
    wanted = set(ids)
    read = _statements(connection.dialect).notes
    return {
        row[0]: NoteRow._make(row)
        for low, high in _runs(ids)
        for row in read.all(connection, low=low, high=high)
        if row[0] in wanted
    }


def cards(
    connection: Connection, learner_id: int, ids: Sequence[int]
) -> dict[int, list[StoredCard]]:
    """Return the cards of the notes with these ids, by note, in order of their ordinals."""
    found: dict[int, list[StoredCard]] = defaultdict(list)
    wanted = set(ids)
    read = _statements(connection.dialect).cards
    for low, high in _runs(ids):
        for row in read.all(connection, learner=learner_id, low=low, high=high):
            if row[1] in wanted and row[5] is not None:
                found[row[1]].append(StoredCard._make((*row[:5], row[5:-4], *row[-4:])))
    return found


def log_rows(
    connection: Connection, learner_id: int, card_ids: Sequence[int]
) -> dict[int, list[tuple[Any, ...]]]:
    """Return the log of cards as rows of ``LOG_FIELDS``, by card, oldest first."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    wanted = set(card_ids)
    read = _statements(connection.dialect).log
    for low, high in _runs(card_ids):
        for row in read.all(connection, learner=learner_id, low=low, high=high):
            if row[_CARD] in wanted:
                found[row[_CARD]].append(row)
    return found


class ForeignEnd(NamedTuple):
    """What there is to be known of a log that another program kept whole."""

    length: int
    rated: int
    """How many of its entries are answers."""
    at: int
    """Of the last entry, which says where the card stood as a whole."""
    said: str
    """What the other program wrote of that."""


def foreign_logs(
    connection: Connection, learner_id: int, card_ids: Sequence[int]
) -> tuple[dict[int, ForeignEnd], list[int]]:
    """Return the ends of the logs of those of the cards of which another program kept all.

    Only the last entry is a snapshot there, and none takes back another. The second value is the
    cards with other logs.
    """
    found: dict[int, ForeignEnd] = {}
    others: list[int] = []
    wanted = set(card_ids)
    read = _statements(connection.dialect).foreign
    for low, high in _runs(card_ids):
        for card_id, ours, *end in read.all(connection, learner=learner_id, low=low, high=high):
            if card_id in wanted and ours:
                others.append(card_id)
            elif card_id in wanted:
                found[card_id] = ForeignEnd._make(end)
    return found, others


_CARD = LOG_FIELDS.index("card_id")

GAP = 64
"""Ids that nobody asked for and that are read along rather than asking once more."""


def _runs(ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of ids that lie close together, in order."""
    low = high = None
    for each in sorted(ids):
        if low is None or high is None:
            low = each
        elif each - high > GAP:
            yield low, high
            low = each
        high = each
    if low is not None and high is not None:
        yield low, high


class _Statements:
    """What reads many rows, compiled once: SQLAlchemy's own rows take as long again as SQLite."""

    def __init__(self, dialect: Dialect) -> None:
        def between(column: Any) -> Any:
            return column.between(bindparam("low"), bindparam("high"))

        stored = [getattr(NoteRecord, name) for name in NoteRow._fields[:-3]]
        foreign = [getattr(OriginRecord, name) for name in NoteRow._fields[-3:]]
        self.notes = Prepared(
            select(*stored, *foreign)
            .outerjoin(OriginRecord, col(OriginRecord.note_id) == col(NoteRecord.id))
            .where(between(col(NoteRecord.id))),
            dialect,
        )
        self.cards = Prepared(
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
            .outerjoin(  # an inner join would start from all memories of the learner
                MemoryRecord,
                and_(
                    col(MemoryRecord.learner_id) == bindparam("learner"),
                    col(MemoryRecord.card_id) == col(CardRecord.id),
                ),
            )
            .where(between(col(CardRecord.note_id)))
            .order_by(col(CardRecord.note_id), col(CardRecord.ordinal)),
            dialect,
        )
        self.log = Prepared(
            select(*[getattr(LogRecord, name) for name in LOG_FIELDS])
            .where(
                col(LogRecord.learner_id) == bindparam("learner"),
                between(col(LogRecord.card_id)),
            )
            .order_by(col(LogRecord.card_id), col(LogRecord.id)),
            dialect,
        )
        self.foreign = Prepared(_foreign(), dialect)


def _foreign() -> Select[Any]:
    """Return the query of ``foreign_logs``: the newest entry of each log, with counts of all.

    The second column is 0 for logs that another program kept whole.
    """
    kept = col(LogRecord.imported)
    ours = or_(kept.is_(None), kept == "", col(LogRecord.voids).is_not(None))
    snapshot = col(LogRecord.snapshot)
    logs = (
        select(
            col(LogRecord.card_id),
            func.count().label("length"),
            func.count(col(LogRecord.rating)).label("rated"),
            func.max(col(LogRecord.id)).label("last"),
            (func.sum(case((ours, 1), else_=0)) + func.count(snapshot) - 1).label("ours"),
        )
        .where(
            col(LogRecord.learner_id) == bindparam("learner"),
            col(LogRecord.card_id).between(bindparam("low"), bindparam("high")),
        )
        .group_by(col(LogRecord.card_id))
        .subquery()
    )
    newest = and_(
        col(LogRecord.learner_id) == bindparam("learner"),
        col(LogRecord.card_id) == logs.c.card_id,
        col(LogRecord.id) == logs.c.last,
    )
    apart = case((snapshot.is_(None), 1), else_=logs.c.ours)
    return select(logs.c.card_id, apart, logs.c.length, logs.c.rated, col(LogRecord.at), kept).join(
        LogRecord, newest
    )


@lru_cache(maxsize=8)
def _statements(dialect: Dialect) -> _Statements:
    return _Statements(dialect)


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


def fronts(connection: Connection, deck_ids: Sequence[int]) -> dict[str, dict[str, str]]:
    """Return guid and back of every note with a card in these decks, by its front, oldest first."""
    found: dict[str, dict[str, str]] = {}
    for some in chunks(deck_ids):
        query = (
            select(col(NoteRecord.front), col(NoteRecord.guid), col(NoteRecord.back))
            .join(CardRecord, col(CardRecord.note_id) == col(NoteRecord.id))
            .where(col(CardRecord.deck_id).in_(some))
            .order_by(col(NoteRecord.id))
        )
        for front, guid, back in connection.execute(query):
            found.setdefault(front, {})[guid] = back
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
