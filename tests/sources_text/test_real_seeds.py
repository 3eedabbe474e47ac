"""The real documents, where they are at hand: their text stays out of the repository."""

import json
import re

import pytest

from studyapp.sources.document import BlockKind, Document
from tests.sources_text.corpus import EXPECT, REAL, body_text, clean, plain, sentences, studied

FILES = {path.name[:3]: path for path in sorted(REAL.glob("00[0124]_*.txt"))}
COUNTS = {"000": (22, 2, 3), "001": (124, 17, 1), "002": (395, 50, 0), "004": (375, 56, 0)}
"""Sentences, paragraphs and epigraphs; the issue's 125 for 001 are 124 and the attribution line."""

pytestmark = pytest.mark.skipif(
    len(FILES) < 4 or not EXPECT.is_dir(),
    reason="the real documents are not here (STUDYAPP_REAL_SEEDS)",
)
KEYS = sorted(COUNTS)


def document(key: str) -> Document:
    return clean(FILES[key])


@pytest.mark.parametrize("key", KEYS)
def test_expectations(key: str) -> None:
    expected = json.loads((EXPECT / f"text_{key}.json").read_text(encoding="utf-8"))
    cleaned = document(key)
    found, text = set(sentences(cleaned)), body_text(cleaned)
    assert [s[:40] for s in expected["sentinels"] if plain(s) not in found] == []
    assert [s for s in expected["junk"] if plain(s) in text] == []
    assert [s[:40] for s in expected["must_be_whole_if_shown"] if plain(s) not in text] == []
    never = [re.compile(pattern) for pattern in expected["never_regex"]]
    assert [s[:60] for s in found if any(p.search(s) for p in never)] == []
    for quoted, name in expected["attribution"].items():
        speakers = {b.speaker for b in studied(cleaned) if plain(quoted) in plain(b.text)}
        known = re.match(r"(?:[A-Z]\. ?)*[A-Z][a-z]{2,}", name)
        assert speakers <= {known[0] if known else "", "", name.split(",")[0]}


@pytest.mark.parametrize("key", KEYS)
def test_counts(key: str) -> None:
    cleaned = document(key)
    kinds = [block.kind for block in cleaned.blocks]
    usable, paragraphs, epigraphs = COUNTS[key]
    assert len(sentences(cleaned)) == usable
    assert kinds.count(BlockKind.PARAGRAPH) == paragraphs
    assert kinds.count(BlockKind.EPIGRAPH) == epigraphs


def test_notes_and_headings() -> None:
    cleaned = document("002")
    notes = [b.text for b in cleaned.blocks if b.kind is BlockKind.NOTE]
    numbers = {int(m[1]) for text in notes for m in re.finditer(r"(?:^|\s)(\d{1,2})\. ?", text)}
    assert numbers >= set(range(1, 93))
    assert [b.kind for b in cleaned.blocks].count(BlockKind.QUOTATION) == 5
    assert [b.kind for b in cleaned.blocks].count(BlockKind.HEADING) == 4
    assert sum(b.kind is BlockKind.DIALOGUE for b in document("001").blocks) == 3
    assert sum(b.kind is BlockKind.NOTE for b in document("004").blocks) == 54
