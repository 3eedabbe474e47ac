"""Media for other programs: a copy with the right ending, for the system to open.

Files in the store have hashes for names, so the system could not tell what they are. Which
program opens a file depends on its ending, and endings come from strangers: only those of
pictures and recordings are handed on, never one that is run.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

from studyapp.errors import NotFoundError, StorageFullError, StudyError
from studyapp.services.media import MediaStore
from studyapp.services.views import MediaView
from studyapp.services.workspace import Workspace
from studyapp.storage import packing
from studyapp.storage.engine import reading

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".avif")
SOUNDS = (".mp3", ".ogg", ".oga", ".opus", ".wav", ".flac", ".m4a", ".aac", ".spx")
FILMS = (".mp4", ".m4v", ".webm", ".ogv", ".mkv", ".mov", ".avi", ".mpg", ".mpeg", ".3gp")
OPENED = frozenset((*PICTURES, *SOUNDS, *FILMS))
PROGRAMS = (".svg", ".svgz")
"""Pictures that may carry a program; a browser would run it."""


def listed(workspace: Workspace, names: Iterable[str]) -> tuple[MediaView, ...]:
    """Return what is known of media by their names."""
    with reading(workspace.engine) as connection:
        known = packing.media(connection)
    store = MediaStore(workspace.path)
    return tuple(
        MediaView(
            name,
            known[name][1] if name in known and store.path(known[name][0]).is_file() else None,
        )
        for name in names
    )


def take_out(workspace: Workspace, name: str, folder: Path) -> Path:
    """Copy a medium into ``folder`` for another program; return the copy.

    Raises ``StudyError`` for one that is not there or that could be more than a medium.
    """
    suffix = "." + name.rpartition(".")[2].lower()
    if suffix in PROGRAMS:
        raise StudyError(
            f"{name} is not opened: a picture of this kind may carry a program",
            "Export the deck with its media and open it yourself if you trust it.",
        )
    if suffix not in OPENED:
        raise StudyError(
            f"{name} is not opened: its ending is none of a picture, sound or film",
            "Export the deck with its media and open it yourself if you trust it.",
        )
    with reading(workspace.engine) as connection:
        known = packing.media(connection)
    if name not in known:
        raise NotFoundError(f"{name} is not in the collection", "Import the deck with its media.")
    digest = known[name][0]
    stored = MediaStore(workspace.path).existing(digest, name)
    copy = folder / f"{digest[:16]}{suffix}"
    try:
        if not copy.exists():
            shutil.copyfile(stored, copy)
    except OSError as error:
        raise StorageFullError(
            f"cannot copy {name}: {error.strerror}", "Free some space in the temporary folder."
        ) from error
    return copy
