"""The lists before sorting and cramming: where the cursor stands, what can be gone on with."""

from studyapp.tui.screens.cram import CramMenu
from studyapp.tui.widgets.menu import Menu
from tests.tui.conftest import Desk, desk
from tests.tui.games import studied


def under_cursor(on: Desk) -> str:
    menu = on.app.screen.query_one(Menu)
    return menu.ways[menu.cursor].name


async def to(on: Desk, name: str) -> None:
    """Put the cursor on the way of that name."""
    names = [way.name for way in on.app.screen.query_one(Menu).ways]
    await on.press("home", *("down",) * names.index(name))


async def test_enter_after_leaving_a_cramming_goes_on_with_it() -> None:
    async with desk(fake=studied()) as on:
        await on.press("c")
        await to(on, "weak cards")
        await on.press("enter", "space", "3", "escape")
        assert under_cursor(on) == "the session you left"
        await on.press("enter")
        assert on.app.screen._cramming.known == 1  # type: ignore[attr-defined]


async def test_another_cramming_begun_over_the_first_is_the_one_to_go_on_with() -> None:
    async with desk(fake=studied()) as on:
        await on.press("c", "home", "enter", "escape")
        await to(on, "weak cards")
        await on.press("enter", "escape")
        assert under_cursor(on) == "the session you left"


async def test_a_dialog_over_the_list_leaves_the_cursor_where_it_was() -> None:
    async with desk(fake=studied()) as on:
        await on.press("c", "home", "enter", "escape")
        await to(on, "weak cards")
        await on.press("question_mark", "escape")
        assert under_cursor(on) == "weak cards"


async def test_nothing_is_chosen_from_a_list_that_is_being_looked_up_anew() -> None:
    async with desk(fake=studied()) as on:
        await on.press("c")
        menu = on.app.screen
        assert isinstance(menu, CramMenu)
        menu.on_screen_resume()
        menu.action_choose()
        assert on.app.screen is menu
        await on.settle()
        await on.press("enter")
        assert on.app.screen is not menu
