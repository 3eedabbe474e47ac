"""Whole sample pages, each with what must come of it next to it.

``in_the_wild`` is modelled on copies of real pages, ``synthetic`` holds one difficulty each,
``negative`` must stay text, ``known_failures`` waits for a better idea.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from studyapp.sources.account import Fate
from studyapp.sources.parsed import ParsedSource
from studyapp.sources.read import read_source
from studyapp.sources.readers import decode

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


@pytest.mark.parametrize("page", _pages("in_the_wild", "synthetic", "negative"))
@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_line_ends_make_no_difference(page: Path, end: str) -> None:
    text = page.read_text(encoding="utf-8")

    assert read_source(text.replace("\n", end), page.name).deck == _read(page).deck


@pytest.mark.parametrize("page", _pages("in_the_wild", "synthetic"))
def test_a_lost_line_never_makes_a_wrong_pair(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").split("\n")
    truth = {each.note.front: set(each.note.back.split("\n")) for each in _read(page).deck.notes}
    for place in range(len(lines)):
        parsed = read_source("\n".join(lines[:place] + lines[place + 1 :]), page.name)
        for each in parsed.deck.notes:
            if each.note.front in truth:
                strange = set(each.note.back.split("\n")) - truth[each.note.front]
                assert not strange, (place + 1, lines[place], each.note)
