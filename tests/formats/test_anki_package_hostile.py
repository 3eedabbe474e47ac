"""Packages meant to do harm: bombs, names that lead elsewhere, members over each other."""

import json
import tempfile
import unicodedata
import zipfile
from pathlib import Path

import pytest
import zstandard

from studyapp.formats.anki import archive, base, proto
from studyapp.formats.anki.package import APKG
from studyapp.formats.base import DeckFile, FormatError
from tests.formats import anki_made as made


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_more_decks_than_anybody_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MAX_ROWS", 3)
    path = made.good(tmp_path / "a.apkg", 3)
    with pytest.raises(FormatError, match="more decks"):
        made.read(path)


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
    assert "list of media is damaged" in str(opened.problems[0])


def test_media_that_are_not_what_the_list_says(tmp_path: Path) -> None:
    found = made.members(made.good(tmp_path / "a.apkg", 3))
    found["0"] = zstandard.ZstdCompressor().compress(b"other")
    opened, _, media = made.read(made.zipped(tmp_path / "b.apkg", found))
    assert media == {}
    assert opened.problems[0].what == "it is not what the list says"
