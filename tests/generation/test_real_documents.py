"""The four real texts, where they lie beside the repository: counts and what must never be."""

import json
import os
import re
from functools import cache
from pathlib import Path

import pytest

from studyapp.generation import Flashcard, Generated, generate
from studyapp.generation.leaks import rest_of, shows
from studyapp.generation.words import normal
from studyapp.sources.document import Document, clean_document

FOLDER = Path(os.environ.get("STUDYAPP_REAL_SEEDS", Path(__file__).parents[3] / "shared" / "seeds"))
EXPECTED = FOLDER.parent / "expect"
pytestmark = pytest.mark.skipif(
    not (FOLDER / "CATALOGUE.md").exists(), reason="the real texts are not beside the repository"
)


@cache
def documents() -> tuple[Document, ...]:
    return tuple(
        clean_document(path.read_text(encoding="utf-8"), path.name)[0]
        for number in ("000", "001", "002", "004")
        for path in sorted(FOLDER.glob(f"{number}_*.txt"))
    )


@cache
def deck() -> tuple[Flashcard, ...]:
    text = next(FOLDER.glob("003_*.txt")).read_text(encoding="utf-8")
    slots = re.findall(r"^(\d+)\nNew cards\n\n(.+\?)\n\n(.+)$", text, re.MULTILINE)
    return tuple(Flashcard(number, question, answer) for number, question, answer in slots)


@cache
def made() -> Generated:
    return generate(documents(), deck())


def test_enough_cards() -> None:
    assert len(deck()) > 90
    tiers = [card.tier for card in made().cards]
    assert tiers.count("A") >= 150
    assert len(tiers) >= 300


def test_every_sentence_is_the_source_s_own_and_no_answer_shows() -> None:
    bodies = {d.path: {s.text for b in d.blocks for s in b.sentences} for d in documents()}
    for card in made().cards:
        assert card.sentence in bodies[card.path]
        assert card.question.replace("[…]", card.answer, 1) == card.sentence
        rest = rest_of(card.sentence, card.start, card.end)
        assert not shows(card.answer, f"{rest} {card.context} {card.hint}")


def test_no_junk_no_marks() -> None:
    for path in sorted(EXPECTED.glob("text_*.json")):
        rules = json.loads(path.read_text(encoding="utf-8"))
        for card in made().cards:
            if card.path != rules["file"]:
                continue
            shown = f"{card.context} {card.sentence}"
            assert not re.search(r"\[\d+\]|[a-z]\d{2,3}(?!\w)|→|�", shown)
            for junk in rules["junk"]:
                assert len(str(junk)) < 5 or str(junk) not in shown


def test_speakers() -> None:
    for card in made().cards:
        if card.speaker:
            assert card.context.endswith(f"— {card.speaker}")
            assert "Harris" not in card.speaker


def test_few_trivial_keys_and_no_near_duplicates() -> None:
    cards = made().cards
    trivial = {"stalin", "ussr", "soviet union", "central committee", "party", "moscow", "urals"}
    assert sum(normal(card.answer) in trivial for card in cards) <= 0.04 * len(cards)
    sentences = [normal(card.sentence) for card in cards]
    assert len({(s, c.start) for s, c in zip(sentences, cards, strict=True)}) == len(cards)
