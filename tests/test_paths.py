"""Where things live, and that one variable moves all of it."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from studyapp import paths
from studyapp.errors import ConfigError, SourceError
from tests import desk


def test_one_variable_moves_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STUDYAPP_HOME", str(tmp_path))
    assert paths.data_folder() == tmp_path
    assert paths.config_file() == tmp_path / "config.toml"
    monkeypatch.setenv("STUDYAPP_HOME", "~nobody-of-this-name/x")
    with pytest.raises(ConfigError, match="STUDYAPP_HOME"):
        paths.data_folder()


def test_without_it_the_system_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("STUDYAPP_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert paths.data_folder().name == "studyapp"
    assert paths.config_file().parts[-2:] == ("studyapp", "config.toml")
    assert paths.sample_decks().name == "decks"


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch, memory_disk: Path) -> None:
    (source,) = desk.files("Desk", [desk.basic(1)])
    with desk.opened(memory_disk / "c.db") as collection:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(source.data)))
        (built,) = collection.build(["-"]).sources
        assert (built.added, built.parsed.path) == (1, "standard input")
        with pytest.raises(SourceError):
            collection.build(["-"])
        assert len(collection.cards()) == 1
