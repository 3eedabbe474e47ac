"""Help: there for everything, quick, and without the heavy libraries."""

import re
import subprocess
import sys

import pytest
from typer.main import get_command

from studyapp.cli.app import app
from tests.cli import made
from tests.cli.conftest import Run
from tests.few import few

COMMANDS = [
    "build",
    "import",
    "export",
    "formats",
    "decks",
    "cards",
    "due",
    "review",
    "learn",
    "test",
    "stats",
    "match",
    "sort",
    "flip",
    "cram",
    "contrast",
    "tutor",
    "check",
    "inspect",
    "generate",
    "grade",
    "optimize",
    "history",
    "catch-up",
    "simulate",
    "mastery",
    "report",
    "exam",
]
HEAVY = [
    "textual",
    "rich.text",
    "pydantic",
    "sqlalchemy",
    "sqlmodel",
    "fsrs",
    "alembic",
    "pypdf",
    "studyapp.collection",
    "studyapp.generation",
    "studyapp.grading",
    "rapidfuzz",
    "snowballstemmer",
    "zstandard",
    "numpy",
    "markdown_it",
]


def test_these_are_the_commands() -> None:
    assert list(getattr(get_command(app), "commands", {})) == COMMANDS


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_everything_has_help(run: Run, command: str | None) -> None:
    root = get_command(app)
    chosen = root if command is None else getattr(root, "commands", {})[command]
    assert chosen.help
    assert command is None or chosen.short_help
    for param in chosen.params:
        assert getattr(param, "help", None), param.name
    for option in ("-h", "--help"):
        result = run(*([command] if command else []), option)
        assert result.code == 0
        assert result.out.startswith("Usage: studyapp")
        assert not re.search("[^\n -~]", result.out)


@pytest.mark.parametrize(
    "args",
    few(
        [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)],
        [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS[::3])],
    ),
)
def test_help_is_headless(args: list[str]) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['studyapp', *{args!r}]\n"
        "from studyapp.__main__ import main\n"
        "try:\n    main()\n"
        "except SystemExit as stop:\n    assert not stop.code\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=made.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout
    assert done.stderr == "[]\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(shell: str) -> None:
    code = "import studyapp.__main__ as m; m.main()"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=made.ROOT,
        env={"_STUDYAPP_COMPLETE": f"source_{shell}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "_STUDYAPP_COMPLETE=complete_" in done.stdout


def test_show_completion(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typer.completion._get_shell_name", lambda: "bash")
    result = run("--show-completion")
    assert result.code == 0
    assert "_studyapp_completion" in result.out
