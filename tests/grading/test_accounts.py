"""Every figure and name of a long answer is accounted for: said of its own thing, or named."""

from pathlib import Path

import pytest

from studyapp.grading import Band, Verdict, grade, is_short
from studyapp.grading.labelled import Typed, read_labelled

QUESTION = "What became of the Torvik fisheries between 1908 and 1922?"
MODEL = (
    "In 1908 the fleet landed 640 tonnes of herring and 90 tonnes of cod. The Harbour Board cut "
    "the season from nine to six months, on the advice of the Danish zoologist Pia Holm. By 1922 "
    "cod had recovered to 310 tonnes, while herring brought in only 120 tonnes. Holm blamed the "
    "smelter, and the Board blamed the seals. Boats without a licence paid a fine of 40 crowns."
)
FULL = (
    "In 1908 640 tonnes of herring and 90 tonnes of cod were landed. The Harbour Board cut the "
    "season from nine to six months because the Danish zoologist Pia Holm advised it. In 1922 cod "
    "was back at 310 tonnes but herring only at 120 tonnes. Holm blamed the smelter, the Board "
    "blamed the seals. Boats without a licence had to pay a fine of 40 crowns."
)


def judged(answer: str) -> Verdict:
    return grade(QUESTION, MODEL, answer)


def with_changed(*pairs: tuple[str, str]) -> str:
    answer = FULL
    for old, new in pairs:
        assert old in answer
        answer = answer.replace(old, new)
    return answer


def test_the_full_answer_is_right_and_nothing_in_it_is_named() -> None:
    assert (judged(FULL).band, judged(FULL).wrong) == (Band.RIGHT, ())


@pytest.mark.parametrize(
    ("one", "other"),
    [("640 tonnes", "90 tonnes"), ("310 tonnes", "120 tonnes"), ("nine", "six")],
)
def test_figures_in_each_others_places_are_both_named(one: str, other: str) -> None:
    verdict = judged(with_changed((one, "@"), (other, one), ("@", other)))
    named = " ".join(verdict.wrong)
    assert one in named
    assert other in named
    assert verdict.band is not Band.RIGHT


def test_a_true_figure_said_of_another_thing_is_named() -> None:
    answer = with_changed(("90 tonnes of cod", "120 tonnes of cod"), ("only at 120 tonnes", "poor"))
    verdict = judged(answer)
    assert any("120" in text for text in verdict.wrong)
    assert verdict.band is not Band.RIGHT


def test_who_did_what_to_whom() -> None:
    swapped = with_changed(("smelter", "@"), ("seals", "smelter"), ("@", "seals"))
    verdict = judged(swapped)
    assert verdict.wrong
    assert verdict.band is not Band.RIGHT


def test_another_capital_before_the_same_word_is_named() -> None:
    verdict = judged(with_changed(("Danish", "Swedish")))
    assert "Swedish" in verdict.wrong
    assert verdict.band is not Band.RIGHT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("In 1922", "By '22"),
        ("nine to six months", "9 to 6 months"),
        ("310 tonnes", "three hundred and ten tonnes"),
        ("640 tonnes", "over 600 tonnes"),
    ],
)
def test_other_ways_to_write_a_figure_are_none(old: str, new: str) -> None:
    verdict = judged(with_changed((old, new)))
    assert verdict.wrong == ()
    assert verdict.band is Band.RIGHT


@pytest.mark.parametrize(
    ("said", "meant", "named"),
    [
        ("four and a half years", "4.5 years", False),
        ("four and a half years", "4.25 years", True),
        ("mid-May 1921", "mid-May 1921", False),
        ("mid-May 1921", "mid-March 1921", True),
        ("the second group of boats", "the first group of boats", True),
        ("three-man boards", "three-man boards", False),
        ("five-man boards", "three-man boards", True),
    ],
)
def test_figures_are_read_in_all_their_forms(said: str, meant: str, named: bool) -> None:
    model = f"The council of Torvik sent inspectors; {meant} decided the quarrel over the nets."
    answer = (
        f"Inspectors were sent by the council of Torvik and {said} decided the quarrel over nets."
    )
    assert bool(grade("What did Torvik do?", model, answer).wrong) is named


@pytest.mark.slow
def test_a_long_answer_to_something_else_is_not_taken_for_a_good_one() -> None:
    """Length counts only as far as it is about the matter: good answers held against others."""
    corpus = Path(__file__).parent.parent / "corpus" / "grading"
    cases = [
        case
        for name in ("tune.jsonl", "more.jsonl")
        for case in read_labelled((corpus / name).read_bytes(), name)
        if not is_short(case.typed.model)
    ]
    cards = list({case.typed.question: case.typed for case in cases}.values())
    good = [case.typed for case in cases if case.band is Band.RIGHT]
    accepted = 0
    for number, card in enumerate(cards):
        others = [each for each in good if each.question != card.question]
        for place in (number, number + 50, number + 100):
            stray = Typed(card.question, card.model, others[place % len(others)].answer)
            verdict = grade(stray.question, stray.model, stray.answer)
            accepted += verdict.band is Band.RIGHT
    assert accepted <= 0.01 * 3 * len(cards)
