"""Colours, widths, locales, progress."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.cells import cell_len

from studyapp.cli import output
from studyapp.cli.progress import Progress, bar
from studyapp.collection import Collection
from studyapp.domain.width import fit, pad, width
from tests.cli import made
from tests.few import few

TEXTS = [
    "abc",
    "Größe",
    "大きさ",
    "한국어",
    "e\u0301",
    "👍🏽",
    "👩‍👩‍👧",
    "🇫🇷🇩🇪",
    "❤\ufe0f",
    "क्षि",
    "שלום",
    "ｆｕｌｌ",
]


@pytest.mark.parametrize("text", TEXTS)
def test_width_as_the_screens_measure_it(text: str) -> None:
    assert width(text) == cell_len(text)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("columns", range(5))
def test_fit_never_overflows(text: str, columns: int) -> None:
    assert width(fit(text, columns)) <= columns
    assert fit(text, 40) == text


def test_pad() -> None:
    assert pad("大", 4) == "大  "
    assert pad("大", 4, right=True) == "  大"
    assert pad("long", 2) == "long"


def test_columns_line_up(capsys: pytest.CaptureFixture[str]) -> None:
    output.table(("a", "name", "z"), [("1", "大きさ", "x"), ("22", "b", "yy")], right=(0,))
    assert capsys.readouterr().out == " a  name    z\n 1  大きさ  x\n22  b       yy\n"


def test_lines_fit_the_terminal(studied: Collection) -> None:
    _, out = made.in_terminal([*made.STUDYAPP, "cards"], {"NO_COLOR": "1"}, columns=50)
    assert max(map(width, out.splitlines())) <= 50
    assert "…\r\n" in out
    piped = subprocess.run(
        [*made.STUDYAPP, "cards"], cwd=made.ROOT, capture_output=True, text=True, check=True
    )
    assert "…\n" not in piped.stdout


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colours_only_where_wanted(
    environ: dict[str, str], wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(output, "is_terminal", lambda stream: stream is sys.stdout)
    assert output.coloured(sys.stdout) == wanted
    assert not output.coloured(sys.stderr)


@pytest.mark.parametrize("no_color", few(["", "1"], [""]))
def test_colours_in_a_terminal(home: Path, no_color: str) -> None:
    made.make_hostile(home / "collection.db")
    _, out = made.in_terminal([*made.STUDYAPP, "decks"], {"NO_COLOR": no_color})
    assert ("\x1b" in out) == (not no_color)


@pytest.mark.parametrize("encoding", few(["ascii", "utf-8"], ["ascii"]))
def test_no_locale_breaks_it(studied: Collection, tmp_path: Path, encoding: str) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("Q: Größe – 大きさ?\nA: \U0001f600\n", encoding="utf-8")
    studied.build([deck])
    for extra in ([], ["--json"]):
        done = subprocess.run(
            [*made.STUDYAPP, "cards", *extra],
            cwd=made.ROOT,
            env={
                "PATH": "/usr/bin:/bin",
                "STUDYAPP_DATABASE": str(studied.path),
                "STUDYAPP_TIMEZONE": "UTC",
                "LC_ALL": "C",
                "PYTHONIOENCODING": encoding,
                "PYTHONUTF8": "0",
            },
            capture_output=True,
            check=True,
        )
        assert done.stderr == b""
        assert done.stdout.decode(encoding)
    if encoding == "ascii":
        assert b"Gr\\u00f6\\u00dfe \\u2013" in done.stdout


def test_progress_line_is_harmless() -> None:
    assert bar(1, 4, "a\x1b[2J\nb", 61.4) == "[#####---------------] 1/4 61s a␛[2J b"
    assert bar(0, 0, "", 0).startswith("[--------------------] 0/0")


SLOW = """
import time
from studyapp.cli.progress import Progress
with Progress(patience=float({patience})) as progress:
    progress(1, 2, "reading \\x1b[2J")
    time.sleep(0.5)
print("done")
"""


def test_progress_shows_itself_and_goes() -> None:
    _, out = made.in_terminal([sys.executable, "-c", SLOW.format(patience=0.1)])
    assert "[##########----------] 1/2 0s reading ␛[2J" in out
    assert out.endswith("\r\x1b[Kdone\r\n")


def test_short_work_shows_none() -> None:
    _, out = made.in_terminal([sys.executable, "-c", SLOW.format(patience=5)])
    assert out == "done\r\n"


def test_no_progress_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(patience=0) as progress:
        progress(1, 2, "x")
        time.sleep(0.05)
    assert capsys.readouterr().err == ""


def test_progress_draws_and_erases(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("studyapp.cli.progress.is_terminal", lambda _: True)
    with Progress(patience=0) as progress:
        progress(1, 1, "all")
        time.sleep(0.2)
    drawn = capsys.readouterr().err
    assert "1/1 0s all\x1b[K" in drawn
    assert drawn.endswith("\r\x1b[K")
