"""Pictures and recordings: files stored under their hash, beside the collection.

The name that a note uses is data and never becomes a path; two notes that use one name for
different files, and the limits of file systems on names, cannot hurt.
"""

import os
import tempfile
from collections.abc import Container
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

from studyapp.errors import NotFoundError, StorageFullError

CHUNK = 1 << 20

LARGEST = 256 * 1024 * 1024
"""Bytes of one file."""


class TooLargeError(ValueError):
    """A medium that is longer than ``LARGEST``."""


class MediaStore:
    """The folder of one collection's media, ``folder``. It is made with the first file."""

    def __init__(self, collection: Path) -> None:
        self.folder = collection.with_name(f"{collection.stem}.media")
        self._fresh: list[Path] = []

    def path(self, digest: str) -> Path:
        """Return where the file with this hash is, or would be."""
        return self.folder / digest[:2] / digest

    def put(self, stream: IO[bytes]) -> tuple[str, int]:
        """Store what ``stream`` gives; return its hash and its size in bytes.

        Raises ``TooLargeError`` and ``StorageFullError``; then nothing is left of it.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=".new-")
        except OSError as error:
            raise self._unwritable(error) from error
        temporary = Path(name)
        digest, size = sha256(), 0
        try:
            with os.fdopen(handle, "wb") as file:
                while block := stream.read(CHUNK):
                    size += len(block)
                    if size > LARGEST:
                        raise TooLargeError(f"more than {LARGEST // 1_000_000} MB")
                    digest.update(block)
                    self._write(file, block)
                self._finish(file)
            target = self.path(digest.hexdigest())
            if target.exists():
                temporary.unlink()
            else:
                self._move(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        return digest.hexdigest(), size

    def forget_fresh(self, named: Container[str] = ()) -> None:
        """Take back what was stored since ``keep_fresh``, but for the hashes that are ``named``."""
        for path in self._fresh:
            if path.name not in named:
                path.unlink(missing_ok=True)
        for folder in [*{path.parent for path in self._fresh}, self.folder]:
            with suppress(OSError):  # it holds something else, or was never made
                folder.rmdir()
        self._fresh.clear()

    def keep_fresh(self) -> None:
        """Take note that what was stored is named by now."""
        self._fresh.clear()

    def _write(self, file: IO[bytes], block: bytes) -> None:
        try:
            file.write(block)
        except OSError as error:
            raise self._unwritable(error) from error

    def _finish(self, file: IO[bytes]) -> None:
        try:
            file.flush()
            os.fsync(file.fileno())
        except OSError as error:
            raise self._unwritable(error) from error

    def _move(self, temporary: Path, target: Path) -> None:
        try:
            target.parent.mkdir(exist_ok=True)
            temporary.replace(target)
        except OSError as error:
            raise self._unwritable(error) from error
        self._fresh.append(target)

    def _unwritable(self, error: OSError) -> StorageFullError:
        return StorageFullError(
            f"cannot write to {self.folder}: {error.strerror}",
            "Free some space or mend the rights of the folder; nothing was imported.",
        )

    def existing(self, digest: str, name: str) -> Path:
        """Return the file of a medium. Raises ``NotFoundError`` if it is gone."""
        path = self.path(digest)
        if not path.is_file():
            raise NotFoundError(
                f"the file of {name} is not in {self.folder}",
                "Import the deck that it came with again.",
            )
        return path
