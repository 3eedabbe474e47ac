"""The deck list: tree, figures, every key, and errors of workers."""

import threading
from typing import TYPE_CHECKING

import pytest

from studyapp.domain.card import Queue
from studyapp.errors import StudyError
from studyapp.tui.app import StudyApp
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.themes import INK, PAPER
from studyapp.tui.widgets.deck_tree import DeckTree
from studyapp.tui.widgets.notice import Notice
from tests.tui.conftest import Desk, desk
from tests.tui.fake import FakeCollection, make_card

if TYPE_CHECKING:
    from studyapp.collection import Collection


def current(on: Desk) -> str:
    row = on.app.screen.query_one(DeckTree).current
    assert row is not None
    return row.name


def name(on: Desk) -> str:
    return str(on.app.screen.NAME)  # type: ignore[attr-defined]


async def test_moving_and_folding() -> None:
    async with desk() as on:
        assert current(on) == "Astrolabes"
        await on.press("j", "down")
        assert current(on) == "Voyages::Ming China"
        await on.press("left")
        assert current(on) == "Voyages"
        await on.press("h")
        assert "Portugal" not in on.text()
        await on.press("down", "end", "pagedown", "G")
        assert current(on) == "Voyages"
        await on.press("right")
        assert "Portugal" in on.text()
        await on.press("end")
        assert current(on) == "Voyages::Portugal"
        await on.press("home")
        assert current(on) == "Astrolabes"
        await on.press("end", "home", "k", "up", "pageup")
        assert current(on) == "Astrolabes"


async def test_figures_add_up() -> None:
    async with desk() as on:
        lines = {line.split()[0]: line.split() for line in on.text().splitlines() if line.split()}
        assert lines["all"] == ["all", "decks", "2", "4", "·", "6"]


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_study(key: str) -> None:
    async with desk() as on:
        await on.press(key)
        assert name(on) == "Review"


@pytest.mark.parametrize(
    ("key", "screen"),
    [("b", "Browse"), ("slash", "Browse"), ("o", "Options"), ("question_mark", "Help")],
)
async def test_keys_open_screens_and_escape_returns(key: str, screen: str) -> None:
    async with desk() as on:
        await on.press(key)
        assert name(on) == screen
        await on.press("escape")
        if name(on) != "Decks":
            await on.press("escape")
        assert name(on) == "Decks"


async def test_quit() -> None:
    async with desk() as on:
        await on.press("q")
        assert not on.app.is_running or on.app._exit


async def test_unbury() -> None:
    async with desk() as on:
        await on.press("enter", "x", "escape", "u")
        assert on.fake.by_id[5].queue is Queue.ACTIVE
        assert on.app.screen.query_one(Notice).said == "1 card back"
        await on.press("u")
        assert on.app.screen.query_one(Notice).said == "nothing was buried"


async def test_samples_are_added_beside_own_decks() -> None:
    fake = FakeCollection([make_card(99, "Zodiac", "q", "a")])
    async with desk(fake=fake) as on:
        assert "Astrolabes" not in on.text()
        await on.press("a")
        assert "Astrolabes" in on.text()
        assert on.app.screen.query_one(Notice).said == "sample decks added: 6 notes"


async def test_samples_that_are_there_are_not_added_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk() as on:
        monkeypatch.setattr(on.fake, "add_samples", lambda: 0)
        await on.press("a")
        assert on.app.screen.query_one(Notice).said == "the sample decks are here already"


async def test_theme_changes_and_reload_counts_again() -> None:
    async with desk() as on:
        await on.press("ctrl+t")
        assert on.app.theme == PAPER
        await on.press("ctrl+t")
        assert on.app.theme == INK
        on.fake.put(make_card(99, "Zodiac", "q", "a"))
        await on.press("r")
        assert "Zodiac" in on.text()


async def test_errors_of_workers_are_one_line() -> None:
    async with desk() as on:
        on.fake.fail = lambda verb: StudyError("the file is locked", "Close the other one.")
        for key in ("r", "u"):
            await on.press(key)
            assert on.app.screen.query_one(Notice).said.endswith("locked. Close the other one.")
        await on.press("b")
        assert "locked" in on.text()


async def test_the_frame_is_there_before_the_decks() -> None:
    gate = threading.Event()

    class Slow(FakeCollection):
        def decks(self):  # type: ignore[no-untyped-def]
            gate.wait(5)
            return super().decks()

    fake = Slow()
    app_ready = False
    app = StudyApp(fake.real(), now=fake.clock.now, clock=fake.clock.monotonic)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0)
        app_ready = isinstance(app.screen, DeckScreen)
        assert app.screen.query_one(DeckTree).count == 0
        await pilot.press("enter")
        gate.set()
        await app.workers.wait_for_complete()
        await pilot.pause(0)
        assert app.screen.query_one(DeckTree).count == 4
    assert app_ready


async def test_click_on_the_cursor_studies_and_on_the_triangle_folds() -> None:
    async with desk() as on:
        tree = on.app.screen.query_one(DeckTree)
        await on.pilot.click(tree, offset=(8, 1))
        await on.settle()
        assert current(on) == "Voyages"
        await on.pilot.click(tree, offset=(2, 1))
        await on.settle()
        assert "Portugal" not in on.text()
        await on.pilot.click(tree, offset=(8, 1))
        await on.settle()
        assert name(on) == "Review"


async def test_deck_lists_longer_than_the_screen_follow_the_cursor() -> None:
    cards = [make_card(n, f"Deck {n:04}", "q", "a") for n in range(1, 400)]
    async with desk((60, 20), fake=FakeCollection(cards)) as on:
        await on.press("end")
        assert "Deck 0399" in on.text()
        await on.press("pageup", "home")
        assert "Deck 0001" in on.text()
        assert "all decks" in on.text()


async def test_a_collection_may_be_opened_behind_the_first_frame() -> None:
    gate = threading.Event()
    fake = FakeCollection()

    def opener() -> "Collection":
        gate.wait(5)
        return fake.real()

    app = StudyApp(opener, "Astrolabes", now=fake.clock.now, clock=fake.clock.monotonic)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0)
        assert name(Desk(app, pilot, fake, fake.clock)) == "Review"
        gate.set()
        on = Desk(app, pilot, fake, fake.clock)
        await on.settle()
        assert "Which two things" in on.text()


async def test_a_collection_that_cannot_be_opened_ends_the_app() -> None:
    def opener() -> "Collection":
        raise StudyError("it is damaged", "Run 'studyapp check'.")

    fake = FakeCollection()
    app = StudyApp(opener)
    async with app.run_test(size=(80, 24)) as pilot:
        await Desk(app, pilot, fake, fake.clock).settle()
    assert isinstance(app.refusal, StudyError)
