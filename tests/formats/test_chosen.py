"""Columns that a user asks for: by the file's own names or by what they are."""

import pytest

from studyapp.formats.anki_text import ANKI_TEXT
from studyapp.formats.base import FormatError, Reading
from studyapp.formats.delimited import CSV
from tests.formats.tables_made import pairs, read

WORDS = "id,nr,term,meaning,notes,level\n7,1,gato,cat,a pet,A1\n"


@pytest.mark.parametrize(
    ("names", "expected", "remark"),
    [
        ("meaning,term", ("cat", "gato"), "front = meaning, back = term; - = id + nr"),
        ("TERM,Meaning", ("gato", "cat"), "front = term, back = meaning"),
        ("term,notes,meaning", ("gato", "a pet\n\ncat"), "back = notes + meaning"),
        ("level,term", ("A1", "gato"), "front = level"),
        ("term", ("gato", ""), "front = term"),
        ("-,-,front,back", ("gato", "cat"), "front = term, back = meaning"),
        ("-,-,answer,question", ("cat", "gato"), "front = meaning, back = term"),
    ],
)
def test_names_of_the_file_or_what_columns_are(
    names: str, expected: tuple[str, str], remark: str
) -> None:
    found = read(CSV, WORDS, Reading(columns=tuple(names.split(","))))
    assert pairs(found) == [expected]
    assert remark in found.remarks[0]


def test_names_that_no_header_usually_has() -> None:
    found = read(CSV, "Kanji;Kana\n木;き\n", Reading(columns=("kana", "kanji")))
    assert pairs(found) == [("き", "木")]


@pytest.mark.parametrize("names", ["front,back,tags,deck", "tags,front,deck,back", "front,back,-"])
def test_a_file_whose_own_names_are_what_its_columns_are(names: str) -> None:
    header = names.replace("-", "tags")
    [packed] = read(
        CSV, f"{header}\n{header.upper()}\n", Reading(columns=tuple(names.split(",")))
    ).notes
    assert (packed.note.front, packed.note.back) == ("FRONT", "BACK")
    assert packed.note.tags == (() if "-" in names else ("TAGS",))
    assert packed.deck == ("DECK" if "deck" in names else "")


def test_a_third_name_is_the_tags_only_if_it_is_called_so() -> None:
    text = "term,meaning,tags,level\ngato,cat,pet,A1\n"
    [packed] = read(CSV, text, Reading(columns=("term", "meaning", "level", "tags"))).notes
    assert (packed.note.back, packed.note.tags) == ("cat\n\nA1", ("pet",))


@pytest.mark.parametrize("names", ["front,meaning", "term,definition", "-,term", "term,nonsense"])
def test_a_mix_is_refused_and_both_are_listed(names: str) -> None:
    with pytest.raises(FormatError) as refused:
        read(CSV, WORDS, Reading(columns=tuple(names.split(","))))
    said = refused.value.message
    assert all(f"“{name}”" in said for name in names.split(","))
    assert "id, nr, term, meaning, notes, level" in refused.value.hint
    assert "front, back, tags, deck, guid" in refused.value.hint


def test_an_empty_name_is_no_column() -> None:
    with pytest.raises(FormatError, match="no column"):
        read(CSV, "term,,x\na,b,c\n", Reading(columns=("", "back")))


def test_the_names_in_a_text_file_of_anki() -> None:
    text = "#separator:,\n#columns:nr,term,meaning,notes\n1,gato,cat,pet\n"
    found = read(ANKI_TEXT, text, Reading(columns=("meaning", "term", "notes")))
    assert pairs(found) == [("cat", "gato\n\npet")]
    with pytest.raises(FormatError, match="“front”"):
        read(ANKI_TEXT, text, Reading(columns=("front", "meaning")))
