"""Packages that are broken: the whole is refused in words, a part is left out and named."""

import json
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.package import PackedNote
from studyapp.formats.anki.package import APKG
from studyapp.formats.base import DeckFile, FormatError
from tests.few import examples
from tests.formats import anki_made as made

Change = Callable[[sqlite3.Connection], object]


def sql(*statements: str) -> Change:
    def change(opened: sqlite3.Connection) -> None:
        for each in statements:
            opened.execute(each)

    return change


@pytest.mark.parametrize(
    ("change", "notes", "cards", "reviews", "problem"),
    [
        (sql("update notes set flds = 'one' where guid = 'guid1'"), 2, 2, 6, "1 fields and"),
        (sql("update notes set mid = 7 where guid = 'guid1'"), 2, 2, 6, "note type is not in"),
        (sql("update notes set flds = x'00ff' where guid = 'guid1'"), 2, 2, 6, "no text"),
        (sql("update cards set nid = 5 where id % 10 = 1"), 3, 2, 6, "1 card left out"),
        (
            sql(
                "alter table cards rename to c",
                "create table cards (id integer primary key, nid, did, ord, mod, usn, type, queue,"
                " due, ivl, factor, reps, lapses, left, odue, odid, flags, data)",
                "insert into cards select * from c",
                "update cards set nid = null where id % 10 = 1",
            ),
            3,
            2,
            6,
            "1 card left out",
        ),
        (sql("delete from cards where id % 10 = 1"), 3, 2, 6, "3 reviews left out"),
        (sql("update revlog set ease = 9 where lastIvl = 0"), 3, 3, 6, "1 review left out"),
        (sql("update revlog set ivl = 'x' where lastIvl = 0"), 3, 3, 6, "1 review left out"),
        (sql("update revlog set ivl = 99999999 where lastIvl = 0"), 3, 3, 6, "1 review left out"),
        (sql("update revlog set type = 77 where lastIvl = 0"), 3, 3, 6, "1 review left out"),
        (sql("update cards set due = 1 << 62 where id % 10 = 1"), 3, 2, 6, "card makes no sense"),
        (sql("update cards set type = 9 where id % 10 = 1"), 3, 2, 6, "card makes no sense"),
        (sql("update cards set ord = -1 where id % 10 = 1"), 3, 2, 6, "card makes no sense"),
        (sql("update cards set lapses = 'x' where id % 10 = 1"), 3, 2, 6, "card makes no sense"),
        (
            sql("insert into cards select id + 50, nid, did, ord, mod, usn, type, queue, due, ivl,"
                " factor, reps, lapses, left, odue, odid, flags, data from cards"),
            3, 3, 9, "two cards of one template",
        ),
        (
            sql("update notes set flds = cast(x'66ff1f67' as text) where guid = 'guid1'"),
            3, 3, 9, "damaged and shows as",
        ),
    ],
)  # fmt: skip
def test_a_broken_row_is_left_out(
    tmp_path: Path, change: Change, notes: int, cards: int, reviews: int, problem: str
) -> None:
    opened, found, _ = made.read(made.spoiled(tmp_path / "a.apkg", change))
    all_cards = [card for note in found for card in note.cards]
    all_reviews = [entry for card in all_cards for entry in card.reviews]
    assert (len(found), len(all_cards), len(all_reviews)) == (notes, cards, reviews)
    said = [str(each) for each in opened.problems]
    assert any(problem in each for each in said), said


def test_a_card_whose_deck_is_gone_is_not_left_out(tmp_path: Path) -> None:
    gone = made.spoiled(tmp_path / "a.apkg", sql("update cards set did = 5 where id % 10 = 1"))
    opened, found, _ = made.read(gone)
    assert sum(card.deck == "a" for note in found for card in note.cards) == 1
    assert "1 card whose deck is not in the file: to a" in opened.remarks
    assert opened.problems == []


@pytest.mark.parametrize(
    "data", ["{", "[]", "{" * 100_000, '{"s":"x","d":1e999}', "\0", '{"s":-1}']
)
def test_what_a_card_says_besides_may_be_nonsense(tmp_path: Path, data: str) -> None:
    def change(opened: sqlite3.Connection) -> None:
        opened.execute("update cards set data = ?", (data,))

    opened, found, _ = made.read(made.spoiled(tmp_path / "a.apkg", change))
    assert len(found) == 3
    assert opened.problems == []
    memory = found[0].cards[0].memory
    assert memory is not None
    assert memory.due_day == made.MEMORY.due_day
    assert opened.remarks[0].startswith("3 cards scheduled by SM-2")


