"""What a paste is: files that were dragged onto the terminal, or the cards themselves.

Terminals write a file that is dropped on them as its path: bare, in quotes, with backslashes
before what a shell would take for more, or as a ``file://`` address; several stand on one line
with spaces between, or on a line each. It counts as a path only if something is there.
"""

import shlex
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from studyapp.services.pasted import STDIN
from studyapp.services.texts import SourceFile

LONGEST = 16_384
"""Characters of paths; what is longer is text."""
MOST = 200
"""Files dropped at once."""

Given = Path | SourceFile


def sources(text: str) -> Sequence[Given]:
    """Return what was pasted as sources of an import; nothing for an empty paste."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return ()
    return paths(text) or (SourceFile(STDIN, text.encode("utf-8", "replace")),)


def paths(text: str) -> Sequence[Path]:
    """Return the files that a paste names, if it names only files that are there."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or len(text) > LONGEST or len(lines) > MOST or "\0" in text:
        return ()
    for read in (_whole, _words):
        found = [path for line in lines for path in read(line)]
        if found and len(found) <= MOST and all(map(_is_there, found)):
            return tuple(found)
    return ()


def _whole(line: str) -> list[Path]:
    return [_path(line)]


def _words(line: str) -> list[Path]:
    try:
        return [_path(word) for word in shlex.split(line)]
    except ValueError:
        return []


def _path(word: str) -> Path:
    if word.lower().startswith("file://"):
        try:
            address = urlsplit(word)
        except ValueError:
            return Path()
        if address.netloc in ("", "localhost"):
            path = unquote(address.path)
            return Path(path[1:] if path[2:3] == ":" else path)
    return user_path(word)


def user_path(typed: str) -> Path:
    """Return a path with ``~`` for the home folder; as it stands if nobody's home is meant."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        return Path(typed)


def _is_there(path: Path) -> bool:
    try:
        return path.is_absolute() and path.exists()
    except (OSError, ValueError):
        return False
