"""Markdown among the formats: one file or a folder, decks in comments, problems and losses."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from studyapp.domain.deck import ParsedDeck
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import Package, PackedCard, PackedMemory, PackedNote
from studyapp.errors import SourceError
from studyapp.formats.base import DeckFile, FormatError, Reading, Writing
from studyapp.formats.markdown import read_deck
from studyapp.formats.markdown_comment import read_comment, write_comment
from studyapp.formats.markdown_format import MARKDOWN
from tests.few import examples
from tests.formats.others import WRITING, package
from tests.formats.texts import deck_names, decks

BASIC = NoteKind.BASIC
A, B, C = (Note(name, BASIC, f"question {name}", "answer") for name in "abc")
MEMORY = PackedMemory(2, None, 1.0, 5.0, 0, 0, 0, 0, None, 1, 0)


def packed(*given: tuple[Note, str], name: str = "All") -> Package:
    return Package("test", name, [PackedNote(note, deck) for note, deck in given])


def read(path: Path) -> Package:
    return package(MARKDOWN, path.read_bytes().decode(), path.name)


def test_one_deck_is_one_file(tmp_path: Path) -> None:
    for name in ("out.md", "out"):
        target = tmp_path / name
        assert MARKDOWN.write(packed((A, "X::Y"), (B, "X::Y")), target, WRITING) == ()
        found = read(target)
        assert (found.name, found.settled) == ("X::Y", True)
        assert [(each.note, each.deck) for each in found.notes] == [(A, "X::Y"), (B, "X::Y")]


def test_several_decks_are_a_folder(tmp_path: Path) -> None:
    target = tmp_path / "out"
    found = packed((A, "X"), (B, "X::Y"), (C, ""))
    assert MARKDOWN.write(found, target, WRITING) == ()
    files = {path.relative_to(target).as_posix(): read(path) for path in target.rglob("*.md")}
    assert {name: [each.note for each in part.notes] for name, part in files.items()} == {
        "All.md": [C],
        "X.md": [A],
        "X/Y.md": [B],
    }
    with pytest.raises(FormatError, match="is there already") as caught:
        MARKDOWN.write(found, target, WRITING)
    assert caught.value.hint


def test_several_decks_in_one_file_name_their_deck(tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    MARKDOWN.write(packed((A, "X"), (B, "X::Y --> |"), (C, "")), target, WRITING)
    text = target.read_bytes().decode()
    assert text == (
        '---\nname = "All"\n---\n\n'
        "<!-- id: a | deck: X -->\nQ: question a\nA: answer\n\n---\n\n"
        "<!-- id: b | deck: X::Y --%3E %7C -->\nQ: question b\nA: answer\n\n---\n\n"
        "<!-- id: c -->\nQ: question c\nA: answer\n"
    )
    notes = list(read(target).notes)
    assert [(each.note, each.deck) for each in notes] == [
        (A, "X"),
        (B, "X::Y --> |"),
        (C, "All"),
    ]


@given(deck_names)
def test_the_deck_of_a_comment_comes_back(name: str) -> None:
    comment = read_comment(write_comment(A, kind=None, deck=name))
    assert comment is not None
    assert comment.deck == name


@settings(max_examples=examples(25), deadline=None)
@given(decks())
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, deck: ParsedDeck
) -> None:
    target = tmp_path_factory.getbasetemp() / "whole.md"
    found = packed(*((each.note, each.deck) for each in deck.notes), name=deck.name)
    assert MARKDOWN.write(found, target, WRITING) == ()
    again = read(target)
    assert (again.name, again.settled, again.problems) == (deck.name, True, [])
    assert [(each.note, each.deck) for each in again.notes] == [
        (each.note, each.deck) for each in deck.notes
    ]


def test_losses(tmp_path: Path) -> None:
    note = Note("a", NoteKind.TEMPLATE, "front", "back", ("tag",))
    found = Package(
        "apkg", "All", [PackedNote(note, "X", [PackedCard(0, "X", 0, MEMORY)], "1", ("f",))]
    )
    target = tmp_path / "out.md"
    assert MARKDOWN.write(found, target, WRITING) == (
        "the fields and templates of Anki's note types: their texts are kept",
        "where cards stand, and their reviews",
    )
    (again,) = read(target).notes
    assert again.note == Note("a", BASIC, "front", "back", ("tag",))
    assert len(MARKDOWN.write(found, target, Writing(scheduling=False))) == 1


def test_notes_without_ids_are_known_by_their_texts() -> None:
    found = package(MARKDOWN, "Q: a\nA: b\n\n<!-- id: x -->\nQ: c\nA: d")
    assert not found.settled


BROKEN = """<!-- id: 1 -->
Q: first
A: fine

<!-- id: 2 | kind: odd -->
Q: second
A: has a comment that cannot be read

<!-- id: 3 -->
Q: third has no answer

<!-- id: 1 -->
Q: fourth has the id of the first
A: b

C: fifth is [open

Q: sixth
A: b
A: c

A: alone

<!-- id: 7 -->
Q: seventh
A: fine
"""


def test_broken_notes_are_left_out_and_named() -> None:
    found = package(MARKDOWN, BROKEN, "d.md")
    assert [each.note.front for each in found.notes] == ["first", "seventh"]
    assert sorted(str(each) for each in found.problems) == [
        "line 10: a question without an answer",
        "line 13: the id 1 is on line 2 already",
        "line 16: a bracket that is not closed",
        "line 20: a second answer; the first is on line 19",
        "line 22: an answer without a question",
        "line 5: there is no kind 'odd'",
    ]
    assert all(each.remedy for each in found.problems)
    with pytest.raises(SourceError):
        read_deck(BROKEN, "d.md")


def test_a_broken_front_matter_is_refused() -> None:
    with pytest.raises(FormatError, match="not closed"):
        package(MARKDOWN, "---\nname = 1\nQ: a\nA: b")
    with pytest.raises(FormatError, match="is not text"), MARKDOWN.read(DeckFile("a"), Reading()):
        pass


def test_a_kind_that_only_another_program_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no kind"):
        read_comment("<!-- id: 1 | kind: template -->")
