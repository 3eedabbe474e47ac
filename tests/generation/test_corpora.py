"""The corpora: what must be blanked and how, what must never be a card."""

import pytest

from studyapp.generation import generate
from tests.generation.make import CORPUS, cards_of, load, plain, run


@pytest.mark.parametrize(
    "row", load("in_the_wild.json") + load("synthetic.json"), ids=lambda row: row["answer"]
)
def test_the_expected_blank_is_offered(row: dict[str, str]) -> None:
    found = {(card.answer, card.category.value) for card in cards_of(row["sentence"])}
    assert (row["answer"], row["category"]) in found


@pytest.mark.parametrize("row", load("negative.json"), ids=lambda row: row["sentence"][:30])
def test_what_must_not_become_a_card(row: dict[str, str]) -> None:
    made = run(row["sentence"])
    assert made.cards == ()
    assert [refusal.sentence for refusal in made.refused] == [row["sentence"]]
    assert made.refused[0].reason


@pytest.mark.xfail(strict=True, reason="known failures: a cure should show")
@pytest.mark.parametrize("row", load("known_failures.json"), ids=lambda row: row["why"][:30])
def test_known_failures(row: dict[str, str]) -> None:
    assert cards_of(row["sentence"]) == ()


SUBJECTS = sorted((CORPUS / "subjects").glob("*.txt"))


@pytest.mark.parametrize("path", SUBJECTS, ids=lambda path: path.stem)
def test_every_subject_yields_cards_without_a_deck(path: object) -> None:
    from pathlib import Path

    assert isinstance(path, Path)
    source = plain(path.read_text(encoding="utf-8"), path.name)
    sentences = sum(len(block.sentences) for block in source.blocks)
    cards = generate([source]).cards
    assert sum(card.tier == "A" for card in cards) >= 0.1 * sentences
    assert len({card.category for card in cards}) >= 3


def test_six_subjects() -> None:
    assert {path.stem for path in SUBJECTS} == {
        "biology", "law", "geography", "medicine", "economics", "computing",
    }  # fmt: skip
