"""Keys: each is defined once, the key bar tells the truth, help and palette know them all.

What each key does is pressed out in ``test_every_key``.
"""

import pytest
from textual.binding import Binding
from textual.command import CommandPalette
from textual.widgets import Input, OptionList

from studyapp.tui.screens.base import StudyScreen
from studyapp.tui.screens.help import groups, rows
from studyapp.tui.widgets.keybar import KeyBar, key_name
from tests.few import few
from tests.tui.conftest import Desk, desk
from tests.tui.fake import FakeCollection
from tests.tui.stops import STOPS
from tests.tui.test_every_key import classes

PLACES = {**STOPS, "empty": ()}
TAKING_TURNS = (
    {"reveal", "scroll(1)"},
    {"keep", "nudge(-1)"},
    {"complete", "path"},
    {"import", "done"},
    {"export", "done"},
    {"check", "unknown"},
    {"confirm", "more"},
    {"confirm", "submit"},
    {"begin", "open"},
)


async def at(on: Desk, place: str) -> None:
    await on.press(*PLACES[place])


def fake(place: str) -> FakeCollection:
    return FakeCollection([] if place == "empty" else None)


@pytest.mark.parametrize("place", few(PLACES, ("decks", "answer", "edit", "keep", "tutor_asked")))
async def test_the_bar_leaves_nothing_out_that_is_meant_to_show(place: str) -> None:
    async with desk((200, 30), fake=fake(place)) as on:
        await at(on, place)
        shown = {binding.action for binding in on.app.screen.query_one(KeyBar).shown()}
        works = {
            active.binding.action
            for active in on.app.screen.active_bindings.values()
            if active.enabled and active.binding.show
        }
        assert shown == works


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("question", "1234zbk"),
        ("answer", "zjk"),
        ("finished", "1234efxsjkb"),
        ("empty", "obu"),
        ("help", "1ez"),
    ],
)
async def test_keys_that_are_not_offered_change_nothing(place: str, keys: str) -> None:
    async with desk((140, 30), fake=fake(place)) as on:
        await at(on, place)
        screen, cards = on.app.screen, dict(on.fake.by_id)
        await on.press(*keys)
        assert on.app.screen is screen
        assert on.fake.by_id == cards


@pytest.mark.parametrize("place", ["decks", "question", "answer", "browse"])
async def test_on_narrow_screens_the_way_out_keeps_its_place(place: str) -> None:
    async with desk((44, 16)) as on:
        await at(on, place)
        text = on.text().splitlines()[-1]
        assert "Help" in text
        assert any(word in text for word in ("Quit", "Decks", "Back"))


def bindings() -> list[Binding]:
    return [binding for _, group in groups() for binding in group]


def test_each_action_is_defined_once_with_verb_and_object() -> None:
    ids = [binding.id for binding in bindings() if binding.action != "command_palette"]
    assert len(ids) == len(set(ids))
    for binding in bindings():
        assert binding.tooltip, binding
        assert binding.description, binding
        assert binding.id or binding.action == "command_palette", binding


def test_no_screen_binds_a_key_twice_for_the_same_moment() -> None:
    for name, group in groups():
        seen: dict[str, str] = {}
        for binding in Binding.make_bindings(group):
            known = seen.setdefault(binding.key, binding.action)
            same = {known, binding.action}
            assert len(same) == 1 or same in TAKING_TURNS, (name, binding.key)


def test_every_screen_with_keys_is_in_the_help_list() -> None:
    listed = {binding.id for binding in bindings()}
    headings = {name for name, _ in groups()}
    for each in classes():
        own = [key for key in each.__dict__.get("BINDINGS", ()) if isinstance(key, Binding)]
        assert {key.id for key in own} <= listed, f"keys of {each.__name__} are not in the help"
        if issubclass(each, StudyScreen) and own:
            assert each.NAME in headings, f"{each.__name__} is called from under no heading"


def test_no_key_verb_and_object_run_together_in_the_help_list() -> None:
    for binding, row in zip(bindings(), rows(bindings()), strict=True):
        keys = " ".join(key_name(each) for each in Binding.make_bindings([binding]))
        assert row.plain[len(keys)] == " "
        assert f" {binding.description} " in row.plain
        assert "_" not in keys, "a key is named as on the keyboard"


async def test_help_lists_every_key() -> None:
    async with desk((100, 600)) as on:
        await on.press("enter", "question_mark")
        text = on.text()
        assert text.index("Review") < text.index("Browse")
        for binding in bindings():
            for each in Binding.make_bindings([binding]):
                assert key_name(each) in text
            assert binding.tooltip in text
        await on.press("j", "k", "space", "b", "question_mark")
        assert on.app.screen.NAME == "Review"  # type: ignore[attr-defined]


async def test_palette_offers_what_works_here_as_verb_and_object() -> None:
    async with desk((100, 40)) as on:
        await on.press("enter", "ctrl+p")
        assert isinstance(on.app.screen, CommandPalette)
        await on.pilot.pause(0.3)
        listed = on.app.screen.query_one(OptionList)
        names = [str(listed.get_option_at_index(n).prompt) for n in range(listed.option_count)]
        assert any(name.startswith("show: the answer") for name in names)
        assert not any(name.startswith(("rate:", "undo:")) for name in names)
        on.app.screen.query_one(Input).value = "bury"
        await on.pilot.pause(0.4)
        await on.press("enter")
        await on.pilot.pause(0.3)
        await on.settle()
        assert "buried until tomorrow" in on.text()
