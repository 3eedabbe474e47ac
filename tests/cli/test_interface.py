"""What reaches the screens: the collection, the deck, the theme."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from studyapp.collection import Collection
from tests.cli import made
from tests.cli.conftest import Run


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[str, ...], Any, Any]]:
    """Put a recorder in the place of the screens: decks, start deck, theme."""
    calls: list[tuple[tuple[str, ...], Any, Any]] = []

    def run(
        opened: Collection | Callable[[], Collection],
        deck: str | None = None,
        *,
        mode: str = "",
        theme: str = "",
    ) -> None:
        assert not mode
        collection = opened() if callable(opened) else opened
        calls.append((tuple(row.name for row in collection.decks()), deck, theme))

    app = ModuleType("app")
    vars(app).update(run=run)
    monkeypatch.setitem(sys.modules, "studyapp.tui.app", app)
    monkeypatch.setattr("studyapp.cli.interface.is_terminal", lambda stream: stream is not None)
    return calls


def test_no_command_opens_the_screens(run: Run, started: list[Any]) -> None:
    assert run() == made.Printed(0, "", "")
    assert started == [(("Sky",), None, "")]


def test_review_names_a_deck(run: Run, started: list[Any], studied: Collection) -> None:
    assert run("review", "eart").code == 0
    assert run("review").code == 0
    assert [deck for _, deck, _ in started] == ["Earth", "Earth"]


def test_review_with_nothing_to_do(run: Run, started: list[Any], home: Path) -> None:
    made.make_empty(home / "collection.db")
    assert run("review").code == 0
    assert started == [((), None, "")]


@pytest.mark.parametrize("theme", ["ink", "paper"])
def test_theme(run: Run, started: list[Any], theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYAPP_THEME", theme)
    assert run().code == 0
    assert started[0][2] == theme


def test_unknown_theme(run: Run, started: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYAPP_THEME", "neon")
    result = run()
    assert result.code == 8
    assert "ink, paper" in result.err
    assert started == []
