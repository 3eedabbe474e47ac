"""The labelled answers on other subjects keep their promises, and the grader a floor on them.

The file is for tuning, so that the floors say that nothing broke, not how good the grader is.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from studyapp.grading import Band, grade, is_short
from studyapp.grading.benchmark import Graded, Table, tabulate
from studyapp.grading.labelled import read_labelled
from tests.grading.test_corpus import FIELDS, LONG, SHORT

CORPUS = Path(__file__).parent.parent / "corpus" / "grading"
NAME = "subjects.jsonl"


def rows(name: str = NAME) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text("utf-8").splitlines()]


def test_every_line_is_whole_and_its_id_its_own() -> None:
    found = rows()
    assert all(tuple(row) == FIELDS and row["note"] and row["model"] for row in found)
    assert max(Counter(row["id"] for row in found).values()) == 1
    assert {row["kind"] for row in found} <= LONG | SHORT | {"reversed"}
    assert len({(row["question"], row["model"]) for row in found}) == len(
        {row["question"] for row in found}
    )


def test_it_has_many_subjects_and_mistakes() -> None:
    found = rows()
    assert len(found) >= 180
    assert len({row["source"] for row in found}) >= 12
    kinds = Counter(row["kind"] for row in found)
    assert kinds["wrong_term"] + kinds["reversed"] >= 60
    assert kinds["full"] + kinds["paraphrase"] >= 40


def test_planted_mistakes_stand_in_the_answer() -> None:
    missing = [row["id"] for row in rows() for said in row["wrong"] if said not in row["answer"]]
    assert missing == []
    assert [row["id"] for row in rows() if row["kind"] == "reversed" and not row["wrong"]] == []


def test_its_questions_are_its_own() -> None:
    own = {row["question"] for row in rows()}
    for name in ("tune.jsonl", "more.jsonl", "decks.jsonl"):
        assert own.isdisjoint(row["question"] for row in rows(name))


def long_table(name: str) -> Table:
    graded = []
    for each in read_labelled((CORPUS / name).read_bytes(), name):
        typed = each.typed
        if not is_short(typed.model):
            verdict = grade(typed.question, typed.model, typed.answer)
            graded.append(Graded(each.kind, each.band, each.wrong, verdict, 0.0))
    return tabulate(graded)


def test_the_grader_keeps_a_floor_on_long_answers() -> None:
    table = long_table(NAME)
    assert (table.band_right.value or 0) >= 0.70
    assert (table.false_accept.value or 0) <= 0.03
    assert (table.false_reject.value or 0) <= 0.08
    assert table.never_accepted.count == 0
    turned = [
        bands for kind, of in table.kinds.items() if kind == "reversed" for bands in of.values()
    ]
    assert sum(bands[Band.RIGHT] for bands in turned) <= 0.1 * sum(map(Counter.total, turned))
