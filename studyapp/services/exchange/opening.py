"""Files as formats want them: packages on the disk, texts decoded, and whose they are.

Whoever says what separates a text or what its columns are says that it is a table or a paste: no
layout of pages is asked then.
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from studyapp.errors import SourceError
from studyapp.formats import registry
from studyapp.formats.base import DeckFile, DeckFormat, Reading
from studyapp.formats.escapes import unescaped
from studyapp.services import files
from studyapp.services.texts import SourceFile, extract, name_as_text
from studyapp.sources import readers
from studyapp.sources.detect import detect
from studyapp.sources.read import read_source

PACKAGE_SIGNS = (b"PK\x03\x04", b"PK\x05\x06")
"""How a zip file begins."""

UNFIT = {"quizlet": ("csv", "tsv"), "csv": ("quizlet",)}
"""By the format a user speaks of, those that know no card separator or no columns."""

PACKAGES = (".apkg", ".colpkg", ".cards")
"""Endings that only choose the remedy for a zip file in which nothing is found."""

DECK_NAMES = ("deck.json",)
"""What the deck in a folder of CrowdAnki's is called, if not like the folder."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file and the format it is in; None for a copied page."""

    file: DeckFile
    format: DeckFormat | None


def unfolded(sources: Iterable[Path | SourceFile]) -> Iterator[Path | SourceFile]:
    """Yield files, with a folder of deck files as the files in it.

    A folder that is one deck, such as CrowdAnki's, stands for itself.
    """
    for source in sources:
        if isinstance(source, SourceFile) or not files.is_folder(source) or _deck_in(source):
            yield source
            continue
        known = {ending for each in registry.table() if each.reads for ending in each.suffixes}
        found = [path for path in files.below(source) if path.suffix.lower() in known]
        if not found:
            raise SourceError(
                f"{source} is a folder without deck files in it",
                "Name the files, or make decks of its texts with 'studyapp build'.",
            )
        yield from found


@contextmanager
def opened(
    source: Path | SourceFile,
    format_name: str | None = None,
    encoding: str | None = None,
    reading: Reading | None = None,
) -> Iterator[Opened]:
    """Find out what a file is. Raises ``SourceError`` with the remedy."""
    wanted = format_name, reading or Reading()
    if isinstance(source, SourceFile) and source.data.startswith(PACKAGE_SIGNS):
        with tempfile.TemporaryDirectory(prefix="studyapp-") as folder:
            path = Path(folder) / "package"
            path.write_bytes(source.data)
            yield _recognised(DeckFile(source.name, path), *wanted)
        return
    yield _recognised(_file(source, encoding), *wanted)


def _file(source: Path | SourceFile, encoding: str | None) -> DeckFile:
    if isinstance(source, SourceFile):
        return DeckFile(source.name, None, extract(source, encoding))
    path = _inside(source)
    name = name_as_text(path.name)
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
        size = path.stat().st_size
    except FileNotFoundError as error:
        remedy = "Check the name; quote it if it has spaces."
        raise SourceError(f"{path} does not exist", remedy) from error
    except OSError as error:
        raise files.unreadable(path, error) from error
    if size > readers.MAX_BYTES:
        return DeckFile(name, path)
    if head.startswith(PACKAGE_SIGNS):
        packed = DeckFile(name, path)
        if registry.recognise(packed)[1]:
            return packed
        if path.suffix.lower() in PACKAGES:
            raise SourceError(
                f"{name} is damaged or cut off: there is no deck in it",
                "Export or download it again.",
            )
        return _text(path, name, encoding)
    return _text(path, name, encoding)


def _text(path: Path, name: str, encoding: str | None) -> DeckFile:
    return DeckFile(name, path, extract(SourceFile(name, files.read(path)), encoding))


def _inside(path: Path) -> Path:
    """Return the deck file of a folder that is a deck; a file stands for itself."""
    return (_deck_in(path) or path) if files.is_folder(path) else path


def _deck_in(folder: Path) -> Path | None:
    """Return the file of a folder that is one deck."""
    names = (f"{folder.name}.json", *DECK_NAMES)
    try:
        return next((folder / name for name in names if (folder / name).is_file()), None)
    except OSError as error:
        raise files.unreadable(folder, error) from error


def _recognised(file: DeckFile, format_name: str | None, reading: Reading) -> Opened:
    if format_name is not None:
        wanted = registry.named(format_name)
        if wanted is None or not wanted.info.reads:
            known = ", ".join(each.name for each in registry.table() if each.reads)
            raise SourceError(f"no format {format_name!r} to read", f"Known are: {known}.")
        return Opened(file, wanted)
    found, sure = registry.recognise(file)
    if file.text is None:
        if found is None:
            raise SourceError(
                f"{file.name} is in no format that studyapp knows, or too large for a text",
                "See 'studyapp formats'.",
            )
        return Opened(file, found)
    told = _told(reading)
    if told and (
        found is None
        or ((reading.card_separator or reading.columns) and found.info.name in UNFIT[told])
    ):
        found = registry.named(told)
    elif not told and found is not None and sure < registry.SURE:
        lines = readers.lines(file.text, file.name)
        page = detect(lines) is not None and read_source(file.text, file.name).deck.notes
        found = None if page else found
    return Opened(file, found)


def _told(reading: Reading) -> str:
    """Return the name of the format that a user speaks of, empty if of none."""
    if reading.card_separator:
        return "quizlet"
    if reading.columns:
        return "csv"
    separator = unescaped(reading.separator)
    table = len(separator) == 1 and separator not in '"\n\r\0'
    return ("csv" if table else "quizlet") if separator else ""
