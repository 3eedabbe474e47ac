"""Whole sample pages, each with what must come of it next to it.

``in_the_wild`` is modelled on copies of real pages, ``synthetic`` holds one difficulty each;
``unsure`` are their true pairs that must not become cards. ``negative`` must stay text,
``known_failures`` waits for a better idea.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studyapp.sources.account import Fate
from studyapp.sources.parsed import ParsedSource
from studyapp.sources.read import read_source
from studyapp.sources.readers import decode
from tests.few import few

from .damage import Damage, doubled, lost, untrue, wrapped

PAGES = Path(__file__).parent.parent / "corpus" / "pages"


def _pages(*folders: str) -> list[Any]:
    found = [page for folder in folders for page in sorted((PAGES / folder).glob("*.txt"))]
    return [pytest.param(page, id=page.stem) for page in found]


def _read(page: Path) -> ParsedSource:
    return read_source(decode(page.read_bytes(), page.name), str(page))


@pytest.mark.parametrize("page", _pages("in_the_wild", "synthetic"))
def test_page_gives_what_is_written_next_to_it(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    parsed = _read(page)

    cards = [
        {
            "deck": each.deck.removeprefix(parsed.title),
            "front": each.note.front,
            "back": each.note.back,
            "lines": [each.note.source.first_line, each.note.source.last_line],
        }
        for each in parsed.deck.notes
        if each.note.source is not None
    ]
    assert (parsed.layout, parsed.title) == (expected["layout"], expected["title"])
    assert cards == expected["cards"]
    uncertain = [fate.number for fate in parsed.account if fate.fate is Fate.UNCERTAIN]
    assert uncertain == expected["uncertain"]
    assert [[claim.text, claim.count] for claim in parsed.claims] == expected["claims"]
    assert list(parsed.warnings) == expected["warnings"]


@pytest.mark.parametrize("page", _pages("negative"))
def test_prose_gives_no_card(page: Path) -> None:
    parsed = _read(page)

    assert parsed.layout == "text"
    assert not parsed.deck.notes
    assert parsed.account.counts()[Fate.CARD] == 0


@pytest.mark.parametrize("page", _pages("known_failures"))
@pytest.mark.xfail(strict=True, reason="nothing on these pages proves what answers what")
def test_page_we_cannot_read_yet(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))

    assert [each.note.front for each in _read(page).deck.notes] == expected["fronts"]


@pytest.mark.parametrize("page", _pages("known_failures"))
def test_what_we_cannot_read_is_asked_about(page: Path) -> None:
    parsed = _read(page)

    assert not parsed.deck.notes
    assert parsed.account.counts()[Fate.UNCERTAIN] == len(parsed.account)
    assert parsed.warnings


@pytest.mark.parametrize("page", _pages("in_the_wild", "synthetic", "negative"))
@pytest.mark.parametrize("end", few(["\r\n", "\r"], ["\r\n"]), ids=["crlf", "cr"])
def test_line_ends_make_no_difference(page: Path, end: str) -> None:
    text = page.read_text(encoding="utf-8")

    assert read_source(text.replace("\n", end), page.name).deck == _read(page).deck


def _damaged(page: Path, *kinds: Callable[[list[str]], Iterator[Damage]]) -> list[str]:
    """Return what happened to the pages that give a pair the whole page does not hold."""
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    labelled = ((each["deck"].removeprefix("::"), each) for each in expected["cards"])
    truth = [(f"{deck}:{each['front']}", each["back"]) for deck, each in labelled if deck]
    truth += [(each["front"], each["back"]) for each in expected["cards"]]
    truth += [(front, back) for front, back in expected["unsure"]]
    lines = page.read_text(encoding="utf-8").split("\n")
    return [
        each.what
        for kind in kinds
        for each in kind(lines)
        if any(map(str.strip, each.lines))
        and untrue(read_source("\n".join(each.lines), page.name), truth, each.lost)
    ]


@pytest.mark.parametrize("page", _pages("in_the_wild", "synthetic"))
def test_lost_lines_make_no_wrong_pair(page: Path) -> None:
    """``blind`` names the losses that leave a page which is sound, line for line."""
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))

    assert _damaged(page, lost) == expected.get("blind", [])


@pytest.mark.parametrize("page", _pages("in_the_wild", "synthetic"))
def test_doubled_and_wrapped_lines_make_no_wrong_pair(page: Path) -> None:
    assert not _damaged(page, doubled, wrapped)
