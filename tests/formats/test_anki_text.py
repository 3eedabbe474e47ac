"""Anki's text files: what the real engine makes of them, or more; and what it takes of ours."""

import base64
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import CardTemplate, NoteType, Package, PackedNote
from studyapp.formats.anki_text import ANKI_TEXT
from studyapp.formats.anki_text_writing import NAMES
from studyapp.formats.base import DeckFile, FormatError, Reading, Writing
from studyapp.formats.html import to_html
from tests.few import examples
from tests.formats.tables_made import pairs, read, texts, written

_SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
SHARED = Path(os.environ.get("STUDYAPP_REAL_SEEDS", _SEEDS)).parent
EXPECTED = SHARED / "expect" / "anki_text.json"
GOLDEN = Path(__file__).parent / "golden" / "tables" / "anki.txt"

BETTER: Mapping[str, Sequence[tuple[str, str]]] = {
    "# line in the middle": [("a", "b"), ("#c", "d"), ("e", "f")],
    "field starting with a lone quote": [('"a', "b"), ("c", "d")],
    "missing notetype": [("q", "a")],
    "UTF-16": [("a", "b")],
    "latin1": [("café", "b")],
    "leading spaces": [("a", "b")],
}
"""Where the texts differ from the engine's: it loses all but the last, where outer blanks go."""
OTHER = {"dup guid": "guid", "all headers": "deck"}
"""Where the engine takes two notes under one guid, and renames deck A to A+."""

NOTES = [
    PackedNote(Note("#g1", NoteKind.BASIC, "2 < 3 & **bold**", "one\ntwo", ("eu", "x::y")), "Fr"),
    PackedNote(Note('g"2', NoteKind.CLOZE, "{{c1::Oslo::city}} is up", "more"), "A::B"),
    PackedNote(Note("g3", NoteKind.REVERSED, "# there", "and back\tagain"), ""),
]


def _cases() -> list[Any]:
    if not EXPECTED.is_file():
        skip = pytest.mark.skip(reason=f"no samples at {SHARED}: set STUDYAPP_REAL_SEEDS")
        return [pytest.param({}, marks=skip, id="samples")]
    cases = json.loads(EXPECTED.read_text("utf-8"))["cases"]
    return [pytest.param(case, id=case["case"]) for case in cases]


@pytest.mark.parametrize("case", _cases())
def test_as_the_engine_reads_it_or_better(case: dict[str, Any]) -> None:
    data = base64.b64decode(case["file_base64"])
    coding = {"UTF-16": "utf-16", "latin1": "latin-1"}.get(case["case"], "utf-8")
    found = read(ANKI_TEXT, data.decode(coding))
    notes = list(found.notes)
    texts_found = [(to_html(each.note.front), to_html(each.note.back)) for each in notes]
    if case["case"] in BETTER:
        assert texts_found == BETTER[case["case"]]
        return
    other = OTHER.get(case["case"])
    assert texts_found == [
        tuple(field.replace("&quot;", '"') for field in note["fields"]) for note in case["notes"]
    ]
    for ours, theirs in zip(notes, case["notes"], strict=True):
        assert NAMES[ours.note.kind] == theirs["notetype"]
        assert list(ours.note.tags) == theirs["tags"]
        assert other == "deck" or [ours.deck or "Default"] == theirs["decks"]
        assert other == "guid" or not theirs["guid"] or ours.note.guid == theirs["guid"]
    assert sum(case["counts"].values()) == len(notes) + (case["case"] == "empty first")


def test_samples() -> None:
    folder = SHARED / "samples"
    if not folder.is_dir():
        pytest.skip(f"no samples at {SHARED}: set STUDYAPP_REAL_SEEDS")
    expected = json.loads((folder / "EXPECTED.json").read_text("utf-8"))
    for name in ("anki_notes.txt", "anki_columns.csv"):
        text = (folder / name).read_text("utf-8")
        assert ANKI_TEXT.claims(DeckFile(name, text=text)) == 95
        notes = list(read(ANKI_TEXT, text).notes)
        assert len(notes) == expected[name]["notes"]
        assert sum(len(packed.note.ordinals()) for packed in notes) == expected[name]["cards"]
        assert notes[0].note.front == expected[name].get("front", notes[0].note.front)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#columns:Question\tAnswer\na\tb\n", [("a", "b")]),
        ("#columns:Foo\tBar\na\tb\n", [("a", "b")]),
        ("#columns:Text;Back Extra\n#separator:;\n#notetype:Cloze\n{{c1::a}};b\n",
         [("{{c1::a}}", "b")]),
        ("#notetype:Vocabulary\na\tb\tc\n", [("a", "b\n\nc")]),
        ("#c\td\na\tb\n", [("#c", "d"), ("a", "b")]),
        ("# a comment\na\tb\n", [("a", "b")]),
        ("a\tb\n# a comment\nc\td\n", [("a", "b"), ("c", "d")]),
        ("#html:true\na<br>b\t<b>c</b>\n", [("a\nb", "**c**")]),
        ("#html:false\n<b>\tb\n", [("\\<b>", "b")]),
    ],
)  # fmt: skip
def test_files_of_others(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(to_html(front), to_html(back)) for front, back in pairs(read(ANKI_TEXT, text))]
    assert found == [(to_html(front), to_html(back)) for front, back in expected]


