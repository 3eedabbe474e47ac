"""A user with an empty home, two sample notes and a page to build."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from studyapp.cli.app import app
from studyapp.collection import Collection
from studyapp.domain.review import Rating
from tests.cli import made

Run = Callable[..., made.Printed]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home; whatever the developer has set does not count."""
    for name in ("NO_COLOR", "STUDYAPP_DEBUG", "STUDYAPP_DATABASE", "STUDYAPP_ROLLOVER"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "home"
    monkeypatch.setenv("STUDYAPP_HOME", str(folder))
    monkeypatch.setenv("STUDYAPP_TIMEZONE", "UTC")
    return folder


@pytest.fixture(autouse=True)
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one sample deck."""
    folder = tmp_path / "samples"
    folder.mkdir()
    (folder / "sky.md").write_text(made.SAMPLE, encoding="utf-8")
    monkeypatch.setattr("studyapp.services.samples.sample_decks", lambda: folder)
    return folder


@pytest.fixture
def run() -> Run:
    """Run the command line in this process."""

    def runs(*args: str | Path, stdin: str | bytes = b"") -> made.Printed:
        result = CliRunner().invoke(
            app, [str(arg) for arg in args], input=stdin, prog_name="studyapp"
        )
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return made.Printed(result.exit_code, result.stdout, result.stderr)

    return runs


@pytest.fixture
def printed_json(run: Run) -> Callable[..., Any]:
    """Run a command that must succeed and return the JSON it prints."""

    def runs(*args: str | Path, stdin: str | bytes = b"") -> Any:
        result = run(*args, "--json", stdin=stdin)
        assert result.code == 0, result
        assert result.err == ""
        return json.loads(result.out)

    return runs


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A flashcard page of four cards with chrome."""
    path = tmp_path / "rivers.txt"
    path.write_text(made.PAGE, encoding="utf-8")
    return path


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A Markdown deck with subdecks, a reversed and a cloze note."""
    path = tmp_path / "earth.md"
    path.write_text(made.DECK, encoding="utf-8")
    return path


@pytest.fixture
def studied(home: Path, deck: Path) -> Iterator[Collection]:
    """The user's collection with that deck, one card of it answered."""
    with made.open_collection(home / "collection.db") as collection:
        collection.build([deck])
        session = collection.study("Earth")
        assert session.current() is not None
        session.answer(Rating.EASY, duration_ms=2000)
        yield collection
