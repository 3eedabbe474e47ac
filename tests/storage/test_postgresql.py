"""Nothing that PostgreSQL could not hold: its dialect compiles schema and statements."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Dialect, Engine, Enum, create_mock_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql.elements import ClauseElement

from studyapp.domain.card import Memory, State
from studyapp.domain.day import from_ms, to_ms
from studyapp.domain.review import Evidence, Rating, ReviewEntry
from studyapp.storage.convert import log_values, memory_values
from studyapp.storage.prepared import Prepared
from studyapp.storage.study import StudyStatements
from studyapp.storage.tables import metadata
from tests import desk

DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
FAR = datetime(2126, 1, 1, tzinfo=UTC)


def test_all_tables_and_indexes_compile() -> None:
    for table in metadata.sorted_tables:
        ddl = str(CreateTable(table).compile(dialect=DIALECT))
        assert "DATETIME" not in ddl
        assert "WITHOUT ROWID" not in ddl
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=DIALECT)).startswith("CREATE")


def test_the_whole_schema_can_be_sent() -> None:
    sent: list[str] = []
    mock = create_mock_engine(
        "postgresql+psycopg://",
        lambda ddl, *_, **__: sent.append(str(ddl.compile(dialect=DIALECT))),
    )
    metadata.create_all(mock, checkfirst=False)
    assert len([each for each in sent if "CREATE TABLE" in each]) == len(metadata.tables)


def test_times_and_keys_are_64_bits_and_enums_are_numbers() -> None:
    milliseconds = {"at", "due", "last_review", "created_at", "modified_at", "built_at"}
    for table in metadata.sorted_tables:
        for column in table.columns:
            kind = column.type.dialect_impl(DIALECT)
            assert not isinstance(column.type, Enum), column
            if column.name in milliseconds or column.name.endswith("id") or column.foreign_keys:
                text = column.type.compile(DIALECT)
                assert isinstance(kind, BigInteger) or "CHAR" in text or "TEXT" in text, column
            if column.name in {"stability", "difficulty"}:
                assert column.type.compile(DIALECT) == "DOUBLE PRECISION"


def test_no_index_on_text_of_any_length() -> None:
    """PostgreSQL refuses index rows of about 2.7 kB: only names of bounded length are indexed."""
    for table in metadata.sorted_tables:
        for index in table.indexes:
            assert all("TEXT" not in column.type.compile(DIALECT) for column in index.columns)


def statements(dialect: Dialect) -> dict[str, Prepared]:
    prepared = vars(StudyStatements(dialect))
    return {name: each for name, each in prepared.items() if isinstance(each, Prepared)}


def test_prepared_statements_name_their_values() -> None:
    ours = statements(psycopg.dialect())  # type: ignore[no-untyped-call]
    assert ours.keys() == statements(sqlite.dialect()).keys() != set()
    memory = Memory(State.REVIEW, None, 3.5, 5.0, FAR, 57_000, FAR, 56_999, 20_000, 9, 1)
    entry = ReviewEntry(
        "0" * 32, 1, Rating.GOOD, Evidence.REVIEW, FAR, 1, 1, State.NEW, State.REVIEW, None, FAR, 2
    )
    values = {
        "learner": 1,
        "card": 1,
        "to_queue": 0,
        "to_buried_until": None,
        "to_flag": 0,
        **log_values(entry, 1),
        "seen_log_id": None,
        "seen_stability": 1.5,
        **memory_values(memory, "0" * 32),
    }
    for name, each in ours.items():
        bound = each._bind(values)
        assert isinstance(bound, dict), name
        asked = set(re.findall(r"%\((\w+)\)s", each._sql))
        assert asked <= bound.keys(), name
        assert asked <= values.keys() | each._fixed.keys(), name
    assert max(value for value in values.values() if isinstance(value, int)) > 2**31


def test_every_statement_of_a_day_compiles(tmp_path: Path) -> None:
    """Watch what the services run on SQLite and compile each of it for PostgreSQL."""
    seen: list[ClauseElement] = []

    def watch(engine: Engine) -> None:
        @event.listens_for(engine, "before_execute")
        def note(_c: object, clause: ClauseElement, *_rest: object) -> None:
            seen.append(clause)

    with desk.with_cards(tmp_path / "c.db") as collection:
        watch(collection._workspace.engine)
        collection.build(desk.files("Desk::Sub", [desk.basic(77)]))
        collection.decks()
        collection.cards("Desk")
        collection.search("50% of_all 'quotes'")
        desk.options_of(collection, "Desk", parameters=())
        session = collection.study("Desk")
        view = desk.on_table(session).card
        session.answer(Rating.GOOD, 1)
        session.undo()
        desk.on_table(session)
        session.edit("new", "text", ["tag"])
        desk.on_table(session)
        session.bury()
        session.summary()
        collection.unbury("Desk")
        collection.suspend(view.id)
        collection.offer_samples()
    ours = [each for each in seen if "typeof" not in str(each)]
    assert len(ours) > 30
    for clause in ours:
        text = str(clause.compile(dialect=DIALECT))
        assert not re.search(r"\b(PRAGMA|sqlite_master|OR REPLACE|IFNULL)\b", text), text


@pytest.mark.parametrize("at", [datetime(1970, 1, 1, tzinfo=UTC), FAR, desk.NOON])
def test_times_survive_as_milliseconds(at: datetime) -> None:
    assert from_ms(to_ms(at)) == at