def test_nothing_is_dropped_unsaid() -> None:
    found = read(ANKI_TEXT, "# by me\na\tb\tt\tbeyond\n\tb\n#c\n#notetype\n")
    assert [problem.where for problem in found.problems] == ["line 3", "line 4", "line 5"]
    said = " ".join(found.remarks)
    assert "line 1 is a comment" in said
    assert "column 4 is not used" in said


def test_columns_can_be_said() -> None:
    reading = Reading(columns=("tags", "back", "front"), separator=";")
    (packed,) = read(ANKI_TEXT, "#separator:tab\nx y;b;a\n", reading).notes
    assert (packed.note.front, packed.note.back, packed.note.tags) == ("a", "b", ("x", "y"))


def test_an_optional_reverse_is_asked_for_by_its_third_field() -> None:
    text = "#notetype:Basic (optional reversed card)\na\tb\ty\nc\td\t\n"
    kinds = [packed.note.kind for packed in read(ANKI_TEXT, text).notes]
    assert kinds == [NoteKind.REVERSED, NoteKind.BASIC]


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(texts | st.sampled_from(["#html:true", "#guid column:1"]), max_size=6))
def test_any_text_is_read_or_refused(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert ANKI_TEXT.claims(DeckFile("f", text=text)) in (0, 30, 95)
    with suppress(FormatError):
        assert all(packed.note.front for packed in read(ANKI_TEXT, text).notes)


def test_what_is_written() -> None:
    text, lost = written(ANKI_TEXT, NOTES)
    assert text.encode() == GOLDEN.read_bytes()
    assert lost == []
    assert ANKI_TEXT.claims(DeckFile("x", text=text)) == 95


_tags = st.lists(st.sampled_from(["a", "x::y", "ж"]), max_size=2, unique=True).map(tuple)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.tuples(texts, texts, _tags), max_size=4))
def test_notes_come_back(made: list[tuple[str, str, tuple[str, ...]]]) -> None:
    """Once through HTML, texts stay what they are: more trips change nothing."""
    notes = [
        PackedNote(Note(f"#{at}", NoteKind.BASIC, *told), "A::B") for at, told in enumerate(made)
    ]
    text, _ = written(ANKI_TEXT, notes)
    with suppress(FormatError):
        first = list(read(ANKI_TEXT, text).notes)
        again = list(read(ANKI_TEXT, written(ANKI_TEXT, first)[0]).notes)
        assert [(each.note, each.deck) for each in again] == [
            (each.note, each.deck) for each in first
        ]
        kept = {packed.note.guid: packed.note.tags for packed in notes}
        assert all(kept[packed.note.guid] == packed.note.tags for packed in first)


def test_what_anki_would_not_take_is_said() -> None:
    note_type = NoteType("7", "Verbs", False, ("a", "b", "c"), (CardTemplate("1", "", ""),))
    notes = [
        PackedNote(Note("1", NoteKind.TEMPLATE, "a", "b"), "", (), "7", ("<i>a</i>", "b", "c")),
        PackedNote(Note("2", NoteKind.TEMPLATE, "a", "b"), "2024"),
        PackedNote(Note("3", NoteKind.BASIC, "", "b", ("two words",)), "D"),
        PackedNote(Note("4", NoteKind.BASIC, "q", "b", ("two words",)), "D"),
    ]
    assert ANKI_TEXT.writer is not None
    text, lost = ANKI_TEXT.writer(Package("x", "D", notes, note_types=[note_type]), Writing())
    assert "1\tVerbs\tD\t<i>a</i>\tb\tc\t\n" in text
    assert "two_words" in text
    assert [line.partition(":")[0] for line in lost] == [
        "notes without a front",
        "notes whose note type is missing",
        "note types that must be in Anki before the import",
        "decks that Anki takes for numbers, so rename them",
        "blanks in tags, now underscores",
    ]


@pytest.fixture
def imported(tmp_path: Path) -> Iterator[list[tuple[str, str, list[str], list[str], list[str]]]]:
    """What the real engine makes of what is written here."""
    collection = pytest.importorskip("anki.collection")
    from anki.import_export_pb2 import ImportCsvRequest

    path = tmp_path / "deck.txt"
    path.write_text(written(ANKI_TEXT, NOTES)[0], "utf-8")
    opened = collection.Collection(str(tmp_path / "collection.anki2"))
    try:
        metadata = opened.get_csv_metadata(str(path), None)
        for _ in range(2):
            opened.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
        notes = [opened.get_note(note) for note in opened.find_notes("")]
        yield [
            (
                note.guid,
                note.note_type()["name"],
                list(note.fields),
                list(note.tags),
                sorted({opened.decks.name(card.did) for card in note.cards()}),
            )
            for note in notes
        ]
    finally:
        opened.close()


def test_the_engine_takes_all_of_it_once(
    imported: list[tuple[str, str, list[str], list[str], list[str]]],
) -> None:
    assert sorted(imported) == sorted(
        (
            packed.note.guid,
            NAMES[packed.note.kind],
            [to_html(packed.note.front), to_html(packed.note.back)],
            list(packed.note.tags),
            [packed.deck or "Deck"],
        )
        for packed in NOTES
    )
