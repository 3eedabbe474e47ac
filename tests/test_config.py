"""Settings: defaults without a file, the environment wins, and every mistake is named."""

from pathlib import Path

import pytest

from studyapp.config import THEME_NAMES, Settings, load
from studyapp.errors import ConfigError
from studyapp.tui.themes import THEMES


def test_nothing_set(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml", {}) == Settings()
    assert load(tmp_path, {}) == Settings(), "a folder is no file"
    assert load(tmp_path / "none.toml" / "below", {"STUDYAPP_TIMEZONE": ""}) == Settings()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    text = 'database = "~/a.db"\ntimezone = "Europe/Paris"\nrollover = 5\ntheme = "paper"\n'
    for written in (
        text.encode(),
        b"\xef\xbb\xbf" + text.encode(),
        text.replace("\n", "\r\n").encode(),
    ):
        file.write_bytes(written)
        assert load(file, {}) == Settings(Path.home() / "a.db", "Europe/Paris", 5, "paper")
    environ = {"STUDYAPP_ROLLOVER": "0", "STUDYAPP_DATABASE": "b.db", "OTHER": "x"}
    assert load(file, environ) == Settings(Path("b.db"), "Europe/Paris", 0, "paper")


@pytest.mark.parametrize(
    "text",
    [
        "rollover = 24",
        "rollover = -1",
        "rollover = 4.5",
        "rollover = true",
        'rollover = "²"',
        "colour = 1",
        "database = 3",
        'database = ""',
        'database = "a\\u0000b"',
        'database = "~nobody-of-this-name/c.db"',
        "timezone = 1",
        "theme = 1",
        'theme = "pink"',
        "[section]\nrollover = 4",
        "rollover = ",
        "a = " + "[" * 100_000,
    ],
)
def test_mistakes_name_the_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as raised:
        load(file, {})
    assert str(file) in raised.value.message
    assert raised.value.hint


def test_a_file_of_other_bytes(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError):
        load(file, {})


@pytest.mark.parametrize("value", ["24", "four", "²", "-1"])
def test_mistakes_name_the_environment(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigError, match="environment: rollover"):
        load(tmp_path / "none.toml", {"STUDYAPP_ROLLOVER": value})


def test_the_themes_are_those_of_the_screens() -> None:
    assert [theme.name for theme in THEMES] == list(THEME_NAMES)
