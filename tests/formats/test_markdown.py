"""Markdown decks: golden files byte for byte, edits by hand, errors, and what is no deck."""

from pathlib import Path

import pytest

from studyapp.domain.deck import ParsedDeck, ParsedNote
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind, Source
from studyapp.errors import SourceError
from studyapp.formats.markdown import MAX_FRONT_MATTER, is_markdown_deck, read_deck, write_deck

GOLDEN = Path(__file__).parent / "golden"
SEEDS = Path(__file__).parents[2] / "seeds"
BASIC, REVERSED, CLOZE = NoteKind.BASIC, NoteKind.REVERSED, NoteKind.CLOZE

SAMPLE = ParsedDeck(
    "T14 - The Soviet Union",
    tuple(
        ParsedNote(f"T14 - The Soviet Union{deck}", note)
        for deck, note in [
            (
                "::Fitzpatrick",
                Note(
                    "1f2e3d4c5b6a7988",
                    BASIC,
                    "How does Fitzpatrick describe the First Five-Year Plan?",
                    "As a “revolution from above”.",
                    ("Fitzpatrick", "five-year plan"),
                    Source("page.txt", 37, 42, "New cards | 1 --> 30"),
                ),
            ),
            (
                "::Fitzpatrick",
                Note("2", REVERSED, "kolkhoz", "collective farm", (), Source("page.txt", 7, 7)),
            ),
            (
                "",
                Note(
                    "3", CLOZE, "{{c1::Kirov}} was killed in {{c2::1934::year}}.", "In Leningrad."
                ),
            ),
            (
                "::Lewin?",
                Note(
                    "4", BASIC, "Two\n\nparagraphs", "- one\n- two\n\n---\nQ: not a question\n# end"
                ),
            ),
            ("::Lewin*", Note("5", BASIC, "", "")),
            (
                "::Lewin*",
                Note("6", CLOZE, "{{c1::[a]::{x}}} {{c2::b}}", "", ("a%b|c", "-->")),
            ),
            ("::Lewin*", Note("7", CLOZE, "{{c1::a {{c2::b}}}} [note] {{c1::c}}{1}", "")),
            ("::Lewin*", Note("8", CLOZE, "nothing to recall", "")),
            (
                "::Lewin*",
                Note("9", BASIC, "A: inline\nA: next", "```\n# code\n\\Q: x\n```\n<!-- x -->"),
            ),
        ]
    ),
)


def _note(text: str, path: str = "deck.md") -> Note:
    (parsed,) = read_deck(text, path).notes
    return parsed.note


def test_golden_files() -> None:
    folder = GOLDEN / "markdown"
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*.md"))
    }
    assert write_deck(SAMPLE) == files
    assert list(write_deck(SAMPLE)) == sorted(files)


def test_golden_files_are_read_back() -> None:
    decks = [read_deck(text, path) for path, text in write_deck(SAMPLE).items()]
    notes = [parsed for deck in decks for parsed in deck.notes]
    assert sorted(notes, key=lambda parsed: parsed.note.guid) == list(SAMPLE.notes)


def test_a_file_of_hashcards() -> None:
    deck = read_deck((GOLDEN / "hashcards.md").read_text(encoding="utf-8"), "a/hashcards.md")
    assert deck.name == "hashcards"
    assert [(note.note.kind, note.note.front, note.note.back) for note in deck.notes] == [
        (BASIC, "How many neurons?", "~80 billion."),
        (CLOZE, "The {{c1::order}} of a group is {{c2::the cardinality of its set}}.", ""),
        (BASIC, "multi\nline", "- one\n- two"),
    ]
    assert deck.notes[0].note.guid == note_guid("hashcards", "Q:How many neurons?")
    assert sum(len(note.note.ordinals()) for note in deck.notes) == 4


def test_an_empty_deck() -> None:
    assert write_deck(ParsedDeck("A::B", ())) == {"A/B.md": '---\nname = "A::B"\n---\n'}
    assert read_deck('---\nname = "A::B"\n---\n', "x.md") == ParsedDeck("A::B", ())
    assert read_deck("\n", "x.md") == ParsedDeck("x", ())


@pytest.mark.parametrize("path", ["Gym.md", "a/b/Gym.md", "C:\\a\\Gym.md", "Gym", "Gym.markdown"])
def test_the_deck_is_named_after_the_file(path: str) -> None:
    assert read_deck("Q: a\nA: b", path).name == "Gym"


