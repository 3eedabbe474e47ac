"""The drill on the screen, and how it is offered."""

from textual.widgets import Static

from studyapp.errors import StorageFullError
from studyapp.tui.screens.contrast import ContrastScreen
from studyapp.tui.widgets.notice import Notice
from tests.tui.conftest import Desk, desk


def screen(on: Desk) -> ContrastScreen:
    found = on.app.screen
    assert isinstance(found, ContrastScreen)
    return found


def right(on: Desk) -> str:
    asked = screen(on)._asked
    assert asked is not None
    return str(asked.right + 1)


async def test_a_pair_is_drilled_until_it_is_told_apart() -> None:
    async with desk() as on:
        await on.press("d")
        wrong = "2" if right(on) == "1" else "1"
        await on.press(wrong)
        assert "the other card's" in on.text()
        await on.press("1", "space")
        answers = 0
        while screen(on)._asked is not None and answers < 20:
            await on.press(right(on), "enter")
            answers += 1
        assert "Told apart" in on.text()
        assert "1 pair" in on.text()
        assert answers >= 4


async def test_it_counts_the_pair_on_the_table() -> None:
    async with desk() as on:
        on.fake.pairs_confused = 2
        await on.press("d")
        for pair in (1, 2):
            for _ in range(4):
                await on.press(right(on))
                assert f"pair {pair} of 2" in on.text()
                await on.press("enter")
        assert "Told apart" in on.text()
        assert "of 2" not in on.text()


async def test_an_answer_that_is_not_saved_is_asked_again() -> None:
    async with desk() as on:
        await on.press("d")
        on.fake.fail = lambda verb: (
            StorageFullError("not saved: the disk is full") if verb == "contrast_answer" else None
        )
        await on.press("1")
        assert "disk is full" in on.app.screen.query_one(Notice).said
        assert not screen(on)._judged
        on.fake.fail = lambda verb: None
        await on.press("1")
        assert screen(on)._judged


async def test_nothing_confused_says_so() -> None:
    async with desk() as on:
        on.fake.pairs_confused = 0
        await on.press("d")
        assert "no cards are confused" in on.app.screen.query_one(Notice).said.lower()
        await on.press("1", "space", "escape")
        assert on.app.screen.query("#tree")


async def test_the_mouse_chooses() -> None:
    async with desk() as on:
        await on.press("d")
        await on.pilot.click(f"#option-{right(on)}")
        await on.settle()
        assert str(screen(on).query_one("#said", Static).content) == "right"


async def test_it_is_offered_after_a_test_that_shows_confusion() -> None:
    async with desk() as on:
        on.fake.pairs_confused = 0
        await on.press("m", "escape")
        assert "confused" not in on.app.screen.query_one(Notice).said
        on.fake.pairs_confused = 1
        await on.press("m", "escape")
        assert "1 pair of cards confused: d drills them" in on.app.screen.query_one(Notice).said
