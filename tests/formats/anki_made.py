"""Packages made by hand, and good ones spoiled, without the real engine."""

import json
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import zstandard

from studyapp.domain.card import State
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import (
    Package,
    PackedCard,
    PackedMedia,
    PackedMemory,
    PackedNote,
    PackedReview,
)
from studyapp.formats.anki.package import APKG, APKG3
from studyapp.formats.base import DAY_MS, DeckFile, Reading, Writing

TODAY = 20_000
NOW = TODAY * DAY_MS + 40_000_000
READING = Reading(NOW)
WRITING = Writing(NOW)


def review(days_ago: int, rating: int, before: State, after: State, ivl: int) -> PackedReview:
    """A review of ours that sets a card aside for ``ivl`` days."""
    day = TODAY - days_ago
    at = NOW - days_ago * DAY_MS
    evidence = 1 if before in (State.NEW, State.REVIEW) else 2
    due = (day + ivl) * DAY_MS
    return PackedReview("", rating, evidence, at, day, 4000, before, after, None, due, day + ivl)


LOG = (
    review(30, 3, State.NEW, State.REVIEW, 4),
    review(26, 3, State.REVIEW, State.REVIEW, 12),
    review(14, 3, State.REVIEW, State.REVIEW, 30),
)
MEMORY = PackedMemory(
    2,
    None,
    30.25,
    4.5,
    (TODAY + 16) * DAY_MS,
    TODAY + 16,
    LOG[-1].at,
    TODAY - 14,
    TODAY - 30,
    3,
    0,
)


def basic(number: int, **more: Any) -> PackedNote:
    """One of our notes with a card that was learned."""
    note = Note(f"guid{number}", NoteKind.BASIC, f"front {number}", f"back {number}", ("tag",))
    cards = more.pop("cards", (PackedCard(0, "Top::Sub", 0, MEMORY, reviews=LOG),))
    return PackedNote(note, "Top::Sub", cards, created=NOW + number, **more)


def package(notes: Sequence[PackedNote], **more: Any) -> Package:
    return Package(format="test", name="Test", notes=notes, **more)


def media(name: str, data: bytes) -> PackedMedia:
    def opened() -> AbstractContextManager[IO[bytes]]:
        return nullcontext(BytesIO(data))

    return PackedMedia(name, len(data), opened)


def good(path: Path, version: int = 2, count: int = 3) -> Path:
    """Write a small package with notes 0 to ``count``, reviews and a picture."""
    made = package([basic(each) for each in range(count)], media=[media("a.png", b"picture" * 9)])
    (APKG3 if version == 3 else APKG).write(made, path, WRITING)
    return path


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(path: Path, given: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", method) as opened:
        for name, data in given.items():
            opened.writestr(name, data)
    return path


def spoiled(path: Path, change: Callable[[sqlite3.Connection], object], version: int = 2) -> Path:
    """Write a good package whose collection was then changed."""
    found = members(good(path, version))
    name = "collection.anki21b" if version == 3 else "collection.anki21"
    data = found[name]
    if version == 3:
        data = zstandard.ZstdDecompressor().decompressobj().decompress(data)
    file = path.with_suffix(".db")
    file.write_bytes(data)
    with closing(sqlite3.connect(file)) as base:
        base.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        change(base)
        base.commit()
    data = file.read_bytes()
    found[name] = zstandard.ZstdCompressor().compress(data) if version == 3 else data
    return zipped(path, found)


def read(path: Path) -> tuple[Package, list[PackedNote], dict[str, bytes]]:
    with APKG.read(DeckFile(path.name, path), READING) as opened:
        notes = list(opened.notes)
        found = {}
        for each in opened.media:
            with each.open() as stream:
                found[each.name] = stream.read()
    return opened, notes, found


def directory_only(count: int, extra: bytes = b"") -> bytes:
    """A zip file whose list names ``count`` empty members that all lie in one place."""
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, 4, 0) + b"meta"
    head = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0)
    listed = b"".join(head + f"m{each:07}".encode() for each in range(count)) + extra
    total = min(count, 0xFFFF)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, total, total, len(listed), len(local), 0)
    return local + listed + end


def models(base: sqlite3.Connection) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base.execute("select models from col").fetchone()[0])
    return found
