"""Every exit code, and that each failure is one clear message."""

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studyapp import errors
from studyapp.cli import exits
from studyapp.collection import Collection
from tests.cli import made
from tests.cli.conftest import Run
from tests.few import few

COMMANDS = ("decks", "due", "cards", "check", "review")


def _one_message(result: made.Printed) -> bool:
    lines = result.err.splitlines()
    return (
        result.out == ""
        and lines[0].startswith("studyapp: ")
        and len(lines) <= 2
        and "Traceback" not in result.err
    )


def test_all_errors_are_documented(run: Run) -> None:
    shown = run("--help").out
    for code, meaning in exits.MEANINGS.items():
        assert f"{code:>5}  {meaning}\n" in shown
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, errors.StudyError):
            assert kind.exit_code in exits.MEANINGS


def test_not_possible_without_a_terminal(run: Run) -> None:
    for command in ([], ["review"], ["review", "Sky"]):
        result = run(*command)
        assert result.code == exits.FAILED
        assert _one_message(result)
        assert "need a terminal" in result.err


@pytest.mark.parametrize(
    "args", [["nonsense"], ["build"], ["decks", "--nonsense"], ["--db"], ["cards", "a", "b"]]
)
def test_usage(run: Run, args: list[str]) -> None:
    result = run(*args)
    assert result.code == exits.USAGE
    assert _one_message(result)
    assert "--help'" in result.err


def test_a_near_miss_is_suggested(run: Run) -> None:
    assert "'decks'" in run("deks").err


def test_source(run: Run, tmp_path: Path) -> None:
    result = run("build", tmp_path / "missing.txt")
    assert result.code == exits.SOURCE
    assert _one_message(result)
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\x7fELF\0\0\0")
    assert run("build", binary).code == exits.SOURCE


def test_build_is_all_or_nothing(run: Run, page: Path, home: Path) -> None:
    assert run("build", page, page.with_name("missing.txt")).code == exits.SOURCE
    assert not (home / "collection.db").exists()


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "damaged.db"
    path.write_bytes(b"not a database, but rather long" * 300)
    return path


def test_collection(run: Run, damaged: Path) -> None:
    before = damaged.read_bytes()
    for command in ("decks", "due", "cards"):
        result = run(command, "--db", damaged)
        assert result.code == exits.COLLECTION
        assert _one_message(result)
    assert damaged.read_bytes() == before


@pytest.mark.parametrize("command", [["decks"], ["due"], ["cards"], ["check"], ["build"], []])
@pytest.mark.parametrize("before", [True, False])
def test_a_folder_that_is_not_there_is_not_made(
    run: Run, tmp_path: Path, page: Path, command: list[str], before: bool
) -> None:
    missing = tmp_path / "missing"
    option = ["--db", str(missing / "deep" / "own.db")]
    command = [*command, *([str(page)] if command == ["build"] else [])]
    result = run(*option, *command) if before or not command else run(*command, *option)
    assert result.code == exits.COLLECTION
    assert _one_message(result)
    assert str(missing / "deep") in result.err
    assert not missing.exists()


def test_the_folder_of_ones_own_collection_is_made(run: Run, home: Path) -> None:
    assert not home.exists()
    assert run("decks").code == exits.OK
    assert (home / "collection.db").exists()


def test_check_of_a_damaged_file(run: Run, damaged: Path) -> None:
    before = damaged.read_bytes()
    result = run("check", "--db", damaged)
    assert result.code == exits.COLLECTION
    assert "problem: " in result.out
    assert "check --repair" in result.out
    assert damaged.read_bytes() == before
    assert '"ok": false' in run("check", "--json", "--db", damaged).out


def test_check_sets_a_damaged_file_aside(run: Run, damaged: Path) -> None:
    before = damaged.read_bytes()
    result = run("check", "--repair", "--db", damaged)
    assert result.code == exits.COLLECTION
    assert "repaired: moved" in result.out
    assert not damaged.exists()
    [aside] = damaged.parent.glob("damaged.damaged-*.db")
    assert aside.read_bytes() == before
    assert run("decks", "--db", damaged).code == 0


def test_check_repairs_memory(run: Run, studied: Collection) -> None:
    with sqlite3.connect(studied.path) as connection:
        connection.execute("UPDATE memory SET stability = 99 WHERE reps > 0")
    connection.close()
    broken = run("check")
    assert broken.code == exits.COLLECTION
    assert "problem: " in broken.out
    mended = run("check", "--repair")
    assert mended.code == exits.OK
    assert "repaired: " in mended.out
    assert run("check").code == exits.OK


def test_not_found(run: Run, tmp_path: Path) -> None:
    for command in (["cards", "no such"], ["review", "no such"]):
        result = run(*command)
        assert result.code == exits.NOT_FOUND
        assert _one_message(result)
    missing = tmp_path / "missing.db"
    result = run("check", "--db", missing)
    assert result.code == exits.NOT_FOUND
    assert not missing.exists()


