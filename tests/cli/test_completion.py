"""Deck names for the Tab key."""

from pathlib import Path

import pytest
import typer

from studyapp.cli.app import app
from studyapp.cli.completion import deck_names
from studyapp.cli.context import Given
from studyapp.collection import Collection
from tests.cli import made
from tests.cli.conftest import Run


def _context(db: Path | None = None) -> typer.Context:
    context = typer.Context(typer.main.get_command(app))
    context.obj = Given(db)
    return context


def test_names_start_with_what_is_typed(studied: Collection) -> None:
    assert deck_names(_context(), "ea") == ["Earth"]
    assert deck_names(_context(), "x") == []


def test_nothing_is_made_or_told(home: Path, tmp_path: Path) -> None:
    assert deck_names(_context(), "") == []
    assert deck_names(_context(tmp_path), "") == []
    assert not home.exists()
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"nothing" * 1000)
    assert deck_names(_context(broken), "") == []


def test_wrong_settings_complete_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYAPP_ROLLOVER", "x")
    assert deck_names(_context(), "") == []


def test_hostile_names_stay_out(home: Path) -> None:
    made.make_hostile(home / "collection.db")
    names = deck_names(_context(), "deck")
    assert names
    assert not made.unsafe("".join(names))


def test_through_the_shell(run: Run, studied: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_STUDYAPP_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_CWORD", "2")
    monkeypatch.setenv("COMP_WORDS", "studyapp cards E")
    assert run().out == "Earth\n"
    monkeypatch.setenv("COMP_CWORD", "1")
    monkeypatch.setenv("COMP_WORDS", "studyapp rev")
    assert run().out == "review\n"
