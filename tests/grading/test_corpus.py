"""The labelled answers keep their promises: enough of them, split by question, labels whole."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus" / "grading"
HALVES = ("tune", "report")
FILES = (*HALVES, "more")
FIELDS = (
    "id",
    "source",
    "question",
    "model",
    "accepted",
    "answer",
    "kind",
    "band",
    "wrong",
    "note",
)
SUBJECTS = {"biology", "law", "geography", "medicine", "economics", "computing"}
LONG = {
    "full", "partial", "wrong_figure", "paraphrase", "keywords_only", "swapped_roles",
    "negated", "other_card", "echo", "empty", "misspelt",
}  # fmt: skip
SHORT = {"exact", "variant", "typo", "wrong_term", "wrong_number", "wrong_unit"}
ALWAYS_WRONG = {
    "other_card", "echo", "empty", "wrong_term", "wrong_number", "wrong_unit",
}  # fmt: skip
ALWAYS_RIGHT = {"full", "exact", "variant", "typo"}
PLANTED = {"wrong_figure", "wrong_term", "wrong_number", "wrong_unit"}
_NOTE_ID = re.compile(r"[0-9a-f]{16}")

Row = dict[str, Any]


def rows(half: str) -> list[Row]:
    """Return the lines of one file."""
    text = (CORPUS / f"{half}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def everything() -> list[Row]:
    return [row for name in FILES for row in rows(name)]


def named(found: list[Row]) -> list[str]:
    """Return the ids of rows, for messages of failing tests."""
    return [row["id"] for row in found]


def test_there_are_enough_questions_and_answers() -> None:
    answers = Counter(row["question"] for row in everything())
    assert len(answers) >= 102
    assert answers.total() >= 880
    assert min(answers.values()) >= 8


def test_the_halves_share_no_question_and_are_of_like_size() -> None:
    tune, report = ({row["question"] for row in rows(half)} for half in HALVES)
    assert not tune & report
    assert not {row["question"] for row in rows("more")} & (tune | report)
    assert abs(len(tune) - len(report)) <= 2
    sizes = [len(rows(half)) for half in HALVES]
    assert max(sizes) <= 1.1 * min(sizes)


@pytest.mark.parametrize("half", HALVES)
def test_every_kind_and_band_is_in_each_half(half: str) -> None:
    assert {row["kind"] for row in rows(half)} == LONG | SHORT
    assert {row["band"] for row in rows(half)} == {"right", "partial", "wrong"}


def test_kinds_are_stratified() -> None:
    tune, report = (Counter(row["kind"] for row in rows(half)) for half in HALVES)
    for kind in LONG | SHORT:
        assert max(tune[kind], report[kind]) <= 1.7 * min(tune[kind], report[kind]), kind


def test_every_line_is_whole_and_its_id_its_own() -> None:
    found = everything()
    assert all(tuple(row) == FIELDS for row in found)
    assert all(row["note"] and row["question"] and row["model"] for row in found)
    assert max(Counter(named(found)).values()) == 1


def test_no_answer_stands_twice_under_a_question() -> None:
    pairs = Counter((row["question"], row["answer"]) for row in everything())
    assert max(pairs.values()) == 1


def test_a_question_has_one_model() -> None:
    models = {(row["question"], row["model"], tuple(row["accepted"])) for row in everything()}
    assert len(models) == len({row["question"] for row in everything()})


def test_planted_wrongs_stand_in_the_answer_and_are_not_the_model() -> None:
    found = [row for row in everything() if row["kind"] in PLANTED]
    assert named([row for row in found if not row["wrong"]]) == []
    every = [(row, wrong) for row in everything() for wrong in row["wrong"]]
    assert named([row for row, wrong in every if wrong not in row["answer"]]) == []
    whole = [row for row, wrong in every if wrong.casefold() == row["model"].casefold()]
    assert named(whole) == []


def test_kinds_that_fix_the_band_have_it() -> None:
    found = everything()
    assert named([r for r in found if r["kind"] in ALWAYS_WRONG and r["band"] != "wrong"]) == []
    assert named([r for r in found if r["kind"] in ALWAYS_RIGHT and r["band"] != "right"]) == []
    never_right = {"keywords_only", "swapped_roles", "negated", "wrong_figure"}
    assert named([r for r in found if r["kind"] in never_right and r["band"] == "right"]) == []


def test_cards_of_the_decks_are_theirs() -> None:
    """Deck questions are quoted from the decks: the set and the decks cannot drift apart."""
    decks = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "decks").rglob("*.md")))
    cards = {row["source"]: row for row in everything() if _NOTE_ID.fullmatch(row["source"])}
    assert len(cards) >= 50
    for note_id, row in cards.items():
        assert f"<!-- id: {note_id} " in decks
        assert row["model"] in decks
        assert all(part in decks for part in row["question"].split("[...]"))


@pytest.mark.parametrize("half", HALVES)
def test_other_subjects_are_there(half: str) -> None:
    found = {(row["source"], row["question"]) for row in rows(half) if row["source"] in SUBJECTS}
    assert len(found) >= 6
    subjects = {row["source"] for row in everything() if row["source"] in SUBJECTS}
    assert subjects == SUBJECTS
