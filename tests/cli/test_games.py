"""The commands of the games open their screens, with what was wished."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from studyapp.collection import Collection
from studyapp.services.selftest.cram import CramWishes
from studyapp.tui.modes import MODES, mode
from studyapp.tui.screens.cram import CramMenu, CramScreen
from studyapp.tui.screens.flip import FlipScreen
from studyapp.tui.screens.match import MatchScreen
from studyapp.tui.screens.sort_menu import SortMenu
from tests.cli.conftest import Run

GAMES = ("match", "sort", "flip", "cram")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, studied: Collection) -> list[Any]:
    """Put a recorder in the place of the screens: deck, mode, wishes."""
    calls: list[Any] = []

    def run(
        opened: Collection | Callable[[], Collection],
        deck: str | None = None,
        *,
        mode: str = "",
        wishes: dict[str, Any],
    ) -> None:
        calls.append((deck, mode, wishes))

    app = ModuleType("app")
    vars(app).update(run=run)
    monkeypatch.setitem(sys.modules, "studyapp.tui.app", app)
    monkeypatch.setattr("studyapp.cli.interface.is_terminal", lambda stream: stream is not None)
    return calls


@pytest.mark.parametrize("name", GAMES)
def test_a_command_opens_its_screen(run: Run, started: list[Any], name: str) -> None:
    assert run(name, "eart").code == 0
    assert run(name).code == 0
    assert [call[:2] for call in started] == [("Earth", name)] * 2
    for _, _, wishes in started:
        opened = mode(name).open("Earth", **wishes)
        kinds = {"match": MatchScreen, "sort": SortMenu, "flip": FlipScreen, "cram": CramMenu}
        assert type(opened) is kinds[name]


@pytest.mark.parametrize("name", GAMES)
def test_no_such_deck(run: Run, started: list[Any], name: str) -> None:
    assert run(name, "atlantis").code == 5
    assert started == []


@pytest.mark.parametrize("name", GAMES)
def test_without_a_terminal(run: Run, studied: Collection, name: str) -> None:
    result = run(name)
    assert result.code == 1
    assert "terminal" in result.err


def test_options_reach_the_screens(run: Run, started: list[Any]) -> None:
    run("match", "--pairs", "4", "--boards", "3")
    run("flip", "--starred", "--pace", "2.5")
    run("cram", "--tag", "water", "--tag", "rivers", "--weak", "--limit", "9")
    match, flip, cram = (call[2] for call in started)
    assert match == {"pairs": 4, "boards": 3}
    assert flip == {"starred": True, "pace": 2.5}
    opened = mode("cram").open("Earth", **cram)
    assert isinstance(opened, CramScreen)
    assert opened._wishes == CramWishes(("water", "rivers"), weak=True, limit=9)


@pytest.mark.parametrize(
    "wrong", [("match", "--pairs", "7"), ("flip", "--pace", "0"), ("cram", "--limit", "0")]
)
def test_wrong_figures_are_refused(run: Run, started: list[Any], wrong: tuple[str, ...]) -> None:
    assert run(*wrong).code == 2
    assert started == []


def test_each_game_has_one_key() -> None:
    keys = [each.key for each in MODES if each.name in GAMES]
    assert sorted(keys) == ["c", "f", "m", "s"]
