"""The folders and deck files of one folder."""

import stat
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.tui.safe import join, line
from studyapp.tui.widgets.rows import Rows

MOST = 5_000
"""Entries of a folder that are looked at."""
SIZE = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """A folder, or a file with its size in bytes."""

    path: Path
    folder: bool
    size: int = 0
    up: bool = False
    """Whether it is the way to the folder above."""


def listing(folder: Path, suffixes: Collection[str]) -> list[Entry]:
    """Return the way up, the folders, and the files with these endings; hidden ones are left out.

    Raises ``OSError`` for a folder that cannot be read.
    """
    found: list[Entry] = []
    for number, path in enumerate(folder.iterdir()):
        if number >= MOST:
            break
        if path.name.startswith("."):
            continue
        try:
            known = path.stat()
        except OSError:
            continue
        is_folder = stat.S_ISDIR(known.st_mode)
        if is_folder or (stat.S_ISREG(known.st_mode) and path.suffix.lower() in suffixes):
            found.append(Entry(path, is_folder, known.st_size))
    found.sort(key=lambda each: (not each.folder, each.path.name.casefold(), each.path.name))
    up = [Entry(folder.parent, folder=True, up=True)] if folder.parent != folder else []
    return [*up, *found]


def size_text(size: int) -> str:
    """Return a size in bytes for people."""
    if size < 1000:
        return f"{size} B"
    for unit in ("kB", "MB", "GB"):
        size /= 1000  # type: ignore[assignment]
        if size < 1000:
            return f"{size:.0f} {unit}" if size >= 10 else f"{size:.1f} {unit}"
    return f"{size / 1000:.0f} TB"


class FileList(Rows):
    """One entry a row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h,backspace", "up", "Up", id="files.up", tooltip="the folder above"),
        Binding("right,l", "choose", "Open", id="files.open", tooltip="this entry", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.entries: list[Entry] = []

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if self.entries else None

    def load(self, entries: Sequence[Entry], stay: Path | None = None) -> None:
        """Show these; the cursor goes to ``stay``, else to the first that is not the way up."""
        self.entries = list(entries)
        paths = [each.path for each in self.entries]
        first = 1 if len(self.entries) > 1 and self.entries[0].up else 0
        self.replaced(len(paths), paths.index(stay) if stay in paths else first)

    def draw(self, index: int, width: int) -> Content:
        """Draw one entry."""
        entry = self.entries[index]
        bar = ("▌", "$primary") if index == self.cursor else " "
        name = ".." if entry.up else entry.path.name
        shown = line(f"{name}/" if entry.folder and not entry.up else name, "", 400)
        if entry.folder:
            shown = shown.stylize("$easy")
        size = "" if entry.folder else size_text(entry.size)
        room = max(width - SIZE - 3, 8)
        shown = shown.truncate(room, ellipsis=True)
        gap = " " * (room - shown.cell_length)
        return join(bar, " ", shown, gap, (size.rjust(SIZE), "$muted"), " ")

    def action_up(self) -> None:
        """Go to the folder above."""
        if self.entries and self.entries[0].up:
            self.cursor = 0
            self.post_message(self.Chosen(self))

    def action_choose(self) -> None:
        """Open the folder or take the file under the cursor."""
        if self.entries:
            self.post_message(self.Chosen(self))
