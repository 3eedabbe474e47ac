"""A generated note comes back from a deck file with all but its paragraph."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.deck import ParsedDeck, ParsedNote
from studyapp.domain.generated import Generated
from studyapp.domain.note import Note, NoteKind, Source
from studyapp.formats.markdown import read_deck, write_deck

WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="{}[]\\:"), min_size=1
)
LINES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
ITEMS = st.lists(LINES, max_size=3).map(tuple)


@st.composite
def notes(draw: st.DrawFn) -> Note:
    context, before, answer, after = (draw(LINES) for _ in range(4))
    hint = draw(LINES)
    made = Generated(
        sentence=f"{before} {answer} {after}",
        topic=draw(LINES),
        context=context,
        answer=answer,
        category=draw(LINES),
        hint=hint,
        accepted=draw(ITEMS),
        distractors=draw(ITEMS),
        tier=draw(st.sampled_from("AB")),
        score=draw(st.integers(0, 1000)) / 100,
        speaker=draw(LINES),
        links=draw(st.lists(st.text("0123456789abcdef", min_size=1), max_size=2).map(tuple)),
        group=draw(LINES),
    )
    front = f"{context} {before} {{{{c1::{answer}::{hint}}}}} {after}"
    return Note("guid", NoteKind.CLOZE, front, "", (), Source("a.txt", 1, 2), made)


@given(notes())
def test_what_is_known_of_a_generated_note_comes_back(note: Note) -> None:
    (text,) = write_deck(ParsedDeck("D", (ParsedNote("D", note),))).values()
    assert [entry.note for entry in read_deck(text, "D.md").notes] == [note]


def test_a_note_that_lost_its_blank_by_hand_is_no_longer_a_generated_one() -> None:
    text = "<!-- id: x | category: year | kind: cloze -->\nC: Nothing is hidden here.\n"
    (entry,) = read_deck(text, "D.md").notes
    assert entry.note.generated is None


def test_a_comment_written_by_hand_may_leave_out_or_garble_what_it_likes() -> None:
    comment = "<!-- id: x | category: year | score: much | context: -3 -->"
    text = f"{comment}\nC: In [1934]{{| year}} it was.\n"
    (entry,) = read_deck(text, "D.md").notes
    assert entry.note.generated is not None
    bare = replace(entry.note.generated, accepted=(), distractors=())
    assert (bare.answer, bare.hint, bare.sentence) == ("1934", "year", "In 1934 it was.")
