"""The lists before sorting and cramming: where the cursor stands, what can be gone on with."""

from collections.abc import Callable

import pytest

from studyapp.services.selftest.cram import CramSession
from studyapp.tui.screens.cram import CramMenu, CramScreen
from studyapp.tui.widgets.menu import Menu, Way
from tests.few import few
from tests.tui.conftest import Desk, desk
from tests.tui.games import DECK, RealDesk, studied
from tests.tui.games_steps import find_pairs, session


def sorted_cards(on: Desk) -> int:
    round_ = session(on).round
    return len(round_.done) + len(round_.missed)


def under_cursor(on: Desk) -> str:
    menu = on.app.screen.query_one(Menu)
    return menu.ways[menu.cursor].name


def cramming(on: Desk) -> CramSession:
    screen = on.app.screen
    assert isinstance(screen, CramScreen)
    assert screen._cramming is not None
    return screen._cramming


async def to(on: Desk, name: str) -> None:
    """Put the cursor on the way of that name."""
    names = [way.name for way in on.app.screen.query_one(Menu).ways]
    await on.press("home", *("down",) * names.index(name))


async def test_enter_after_leaving_a_cramming_goes_on_with_it() -> None:
    async with desk(fake=studied()) as on:
        await on.press("c")
        await to(on, "weak cards")
        await on.press("enter", "space", "3", "escape")
        assert under_cursor(on) == "weak cards"
        await on.press("enter")
        assert on.app.screen._cramming.known == 1  # type: ignore[attr-defined]
        assert "where you left" in on.text()


@pytest.mark.slow
async def test_another_cramming_gives_nothing_up_and_is_the_one_to_go_on_with() -> None:
    async with desk(fake=studied()) as on:
        await on.press("c", "home", "enter", "space", "3", "escape")
        await to(on, "weak cards")
        await on.press("enter", "escape")
        assert under_cursor(on) == "weak cards"
        assert on.text().count("go on") == 2
        await on.press("home", "enter")
        assert cramming(on).known == 1


@pytest.mark.slow
async def test_a_cramming_is_begun_anew_only_when_that_was_asked_for_twice() -> None:
    async with desk(fake=studied()) as on:
        await on.press("c", "home", "enter", "space", "3", "n")
        assert cramming(on).known == 1
        await on.press("space", "n")
        assert cramming(on).known == 1
        await on.press("n")
        assert cramming(on).known == 0
        assert not cramming(on).resumed


NEW: dict[str, tuple[tuple[str, ...], tuple[str, ...], Callable[[Desk], int]]] = {
    "piles": (("s", "home", "enter"), ("2",), lambda on: len(session(on).piles.known)),
    "sort": (("s", "home", "down", "enter"), ("1", "2", "3", "4"), sorted_cards),
    "match": (("m",), ("a", *"123456"), lambda on: len(session(on).game.misses)),
}


@pytest.mark.parametrize("mode", few(NEW, ["match"]))
async def test_a_new_round_in_the_middle_is_begun_at_the_second_press(mode: str) -> None:
    keys, some, done = NEW[mode]
    async with desk(fake=studied()) as on:
        await on.press("home", *keys)
        for key in some:
            await on.press(key, *(("space",) if mode == "sort" else ()))
        assert done(on)
        await on.press("n")
        assert "press n again" in on.text()
        await on.press(some[0], "n")
        assert done(on), "something else was done between"
        await on.press("n")
        assert not done(on)
        await on.press("n")
        assert "press n again" not in on.text(), "nothing would be lost"


async def test_boards_of_another_number_leave_the_game_that_was_begun() -> None:
    async with desk(fake=RealDesk()) as on:
        await on.press("home", "m")
        find_pairs(on, leave=3)
        await on.press("escape", "m")
        assert session(on).game.found == 3
        with_three = on.fake.real().match(DECK, boards=3)
        assert with_three.game.found == 0
        assert on.fake.real().match(DECK, boards=1).game.found == 3


async def test_chosen_cards_that_were_left_are_on_the_list() -> None:
    async with desk(fake=studied()) as on:
        await on.press("home", "s", "home", "enter", *"11", *"2" * 10)
        await on.press("c", "space", "1", "escape", "escape", "escape", "c")
        row = next(row for row in on.text().splitlines() if "chosen cards" in row)
        assert "go on" in row
        assert row.split()[-1] == "2"


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


@pytest.mark.parametrize("width", [60, 80, 140])
async def test_what_was_left_says_how_many_cards_wait(width: int) -> None:
    async with desk((width, 24), fake=RealDesk()) as on:
        await on.press("home", "s", "home", "enter", "2", "2", "1", "escape")
        row = next(row for row in on.text().splitlines() if "known / still learning" in row)
        assert "go on, 9 left" in row
        assert row.split()[-1] == "12"
        await to(on, "by subdeck")
        await on.press("enter", "escape")
        assert on.text().count("go on") == 2


async def test_a_narrow_list_cuts_the_name_before_what_is_left() -> None:
    async with desk((44, 24), fake=RealDesk()) as on:
        await on.press("home", "s")
        menu = on.app.screen.query_one(Menu)
        menu.show([Way("by kind of answer", "names, years", 1200, 17)])
        drawn = menu.draw(0, 40).plain
        assert "go on, 17 left" in drawn
        assert drawn.endswith("1,200 ")
        assert len(drawn) == 40