def test_front_matter_wins_over_the_file() -> None:
    text = '---\nother = 1\nname = "A::\\"B\\""\n---\nQ: a\nA: b'
    assert read_deck(text, "x.md").name == 'A::"B"'
    assert read_deck("---\nother = 1\n---\nQ: a\nA: b", "x.md").name == "x"


HAND = [
    "Q: a\nA: b",
    "Q:a\nA:b\n",
    "\ufeffQ: a\r\nA: b\r\n",
    "Q: a\rA: b\r",
    "\n\n  \nQ: a\n\n\nA: b\n\n\n\n",
    "Q:\na\nA:\n\n\nb\n",
    "---\n---\n\nQ: a\nA: b",
    "# Chapter\n\nsome words\n\nQ: a\n# more\nA: b\n\n# Next chapter\n## Section\n",
    "<!-- a comment of the author -->\nQ: a\nA: b\n---\nwords that are not read",
    "---\nx = 1\n---\n---\n---\nQ: a\nA: b\n---\n---\n",
]


@pytest.mark.parametrize("text", HAND)
def test_edits_by_hand(text: str) -> None:
    note = _note(text)
    assert (note.kind, note.front, note.back) == (BASIC, "a", "b")
    assert note.guid == note_guid("deck", "Q:a")


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- id: x1 | source: p:q.txt:3-5 | section: S%7C | tags: a b | kind: reversed -->",
        "<!--kind:REVERSED|tags:a  b|section:S%7C|id:x1|source:p:q.txt:3-5-->  ",
        "<!--ID: x1 | Tags: a b | ?: | Source:p:q.txt:3-5 | section: S%7c | kind: Reversed -->\n\n",
    ],
)
def test_comments_by_hand(comment: str) -> None:
    source = Source("p:q.txt", 3, 5, "S|")
    expected = Note("x1", REVERSED, "f", "g", ("a", "b"), source)
    assert _note(f"{comment}\nQ: f\nA: g") == expected


def test_a_comment_belongs_to_the_note_right_after_it() -> None:
    text = (
        "Q: a\nA: b\n<!-- id: gone -->\n---\nQ: c\nA: d\n<!-- id: 7 -->\nC: [e]\n"
        "<!-- id: left over -->\n"
    )
    notes = [parsed.note for parsed in read_deck(text, "d.md").notes]
    assert [note.guid for note in notes] == [note_guid("d", "Q:a"), note_guid("d", "Q:c"), "7"]
    assert [note.back for note in notes] == ["b", "d", ""]


def test_a_heading_inside_a_text_stays() -> None:
    assert _note("Q: a\nA: b\n# h\nc\n# next chapter").back == "b\n# h\nc"
    assert _note("Q: # a\nA: b\n\\# h").front == "# a"
    assert _note("Q: # a\nA: b\n\\# h").back == "b\n# h"
    assert _note("Q: a\nA: b\n\\\\# h").back == "b\n\\# h"


def test_a_corrected_typo_keeps_the_identity() -> None:
    (text,) = write_deck(read_deck("Q: teh\nA: b", "d.md")).values()
    assert _note(text.replace("teh", "the")).guid == note_guid("d", "Q:teh")


def test_the_order_of_notes_is_free() -> None:
    (text,) = write_deck(read_deck("Q: a\nA: b\nC: [c]\nQ: d\nA: e", "d.md")).values()
    head, *notes = text.split("\n---\n\n")
    moved = "\n---\n\n".join([head, *reversed(notes)])
    assert set(read_deck(moved, "d.md").notes) == set(read_deck(text, "d.md").notes)


