"""SuperMemo's questions and answers, and the cards of hascard."""

import pytest

from studyapp.domain.note import NoteKind
from studyapp.formats.base import FormatError
from studyapp.formats.found import MAX_PROBLEMS
from studyapp.formats.hascard import HASCARD
from studyapp.formats.supermemo import SUPERMEMO
from tests.formats.others import notes, package, sides


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Q: a\nA: b", [("a", "b")]),
        ("q: a\na: b\n\nq: c\na: d", [("a", "b"), ("c", "d")]),
        ("Q: a\nQ: b\nA: c\nA: d", [("a\nb", "c\nd")]),
        ("Q: a\nmore\nA: b\nmore", [("a\nmore", "b\nmore")]),
        ("Q: a\nA: b\nQ: c\nA: d", [("a", "b"), ("c", "d")]),
        ("Q: a\nA: d\nA1: c\nA2: b", [("a\n\n- b\n- c\n- d", "d")]),
        ("Q: a<br>b <i>c</i>\nA: 1 < 2", [("a\nb *c*", "1 < 2")]),
        ("\ufeffQ:a\r\nA:b\r\n", [("a", "b")]),
    ],
)
def test_items(text: str, found: list[tuple[str, str]]) -> None:
    assert sides(SUPERMEMO, text) == found


def test_broken_items_are_named() -> None:
    found = package(SUPERMEMO, "words\n\nQ: a\nA: b\n\nA: alone\n\nQ: open\n\nQ: c\nA: d\n")
    assert [each.note.front for each in found.notes] == ["a", "c"]
    assert [str(each) for each in found.problems] == [
        "line 1: a line outside of an item",
        "line 6: an answer without a question",
        "line 8: a question without an answer",
    ]


@pytest.mark.parametrize(
    ("text", "front", "back"),
    [
        ("# Word\nDefinition\nof it", "Word", "Definition\nof it"),
        ("# Pick\n- a\n* b\n- c", "Pick\n\n- a\n- b\n- c", "b"),
        ("# Pick\n[*] a\n[ ] b\n[x] c", "Pick\n\n- a\n- b\n- c", "a\nc"),
        ("# Order\n2. b\n1. a\n10. c", "Order\n\n- b\n- a\n- c", "1. a\n2. b\n10. c"),
        ("# Gap\nThe _Euro_ here", "Gap\n\nThe {{c1::Euro}} here", ""),
        (
            "# Gap\n_a|b_ and _c_ and \\_",
            "Gap\n\n{{c1::a}} and {{c1::c}} and _",
            "a | b",
        ),
        (
            "# Fruit?\n![](pear.jpeg)\n- Apple\n* Pear",
            "Fruit?\n\n![](pear.jpeg)\n\n- Apple\n- Pear",
            "Pear",
        ),
        ("# Space\n```\n$a_b_c$\n```", "Space\n\n```\n$a_b_c$\n```", ""),
        ("# Snake\\_case\nnames like a\\_b", "Snake\\_case", "names like a_b"),
    ],
)
def test_cards(text: str, front: str, back: str) -> None:
    assert sides(HASCARD, text) == [(front, back)]


def test_one_question_of_gaps_is_one_card() -> None:
    (found,) = notes(HASCARD, "# Gap\n_a_ and _b_")
    assert found.note.kind is NoteKind.CLOZE
    assert found.note.ordinals() == (0,)


def test_broken_cards_are_named() -> None:
    found = package(HASCARD, "# a\nb\n---\nno title\n---\n# c\n* d\n* e\n---\n# f\n[ ] g\n")
    assert [each.note.front for each in found.notes] == ["a"]
    assert [str(each) for each in found.problems] == [
        "line 4: a card without a title",
        "line 6: a multiple choice with several right answers",
        "line 10: a question without a right answer",
    ]


def test_nothing_is_refused_with_a_remedy() -> None:
    for form in (HASCARD, SUPERMEMO):
        with pytest.raises(FormatError, match="no cards") as caught:
            package(form, "\n\n")
        assert caught.value.hint


def test_the_same_card_twice() -> None:
    found = package(SUPERMEMO, "Q: a\nA: b\n\nQ: a\nA: c\n\nQ: a\nA: b\n")
    assert [each.note.back for each in found.notes] == ["b", "c"]
    assert [str(each) for each in found.problems] == ["line 7: the same note as on line 1"]


def test_a_file_of_nothing_but_problems() -> None:
    found = package(SUPERMEMO, "words\n" * 5_000)
    assert len(found.problems) == MAX_PROBLEMS + 1
    assert "more like these" in str(found.problems[-1])
