"""Where an export goes: what must not be replaced is refused, what is a pipe is written into.

A file or folder is made beside its place and moved there when it is whole. Every fault of the
disk is told as ``StorageFullError``, by whichever format it was met.
"""

import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from studyapp.errors import SourceError, StorageFullError
from studyapp.formats.base import DeckFile, DeckFormat, FormatInfo
from studyapp.services import files
from studyapp.services.media import MediaStore

_SIDES = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to the name of a collection for the files beside it."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place that may be written."""

    asked: Path
    """As the user named it, without the ending of a file where a folder is made."""
    place: Path
    """Where that is when links are followed."""
    pipe: bool
    """Whether it takes bytes as they come and keeps no file: a FIFO, a terminal, a device."""


def find(asked: Path, info: FormatInfo, collection: Path) -> Target:
    """Return where to write.

    Raises ``StorageFullError`` for a place in a folder that is not there, for one that is neither
    file nor folder nor pipe, and for the files of the open ``collection`` itself.
    """
    if info.folder and asked.suffix.lower() in info.suffixes:
        asked = asked.with_suffix("")
    try:
        kind = _kind(asked)
        if kind and (stat.S_ISCHR(kind) or stat.S_ISFIFO(kind)):
            return Target(asked, asked, pipe=True)
        place = Path(os.path.realpath(asked))
        there = place.parent.is_dir()
        own = _is_of(collection, place)
    except (OSError, ValueError) as error:
        raise _unwritable(asked, error) from error
    if kind and not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise StorageFullError(
            f"cannot write {asked}: it is neither a file nor a pipe", "Name a file."
        )
    if own:
        raise StorageFullError(
            f"cannot write {asked}: the open collection is kept there", "Name another file."
        )
    if not there:
        raise StorageFullError(
            f"cannot write {asked}: there is no folder {place.parent}",
            "Check the path, or make the folder first.",
        )
    return Target(asked, place, pipe=False)


def _kind(path: Path) -> int:
    """Return the mode of what a name leads to; 0 where nothing is."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return 0


def _is_of(collection: Path, place: Path) -> bool:
    """Whether a place is a file of the collection, by whatever name, or among its media."""
    own = Path(os.path.realpath(collection))
    names = {path.with_name(path.name + side) for path in (own, collection) for side in _SIDES}
    media = {Path(os.path.realpath(MediaStore(path).folder)) for path in (own, collection)}
    if place in names or media & {place, *place.parents}:
        return True
    there = place.exists()
    return there and any(name.exists() and name.samefile(place) for name in names | media)


@contextmanager
def workshop(target: Target | None) -> Iterator[Path]:
    """Give a folder to make the file in, beside its place where it is moved there.

    It goes with what is left in it. Raises ``StorageFullError`` if it cannot be made.
    """
    moved = target is not None and not target.pipe
    try:
        folder = tempfile.mkdtemp(
            prefix=".studyapp-", dir=target.place.parent if target and moved else None
        )
    except OSError as error:
        raise _unwritable(target.asked if target else None, error) from error
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def told(target: Target | None) -> Iterator[None]:
    """Turn what the disk refuses within the block into ``StorageFullError``.

    That of SQLite is meant too, in whose files packages are made.
    """
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise _unwritable(target.asked if target else None, error) from error


def put(made: Path, target: Target, form: DeckFormat) -> Path | None:
    """Bring what was made to its place; return where what stood there is now.

    Raises ``SourceError`` if that is of another kind, ``StorageFullError`` if the disk refuses.
    """
    with told(target):
        if target.pipe:
            _stream(made, target)
            return None
        _fit(made, target, form)
        if made.is_file():
            with made.open("rb+") as file:
                os.fsync(file.fileno())
        elif target.place.is_dir() and not any(target.place.iterdir()):
            target.place.rmdir()
        backup = files.set_aside(target.place, made)
        try:
            made.replace(target.place)
        except OSError:
            if backup is not None:
                with suppress(OSError):
                    backup.rename(target.place)
            raise
    return backup


def no_folder(made: Path, form: DeckFormat) -> None:
    """Refuse a folder where bytes are wanted. Raises ``SourceError``."""
    if made.is_dir():
        raise SourceError(
            f"{form.info.title} makes a folder here, which no pipe can carry",
            "Name a folder with -o.",
        )


def _stream(made: Path, target: Target) -> None:
    with made.open("rb") as source:
        handle = os.open(target.asked, os.O_WRONLY | getattr(os, "O_NOCTTY", 0))
        with os.fdopen(handle, "wb") as sink:
            shutil.copyfileobj(source, sink)


def _fit(made: Path, target: Target, form: DeckFormat) -> None:
    """Refuse to put a file in the place of a folder, or a folder in that of what is no export."""
    place = target.place
    if made.is_file() and place.is_dir():
        raise SourceError(
            f"{target.asked} is a folder, and {form.info.title} is a file",
            f"Name a file in it, such as {target.asked / f'deck{form.info.suffixes[0]}'}.",
        )
    if made.is_dir() and place.exists() and not (place.is_dir() and _is_export(place, form)):
        raise SourceError(
            f"{target.asked} is there and no earlier export: {form.info.title} makes a folder",
            "Name a folder that is not there yet.",
        )


def _is_export(folder: Path, form: DeckFormat) -> bool:
    """Whether all in a folder is what this format writes, so that it may be set aside."""
    inside = [path for path in folder.rglob("*") if not path.is_dir()]
    if not inside or form.info.folder:
        return not inside or form.claims(DeckFile(folder.name, folder)) > 0
    return all(
        path.is_file()
        and path.suffix.lower() in form.info.suffixes
        and form.claims(DeckFile(path.name, path, path.read_text("utf-8", "replace")))
        for path in inside
    )


def _unwritable(asked: Path | None, error: Exception) -> StorageFullError:
    why = getattr(error, "strerror", None) or error
    return StorageFullError(
        f"cannot write {asked or 'the export'}: {why}",
        "Choose another place, free some space, or mend the rights of the folder.",
    )
