"""Rows that SQLite makes of plain logs are those that Python makes of them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.errors import StorageFullError
from studyapp.formats.anki import plain
from studyapp.formats.anki.learning import writable
from studyapp.formats.anki.schedule import Scheduled, counted
from studyapp.services.days import Days
from studyapp.services.exchange.logs import tail
from studyapp.storage.convert import foreign_rows
from studyapp.storage.joined import JoinedPart, Reader
from tests.few import examples

DAY = 86_400_000
HOUR = 3_600_000
LEARNER = 3
ZONES = ("UTC", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Pacific/Apia")
NIGHTS = (1_743_289_200_000, 1_761_447_600_000, 1_741_503_600_000, 1_325_203_200_000)
"""Hours in which a clock of those zones was changed."""
Log = list[tuple[Any, ...]]
"""Card, id, ease, ivl, lastIvl, factor, time and type."""

SHORT: Log = [(1, NIGHTS[0] + at, 3, 4, 1, 2500, 900, 1) for at in range(3)]

times = st.one_of(
    st.builds(int.__add__, st.sampled_from(NIGHTS), st.integers(-30 * HOUR, 30 * HOUR)),
    st.integers(1_300_000_000_000, 1_900_000_000_000),
)
odd_values = st.sampled_from([None, -1, 0, 5, 9, 1.5, "x", "7", b"1", 2**40, 2**62, -(2**63)])
plain_values = st.tuples(
    st.integers(1, 4),
    st.integers(-(10**6), 3_000) | st.just(0),
    st.integers(-(10**6), 3_000),
    st.integers(0, 3_000),
    st.integers(0, 60_000),
    st.sampled_from([0, 0, 1, 1, 1, 2, 3]),
)


@st.composite
def entries(draw: st.DrawFn) -> tuple[Any, ...]:
    values: list[Any] = list(draw(plain_values))
    if draw(st.integers(0, 9)) == 0:
        values[draw(st.integers(0, 5))] = draw(odd_values | st.integers(3, 6))
    return (draw(st.integers(1, 4)), draw(times), *values)


logs = st.lists(entries(), max_size=20, unique_by=lambda entry: entry[1])


@contextmanager
def collection(log: Log, encoding: str = "UTF-8") -> Iterator[sqlite3.Connection]:
    base = sqlite3.connect(":memory:", isolation_level=None, uri=True)
    with closing(base):
        base.execute(f"pragma encoding = '{encoding}'")
        columns = ", ".join(
            f"{name} integer" for name in ("cid", "ease", "ivl", "lastIvl", "factor", "time")
        )
        base.execute(
            f"create table revlog (id integer primary key, {columns}, type integer, usn integer)"
        )
        base.execute("create index ix_revlog_cid on revlog (cid)")
        base.executemany(
            "insert into revlog (cid, id, ease, ivl, lastIvl, factor, time, type)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            log,
        )
        yield base


def by_card(base: sqlite3.Connection) -> dict[int, Log]:
    found: dict[int, Log] = {}
    query = "select cid, id, ease, ivl, lastIvl, factor, time, type from revlog order by id"
    for row in base.execute(query):
        found.setdefault(row[0], []).append(row)
    return found


def ordinary_answer(entry: tuple[Any, ...]) -> bool:
    _, _, ease, ivl, last, factor, time, kind = entry
    numbers = all(isinstance(each, int) and abs(each) < 2**50 for each in entry)
    return (
        numbers
        and ease in (1, 2, 3, 4)
        and kind in (0, 1, 2)
        and -(10**7) < ivl < 10**4
        and max(abs(last), abs(factor)) < 10**10
        and 0 <= time < 10**6
    )


def scheduled(zone: str) -> Scheduled:
    days = Days(ZoneInfo(zone), 4)
    return Scheduled(0, days.day_of, days.start_of)


def by_sql(
    base: sqlite3.Connection, found: plain.Found | None, own: Log, room: int = 10_000
) -> Log:
    """Return the log that a part has of the plain cards, and of others ``own`` rows."""
    with TemporaryDirectory() as folder:
        assert found is not None
        reader = Reader(base, writable, found.columns, plain.FOREIGN, found.joined)
        part = JoinedPart(Path(folder, "part"), reader, 1, LEARNER)
        base.execute(f"pragma part1.max_page_count = {room}")
        query = "select card, total, first from plain order by card"
        for card, total, first in base.execute(query).fetchall():
            part.owners.append((card * 10, card, first, tail("guid", card)))
            part.total += total
        part.log += own
        part.close()
        return base.execute("select * from part1.review_log order by rowid").fetchall()


def by_python(clock: Scheduled, cards: dict[int, Log]) -> Log:
    found: Log = []
    for card, log in sorted(cards.items()):
        made, broken = clock.reviews(log)
        assert not broken
        found += foreign_rows(tail("guid", card), LEARNER, card * 10, made)
    return found


@settings(max_examples=examples(25))
@given(logs, st.sampled_from(ZONES))
def test_both_ways_give_the_same_rows(log: Log, zone: str) -> None:
    clock = scheduled(zone)
    with collection(log) as base:
        cards = by_card(base)
        found = plain.prepare(base, clock)
        taken = {card for (card,) in base.execute("select card from plain")}
        known = {card: rows for card, rows in cards.items() if card in taken}
        assert bool(found) == bool(taken)
        if found:
            assert by_sql(base, found, []) == by_python(clock, known)
        for card, rows in cards.items():
            assert card in taken or not all(map(ordinary_answer, rows))


@settings(max_examples=examples(25))
@given(logs, st.sampled_from(ZONES))
def test_what_the_rest_needs_to_know_of_a_log(log: Log, zone: str) -> None:
    clock = scheduled(zone)
    with collection(log) as base:
        cards = by_card(base)
        if not plain.prepare(base, clock):
            return
        query = (
            "select p.card, p.total, p.first, p.last, r.type from plain p"
            " join revlog r on r.id = p.last"
        )
        for ends in map(plain.Ends._make, base.execute(query).fetchall()):
            made, _ = clock.reviews(cards[ends.card])
            said = plain.PlainLog(ends)
            assert (said.counted, len(said)) == (counted(made), len(made))
            assert ends.state_before == made[-1].state_before


def test_rows_of_others_lie_between_in_the_order_of_cards() -> None:
    log = [(card, NIGHTS[0] + at, 3, 4, 1, 2500, 900, 1) for at, card in enumerate((1, 2, 3, 1))]
    clock = scheduled("UTC")
    with collection(log) as base:
        rows = by_python(clock, by_card(base))
        own = [
            ("f" * 32, LEARNER, card, *rows[0][3:5], DAY * 30_000, *rows[0][6:])
            for card in (10, 15)
        ]
        assert by_sql(base, plain.prepare(base, clock), own) == sorted(
            [*rows, *own], key=lambda row: (row[2], row[0])
        )


@pytest.mark.parametrize(
    "change",
    [
        "drop index ix_revlog_cid",
        "update revlog set cid = 'x' where id = (select max(id) from revlog)",
        "update revlog set type = 4",
        "delete from revlog",
    ],
)
def test_what_is_left_to_python(change: str) -> None:
    with collection(SHORT) as base:
        base.execute(change)
        assert not plain.prepare(base, scheduled("UTC"))


def test_another_encoding_is_left_to_python() -> None:
    with collection(SHORT, encoding="UTF-16") as base:
        assert not plain.prepare(base, scheduled("UTC"))


def test_a_part_that_finds_no_room_says_so() -> None:
    with collection([(1, NIGHTS[0] + at, *SHORT[0][2:]) for at in range(200)]) as base:
        found = plain.prepare(base, scheduled("UTC"))
        with pytest.raises(StorageFullError):
            by_sql(base, found, [], room=3)


def test_entries_that_are_not_found_again_are_an_error() -> None:
    with collection(SHORT) as base:
        found = plain.prepare(base, scheduled("UTC"))
        base.execute("delete from revlog where id = (select max(id) from revlog)")
        with pytest.raises(sqlite3.DatabaseError, match="does not fit"):
            by_sql(base, found, [])


def test_an_index_that_lies_brings_no_odd_entry_in() -> None:
    with collection([*SHORT, (3, NIGHTS[1], 3, 4, 1, 2500, 900, 1)]) as base:
        base.execute("update revlog set usn = cid")
        base.execute(
            "update revlog set cid = 2, ease = 'x' where id = (select min(id) from revlog)"
        )
        base.execute("drop index ix_revlog_cid")
        base.execute("create index ix_revlog_cid on revlog (usn)")
        base.execute("pragma writable_schema = on")
        base.execute("update sqlite_master set sql = replace(sql, '(usn)', '(cid)')")
        base.execute("pragma writable_schema = reset")
        found = plain.prepare(base, scheduled("UTC"))
        rows: Log = []
        with suppress(sqlite3.DatabaseError):
            rows = by_sql(base, found, [])
        assert all(row[3] == 3 for row in rows)
