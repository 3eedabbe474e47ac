"""Hints and follow-up lines help and never tell."""

import re

import pytest

from studyapp.grading.asking import ask
from studyapp.grading.blanks import BLANK, LONGEST
from studyapp.grading.essay import key_points
from studyapp.grading.hints import hints
from studyapp.grading.verdict import KeyPoint
from tests.grading.test_essay import MODEL

POINTS = key_points(MODEL)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.text[:20])
def test_no_step_gives_the_point_away(point: KeyPoint) -> None:
    ladder = hints(point, MODEL)
    assert len(ladder) == 3
    for line in (*ladder, ask(point, MODEL)):
        assert point.text.lower() not in line.lower()


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.text[:20])
def test_the_sentence_is_shown_with_a_blank(point: KeyPoint) -> None:
    assert BLANK in hints(point, MODEL)[-1]


def test_of_a_claim_that_is_a_sentence_every_other_word_is_blanked() -> None:
    claim = KeyPoint("A court acquitted her", "claim", 1.0)
    assert hints(claim, "A court acquitted her.")[-1] == "A court ____ her"


def test_a_claim_is_placed_and_never_counted() -> None:
    first, *_, last = (point for point in POINTS if point.kind == "claim")
    assert hints(first, MODEL)[0] == "It stands at the beginning of the answer."
    assert hints(last, MODEL)[0] == "It stands at the end of the answer."
    assert not any("word" in step for point in POINTS for step in hints(point, MODEL)[:1])


def test_the_ladder_says_more_at_each_step() -> None:
    point = next(point for point in POINTS if point.kind == "date")
    assert hints(point, MODEL) == (
        "It is a month and year.",
        "It begins: M… 1…",
        "The engineer Clara Voss warned the council in ____ that the dam was not safe.",
    )
    assert ask(point, MODEL) == f"You left out when: {hints(point, MODEL)[-1]}"


def test_a_number_hides_its_digits_but_not_its_unit() -> None:
    first, letters, _ = hints(KeyPoint("4,200 tonnes", "figure", 1.0), "It carried 4,200 tonnes.")
    assert first == "It is a figure in tonnes."
    assert re.findall(r"\d+", letters) == ["4"]


def test_a_name_is_blanked_wherever_the_sentence_has_it() -> None:
    model = "Voss, whom Voss’s friends called Clara, left."
    assert "Voss" not in ask(KeyPoint("Voss", "person", 1.0), model)


def test_without_a_model_the_kind_is_all_there_is_to_say() -> None:
    point = KeyPoint("Voss", "person", 1.0)
    assert ask(point) == "You left out a person."
    assert hints(point, "") == ("It is a person.", "It begins: V…")


def test_a_long_sentence_is_cut_around_the_blank() -> None:
    model = "word " * 200 + "Voss " + "word " * 200
    shown = hints(KeyPoint("Voss", "person", 1.0), model)[-1]
    assert BLANK in shown
    assert len(shown) <= LONGEST + 10
