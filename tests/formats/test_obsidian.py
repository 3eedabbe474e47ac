"""Obsidian notes: what is a card, in which deck, and where it stands."""

import pytest

from studyapp.domain.card import State
from studyapp.domain.ids import note_guid
from studyapp.domain.note import NoteKind
from studyapp.formats.base import DAY_MS
from studyapp.formats.obsidian import OBSIDIAN
from tests.formats.others import notes, package, sides

BASIC, REVERSED, CLOZE = NoteKind.BASIC, NoteKind.REVERSED, NoteKind.CLOZE


@pytest.mark.parametrize(
    ("text", "kind", "front", "back"),
    [
        ("a::b", BASIC, "a", "b"),
        ("- [ ] a :: b ", BASIC, "a", "b"),
        ("a:::b", REVERSED, "a", "b"),
        ("`x::y` means::b", BASIC, "`x::y` means", "b"),
        ("$a::b$ c::d", BASIC, "$a::b$ c", "d"),
        ("a\nb\n?\nc\nd", BASIC, "a\nb", "c\nd"),
        ("a\n??\nc", REVERSED, "a", "c"),
        ("a\n?\n```\n?\n\nb::c\n```", BASIC, "a", "```\n?\n\nb::c\n```"),
        ("a ==b== c", CLOZE, "a {{c1::b}} c", ""),
        ("==a==^[hint] ==b==", CLOZE, "{{c1::a::hint}} {{c2::b}}", ""),
        ("==a==[^2] ==b==^[h][^1] ==c==[^2]", CLOZE, "{{c2::a}} {{c1::b::h}} {{c2::c}}", ""),
        ("==x}}y== `==`", CLOZE, "{{c1::x} }y}} `==`", ""),
        ("==x::y==", BASIC, "==x", "y=="),
        ("> ==a\n> b== c ==d==", CLOZE, "> ==a\n> b== c {{c1::d}}", ""),
    ],
)
def test_one_card(text: str, kind: NoteKind, front: str, back: str) -> None:
    (found,) = notes(OBSIDIAN, f"#flashcards\n\n{text}\n")
    assert (found.note.kind, found.note.front, found.note.back) == (kind, front, back)


@pytest.mark.parametrize(
    "text",
    [
        "```cpp\nstd::vector\n```",
        "a `std::vector` b",
        "<!-- a::b -->",
        "<!--\na::b\n-->",
        "a **bold** word",
        "a == b and c == d\n",
        "::b",
        "?\nb",
    ],
)
def test_no_card(text: str) -> None:
    assert sides(OBSIDIAN, f"#flashcards\n\nx::y\n\n{text}\n") == [("x", "y")]


def test_several_cards_of_one_block() -> None:
    text = "#flashcards\na::b\nc:::d\ne ==f==\n"
    assert sides(OBSIDIAN, text) == [("a", "b"), ("c", "d"), ("e {{c1::f}}", "")]


DECKS = """---
tags: [flashcards/front, other]
---
a::b

#flashcards/x/y
c::d
#flashcards/one e::f

g::h

#flashcards
i::j

#flashcards/p #flashcards/q
k::l
"""


def test_decks() -> None:
    found = package(OBSIDIAN, DECKS, "Note.md")
    assert {each.note.front: each.deck for each in found.notes} == {
        "a": "front",
        "c": "x::y",
        "e": "one",
        "g": "x::y",
        "i": "",
        "k": "p",
    }
    assert found.remarks == ["1 cards with several deck tags are in the first of their decks"]
    assert {each.note.front: each.note.guid for each in found.notes}["i"] == note_guid(
        "Note", "Q:i"
    )


def test_a_schedule_of_sm2() -> None:
    text = "#flashcards\na:::b <!--SR:!1970-01-01,1,250-->\n\nc::d\n<!--SR:!2026-08-16,51,230-->\n"
    found = package(OBSIDIAN, text)
    first, second = found.notes
    assert first.cards == []
    assert [str(each) for each in found.problems] == [
        "line 2: a schedule that cannot be read: 1970-01-01,1,250"
    ]
    (card,) = second.cards
    memory = card.memory
    assert found.scheduling
    assert memory is not None
    assert (memory.state, memory.due_day, memory.due) == (State.REVIEW, 20681, 20681 * DAY_MS)
    assert (memory.stability, memory.difficulty, memory.last_day) == (51, 5, 20681 - 51)


def test_a_sibling_without_a_review_is_new() -> None:
    (found,) = notes(
        OBSIDIAN, "#flashcards\na:::b\n<!--SR:!2026-08-16,51,230!2000-01-01,1,250-->\n"
    )
    assert [(card.ordinal, card.memory is None) for card in found.cards] == [
        (0, False),
        (1, True),
    ]


def test_schedules_of_fsrs() -> None:
    review = "!fsrs,2026-07-08T22:29:37.170Z,11,10.97,2.1,2,3,1,0,2026-06-27T22:29:37.170Z"
    learning = "!fsrs,2026-09-06T09:22:48.018Z,0,1.2931,5.11,1,1,0,1,2026-09-06T09:16:48.018Z"
    (found,) = notes(OBSIDIAN, f"#flashcards\n==a== ==b== <!--SR:{review}{learning}-->\n")
    first, second = (card.memory for card in found.cards)
    assert first is not None
    assert second is not None
    assert (first.state, first.stability, first.difficulty) == (State.REVIEW, 10.97, 2.1)
    assert (first.due_day, first.last_day, first.reps, first.lapses) == (20642, 20631, 3, 1)
    assert (second.state, second.step, second.due_day) == (State.LEARNING, 1, None)
    assert second.due is not None
    assert second.last_review is not None
    assert second.due - second.last_review == 6 * 60 * 1000


@pytest.mark.parametrize(
    "record",
    ["!2026-13-01,1,2", "!2026-08-16,x,230", "!fsrs,2026-07-08,1", "!", "!9999-01-01,1,2", "!é"],
)
def test_an_unclear_schedule_makes_a_new_card(record: str) -> None:
    found = package(OBSIDIAN, f"#flashcards\na::b <!--SR:{record}-->\n")
    (note,) = found.notes
    assert (note.cards, note.note.back) == ([], "b")
    assert len(found.problems) == 1


def test_identity_does_not_depend_on_the_order() -> None:
    text = "#flashcards\na::1\n\na::2\n\nb::3\n"
    turned = "#flashcards\nb::3\n\na::2\n\na::1\n"
    found = {each.note.back: each.note.guid for each in notes(OBSIDIAN, text)}
    assert found == {each.note.back: each.note.guid for each in notes(OBSIDIAN, turned)}
    assert len(set(found.values())) == 3
