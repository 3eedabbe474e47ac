"""Mnemosyne 2's files for sharing, ``.cards``: a zip with ``cards.xml`` and the media."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studyapp.domain.package import Package
from studyapp.formats.anki.archive import Archive, MemberError
from studyapp.formats.anki.media import Entry, media
from studyapp.formats.base import DeckFile, FormatError, Reading
from studyapp.formats.mnemosyne_xml import read_xml

MAX_XML = 200_000_000
"""Bytes."""
_CARDS, _OWN = "cards.xml", frozenset({"cards.xml", "METADATA"})


def is_cards(path: Path, name: str) -> bool:
    """Whether a file is such a zip; asks its list of members only."""
    try:
        archive = Archive(path, name)
    except FormatError:
        return False
    try:
        return _CARDS in archive
    finally:
        archive.close()


@contextmanager
def read_cards(path: Path, file: DeckFile, reading: Reading) -> Iterator[Package]:
    """Give what is in the zip; media can be read until the context ends."""
    archive = Archive(path, file.name)
    try:
        text = archive.read(_CARDS, MAX_XML).decode("utf-8", "replace")
        found = read_xml(file, text, reading)
        names = [name for name in archive.names if name not in _OWN and not name.endswith("/")]
        listed: list[Entry] = [(name, name, None, b"") for name in names]
        found.media = media(archive, listed, 2, found.problems)
        yield found
    except MemberError as error:
        raise FormatError(
            f"{file.name}: {_CARDS}: {error.message}", "Export it from Mnemosyne again."
        ) from None
    finally:
        archive.close()
