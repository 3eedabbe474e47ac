"""Media put into a package, one after the other and sorted by name, and the list of them."""

import hashlib
import json
import unicodedata
import zipfile
from collections.abc import Iterable

import zstandard

from studyapp.domain.package import PackedMedia
from studyapp.formats.anki import proto
from studyapp.formats.anki.archive import CHUNK
from studyapp.formats.anki.media import unsafe
from studyapp.formats.base import FormatError

_BIG = 1 << 31
DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can say: packages do not tell when they were made."""


def member(name: str, level: int = 0) -> zipfile.ZipInfo:
    """Return a member that is the same on every system, deflated from level 1 on."""
    info = zipfile.ZipInfo(name, DATE)
    info.create_system = 3
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED
    # Public from Python 3.13 on; a file written with one of ours has no other place for it.
    setattr(info, "compress_level" if hasattr(info, "compress_level") else "_compresslevel", level)
    return info


def put(target: zipfile.ZipFile, given: Iterable[PackedMedia], version: int) -> list[str]:
    """Write the media and their list; return what could not go, in words."""
    lost: list[str] = []
    seen: set[str] = set()
    names: dict[str, str] = {}
    listed = b""
    for each in sorted(given, key=lambda one: one.name):
        name = unicodedata.normalize("NFC", each.name)
        fault = unsafe(name) or ("the name is there twice" if name in seen else "")
        if fault:
            lost.append(f"{name!r} stays behind: {fault}")
            continue
        seen.add(name)
        number = str(len(names))
        try:
            size, digest = _copy(target, number, each, version)
        except RuntimeError as error:
            raise FormatError(
                f"{each.name} cannot be written into the package: {error}",
                "See that the file is not being changed, and export again.",
            ) from error
        names[number] = name
        entry = proto.put_text(1, name) + proto.put_number(2, size) + proto.put_bytes(3, digest)
        listed += proto.put_bytes(1, entry)
    if version == 3:
        target.writestr(member("media"), zstandard.ZstdCompressor().compress(listed))
    else:
        target.writestr(member("media"), json.dumps(names, ensure_ascii=False))
    return lost


def _copy(
    target: zipfile.ZipFile, number: str, each: PackedMedia, version: int
) -> tuple[int, bytes]:
    """Write one file; return its size and SHA-1."""
    hashed = hashlib.sha1(usedforsecurity=False)
    size = 0
    with (
        each.open() as source,
        target.open(member(number), "w", force_zip64=each.size >= _BIG) as sink,
    ):
        packer = zstandard.ZstdCompressor().compressobj()
        while data := source.read(CHUNK):
            size += len(data)
            hashed.update(data)
            sink.write(packer.compress(data) if version == 3 else data)
        if version == 3:
            sink.write(packer.flush())
    return size, hashed.digest()