def test_notes_without_ids_that_ask_the_same() -> None:
    deck = read_deck("Q: a\nA: b\n\nQ: a\nA: c\n\nQ: a\nA: b\n", "d.md")
    assert [parsed.note.back for parsed in deck.notes] == ["b", "c"]
    assert len({parsed.note.guid for parsed in deck.notes}) == 2
    (text,) = write_deck(ParsedDeck("d", deck.notes[:1])).values()
    copied = read_deck(f"Q: a\nA: new\n\n{text.split('---')[-1]}", "d.md")
    assert copied.notes[1] == deck.notes[0]
    assert copied.notes[0].note.guid == deck.notes[1].note.guid


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("\n\nA: b", 3, "an answer without a question", "Q: before it"),
        ("Q: a\nA: b\n---\nA: c", 4, "an answer without a question", "Q: before it"),
        ("Q: a\nA: b\nA: c", 3, "a second answer; the first is on line 2", "\\A:"),
        ("\nQ: a\n\n", 2, "a question without an answer", "A: after it"),
        ("Q: a\nQ: b\nA: c", 1, "a question without an answer", "A: after it"),
        ("Q: a\nC: [b]", 1, "a question without an answer", "A: after it"),
        ("Q: a\n---\nA: b", 1, "a question without an answer", "backslash"),
        ("Q: a\n<!-- id: x -->\nA: b", 1, "a question without an answer", "backslash"),
        ("\n\nC: a", 3, "a cloze note without a deletion", "[ ]"),
        ("C:\n\na [b]\nc [d\ne", 4, "a bracket that is not closed", "\\["),
        ("C: " + "[" * 11, 1, "nested more than 10 deep", "\\["),
        ("<!-- id: x -->\nQ: a\nA: b\n<!-- id: x -->\nC: [c]", 5, "the id x is on line 2", "copy"),
        ("<!-- id: x | source: p -->\nQ: a\nA: b", 1, "source 'p' names no lines", "37-42"),
        ("\n<!-- kind: odd -->\nQ: a\nA: b", 2, "there is no kind 'odd'", "reversed"),
        ("<!-- kind: reversed -->\nC: [b]", 2, "kind reversed that starts with C:", "Q:"),
        ("<!-- kind: cloze -->\nQ: b\nA: c", 2, "kind cloze that starts with Q:", "C:"),
        ("---\nname = Deck\n---\n", 1, "front matter that is not TOML", "name ="),
        ("---\nname = 3\n---\n", 1, "the name in the front matter is not text", "name ="),
        ("---\nname = 'x'\n", 1, "front matter that is not closed", "name ="),
        ("---\n" + "#\n" * MAX_FRONT_MATTER + "#\n---\n", 1, "too long", "name ="),
        ("---\na = " + "[" * 9000 + "\n---\n", 1, "front matter that is not TOML", "name ="),
    ],
)
def test_errors_name_line_and_remedy(text: str, line: int, message: str, hint: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_deck(text, "page.md")
    assert caught.value.message.startswith(f"page.md, line {line}: ")
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("text", ["Just words.", '---\nname = "x"\n---\nJust words.'])
def test_a_file_without_cards_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match=r"notes\.md: no cards") as caught:
        read_deck(text, "notes.md")
    assert "Q:" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        *HAND[:5],
        *(text for text in HAND[8:]),
        "# Deck\n\n<!-- mine -->\nC: The [order] of\na group",
        "C: {{c1::a}}",
        "C: [a]\nC: [b",
        '---\nname = "x"\n---\n',
        "# Some words\n\nMore words\n\n<!-- id: x -->\n\nQ: a\nA: b",
        "---\nname = broken\n---\n<!-- id: x -->\nC: [a]",
        "Q: a\nA: b\nA: c",
    ],
)
def test_decks_are_known(text: str) -> None:
    assert is_markdown_deck(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Just words.",
        "Q: a question alone",
        "Q: a\nQ: b\nA: c",
        "A: an answer alone\nQ: a",
        "C: drive without a deletion",
        "C: open [bracket",
        "We talked.\n\nQ: How are you?\nA: Well.\n",
        "---\ntitle: Notes\ntags: [a]\n---\n\n# Notes\n\n- [ ] task\n- [link](url)\n",
        "---\n\nwords between rules\n\n---\n",
        "+++\nname = 'x'\n+++\n",
        "# Manual\n\n```\nQ: a\nA: b\n```\n",
        "# Manual\n\n```\n<!-- id: x -->\nQ: a\nA: b\n```\n",
        "# Manual\n\n    Q: a\n    A: b\n",
        "words\n<!-- id: x -->\nmore words",
        "words\n<!-- kind: odd | id: x -->\nQ: a\nA: b",
        "<!-- TODO: check -->\nwords",
        "Question::Answer",
        "==cloze== text\n<!--SR:!2026-01-01,3,250-->",
        "front\tback\n",
        "#separator:tab\n#html:true\na\tb\n",
    ],
)
def test_other_texts_are_not_decks(text: str) -> None:
    assert not is_markdown_deck(text)


@pytest.mark.parametrize("path", sorted(SEEDS.iterdir()), ids=lambda path: path.name)
def test_the_seeds_are_not_decks(path: Path) -> None:
    assert not is_markdown_deck(path.read_text(encoding="utf-8"))
