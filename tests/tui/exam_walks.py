"""The keys of the exam screens."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen
from textual.widgets import Input

from studyapp.tui.screens.contrast import ContrastScreen
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.exam import ExamScreen
from studyapp.tui.screens.exam_form import ExamForm
from studyapp.tui.screens.exam_mark import MarkScreen
from studyapp.tui.screens.exam_study import ExamStudyScreen
from studyapp.tui.screens.exams import ExamsScreen
from tests.tui.conftest import Desk
from tests.tui.presses import Check, Press, Walk, at, leaves, scrolled, shows


def stored(count: int) -> Check:
    return lambda on: len(on.fake.exams.stored) == count


def over(on: Desk) -> bool:
    return all(each.over for each in on.fake.exams.stored)


def opened(on: Desk) -> bool:
    return not any(each.over for each in on.fake.exams.stored)


def focus(name: str) -> Check:
    return lambda on: on.app.focused is not None and on.app.focused.id == name


def restore(on: Desk) -> None:
    """Put back what was removed or closed."""
    on.fake.exams.__init__(on.fake)  # type: ignore[misc]


def unnamed(on: Desk) -> None:
    on.app.screen.query_one("#name", Input).value = "Oral"


TOP = ("pageup",) * 9
BOTTOM = ("pagedown",) * 9


def back_to(screen: type[Screen[Any]]) -> Callable[[Desk], object]:
    def pop(on: Desk) -> None:
        while not isinstance(on.app.screen, screen):
            _ = on.app.pop_screen()

    return pop


LIST, PLAN = back_to(ExamsScreen), back_to(ExamScreen)
EXAMS: dict[str, Walk] = {
    "contrast": Walk(
        (
            Press(DeckScreen, "d", "mode('contrast')", at(ContrastScreen), (back_to(DeckScreen),)),
            Press(ContrastScreen, "1", "choose(0)", shows("Go on"), (back_to(DeckScreen), "d")),
            Press(ContrastScreen, "2", "choose(1)", shows("Go on"), (back_to(DeckScreen), "d")),
            Press(
                ContrastScreen,
                "enter space",
                "on",
                shows("Choose"),
                (back_to(DeckScreen), "d", "1"),
            ),
            Press(
                ContrastScreen,
                "escape q",
                "leave",
                leaves(ContrastScreen),
                (back_to(DeckScreen), "d"),
            ),
        )
    ),
    "exams": Walk(
        (
            Press(DeckScreen, "e", "mode('exams')", at(ExamsScreen), (back_to(DeckScreen),)),
            Press(ExamsScreen, "enter space", "open", at(ExamScreen), (LIST,)),
            Press(ExamsScreen, "a", "add", shows("new exam"), (LIST,)),
            Press(ExamsScreen, "e", "edit", at(ExamForm), (LIST,)),
            Press(ExamsScreen, "d", "done", at(MarkScreen), (LIST,)),
            Press(ExamsScreen, "r", "reopen", opened, (LIST, restore, "escape", "e", "up")),
            Press(ExamsScreen, "x", "remove", stored(1), (LIST, "x")),
            Press(ExamsScreen, "escape q", "back", leaves(ExamsScreen), (back_to(DeckScreen), "e")),
        )
    ),
    "exam": Walk(
        (
            Press(ExamScreen, "enter s", "study", at(ExamStudyScreen), (PLAN,)),
            Press(ExamScreen, "n", "next", at(ExamStudyScreen), (PLAN,)),
            Press(ExamScreen, "e", "edit", at(ExamForm), (PLAN,)),
            Press(ExamScreen, "d", "done", at(MarkScreen), (PLAN,)),
            Press(ExamScreen, "j down", "move(1)", scrolled("#charts", 1), (PLAN, *TOP)),
            Press(ExamScreen, "k up", "move(-1)", scrolled("#charts", 1, up=True), BOTTOM),
            Press(ExamScreen, "space pagedown", "page(1)", scrolled("#charts", 4), TOP),
            Press(ExamScreen, "b pageup", "page(-1)", scrolled("#charts", 4, up=True), BOTTOM),
            Press(ExamScreen, "escape q", "back", leaves(ExamScreen), (LIST, "enter")),
        ),
        ("e", "enter"),
        (80, 24),
    ),
    "exam_mark": Walk(
        (
            Press(MarkScreen, "escape", "cancel", leaves(MarkScreen), (LIST, "d")),
            Press(MarkScreen, "enter", "close", over, (LIST, restore, "d", "enter")),
        ),
        ("e",),
    ),
    "exam_form": Walk(
        (
            Press(ExamForm, "down tab", "app.focus_next", focus("date"), (LIST, "a")),
            Press(
                ExamForm, "up shift+tab", "app.focus_previous", focus("name"), (LIST, "a", "down")
            ),
            Press(ExamForm, "escape", "cancel", leaves(ExamForm), (LIST, "a")),
            Press(ExamForm, "ctrl+s", "save", stored(3), (LIST, "a", unnamed)),
        ),
        ("e",),
    ),
}
