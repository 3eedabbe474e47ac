"""Forms: no way out drops what was typed without asking once."""

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from studyapp.tui.screens.form import FormScreen
from studyapp.tui.screens.help import HelpScreen
from studyapp.tui.widgets.notice import Notice
from tests.few import few
from tests.tui.conftest import Desk, desk

FORMS = {
    "edit": ("enter", "e", "x"),
    "offer": ("g", "e", "x"),
    "options": ("o", "x"),
    "options, a choice": ("o", *["down"] * 7, "right"),
}
UNTOUCHED = {"edit": ("enter", "e"), "offer": ("g", "e"), "options": ("o",)}
OUT = {"escape": "Esc", "ctrl+q": "Ctrl+Q"}


def asks(on: Desk, key: str) -> bool:
    """Whether the form is still there and says which key drops what it holds."""
    return (
        isinstance(on.app.screen, FormScreen)
        and not on.app._exit
        and on.app.screen.query_one(Notice).said
        == f"unsaved changes: press {OUT[key]} again to drop them"
    )


def left(on: Desk, key: str) -> bool:
    return on.app._exit if key == "ctrl+q" else not isinstance(on.app.screen, FormScreen)


@pytest.mark.parametrize("key", few(OUT, ("escape",)))
@pytest.mark.parametrize("form", FORMS)
async def test_unsaved_changes_are_dropped_only_at_the_second_press(form: str, key: str) -> None:
    async with desk() as on:
        await on.press(*FORMS[form], key)
        assert asks(on, key)
        await on.press(key)
        assert left(on, key)
        assert on.fake.all_options == {}


@pytest.mark.parametrize("key", few(OUT, ("escape",)))
@pytest.mark.parametrize("form", UNTOUCHED)
async def test_nothing_unsaved_asks_nothing(form: str, key: str) -> None:
    async with desk() as on:
        await on.press(*UNTOUCHED[form], key)
        assert left(on, key)


async def test_another_key_or_another_change_is_asked_anew() -> None:
    async with desk() as on:
        await on.press(*FORMS["edit"], "escape", "ctrl+q")
        assert asks(on, "ctrl+q")
        await on.press("y", "ctrl+q")
        assert asks(on, "ctrl+q")


async def test_quitting_from_help_comes_back_to_the_form() -> None:
    async with desk() as on:
        await on.press(*FORMS["edit"], "f1")
        assert isinstance(on.app.screen, HelpScreen)
        await on.press("ctrl+q")
        assert asks(on, "ctrl+q")


async def test_quitting_by_the_palette_asks_too() -> None:
    async with desk() as on:
        await on.press(*FORMS["edit"], "ctrl+p")
        assert isinstance(on.app.screen, CommandPalette)
        on.app.screen.query_one(Input).value = "quit"
        await on.pilot.pause(0.4)
        await on.press("enter")
        await on.pilot.pause(0.3)
        await on.settle()
        assert asks(on, "ctrl+q")
