"""Typed terms: what is forgiven, and what never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.grading import Band, grade, is_short
from studyapp.grading.short import grade_short

RIGHT, PARTIAL, WRONG = Band.RIGHT, Band.PARTIAL, Band.WRONG


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("THE Mitochondrion.", ["mitochondrion"]),
        ("it's called the mitochondrion", ["mitochondrion"]),
        ("mitocondrion", ["mitochondrion"]),
        ("Zurich", ["Zürich"]),
        ("naive", ["naïve"]),
        ("behavior", ["behaviour"]),
        ("hyperglycemia", ["hyperglycaemia"]),
        ("demand & supply", ["supply and demand"]),
        ("1,500", ["1500"]),
        ("one thousand five hundred", ["1,500"]),
        ("about 1500", ["1,500"]),
        ("0.5 mg", ["500 µg"]),
        ("36 months", ["three years"]),
        ("50%", ["one half"]),
        ("4th of July 1776", ["July 4, 1776"]),
        ("4/7/1776", ["July 4, 1776"]),
        ("1930-33", ["1930–1933"]),
        ("fall 1935", ["autumn of 1935"]),
        ("h2so4", ["H2SO4"]),
        ("E=mc^2", ["E = mc²"]),
        ("henry the eighth", ["Henry VIII"]),
        ("World War 2", ["World War II"]),
        ("Ordjonikidze", ["Ordzhonikidze"]),
        ("Smith", ["Adam Smith"]),
        ("M. Frunze", ["Mikhail V. Frunze", "Frunze", "M. Frunze"]),
        ("gross domestic product", ["gross domestic product (GDP)"]),
        ("GDP", ["gross domestic product (GDP)"]),
        ("scarlet", ["red / scarlet"]),
        ("x", ["x"]),
        ("No.", ["no"]),
    ],
)
def test_what_is_forgiven(typed: str, accepted: list[str]) -> None:
    assert grade_short(typed, accepted).band is RIGHT


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("1,600", ["1,500"]),
        ("1500 km", ["1500 miles"]),
        ("500 mg", ["500 µg"]),
        ("1.5 litres an hour", ["1.5 litres a day"]),
        ("64 kilobytes", ["64 kilobits"]),
        ("-5", ["5"]),
        ("£20", ["$20"]),
        ("July 5, 1776", ["July 4, 1776"]),
        ("after 1940", ["1940"]),
        ("spring of 1935", ["autumn of 1935"]),
        ("late 1930s", ["early 1930s"]),
        ("two thirds", ["one third"]),
        ("H2SO3", ["H2SO4"]),
        ("E = mc", ["E = mc²"]),
        ("Henry VII", ["Henry VIII"]),
        ("Louis XVI", ["Louis XIV"]),
        ("vitamin D", ["vitamin C"]),
        ("not supply", ["supply"]),
        ("anything but supply", ["supply"]),
        ("it decreases", ["it increases"]),
        ("hypoglycaemia", ["hyperglycaemia"]),
        ("nitrite", ["nitrate"]),
        ("meiosis", ["mitosis"]),
        ("Adam", ["Adam Smith"]),
        ("John Smith", ["Adam Smith", "Smith", "A. Smith"]),
        ("Committee", ["Central Committee"]),
        ("yes", ["no"]),
        ("", ["supply"]),
        ("no idea", ["supply"]),
    ],
)
def test_what_never_is(typed: str, accepted: list[str]) -> None:
    assert grade_short(typed, accepted).band is WRONG


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("opportunity", ["opportunity cost"]),
        ("July 1776", ["July 4, 1776"]),
        ("128", ["128 bits"]),
        ("18", ["18 million"]),
        ("around 1940", ["1940"]),
        ("Paris or London", ["Paris"]),
    ],
)
def test_what_is_half_of_it(typed: str, accepted: list[str]) -> None:
    assert grade_short(typed, accepted).band is PARTIAL


def test_the_question_gives_the_unit_and_the_thing() -> None:
    asked = "The line was [...] kilometres long."
    assert grade_short("5", ["5 km"], "How many km?").band is RIGHT
    assert grade_short("5", ["5 km"]).band is PARTIAL
    assert grade_short("2000 km", ["two thousand"], asked).band is RIGHT
    assert grade_short("2000 m", ["two thousand"], asked).band is WRONG
    assert grade_short("2000 miles", ["two thousand"], asked).band is WRONG
    assert grade_short("562 trains", ["562"], "It had [...] engines.").band is WRONG


def test_another_known_term_is_no_typing_error() -> None:
    assert grade_short("anion", ["union"]).band is not grade_short("union", ["union"]).band
    assert grade_short("adenosin", ["adenosine"]).band is RIGHT
    assert grade_short("adenosin", ["adenosine"], known=["adenosin"]).band is WRONG


def test_a_verdict_says_what_was_right_and_wrong() -> None:
    right, wrong = grade_short("frunse", ["Frunze"]), grade_short("1941", ["1940"])
    assert [point.text for point in right.hit] == ["Frunze"]
    assert right.reasons == ("Right but for the spelling: Frunze.",)
    assert right.wrong == ()
    assert [point.kind for point in wrong.missing] == ["date"]
    assert wrong.wrong == ("1941",)


def test_without_an_answer_to_compare_with_it_abstains() -> None:
    verdict = grade_short("anything", ["", "  "])
    assert (verdict.band, verdict.rating) == (Band.ABSTAIN, None)


@pytest.mark.parametrize(
    ("model", "short"),
    [
        ("opportunity cost", True),
        ("**C6H12O6**", True),
        ("J. N. Westwood", True),
        ("It rained. The river rose.", False),
        ("one two three four five six seven", False),
        ("- a\n- b", False),
        ("", True),
    ],
)
def test_what_can_be_typed_as_a_term(model: str, short: bool) -> None:
    assert is_short(model) is short


TERMS = st.text(st.characters(codec="utf-8"), max_size=60)


@given(TERMS, st.lists(TERMS, max_size=3), TERMS)
def test_any_text_is_an_answer(answer: str, accepted: list[str], question: str) -> None:
    verdict = grade_short(answer, accepted, question)
    assert 0.0 <= verdict.score <= 1.0
    assert verdict.reasons
    assert verdict == grade_short(answer, accepted, question)


@given(st.text(st.characters(categories=("Lu", "Ll", "Nd", "Zs")), min_size=1, max_size=40))
def test_the_model_itself_is_right(model: str) -> None:
    verdict = grade_short(model, [model])
    assert verdict.band is (RIGHT if model.strip() else Band.ABSTAIN)


@given(st.text(" \t\n?.!-_*", max_size=30), st.sampled_from(["1940", "Frunze", "C6H12O6"]))
def test_nothing_is_wrong(answer: str, model: str) -> None:
    assert grade("Which?", model, answer).band is WRONG


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_no_number_is_taken_for_another(one: int, other: int) -> None:
    right = grade_short(f"{other:,}", [str(one)]).band is RIGHT
    assert right is (one == other)


@given(st.integers(1, 28), st.integers(1, 12), st.integers(1500, 2020), st.integers(1500, 2020))
def test_no_date_is_taken_for_another(day: int, month: int, year: int, other: int) -> None:
    months = ("January", "May", "June", "July", "August", "October")
    name = months[month % len(months)]
    verdict = grade_short(f"{name} {day}, {other}", [f"{day} {name} {year}"])
    assert (verdict.band is RIGHT) is (year == other)
