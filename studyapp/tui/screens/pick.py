"""Choosing a file to import."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from studyapp.formats import registry
from studyapp.services import files
from studyapp.tui import dropped
from studyapp.tui.safe import join, line
from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.screens.import_ import Imported, ImportScreen
from studyapp.tui.widgets.file_list import Entry, FileList, listing
from studyapp.tui.widgets.line import Line
from studyapp.tui.widgets.path_input import PathInput, PathSuggester

HINT = "or drag a file onto this window, or paste the cards themselves"


def suffixes() -> frozenset[str]:
    """Return the endings of files that may be decks."""
    read = (suffix for info in registry.table() if info.reads for suffix in info.suffixes)
    return frozenset((*read, *files.SUFFIXES))


class PickScreen(StudyScreen[Imported | None]):
    """The files of a folder, and a path to type. What is chosen is previewed on top of it."""

    NAME = "Choose file"
    CSS_PATH = "pick.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Open", id="pick.open", tooltip="this file or folder"),
        Binding("slash,tab", "path", "Path", id="pick.path", tooltip="type one"),
        Binding("escape", "back", "Back", id="pick.back", tooltip="to the decks"),
    ]

    def body(self) -> Iterable[Widget]:
        """Return the path, the list and what else one may do."""
        with Vertical(id="picker"):
            yield PathInput(
                placeholder="path of a deck file",
                id="path",
                compact=True,
                suggester=PathSuggester(lambda: self.study.folder),
            )
            yield FileList(id="files")
            yield Static(join(("no folders and no deck files here", "$muted")), id="nothing")
            yield Line(lambda width: line(HINT, "$muted").truncate(width, ellipsis=True), id="hint")

    def on_mount(self) -> None:
        """Begin in the last folder."""
        self.query_one(PathInput).cursor_blink = self.study.cursor_blink
        self.file_list.focus()
        self._go(self.study.folder)

    @property
    def file_list(self) -> FileList:
        """The list."""
        return self.query_one(FileList)

    def _go(self, folder: Path, stay: Path | None = None) -> None:
        self.in_thread(
            partial(listing, folder, suffixes()), partial(self._show, folder, stay), "files"
        )

    def _show(self, folder: Path, stay: Path | None, entries: Sequence[Entry]) -> None:
        self.study.folder = folder
        self.topbar.place(join(("import  ", "$muted"), line(str(folder), "bold", 600)))
        self.file_list.load(entries, stay)
        self.set_class(all(entry.up for entry in entries), "-nothing")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what works where the cursor is."""
        if action in ("choose", "path"):
            return self.focused is None or self.focused is self.file_list
        return True

    @on(FileList.Chosen)
    def action_choose(self) -> None:
        """Open the folder, or preview the file under the cursor."""
        entry = self.file_list.current
        if entry is None:
            return
        if entry.folder:
            self._go(entry.path, self.study.folder if entry.up else None)
        else:
            self._preview([entry.path])

    @on(PathInput.Submitted)
    def _typed(self, event: PathInput.Submitted) -> None:
        typed = event.value.strip()
        path = self.study.folder / dropped.user_path(typed)
        if not typed:
            self.file_list.focus()
        elif files.is_folder(path):
            self.query_one(PathInput).value = ""
            self.file_list.focus()
            self._go(path)
        else:
            self._preview([path])

    def on_paste(self, event: events.Paste) -> None:
        """Take files that were dropped here, or cards."""
        event.stop()
        given = dropped.sources(event.text)
        if len(given) == 1 and isinstance(given[0], Path) and files.is_folder(given[0]):
            self._go(given[0])
        elif given:
            self._preview(given)

    def _preview(self, given: Sequence[dropped.Given]) -> None:
        _ = self.app.push_screen(ImportScreen(given), self._imported)

    def _imported(self, result: Imported | None) -> None:
        if result is not None:
            _ = self.dismiss(result)

    def action_path(self) -> None:
        """Go to the path."""
        self.query_one(PathInput).focus()

    def action_back(self) -> None:
        """From the path to the list, from there to the decks."""
        if self.focused is self.query_one(PathInput):
            self.file_list.focus()
        else:
            _ = self.dismiss(None)