def test_busy(run: Run, studied: Collection, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp.storage.engine.BUSY_TIMEOUT_MS", 20)
    holder = sqlite3.connect(studied.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    result = run("build", page)
    looking = run("decks")
    holder.execute("ROLLBACK")
    holder.close()
    assert result.code == exits.BUSY
    assert _one_message(result)
    assert looking.code == exits.OK


@pytest.mark.parametrize("command", ["import", "build"])
def test_an_empty_name_is_not_the_folder_one_is_in(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(page.parent)
    result = run(command, "")
    assert result.code in (exits.USAGE, exits.SOURCE)
    assert "empty name" in result.err


def _refusing(method: Callable[..., Any], locked: Path) -> Callable[..., Any]:
    def called(path: Path, *given: Any, **more: Any) -> Any:
        if locked in (path, *path.parents):
            raise PermissionError(13, "Permission denied")
        return method(path, *given, **more)

    return called


@pytest.mark.parametrize("command", ["import", "build"])
@pytest.mark.parametrize("name", ["locked", "locked/page.txt"])
def test_what_may_not_be_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    for each in ("is_file", "exists", "open", "iterdir"):
        monkeypatch.setattr(Path, each, _refusing(getattr(Path, each), locked))
    result = run(command, tmp_path / name)
    assert result.code == exits.SOURCE
    assert "Permission denied" in result.err
    assert _one_message(result)


def test_not_saved(run: Run, page: Path) -> None:
    in_the_way = page.with_name("file")
    in_the_way.write_text("x")
    result = run("build", page, "--out", in_the_way / "below")
    assert result.code == exits.NOT_SAVED
    assert _one_message(result)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STUDYAPP_TIMEZONE", "Europe"),
        ("STUDYAPP_TIMEZONE", "../etc"),
        ("STUDYAPP_TIMEZONE", "Mars/Olympus"),
        ("STUDYAPP_ROLLOVER", "25"),
        ("STUDYAPP_THEME", "pink"),
    ],
)
def test_config(
    run: Run, page: Path, home: Path, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    for command in (*COMMANDS, "build", "inspect", "generate"):
        result = run(command, *([page] if command not in COMMANDS else []))
        assert result.code == exits.CONFIG, command
        assert _one_message(result)
    assert not home.exists()


def test_a_system_without_clear_zone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STUDYAPP_TIMEZONE")
    monkeypatch.setenv("TZ", "Foo/Bar")
    monkeypatch.setattr("tzlocal.unix._cache_tz", None)  # another test may have asked before
    result = run("decks")
    assert result.code == exits.CONFIG
    assert _one_message(result)
    monkeypatch.setenv("TZ", "Europe/Paris")
    assert run("decks").code == exits.OK


def test_unexpected(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_self: Collection) -> None:
        raise RuntimeError("the \x1b[2Jmoon")

    monkeypatch.setattr(Collection, "decks", fails)
    result = run("decks")
    assert result.code == exits.UNEXPECTED
    assert _one_message(result)
    assert "RuntimeError: the ␛[2Jmoon" in result.err
    monkeypatch.setenv("STUDYAPP_DEBUG", "1")
    result = run("decks")
    assert result.code == exits.UNEXPECTED
    assert "Traceback" in result.err
    assert "\x1b" not in result.err


def test_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(_self: Collection) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Collection, "decks", stops)
    assert run("decks") == made.Printed(exits.INTERRUPTED, "", "")


def test_interrupted_for_real(home: Path, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    lines = (
        f"{n}. What is number {n}?\nIt is the number {n}, of course.\n\n" for n in range(60000)
    )
    big.write_text("".join(lines))
    child = subprocess.Popen(
        [*made.STUDYAPP, "build", str(big)],
        cwd=made.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=made.hear_interrupts,
    )
    collection = home / "collection.db"
    while not collection.exists() and child.poll() is None:
        time.sleep(0.02)
    time.sleep(0.3)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert (child.returncode, out, err) == (exits.INTERRUPTED, "", "")
    with made.open_collection(collection) as opened:
        assert opened.cards() == ()


@pytest.mark.parametrize("read", few([0, 1], [1]))
def test_closed_pipe(home: Path, read: int) -> None:
    made.make_hostile(home / "collection.db")
    child = subprocess.Popen(
        [*made.STUDYAPP, "cards", "--json"],
        cwd=made.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    os.read(child.stdout.fileno(), read)
    child.stdout.close()
    err = child.stderr.read()
    child.stderr.close()
    code = child.wait(timeout=30)
    assert err == b""
    assert code == exits.PIPE_CLOSED if read == 0 else code in (exits.OK, exits.PIPE_CLOSED)


def test_full_disk_behind_the_output() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*made.STUDYAPP, "--help"],
            cwd=made.ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == exits.FAILED
    assert done.stderr.startswith("studyapp: cannot write the output: ")
    assert len(done.stderr.splitlines()) == 1


def test_closed_streams() -> None:
    done = subprocess.run(
        ["sh", "-c", '"$@" build - <&- >&-', "sh", *made.STUDYAPP],
        cwd=made.ROOT,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == exits.SOURCE
    assert "standard input is closed" in done.stderr
