"""Reviewing: every key, the order of things, and what happens when saving fails."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from textual.widgets import TextArea

from studyapp.domain.card import Flag, Queue
from studyapp.domain.review import Rating
from studyapp.errors import StorageFullError, StudyError
from studyapp.tui.screens.review import Phase, ReviewScreen
from studyapp.tui.widgets.notice import Notice
from studyapp.tui.widgets.rating_bar import RatingButton, RevealButton
from studyapp.tui.widgets.sheet import Sheet
from tests.tui.conftest import Desk, desk
from tests.tui.fake import FakeCollection, make_card


def review(on: Desk) -> ReviewScreen:
    screen = on.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


def flag(on: Desk) -> Flag:
    return on.fake.by_id[5].flag


def phase(on: Desk) -> Phase:
    return review(on).phase


def said(on: Desk) -> str:
    return on.app.screen.query_one(Notice).said


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_question_then_answer(key: str) -> None:
    async with desk(deck="Astrolabes") as on:
        assert review(on).phase is Phase.QUESTION
        assert "declination" not in on.text()
        await on.press(key)
        assert review(on).phase is Phase.ANSWER
        assert "declination" in on.text()
        assert "voyages.txt, lines 20–22" in on.text()
        assert "#latitude" in on.text()


@pytest.mark.parametrize("rating", list(Rating))
async def test_digits_rate_with_the_time_taken(rating: Rating) -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press("+7", "space", f"{rating:d}")
        assert on.fake.answers == [(5, rating, 7000)]
        assert review(on).phase is Phase.QUESTION


async def test_time_is_capped_at_a_minute() -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press("space", "+600", "3")
        assert on.fake.answers[0][2] == 60_000


async def test_digits_before_the_answer_only_hint() -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press("1", "2", "3", "4", "5", "0")
        assert on.fake.answers == []
        assert review(on).phase is Phase.QUESTION
        assert "show the answer first" in said(on)


async def test_mouse_reveals_and_rates() -> None:
    async with desk(deck="Astrolabes") as on:
        await on.pilot.click(RevealButton)
        await on.settle()
        assert review(on).phase is Phase.ANSWER
        buttons = list(on.app.screen.query(RatingButton))
        await on.pilot.click(buttons[2])
        await on.settle()
        assert on.fake.answers == [(5, Rating.GOOD, 0)]


async def test_keys_in_the_bar_can_be_clicked() -> None:
    async with desk(deck="Astrolabes") as on:
        await on.pilot.click("KeyBar", offset=(3, 0))
        await on.settle()
        assert review(on).phase is Phase.ANSWER


async def test_buttons_show_the_intervals() -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press("space")
        for label in ("1m", "6m", "3d", "16d"):
            assert label in on.text()


@pytest.mark.parametrize("key", ["z", "ctrl+z"])
async def test_undo_says_when_there_is_nothing_to_take_back(key: str) -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press(key)
        assert said(on) == "nothing to take back"
        await on.press("space", "3", key)
        assert said(on).startswith("undone: Good on “Which two things must a navigator know")
        await on.press(key)
        assert said(on) == "nothing to take back"
        assert review(on).phase is Phase.QUESTION


@pytest.mark.parametrize("width", [60, 80, 140])
async def test_undo_says_what_it_took_back_in_one_line(width: int) -> None:
    """The question without its marks, harmless, and cut where the line ends."""
    front = "Wer *fuhr* 星星\x1b[2J\n" + "weit und breit " * 20 + "?"
    fake = FakeCollection([make_card(1, "Astrolabes", front, "Zacuto")])
    async with desk(size=(width, 24), fake=fake, deck="Astrolabes") as on:
        await on.press("space", "4", "z")
        assert said(on).startswith("undone: Easy on “Wer fuhr 星星␛[2J weit")
        assert said(on).endswith("…”")
        assert cell_len(said(on)) in (width - 7, width - 6), "it fills the line and no more"
        assert on.app.screen.query_one(Notice).size.height == 1


async def test_undo_as_deep_as_the_session() -> None:
    async with desk(deck="Astrolabes") as on:
        assert not review(on).check_action("undo", ())
        await on.press("space", "3", "space", "4")
        assert review(on).phase is Phase.FINISHED
        await on.press("z", "ctrl+z")
        assert on.fake.answers == []
        assert "Which two things" in on.text()
        assert review(on).check_action("undo", ()) is False


@pytest.mark.parametrize(("key", "queue"), [("x", Queue.BURIED), ("minus", Queue.BURIED)])
async def test_bury(key: str, queue: Queue) -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press(key)
        assert on.fake.by_id[5].queue is queue
        assert "rete" in on.text()
        assert "buried until tomorrow" in said(on)


@pytest.mark.parametrize("key", ["s", "at"])
async def test_suspend(key: str) -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press(key)
        assert on.fake.by_id[5].queue is Queue.SUSPENDED
        assert "rete" in on.text()


async def test_flag_keeps_card_and_phase() -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press("space", "f", "4")
        assert flag(on) is Flag.BLUE
        assert review(on).phase is Phase.ANSWER
        assert "⚑ blue" in on.text()
        await on.press("f", "escape")
        assert flag(on) is Flag.BLUE
        await on.press("f", "up", "enter")
        assert flag(on) is Flag.GREEN
        await on.press("f", "0")
        assert flag(on) is Flag.NONE


async def test_edit_in_place() -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press("space", "e", "N", "o", "w", "space")
        await on.press("tab", "tab", "end", "space", "s", "u", "n", "ctrl+s")
        assert on.fake.by_id[5].front.startswith("Now")
        assert on.fake.by_id[5].tags == ("latitude", "sun")
        assert review(on).phase is Phase.ANSWER
        assert "Now" in on.text()
        assert "#sun" in on.text()


async def test_edit_asks_before_dropping_changes() -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press("e", "x", "escape")
        assert "unsaved changes" in said(on)
        await on.press("escape")
        assert review(on).phase is Phase.QUESTION
        assert on.fake.by_id[5].front.startswith("Which")
        await on.press("e", "escape")
        assert review(on).phase is Phase.QUESTION


async def test_edit_refuses_an_empty_front_and_keeps_the_form_on_errors() -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press("e")
        on.app.screen.query_one("#front", TextArea).text = ""
        await on.press("ctrl+s")
        assert "front is empty" in said(on)
        on.fake.fail = lambda verb: StorageFullError("not saved: the disk is full", "Free some.")
        await on.press("y", "ctrl+s")
        assert said(on) == "Not saved: the disk is full. Free some."
        on.fake.fail = lambda verb: None
        await on.press("ctrl+s")
        assert on.fake.by_id[5].front == "y"


async def test_untouched_fields_are_saved_as_they_were_stored() -> None:
    odd = make_card(1, "D", "f\x1b[2J", "b\u202e", ("t",))
    async with desk(fake=FakeCollection([odd]), deck="D") as on:
        await on.press("e", "tab", "end", "!", "ctrl+s")
        assert on.fake.by_id[1].front == "f\x1b[2J"
        assert on.fake.by_id[1].back == "b\N{REPLACEMENT CHARACTER}!"


async def test_disk_full_keeps_the_card_and_the_same_key_works_later() -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press("space")
        full = StorageFullError("not saved: the disk is full", "Free some space and press again.")
        on.fake.fail = lambda verb: full if verb == "answer" else None
        await on.press("3")
        assert said(on) == "Not saved: the disk is full. Free some space and press again."
        assert "Not saved" in on.text()
        assert review(on).phase is Phase.ANSWER
        assert on.fake.answers == []
        assert "Which two things" in on.text()
        on.fake.fail = lambda verb: None
        await on.press("3")
        assert len(on.fake.answers) == 1
        assert said(on) == ""


@pytest.mark.parametrize(
    ("verb", "keys"),
    [
        ("bury", ("x",)),
        ("suspend", ("s",)),
        ("set_flag", ("f", "1")),
        ("undo", ("space", "3", "z")),
        ("current", ("space", "3")),
    ],
)
async def test_any_error_is_one_line(verb: str, keys: tuple[str, ...]) -> None:
    async with desk(deck="Astrolabes") as on:
        failing = StudyError("no such thing", "Try that.")
        on.fake.fail = lambda asked: failing if asked == verb else None
        await on.press(*keys)
        assert "o such thing. Try that." in said(on)
        assert on.app.is_running


async def test_a_deck_that_cannot_be_opened() -> None:
    fake = FakeCollection()
    fake.fail = lambda verb: StudyError("no deck", "Name one.") if verb == "study" else None
    async with desk(fake=fake, deck="Nowhere") as on:
        assert "No deck. Name one." in on.text()
        await on.press("space", "1", "z", "e", "escape")
        assert on.app.screen.NAME == "Decks"  # type: ignore[attr-defined]


async def test_pause_counts_down_and_shows_the_card_by_itself() -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press("space", "1", "space", "3")
        screen = review(on)
        assert phase(on) is Phase.FINISHED
        assert "Next card in 1 min" in on.text()
        on.clock.forward(seconds=30)
        screen._tick()
        await on.settle()
        assert "Next card in 30 s" in on.text()
        on.clock.forward(seconds=30)
        screen._tick()
        await on.settle()
        assert phase(on) is Phase.QUESTION
        assert "Which two things" in on.text()


async def test_the_pause_ends_unseen_behind_help() -> None:
    async with desk(deck="Astrolabes") as on:
        await on.press("space", "1", "space", "3")
        screen = review(on)
        await on.press("question_mark")
        on.clock.forward(seconds=90)
        screen._tick()
        await on.settle()
        assert screen.phase is Phase.FINISHED
        await on.press("escape")
        screen._tick()
        assert phase(on) is Phase.QUESTION


async def test_leaving_keeps_the_session() -> None:
    async with desk() as on:
        await on.press("enter", "space", "3", "escape", "enter")
        assert "rete" in on.text()
        await on.press("z")
        assert "Which two things" in on.text()
        assert on.fake.answers == []


async def test_leech_is_told() -> None:
    card = make_card(3, "D", "q", "a")
    card = replace(card, memory=replace(card.memory, lapses=2))
    async with desk(fake=FakeCollection([card]), deck="D") as on:
        await on.press("space", "1")
        assert "leech" in said(on)
        await on.press("+61")
        review(on)._tick()
        await on.settle()
        assert "leech · forgotten 3×" in on.text()


async def test_long_answers_scroll_by_key() -> None:
    async with desk((60, 20)) as on:
        await on.press("down", "down", "enter", "space")
        sheet = on.app.screen.query_one(Sheet)
        assert sheet.more_below
        start = sheet.scroll_y
        await on.press("j")
        assert sheet.scroll_y == start + 1
        await on.press("k", "down", "up")
        assert sheet.scroll_y == start
        await on.press("pagedown")
        assert sheet.scroll_y > start + 5
        await on.press("pageup")
        assert sheet.scroll_y == start
        for _ in range(6):
            await on.press("space")
        assert not sheet.more_below
        assert "#essay" in on.text()
        assert on.fake.answers == []
        await on.press("b")
        assert sheet.more_below


async def test_measure_stays_readable_on_wide_terminals() -> None:
    async with desk((200, 60)) as on:
        await on.press("down", "down", "enter", "space")
        lines = [line.strip() for line in on.text().splitlines()[3:40]]
        assert 60 < max(map(len, lines)) <= 76


async def test_huge_fields_are_cut_and_quick() -> None:
    big = make_card(1, "D", "x " * 500_000, "y\n" * 500_000, tuple(f"t{n}" for n in range(5000)))
    async with desk(fake=FakeCollection([big]), deck="D") as on:
        assert "more characters" not in on.text()
        await on.press("space")
        on.app.screen.query_one(Sheet).scroll_end(animate=False, immediate=True)
        await on.settle()
        assert "more characters" in on.text()
        assert "+4992" in on.text()


async def test_a_notice_hides_neither_card_nor_keys() -> None:
    async with desk((60, 20), deck="Astrolabes") as on:
        keys = on.text().splitlines()[-1]
        await on.press("3")
        assert on.text().splitlines()[-1] == keys
        assert "show the answer first" in on.text().splitlines()[-2]
        assert "Which two things" in on.text()


async def test_a_long_question_gives_way_to_the_answer() -> None:
    card = make_card(1, "D", "Why? " * 200, "Because.")
    async with desk((60, 20), fake=FakeCollection([card]), deck="D") as on:
        assert "Because" not in on.text()
        await on.press("space")
        assert "Because." in on.text()
