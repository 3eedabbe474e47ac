"""Browsing: search, and changing the card under the cursor."""

from dataclasses import replace

from textual.widgets import Input

from studyapp.domain.card import Flag, Queue
from studyapp.errors import StudyError
from studyapp.tui.screens.browse import PAUSE, BrowseScreen
from studyapp.tui.widgets.card_list import CardList
from studyapp.tui.widgets.notice import Notice
from studyapp.tui.widgets.sheet import Sheet
from tests.tui.conftest import Desk, desk
from tests.tui.fake import FakeCollection, make_card


def cards(on: Desk) -> CardList:
    return on.app.screen.query_one(CardList)


async def find(on: Desk, *keys: str) -> None:
    await on.press(*keys)
    await on.pilot.pause(PAUSE * 1.5)
    await on.settle()


async def test_lists_a_deck_and_shows_the_card_under_the_cursor() -> None:
    async with desk((120, 30)) as on:
        await on.press("down", "b")
        assert cards(on).count == 4
        assert "Cape of Good Hope" in on.text()
        await on.press("down")
        assert "westerlies" in on.text()
        assert "not studied yet" in on.text()
        await on.press("j")
        assert "recall 87%" in on.text()


async def test_search_finds_words_and_escape_goes_back_in_steps() -> None:
    async with desk() as on:
        await find(on, "slash", "s", "u", "n")
        assert [card.id for card in cards(on).cards] == [5]
        await find(on, "x", "q")
        assert cards(on).count == 0
        assert "0 cards" in on.text()
        await find(on, "backspace", "backspace", "enter")
        assert cards(on).has_focus
        await on.press("slash")
        assert isinstance(on.app.focused, Input)
        await on.press("escape")
        assert cards(on).has_focus
        await on.press("escape")
        assert not isinstance(on.app.screen, BrowseScreen)


async def test_search_stays_within_the_deck() -> None:
    async with desk() as on:
        await find(on, "b", "slash", "w", "h", "i", "c", "h")
        assert {card.deck for card in cards(on).cards} == {"Astrolabes"}


async def test_letters_in_the_search_field_are_letters() -> None:
    async with desk() as on:
        await find(on, "slash", "s", "f", "e", "q", "j")
        assert on.app.screen.query_one(Input).value == "sfeqj"


async def test_suspend_flag_edit() -> None:
    async with desk((120, 30)) as on:
        await on.press("b", "s")
        assert on.fake.card(5).queue is Queue.SUSPENDED
        assert "suspended" in on.text()
        await on.press("s")
        assert on.fake.by_id[5].queue is Queue.ACTIVE
        await on.press("f", "3")
        assert on.fake.by_id[5].flag is Flag.GREEN
        await on.press("e", "A", "ctrl+s")
        assert on.fake.by_id[5].front.startswith("A")
        assert on.app.screen.query_one(Notice).said == "saved"
        await on.press("enter", "escape", "f", "escape")
        assert isinstance(on.app.screen, BrowseScreen)


async def test_a_change_is_seen_by_the_session_opened_next() -> None:
    async with desk() as on:
        await on.press("enter", "escape", "b", "s", "escape", "enter")
        assert "rete" in on.text()


async def test_buried_cards_come_back() -> None:
    card = replace(make_card(1, "D", "q", "a"), queue=Queue.BURIED)
    async with desk(fake=FakeCollection([card])) as on:
        await on.press("b")
        assert "buried" in on.text()
        await on.press("s")
        assert on.fake.by_id[1].queue is Queue.ACTIVE


async def test_errors_are_one_line() -> None:
    async with desk() as on:
        await on.press("b")
        on.fake.fail = lambda verb: StudyError("it is read-only", "Copy it.")
        for keys in (("s",), ("f", "1")):
            await on.press(*keys)
            said = on.app.screen.query_one(Notice).said
            assert said == "Not saved: it is read-only. Copy it."


async def test_the_card_shown_scrolls() -> None:
    async with desk((80, 24)) as on:
        await on.press("down", "b", "down", "down", "J")
        assert on.app.screen.query_one(Sheet).scroll_y == 3
        await on.press("K")
        assert on.app.screen.query_one(Sheet).scroll_y == 0


async def test_ten_thousand_cards_draw_only_what_shows() -> None:
    many = [make_card(n, "D", f"question {n}", "a") for n in range(1, 10_001)]
    async with desk((120, 30), fake=FakeCollection(many)) as on:
        await on.press("b", "end")
        assert "question 10000" in on.text()


async def test_the_search_field_says_what_is_searched() -> None:
    async with desk((60, 20)) as on:
        await on.press("slash")
        assert "question, answer, tags, deck" in on.text()
