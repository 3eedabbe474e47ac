"""Note types: which are ours by another name, and how ours look in Anki."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import CardTemplate, NoteType
from studyapp.formats.anki.notes import (
    STOCK,
    fields_of,
    from_legacy,
    kind_of,
    texts,
    to_legacy,
)
from studyapp.formats.base import FormatError


def basic(question: str, answer: str, *more: tuple[str, str], cloze: bool = False) -> NoteType:
    templates = [CardTemplate("", *pair) for pair in ((question, answer), *more)]
    return NoteType("1", "Any name", cloze, ("Q", "A"), tuple(templates))


@pytest.mark.parametrize(
    ("note_type", "kind"),
    [
        (basic("{{Q}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{A}}"), NoteKind.BASIC),
        (basic(" {{ Q }}<br>", "{{FrontSide}}<HR class='x' /><br/>{{A}}\n"), NoteKind.BASIC),
        (basic("{{Q}}", "{{FrontSide}}{{A}}"), NoteKind.TEMPLATE),
        (basic("{{A}}", "{{FrontSide}}<hr>{{Q}}"), NoteKind.TEMPLATE),
        (basic("What is {{Q}}?", "{{FrontSide}}<hr>{{A}}"), NoteKind.TEMPLATE),
        (basic("{{type:Q}}", "{{FrontSide}}<hr>{{A}}"), NoteKind.TEMPLATE),
        (
            basic("{{Q}}", "{{FrontSide}}<hr>{{A}}", ("{{A}}", "{{FrontSide}}<hr>{{Q}}")),
            NoteKind.REVERSED,
        ),
        (
            basic("{{Q}}", "{{FrontSide}}<hr>{{A}}", ("{{A}}", "{{FrontSide}}<hr>{{A}}")),
            NoteKind.TEMPLATE,
        ),
        (basic("{{cloze:Q}}", "{{cloze:Q}}<br>\n{{A}}", cloze=True), NoteKind.CLOZE),
        (basic("{{cloze:Q}}", "{{cloze:Q}}", cloze=True), NoteKind.CLOZE),
        (basic("{{cloze:Q}}", "{{cloze:Q}}{{hint:A}}", cloze=True), NoteKind.TEMPLATE),
        (basic("{{cloze:A}}", "{{cloze:A}}", cloze=True), NoteKind.TEMPLATE),
        (replace(basic("{{Q}}", "{{FrontSide}}<hr>{{A}}"), fields=("Q",)), NoteKind.TEMPLATE),
    ],
)
def test_a_note_type_is_known_by_its_structure(note_type: NoteType, kind: NoteKind) -> None:
    assert kind_of(note_type) is kind


@pytest.mark.parametrize("kind", STOCK)
def test_our_note_types_are_whole_and_come_back(kind: NoteKind) -> None:
    note_type = STOCK[kind]
    assert kind_of(note_type) is kind
    assert from_legacy(to_legacy(note_type)) == note_type
    assert json.loads(note_type.kept) == to_legacy(note_type)


def test_the_engine_takes_our_note_types(tmp_path: Path) -> None:
    collection: Any = Collection(str(tmp_path / "collection.anki2"))
    try:
        for kind, note_type in STOCK.items():
            entry = {**to_legacy(note_type), "id": 0, "name": f"ours: {note_type.name}"}
            collection.models.add_dict(entry)
            theirs = collection.models.by_name(entry["name"])
            assert set(theirs) - {"originalStockKind"} <= set(entry)
            assert kind_of(from_legacy(theirs)) is kind
            note = collection.new_note(theirs)
            note.fields[:] = fields_of(Note("g", kind, "{{c1::a}} *b*", "c"))
            collection.add_note(note, collection.decks.id("Default"))
            assert len(note.cards()) == (2 if kind is NoteKind.REVERSED else 1)
    finally:
        collection.close()


def test_what_another_program_said_is_kept() -> None:
    entry = to_legacy(STOCK[NoteKind.BASIC])
    entry.update(unheard="of", sortf=1)
    entry["flds"][0]["description"] = "kept"
    entry["tmpls"][0]["bfont"] = "kept"
    note_type = from_legacy(entry)
    assert to_legacy(note_type) == entry
    renamed = to_legacy(replace(note_type, name="New", fields=("One", "Two")))
    assert renamed["flds"][0] == {**entry["flds"][0], "name": "One"}
    assert (renamed["name"], renamed["unheard"]) == ("New", "of")


def test_what_is_missing_is_made_up() -> None:
    bare = {"id": 5, "flds": [{"name": "F"}], "tmpls": [{"qfmt": "{{F}}"}]}
    note_type = from_legacy(bare)
    assert note_type.templates == (CardTemplate("", "{{F}}", ""),)
    whole = to_legacy(note_type)
    assert set(to_legacy(STOCK[NoteKind.BASIC])) <= set(whole)
    assert set(whole["flds"][0]) >= {"name", "ord", "sticky", "rtl", "font", "size", "media"}
    assert set(whole["tmpls"][0]) >= {"name", "ord", "qfmt", "afmt", "bqfmt", "bafmt", "did"}
    assert to_legacy(replace(note_type, kept="{broken"))["css"] == ""


@pytest.mark.parametrize(
    "entry",
    [
        None,
        {},
        {"id": "x", "name": "N"},
        {"id": 1, "name": "N", "flds": [], "tmpls": [{}]},
        {"id": 1, "name": "N", "flds": [{"name": ""}], "tmpls": [{}]},
        {"id": 1, "name": "N", "flds": [None], "tmpls": [{}]},
        {"id": 1, "name": "N", "flds": [{"name": "F"}], "tmpls": "no"},
    ],
)
def test_an_entry_that_cannot_be_used_is_named(entry: Any) -> None:
    with pytest.raises(FormatError, match="note type") as caught:
        from_legacy(entry)
    assert caught.value.hint
    assert ("'N'" in caught.value.message) == bool(entry)


def test_texts_say_what_is_in_a_note() -> None:
    stock = STOCK[NoteKind.BASIC]
    assert texts(stock, NoteKind.BASIC, ("<b>a</b>", "b<br>c")) == ("**a**", "b\nc")
    assert texts(stock, NoteKind.BASIC, ("a",)) == ("a", "")
    assert texts(stock, NoteKind.TEMPLATE, ("", "<br>", "x", "y")) == ("x", "y")
    assert texts(stock, NoteKind.TEMPLATE, ()) == ("", "")
    entry = {**to_legacy(stock), "sortf": 1}
    assert texts(from_legacy(entry), NoteKind.TEMPLATE, ("a", "b", "c")) == ("b", "a\n\nc")
