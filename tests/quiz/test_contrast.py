"""The drill ends when both cards are told apart, and goes on where it was left."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.quiz.contrast import ROW, Contrast


def item(number: int) -> Item:
    term = f"term {number}"
    return Item(number, number, "Desk", NoteKind.BASIC, f"What is {number}?", term, term, (term,))


PAIRS = [(item(1), item(2)), (item(3), item(4))]


@given(st.lists(st.booleans(), max_size=60), st.integers(0, 99))
def test_every_drill_ends_and_can_be_left_anywhere(answers: list[bool], seed: int) -> None:
    drill = Contrast(PAIRS, Random(seed))
    for right in answers:
        if drill.question is None:
            break
        question = drill.question
        assert question.answers[question.right] == question.item.term
        assert set(question.answers) == {each.term for each in PAIRS[drill.at]}
        again = Contrast.from_state(PAIRS, Random(7), drill.state())
        assert again.question == question
        assert again.state() == drill.state()
        assert drill.answer(question.right if right else 1 - question.right) == right
    left = 0
    while drill.question is not None:
        drill.answer(drill.question.right)
        left += 1
    assert left <= 2 * ROW * len(PAIRS)
    assert drill.over
    assert drill.correct <= drill.asked


def test_a_mistake_starts_the_row_anew() -> None:
    drill = Contrast(PAIRS[:1], Random(0))
    asked = 0
    while drill.question is not None and asked < 100:
        question = drill.question
        drill.answer(1 - question.right if asked == 2 else question.right)
        asked += 1
    assert asked > 2 * ROW


def test_no_pairs_is_over_at_once() -> None:
    assert Contrast([], Random(0)).over
