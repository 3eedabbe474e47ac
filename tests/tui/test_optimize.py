"""The screen that fits a deck's schedule: every outcome, calling off, and what the form keeps."""

import asyncio
from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from studyapp.domain.deck import DeckOptions
from studyapp.errors import StorageFullError, StudyError
from studyapp.services.fits import Verdict
from studyapp.tui import fit_report
from studyapp.tui.screens.fit import FitScreen, Phase
from studyapp.tui.screens.options import OptionsScreen
from studyapp.tui.widgets.notice import Notice
from tests.tui.conftest import Desk, desk
from tests.tui.fake import FakeCollection
from tests.tui.fitted import FITTED, fit

OPEN = ("o", "ctrl+o")


def fake(found: Verdict) -> FakeCollection:
    made = FakeCollection()
    made.found = found
    return made


def failing(verb: str) -> Callable[[str], StudyError | None]:
    return lambda each: StorageFullError("not saved: the disk is full") if each == verb else None


def said(on: Desk) -> str:
    return on.app.screen.query_one(Notice).said


@pytest.mark.parametrize("found", [Verdict.NOT_BETTER, Verdict.TOO_FEW])
async def test_where_nothing_is_better_there_is_nothing_to_apply(
    found: Verdict, screen_text: SnapshotAssertion
) -> None:
    async with desk(fake=fake(found)) as on:
        await on.press(*OPEN)
        assert on.text() == screen_text
        await on.press("enter")
        assert on.fake.all_options == {}
        assert isinstance(on.app.screen, FitScreen)


async def test_apply_then_undo(screen_text: SnapshotAssertion) -> None:
    async with desk() as on:
        await on.press(*OPEN, "enter")
        assert on.fake.options("Astrolabes").parameters == FITTED
        assert on.text() == screen_text
        await on.press("u")
        assert on.fake.options("Astrolabes") == DeckOptions()
        assert "taken back" in on.text()


async def test_the_form_keeps_what_was_typed_and_the_fitted_parameters() -> None:
    async with desk() as on:
        await on.press("o")
        on.app.screen.query_one("#new_per_day", Input).value = "7"
        await on.press("ctrl+o", "enter", "escape")
        assert isinstance(on.app.screen, OptionsScreen)
        await on.press("ctrl+s")
        assert on.fake.options("Astrolabes") == DeckOptions(new_per_day=7, parameters=FITTED)


async def test_looking_alone_changes_nothing() -> None:
    async with desk() as on:
        await on.press(*OPEN, "escape", "ctrl+s")
        assert on.fake.all_options == {}


async def test_an_error_is_shown_with_its_remedy_and_survives_a_resize() -> None:
    async with desk() as on:
        on.fake.fail = lambda verb: (
            StudyError("fitting failed: no", "Try it again.") if verb == "optimize" else None
        )
        await on.press(*OPEN)
        await on.pilot.resize_terminal(100, 30)
        await on.settle()
        assert "fitting failed: no" in on.text()
        assert "Try it again." in on.text()
        await on.press("enter")
        assert isinstance(on.app.screen, FitScreen)


async def test_a_failing_store_keeps_the_preview() -> None:
    async with desk() as on:
        await on.press(*OPEN)
        on.fake.fail = failing("optimize")
        await on.press("enter")
        assert said(on) == "Not saved: the disk is full"
        assert "better" in on.text()
        on.fake.fail = lambda verb: None
        await on.press("enter")
        assert on.fake.options("Astrolabes").parameters == FITTED


@pytest.mark.slow
async def test_nothing_to_undo_is_said() -> None:
    async with desk() as on:
        await on.press(*OPEN)
        on.fake.fail = lambda verb: (
            StudyError("there is no fit to take back") if verb == "undo_optimize" else None
        )
        await on.press("u")
        assert said(on) == "There is no fit to take back"


async def test_storing_is_called_off_with_escape() -> None:
    async with desk() as on:
        await on.press(*OPEN)
        on.fake.waits = True
        await on.pilot.press("enter")
        await asyncio.to_thread(on.fake.waiting.wait, 10)
        await on.pilot.press("escape")
        await on.settle()
        screen = on.app.screen
        assert isinstance(screen, FitScreen)
        assert screen.phase is Phase.READY
        assert said(on) == "called off: nothing was changed"
        assert on.fake.all_options == {}


async def test_leaving_while_it_fits_calls_it_off() -> None:
    async with desk() as on:
        on.fake.waits = True
        await on.press("o")
        await on.pilot.press("ctrl+o")
        await asyncio.to_thread(on.fake.waiting.wait, 10)
        screen = on.app.screen
        assert isinstance(screen, FitScreen)
        job = screen.job
        await on.pilot.press("escape")
        await on.settle()
        assert isinstance(on.app.screen, OptionsScreen)
        assert job is not None
        assert job.called_off


@pytest.mark.parametrize("width", [10, 40, 60, 200])
@pytest.mark.parametrize("verdict", Verdict)
def test_a_hostile_deck_name_stays_on_its_line(verdict: Verdict, width: int) -> None:
    name = "Evil\x1b[31m\n[bold]x[/bold]::\u202edeep"
    shown = fit_report.report([fit(name, verdict)], width, until_now=True).plain
    plain = fit_report.report([fit("Tame", verdict)], width, until_now=True).plain
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert len(shown.splitlines()) == len(plain.splitlines())


def test_many_decks_are_counted() -> None:
    found = fit("A", Verdict.BETTER)
    decks = tuple(f"Deck {number}" for number in range(20))
    named = fit_report.report([type(found)(decks, found.verdict, (), FITTED)], 80, until_now=False)
    assert "and 14 more" in named.plain
