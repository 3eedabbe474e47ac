"""The sentence a card brings along, and what a card is worth with and without it."""

import pytest

from studyapp.generation import Flashcard
from studyapp.generation.links import LinkIndex
from studyapp.generation.model import Category
from tests.generation.make import cards_of, run

PORT = "In 1911 the port of Tarsk handled timber for the whole northern coast."
QUAYS = "They were crowded with carts and sledges from morning to night."
COAL = "Some 4.2 million tonnes of coal passed through the harbour as well."


def test_a_figure_without_a_time_brings_the_sentence_that_tells_it() -> None:
    figure = next(card for card in cards_of(PORT, QUAYS, COAL) if card.answer == "4.2 million")
    assert figure.context == PORT


def test_a_noun_brings_the_sentence_that_introduces_it() -> None:
    congress = "A congress of the fishermen met in Tarsk in 1903 and elected Ivan Lerov."
    halls = "They filled the halls for a whole week."
    made = cards_of(congress, halls, "The congress demanded a tax of 12 crowns on foreign boats.")
    assert all(card.context == congress for card in made if card.answer == "12")


def test_what_leans_on_a_person_may_lead_to_the_card_that_names_him() -> None:
    before = "He had built locks and mills in the valley since his youth."
    card = "In 1862 Ivan Lerov opened the canal from Tarsk to the sea."
    year = next(each for each in cards_of(before, card) if each.answer == "1862")
    assert year.context == before


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Because of the quarrel between Lerov, Ostrin and lamp, the mill of 1862 stood.", "place"),
        ("In 1862 the share of boats were in common hands was small in Tarsk.", "out of place"),
        (
            "In Tarsk “half of the 79 millers were sacked in 1862 and 50 of them left the valley.”",
            "speaker",
        ),
    ],
)
def test_garbled_and_borrowed_sentences_are_refused(sentence: str, reason: str) -> None:
    made = run(sentence)
    assert not made.cards
    assert reason in made.refused[0].reason


def test_an_answer_needs_its_question() -> None:
    made = run("In 1862 Ivan Lerov offered a cheap solution that freed the mills of Tarsk.")
    assert not made.cards
    assert "to what" in made.refused[0].reason


def test_the_year_of_a_comparison_is_worth_less_than_the_year_of_the_fact() -> None:
    text = "In 1911 the mills of Tarsk ground 4.2 million tonnes of rye compared to 3.1 in 1862."
    scores = {card.answer: card.score for card in cards_of(text)}
    assert scores["1911"] > scores.get("1862", -9.0)


def test_two_figures_of_one_sentence_may_both_be_asked_for() -> None:
    text = (
        "In 1911 about 380,000 families of fishermen left the coast of Tarsk for the inland towns "
        "of Ostrand and Belsk, together 1,800,000 people."
    )
    kinds = [card.category for card in cards_of(text) if card.tier == "A"]
    assert kinds.count(Category.FIGURE) == 2


def test_each_cloze_is_linked_to_its_two_nearest_flashcards() -> None:
    deck = [
        *(Flashcard(f"x{n}", f"What is stone {n}?", "A kind of granite.") for n in range(30)),
        Flashcard("ice", "What did the sledges of Tarsk carry?", "Ice for the fishmongers."),
        Flashcard("canal", "Who dug the canal of Tarsk?", "Lerov, with sledges and dynamite."),
        Flashcard("lock", "What is a lock?", "A chamber with gates."),
    ]
    index = LinkIndex(deck)
    assert index.nearest("The sledges of Tarsk went to the fishmongers.", "1911") == (
        "ice",
        "canal",
    )
    assert index.nearest("A chamber closed.", "1911", topic="Tarsk")[0] == "lock"
    before = index.nearest("It was shut.", "1911", context="They dug a canal.")
    assert before[0] == "canal"
    assert index.nearest("Nothing of the kind happened.", "1911") == ()
    assert LinkIndex([]).nearest("The sledges of Tarsk.", "1911") == ()
