"""What a study session reads and writes, as prepared statements."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from sqlalchemy import (
    Connection,
    Dialect,
    Row,
    Select,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from studyapp.domain.card import Queue, State
from studyapp.domain.ids import uuid7_floor
from studyapp.domain.review import Evidence
from studyapp.storage.cards import MEMORY_COLUMNS, card_query
from studyapp.storage.columns import LOG_FIELDS, MEMORY_FIELDS
from studyapp.storage.content import CHUNK, chunks
from studyapp.storage.prepared import Prepared
from studyapp.storage.tables import CardRecord, LogRecord, MemoryRecord

COUNTED = tuple(int(each) for each in Evidence if each.moves_memory)
"""Kinds of entries that count as reviews: games, choices and cramming do not."""


class StudyStatements:
    """The statements behind one rating, compiled once for a dialect."""

    def __init__(self, dialect: Dialect) -> None:
        here = and_(
            col(MemoryRecord.learner_id) == bindparam("learner"),
            col(MemoryRecord.card_id) == bindparam("card"),
        )
        standing = (
            col(MemoryRecord.queue),
            col(MemoryRecord.buried_until),
            col(MemoryRecord.flag),
            col(MemoryRecord.log_id),
        )
        self.memory = Prepared(select(*MEMORY_COLUMNS, *standing).where(here), dialect)
        """(learner, card) to ``MEMORY_FIELDS``, queue, buried_until, flag, log_id."""
        follow = (
            update(MemoryRecord)
            .where(here)
            .values({name: bindparam(f"to_{name}") for name in (*MEMORY_FIELDS, "log_id")})
        )
        self.set_memory = Prepared(follow, dialect)
        """(learner, card, to_state, to_step, …, to_log_id)."""
        self.rate = Prepared(
            follow.where(
                col(MemoryRecord.log_id).is_not_distinct_from(bindparam("seen_log_id")),
                col(MemoryRecord.stability).is_not_distinct_from(bindparam("seen_stability")),
            ),
            dialect,
        )
        """The same, unless the card has moved since (seen_log_id, seen_stability) were read.

        Every entry of the log that memory follows changes the one (cramming does not), new FSRS
        parameters the other.
        """
        self.set_standing = Prepared(
            update(MemoryRecord)
            .where(here)
            .values(
                queue=bindparam("to_queue"),
                buried_until=bindparam("to_buried_until"),
                flag=bindparam("to_flag"),
            ),
            dialect,
        )
        """(learner, card, to_queue, to_buried_until, to_flag)."""
        log: dict[str, Any] = {name: bindparam(name) for name in (*LOG_FIELDS, "checksum")}
        self.log = Prepared(insert(LogRecord).values(log), dialect)
        """All columns of ``review_log``."""
        self.card = Prepared(
            card_query(bindparam("learner")).where(col(CardRecord.id) == bindparam("card")),
            dialect,
        )
        """(learner, card) to a row of ``cards.card_query``."""


def standing_of(row: Any) -> tuple[int, int | None, int]:
    """Return queue, buried_until and flag of a row of ``StudyStatements.memory``."""
    start = len(MEMORY_FIELDS)
    return row[start], row[start + 1], row[start + 2]


def newest_id(row: Any) -> str | None:
    """Return the id of the newest log entry in a row of ``StudyStatements.memory``."""
    found: str | None = row[len(MEMORY_FIELDS) + 3]
    return found


def unbury(connection: Connection, learner_id: int, decks: Sequence[int], today: int) -> int:
    """Make the cards active that are buried today in these decks; return how many."""
    cards = select(col(CardRecord.id)).where(col(CardRecord.deck_id).in_(list(decks)))
    result = connection.execute(
        update(MemoryRecord)
        .where(
            col(MemoryRecord.learner_id) == learner_id,
            col(MemoryRecord.queue).in_((int(Queue.BURIED), int(Queue.SIBLING))),
            or_(col(MemoryRecord.buried_until).is_(None), col(MemoryRecord.buried_until) > today),
            col(MemoryRecord.card_id).in_(cards),
        )
        .values(queue=int(Queue.ACTIVE), buried_until=None)
    )
    return result.rowcount


def entries_of(connection: Connection, learner_id: int, card_id: int) -> list[Row[Any]]:
    """Return the whole log of one card, oldest first."""
    query = (
        select(*[getattr(LogRecord, name) for name in LOG_FIELDS])
        .where(col(LogRecord.learner_id) == learner_id, col(LogRecord.card_id) == card_id)
        .order_by(col(LogRecord.id))
    )
    return list(connection.execute(query))


def logged_cards(connection: Connection, learner_id: int, decks: Sequence[int]) -> list[int]:
    """Return the ids of the cards in these decks that have a log."""
    found: list[int] = []
    for some in chunks(decks):
        query = (
            select(col(LogRecord.card_id))
            .join(CardRecord, col(CardRecord.id) == col(LogRecord.card_id))
            .where(col(LogRecord.learner_id) == learner_id, col(CardRecord.deck_id).in_(some))
            .distinct()
        )
        found.extend(int(row[0]) for row in connection.execute(query))
    return found


def _queue_query(learner_id: int, today: int) -> Select[Any]:
    """Select what may be shown today.

    Rows: id, family, deck_id, state, due, due_day, position, last_day, last_review, stability.
    """
    columns: tuple[Any, ...] = (
        col(CardRecord.id),
        col(CardRecord.family),
        col(CardRecord.deck_id),
        col(MemoryRecord.state),
        col(MemoryRecord.due),
        col(MemoryRecord.due_day),
        col(CardRecord.position),
        col(MemoryRecord.last_day),
        col(MemoryRecord.last_review),
        col(MemoryRecord.stability),
    )
    return (
        select(*columns)
        .select_from(MemoryRecord)
        .join(CardRecord, col(CardRecord.id) == col(MemoryRecord.card_id))
        .where(col(MemoryRecord.learner_id) == learner_id, _shown(today))
    )


def due_rows(connection: Connection, learner_id: int, today: int) -> list[Row[Any]]:
    """Return all that is learning or due by ``today`` in any deck (``_queue_query``)."""
    return list(connection.execute(_queue_query(learner_id, today).where(_waiting(today))))


def new_rows(connection: Connection, learner_id: int, deck: int, today: int) -> Iterator[Row[Any]]:
    """Yield the new cards of a deck in the order they were added (``_queue_query``).

    Read in pages, so that taking the first few of many costs little.
    """
    query = _queue_query(learner_id, today).where(
        col(CardRecord.deck_id) == deck, col(MemoryRecord.state) == int(State.NEW)
    )
    query = query.order_by(col(CardRecord.position), col(CardRecord.ordinal))
    for start in count(0, CHUNK):
        rows = connection.execute(query.limit(CHUNK).offset(start)).all()
        yield from rows
        if len(rows) < CHUNK:
            return


def new_counts(connection: Connection, learner_id: int, today: int) -> dict[int, tuple[int, int]]:
    """Return for each deck how many new cards may be shown, and from how many free notes.

    A note is free when none of its cards waits today or was seen today: its new cards would be
    buried otherwise.
    """
    busy = (
        select(col(CardRecord.family))
        .select_from(MemoryRecord)
        .join(CardRecord, col(CardRecord.id) == col(MemoryRecord.card_id))
        .where(
            col(MemoryRecord.learner_id) == learner_id,
            or_(
                col(MemoryRecord.last_day) == today,
                and_(col(MemoryRecord.state) != int(State.NEW), _shown(today), _waiting(today)),
            ),
        )
        .distinct()
        .subquery()
    )
    free = case((busy.c.family.is_(None), col(CardRecord.family)), else_=None)
    query = (
        select(col(CardRecord.deck_id), func.count(), func.count(func.distinct(free)))
        .select_from(MemoryRecord)
        .join(CardRecord, col(CardRecord.id) == col(MemoryRecord.card_id))
        .outerjoin(busy, busy.c.family == col(CardRecord.family))
        .where(
            col(MemoryRecord.learner_id) == learner_id,
            col(MemoryRecord.state) == int(State.NEW),
            _shown(today),
        )
        .group_by(col(CardRecord.deck_id))
    )
    return {int(deck): (int(cards), int(notes)) for deck, cards, notes in connection.execute(query)}


def done_today(connection: Connection, learner_id: int, today: int) -> list[Row[Any]]:
    """Return (deck_id, introduced, reviewed): what counts against the limits of the day.

    Voided entries do not count, nor the entries that void them. Only cards whose memory says
    that they were answered today are looked up in the log, and there only the end: ids rise with
    time, and a study day starts no more than two days before its date in UTC, even where it
    starts early in the east or is held over after a flight.
    """
    voiding = aliased(LogRecord)
    voided = (
        select(col(voiding.voids))
        .where(
            col(voiding.learner_id) == learner_id,
            col(voiding.card_id) == col(LogRecord.card_id),
            col(voiding.voids) == col(LogRecord.id),
        )
        .exists()
    )
    introduced = func.sum(case((col(LogRecord.state_before) == int(State.NEW), 1), else_=0))
    reviewed = func.sum(case((col(LogRecord.state_before) == int(State.REVIEW), 1), else_=0))
    query = (
        select(col(CardRecord.deck_id), introduced.label("introduced"), reviewed.label("reviewed"))
        .select_from(MemoryRecord)
        .join(CardRecord, col(CardRecord.id) == col(MemoryRecord.card_id))
        .join(LogRecord, col(LogRecord.card_id) == col(MemoryRecord.card_id))
        .where(
            col(MemoryRecord.learner_id) == learner_id,
            col(MemoryRecord.last_day) == today,
            col(LogRecord.learner_id) == learner_id,
            col(LogRecord.id) >= uuid7_floor((today - 2) * 86_400_000),
            col(LogRecord.day) == today,
            col(LogRecord.evidence).in_(COUNTED),
            ~voided,
        )
        .group_by(col(CardRecord.deck_id))
    )
    return list(connection.execute(query))


def families_seen(connection: Connection, learner_id: int, today: int) -> set[int]:
    """Return the families of which a card was shown today: its siblings wait."""
    query = (
        select(col(CardRecord.family))
        .select_from(MemoryRecord)
        .join(CardRecord, col(CardRecord.id) == col(MemoryRecord.card_id))
        .where(col(MemoryRecord.learner_id) == learner_id, col(MemoryRecord.last_day) == today)
    )
    return {int(row[0]) for row in connection.execute(query)}


def due_on(connection: Connection, learner_id: int, decks: Sequence[int], day: int) -> int:
    """Return how many cards of these decks are due by the end of study day ``day``."""
    query = (
        select(func.count())
        .select_from(MemoryRecord)
        .join(CardRecord, col(CardRecord.id) == col(MemoryRecord.card_id))
        .where(
            col(MemoryRecord.learner_id) == learner_id,
            col(MemoryRecord.queue) != int(Queue.SUSPENDED),
            col(MemoryRecord.state) != int(State.NEW),
            or_(col(MemoryRecord.due_day).is_(None), col(MemoryRecord.due_day) <= day),
            col(CardRecord.deck_id).in_(list(decks)),
        )
    )
    return int(connection.execute(query).scalar_one())


def _shown(today: int) -> Any:
    return or_(
        col(MemoryRecord.queue) == int(Queue.ACTIVE),
        and_(
            col(MemoryRecord.queue).in_((int(Queue.BURIED), int(Queue.SIBLING))),
            col(MemoryRecord.buried_until) <= today,
        ),
    )


def _waiting(today: int) -> Any:
    return and_(
        col(MemoryRecord.state) != int(State.NEW),
        or_(col(MemoryRecord.due_day).is_(None), col(MemoryRecord.due_day) <= today),
    )
