"""``studyapp tutor`` from the command line: the deck, the wishes, refusals."""

import sys
from types import ModuleType
from typing import Any

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | None, dict[str, Any]]]:
    """Put a recorder in the place of the screens."""
    calls: list[tuple[str | None, dict[str, Any]]] = []
    app = ModuleType("app")
    vars(app).update(run=lambda opened, deck=None, **given: calls.append((deck, given)))
    monkeypatch.setitem(sys.modules, "studyapp.tui.app", app)
    monkeypatch.setattr("studyapp.cli.interface.is_terminal", lambda stream: stream is not None)
    return calls


def test_a_deck_and_wishes(run: Run, started: list[Any], studied: object) -> None:
    assert run("tutor", "eart", "--questions", "3", "--speak").code == 0
    assert run("tutor", "--fresh").code == 0
    (first, given), (second, other) = started
    assert (first, second) == ("Earth", "Earth")
    assert (given["mode"], other["mode"]) == ("tutor", "tutor")
    assert given["wishes"] == {"limit": 3, "fresh": False, "speak": True}
    assert other["wishes"] == {"limit": 10, "fresh": True, "speak": False}


def test_refusals(run: Run, started: list[Any], studied: object) -> None:
    assert run("tutor", "no such deck").code == 5
    assert run("tutor", "--questions", "0").code == 2
    assert started == []


def test_without_a_terminal(run: Run, studied: object) -> None:
    result = run("tutor", "Earth")
    assert result.code == 1
    assert "terminal" in result.err


def test_the_screen_takes_these_wishes() -> None:
    from studyapp.tui.modes import mode

    screen = mode("tutor").open("Earth", limit=3, fresh=True, speak=True)
    assert screen.deck == "Earth"  # type: ignore[attr-defined]
