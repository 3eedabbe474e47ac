"""CSV and TSV: any spreadsheet's, any header's, and back again."""

import csv
import io
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import Package, PackedNote
from studyapp.formats.base import DeckFile, FormatError, Reading, TextFormat, Writing
from studyapp.formats.delimited import CSV, TSV
from tests.few import examples
from tests.formats.tables_made import packed_notes, pairs, read, texts, written

GOLDEN = Path(__file__).parent / "golden" / "tables"
FORMS = [pytest.param(CSV, id="csv"), pytest.param(TSV, id="tsv")]
NOTES = [
    PackedNote(Note("a1", NoteKind.BASIC, 'the "end"', "fin, final\nof it", ("eu", "x::y")), "Fr"),
    PackedNote(Note("12345", NoteKind.CLOZE, "{{c1::Oslo}} is up", "", ("two words",)), ""),
    PackedNote(Note("a3", NoteKind.REVERSED, "=1+1", "-\t'=2", ()), "A::B"),
]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written(form: TextFormat) -> None:
    text, lost = written(form, NOTES)
    assert text.encode() == (GOLDEN / f"deck.{form.info.name}").read_bytes()
    assert lost == []


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=examples(60), deadline=None)
@given(notes=packed_notes())
def test_notes_come_back(form: TextFormat, notes: list[PackedNote]) -> None:
    text, lost = written(form, notes)
    assert lost == []
    if not notes:
        return
    found = read(form, text)
    assert [(packed.note, packed.deck) for packed in found.notes] == [
        (packed.note, packed.deck) for packed in notes
    ]
    assert found.settled
    assert found.problems == []


@settings(max_examples=examples(40), deadline=None)
@given(packed_notes())
def test_a_spreadsheet_sees_the_same_cells_and_no_formula(notes: list[PackedNote]) -> None:
    text, _ = written(CSV, notes)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == len(notes) + 1
    assert all(cell[:1] not in tuple("=+-@\t") for row in rows for cell in row if cell)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=examples(60), deadline=None)
@given(st.lists(texts, max_size=6).map("\n".join), st.sampled_from(["", ",", "\\t", "||", " "]))
def test_any_text_is_read_or_refused(form: TextFormat, text: str, separator: str) -> None:
    assert 0 <= form.claims(DeckFile("f.csv", text=text)) <= 100
    with suppress(FormatError):
        found = read(form, text, Reading(separator=separator))
        assert all(packed.note.front for packed in found.notes)


@pytest.mark.parametrize(
    ("text", "expected", "remark"),
    [
        ("Term,Definition\na,b\n", [("a", "b")], "columns: front = Term, back = Definition"),
        ("Answer;Question\nb;a\n", [("a", "b")], "columns: front = Question, back = Answer"),
        ("\ufeffFrage;Antwort;Bild\nein;aus;x\n", [("ein", "aus")], "; - = Bild"),
        ("sep=;\nword;translation\na,1;b\n", [("a,1", "b")], "columns: "),
        ("Front\tHint\tBack\na\th\tb\n", [("a", "h\n\nb")], "back = Hint + Back"),
        ("English,Spanish\nhouse,casa\n", [("house", "casa")], "front = English"),
        ("English,inglés\nhouse,casa\n", [("English", "inglés"), ("house", "casa")], "column 1"),
        ("front,front\na,b\n", [("front", "front"), ("a", "b")], "column 1"),
        ("1,gato,cat\n2,pez,fish\n", [("gato", "cat"), ("pez", "fish")], "- = column 1"),
        ("a,b\r\nc,d\r\n", [("a", "b"), ("c", "d")], ""),
        ('"a ""q""\nmore","b"\n', [('a "q"\nmore', "b")], ""),
        ('"lone,b\nc,d\n', [('"lone', "b"), ("c", "d")], ""),
        ("front,back\n'=1,x\n", [("'=1", "x")], ""),
    ],
)
def test_tables_of_others(text: str, expected: list[tuple[str, str]], remark: str) -> None:
    found = read(CSV, text)
    assert pairs(found) == expected
    assert remark in found.remarks[0]
    assert not found.settled
    assert found.problems == []


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("q,a", False),
        (" Q ,A", False),
        ("q,a,picture", False),
        ("q,a,tags", True),
        ("q,answer", True),
        ("表,裏", True),
    ],
)
def test_letters_name_columns_only_beside_a_longer_name(header: str, named: bool) -> None:
    found = read(CSV, f"{header}\nr,b\ns,c\n")
    assert len(pairs(found)) == (2 if named else 3)
    said = f"first line taken as the names of the columns: {', '.join(header.split(','))}"
    assert (said in found.remarks) == named
    assert CSV.claims(DeckFile("x", text=f"{header}\nr,b\ns,c\n")) < 80 or named


