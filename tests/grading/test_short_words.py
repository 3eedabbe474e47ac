"""Typed terms: forms of one word, and words of one field that differ by a part with a meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.grading import Band
from studyapp.grading.inflection import same_but_for_number
from studyapp.grading.short import grade_short
from studyapp.grading.terms import field_words, is_typo

TERMS = st.sampled_from(sorted(field_words()))


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        ("artery", "arteries"),
        ("capillaries", "capillary"),
        ("bacterium", "bacteria"),
        ("ovum", "ova"),
        ("fungus", "fungi"),
        ("cactus", "cactuses"),
        ("phenomenon", "phenomena"),
        ("analysis", "analyses"),
        ("oasis", "oases"),
        ("larva", "larvae"),
        ("matrix", "matrices"),
        ("leaf", "leaves"),
        ("potato", "potatoes"),
        ("monopoly", "monopolies"),
        ("opportunity cost", "opportunity costs"),
        ("trade union", "trades unions"),
        ("covalent bond", "covalent bonding"),
        ("osmosis", "osmose"),
        ("synthesis", "synthese"),
        ("electrolysis", "electrolyse"),
    ],
)
def test_number_and_the_endings_of_other_languages_are_no_errors(model: str, typed: str) -> None:
    verdict = grade_short(typed, [model])
    assert (verdict.band, verdict.reasons) == (Band.RIGHT, ("That is the answer.",))
    assert grade_short(model, [typed]).band is Band.RIGHT


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        ("mitochondrion", "mitocondria"),
        ("chromosome", "cromosomes"),
        ("capillary", "cappilaries"),
        ("hypothesis", "hypotheseis"),
        ("stimulus", "stimulii"),
        ("democracy", "democrasies"),
        ("enzyme", "enzimes"),
        ("algorithm", "algorythms"),
        ("chlorophyll", "clorophyl"),
        ("reflection", "refelction"),
        ("guillotine", "guillotene"),
    ],
)
def test_a_misspelt_form_is_right_but_for_the_spelling(model: str, typed: str) -> None:
    verdict = grade_short(typed, [model])
    assert (verdict.band, verdict.reasons) == (
        Band.RIGHT,
        (f"Right but for the spelling: {model}.",),
    )


@pytest.mark.parametrize(
    ("question", "model", "typed"),
    [
        ("What is the plural of nucleus?", "nuclei", "nucleus"),
        ("The singular of criteria", "criterion", "criteria"),
        ("Give the plural of cat.", "cats", "cat"),
    ],
)
def test_number_counts_where_the_question_is_about_it(
    question: str, model: str, typed: str
) -> None:
    assert grade_short(typed, [model], question).band is Band.WRONG
    assert grade_short(model, [model], question).band is Band.RIGHT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chloroplast", "chromoplast"),
        ("homozygous", "homologous"),
        ("hypertension", "hypotension"),
        ("hyperthyroidism", "hypothyroidism"),
        ("interspecific", "intraspecific"),
        ("intermolecular force", "intramolecular force"),
        ("mitosis", "meiosis"),
        ("osteoblast", "osteoclast"),
        ("hydrophilic", "hydrophobic"),
        ("ectoderm", "ectotherm"),
        ("glucagon", "glycogen"),
        ("chlorine", "chloride"),
        ("methanol", "methanal"),
        ("sulphate", "sulphite"),
        ("isotope", "isotone"),
        ("absorption", "adsorption"),
        ("refraction", "reflection"),
        ("centimetre", "centilitre"),
        ("photography", "phonography"),
        ("macroeconomics", "microeconomics"),
        ("employer", "employee"),
        ("mortgagor", "mortgagee"),
        ("prosecution", "persecution"),
        ("astronomy", "astrology"),
        ("allusion", "illusion"),
        ("basis", "base"),
        ("silicon", "silica"),
        ("horse", "house"),
        ("Zambia", "Gambia"),
    ],
)
def test_another_word_is_no_spelling_error(one: str, other: str) -> None:
    for model, typed in ((one, other), (other, one)):
        verdict = grade_short(typed, [model])
        assert (verdict.band, verdict.wrong) == (Band.WRONG, (typed,))


@given(TERMS, TERMS)
def test_two_listed_terms_are_never_one(one: str, other: str) -> None:
    assert is_typo(one, other) is (one == other or same_but_for_number(one, other))


@given(TERMS, TERMS)
def test_number_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert same_but_for_number(one, other) is same_but_for_number(other, one)


@given(TERMS.filter(lambda word: not word.endswith(("s", "x", "z", "ch", "sh"))))
def test_an_s_makes_a_plural(word: str) -> None:
    assert same_but_for_number(word, f"{word}s")
