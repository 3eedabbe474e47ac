"""Zip files from strangers, opened so that nothing they say is believed.

What a member says about its size is ignored: bytes are counted as they come out, against one
budget for the whole file, so that a small file cannot fill the disk or the memory. Members are
only ever read by name into streams, never unpacked to a path of theirs.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import zstandard

from studyapp.formats.base import FormatError

CHUNK = 1 << 18
"""Bytes unpacked at a time."""
MAX_DIRECTORY = 8_000_000
"""Bytes of the list of members: some 100,000 of them."""
MAX_WINDOW = 1 << 26
"""Bytes of history that a zstd stream may make us keep."""
FREE_BYTES = 1 << 26
RATIO = 100
"""What a file may unpack to: ``FREE_BYTES`` and ``RATIO`` times its size. Text in SQLite
shrinks to about a quarter, and pictures hardly."""
_TAIL = 65_557
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_HINT = "Export it again, or check that it was copied as a whole."
_READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    zstandard.ZstdError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


class MemberError(FormatError):
    """One member that is missing, damaged or unlike what it should be; says how."""


class Archive:
    """An open zip file with a budget of bytes it may unpack to."""

    def __init__(self, path: Path, name: str) -> None:
        """Open ``path``; ``name`` is for messages. Raises ``FormatError``."""
        self._name = name
        try:
            size = path.stat().st_size
            _check_directory(path, size, name)
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, struct.error, RuntimeError) as error:
            raise FormatError(f"{name} is not a whole zip file", _HINT) from error
        self._budget = FREE_BYTES + RATIO * size
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._unclear: set[str] = set()
        end, last = 0, ""
        for member in sorted(self._zip.infolist(), key=lambda each: each.header_offset):
            if member.header_offset < end:
                self._unclear |= {last, member.filename}
            end = max(end, member.header_offset + 30 + member.compress_size)
            last = member.filename
            if member.filename in self._members:
                self._unclear.add(member.filename)
            self._members[member.filename] = member

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """The names of the members."""
        return list(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    @contextmanager
    def open(self, name: str, zstd: bool = False) -> Iterator[IO[bytes]]:
        """Give the bytes of a member as a stream. Raises ``MemberError`` here or on reading."""
        member = self._members.get(name)
        if member is None:
            raise MemberError("it is not in the file")
        if name in self._unclear or member.flag_bits & 1:
            raise MemberError("it is encrypted, there twice or lies over another member")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise MemberError("it is a link")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise MemberError("it is packed in a way that is not known here")
        try:
            packed = self._zip.open(member)
        except _READ_ERRORS as error:
            raise MemberError("it is damaged") from error
        with packed:
            source: IO[bytes] = packed
            if zstd:
                source = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW).stream_reader(
                    packed, read_across_frames=True, closefd=False
                )
            yield io.BufferedReader(_Counted(source, self), CHUNK)

    def read(self, name: str, limit: int, zstd: bool = False) -> bytes:
        """Return all of a member that has no more than ``limit`` bytes. Raises ``MemberError``."""
        with self.open(name, zstd) as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise MemberError(f"it has more than {limit:,} bytes")
        return data

    def spend(self, count: int) -> None:
        """Take from the budget. Raises ``FormatError`` when it is gone."""
        self._budget -= count
        if self._budget < 0:
            raise FormatError(
                f"{self._name} unpacks to far more than it should",
                "It may be meant to fill the disk. If it is your own, export fewer decks at once.",
            )


class _Counted(io.RawIOBase):
    """A stream that counts what comes out, and whose every fault is a ``MemberError``."""

    def __init__(self, source: IO[bytes], archive: Archive) -> None:
        self._source = source
        self._archive = archive

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            data = self._source.read(min(len(view), CHUNK))
        except _READ_ERRORS as error:
            raise MemberError("it is damaged") from error
        self._archive.spend(len(data))
        view[: len(data)] = data
        return len(data)


def _check_directory(path: Path, size: int, name: str) -> None:
    """Refuse a list of members that would not fit into memory, before ``zipfile`` reads it."""
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
    at = tail.rfind(_END)
    if at < 0 or at + 22 > len(tail):
        raise FormatError(f"{name} is not a whole zip file", _HINT)
    length = struct.unpack_from("<L", tail, at + 12)[0]
    at64 = tail.rfind(_END64, 0, at)
    if at64 >= 0 and at64 + 56 <= len(tail):
        length64: int = struct.unpack_from("<Q", tail, at64 + 40)[0]
        length = length64 if length == 0xFFFFFFFF else max(length, length64)
    if length > MAX_DIRECTORY:
        raise FormatError(
            f"{name} has more members than a deck has", "Is it a deck file? Export it again."
        )
