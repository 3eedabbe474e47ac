"""Single questions: what is blanked, and who decides where the grader cannot."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import unmarked
from studyapp.grading.verdict import Band, verdict
from studyapp.quiz import asking
from studyapp.quiz.asking import Outcome
from studyapp.quiz.learn import Learn
from studyapp.quiz.partial import partial
from studyapp.quiz.pool import Pool
from tests.few import examples
from tests.quiz.deck import item


def test_what_the_grader_cannot_tell_waits_for_the_student(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unsure = verdict(Band.ABSTAIN, 0.0, reasons=("No way to compare these.",))
    monkeypatch.setattr(asking, "grade_short", lambda *args: unsure)
    learn = Learn([item(1, "What steers?", "rudder")], 1)
    judged = learn.type_in(["something"])
    assert (judged.outcome, judged.reasons) == (Outcome.OPEN, unsure.reasons)
    with pytest.raises(LookupError):
        learn.go_on()
    learn.override(right=True)
    answered = learn.go_on()
    assert answered is not None
    assert answered.outcome is Outcome.RIGHT


def test_a_long_deletion_is_blanked_within_itself() -> None:
    deletion = "the harbour court of Kelport and its eleven sworn pilots in 1703"
    card = Item(
        1,
        1,
        "Harbour",
        NoteKind.CLOZE,
        "Every spring […] fixed the dues of Ostermouth.",
        f"Every spring **{deletion}** fixed the dues of Ostermouth.",
        deletion,
        (deletion,),
    )
    for seed in range(10):
        question = Learn([card], seed).question
        assert question is not None
        assert question.blanks is not None
        assert question.blanks.text(question.blanks.blanks) == deletion


LEAD = (
    "A lead of seven pounds carried 25 fathoms of line, marked with leather, linen and wool. "
    "Tallow in the hollow brought up sand or shell, which Anna Marsh of Kelport drew on her chart "
    "of 1731."
)


def blanked() -> asking.Question:
    card = item(1, "How did the lead line tell depth and ground?", LEAD)
    question = Learn([card], 1).question
    assert question is not None
    assert question.blanks is not None
    assert len(question.blanks.blanks) == 2
    return question


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (LEAD, Outcome.RIGHT),
        ("The pilots asked the court for all the dues.", Outcome.WRONG),
    ],
)
def test_a_whole_answer_typed_into_a_blank_is_graded_whole(said: str, outcome: Outcome) -> None:
    card = item(1, "How did the lead line tell depth and ground?", LEAD)
    judged = asking.type_in(blanked(), card, Pool([card]), [said])
    assert judged.whole
    assert judged.given == (said,)
    assert judged.outcome is outcome


def test_a_word_for_a_blank_is_no_whole_answer() -> None:
    question = blanked()
    assert question.blanks is not None
    card = item(1, "How did the lead line tell depth and ground?", LEAD)
    judged = asking.type_in(question, card, Pool([card]), question.blanks.blanks)
    assert not judged.whole
    assert judged.rights == (True, True)


@given(st.text(max_size=300), st.text(max_size=60), st.integers(0, 50))
@settings(max_examples=examples(50), deadline=None)
def test_blanks_put_back_give_the_answer(text: str, question: str, seed: int) -> None:
    made = partial(item(1, question, text), Random(seed))
    if made is not None:
        assert made.text(made.blanks) == unmarked(text)
        assert all(made.blanks)
        assert 1 <= len(made.blanks) <= 2