@pytest.mark.parametrize(
    ("text", "fronts", "said"),
    [
        ("Front\ngato\npez\n", ["gato", "pez"], "2 cards have no answer"),
        ("Palabra\ngato\n", ["gato"], "1 card has no answer"),
        ("gato\npez\n", ["gato", "pez"], "2 cards have no answer"),
        ("q\nr\n", ["q", "r"], "2 cards have no answer"),
        ("front\n", ["front"], "1 card has no answer"),
        ("term\na,b\n", ["term", "a"], "1 card has no answer"),
        ("front,back\na,\n{{c1::b}},\nc,d\n", ["a", "{{c1::b}}", "c"], "1 card has no answer"),
    ],
)
def test_cards_without_an_answer_come_in_and_are_counted(
    text: str, fronts: list[str], said: str
) -> None:
    found = read(CSV, text)
    assert [front for front, _ in pairs(found)] == fronts
    assert found.remarks[-1] == said
    assert found.problems == []


def test_tags_decks_and_kinds_are_read() -> None:
    text = 'front,back,tags,deck,guid\n{{c1::a}},b,x y,A::B,g\nc,d,"two words, z",,\n'
    found = read(CSV, text, name="Geo.csv")
    first, second = found.notes
    assert (first.note.kind, first.note.tags, first.deck) == (NoteKind.CLOZE, ("x", "y"), "A::B")
    assert (second.note.tags, second.deck, second.where) == (("two words", "z"), "", "line 3")
    assert found.name == "Geo"
    assert not found.settled


def test_repeated_values_in_a_third_column_are_tags() -> None:
    rows = [("a", "b", "x"), ("c", "d", "x"), ("e", "f", "y"), ("g", "h", "y")]
    text = "".join(f"{','.join(row)}\n" for row in rows)
    assert [packed.note.tags for packed in read(CSV, text).notes] == [("x",)] * 2 + [("y",)] * 2


def test_columns_and_separator_can_be_said() -> None:
    reading = Reading(separator="|", columns=("-", "back", "front"))
    assert pairs(read(CSV, "x|b|a\nx|d|c\n", reading)) == [("a", "b"), ("c", "d")]


@pytest.mark.parametrize("columns", [("nonsense",), ("back", "tags")])
def test_wrong_columns_are_refused_with_a_remedy(columns: Sequence[str]) -> None:
    with pytest.raises(FormatError, match="column") as refused:
        read(CSV, "a,b\n", Reading(columns=tuple(columns)))
    assert "front" in refused.value.hint


def test_broken_rows_are_left_out_and_named() -> None:
    text = "front,back,guid\n,b,1x\na,b,g\nc,d,g\ne,f,h,beyond\n"
    found = read(CSV, text)
    assert pairs(found) == [("a", "b"), ("c", "d"), ("e", "f")]
    assert [problem.where for problem in found.problems] == ["line 2", "line 4", "line 5"]
    assert len({packed.note.guid for packed in found.notes}) == 3


