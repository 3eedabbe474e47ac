"""Which format a file is of: every sample and every page against every format."""

from pathlib import Path

import pytest

from studyapp.formats.base import DeckFile
from tests.formats.others import FORMATS
from tests.formats.samples import MISSING, ROOT, SAMPLES, SEEDS, expected, read

WINNERS = {
    "hashcards.md": "hashcards",
    "obsidian_sr.md": "obsidian",
    "mnemosyne.tsv": "mnemosyne",
    "mnemosyne1.xml": "mnemosyne",
    "org_anki_editor.org": "org",
    "org_fc.org": "org",
    "hascard.txt": "hascard",
    "supermemo_qa.txt": "supermemo",
    "crowdanki/deck.json": "crowdanki",
}
PAGES = [
    path
    for folder in ("tests/corpus/pages", "tests/corpus/documents", "seeds")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".txt", ".md", ".html", ".csv")
]
REAL = sorted(path for path in SEEDS.glob("*") if path.is_file()) if SEEDS.is_dir() else []
DECKS = sorted((ROOT / "decks").rglob("*.md"))


def claims(path: Path) -> dict[str, int]:
    file = DeckFile(path.name, path, read(path))
    found = {each.info.name: each.claims(file) for each in FORMATS}
    return {name: claim for name, claim in found.items() if claim}


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=MISSING)
def test_every_sample_has_one_winner() -> None:
    winners = {}
    for name in expected():
        found = claims(SAMPLES / name)
        best = [each for each, claim in found.items() if claim == max(found.values())]
        winners[name] = best
    assert winners == {name: [WINNERS[name]] if name in WINNERS else [] for name in expected()}


@pytest.mark.skipif(not REAL, reason=MISSING)
def test_no_real_page_is_claimed() -> None:
    assert {path.name: claims(path) for path in REAL} == {path.name: {} for path in REAL}


def test_no_page_of_the_corpora_is_claimed() -> None:
    assert len(PAGES) > 50
    assert {path.name: found for path in PAGES if (found := claims(path))} == {}


def test_our_own_decks_are_markdown() -> None:
    assert DECKS
    for path in DECKS:
        found = claims(path)
        assert max(found, key=lambda name: found[name]) == "markdown"
        assert set(found) <= {"markdown", "hashcards"}


QA = "Q: a\nA: b\n\nQ: c\nA: d\n"


@pytest.mark.parametrize(
    ("name", "text", "winner"),
    [
        ("a.md", QA, "hashcards"),
        ("a.txt", QA, "supermemo"),
        ("a.txt", QA + "\nC: [d] e\n", "hashcards"),
        ("a.md", "q: a\na: b\n", "supermemo"),
        ("a.md", "Q: a\nA: b\nA: c\n", "supermemo"),
        ("a.md", QA.replace("Q: c", "<!-- tags: x -->\nQ: c"), "markdown"),
        ("a.md", "C: [a]{1 | hint} b\n", "markdown"),
        ("a.md", "C: [a] b\nA: more\n", "markdown"),
        ("a.md", '---\nname = "A"\n---\nC: [a] b\n', "hashcards"),
        ("a.md", "# t\n- a\n* b\n", "hascard"),
        ("a.md", "---\ntags: [flashcards/x]\n---\n\na::b\n", "obsidian"),
        ("a.md", "a::b <!--SR:!2026-08-16,51,230-->\n", "obsidian"),
        ("a.xml", "<openSM2sync number_of_entries='0'></openSM2sync>", "mnemosyne"),
        ("a.tsv", "a\tb\n", "mnemosyne"),
    ],
)
def test_a_near_thing_has_one_winner(name: str, text: str, winner: str) -> None:
    file = DeckFile(name, text=text)
    found = {each.info.name: each.claims(file) for each in FORMATS}
    assert [each for each in found if found[each] == max(found.values())] == [winner]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", ""),
        ("a.md", "# Title\n\nSome text about a::b in C++.\n\n---\n\nMore text.\n"),
        ("a.md", "# Title\n\nWords.\n\n---\n\n# Next\n\n## Deeper\n\nWords.\n"),
        ("a.txt", "They met in May.\n\nQ: Why?\nA: To talk.\n\nAnd so they did.\n"),
        ("a.csv", "front,back\n#flashcards,::\n"),
        ("a.txt", "front\tback\nQ: a\tb\n"),
        ("a.org", "* Heading :fc:\nText\n"),
        ("a.org", "* Heading\n:PROPERTIES:\n:FC_TYPE: normal\n:END:\nno tag\n"),
        ("a.json", '{"notes": [], "cards": []}'),
        ("a.xml", "<?xml version='1.0'?><html><body>mnemosyne</body></html>"),
        ("a.md", "Write `#flashcards` in a note, and cards below it.\n\n```\na::b\n```\n"),
    ],
)
def test_what_only_looks_like_a_deck_is_nobodys(name: str, text: str) -> None:
    file = DeckFile(name, text=text)
    assert {each.info.name for each in FORMATS if each.claims(file)} == set()


def test_a_file_that_is_no_text_is_nobodys(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    path.write_bytes(b"PK")
    file = DeckFile(path.name, path)
    assert [each.claims(file) for each in FORMATS] == [0] * len(FORMATS)
