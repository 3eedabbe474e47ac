"""Pastes told apart: files as terminals write them, and cards."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.services.texts import SourceFile
from studyapp.tui.dropped import LONGEST, paths, sources
from studyapp.tui.widgets.path_input import completed

ODD = (
    "plain.txt",
    "two words.csv",
    "it's.apkg",
    'a "b".txt',
    "100% #1 (é).txt",
    "a\\b.txt",
    "[x].md",
)


def escaped(path: Path) -> str:
    return "".join(char if char.isalnum() or char in "/._-" else f"\\{char}" for char in str(path))


WAYS: dict[str, Callable[[Path], str]] = {
    "bare": str,
    "quoted": lambda path: shlex.quote(str(path)),
    "escaped": escaped,
    "address": Path.as_uri,
    "with space after": lambda path: f"{shlex.quote(str(path))} \n",
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("way", WAYS)
def test_a_dropped_file_is_found(tmp_path: Path, way: str, name: str) -> None:
    path = tmp_path / name
    path.touch()
    assert list(sources(WAYS[way](path))) == [path]


@pytest.mark.parametrize("between", [" ", "\n", "\r"])
def test_several_files(tmp_path: Path, between: str) -> None:
    made = [tmp_path / name for name in ODD]
    for path in made:
        path.touch()
    assert list(sources(between.join(shlex.quote(str(path)) for path in made))) == made


@pytest.mark.parametrize(
    "text",
    [
        "What is a cog?\tA ship",
        "/no/such/file.txt",
        "ports.csv",
        "file://elsewhere/etc/hostname",
        "file://[bad",
        "it's",
        "~nobody-of-this-name/x",
        "/" + "a" * 5_000,
    ],
)
def test_all_else_is_text(text: str, shelf: Path) -> None:
    [given] = sources(text)
    assert isinstance(given, SourceFile)
    assert given.data == text.encode()


def test_a_file_beside_one_that_is_not_there_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch()
    assert paths(f"{path}\n/no/such/file") == ()
    assert paths(f"{path} " * (LONGEST // len(str(path)))) == ()


@settings(deadline=None)
@given(st.text())
def test_any_paste_is_something_or_nothing(text: str) -> None:
    assert len(sources(text)) == (1 if text.strip() else 0) or paths(text)


def test_completion_takes_the_shortest_name_that_fits(shelf: Path) -> None:
    (shelf / "port").mkdir()
    assert completed("po", shelf) == "port/"
    assert completed("port", shelf) == "port/"
    assert completed("ports", shelf) == "ports.csv"
    assert completed("nothing", shelf) is None
    assert completed("", shelf) is None
    assert completed(f"{shelf}/har", Path("/")) == f"{shelf}/harbours.apkg"
    assert completed("\0/x", shelf) is None
