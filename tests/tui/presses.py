"""Pressing a key where it works: what is so before, what is so after."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, TextArea

from studyapp.domain.card import Flag, Queue
from studyapp.domain.generated import Standing
from studyapp.domain.review import Rating
from studyapp.tui.screens.review import Phase, ReviewScreen
from studyapp.tui.widgets.choice import Choice
from studyapp.tui.widgets.rows import Rows
from tests.tui.conftest import Desk
from tests.tui.fake import FakeCollection
from tests.tui.generated import make_offers

Check = Callable[[Desk], bool]
Before = str | Callable[[Desk], object]


@dataclass(frozen=True)
class Press:
    """Keys of one binding; ``then`` is not so before each of them and is so after it."""

    owner: type[DOMNode]
    keys: str
    action: str
    then: Check
    before: tuple[Before, ...] = ()
    told: bool = False
    """Whether a notice is all that changes."""


@dataclass(frozen=True)
class Walk:
    """Presses in one run of the application."""

    presses: tuple[Press, ...]
    start: tuple[str, ...] = ()
    """Keys from the decks to the place where it begins."""
    size: tuple[int, int] = (140, 30)
    fake: Callable[[], FakeCollection] = FakeCollection


def shows(text: str) -> Check:
    return lambda on: text in on.text()


def hides(text: str) -> Check:
    return lambda on: text not in on.text()


def at(screen: type[Screen[Any]]) -> Check:
    return lambda on: isinstance(on.app.screen, screen)


def leaves(screen: type[Screen[Any]]) -> Check:
    return lambda on: not isinstance(on.app.screen, screen)


def left(on: Desk) -> bool:
    return on.app._exit


def row(index: int) -> Check:
    return lambda on: on.app.screen.query_one(Rows).cursor == index


def scrolled(name: str, at_least: int, *, up: bool = False) -> Check:
    """Return whether a part of the screen stands so many lines from its top, or its end."""

    def check(on: Desk) -> bool:
        part = on.app.screen.query_one(name)
        return (part.max_scroll_y - part.scroll_y if up else part.scroll_y) >= at_least

    return check


def focused(name: str) -> Check:
    return lambda on: on.app.focused is not None and on.app.focused.id == name


def rated(rating: Rating) -> Check:
    return lambda on: [answer[:2] for answer in on.fake.answers] == [(5, rating)]


def lies_in(queue: Queue) -> Check:
    return lambda on: on.fake.by_id[5].queue is queue


def flagged(flag: Flag) -> Check:
    return lambda on: on.fake.by_id[5].flag is flag


def stands(note_id: int, standing: Standing) -> Check:
    return lambda on: on.fake.offered[note_id].note.standing is standing


def is_back(note_id: int) -> Check:
    """Return whether a note is not dropped, whatever it is instead."""
    return lambda on: on.fake.offered[note_id].note.standing is not Standing.DROPPED


def phase(wanted: Phase) -> Check:
    return lambda on: isinstance(on.app.screen, ReviewScreen) and on.app.screen.phase is wanted


def active(on: Desk) -> None:
    on.fake.put(replace(on.fake.by_id[5], queue=Queue.ACTIVE))


def with_flag(flag: Flag) -> Callable[[Desk], object]:
    return lambda on: on.fake.put(replace(on.fake.by_id[5], flag=flag))


def offers_anew(on: Desk) -> None:
    on.fake.offered = {offer.note_id: offer for offer in make_offers()}


def first_field(on: Desk) -> None:
    on.app.screen.query(Input).first().focus()


def new_per_day(value: str) -> Callable[[Desk], object]:
    def fill(on: Desk) -> None:
        on.app.screen.query_one("#new_per_day", Input).value = value

    return fill


def choice(value: int) -> Callable[[Desk], object]:
    def turn(on: Desk) -> None:
        found = on.app.screen.query_one("#leech_action", Choice)
        found.focus()
        found.at = value

    return turn


def turned(value: int) -> Check:
    return lambda on: on.app.screen.query_one("#leech_action", Choice).at == value


def text_is(text: str) -> Callable[[Desk], object]:
    def fill(on: Desk) -> None:
        on.app.screen.query_one("#front", TextArea).text = text

    return fill
