"""The labelled answers on further cards keep their promises, and the grader a floor on them.

The file is for tuning, so that the floors say that nothing broke, not how good the grader is.
"""

from collections import Counter
from pathlib import Path

from tests.grading.test_corpus import ALWAYS_RIGHT, FIELDS, LONG
from tests.grading.test_subjects import long_table, rows

NAME = "decks.jsonl"
DECKS = Path(__file__).parents[2] / "decks"


def test_every_line_is_whole_and_its_id_its_own() -> None:
    found = rows(NAME)
    assert all(tuple(row) == FIELDS and row["note"] and row["model"] for row in found)
    assert max(Counter(row["id"] for row in found).values()) == 1
    assert max(Counter((row["question"], row["answer"]) for row in found).values()) == 1
    assert {row["kind"] for row in found} <= LONG
    assert {row["band"] for row in found if row["kind"] in ALWAYS_RIGHT} == {"right"}


def test_there_are_enough_of_each_band() -> None:
    found = rows(NAME)
    assert len(found) >= 180
    assert len({row["question"] for row in found}) >= 36
    assert min(Counter(row["band"] for row in found).values()) >= 36


def test_planted_mistakes_stand_in_the_answer() -> None:
    missing = [
        row["id"] for row in rows(NAME) for said in row["wrong"] if said not in row["answer"]
    ]
    assert missing == []
    assert [r["id"] for r in rows(NAME) if r["kind"] == "wrong_figure" and not r["wrong"]] == []


def test_its_cards_are_of_the_decks_and_its_own() -> None:
    decks = "\n".join(path.read_text("utf-8") for path in sorted(DECKS.rglob("*.md")))
    found = rows(NAME)
    assert [row["id"] for row in found if f"<!-- id: {row['source']} " not in decks] == []
    assert [row["id"] for row in found if row["model"] not in decks] == []
    own = {row["question"] for row in found}
    for name in ("tune.jsonl", "more.jsonl"):
        assert own.isdisjoint(row["question"] for row in rows(name))


def test_the_grader_keeps_a_floor() -> None:
    table = long_table(NAME)
    assert (table.band_right.value or 0) >= 0.78
    assert (table.figures_named.value or 0) >= 0.88
    assert (table.false_accept.value or 0) <= 0.06
    assert (table.false_reject.value or 0) <= 0.05
    assert table.never_accepted.count == 0
