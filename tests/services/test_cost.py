"""How much work there is, in statements and never in seconds, does not grow with the pile."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from studyapp.collection import Collection
from studyapp.domain.deck import ParsedDeck, ParsedNote
from studyapp.domain.review import Rating
from studyapp.formats.markdown import write_deck
from studyapp.services.build import SourceFile
from tests import desk
from tests.few import few


@contextmanager
def counted(collection: Collection) -> Iterator[list[str]]:
    """Record what SQLite itself runs on every connection of a collection."""
    engine = collection._workspace.engine
    seen: list[str] = []

    @event.listens_for(engine, "checkout")
    def watch(dbapi: sqlite3.Connection, *_: object) -> None:
        dbapi.set_trace_callback(seen.append)

    for lease in collection._workspace._leases:
        raw = lease.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.set_trace_callback(seen.append)
    yield seen
    event.remove(engine, "checkout", watch)


def statements_of_an_answer(path: Path, cards: int) -> set[tuple[str, ...]]:
    clock = desk.Clock()
    shapes = set()
    with desk.with_cards(path, cards, clock) as collection:
        desk.options_of(collection, "Desk", new_per_day=cards)
        session = collection.study("Desk")
        desk.on_table(session)
        session.answer(Rating.GOOD, 1000)  # the first of a day stores the day as well
        desk.on_table(session)
        with counted(collection) as seen:
            for number in range(20):
                seen.clear()
                session.answer(Rating(2 + number % 3), 1000)
                desk.on_table(session)
                clock.forward(seconds=1)
                shapes.add(tuple(statement.split()[0] for statement in seen))
    return shapes


def test_an_answer_and_the_next_card_take_the_same_few_statements(memory_disk: Path) -> None:
    shapes = [statements_of_an_answer(memory_disk / f"{n}.db", n) for n in (25, 400)]
    assert shapes[0] == shapes[1]
    assert shapes[0] == {("BEGIN", "UPDATE", "INSERT", "COMMIT", "PRAGMA", "SELECT")}


def test_undo_takes_the_same_statements_at_any_depth(memory_disk: Path) -> None:
    with desk.with_cards(memory_disk / "c.db", 30) as collection:
        session = collection.study("Desk")
        for _ in range(15):
            desk.on_table(session)
            session.answer(Rating.EASY, 1)
        counts = set()
        with counted(collection) as seen:
            while session.can_undo:
                seen.clear()
                session.undo()
                counts.add(len(seen))
    assert len(counts) == 1


def many_decks(collection: Collection, decks: int) -> None:
    notes = tuple(
        ParsedNote(f"Desk::D{number % 20}::S{number}", desk.basic(number))
        for number in range(decks)
    )
    collection.build(
        [
            SourceFile(name, text.encode())
            for name, text in write_deck(ParsedDeck("Desk", notes)).items()
        ]
    )


@pytest.mark.parametrize("what", few(["decks", "due", "cards", "search"], ["decks", "due"]))
def test_looking_takes_the_same_statements_for_any_number_of_decks(
    memory_disk: Path, what: str
) -> None:
    counts = []
    for decks in (20, 200):
        with desk.opened(memory_disk / f"{decks}.db") as collection:
            many_decks(collection, decks)
            assert len(collection.decks()) == decks + 21
            with counted(collection) as seen:
                getattr(collection, what)(*(["answer"] if what == "search" else []))
            counts.append(len(seen))
    assert counts[0] == counts[1] < 20


def test_a_session_asks_once_for_each_deck(memory_disk: Path) -> None:
    counts = []
    for decks in (20, 80):
        with desk.opened(memory_disk / f"{decks}.db") as collection:
            many_decks(collection, decks)
            desk.options_of(collection, "Desk", new_per_day=500)
            with counted(collection) as seen:
                assert collection.study("Desk").current() is not None
            counts.append(len(seen))
    assert counts[1] - counts[0] == 60


def test_building_an_unchanged_source_writes_next_to_nothing(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    writes = []
    for cards in (10, 300):
        with desk.opened(path) as collection:
            sources = desk.files(
                f"Deck {cards}", map(desk.basic, range(cards * 1000, cards * 1001))
            )
            collection.build(sources)
            before = desk.rows(path, "note")
            with counted(collection) as seen:
                (built,) = collection.build(sources).sources
            assert (built.added, built.updated, built.unchanged) == (0, 0, cards)
            assert desk.rows(path, "note") == before
            writes.append([s for s in seen if s.split()[0] in ("UPDATE", "INSERT", "DELETE")])
    assert len(writes[0]) == len(writes[1]) <= 1
