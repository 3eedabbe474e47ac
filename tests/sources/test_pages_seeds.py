"""The real pages, read from outside the repository: none of their text may enter it."""

import hashlib
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from studyapp.sources.account import Fate
from studyapp.sources.parsed import ParsedSource
from studyapp.sources.read import read_source
from studyapp.sources.readers import decode

_ROOT = Path(__file__).parents[2]
SEEDS = Path(os.environ.get("STUDYAPP_REAL_SEEDS", _ROOT.parent / "shared" / "seeds"))
EXPECT = SEEDS.parent / "expect"

pytestmark = pytest.mark.skipif(
    not (SEEDS.is_dir() and EXPECT.is_dir()),
    reason=f"no real seeds at {SEEDS}: set STUDYAPP_REAL_SEEDS",
)


def _read(name: str) -> ParsedSource:
    page = next(SEEDS.glob(name))
    return read_source(decode(page.read_bytes(), page.name), str(page))


def _sha(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()


@pytest.fixture(scope="module")
def expected() -> Any:
    return json.loads((EXPECT / "cards_003.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def parsed() -> ParsedSource:
    return _read("003_*.txt")


def test_all_hundred_slots_agree(parsed: ParsedSource, expected: Any) -> None:
    notes = {each.note.source.first_line: each for each in parsed.deck.notes if each.note.source}

    assert parsed.layout == "knowt"
    assert len(parsed.deck.notes) == expected["meta"]["real_cards"] == 99
    for card in expected["cards"]:
        if card["empty"]:
            assert card["line"] not in notes
            continue
        each = notes[card["line"]]
        assert _sha(each.note.front) == card["question_sha256"], card["slot"]
        assert _sha(each.note.back) == card["answer_sha256"], card["slot"]
        assert each.deck == f"{expected['meta']['title']}::{card['author']}"
        assert each.note.tags == (card["author"],)
        assert each.note.source is not None
        assert each.note.source.last_line == card["answer_line"]
        assert each.note.source.path == expected["file"]


def test_historians_have_their_decks(parsed: ParsedSource, expected: Any) -> None:
    decks = Counter(each.deck.rpartition("::")[2] for each in parsed.deck.notes)

    assert decks == {name: each["count"] for name, each in expected["authors"].items()}
    assert decks["Fitzpatrick"] == decks["Kotkin"] == 30


def test_no_page_chrome_becomes_a_card(parsed: ParsedSource, expected: Any) -> None:
    sides = {side for each in parsed.deck.notes for side in (each.note.front, each.note.back)}

    assert not sides & set(expected["must_not_become_cards"])


def test_what_is_wrong_with_the_page_is_said(parsed: ParsedSource) -> None:
    assert parsed.warnings == (
        "the page claims 160 terms and its progress bar 159; 99 cards in 100 slots were found",
        "slot 79 (line 583) is empty",
        "15 questions lack a space after the label (slots 31 to 45)",
    )
    assert [(claim.line, claim.count, claim.found) for claim in parsed.claims] == [
        (14, 159, 99),
        (35, 160, 99),
    ]


def test_every_line_is_accounted_for(parsed: ParsedSource) -> None:
    counts = parsed.account.counts()

    assert sum(counts.values()) == len(parsed.account) == 730  # 729 line ends, none at the end
    assert counts[Fate.CARD] == 4 * 99
    assert counts[Fate.UNCERTAIN] == 0
    chrome = [fate.number for fate in parsed.account if fate.reason == "page chrome"]
    assert min(chrome) == 3
    assert max(chrome) == 35


def test_a_lost_line_never_makes_a_wrong_pair(parsed: ParsedSource) -> None:
    page = next(SEEDS.glob("003_*.txt"))
    lines = page.read_text(encoding="utf-8").split("\n")
    truth = {(each.note.front, each.note.back) for each in parsed.deck.notes}
    for place in range(0, len(lines), 5):
        less = read_source("\n".join(lines[:place] + lines[place + 1 :]), page.name)
        found = {(each.note.front, each.note.back) for each in less.deck.notes}
        assert found <= truth, place + 1
        assert len(truth - found) <= 2, place + 1


@pytest.mark.parametrize("name", ["000_*", "001_*", "002_*", "004_*", "CATALOGUE.md"])
def test_the_other_documents_are_no_flashcards(name: str) -> None:
    other = _read(name)

    assert other.layout == "text"
    assert not other.deck.notes
    assert set(other.account.counts()) == set(Fate)
    assert other.account.counts()[Fate.CARD] == other.account.counts()[Fate.UNCERTAIN] == 0