@pytest.mark.parametrize("column", ["conf", "decks", "dconf"])
def test_settings_that_are_no_json_are_reported(tmp_path: Path, column: str) -> None:
    change = sql(f"update col set {column} = '{{'")  # noqa: S608
    broken = made.spoiled(tmp_path / "a.apkg", change)
    opened, found, _ = made.read(broken)
    assert len(found) == 3
    assert "it is no JSON" in str(opened.problems[0])


def test_a_broken_note_type_is_reported(tmp_path: Path) -> None:
    def change(opened: sqlite3.Connection) -> None:
        models = made.models(opened)
        next(iter(models.values()))["flds"] = 3
        opened.execute("update col set models = ?", (json.dumps(models),))

    opened, found, _ = made.read(made.spoiled(tmp_path / "a.apkg", change))
    assert found == []
    assert "note type" in str(opened.problems[0])
    assert len(opened.problems) == 4


@pytest.mark.parametrize("table", ["config", "deck_config", "decks", "notetypes", "fields"])
def test_protobuf_that_is_none(tmp_path: Path, table: str) -> None:
    column = {"config": "val", "decks": "kind"}.get(table, "config")
    change = sql(f"update {table} set {column} = x'0aff'")  # noqa: S608
    broken = made.spoiled(tmp_path / "a.apkg", change, version=3)
    opened, _, _ = made.read(broken)
    assert opened.problems


def test_rows_of_note_types_that_are_gone_do_not_matter(tmp_path: Path) -> None:
    change = sql(
        "insert into fields values (5, 0, 'Front', x'')",
        "insert into templates values (5, 0, 'Card', 0, 0, x'')",
    )
    opened, found, _ = made.read(made.spoiled(tmp_path / "a.apkg", change, version=3))
    assert len(found) == 3
    assert opened.problems == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (sql("update col set ver = 19"), "schema 19"),
        (sql("update col set ver = 15"), "schema 15"),
        (sql("update col set ver = 'x'"), "empty collection"),
        (sql("delete from col"), "empty collection"),
        (sql("drop table revlog"), "no table revlog"),
        (sql("create view x as select 1"), "holds a view"),
        (
            sql("create trigger x after insert on col begin delete from col; end"),
            "holds a trigger",
        ),
        (sql("alter table notes rename to n", "create view notes as select * from n"), "a view"),
        (
            sql("drop table revlog", "create table revlog (id text primary key, cid, ease, ivl)"),
            "no numbers as keys",
        ),
        (sql("alter table cards drop column ivl"), "damaged"),
        (
            sql(
                "pragma writable_schema = on",
                "update sqlite_master set sql = cast(x'ff2829' as text) where name = 'notes'",
            ),
            "damaged",
        ),
    ],
)
def test_a_collection_that_is_none_is_refused(tmp_path: Path, change: Change, message: str) -> None:
    path = made.spoiled(tmp_path / "a.apkg", change)
    with pytest.raises(FormatError, match=message) as refused:
        made.read(path)
    assert refused.value.hint


