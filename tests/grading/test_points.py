"""Points and bands agree: a partial answer has hit something, a wrong one may have hit nothing."""

from functools import cache
from pathlib import Path

import pytest

from studyapp.grading import Band, Verdict, grade, is_short
from studyapp.grading.labelled import read_labelled
from tests.few import few

CORPUS = Path(__file__).parent.parent / "corpus" / "grading"
FILES = ("tune.jsonl", "more.jsonl", "subjects.jsonl")
"""Those that are for tuning."""


@cache
def graded(name: str) -> list[tuple[Band, Verdict]]:
    """Return the labels of the long answers of a file, with the verdicts."""
    every = read_labelled((CORPUS / name).read_bytes(), name)
    return [
        (each.band, grade(each.typed.question, each.typed.model, each.typed.answer))
        for each in every
        if not is_short(each.typed.model)
    ]


@pytest.mark.parametrize("name", few(FILES, ["subjects.jsonl"]))
def test_partial_and_right_answers_have_a_point(name: str) -> None:
    assert graded(name)
    assert all(verdict.hit or verdict.band is Band.WRONG for _, verdict in graded(name))


@pytest.mark.parametrize("name", few(FILES, ["subjects.jsonl"]))
def test_good_answers_are_seldom_contradicted(name: str) -> None:
    good = [verdict for label, verdict in graded(name) if label is Band.RIGHT]
    assert sum(bool(verdict.wrong) for verdict in good) <= 0.2 * len(good)
    assert sum(verdict.band is Band.WRONG for verdict in good) <= 0.08 * len(good)
