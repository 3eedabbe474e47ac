"""File names every file system takes."""

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.formats.file_names import MAX_BYTES, deck_paths, safe_name
from tests.formats.texts import deck_names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("T14 - The Soviet Union, 1928-41", "T14 - The Soviet Union, 1928-41"),
        ("Политбюро", "Политбюро"),
        ("a/b\\c", "a_b_c"),
        ('<>:"|?*', "_______"),
        ("..", "_"),
        ("", "_"),
        (" . ", "_"),
        ("end. ", "end"),
        (".hidden", "_.hidden"),
        ("CON", "CON_"),
        ("con.tar.gz", "con_.tar.gz"),
        ("Com1", "Com1_"),
        ("lpt¹", "lpt¹_"),
        ("AUX .x", "AUX_.x"),
        ("Conrad", "Conrad"),
        ("e\u0301", "é"),
        ("a\nb\x00c\u2028d\u202ee", "a_b_c_d_e"),
        ("\ud800x", "_x"),
        ("ж" * 200, "ж" * 50),
        ("👩‍🚀", "👩‍🚀"),
    ],
)
def test_safe_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_subdecks_are_folders() -> None:
    assert deck_paths(["T14::Lewin", "T14", "T14::Lewin::Famine"]) == {
        "T14": "T14.md",
        "T14::Lewin": "T14/Lewin.md",
        "T14::Lewin::Famine": "T14/Lewin/Famine.md",
    }


def test_names_that_collide_get_a_number() -> None:
    names = ["a?", "a*", "A_", "a_", "é", "e\u0301", "E\u0301"]
    assert deck_paths(names) == {
        "A_": "A_.md",
        "a_": "a_ (2).md",
        "a*": "a_ (3).md",
        "a?": "a_ (4).md",
        "é": "é.md",
        "E\u0301": "É (2).md",
        "e\u0301": "é (3).md",
    }


def test_a_folder_and_a_file_of_one_name() -> None:
    paths = deck_paths(["a", "a.md::b"])
    assert paths == {"a": "a.md", "a.md::b": "a.md (2)/b.md"}


def test_many_collisions_take_linear_time() -> None:
    names = ["?" * (index % 7) + "x" * 200 + str(index) for index in range(1500)]
    paths = deck_paths(names)
    assert len(set(paths.values())) == len(names)


_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)")
"""What Windows takes for a device, whatever the ending."""


@given(st.lists(deck_names | st.text(), max_size=8))
def test_paths_are_safe_and_different(names: list[str]) -> None:
    paths = deck_paths(names)
    assert set(paths) == set(names)
    folded = {unicodedata.normalize("NFC", path.casefold()) for path in paths.values()}
    assert len(folded) == len(paths)
    assert deck_paths(reversed(names)) == paths
    for path in paths.values():
        assert not _RESERVED.match(PureWindowsPath(path).name)
        assert not PurePosixPath(path).is_absolute()
        for level in path.removesuffix(".md").split("/"):
            assert level not in ("", ".", "..")
            assert level == level.strip()
            assert len(level.encode()) <= MAX_BYTES + 1
            assert not level.endswith(".")
