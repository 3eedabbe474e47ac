"""Where an export may go: nothing of the user's is lost, links and pipes are what they are."""

import json
import os
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.errors import SourceError, StorageFullError
from studyapp.services.exchange.exporting import Order
from tests import desk


@pytest.fixture
def one(memory_disk: Path) -> Iterator[Collection]:
    """A collection with ten cards, open, with its side files and a medium."""
    (memory_disk / "one.media").mkdir()
    (memory_disk / "one.media" / "picture").write_bytes(b"picture")
    with desk.with_cards(memory_disk / "one.db") as collection:
        yield collection


def strays(folder: Path) -> list[str]:
    return [path.name for path in folder.glob(".studyapp-*")]


@pytest.mark.parametrize("name", ["one.db", "one.db-wal", "one.db-shm", "one.db-journal"])
def test_the_collection_is_not_replaced(one: Collection, memory_disk: Path, name: str) -> None:
    before = {path.name for path in memory_disk.iterdir()}
    with pytest.raises(StorageFullError, match="open collection") as refused:
        one.export_file(memory_disk / name, Order(format="json"))
    assert refused.value.hint
    assert {path.name for path in memory_disk.iterdir()} == before
    assert len(one.cards()) == 10


@pytest.mark.parametrize("name", ["one.media", "one.media/picture", "one.media/new.json"])
def test_the_media_are_not_replaced(one: Collection, memory_disk: Path, name: str) -> None:
    for form in ("json", "crowdanki"):
        with pytest.raises(StorageFullError, match="open collection"):
            one.export_file(memory_disk / name, Order(format=form))
    assert [path.name for path in (memory_disk / "one.media").iterdir()] == ["picture"]


def test_no_other_name_of_the_collection_is_replaced(one: Collection, memory_disk: Path) -> None:
    (memory_disk / "soft.json").symlink_to("one.db")
    os.link(memory_disk / "one.db", memory_disk / "hard.json")
    (memory_disk / "folder").symlink_to(memory_disk)
    for name in ("soft.json", "hard.json", "folder/one.db", "folder/one.media/x.json"):
        with pytest.raises(StorageFullError, match="open collection"):
            one.export_file(memory_disk / name, Order(format="json"))


