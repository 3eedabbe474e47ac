"""Packages that are broken: the whole is refused in words, a part is left out and named."""

import json
import sqlite3
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.package import PackedNote
from studyapp.formats.anki import archive, proto
from studyapp.formats.anki.package import APKG
from studyapp.formats.base import DeckFile, FormatError
from tests.formats import anki_made as made

Change = Callable[[sqlite3.Connection], object]


def sql(*statements: str) -> Change:
    def change(base: sqlite3.Connection) -> None:
        for each in statements:
            base.execute(each)

    return change


@pytest.mark.parametrize(
    ("change", "notes", "cards", "reviews", "problem"),
    [
        (sql("update notes set flds = 'one' where guid = 'guid1'"), 2, 2, 6, "1 fields and"),
        (sql("update notes set mid = 7 where guid = 'guid1'"), 2, 2, 6, "note type is not in"),
        (sql("update notes set flds = x'00ff' where guid = 'guid1'"), 2, 2, 6, "no text"),
        (sql("update cards set nid = 5 where id % 10 = 1"), 3, 2, 6, "1 card left out"),
        (sql("delete from cards where id % 10 = 1"), 3, 2, 6, "3 reviews left out"),
        (sql("update revlog set ease = 9 where lastIvl = 0"), 3, 3, 6, "1 review of a card"),
        (sql("update revlog set ivl = 'x' where lastIvl = 0"), 3, 3, 6, "1 review of a card"),
        (sql("update revlog set ivl = 99999999 where lastIvl = 0"), 3, 3, 6, "1 review of a"),
        (sql("update revlog set type = 77 where lastIvl = 0"), 3, 3, 6, "1 review of a card"),
        (sql("update cards set due = 1 << 62 where id % 10 = 1"), 3, 2, 6, "card makes no sense"),
        (sql("update cards set type = 9 where id % 10 = 1"), 3, 2, 6, "card makes no sense"),
        (sql("update cards set ord = -1 where id % 10 = 1"), 3, 2, 6, "card makes no sense"),
        (sql("update cards set lapses = 'x' where id % 10 = 1"), 3, 2, 6, "card makes no sense"),
        (sql("update cards set did = 5 where id % 10 = 1"), 3, 3, 9, "deck is not in the file"),
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


@pytest.mark.parametrize(
    "data", ["{", "[]", "{" * 100_000, '{"s":"x","d":1e999}', "\0", '{"s":-1}']
)
def test_what_a_card_says_besides_may_be_nonsense(tmp_path: Path, data: str) -> None:
    def change(base: sqlite3.Connection) -> None:
        base.execute("update cards set data = ?", (data,))

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
    def change(base: sqlite3.Connection) -> None:
        models = made.models(base)
        next(iter(models.values()))["flds"] = 3
        base.execute("update col set models = ?", (json.dumps(models),))

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
        (sql("update col set ver = 4"), "schema 4"),
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


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_nothing_stays_on_the_disk(tmp_path: Path, temporary: Path) -> None:
    path = made.good(tmp_path / "a.apkg")
    with APKG.read(DeckFile("a.apkg", path), made.READING) as opened:
        (unpacked,) = temporary.rglob("collection")
        assert unpacked.stat().st_mode & 0o077 == 0
        assert len(list(opened.notes)) == 3
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("version", [2, 3])
def test_bombs_are_refused(
    tmp_path: Path, temporary: Path, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "FREE_BYTES", 1 << 20)
    found = made.members(made.good(tmp_path / "a.apkg", version))
    size = 16 << 20
    path = tmp_path / "b.apkg"
    if version == 3:
        packer = zstandard.ZstdCompressor(level=1).compressobj()
        chunks = [packer.compress(bytes(1 << 20)) for _ in range(size >> 20)]
        found["collection.anki21b"] = b"".join(chunks) + packer.flush()
        made.zipped(path, found)
    else:
        found["collection.anki21"] = bytes(size)
        made.zipped(path, found, zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 90_000
    with pytest.raises(FormatError, match="far more than it should"):
        made.read(path)
    assert list(temporary.iterdir()) == []


def test_lists_of_members_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_DIRECTORY", 100_000)
    path = tmp_path / "a.apkg"
    path.write_bytes(made.directory_only(1_500))
    with pytest.raises(FormatError):
        made.read(path)
    path.write_bytes(made.directory_only(1, b"PK\1\2" + bytes(archive.MAX_DIRECTORY)))
    with pytest.raises(FormatError, match="more members than a deck has"):
        made.read(path)
    found = made.members(made.good(path))
    with pytest.raises(FormatError, match="names 1 of them"):
        made.read(made.zipped(path, {**found, **{f"x{each}": b"" for each in range(1100)}}))


def test_members_that_lie_over_each_other(tmp_path: Path) -> None:
    """The list names the collection twice, the second time where the first one lies."""
    path = made.good(tmp_path / "a.apkg")
    data = bytearray(path.read_bytes())
    listed = data.index(b"PK\1\2", data.index(b"PK\1\2") + 1)
    other = data.index(b"PK\1\2", listed + 4)
    data[other + 42 : other + 46] = data[listed + 42 : listed + 46]
    path.write_bytes(data)
    with pytest.raises(FormatError, match="cannot be unpacked"):
        made.read(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(tmp_path: Path, method: int) -> None:
    found = made.members(made.good(tmp_path / "a.apkg"))
    del found["meta"]
    with pytest.raises(FormatError, match="packed in a way"):
        made.read(made.zipped(tmp_path / "b.apkg", found, method))


@pytest.mark.parametrize(
    "name",
    ["../a", "/etc/passwd", "C:\\a", "c:a", "a/b", "a\0b", "a\nb", "CON", "nul.png", "..", ".", "",
     "x" * 300, "a\u202eb", "a.", " a", "lpt1", "a*", "\x9b31m"],
)  # fmt: skip
@pytest.mark.parametrize("version", [2, 3])
def test_names_of_media(tmp_path: Path, name: str, version: int) -> None:
    found = made.members(made.good(tmp_path / "a.apkg", version))
    if version == 3:
        entry = proto.put_text(1, name) + proto.put_number(2, 63)
        found["media"] = zstandard.ZstdCompressor().compress(proto.put_bytes(1, entry))
    else:
        found["media"] = json.dumps({"0": name}).encode()
    opened, notes, media = made.read(made.zipped(tmp_path / "b.apkg", found))
    assert media == {}
    assert len(notes) == 3
    assert [each.where.startswith("media") for each in opened.problems] == [True]
    assert "\n" not in opened.problems[0].where


def test_media_that_cannot_come(tmp_path: Path) -> None:
    found = made.members(made.good(tmp_path / "a.apkg"))
    accented = unicodedata.normalize("NFD", "é.png")
    names = {"0": accented, "1": "gone.png", "2": "link", "3": "b.png", "4": "B.PNG"}
    found["media"] = json.dumps(names).encode()
    found |= {"3": b"small", "4": b"large"}
    path = made.zipped(tmp_path / "b.apkg", found)
    with zipfile.ZipFile(path, "a") as opened:
        link = zipfile.ZipInfo("2")
        link.external_attr = 0o120777 << 16
        opened.writestr(link, "/etc/passwd")
    package, notes, media = made.read(path)
    assert media == {"é.png": b"picture" * 9, "b.png": b"small"}
    assert len(notes) == 3
    assert [each.what for each in package.problems] == [
        "it is not in the file",
        "it is a link",
        "another one has the same name",
    ]


@pytest.mark.parametrize("listed", [b"[]", b"{", b"\xff", b"[" * 100_000])
@pytest.mark.parametrize("version", [2, 3])
def test_a_list_of_media_that_is_none(tmp_path: Path, listed: bytes, version: int) -> None:
    found = made.members(made.good(tmp_path / "a.apkg", version))
    found["media"] = listed
    opened, notes, media = made.read(made.zipped(tmp_path / "b.apkg", found))
    assert len(notes) == 3
    assert media == {}
    assert "list of media" in str(opened.problems[0])


def test_media_that_are_not_what_the_list_says(tmp_path: Path) -> None:
    found = made.members(made.good(tmp_path / "a.apkg", 3))
    found["0"] = zstandard.ZstdCompressor().compress(b"other")
    opened, _, media = made.read(made.zipped(tmp_path / "b.apkg", found))
    assert media == {}
    assert opened.problems[0].what == "it is not what the list says"


@pytest.fixture(scope="module")
def wholes(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("whole")
    return [made.good(folder / "a.apkg", version).read_bytes() for version in (2, 3)]


@settings(max_examples=60, deadline=None)
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


@settings(max_examples=60, deadline=None)
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
    base = sqlite3.connect(":memory:")
    base.deserialize(collection)
    for (table, column), value in changes:
        try:
            base.execute(f"update {table} set {column} = ? where rowid % 2 = 1", (value,))  # noqa: S608
        except (sqlite3.IntegrityError, UnicodeEncodeError):
            continue
    data = base.serialize()
    base.close()
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
