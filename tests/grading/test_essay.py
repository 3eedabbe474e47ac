"""Long answers: the key points, what is named as wrong, and what never passes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.review import Rating
from studyapp.grading import Band, Verdict, grade
from studyapp.grading.essay import grade_essay, key_points
from tests.few import examples

QUESTION = "What happened at the Lindholm dam in 1931?"
MODEL = (
    "The engineer Clara Voss warned the council in March 1931 that the dam was not safe. "
    "The council, led by Mayor Abel Trane, rejected her report because repairs would have cost "
    "4.2 million crowns. On 9 June the wall collapsed and flooded three villages; 214 people died. "
    "Trane accused Voss of sabotage, but a court acquitted her."
)
FULL = (
    "Voss, an engineer, told the council in March 1931 that the dam wasn't safe. Mayor Trane's "
    "council turned her report down as repairs would cost 4.2 million crowns. The wall broke on "
    "9 June and three villages were flooded, 214 people lost their lives. Trane blamed Voss for "
    "sabotage but she was acquitted by a court."
)


def judged(answer: str) -> Verdict:
    return grade(QUESTION, MODEL, answer)


def test_the_key_points_are_facts_and_claims_in_order() -> None:
    points = [(point.kind, point.text) for point in key_points(MODEL, QUESTION)]
    facts = [point for point in points if point[0] != "claim"]
    assert facts == [
        ("person", "Clara Voss"),
        ("date", "March 1931"),
        ("person", "Mayor Abel Trane"),
        ("figure", "4.2 million crowns"),
        ("date", "9 June"),
        ("figure", "three villages"),
        ("figure", "214 people"),
    ]
    assert any("acquitted" in text for kind, text in points if kind == "claim")


def test_what_the_question_says_weighs_little() -> None:
    named = {
        point.text: point.weight for point in key_points("Voss met Clara Trane in Rome. They left.")
    }
    asked = {
        point.text: point.weight
        for point in key_points(
            "Voss met Clara Trane in Rome. They left.", "Where was Clara Trane?"
        )
    }
    assert asked["Clara Trane"] < named["Clara Trane"]
    assert asked["Rome"] == named["Rome"]


def test_a_full_answer_in_own_words_is_right() -> None:
    verdict = judged(FULL)
    assert verdict.band is Band.RIGHT
    assert verdict.rating is Rating.GOOD
    assert verdict.wrong == ()
    assert "Clara Voss" in [point.text for point in verdict.hit]


def test_markdown_changes_nothing() -> None:
    marked = MODEL.replace("Clara Voss", "**Clara Voss**").replace("sabotage", "*sabotage*")
    assert grade(QUESTION, marked, FULL) == judged(FULL)


def test_part_of_it_is_partial_and_says_what_is_missing() -> None:
    verdict = judged("Clara Voss warned the council in March 1931 that the dam was not safe.")
    assert verdict.band is Band.PARTIAL
    assert "214 people" in [point.text for point in verdict.missing]
    assert verdict.reasons[-1].startswith("Not found: ")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("4.2 million", "4.5 million"),
        ("4.2 million crowns", "2.4 million crowns"),
        ("214", "241"),
        ("214", "about 300"),
        ("three villages", "five villages"),
        ("March 1931", "May 1931"),
        ("9 June", "19 June"),
        ("March 1931", "March 1933"),
    ],
)
def test_a_wrong_figure_is_named_and_never_right(right: str, wrong: str) -> None:
    verdict = judged(FULL.replace(right, wrong))
    assert verdict.band is not Band.RIGHT
    number = wrong.removesuffix(" crowns").removesuffix(" villages").removeprefix("about ")
    assert any(number in text for text in verdict.wrong)
    assert any(number in reason for reason in verdict.reasons)


@pytest.mark.parametrize("rounded", ["over 200 people", "214 men and women", "some 210 people"])
def test_a_rounded_figure_is_no_wrong_one(rounded: str) -> None:
    assert judged(FULL.replace("214 people", rounded)).wrong == ()


def test_a_wrong_name_is_named() -> None:
    verdict = judged(FULL.replace("Voss", "Brandt"))
    assert verdict.band is not Band.RIGHT
    assert any("Brandt" in text for text in verdict.wrong)


@pytest.mark.parametrize(
    "turned",
    [
        ("wasn't safe", "was safe"),
        ("blamed Voss for", "never accused Voss of"),
        ("turned her report down", "accepted her report"),
        ("she was acquitted", "she was not acquitted"),
    ],
)
def test_what_is_turned_round_is_named(turned: tuple[str, str]) -> None:
    verdict = judged(FULL.replace(*turned))
    assert judged(FULL).wrong == ()
    assert verdict.wrong


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("wasn't safe", "was unsafe"),
        ("wasn't safe", "was not secure"),
        ("turned her report down", "rejected her report"),
        ("blamed Voss for", "accused Voss of"),
    ],
)
def test_the_same_in_other_words_is_not(said: str, same: str) -> None:
    verdict = judged(FULL.replace(said, same))
    assert (verdict.band, verdict.wrong) == (Band.RIGHT, ())


def test_who_did_what_to_whom() -> None:
    model = "Getz defeated Harlan at Ostra. The town was burnt by Harlan and rebuilt by its people."
    right = grade("Who won?", model, "Harlan was defeated by Getz at Ostra; Harlan burnt the town.")
    wrong = grade("Who won?", model, "Harlan defeated Getz at Ostra. The town was burnt by Getz.")
    assert right.wrong == ()
    assert wrong.wrong
    assert wrong.band is not Band.RIGHT


def test_keywords_are_not_sentences() -> None:
    verdict = judged(
        "Clara Voss, council, March 1931, dam safe, Abel Trane, report rejected, repairs, "
        "4.2 million crowns, 9 June, wall collapsed, three villages flooded, 214 people died, "
        "sabotage, court, acquitted"
    )
    assert verdict.band is Band.PARTIAL
    assert any("keywords" in reason for reason in verdict.reasons)


@pytest.mark.parametrize("answer", ["", "  \n", "???", "...", "-"])
def test_nothing_is_wrong(answer: str) -> None:
    verdict = judged(answer)
    assert (verdict.band, verdict.rating, verdict.score) == (Band.WRONG, Rating.AGAIN, 0.0)


@pytest.mark.parametrize("answer", [QUESTION, f"{QUESTION} {QUESTION}", "At Lindholm dam, 1931."])
def test_the_question_given_back_is_wrong(answer: str) -> None:
    assert judged(answer).band is Band.WRONG


def test_a_model_without_words_is_not_judged() -> None:
    verdict = grade_essay(QUESTION, "![](map.png)\n\n![](plan.png)\n\n…", "It is a map.")
    assert (verdict.band, verdict.rating) == (Band.ABSTAIN, None)


WORDS = st.sampled_from((MODEL + " not never by was opposed Trane 1931 5 , . ; \n the").split(" "))
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=300),
    st.lists(WORDS, max_size=120).map(" ".join),
)


@settings(max_examples=examples(60), deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_any_texts_can_be_graded(question: str, model: str, answer: str) -> None:
    verdict = grade_essay(question, model, answer)
    points = key_points(model, question)
    assert 0.0 <= verdict.score <= 1.0
    assert sorted((*verdict.hit, *verdict.missing), key=repr) == sorted(points, key=repr)
    assert verdict.reasons
    assert verdict == grade_essay(question, model, answer)


@settings(max_examples=examples(40), deadline=None)
@given(TEXTS, TEXTS)
def test_the_model_is_right_and_nothing_is_wrong(question: str, model: str) -> None:
    if key_points(model, question):
        assert grade_essay(question, model, model).band is Band.RIGHT
        assert grade_essay(question, model, "").band is Band.WRONG


@settings(max_examples=examples(40), deadline=None)
@given(TEXTS, TEXTS)
def test_the_question_is_never_right(question: str, model: str) -> None:
    if question.casefold().split() != model.casefold().split():
        assert grade_essay(question, model, question).band is not Band.RIGHT


@pytest.mark.parametrize(
    "text",
    ["a" * 10_000, "[" * 10_000, "not " * 2_500, "1," * 5_000, "May 5 to " * 1_200, "\n" * 9_999],
)
def test_hostile_texts_end(text: str) -> None:
    assert judged(text).band is not Band.RIGHT
    assert grade(text, text, "no").band is not Band.RIGHT
