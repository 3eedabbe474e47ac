"""A good answer to another subject's question is none, however long and well told."""

import pytest

from studyapp.grading import Band, grade, is_short
from studyapp.grading.labelled import Typed, read_labelled
from tests.grading.test_subjects import CORPUS


def typed(name: str, band: Band | None = None) -> list[Typed]:
    every = read_labelled((CORPUS / name).read_bytes(), name)
    return [
        each.typed for each in every if not is_short(each.typed.model) and band in (None, each.band)
    ]


@pytest.mark.slow
def test_answers_about_history_hardly_ever_answer_questions_about_other_subjects() -> None:
    questions = {each.question: each for each in typed("subjects.jsonl")}
    pairs = [
        (card, other)
        for card in questions.values()
        for other in typed("decks.jsonl", Band.RIGHT)[::2]
    ]
    taken = [
        (card.question, other.question)
        for card, other in pairs
        if grade(card.question, card.model, other.answer).band is Band.RIGHT
    ]
    assert len(taken) <= 0.002 * len(pairs)
