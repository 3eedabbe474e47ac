"""What asks for a point: by its kind, in the words around it, never by its length or itself."""

import re

import pytest

from studyapp.grading.asking import ask
from studyapp.grading.blanks import BLANK
from studyapp.grading.essay import key_points
from studyapp.grading.subjects import subject
from studyapp.grading.verdict import KeyPoint
from tests.grading.test_accounts import MODEL as FISHERIES
from tests.grading.test_essay import MODEL as DAM

PAIRS = [(point, model) for model in (DAM, FISHERIES) for point in key_points(model)]


@pytest.mark.parametrize(
    ("kind", "text", "asked"),
    [
        ("date", "March 1931", "when"),
        ("person", "Clara Voss", "who"),
        ("figure", "three villages", "how many villages"),
        ("figure", "214 people", "how many people"),
        ("claim", "because repairs would have cost 4.2 million crowns", "why"),
    ],
)
def test_a_part_of_a_sentence_is_asked_for_by_what_it_is(kind: str, text: str, asked: str) -> None:
    line = ask(KeyPoint(text, kind, 1.0), DAM)
    assert line.startswith(f"You left out {asked}: ")
    assert BLANK in line
    assert text not in line


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The council rejected her report", "what the council did"),
        ("A court acquitted her", "what a court did"),
        ("The valves open and close by themselves", "what the valves do"),
        ("The liver converts glucose into glycogen", "what the liver does"),
        ("Tickets were no longer sold", "what happened to tickets"),
        ("The harvest of that year was poor", "what the harvest of that year was"),
        ("Their walls are thin", "what the walls are"),
        ("They have a rich blood supply", "what they have"),
        ("Boats must be moored at night", "what must happen to boats"),
        ("In winter the land cools faster than the sea", "what happens in winter"),
        ("In 1817 the price fell by half", "what happened in 1817"),
        ("When the valve fails, blood flows back", "what happens when the valve fails"),
        ("while landlords offer fewer flats", "what landlords do"),
    ],
)
def test_a_sentence_is_asked_for_by_what_it_speaks_of(claim: str, told: str) -> None:
    assert subject(claim) == told
    assert ask(KeyPoint(claim, "claim", 1.0), f"{claim}.") == f"You left out {told}."


@pytest.mark.parametrize(
    "claim", ["", "...", "and flooded the town", "Mutual exclusion", "What is so"]
)
def test_what_has_no_clear_subject_has_none(claim: str) -> None:
    assert subject(claim) == ""


@pytest.mark.parametrize(("point", "model"), PAIRS, ids=lambda each: str(each)[:30])
def test_no_line_counts_words_or_holds_the_point(point: KeyPoint, model: str) -> None:
    line = ask(point, model)
    assert point.text.lower() not in line.lower()
    assert not re.search(r"\d+ words", line)
    assert line.startswith("You left out ")
