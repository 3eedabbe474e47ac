"""Pasted texts with any separators: found out or given, and what is written comes back."""

import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import PackedNote
from studyapp.formats.anki_text import ANKI_TEXT
from studyapp.formats.base import DeckFile, FormatError, Reading
from studyapp.formats.delimited import CSV, TSV
from studyapp.formats.paste import PASTE
from tests.few import examples
from tests.formats.tables_made import fronts, pairs, read, texts, written

_ROOT = Path(__file__).parents[2]
SEEDS = Path(os.environ.get("STUDYAPP_REAL_SEEDS", _ROOT.parent / "shared" / "seeds"))
SAMPLES = SEEDS.parent / "samples"
GOLDEN = Path(__file__).parent / "golden" / "tables"
PLAIN = [
    PackedNote(Note("1", NoteKind.BASIC, "el gato", "cat", ("t",)), "D"),
    PackedNote(Note("2", NoteKind.BASIC, '"pez"', ""), "D"),
]
LONG = [
    PackedNote(Note("1", NoteKind.BASIC, "cell", "wall\n\n-----\nand more"), ""),
    PackedNote(Note("2", NoteKind.CLOZE, "{{c1::a}}\tb", "c"), ""),
]


def _packed(made: list[tuple[str, str]]) -> list[PackedNote]:
    return [PackedNote(Note(f"{at}", NoteKind.BASIC, *told), "") for at, told in enumerate(made)]


@pytest.mark.parametrize(
    ("name", "sure", "first"),
    [
        ("quizlet_default.txt", 60, ("mitochondrion", "powerhouse of the cell")),
        ("quizlet_custom.txt", 60, ("mitochondrion", "powerhouse,\nof the cell")),
        ("quizlet_semicolon.txt", 30, ("gato", "cat")),
        ("knowt_paste.txt", 60, ("Photosynthesis", "converts light to chemical energy")),
    ],
)
def test_samples(name: str, sure: int, first: tuple[str, str]) -> None:
    if not SAMPLES.is_dir():
        pytest.skip(f"no samples at {SAMPLES}: set STUDYAPP_REAL_SEEDS")
    text = (SAMPLES / name).read_text("utf-8")
    found = read(PASTE, text)
    assert PASTE.claims(DeckFile(name, text=text)) == sure
    assert pairs(found)[0] == first
    assert found.total == json.loads((SAMPLES / "EXPECTED.json").read_text("utf-8"))[name]["notes"]
    assert found.problems == []
    assert not found.settled


@pytest.mark.parametrize(
    ("text", "expected", "sure"),
    [
        ("a\tb\nc\td\n", [("a", "b"), ("c", "d")], 60),
        ("a\tb", [("a", "b")], 30),
        ("a\tb\nmore\n\nc\td", [("a", "b\nmore"), ("c", "d")], 60),
        ("a\tb;c\td", [("a", "b"), ("c", "d")], 60),
        ("a===b\nc===d", [("a", "b"), ("c", "d")], 60),
        ("a - b\nc - d\ne - f", [("a", "b"), ("c", "d"), ("e", "f")], 30),
        ("cat: gato\ndog: perro\nfish: pez", [("cat", "gato"), ("dog", "perro"), ("fish", "pez")],
         30),
        ("a\tb\n\tc\nmore\n", [("a", "b")], 0),
        ("a\tb\nmore\nc\td\n", [("a", "b\nmore"), ("c", "d")], 0),
    ],
)  # fmt: skip
def test_separators_are_found_out(text: str, expected: list[tuple[str, str]], sure: int) -> None:
    assert pairs(read(PASTE, text)) == expected
    assert PASTE.claims(DeckFile("x.txt", text=text)) == sure


@pytest.mark.parametrize(
    ("text", "separator", "card", "expected"),
    [
        ("a, b, c\nd, e", ",", "", [("a", "b, c"), ("d", "e")]),
        ("a--b\\nd--e", "--", "\\\\n", [("a", "b"), ("d", "e")]),
        ("a|b\n\n\nc|d", "|", "\\n\\n\\n", [("a", "b"), ("c", "d")]),
        ("a\tb%c\td", "", "%", [("a", "b"), ("c", "d")]),
        ("a=b%c=d", "", "%", [("a", "b"), ("c", "d")]),
        ("a\tb\nc", "\\t", "\\n", [("a", "b\nc")]),
    ],
)
def test_separators_can_be_said(
    text: str, separator: str, card: str, expected: list[tuple[str, str]]
) -> None:
    reading = Reading(separator=separator, card_separator=card)
    assert pairs(read(PASTE, text, reading)) == expected


def test_how_it_was_understood_is_said() -> None:
    found = read(PASTE, "lost\na\tb\n\tc\n")
    assert found.remarks == ["between term and definition: tab; between cards: line end"]
    assert [problem.where for problem in found.problems] == ["line 1", "line 3"]


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.tuples(fronts, texts), min_size=1, max_size=5))
def test_cards_come_back(made: list[tuple[str, str]]) -> None:
    """All but tabs, which are spaces then."""
    told = [tuple(text.replace("\t", "    ").strip() for text in pair) for pair in made]
    text, _ = written(PASTE, _packed(made))
    assert pairs(read(PASTE, text)) == told
    assert PASTE.claims(DeckFile("x", text=text)) in ((60, 30) if text[0] not in "{[<" else (0,))


@pytest.mark.parametrize(("name", "notes"), [("plain", PLAIN), ("long", LONG)])
def test_what_is_written(name: str, notes: list[PackedNote]) -> None:
    text, lost = written(PASTE, notes)
    assert text.encode() == (GOLDEN / f"quizlet_{name}.txt").read_bytes()
    assert len(lost) == 2


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(texts, max_size=6).map("\n".join), st.sampled_from(["", ",", "\\n", "--"]))
def test_any_text_is_read_or_refused(text: str, separator: str) -> None:
    assert PASTE.claims(DeckFile("f", text=text)) in (0, 30, 60)
    for reading in (Reading(separator=separator), Reading(card_separator=separator)):
        with suppress(FormatError):
            assert all(packed.note.front for packed in read(PASTE, text, reading).notes)


def test_terms_without_a_definition_are_counted() -> None:
    assert read(PASTE, "a\t\nb\tc\n").remarks[-1] == "1 card has no answer"
    assert len(read(PASTE, "b\tc\n").remarks) == 1


def _others() -> list[Path]:
    folders = [_ROOT / "tests" / "corpus", _ROOT / "seeds", _ROOT / "decks", SEEDS]
    found = [path for folder in folders for path in sorted(folder.rglob("*"))]
    own = ("quizlet", "knowt", "anki_notes", "anki_columns")
    samples = [path for path in sorted(SAMPLES.rglob("*")) if not path.name.startswith(own)]
    return [path for path in (*found, *samples) if path.is_file()]


@pytest.mark.parametrize("form", [ANKI_TEXT, CSV, TSV, PASTE], ids=lambda form: form.info.name)
def test_pages_prose_and_decks_of_other_kinds_are_not_claimed(form: object) -> None:
    assert isinstance(form, type(PASTE))
    files = _others()
    assert len(files) > 100
    for path in files:
        with suppress(UnicodeDecodeError):
            text = path.read_text("utf-8")
            assert (path.name, form.claims(DeckFile(path.name, text=text))) == (path.name, 0)
