"""The keys of the screens for decks in and out, and for media."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from textual.widgets import Input

from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.export import ExportScreen
from studyapp.tui.screens.import_ import ImportScreen
from studyapp.tui.screens.import_options import ImportOptionsScreen
from studyapp.tui.screens.media import MediaScreen
from studyapp.tui.screens.pick import PickScreen
from studyapp.tui.screens.review import ReviewScreen
from studyapp.tui.widgets.file_list import FileList
from studyapp.tui.widgets.path_input import PathInput
from tests.tui.conftest import Desk
from tests.tui.fake import FakeCollection
from tests.tui.presses import Check, Press, Walk, at, focused, scrolled, shows

TOP = ("pageup",) * 9
BOTTOM = ("pagedown",) * 9
TO_PREVIEW = ("i", "down", "enter")


def with_media(on: Desk) -> None:
    """Put two media on the first card."""
    card = on.fake.by_id[5]
    on.fake.put(replace(card, question="![](map.png) [sound:gone.mp3]"))


def media() -> FakeCollection:
    fake = FakeCollection()
    fake.put(replace(fake.by_id[5], question="![](map.png) [sound:gone.mp3]"))
    return fake


def opened(count: int) -> Check:
    return lambda on: len(on.fake.opened) == count


def in_folder(name: str) -> Check:
    return lambda on: on.app.folder.name == name


def typed(text: str) -> Check:
    return lambda on: on.app.screen.query_one(PathInput).value == text


def imported(count: int) -> Check:
    return lambda on: len(on.fake.imports) == count


def exported(on: Desk) -> bool:
    return bool(on.fake.exports)


def go(folder: str) -> Callable[[Desk], object]:
    def to(on: Desk) -> None:
        screen = on.app.screen
        assert isinstance(screen, PickScreen)
        screen.file_list.focus()
        screen._go(Path(folder))

    return to


def on_deck(on: Desk) -> None:
    on.app.screen.query_one("#deck", Input).focus()


def on_formats(on: Desk) -> None:
    on.fake.exports.clear()
    on.app.screen.query_one("#formats").focus()


EXCHANGE: dict[str, Walk] = {
    "picker": Walk(
        (
            Press(PickScreen, "enter", "choose", in_folder("old decks")),
            Press(FileList, "left h backspace", "up", in_folder("shelf"), (go("shelf/old decks"),)),
            Press(FileList, "right l", "choose", in_folder("old decks"), (go("shelf"),)),
            Press(PickScreen, "slash tab", "path", focused("path"), (go("shelf"), "down")),
            Press(PathInput, "tab", "complete", typed("ports.csv"), ("p",)),
            Press(PickScreen, "escape", "back", at(DeckScreen), ("escape",)),
        ),
        start=("i",),
    ),
    "import": Walk(
        (
            Press(ImportScreen, "o", "options", at(ImportOptionsScreen)),
            Press(ImportScreen, "escape", "cancel", at(PickScreen), ("escape",)),
            Press(ImportScreen, "enter", "import", imported(1), ("enter",)),
            Press(ImportScreen, "enter", "done", at(DeckScreen)),
            Press(ImportScreen, "q", "done", at(DeckScreen), (*TO_PREVIEW, "enter")),
        ),
        start=TO_PREVIEW,
    ),
    "long import": Walk(
        (
            Press(ImportScreen, "j down", "move(1)", scrolled("#report", 1), TOP),
            Press(ImportScreen, "k up", "move(-1)", scrolled("#report", 1, up=True), BOTTOM),
            Press(ImportScreen, "space pagedown", "move(12)", scrolled("#report", 5), TOP),
            Press(ImportScreen, "b pageup", "move(-12)", scrolled("#report", 5, up=True), BOTTOM),
        ),
        start=TO_PREVIEW,
        size=(60, 12),
    ),
    "import options": Walk(
        (
            Press(
                ImportOptionsScreen, "down tab", "app.focus_next", focused("encoding"), (on_deck,)
            ),
            Press(
                ImportOptionsScreen,
                "up shift+tab",
                "app.focus_previous",
                focused("deck"),
                (on_deck, "down"),
            ),
            Press(ImportOptionsScreen, "escape", "cancel", at(ImportScreen)),
            Press(
                ImportOptionsScreen,
                "enter ctrl+s",
                "save",
                shows("into Ports"),
                ("escape", "escape", *TO_PREVIEW, "o", *"Ports", "up"),
            ),
        ),
        start=(*TO_PREVIEW, "o"),
    ),
    "export": Walk(
        (
            Press(ExportScreen, "tab", "next(1)", focused("file")),
            Press(ExportScreen, "shift+tab", "next(-1)", focused("formats")),
            Press(ExportScreen, "escape", "cancel", at(DeckScreen)),
            Press(ExportScreen, "enter ctrl+s", "export", exported, ("escape", "x", on_formats)),
            Press(ExportScreen, "enter", "done", at(DeckScreen)),
            Press(ExportScreen, "q", "done", at(DeckScreen), ("x", "enter")),
        ),
        start=("x",),
    ),
    "media": Walk(
        (
            Press(ReviewScreen, "o", "media", at(MediaScreen)),
            Press(MediaScreen, "enter", "open", opened(1)),
            Press(MediaScreen, "space", "open", opened(2), ("down",)),
            Press(MediaScreen, "o", "open", opened(3), ("up",)),
            Press(MediaScreen, "escape", "close", at(ReviewScreen)),
            Press(MediaScreen, "q", "close", at(ReviewScreen), ("o",)),
        ),
        start=("enter",),
        fake=media,
    ),
}
