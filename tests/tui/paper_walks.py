"""The keys of the screens of a practice test."""

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.screen import Screen
from textual.widgets import Input

from studyapp.quiz.paper_wishes import Kind
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.paper import PaperScreen
from studyapp.tui.screens.paper_answer import PaperAnswerScreen
from studyapp.tui.screens.paper_history import PaperHistoryScreen
from studyapp.tui.screens.paper_overview import PaperOverviewScreen
from studyapp.tui.screens.paper_result import PaperResultScreen
from studyapp.tui.screens.paper_setup import PaperSetupScreen
from studyapp.tui.screens.paper_topics import PaperTopicsScreen, TopicRows
from studyapp.tui.widgets.opener import Opener
from studyapp.tui.widgets.rows import Rows
from studyapp.tui.widgets.toggles import Toggles
from tests.tui.conftest import Desk
from tests.tui.papers import PaperFake, only
from tests.tui.presses import Check, Press, Walk, at, row, scrolled, shows

BEGIN = ("t", "ctrl+s")
HANDED_IN = (*BEGIN, "ctrl+s", "ctrl+s")
TOP = ("pageup",) * 9
BOTTOM = ("pagedown",) * 9


def focus(name: str) -> Callable[[Desk], object]:
    return lambda on: on.app.screen.query_one(f"#{name}").focus()


def focused(*names: str) -> Check:
    return lambda on: on.app.focused is not None and on.app.focused.id in names


def question(number: int) -> Check:
    return lambda on: isinstance(on.app.screen, PaperScreen) and on.app.screen.test.at == number


def go(number: int) -> Callable[[Desk], object]:
    def to(on: Desk) -> None:
        assert isinstance(on.app.screen, PaperScreen)
        on.app.screen._go(number)

    return to


def picked(option: int | None) -> Check:
    """Return whether the first point of the question on show has this option."""
    return lambda on: (
        isinstance(on.app.screen, PaperScreen) and on.app.screen.test.reply.picks[0] == option
    )


def pick(option: int | None) -> Callable[[Desk], object]:
    def choose(on: Desk) -> None:
        screen = on.app.screen
        assert isinstance(screen, PaperScreen)
        screen.test.clear()
        screen._row = 0
        screen.test.pick(0, option)
        screen._draw()

    return choose


def toggled(chosen: bool) -> Check:
    return lambda on: (0 in on.app.screen.query_one(Toggles).chosen) is chosen


def at_toggle(number: int) -> Callable[[Desk], object]:
    def put(on: Desk) -> None:
        toggles = on.app.screen.query_one(Toggles)
        toggles.focus()
        toggles.at = number

    return put


def stands_at(number: int) -> Check:
    return lambda on: on.app.screen.query_one(Toggles).at == number


def cursor(number: int) -> Callable[[Desk], object]:
    def put(on: Desk) -> None:
        on.app.screen.query_one(Rows).cursor = number

    return put


def answer_at(index: int) -> Check:
    return lambda on: isinstance(on.app.screen, PaperAnswerScreen) and on.app.screen._index == index


def step_to(index: int) -> Callable[[Desk], object]:
    def to(on: Desk) -> None:
        screen = on.app.screen
        assert isinstance(screen, PaperAnswerScreen)
        screen._index = index
        screen._show()

    return to


def seed_is(text: str) -> Callable[[Desk], object]:
    def fill(on: Desk) -> None:
        on.app.screen.query_one("#seed", Input).value = text

    return fill


def flagged(on: Desk) -> bool:
    return isinstance(on.app.screen, PaperScreen) and on.app.screen.test.reply.flagged


def marked(count: int) -> Check:
    return lambda on: len(on.app.screen.query_one(TopicRows).marked) == count


def back_to(screen: type[Screen[Any]]) -> Callable[[Desk], object]:
    def back(on: Desk) -> None:
        while not isinstance(on.app.screen, screen):
            _ = on.app.pop_screen()

    return back


