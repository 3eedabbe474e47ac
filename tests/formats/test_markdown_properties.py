"""What is written comes back, whatever the texts hold, and reading takes linear time."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.deck import ParsedDeck, ParsedNote
from studyapp.domain.note import Note, NoteKind
from studyapp.errors import SourceError
from studyapp.formats.markdown import is_markdown_deck, read_deck, write_deck
from studyapp.formats.markdown_cloze import BracketError, read_cloze, write_cloze
from tests.few import examples
from tests.formats.texts import clozes, deck_names, decks, fields


def _only(files: dict[str, str]) -> str:
    (text,) = files.values()
    return text


@settings(max_examples=examples(50), deadline=None)
@given(decks())
def test_a_deck_comes_back(deck: ParsedDeck) -> None:
    text = _only(write_deck(deck))
    assert text.endswith("\n")
    assert "\r" not in text
    assert read_deck(text, "other.md") == deck
    assert is_markdown_deck(text)


@settings(max_examples=examples(30), deadline=None)
@given(decks())
def test_line_ends_of_windows_change_nothing(deck: ParsedDeck) -> None:
    text = _only(write_deck(deck))
    assert read_deck("\ufeff" + text.replace("\n", "\r\n"), "a.md") == deck


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(decks(), min_size=1, max_size=4))
def test_several_decks_come_back_from_their_files(found: list[ParsedDeck]) -> None:
    notes = tuple(
        replace(parsed, note=parsed.note._replace(guid=f"{index}"))
        for index, parsed in enumerate(parsed for deck in found for parsed in deck.notes)
    )
    files = write_deck(ParsedDeck("All", notes))
    again = [parsed for path, text in files.items() for parsed in read_deck(text, path).notes]
    for deck in {parsed.deck for parsed in notes}:
        ours = [parsed for parsed in notes if parsed.deck == deck]
        assert [parsed for parsed in again if parsed.deck == deck] == ours
    assert len(again) == len(notes)


@given(fields | st.text("ab\r\n #\\", max_size=12), deck_names)
def test_texts_are_stripped_and_their_line_ends_made_one(text: str, name: str) -> None:
    note = Note("1", NoteKind.BASIC, f"\r\n {text}\r", f"{text} \r\n")
    read = read_deck(_only(write_deck(ParsedDeck(name, (ParsedNote(name, note),)))), "a.md")
    normal = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    assert (read.notes[0].note.front, read.notes[0].note.back) == (normal, normal)


@settings(max_examples=examples(50), deadline=None)
@given(clozes | fields)
def test_deletions_come_back(front: str) -> None:
    assert read_cloze(write_cloze(front)) == front


@given(fields | clozes)
def test_any_brackets_are_read_or_refused(text: str) -> None:
    front = problem = None
    try:
        front = read_cloze(text)
    except BracketError as found:
        problem = found
    if front is not None:
        assert read_cloze(write_cloze(front)) == front
    if problem is not None:
        assert 0 <= problem.at < len(text)
        assert problem.hint


@given(st.lists(fields, max_size=5).map("\n".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    is_markdown_deck(text)
    deck = problem = None
    try:
        deck = read_deck(text, "page.md")
    except SourceError as found:
        problem = found
    if problem is not None:
        assert problem.message.startswith("page.md")
        assert problem.hint
    if deck is not None:
        assert read_deck(_only(write_deck(deck)), "page.md") == deck


@pytest.mark.parametrize(
    "body",
    [
        "[" * 1_000_000,
        "[a" * 10 + "]" * 50_000,
        "[" * 5 + "![" * 400_000,
        "![" * 400_000 + "]",
        "[a]" * 10_000,
        "[a]{| " + " " * 1_000_000,
        "]{" * 400_000,
        "[a] " + "\\" * 1_000_000,
        "{{c1::" * 100_000,
        "{{c1::a}}" * 10_000,
        "[a]\n" + "<!--\n" * 100_000,
        "[a]\n" + "<!-- id: x" + "|" * 1_000_000 + "-->",
        "[a]\n" + "<!--" * 100_000 + "-->",
        "[a]\n" + "# \n" * 100_000 + "b",
        "[a]\n" + "\\" * 1_000_000 + "Q",
        "[a]\n" + " " * 1_000_000 + "---x",
        "[a]\n" + "Q: a\nA: b\n" * 20_000,
        "[a]\n" + "C: [a]\n" * 5_000,
    ],
)
@pytest.mark.slow
def test_a_megabyte_is_read_to_the_end(body: str) -> None:
    """Where time grew with the square of the length, this would not come back."""
    assert is_markdown_deck("Q: a\nA: " + body)
    with suppress(SourceError):
        deck = read_deck(f"C: {body}", "a.md")
        again = _only(write_deck(deck))
        assert len(read_deck(again, "a.md").notes) == len(deck.notes)


def test_writing_takes_linear_time() -> None:
    for front in ("{{c1::[" * 10_000, "{{c1::a}}{" * 8_000, "{{c1::x}} " + "![" * 40_000):
        notes = (ParsedNote("A", Note("1", NoteKind.CLOZE, front, front)),)
        text = _only(write_deck(ParsedDeck("A", notes)))
        assert read_deck(text, "a.md").notes == notes
