"""Reading aloud: the text is data, whatever is in it, and stops when it should."""

import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.tui import speech
from studyapp.tui.speech import Speaker, Voice, find, spoken

posix = pytest.mark.skipif(os.name == "nt", reason="the fake speaker is a script")


def fake(folder: Path, name: str, heard: Path, *, seconds: float = 0) -> None:
    """Put a program on the shelf that writes down its arguments and what it reads."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(
        f"#!{sys.executable}\n"
        "import json, os, sys, time\n"
        "told = [sys.argv[1:], sys.stdin.read()]\n"
        f"open({str(heard) + '.part'!r}, 'w').write(json.dumps(told))\n"
        f"os.rename({str(heard) + '.part'!r}, {str(heard)!r})\n"
        f"time.sleep(0 if '--stop' in sys.argv else {seconds})\n"
    )
    program.chmod(0o755)


def wait_for(path: Path) -> str:
    for _ in range(1000):
        if path.exists():
            return path.read_text()
        time.sleep(0.01)
    raise AssertionError(f"{path.name} was never written")


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the one folder on the path."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path / "bin"


def test_without_a_speaker_nothing_is_there(only: Path) -> None:
    assert find() is None
    voice = Voice(find)
    assert not voice.there
    voice.say("nobody hears this")
    voice.stop()


@posix
@pytest.mark.parametrize(
    ("name", "arguments"),
    [("espeak-ng", ["--stdin"]), ("espeak", ["--stdin"]), ("spd-say", ["--wait", "--"])],
)
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-f /etc/passwd", "-f /etc/passwd"),
        ("--version; rm -rf ~ & `id` $(id)", "--version; rm -rf ~ & id $(id)"),
        ("Say \"why\" and 'how'\nin **two**\n\n- words", "Say \"why\" and 'how' in two words"),
    ],
)
def test_text_is_data(
    only: Path, tmp_path: Path, name: str, arguments: list[str], text: str, words: str
) -> None:
    import json

    heard = tmp_path / "heard"
    fake(only, name, heard)
    voice = Voice(find)
    assert voice.there
    voice.say(text)
    argv, stdin = json.loads(wait_for(heard))
    if name == "spd-say":
        assert (argv, stdin) == ([*arguments, words], "")
    else:
        assert (argv, stdin) == (arguments, f"{words}\n")


@posix
def test_the_best_speaker_is_taken(only: Path, tmp_path: Path) -> None:
    for name in ("spd-say", "espeak", "espeak-ng"):
        fake(only, name, tmp_path / "heard")
        found = find()
        assert found is not None
        assert Path(found.command[0]).name == name


def test_each_system_has_its_own(only: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    names = {}
    for platform in ("darwin", "win32", "linux"):
        monkeypatch.setattr(sys, "platform", platform)
        found = find()
        assert found is not None
        names[platform] = found.command[0]
    assert names == {"darwin": "/bin/say", "win32": "/bin/powershell", "linux": "/bin/espeak-ng"}


@posix
@pytest.mark.parametrize("name", ["espeak-ng", "spd-say"])
def test_stopping_ends_it(only: Path, tmp_path: Path, name: str) -> None:
    heard = tmp_path / "heard"
    fake(only, name, heard, seconds=600)
    voice = Voice(find)
    voice.say("a long story")
    wait_for(heard)
    process = voice._speaking
    assert process is not None
    heard.unlink()
    voice.stop()
    assert process.wait(20) != 0
    if name == "spd-say":
        assert "--stop" in wait_for(heard)


@posix
def test_a_new_text_takes_the_place_of_the_old(only: Path, tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    fake(only, "espeak-ng", heard, seconds=600)
    voice = Voice(find)
    voice.say("first")
    wait_for(heard)
    first = voice._speaking
    assert first is not None
    heard.unlink()
    voice.say("second")
    assert first.wait(20) != 0
    assert "second" in wait_for(heard)
    voice.stop()


def test_a_speaker_that_cannot_be_started_is_an_error_of_the_system(tmp_path: Path) -> None:
    voice = Voice(lambda: Speaker((str(tmp_path / "gone"), "--stdin")))
    with pytest.raises(OSError, match="gone"):
        voice.say("text")
    voice.stop()


@given(st.text(max_size=300))
def test_what_is_spoken_is_words_in_one_line(text: str) -> None:
    words = spoken(text)
    assert words.isprintable()
    assert not set("<>|\\") & set(words)
    assert "[[" not in words
    assert words == " ".join(words.split())


def test_marks_are_not_read() -> None:
    assert spoken("**Bold** […] of `code`\x1b[2J\u202e") == "Bold blank of code [2J"
    assert len(spoken("word " * 5000)) <= speech.LONGEST