def to_history(on: Desk) -> None:
    while isinstance(on.app.screen, PaperResultScreen) and on.app.screen.past:
        _ = on.app.pop_screen()
    if isinstance(on.app.screen, PaperResultScreen):
        on.app.screen.action_history()


LETTERS = tuple(
    Press(
        PaperScreen, f"{letter} {number}", f"letter('{letter}')", picked(number - 1), (pick(None),)
    )
    for number, letter in enumerate("abcdef", 1)
)

PAPERS: dict[str, Walk] = {
    "test form": Walk(
        (
            Press(DeckScreen, "t", "mode('test')", at(PaperSetupScreen)),
            Press(Toggles, "space", "mark", toggled(chosen=False), (at_toggle(0),)),
            Press(Toggles, "right l", "move(1)", stands_at(1), (at_toggle(0),)),
            Press(Toggles, "left h", "move(-1)", stands_at(0), (at_toggle(1),)),
            Press(
                Opener,
                "enter",
                "open",
                at(PaperTopicsScreen),
                (back_to(PaperSetupScreen), focus("topics")),
            ),
            Press(
                PaperSetupScreen,
                "down tab",
                "app.focus_next",
                focused("kinds"),
                (back_to(PaperSetupScreen), focus("questions")),
            ),
            Press(
                PaperSetupScreen,
                "up shift+tab",
                "app.focus_previous",
                focused("questions"),
                (focus("kinds"),),
            ),
            Press(PaperSetupScreen, "ctrl+o", "history", at(PaperHistoryScreen)),
            Press(PaperSetupScreen, "escape", "leave", at(DeckScreen), ("escape",)),
            Press(PaperSetupScreen, "enter", "begin", at(PaperScreen), ("t", focus("side"))),
            Press(
                PaperSetupScreen,
                "ctrl+s",
                "begin",
                at(PaperScreen),
                ("ctrl+n", "ctrl+n", focus("side")),
            ),
            Press(
                PaperSetupScreen,
                "ctrl+r",
                "resume",
                at(PaperScreen),
                ("ctrl+n", "ctrl+n"),
            ),
        ),
        fake=PaperFake,
    ),
    "test topics": Walk(
        (
            Press(PaperTopicsScreen, "space x", "mark", marked(1), ("a",)),
            Press(PaperTopicsScreen, "a", "all", marked(0)),
            Press(
                PaperTopicsScreen,
                "enter",
                "done",
                at(PaperSetupScreen),
            ),
            Press(PaperTopicsScreen, "escape q", "cancel", at(PaperSetupScreen), ("enter",)),
        ),
        start=("t", "tab", "tab", "tab", "enter"),
        fake=PaperFake,
    ),
    "paper": Walk(
        (
            Press(PaperScreen, "tab", "step(1)", question(1), (go(0),)),
            Press(PaperScreen, "enter right", "step(1)", question(1), (go(0),)),
            Press(PaperScreen, "shift+tab left", "step(-1)", question(0), (go(1),)),
            Press(PaperScreen, "down j", "move(1)", picked(1), (go(0), pick(0))),
            Press(PaperScreen, "up k", "move(-1)", picked(0), (pick(1),)),
            Press(PaperScreen, "delete backspace", "clear", picked(None), (pick(2),)),
            Press(PaperScreen, "ctrl+g", "flag", flagged),
            Press(PaperScreen, "ctrl+o", "overview", at(PaperOverviewScreen)),
            Press(PaperOverviewScreen, "o", "open", row(2), (cursor(1),)),
            Press(
                PaperOverviewScreen,
                "enter space",
                "go",
                question(3),
                (back_to(PaperScreen), go(0), "ctrl+o", cursor(3)),
            ),
            Press(PaperOverviewScreen, "escape ctrl+o q", "close", at(PaperScreen), ("ctrl+o",)),
            Press(PaperScreen, "escape", "leave", at(DeckScreen)),
            Press(PaperScreen, "ctrl+n", "new", at(PaperSetupScreen), ("t", "ctrl+n")),
            Press(PaperScreen, "ctrl+s", "submit", at(PaperResultScreen), ("ctrl+s", "ctrl+s")),
        ),
        start=BEGIN,
        fake=partial(only, Kind.CHOICE),
    ),
    "paper, pairs": Walk(LETTERS, start=BEGIN, fake=partial(only, Kind.MATCHING)),
    "paper, true or false": Walk(
        (Press(PaperScreen, "t", "letter('t')", picked(0), (pick(1),)),),
        start=BEGIN,
        fake=partial(only, Kind.TRUE_FALSE),
    ),
    "long paper": Walk(
        (
            Press(PaperScreen, "pagedown", "scroll(1)", scrolled("#sheet", 1), TOP),
            Press(PaperScreen, "pageup", "scroll(-1)", scrolled("#sheet", 1, up=True), BOTTOM),
        ),
        start=BEGIN,
        size=(60, 9),
        fake=partial(only, Kind.CHOICE),
    ),
    "result": Walk(
        (
            Press(
                PaperResultScreen,
                "enter space",
                "review",
                at(PaperAnswerScreen),
                (back_to(PaperResultScreen),),
            ),
            Press(PaperAnswerScreen, "right n enter", "step(1)", answer_at(1), (step_to(0),)),
            Press(PaperAnswerScreen, "left b", "step(-1)", answer_at(0), (step_to(1),)),
            Press(PaperAnswerScreen, "escape q", "leave", at(PaperResultScreen), ("enter",)),
            Press(PaperResultScreen, "a", "all", shows("all answers")),
            Press(PaperResultScreen, "b", "by", shows("by section")),
            Press(PaperResultScreen, "h", "history", at(PaperHistoryScreen)),
            Press(
                PaperHistoryScreen,
                "enter space",
                "open",
                at(PaperResultScreen),
                (back_to(PaperHistoryScreen),),
            ),
            Press(
                PaperHistoryScreen,
                "escape q",
                "leave",
                at(PaperResultScreen),
                (to_history,),
            ),
            Press(PaperResultScreen, "n", "new", at(PaperSetupScreen)),
            Press(
                PaperResultScreen,
                "escape q",
                "leave",
                at(DeckScreen),
                ("escape", "t", "ctrl+s", "ctrl+s", "ctrl+s"),
            ),
            Press(
                PaperResultScreen,
                "r",
                "retake",
                at(PaperScreen),
                ("escape", "t", "ctrl+s", "ctrl+s", "ctrl+s"),
            ),
        ),
        start=HANDED_IN,
        fake=partial(only, Kind.CHOICE),
    ),
    "judging": Walk(
        (
            Press(PaperAnswerScreen, "3", "judge(2)", shows("✓ right")),
            Press(PaperAnswerScreen, "1", "judge(0)", shows("✗ wrong")),
            Press(PaperAnswerScreen, "2", "judge(1)", shows("½ 50%")),
        ),
        start=(*BEGIN, *"xyz", "ctrl+s", "ctrl+s", "enter"),
        fake=partial(only, Kind.WRITTEN),
    ),
    "long answer": Walk(
        (
            Press(PaperAnswerScreen, "space pagedown", "scroll(8)", scrolled("#sheet", 4), TOP),
            Press(
                PaperAnswerScreen, "pageup", "scroll(-8)", scrolled("#sheet", 4, up=True), BOTTOM
            ),
            Press(PaperAnswerScreen, "j down", "scroll(1)", scrolled("#sheet", 1), TOP),
            Press(PaperAnswerScreen, "k up", "scroll(-1)", scrolled("#sheet", 1, up=True), BOTTOM),
        ),
        start=(*HANDED_IN, "enter"),
        size=(60, 8),
        fake=partial(only, Kind.WRITTEN),
    ),
}
