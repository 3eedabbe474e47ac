"""The account of a source as people read it."""

from pathlib import Path

import pytest

from studyapp.cli import report
from studyapp.domain.deck import ParsedDeck
from studyapp.services.views import BuildReport, BuiltSource
from studyapp.sources.account import Account, Fate
from studyapp.sources.parsed import Claim, ParsedSource
from tests.cli import made
from tests.cli.conftest import Run

TEXT = ["1/3", "", "term \x1b[2J" + "x" * 200, "odd"]


@pytest.fixture
def built() -> BuildReport:
    account = Account(4)
    account.claim(1, Fate.IGNORED, "page chrome")
    account.claim(2, Fate.IGNORED, "blank")
    account.claim(3, Fate.UNCERTAIN, "no answer follows")
    parsed = ParsedSource(
        "page.txt",
        "numbered",
        "Page",
        ParsedDeck("Page", ()),
        account,
        (Claim("1/3", 1, 3, 0), Claim("0 Terms", 2, 0, 0)),
        ("slot 1 has no answer",),
    )
    source = BuiltSource(parsed, 0, 0, 0, 2, ("two notes fit line 3",), tuple(account))
    return BuildReport((source,), {}, ("out/Page.md",), ("picture.png: no text",))


def test_everything_is_told(built: BuildReport, capsys: pytest.CaptureFixture[str]) -> None:
    report.show(built, [TEXT])
    assert capsys.readouterr().out.splitlines() == [
        "page.txt: numbered, no cards",
        "  notes: 2 no longer in the source, kept",
        "  lines: 4 = 0 card (0.0%) + 0 text (0.0%) + 2 ignored (50.0%) + 2 uncertain (50.0%)",
        "  the page says '1/3' (line 1): found 0",
        "  the page says '0 Terms' (line 2): so it is",
        "  warning: slot 1 has no answer",
        "  not sure: two notes fit line 3",
        "  lines  fate       reason",
        "      1  ignored    page chrome",
        "      2  ignored    blank",
        "      3  uncertain  no answer follows",
        "      4  uncertain  not understood",
        "  Uncertain lines, to look at:",
        f"    3: term ␛[2J{'x' * 91}…",
        "    4: odd",
        "",
        "No cards were found. 'studyapp build --report' says what each line is.",
        "What always becomes cards: a question, a tab, its answer, one card a line.",
        "wrote out/Page.md",
        "left out: picture.png: no text",
    ]


def test_without_the_account(built: BuildReport, capsys: pytest.CaptureFixture[str]) -> None:
    report.show(built, None)
    assert "no answer follows" not in capsys.readouterr().out


def test_quotes_the_right_lines_of_several_sources(run: Run, page: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(b"\xef\xbb\xbf" + made.PAGE.replace("\n", "\r\n").encode())
    out = run("build", other, page, "--report").out
    assert out.count("Nothing is uncertain.") == 2
