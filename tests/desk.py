"""A desk to study at: a clock that is set by hand, small decks, and the log read past our code."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from studyapp.collection import Collection, StudySession
from studyapp.domain.card import Memory
from studyapp.domain.deck import DeckOptions, ParsedDeck, ParsedNote
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.review import Rating, ReviewEntry
from studyapp.formats.markdown import write_deck
from studyapp.scheduling.fsrs import replay
from studyapp.services.build import SourceFile
from studyapp.services.views import Counts, StudyCard
from studyapp.storage.columns import MEMORY_FIELDS
from studyapp.storage.convert import entry_from, memory_from

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def basic(number: int, text: str = "") -> Note:
    return Note(
        note_guid("desk", str(number)),
        NoteKind.BASIC,
        text or f"Question {number}?",
        f"Answer {number}.",
    )


def of_kind(kind: NoteKind, number: int) -> Note:
    front = "{{c1::One}}, {{c2::two}} and {{c3::three}} of " + str(number)
    if kind is not NoteKind.CLOZE:
        front = f"Front {number}"
    return Note(note_guid(f"desk {kind}", str(number)), kind, front, f"Back {number}")


def files(deck: str, notes: Iterable[Note]) -> list[SourceFile]:
    """Return deck files, as ``Collection.build`` takes them."""
    parsed = ParsedDeck(deck, tuple(ParsedNote(deck, note) for note in notes))
    return [SourceFile(name, text.encode()) for name, text in write_deck(parsed).items()]


_seeds = count(1)
"""Two openings must not draw the same ids."""
_open: list[Collection] = []
AnyCollection = TypeVar("AnyCollection", bound=Collection)


def opened(path: Path, clock: Clock | None = None, zone: tzinfo = UTC) -> Collection:
    return lent(Collection.open(path, clock=clock or Clock(), zone=zone, seed=next(_seeds)))


def lent(collection: AnyCollection) -> AnyCollection:
    """Return a collection that is closed after the test if the test does not do it."""
    _open.append(collection)
    return collection


def close_all() -> None:
    """Close every collection that was lent."""
    while _open:
        _open.pop().close()


def with_cards(
    path: Path, count: int = 10, clock: Clock | None = None, zone: tzinfo = UTC
) -> Collection:
    """Open a collection with ``count`` basic cards in the deck ``Desk``."""
    collection = opened(path, clock, zone)
    collection.build(files("Desk", map(basic, range(count))))
    return collection


def options_of(collection: Collection, deck: str, **values: Any) -> None:
    collection.set_options(deck, DeckOptions(**values))


def on_table(session: StudySession) -> StudyCard:
    table = session.current()
    assert table is not None
    return table


def answer_all(session: StudySession, rating: Rating, clock: Clock, most: int = 500) -> list[int]:
    """Answer until nothing is left, waiting for learning steps; return the cards in order."""
    seen: list[int] = []
    while len(seen) < most:
        table = session.current()
        if table is None:
            due = session.summary().next_due
            if due is None or due - clock.now > timedelta(hours=12):
                return seen
            clock.now = due
            continue
        seen.append(table.card.id)
        session.answer(rating, 1000)
        clock.forward(seconds=5)
    return seen


def shown(collection: Collection, deck: str) -> Counts:
    """Return the counts that a session on the deck opens with."""
    table = collection.study(deck).current()
    return Counts() if table is None else table.counts


def rows(path: Path, table: str) -> list[dict[str, Any]]:
    """Return a whole table, read by SQLite itself."""
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]  # noqa: S608


def everything(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return what undo must bring back: memory, queue and flags, cards and notes."""
    notes = [
        {name: value for name, value in row.items() if name != "modified_at"}
        for row in rows(path, "note")
    ]
    memory = [
        {name: value for name, value in row.items() if name != "log_id"}
        for row in rows(path, "memory")
    ]
    return {"note": notes, "memory": memory, "card": rows(path, "card")}


def log(path: Path) -> dict[int, list[ReviewEntry]]:
    """Return the log of each card in the order of ids."""
    found: dict[int, list[ReviewEntry]] = {}
    for row in rows(path, "review_log"):
        found.setdefault(row["card_id"], []).append(entry_from(row))
    return found


def strays(path: Path, parameters: Sequence[float] = ()) -> dict[int, tuple[Memory, Memory]]:
    """Return the cards whose memory is not the replay of their log, with both."""
    entries = log(path)
    found: dict[int, tuple[Memory, Memory]] = {}
    for row in rows(path, "memory"):
        stored = memory_from([row[name] for name in MEMORY_FIELDS])
        replayed = replay(
            entries.get(row["card_id"], []), DeckOptions(parameters=tuple(parameters))
        )
        if stored != replayed:
            found[row["card_id"]] = (stored, replayed)
    return found


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        return str(database.execute("PRAGMA integrity_check").fetchone()[0])
