"""The options form, and the readers behind it."""

import pytest
from textual.widgets import Input

from studyapp.domain.deck import DeckOptions, LeechAction, ReviewOrder
from studyapp.errors import StorageFullError
from studyapp.tui import forms
from studyapp.tui.widgets.notice import Notice
from tests.tui.conftest import Desk, desk


def fill(on: Desk, **values: str) -> None:
    for name, value in values.items():
        on.app.screen.query_one(f"#{name}", Input).value = value


async def test_saves_what_was_changed() -> None:
    async with desk() as on:
        await on.press("o")
        fill(on, desired_retention="92.5", learning_steps="30s 5m 1d", new_per_day="7")
        await on.press("ctrl+s")
        saved = on.fake.all_options["Astrolabes"]
        assert saved == DeckOptions(
            desired_retention=0.925, learning_steps=(30, 300, 86400), new_per_day=7
        )
        assert on.app.screen.query_one(Notice).said == "options saved"


@pytest.mark.slow
async def test_choices_go_round() -> None:
    async with desk() as on:
        await on.press("o", *["down"] * 7, "right", "down", "down", "left", "down", "space")
        await on.press("ctrl+s")
        saved = on.fake.all_options["Astrolabes"]
        assert saved.leech_action is LeechAction.TAG
        assert saved.review_order is ReviewOrder.WEAKEST
        assert saved.bury_siblings is False


@pytest.mark.slow
async def test_nothing_changed_saves_nothing_and_escape_drops() -> None:
    async with desk() as on:
        await on.press("o", "ctrl+s")
        assert on.fake.all_options == {}
        await on.press("o")
        fill(on, new_per_day="5")
        await on.press("escape")
        assert on.fake.all_options == {}


async def test_a_refused_value_is_marked_named_and_focused() -> None:
    async with desk((120, 40)) as on:
        await on.press("o")
        fill(on, reviews_per_day="many")
        await on.settle()
        assert "a whole number from 0 to 99999" in on.text()
        await on.press("enter")
        assert "Reviews a day: a whole number" in on.app.screen.query_one(Notice).said
        assert on.app.focused is on.app.screen.query_one("#reviews_per_day")
        assert on.fake.all_options == {}


async def test_defaults_and_errors() -> None:
    async with desk() as on:
        on.fake.all_options["Astrolabes"] = DeckOptions(new_per_day=3, parameters=(1.0,))
        await on.press("o", "ctrl+r")
        on.fake.fail = lambda verb: (
            StorageFullError("not saved: the disk is full") if verb == "set_options" else None
        )
        await on.press("ctrl+s")
        assert on.app.screen.query_one(Notice).said == "Not saved: the disk is full"
        on.fake.fail = lambda verb: None
        await on.press("ctrl+s")
        assert on.fake.all_options["Astrolabes"] == DeckOptions(parameters=(1.0,))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("", ()), ("1m 10m", (60, 600)), ("30s, 2h", (30, 7200)), ("15", (900,)), ("1D", (86400,))],
)
def test_steps_are_read(text: str, seconds: tuple[int, ...]) -> None:
    assert forms.steps_value(text) == seconds
    assert forms.steps_value(forms.steps_text(seconds)) == seconds


@pytest.mark.parametrize("text", ["x", "1w", "-1m", "0m", "1.5m", "1m " * 11, "99d", "٣m"])
def test_steps_are_refused(text: str) -> None:
    with pytest.raises(forms.RefusedError):
        forms.steps_value(text)


@pytest.mark.parametrize(
    ("text", "value"), [("90", 0.9), ("0.85", 0.85), ("92,5 %", 0.925), ("99", 0.99)]
)
def test_retention_is_read(text: str, value: float) -> None:
    assert forms.retention_value(text) == value


@pytest.mark.parametrize("text", ["", "x", "69", "100", "1", "nan", "inf", "-90"])
def test_retention_is_refused(text: str) -> None:
    with pytest.raises(forms.RefusedError):
        forms.retention_value(text)
