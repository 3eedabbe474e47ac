"""Generated notes: with cards in a deck, offered without, or dropped."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlmodel import col

from studyapp.domain.card import Placed
from studyapp.storage.content import add_card_rows
from studyapp.storage.convert import details_from
from studyapp.storage.tables import (
    CardRecord,
    DeckRecord,
    MemoryRecord,
    NoteRecord,
    SourceRecord,
)


def generated_notes(connection: Connection, note_id: int | None = None) -> list[Row[Any]]:
    """Return the generated notes, or one of them, with the name of their deck as ``title``.

    That is the deck of their cards; for a note without cards the title of its source, which
    names the deck it would be built into.
    """
    home = (
        select(col(CardRecord.note_id), func.min(col(CardRecord.deck_id)).label("deck_id"))
        .group_by(col(CardRecord.note_id))
        .subquery()
    )
    title = func.coalesce(col(DeckRecord.name), col(SourceRecord.title), "")
    columns: tuple[Any, ...] = (
        col(NoteRecord.id).label("note_id"),
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
        title.label("title"),
    )
    query = (
        select(*columns)
        .outerjoin(SourceRecord, col(SourceRecord.id) == col(NoteRecord.source_id))
        .outerjoin(home, home.c.note_id == col(NoteRecord.id))
        .outerjoin(DeckRecord, col(DeckRecord.id) == home.c.deck_id)
        .where(col(NoteRecord.details) != "")
        .order_by(title, col(NoteRecord.first_line), col(NoteRecord.id))
    )
    if note_id is not None:
        query = query.where(col(NoteRecord.id) == note_id)
    return list(connection.execute(query))


def cards_of(connection: Connection, note_id: int) -> list[int]:
    """Return the ids of a note's cards."""
    query = select(col(CardRecord.id)).where(col(CardRecord.note_id) == note_id)
    return [int(row[0]) for row in connection.execute(query) if row[0] is not None]


def placed(connection: Connection, learner_id: int, note_id: int) -> tuple[Placed, ...]:
    """Return how the cards of a note stand."""
    query = (
        select(
            col(CardRecord.id),
            col(CardRecord.deck_id),
            col(CardRecord.ordinal),
            col(CardRecord.family),
            col(CardRecord.position),
            col(MemoryRecord.queue),
            col(MemoryRecord.buried_until),
            col(MemoryRecord.flag),
        )
        .join(MemoryRecord, col(MemoryRecord.card_id) == col(CardRecord.id))
        .where(col(CardRecord.note_id) == note_id, col(MemoryRecord.learner_id) == learner_id)
        .order_by(col(CardRecord.ordinal))
    )
    rows: Iterable[Any] = connection.execute(query)
    return tuple(Placed(*row) for row in rows)


def place(connection: Connection, learner_id: int, note_id: int, cards: Sequence[Placed]) -> None:
    """Let these cards of a note stand as they did, adding those that were taken away since.

    Only a card that was never answered is ever taken away: nothing but its queue and flag was
    known of it.
    """
    now = {card.ordinal: card.id for card in placed(connection, learner_id, note_id)}
    for card in cards:
        where = {"queue": card.queue, "buried_until": card.buried_until}
        card_id = now.get(card.ordinal)
        if card_id is None:
            where["flag"] = card.flag
            card_id = _put_back(connection, learner_id, note_id, card)
        connection.execute(
            update(MemoryRecord)
            .where(col(MemoryRecord.learner_id) == learner_id, col(MemoryRecord.card_id) == card_id)
            .values(**where)
        )


def _put_back(connection: Connection, learner_id: int, note_id: int, card: Placed) -> int:
    taken = select(col(CardRecord.id)).where(col(CardRecord.id) == card.id)
    card_id = card.id
    if connection.execute(taken).first() is not None:
        last = select(func.max(col(CardRecord.id)))
        card_id = int(connection.execute(last).scalar() or 0) + 1
    row = {
        "id": card_id,
        "note_id": note_id,
        "deck_id": card.deck_id,
        "ordinal": card.ordinal,
        "family": card.family,
        "position": card.position,
    }
    add_card_rows(connection, [row], (), learner_id)
    return card_id


def has_source(connection: Connection, note_id: int) -> bool:
    """Whether a note was built from a text, rather than read from a deck file."""
    query = select(col(NoteRecord.source_id)).where(col(NoteRecord.id) == note_id)
    return connection.execute(query).scalar() is not None


def has_cards(connection: Connection, note_id: int) -> bool:
    """Whether a note has cards."""
    return bool(cards_of(connection, note_id))


def add_cards(
    connection: Connection,
    note_id: int,
    deck_id: int,
    ordinals: Iterable[int],
    *,
    learner_id: int,
    group: str,
) -> None:
    """Give a note that was only offered its cards, as siblings of those of its group."""
    last = select(
        func.coalesce(func.max(col(CardRecord.id)), 0), func.max(col(CardRecord.position))
    )
    card_id, position = (int(value or 0) for value in connection.execute(last).one())
    rows = [
        {
            "id": card_id + offset,
            "note_id": note_id,
            "deck_id": deck_id,
            "ordinal": ordinal,
            "family": _family(connection, group) or note_id,
            "position": position + 1,
        }
        for offset, ordinal in enumerate(ordinals, 1)
    ]
    add_card_rows(connection, rows, (), learner_id)


def _family(connection: Connection, group: str) -> int | None:
    if not group:
        return None
    query = (
        select(col(NoteRecord.details), col(CardRecord.family))
        .join(CardRecord, col(CardRecord.note_id) == col(NoteRecord.id))
        .where(col(NoteRecord.details).contains(group, autoescape=True))
    )
    for details, family in connection.execute(query):
        made = details_from(details)
        if made is not None and made.group == group:
            return int(family)
    return None


def first_cards(connection: Connection, guids: Sequence[str]) -> list[int]:
    """Return the first card of each of these notes that has one, in the order given."""
    found: dict[str, int] = {}
    for start in range(0, len(guids), 500):
        query = (
            select(col(NoteRecord.guid), func.min(col(CardRecord.id)))
            .join(CardRecord, col(CardRecord.note_id) == col(NoteRecord.id))
            .where(col(NoteRecord.guid).in_(guids[start : start + 500]))
            .group_by(col(NoteRecord.guid))
        )
        found.update({str(row[0]): int(row[1] or 0) for row in connection.execute(query)})
    return [found[guid] for guid in guids if guid in found]
