"""Opening a picture or recording in the program that the system has for it."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.errors import NotFoundError, StudyError

if TYPE_CHECKING:
    from studyapp.collection import Collection

Opener = Callable[[Path], None]
"""Opens a file; raises ``StudyError``."""

PATIENCE = 3.0
"""Seconds in which a program that cannot open a file says so."""


def open_outside(path: Path) -> None:
    """Open a file as a double click would; no shell reads its name."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606
        return
    import shutil
    import subprocess

    name = "open" if sys.platform == "darwin" else "xdg-open"
    program = shutil.which(name)
    if program is None:
        raise NotFoundError(f"there is no {name} here to open files with", "Install xdg-utils.")
    try:
        process = subprocess.Popen(  # noqa: S603
            [program, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise StudyError(f"cannot start {name}: {error.strerror}", "Mend its rights.") from error
    try:
        failed = process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return
    if failed:
        raise StudyError(
            f"no program opened it ({name} ended with {failed})",
            "Install one for this kind of file.",
        )


def _nothing() -> None:
    """Do nothing."""


class Outside:
    """Copies of media for other programs, in a folder that goes when the application ends."""

    def __init__(self, opener: Opener = open_outside) -> None:
        self._opener = opener
        self._folder: Path | None = None
        self.close: Callable[[], object] = _nothing
        """Takes the copies away; the interpreter calls it at its end."""

    def open(self, collection: "Collection", name: str) -> str:
        """Open a medium and return its name. Raises ``StudyError``. Call from a worker."""
        if self._folder is None:
            import shutil
            import tempfile
            import weakref

            self._folder = Path(tempfile.mkdtemp(prefix="studyapp-"))
            self.close = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._opener(collection.take_out(name, self._folder))
        return name
