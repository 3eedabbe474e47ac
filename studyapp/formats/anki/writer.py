"""A package written: a collection filled while the notes stream by, then packed with media."""

import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

import zstandard

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import Package, PackedNote
from studyapp.formats.anki import proto, write_base, write_media
from studyapp.formats.anki.archive import CHUNK
from studyapp.formats.anki.outline import Outline
from studyapp.formats.anki.rows import counted
from studyapp.formats.anki.schema import NEW, OLD, Json
from studyapp.formats.anki.write_rows import ZERO_DAY, RowWriter
from studyapp.formats.base import Writing

ZSTD_THREADS = 2
"""The bytes are the same with any number but none."""
ZSTD_LEVEL = 1
"""The default of 3 takes twice as long and saves an eighth."""
DEFLATE_LEVEL = 1
"""The default of 6 takes three times as long and saves an eighth."""
_LOCAL_ROLLOVER = 4 * 3600
_MINUTES_A_DAY = 24 * 60
_DUMMY = {
    2: "This deck needs Anki 2.1 or newer. Please update Anki and import the file again.",
    3: "This deck needs Anki 2.1.50 or newer. Please update Anki and import the file again, or "
    "export it again as a package of version 2.",
}


def write(
    package: Package, target: Path, writing: Writing, version: int, whole: bool
) -> Sequence[str]:
    """Write a package of a version; ``whole`` for a collection.

    Raises ``FormatError`` and, where the disk refuses, ``OSError`` or that of SQLite.
    """
    with tempfile.TemporaryDirectory(prefix="studyapp-", ignore_cleanup_errors=True) as folder:
        collection = Path(folder) / "collection"
        dummy = Path(folder) / "dummy"
        unfit = _collection(collection, package, package.notes, writing, version, whole)
        _collection(dummy, _empty(), [_dummy(version)], writing, 2, False)
        with zipfile.ZipFile(target, "w") as out:
            out.writestr(write_media.member("meta"), proto.put_number(1, version))
            _put(out, collection, version)
            _put(out, dummy, 1)
            lost = write_media.put(out, package.media, version)
    if unfit:
        lost.append(f"{counted(unfit, 'note')} with more or fewer fields than the note type has")
    return lost


def _collection(
    path: Path,
    package: Package,
    notes: Iterable[PackedNote],
    writing: Writing,
    version: int,
    whole: bool,
) -> int:
    """Write a collection; return how many notes did not fit their note type."""
    schema_version = NEW if version == 3 else OLD
    outline = Outline(package, writing.now, writing.scheduling)
    with write_base.created(path, schema_version, whole) as base:
        rows = RowWriter(base, package, outline, writing)
        rows.write(notes)
        created = writing.start_of(ZERO_DAY) // 1000
        schema = outline.schema(created, _config(created, writing.day_of(writing.now), whole))
        schema.tags = sorted(rows.tags)
        write_base.store(base, schema, schema_version, writing.now)
    return rows.unfit


def _config(created: int, today: int, whole: bool) -> Json:
    """Return the settings without which Anki takes the schedule for an old one's.

    ``creationOffset`` says which date it was where the learner is, and ``lastUnburied`` keeps
    buried what is buried today.
    """
    offset = (created - ZERO_DAY * 86_400 - _LOCAL_ROLLOVER) // 60
    config: Json = {
        "activeDecks": [1],
        "addToCur": True,
        "collapseTime": 1200,
        "creationOffset": min(max(offset, -_MINUTES_A_DAY), _MINUTES_A_DAY),
        "curDeck": 1,
        "curModel": None,
        "dayLearnFirst": False,
        "dueCounts": True,
        "estTimes": True,
        "lastUnburied": today - ZERO_DAY,
        "newSpread": 0,
        "nextPos": 1,
        "sched2021": True,
        "schedVer": 2,
        "sortBackwards": False,
        "sortType": "noteFld",
        "timeLim": 0,
    }
    return config | {"fsrs": True} if whole else config


def _put(out: zipfile.ZipFile, path: Path, version: int) -> None:
    """Pack a collection: with zstd in version 3, else deflated; the dummy as it is."""
    name = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}[version]
    info = write_media.member(name, DEFLATE_LEVEL if version == 2 else 0)
    info.file_size = path.stat().st_size
    with path.open("rb") as source, out.open(info, "w") as sink:
        if version == 3:
            _zstd(source, sink)
        else:
            while data := source.read(CHUNK):
                sink.write(data)


def _zstd(source: IO[bytes], sink: IO[bytes]) -> None:
    packer = zstandard.ZstdCompressor(ZSTD_LEVEL, threads=ZSTD_THREADS).compressobj()
    while data := source.read(CHUNK):
        sink.write(packer.compress(data))
    sink.write(packer.flush())


def _empty() -> Package:
    return Package(format="apkg", name="Default", notes=())


def _dummy(version: int) -> PackedNote:
    """Return the note that an Anki too old for the package shows instead of it."""
    return PackedNote(Note("studyapp-update", NoteKind.BASIC, _DUMMY[version], ""), "Default")
