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


@given(st.text(max_size=300), st.text(max_size=60), st.integers(0, 50))
@settings(max_examples=100, deadline=None)
def test_blanks_put_back_give_the_answer(text: str, question: str, seed: int) -> None:
    made = partial(item(1, question, text), Random(seed))
    if made is not None:
        assert made.text(made.blanks) == unmarked(text)
        assert all(made.blanks)
        assert 1 <= len(made.blanks) <= 2
