"""The list of media in a package: JSON in the older ones, protobuf in version 3.

A file in it is called by a number; the list says under which name the notes know it. Names come
from strangers and may be shown, stored and exported again, so that only those that are a plain
file name everywhere come in.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from typing import IO

from studyapp.domain.package import PackedMedia, Problem
from studyapp.formats.anki import proto
from studyapp.formats.anki.archive import CHUNK, Archive, MemberError
from studyapp.formats.base import FormatError

MAX_LIST = 32_000_000
"""Bytes of the list."""
MAX_UNLISTED = 1_000
"""Members that are neither media nor the collection."""
MAX_NAME = 250
"""Bytes of a name: what common file systems hold with a little to spare."""
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{device}{digit}" for device in ("com", "lpt") for digit in range(1, 10)]
)
_FORBIDDEN = frozenset('/\\:*?"<>|')

Entry = tuple[str, str, int | None, bytes]
"""Member, name, size (None where the list does not say) and SHA-1 (empty likewise)."""


def unsafe(name: str) -> str:
    """Return why a name cannot be that of a media file, or nothing."""
    if not name or name in (".", "..") or name != name.strip(" ") or name.endswith("."):
        return "it is no file name"
    if any(each in _FORBIDDEN or each < " " or each == "\x7f" for each in name):
        return "it holds a character that file names cannot hold"
    if any(unicodedata.category(each) in ("Cc", "Cf", "Cs") for each in name):
        return "it holds an invisible character"
    if name.split(".", 1)[0].rstrip(" ").casefold() in _RESERVED:
        return "the name is reserved"
    if len(name.encode()) > MAX_NAME:
        return "the name is too long"
    return ""


def entries(archive: Archive, version: int, problems: list[Problem]) -> list[Entry]:
    """Return what the list of media says; a broken list is a problem and no media."""
    if "media" not in archive:
        return []
    try:
        data = archive.read("media", MAX_LIST, zstd=version == 3)
        found = _listed(data) if version == 3 else _mapped(data)
    except (MemberError, ValueError, RecursionError) as error:
        problems.append(
            Problem("media", f"the list of media cannot be read ({error})", "Export it again.")
        )
        return []
    if len(archive) > len(found) + MAX_UNLISTED:
        raise FormatError(
            f"The package holds {len(archive):,} members and names {len(found):,} of them",
            "It may be meant to do harm. If it is your own, export it again.",
        )
    return found


def _mapped(data: bytes) -> list[Entry]:
    found = json.loads(data) if data.strip() else {}
    if not isinstance(found, dict):
        raise ValueError("it is no list of names")
    return [(str(member), str(name), None, b"") for member, name in found.items()]


def _listed(data: bytes) -> list[Entry]:
    found: list[Entry] = []
    for place, value in enumerate(proto.decode(data).get(1, ())):
        fields = proto.decode(value if isinstance(value, bytes) else b"")
        member = str(proto.number(fields, 255, place))
        size = proto.number(fields, 2)
        found.append((member, proto.text(fields, 1), size, proto.raw(fields, 3)))
    return found


def media(
    archive: Archive, listed: list[Entry], version: int, problems: list[Problem]
) -> Iterator[PackedMedia]:
    """Give the media one by one, in the order of the list; those that cannot come are problems."""
    seen: set[str] = set()
    for member, given, said, digest in listed:
        name = unicodedata.normalize("NFC", given)
        fault = unsafe(name)
        if not fault and name.casefold() in seen:
            fault = "another one has the same name"
        if not fault and member not in archive:
            fault = "it is not in the file"
        if not fault:
            size, fault = _measured(archive, member, said, digest, version)
        if fault:
            problems.append(
                Problem(f"media {given[:80]!r}", fault, "The cards come in without it.")
            )
            continue
        seen.add(name.casefold())
        opener: Callable[[], AbstractContextManager[IO[bytes]]]
        opener = partial(archive.open, member, version == 3)
        yield PackedMedia(name, size, opener)


def _measured(
    archive: Archive, member: str, said: int | None, digest: bytes, version: int
) -> tuple[int, str]:
    """Read a file through once: return its size and what is wrong with it."""
    size = 0
    hashed = hashlib.sha1(usedforsecurity=False)
    try:
        with archive.open(member, version == 3) as stream:
            while data := stream.read(CHUNK):
                size += len(data)
                hashed.update(data)
    except MemberError as error:
        return 0, error.message
    if (said is not None and size != said) or (digest and digest != hashed.digest()):
        return size, "it is not what the list says"
    return size, ""
