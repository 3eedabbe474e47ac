"""``studyapp learn``: which deck it opens, and with how many cards a round."""

import sys
from types import ModuleType
from typing import Any

import pytest

from studyapp.collection import Collection
from tests.cli.conftest import Run


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | None, dict[str, Any]]]:
    """Put a recorder in the place of the screens: the deck, and what goes with it."""
    calls: list[tuple[str | None, dict[str, Any]]] = []

    def run(collection: object, deck: str | None = None, **named: Any) -> None:
        calls.append((deck, named))

    app = ModuleType("app")
    vars(app).update(run=run)
    monkeypatch.setitem(sys.modules, "studyapp.tui.app", app)
    monkeypatch.setattr("studyapp.cli.interface.is_terminal", lambda stream: stream is not None)
    return calls


def test_it_opens_a_deck_by_part_of_its_name(
    run: Run, started: list[Any], studied: Collection
) -> None:
    assert run("learn", "eart", "--round", "5").code == 0
    assert run("learn").code == 0
    assert started[0] == ("Earth", {"mode": "learn", "wishes": {"size": 5}})
    assert started[1][1] == {"mode": "learn", "wishes": {"size": None}}


@pytest.mark.parametrize("args", [["learn", "nowhere"], ["learn", "--round", "0"]])
def test_what_it_refuses(
    run: Run, started: list[Any], studied: Collection, args: list[str]
) -> None:
    result = run(*args)
    assert result.code != 0
    assert result.err
    assert not started


def test_it_needs_a_terminal(run: Run, studied: Collection) -> None:
    result = run("learn", "Earth")
    assert result.code != 0
    assert "need a terminal" in result.err
