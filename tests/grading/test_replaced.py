"""Terms and numbers in each other's places are named; what is told besides is not."""

import pytest

from studyapp.grading import Band, grade
from studyapp.grading.replaced import built_alike
from tests.grading.told import Told, assert_named

QUESTION = "How does the gland keep the blood sweet?"
MODEL = (
    "When sugar is scarce, the hepar gland sends melisin into the blood. Melisin makes the muscles "
    "give up sugar. The enzyme dextrilase cuts long sugars, and the wall of the gland is only one "
    "cell thick. Two nerves lead to it."
)
FULL = (
    "The hepar gland sends melisin into the blood when sugar is scarce. Melisin makes the muscles "
    "give up sugar. Long sugars are cut by the enzyme dextrilase and the gland's wall is only one "
    "cell thick. Two nerves lead to it."
)
TOLD = Told(QUESTION, MODEL, FULL)


def test_the_full_answer_has_nothing_wrong() -> None:
    verdict = TOLD.judged(FULL)
    assert (verdict.band, verdict.wrong) == (Band.RIGHT, ())


@pytest.mark.parametrize(
    ("old", "new"),
    [("elisin", "orphanol"), ("dextrilase", "glucolase"), ("hepar", "pylor")],
)
def test_another_term_in_the_same_place_is_named(old: str, new: str) -> None:
    assert_named(TOLD.changed(old, new), new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("scarce.", "scarce, as the thyroxal and the epiphyse do with salt."),
        ("the enzyme dextrilase", "dextrilase, a hydrolytic enzyme of the saccharids,"),
        ("dextrilase", "dextrylase"),
        ("the muscles", "muscle tissue"),
    ],
)
def test_true_terms_besides_and_misspelt_ones_are_not(old: str, new: str) -> None:
    assert TOLD.changed(old, new).wrong == ()


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("one cell thick", "two cells thick", "two"),
        ("Two nerves", "One nerve", "One"),
        ("Two nerves", "Three nerves", "Three"),
    ],
)
def test_one_is_a_number_where_the_other_text_has_one(old: str, new: str, named: str) -> None:
    verdict = TOLD.changed(old, new)
    assert named in verdict.wrong
    assert verdict.band is not Band.RIGHT


@pytest.mark.parametrize("kept", ["one cell thick", "a single cell thick", "1 cell thick"])
def test_one_in_other_words_is_one(kept: str) -> None:
    assert TOLD.changed("one cell thick", kept).wrong == ()


def test_keywords_with_the_right_number_are_not_contradicted() -> None:
    verdict = TOLD.judged("melisin into blood, muscles give sugar, wall one cell thick, two nerves")
    assert verdict.wrong == ()


@pytest.mark.parametrize(
    ("model", "answer"),
    [
        ("Article 61 allowed the council to fine the owners.", "Owners paid a fine of five marks."),
        ("The river carries 10 g of salt per litre.", "Two rivers carry the salt."),
        ("Trane accused Voss.", "Somebody accused Voss. Witnesses saw it."),
    ],
)
def test_only_like_is_held_against_like(model: str, answer: str) -> None:
    assert grade("What happened?", f"{model} The town was flooded.", answer).wrong == ()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("ligase", "helicase", True),
        ("mitosis", "meiosis", True),
        ("nation", "station", False),
        ("artery", "vein", False),
    ],
)
def test_terms_of_one_family_are_built_alike(one: str, other: str, alike: bool) -> None:
    assert built_alike(one, other) is alike
