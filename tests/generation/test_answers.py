"""Answers not worth asking for, as raters of round 17 saw them, and what tells them."""

import pytest

from studyapp.generation.bearings import loose_ends
from studyapp.generation.independence import find_leaning
from studyapp.generation.keys import find_keys
from studyapp.generation.numbers import find_numbers
from studyapp.generation.salience import Stats
from studyapp.generation.words import stem
from tests.generation.make import names_of, run, tokens_of


def leans(text: str, *learned: str) -> bool:
    return bool(
        find_leaning(text, tokens_of(text), names_of(text, *learned), frozenset[str]()).hard
    )


def bonus(text: str, answer: str, *learned: str) -> float:
    keys = find_keys(text, tokens_of(text), find_numbers(text), names_of(text, *learned))
    return max(key.bonus for key in keys if key.text == answer)


@pytest.mark.parametrize(
    "text",
    [
        "After that same March, the guild of Velmar sold 400 barges by July 1931.",
        "Shortly thereafter, the guild of Velmar sold 400 barges to the mills of Ostrand.",
        "In the months that followed, the guild of Velmar sold 400 barges.",
        "The resolutions of the Plenum showed a compromise in 1928.",
        "It was decided behind their backs, and in 1931 the mills of Ostrand were sold.",
        "Like Robert Koch before him, he had a reputation for haste.",
        "Although he held Robert Koch, Louis Pasteur, and others to blame, work went on.",
    ],
)
def test_it_leans(text: str) -> None:
    assert leans(text)


def test_a_plenum_that_is_told_apart_stands() -> None:
    assert not leans("The resolutions of the Plenum of April 1928 showed a compromise.")


@pytest.mark.parametrize(
    "text",
    [
        "In 1937, that figure more than doubled.",
        "In May 1952 his successor was named.",
        "In May 1952 Robert Koch smoothed over differences of opinion in a speech.",
    ],
)
def test_it_goes_on_from_something(text: str) -> None:
    assert loose_ends(text)


@pytest.mark.parametrize(
    ("poor", "better", "answer"),
    [
        ("In the preceding year, the mint struck 63 billion coins.", "It struck 63 billion coins.",
         "63 billion"),
        ("The debt grew as of 1 October 1929 by half.", "It grew on 1 October 1929 by half.",
         "1 October 1929"),
        ("The local OGPU arrested nine men in 1930.", "The OGPU arrested nine men in 1930.",
         "OGPU"),
        ("An article in the OGPU newspaper said so.", "An article by the OGPU said so.", "OGPU"),
        ("According to Robert Koch, it spread.", "Later Robert Koch saw it spread.",
         "Robert Koch"),
        ("Flax was grown in Ostrand as well as in Velmar.", "Flax was grown in Velmar.", "Velmar"),
        ("They kept to any set of policies or “salt line.”", "They kept to the “salt line.”",
         "salt line"),
    ],
)  # fmt: skip
def test_what_is_told_by_the_way_weighs_less(poor: str, better: str, answer: str) -> None:
    assert bonus(poor, answer) <= bonus(better, answer) - 0.9


def test_what_did_not_happen_and_asides_make_no_card_of_a_name() -> None:
    for text in (
        "There is little evidence that the guild followed any “salt line” of Ostrand.",
        "Only when the crew, as it were, could be trusted was Velmar thrown overboard.",
    ):
        assert not [card for card in run(text).cards if card.tier == "A"]


def test_from_one_sum_to_another_is_two_figures() -> None:
    assert [n.text for n in find_numbers("It rose from 16.6 to 25.8 billion marks.")] == [
        "25.8 billion"
    ]
    assert [n.text for n in find_numbers("It cost 16 to 25 million marks.")] == ["16 to 25 million"]


def test_a_quoted_phrase_with_a_rival_of_the_same_opening() -> None:
    stats = Stats()
    for phrase in ("green wave", "green tide", "salt line"):
        stats.add_quoted(phrase)
    assert stats.rivals(stems("green wave"))
    assert not stats.rivals(stems("salt line"))


def stems(phrase: str) -> list[str]:
    return [stem(word) for word in phrase.split(" ")]
