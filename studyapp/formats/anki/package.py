"""Anki's package files as deck formats: ``.apkg`` (decks) and ``.colpkg`` (a whole collection).

| version | ``meta`` | collection | media |
|---|---|---|---|
| 1 | none | ``collection.anki2``, schema 11 | a JSON object of names, raw files |
| 2 | ``08 02`` | ``collection.anki21``, schema 11 | the same |
| 3 | ``08 03`` | ``collection.anki21b``, schema 18, zstd | protobuf in zstd, each file zstd |

From version 2 on, ``collection.anki2`` is a dummy with one note that asks to update. Source: what
anki 26.9.3 writes and takes.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path

from studyapp.domain.package import Package
from studyapp.formats.anki import reader, writer
from studyapp.formats.anki.archive import Archive
from studyapp.formats.base import DeckFile, FormatError, FormatInfo, Reading, Writing

_SURE, _LIKELY = 100, 60
_LOCAL_HEADER, _LONGEST = 30, 20
_CARRIES = ("tags", "decks", "scheduling", "media")


class AnkiPackage:
    """One of the kinds of package."""

    def __init__(self, info: FormatInfo, version: int, whole: bool, claiming: bool) -> None:
        """``whole`` for a collection rather than decks; ``version`` is what is written."""
        self.info = info
        self._version = version
        self._whole = whole
        self._claiming = claiming

    def claims(self, file: DeckFile) -> int:
        """Say sure for a zip file with a collection in it, and likely for the start of one."""
        if not self._claiming or file.path is None:
            return 0
        try:
            with file.path.open("rb") as opened:
                start = opened.read(_LOCAL_HEADER + _LONGEST)
        except OSError:
            return 0
        if not start.startswith(b"PK"):
            return 0
        try:
            with closing(Archive(file.path, file.name)) as archive:
                return _SURE if any(each in archive for each, _ in reader.MEMBERS) else 0
        except FormatError:
            first = start[_LOCAL_HEADER:].startswith((b"meta", b"collection.anki2"))
            return _LIKELY if first else 0

    def read(self, file: DeckFile, reading: Reading) -> AbstractContextManager[Package]:
        """Open a package of any version."""
        return reader.opened(file, reading, self.info.name)

    def write(self, package: Package, target: Path, writing: Writing) -> Sequence[str]:
        """Write a package anew."""
        return writer.write(package, target, writing, self._version, self._whole)


APKG = AnkiPackage(
    FormatInfo("apkg", "Anki package", (".apkg",), writes=True, foreign=True, carries=_CARRIES),
    version=2,
    whole=False,
    claiming=True,
)
APKG3 = AnkiPackage(
    FormatInfo(
        "apkg3", "Anki package, version 3", (".apkg",), writes=True, foreign=True, carries=_CARRIES
    ),
    version=3,
    whole=False,
    claiming=False,
)
COLPKG = AnkiPackage(
    FormatInfo(
        "colpkg",
        "Anki collection",
        (".colpkg",),
        writes=True,
        whole=True,
        foreign=True,
        carries=_CARRIES,
    ),
    version=2,
    whole=True,
    claiming=False,
)
