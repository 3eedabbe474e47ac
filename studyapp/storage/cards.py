"""Reading cards with their content: for lists, searches and the card on the table."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, or_, select
from sqlmodel import col

from studyapp.storage.columns import MEMORY_FIELDS
from studyapp.storage.content import chunks
from studyapp.storage.tables import CardRecord, DeckRecord, MemoryRecord, NoteRecord

QUOTES = {"'": "‘’‚‛ʼ′", '"': "“”„‟″"}
"""Typed marks, and what pages set in their place."""

MEMORY_COLUMNS = tuple(getattr(MemoryRecord, name) for name in MEMORY_FIELDS)


class CardRow(NamedTuple):
    """A row of ``card_query`` as the driver gives it."""

    state: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due: int | None
    due_day: int | None
    last_review: int | None
    last_day: int | None
    first_day: int | None
    reps: int
    lapses: int
    queue: int
    buried_until: int | None
    flag: int
    log_id: str | None
    card_id: int
    note_id: int
    deck_id: int
    ordinal: int
    family: int
    deck: str
    guid: str
    kind: int
    front: str
    back: str
    tags: str
    source_path: str
    first_line: int | None
    last_line: int | None
    section: str
    details: str
    standing: int
    stale: int


def card_query(learner_id: int | Any) -> Select[Any]:
    """Return the query whose rows start with ``MEMORY_FIELDS`` and go on with the content."""
    query: Select[Any] = select(
        *MEMORY_COLUMNS,
        col(MemoryRecord.queue),
        col(MemoryRecord.buried_until),
        col(MemoryRecord.flag),
        col(MemoryRecord.log_id),
        col(CardRecord.id).label("card_id"),
        col(CardRecord.note_id),
        col(CardRecord.deck_id),
        col(CardRecord.ordinal),
        col(CardRecord.family),
        col(DeckRecord.name).label("deck"),
        col(NoteRecord.guid),
        col(NoteRecord.kind),
        col(NoteRecord.front),
        col(NoteRecord.back),
        col(NoteRecord.tags),
        col(NoteRecord.source_path),
        col(NoteRecord.first_line),
        col(NoteRecord.last_line),
        col(NoteRecord.section),
        col(NoteRecord.details),
        col(NoteRecord.standing),
        col(NoteRecord.stale),
    )
    return (
        query.select_from(CardRecord)
        .join(NoteRecord, col(NoteRecord.id) == col(CardRecord.note_id))
        .join(DeckRecord, col(DeckRecord.id) == col(CardRecord.deck_id))
        .join(MemoryRecord, col(MemoryRecord.card_id) == col(CardRecord.id))
        .where(col(MemoryRecord.learner_id) == learner_id)
    )


def in_order(query: Select[Any]) -> Select[Any]:
    """Sort cards as a reader expects them: by deck, then as they came."""
    return query.order_by(
        col(DeckRecord.name),
        col(CardRecord.position),
        col(CardRecord.note_id),
        col(CardRecord.ordinal),
    )


def cards_in(connection: Connection, learner_id: int, decks: Sequence[int]) -> list[Row[Any]]:
    """Return the cards of the decks with these ids, in reading order."""
    rows: list[Row[Any]] = []
    for some in chunks(decks):
        query = card_query(learner_id).where(col(CardRecord.deck_id).in_(some))
        rows.extend(connection.execute(in_order(query)))
    return rows


def cards_with(connection: Connection, learner_id: int, ids: Sequence[int]) -> list[Row[Any]]:
    """Return the cards with these ids."""
    rows: list[Row[Any]] = []
    for some in chunks(ids):
        query = card_query(learner_id).where(col(CardRecord.id).in_(some))
        rows.extend(connection.execute(query))
    return rows


def cards_of_note(connection: Connection, note_id: int) -> list[int]:
    """Return the ids of a note's cards: siblings of each other."""
    query = select(col(CardRecord.id)).where(col(CardRecord.note_id) == note_id)
    return [int(row[0]) for row in connection.execute(query) if row[0] is not None]


def search_cards(
    connection: Connection, learner_id: int, words: Sequence[str], limit: int
) -> list[Row[Any]]:
    """Return cards whose fields, tags or deck hold all of ``words``.

    Case is ignored, and whether a quotation mark or an apostrophe is straight or curly.
    """
    query = card_query(learner_id)
    places = (NoteRecord.front, NoteRecord.back, NoteRecord.tags, DeckRecord.name)
    for word in words:
        straight = _straight_word(word)
        pattern = f"%{escape_like(straight)}%"
        marks = [mark for mark in QUOTES if mark in straight]
        query = query.where(
            or_(*(_straight(col(each), marks).ilike(pattern, escape="\\") for each in places))
        )
    return list(connection.execute(in_order(query).limit(limit)))


def _straight_word(word: str) -> str:
    for mark, curly in QUOTES.items():
        word = word.translate(dict.fromkeys(map(ord, curly), mark))
    return word


def _straight(column: Any, marks: Sequence[str]) -> Any:
    """Return a column with these marks straight; without any it is left as it is, and fast."""
    for mark in marks:
        for curly in QUOTES[mark]:
            column = func.replace(column, curly, mark)
    return column


def escape_like(text: str) -> str:
    """Return ``text`` so that LIKE takes it literally, with a backslash as escape."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
