"""Files in and out: limits on what is read, whole files or nothing on what is written."""

import filecmp
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from studyapp.errors import SourceError, StorageFullError

SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf")
"""What a folder is searched for; a file that is named itself may be called anything."""

LARGEST = 64 * 1024 * 1024
"""Bytes of one source. A book of 1,000 pages is about three million."""


def read(path: Path) -> bytes:
    """Return the content of a file. Raises ``SourceError`` naming it and the remedy."""
    try:
        if not path.is_file():
            what = "is not a file" if path.exists() else "does not exist"
            raise SourceError(f"{path} {what}", "Check the name; quote it if it has spaces.")
        size = path.stat().st_size
        if size > LARGEST:
            raise SourceError(
                f"{path} has {size // 1_000_000} MB; studyapp reads up to {LARGEST // 1_000_000}",
                "Split it, or copy out the part you study.",
            )
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> SourceError:
    """Return what is said of a file or folder that the system does not let us read."""
    return SourceError(f"cannot read {path}: {error.strerror}", "Check its rights.")


def below(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder in a stable order, without hidden ones and links.

    Raises ``SourceError`` where it cannot be looked into.
    """
    try:
        next(folder.iterdir(), None)  # ``rglob`` passes over it in silence
        found = sorted(folder.rglob("*"))
    except OSError as error:
        raise unreadable(folder, error) from error
    for path in found:
        inside = path.relative_to(folder).parts
        if path.is_file() and not path.is_symlink() and not any(p.startswith(".") for p in inside):
            yield path


def write(path: Path, text: str) -> Path | None:
    """Write a whole file or leave the old one: temporary file, fsync, rename.

    A file that says something else may have been edited by hand: it is kept beside the new one,
    and its new name returned.
    """
    data = text.encode("utf-8", "replace")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".studyapp-")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o644)
            kept = set_aside(path, temporary)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageFullError(
            f"cannot write {path}: {error.strerror}", "Choose another place, or free some space."
        ) from error
    return kept


def set_aside(path: Path, fresh: Path) -> Path | None:
    """Rename a file or folder that does not hold what ``fresh`` does; return where it is now."""
    if path.is_symlink() or not path.exists() or (path.is_file() and _same(path, fresh)):
        return None
    number = 1
    while os.path.lexists(kept := path.with_name(f"{path.name}.bak{number if number > 1 else ''}")):
        number += 1
    return path.rename(kept)


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other, shallow=False)


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise StorageFullError(
            f"cannot write to {folder}: {error}", "Choose another place."
        ) from error


def is_folder(path: Path) -> bool:
    """Whether a name is that of a folder; what no file system could hold is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def write_all(folder: Path, texts: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Write files by their names relative to ``folder``.

    Returns the paths written, and where files are kept that said something else before.

    Links to folders are not followed out of ``folder``: ``StorageFullError`` before any file is
    written. A link in place of a file is replaced.
    """
    written: list[str] = []
    backups: list[str] = []
    for name in texts:
        if not _resolved((folder / name).parent).is_relative_to(_resolved(folder)):
            raise StorageFullError(
                f"cannot write {folder / name}: a link leads out of {folder}",
                "Choose another place, or take the link away.",
            )
    for name, text in sorted(texts.items()):
        kept = write(folder / name, text)
        written.append(str(folder / name))
        if kept is not None:
            backups.append(str(kept))
    return written, backups