def test_a_link_stays_and_its_target_is_replaced(one: Collection, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target = tmp_path / "there" / "deck.json"
    target.write_text("mine")
    link = tmp_path / "link.json"
    link.symlink_to(target)
    report, _ = one.export_file(link)
    assert link.is_symlink()
    assert json.loads(target.read_text())["version"] == 1
    assert report.path == link
    assert report.backup == tmp_path / "there" / "deck.json.bak"
    assert report.backup.read_text() == "mine"
    assert strays(tmp_path) == strays(tmp_path / "there") == []


def test_a_link_to_nothing_is_filled_and_a_circle_refused(one: Collection, tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "new.json")
    one.export_file(tmp_path / "link.json")
    assert json.loads((tmp_path / "new.json").read_text())["version"] == 1
    (tmp_path / "a.json").symlink_to(tmp_path / "b.json")
    (tmp_path / "b.json").symlink_to(tmp_path / "a.json")
    with pytest.raises(StorageFullError, match="cannot write"):
        one.export_file(tmp_path / "a.json")


def test_a_pipe_gets_the_bytes(one: Collection, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    report, _ = one.export_file(pipe)
    reader.join(10)
    assert got == [one.export_file(None, Order(format="csv"))[1]]
    assert pipe.is_fifo()
    assert report.backup is None
    assert [path.name for path in tmp_path.iterdir()] == ["pipe.csv"]


def test_no_folder_goes_into_a_pipe(one: Collection, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match="no pipe"):
        one.export_file(tmp_path / "pipe", Order(format="crowdanki"))


def test_devices_are_written_and_stay(one: Collection) -> None:
    null, full = Path("/dev/null"), Path("/dev/full")
    if not (null.is_char_device() and full.is_char_device()):
        pytest.skip("no devices here")
    one.export_file(null, Order(format="csv"))
    with pytest.raises(StorageFullError, match="No space left"):
        one.export_file(full, Order(format="csv"))
    assert null.is_char_device()
    assert full.is_char_device()


def test_a_folder_is_not_moved_for_a_file(one: Collection, tmp_path: Path) -> None:
    folder = tmp_path / "letters.json"
    folder.mkdir()
    (folder / "letter").write_text("dear")
    for name in ("csv", "json", "apkg"):
        with pytest.raises(SourceError, match="is a folder") as refused:
            one.export_file(folder, Order(format=name))
        assert "Name a file in it" in refused.value.hint
    assert [path.name for path in tmp_path.rglob("*")] == ["letters.json", "letter"]


@pytest.mark.parametrize("form", ["crowdanki", "markdown"])
def test_only_an_export_is_moved_for_a_folder(one: Collection, tmp_path: Path, form: str) -> None:
    one.build(desk.files("Other", [desk.basic(77)]))
    order = Order(format=form)
    folder = tmp_path / "out"
    one.export_file(folder, order)
    assert folder.is_dir()
    report, _ = one.export_file(folder, order)
    assert report.backup == tmp_path / "out.bak"
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("dear")
    (tmp_path / "file").write_text("mine")
    for name in ("letters", "file"):
        with pytest.raises(SourceError, match="no earlier export") as refused:
            one.export_file(tmp_path / name, order)
        assert refused.value.hint
    assert (tmp_path / "letters" / "letter.txt").read_text() == "dear"
    assert (tmp_path / "file").read_text() == "mine"
    (tmp_path / "empty").mkdir()
    assert one.export_file(tmp_path / "empty", order)[0].backup is None
    assert any((tmp_path / "empty").iterdir())
    assert not strays(tmp_path)


def test_no_folder_is_made_on_the_way(one: Collection, tmp_path: Path) -> None:
    with pytest.raises(StorageFullError, match="there is no folder") as refused:
        one.export_file(tmp_path / "no" / "x.csv")
    assert "folder" in refused.value.hint
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "x.csv", tmp_path / ("x" * 300 + ".csv"), Path("a\0.csv")):
        with pytest.raises(StorageFullError, match="cannot write"):
            one.export_file(path)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_folder_that_takes_nothing(one: Collection) -> None:
    if not Path("/proc/self").exists():
        pytest.skip("no /proc here")
    with pytest.raises(StorageFullError, match=r"cannot write /proc/x\.csv") as refused:
        one.export_file(Path("/proc/x.csv"))
    assert refused.value.hint


@contextmanager
def little_room() -> Iterator[None]:
    """No file grows beyond 200 bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("form", ["apkg", "apkg3", "csv", "json", "crowdanki", "markdown"])
def test_a_full_disk_leaves_what_was_there(one: Collection, tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"
    with little_room(), pytest.raises(StorageFullError, match="cannot write") as refused:
        one.export_file(target, Order(format=form))
    assert refused.value.hint
    assert not list(tmp_path.iterdir())


def test_what_stood_there_comes_back_if_the_last_step_fails(
    one: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.json"
    target.write_text("mine")

    def fails(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(StorageFullError, match="not permitted"):
        one.export_file(target)
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
    assert target.read_text() == "mine"


def test_crowdanki_comes_back_as_it_went(
    one: Collection, tmp_path: Path, memory_disk: Path
) -> None:
    one.build(desk.files("Other::Deep", [desk.basic(77)]))
    report, _ = one.export_file(tmp_path / "ca2.json", Order(format="crowdanki"))
    assert report.path == tmp_path / "ca2"
    assert [path.name for path in tmp_path.rglob("*")] == ["ca2", "ca2.json"]
    names = [row.name for row in one.decks()]
    one.import_files([tmp_path / "ca2"])
    assert [row.name for row in one.decks()] == names
    with desk.opened(memory_disk / "two.db") as other:
        other.import_files([tmp_path / "ca2"])
        assert [row.name for row in other.decks()] == names
        whole = [
            json.loads(each.export_file(None, Order(format="json"))[1]) for each in (one, other)
        ]
    assert whole[0]["options"] == whole[1]["options"]