def test_two_notes_that_say_the_same_are_two() -> None:
    first, again = read(CSV, "a,b\na,c\n").notes
    assert first.note.guid != again.note.guid
    assert [first, again] == list(read(CSV, "a,b\na,c\n").notes)


def test_what_a_table_cannot_hold_is_said() -> None:
    notes = [
        PackedNote(Note("1", NoteKind.TEMPLATE, "a", "b", ("x;y",)), ""),
        PackedNote(Note("2", NoteKind.BASIC, " ", "b"), ""),
    ]
    text, lost = written(CSV, notes)
    assert len(read(CSV, text).notes) == 1  # type: ignore[arg-type]
    assert len(lost) == 3


@pytest.mark.parametrize(
    ("form", "text", "sure"),
    [
        (CSV, "sep=;\na;b\n", 90),
        (CSV, "Term,Definition\na,b\nc,d\n", 80),
        (CSV, 'a,b\n"c,d",e\n', 60),
        (CSV, "a,b\nc,d\n", 30),
        (TSV, "a\tb\nc\td\ne\tf\n", 60),
        (TSV, "Term\tDefinition\na\tb\n", 80),
        (CSV, "Hello, world\nGood day, all\n", 0),
        (CSV, "1,2\n3,4\n", 0),
        (TSV, "year\train\n1991\t802\n1992\t744\n", 0),
        (TSV, "a\tb\nc\td\te\n", 0),
        (CSV, "sep=|\na|b\n", 90),
        (CSV, "Term|Definition\na|b\nc|d\n", 40),
        (CSV, "Term|Definition\n" + "a|b|c\n" * 5, 40),
        (CSV, "Term | Definition\n--- | ---\na | b\n", 0),
        (CSV, "| Term | Definition |\n| a | b |\n", 0),
        (CSV, "a|b\nc|d\n", 0),
        (CSV, "Term,Definition\n" + "a,b\n" * 7 + "c,d,e\n" * 2, 40),
        (CSV, "Term,Definition\n" + "a,b\n" * 6 + "c,d,e\n" * 2, 0),
        (CSV, "Term,Definition\n" + "a\n" * 9, 0),
        (TSV, "Term\tDefinition\n" + "a\tb\n" * 7 + "c\td\te\n" * 2, 40),
        (CSV, "one line", 0),
        (CSV, "", 0),
    ],
)
def test_how_sure(form: TextFormat, text: str, sure: int) -> None:
    assert form.claims(DeckFile("x", text=text)) == sure


@pytest.mark.parametrize("form", FORMS)
def test_own_files_are_claimed(form: TextFormat) -> None:
    text, _ = written(form, NOTES)
    assert form.claims(DeckFile("x", text=text)) == 80


@pytest.mark.parametrize("form", [CSV, TSV], ids=["csv", "tsv"])
def test_columns_are_chosen_and_ordered(form: TextFormat) -> None:
    assert form.writer is not None
    note = Note("g", NoteKind.REVERSED, "-5 degrees", "=cold", ("a b",))
    package = Package("test", "All", [PackedNote(note, "Deck")])
    between = "," if form is CSV else "\t"
    text, lost = form.writer(package, Writing(columns=("back", " Front")))
    assert text.removeprefix("\ufeff").split("\n")[0].strip() == f"back{between}front"
    assert not lost
    assert pairs(read(form, text)) == [("'-5 degrees", "'=cold")]
    text, _ = form.writer(package, Writing(columns=("kind", "back", "tags", "front", "guid")))
    (again,) = read(form, text).notes
    assert again.note == note


@pytest.mark.parametrize("columns", [("front", "nonsense"), ("-",), ("back", "front", "Back")])
def test_columns_that_cannot_be_written_are_refused(columns: tuple[str, ...]) -> None:
    assert CSV.writer is not None
    with pytest.raises(FormatError, match=f"“{columns[-1]}”") as refused:
        CSV.writer(Package("test", "All", ()), Writing(columns=columns))
    assert "front, back, tags, deck, guid, kind" in refused.value.hint
