"""The half of the labelled answers that is for reporting: the bars that the grader holds.

Only counts are looked at here, never cases; see ``tests/corpus/grading/README.md``.
"""

from pathlib import Path

import pytest

from studyapp.grading import grade
from studyapp.grading.benchmark import Graded, Share, Table, tabulate
from studyapp.grading.labelled import read_labelled

CORPUS = Path(__file__).parent.parent / "corpus" / "grading"


def table_of(name: str) -> Table:
    graded = []
    for each in read_labelled((CORPUS / name).read_bytes(), name):
        typed = each.typed
        verdict = grade(typed.question, typed.model, typed.answer, typed.accepted)
        graded.append(Graded(each.kind, each.band, each.wrong, verdict, 0.0))
    return tabulate(graded)


@pytest.fixture(scope="module")
def table() -> Table:
    return table_of("report.jsonl")


def share(found: Share) -> float:
    assert found.value is not None
    return found.value


def test_bands_are_right(table: Table) -> None:
    assert share(table.band_right) >= 0.85


def test_wrong_answers_are_not_accepted(table: Table) -> None:
    assert share(table.false_accept) <= 0.03


def test_right_answers_are_not_rejected(table: Table) -> None:
    assert share(table.false_reject) <= 0.08


def test_wrong_figures_are_named(table: Table) -> None:
    assert share(table.figures_named) >= 0.95


def test_no_answer_to_something_else_is_accepted(table: Table) -> None:
    assert table.never_accepted.count == 0
    assert table.never_accepted.total > 50