def test_files_that_are_no_packages(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    whole = made.good(path).read_bytes()
    for data in (b"", b"PK\3\4", b"x" * 100, b"PK\5\6" + bytes(18), made.directory_only(3)):
        path.write_bytes(data)
        assert APKG.claims(DeckFile("a.apkg", path)) == 0
        with pytest.raises(FormatError):
            made.read(path)
    path.write_bytes(whole[:-40])
    assert APKG.claims(DeckFile("a.apkg", path)) > 0
    with pytest.raises(FormatError, match="not a whole zip file"):
        made.read(path)
    with pytest.raises(FormatError):
        made.read(tmp_path / "missing.apkg")
    with pytest.raises(FormatError):
        APKG.read(DeckFile("pasted", None, "text"), made.READING).__enter__()


def test_the_dummy_is_never_read(tmp_path: Path) -> None:
    found = made.members(made.good(tmp_path / "a.apkg"))
    del found["collection.anki21"]
    with pytest.raises(FormatError, match="holds no Anki collection"):
        made.read(made.zipped(tmp_path / "b.apkg", found))


@pytest.mark.parametrize("meta", [b"\x08\x04", b"\xff", b"", b"\x08\x02" * 1000])
def test_versions_that_are_not_known(tmp_path: Path, meta: bytes) -> None:
    found = made.members(made.good(tmp_path / "a.apkg"))
    with pytest.raises(FormatError, match="version"):
        made.read(made.zipped(tmp_path / "b.apkg", {**found, "meta": meta}))


@pytest.mark.parametrize("version", [2, 3])
def test_a_collection_that_is_cut_off(tmp_path: Path, version: int) -> None:
    found = made.members(made.good(tmp_path / "a.apkg", version))
    name = "collection.anki21b" if version == 3 else "collection.anki21"
    for keep in (0, 50, 200, len(found[name]) - 4096 // version):
        cut = {**found, name: found[name][:keep]}
        with pytest.raises(FormatError):
            made.read(made.zipped(tmp_path / "b.apkg", cut))


def test_names_and_identities_without_end(tmp_path: Path) -> None:
    def change(opened: sqlite3.Connection) -> None:
        decks = json.loads(opened.execute("select decks from col").fetchone()[0])
        for each in decks.values():
            if each["name"] == "Top::Sub":
                each["name"] = "a::" * 100_000 + "b" * 100_000
            elif each["name"] == "Top":
                each["name"] = " x\u0000\ud800 ::::\u001b[2Jé"
        opened.execute("update col set decks = ?", (json.dumps(decks),))
        opened.execute("update notes set guid = guid || hex(zeroblob(5000))")

    package, found, _ = made.read(made.spoiled(tmp_path / "a.apkg", change))
    assert len({each.note.guid for each in found}) == 3
    assert max(len(each.note.guid) for each in found) <= 200
    assert found[0].cards[0].deck == "::".join(["a"] * 40)
    assert "x?::blank::[2Jé" in {each.name for each in package.decks}


def test_errors_of_whoever_reads_stay_theirs(tmp_path: Path) -> None:
    path = made.good(tmp_path / "a.apkg")

    def fail() -> None:
        with APKG.read(DeckFile("a.apkg", path), made.READING) as opened:
            next(iter(opened.notes))
            raise sqlite3.OperationalError("disk full")

    with pytest.raises(sqlite3.OperationalError, match="disk full"):
        fail()


@pytest.fixture(scope="module")
def wholes(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("whole")
    return [made.good(folder / "a.apkg", version).read_bytes() for version in (2, 3)]


@settings(max_examples=examples(60), deadline=None)
@given(
    version=st.integers(0, 1),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), max_size=4),
    keep=st.just(1.0) | st.floats(0, 1),
)
def test_whatever_the_bytes(
    wholes: list[bytes], version: int, changes: list[tuple[float, bytes]], keep: float
) -> None:
    data = bytearray(wholes[version])
    for where, what in changes:
        at = int(where * len(data))
        data[at : at + len(what)] = what
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.apkg"
        path.write_bytes(data[: int(keep * len(data))])
        APKG.claims(DeckFile("a.apkg", path))
        with suppress(FormatError):
            assert len(made.read(path)[1]) <= 3


VALUES = (
    st.integers(-(1 << 63), (1 << 63) - 1)
    | st.integers(-5, 30_000)
    | st.floats()
    | st.text(max_size=8)
    | st.binary(max_size=8)
)
COLUMNS = {
    "notes": ["guid", "mid", "mod", "tags", "flds"],
    "cards": ["nid", "did", "ord", "mod", "type", "queue", "due", "ivl", "factor", "reps", "lapses",
              "left", "odue", "odid", "flags", "data"],
    "revlog": ["cid", "ease", "ivl", "lastIvl", "factor", "time", "type"],
    "col": ["crt", "ver", "conf", "models", "decks", "dconf"],
}  # fmt: skip


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], bytes]:
    found = made.members(made.good(tmp_path_factory.mktemp("unpacked") / "a.apkg"))
    return found, found.pop("collection.anki21")


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(
        st.sampled_from([(table, one) for table, all_ in COLUMNS.items() for one in all_])
        .flatmap(lambda each: st.tuples(st.just(each), VALUES)),
        min_size=1,
        max_size=4,
    )
)  # fmt: skip
def test_whatever_the_values(
    unpacked: tuple[dict[str, bytes], bytes], changes: list[tuple[tuple[str, str], object]]
) -> None:
    rest, collection = unpacked
    opened = sqlite3.connect(":memory:")
    opened.deserialize(collection)
    for (table, column), value in changes:
        try:
            opened.execute(f"update {table} set {column} = ? where rowid % 2 = 1", (value,))  # noqa: S608
        except (sqlite3.IntegrityError, UnicodeEncodeError):
            continue
    data = opened.serialize()
    opened.close()
    with tempfile.TemporaryDirectory() as folder:
        path = made.zipped(Path(folder) / "a.apkg", {**rest, "collection.anki21": data})
        notes: list[PackedNote] = []
        with suppress(FormatError):
            _, notes, _ = made.read(path)
        assert len(notes) <= 3
        for note in notes:
            for card in note.cards:
                assert 0 <= card.flag < 8
                assert all(abs(each or 0) < 1 << 62 for each in card.memory or ())
