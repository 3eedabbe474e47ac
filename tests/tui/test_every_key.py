"""Each declared key, pressed where it works and where it does not."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import Input, TextArea

import studyapp.tui
from studyapp.tui.screens.help import PALETTE
from studyapp.tui.widgets.notice import Notice
from tests.few import few
from tests.tui.conftest import Desk, desk
from tests.tui.presses import Press
from tests.tui.stops import STOPS
from tests.tui.test_generated import collection as with_generated
from tests.tui.walks import WALKS

Key = tuple[str, str, str]
"""The class that declares it, the key, the action."""


def classes() -> set[type[DOMNode]]:
    """Return all that studyapp.tui defines and that may declare keys."""
    found: set[type[DOMNode]] = set()
    for info in pkgutil.walk_packages(studyapp.tui.__path__, "studyapp.tui."):
        for each in vars(importlib.import_module(info.name)).values():
            if isinstance(each, type) and issubclass(each, DOMNode):
                found.add(each)
    return {each for each in found if each.__module__.startswith("studyapp.tui")}


def declared(nodes: Iterable[type[DOMNode]]) -> Iterator[Key]:
    for node in nodes:
        for binding in Binding.make_bindings(node.__dict__.get("BINDINGS", ())):
            yield node.__name__, binding.key, binding.action


def pressed() -> list[Key]:
    presses = [press for walk in WALKS.values() for press in walk.presses]
    return [(p.owner.__name__, key, p.action) for p in presses for key in p.keys.split()]


def untested(nodes: Iterable[type[DOMNode]]) -> set[Key]:
    return set(declared(nodes)) - set(pressed())


def test_each_declared_key_is_pressed_in_a_walk() -> None:
    assert untested(classes()) == set()
    assert set(pressed()) - set(declared(classes())) == {("StudyApp", PALETTE.key, PALETTE.action)}
    assert len(pressed()) == len(set(pressed()))


def test_a_new_key_without_a_walk_is_found() -> None:
    class Fresh(DOMNode):
        BINDINGS = [Binding("f9,y", "shine", "Shine"), ("w", "wane", "Wane")]  # noqa: RUF012

    assert untested([*classes(), Fresh]) == {
        ("Fresh", "f9", "shine"),
        ("Fresh", "y", "shine"),
        ("Fresh", "w", "wane"),
    }


async def seen(on: Desk) -> tuple[object, ...]:
    """Return what a learner sees or has stored, but for notices."""
    for notice in on.app.screen.query(Notice):
        notice.clear()
    await on.settle()
    fake = on.fake
    stored = (dict(fake.by_id), dict(fake.offered), dict(fake.all_options), list(fake.answers))
    place = (on.app.screen, on.app.focused, on.app._exit, on.app.theme)
    return (*stored, *place, [list(strip) for strip in on.strips()])


def works(on: Desk, press: Press, key: str) -> bool:
    """Return whether the key would now start the action of that class."""
    return any(
        binding.action == press.action and isinstance(node, press.owner)
        for node, bindings in on.app.screen._modal_binding_chain
        for binding in bindings.key_to_bindings.get(key, ())
        if on.app._check_action_state(binding.action, node)
    )


@pytest.mark.parametrize("name", few(WALKS, ("lists", "decks", "learn", "exams")))
async def test_each_key_does_what_it_says(name: str) -> None:
    walk = WALKS[name]
    async with desk(walk.size, fake=walk.fake()) as on:
        await on.press(*walk.start)
        for press in walk.presses:
            for key in press.keys.split():
                what = f"{key} of {press.owner.__name__}"
                for before in press.before:
                    if callable(before):
                        before(on)
                        await on.settle()
                    else:
                        await on.press(before)
                assert works(on, press, key), f"{what} does not work in this place"
                assert not press.then(on), f"{what} would change nothing"
                first = await seen(on)
                await on.press(key)
                assert press.then(on), f"{what} failed:\n{on.text()}"
                changed = await seen(on) != first
                assert changed or press.told, f"{what} changed nothing to be seen"


IDLE = {**STOPS, "generated": ("down", "enter", "l"), "paragraph": ("down", "enter", "space", "p")}


@pytest.mark.parametrize("place", few(IDLE, ("decks", "answer", "edit", "keep", "tutor_asked")))
async def test_keys_that_are_not_offered_do_nothing(place: str) -> None:
    made = place in ("generated", "paragraph")
    async with desk((140, 30), fake=with_generated() if made else None) as on:
        await on.press(*IDLE[place])
        screen = on.app.screen
        active = screen.active_bindings
        writing = isinstance(on.app.focused, Input | TextArea)
        chain = [
            node for widget in (screen, on.app.focused) if widget for node in type(widget).__mro__
        ]
        keys = {key for _, key, _ in declared(node for node in chain if issubclass(node, DOMNode))}
        idle = {key for key in keys if key not in active or not active[key].enabled}
        for key in sorted(idle):
            if writing and (len(key) == 1 or key in ("enter", "space")):
                continue
            first = await seen(on)
            await on.press(key)
            assert await seen(on) == first, f"{key} at {place} is not offered and acts"
