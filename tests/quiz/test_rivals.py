"""The best wrong option is the answer to the question that is nearest to the one asked."""

from dataclasses import replace
from random import Random

import pytest

from studyapp.domain.selftest import Item
from studyapp.quiz.choices import options, true_false
from studyapp.quiz.pool import Pool
from studyapp.quiz.sense import same, ways
from tests.quiz.deck import item
from tests.quiz.rivals import RIVALS, cards

POOL = Pool(cards())


@pytest.mark.parametrize("asked", cards(), ids=lambda card: card.term)
def test_a_rival_stands_among_the_options_before_strangers(asked: Item) -> None:
    rival = asked.card_id ^ 1
    for seed in range(6):
        found = options(asked, POOL, Random(seed))
        assert found is not None
        assert rival in {option.card_id for option in found}
        said = true_false(asked, POOL, Random(seed))
        assert said is not None
        assert said.true or said.card_id == rival


@pytest.mark.parametrize("pair", RIVALS, ids=lambda pair: f"{pair[1][1]} – {pair[2][1]}")
def test_rivals_are_not_synonyms(pair: tuple[str, tuple[str, str], tuple[str, str]]) -> None:
    _, (_, one), (_, other) = pair
    assert not any(same(a, b) for a in ways(one) for b in ways(other))


def test_a_rival_in_a_deck_of_its_own_is_found_too() -> None:
    for _, one, other in RIVALS:
        others = [item(at, f"Riddle {at} {at}{at}?", one[1][::-1] + "rk" * at) for at in (3, 4, 5)]
        deck = [item(1, *one), item(2, *other), *others]
        shown = {option.card_id for option in options(deck[0], deck, Random(1)) or ()}
        assert not shown or 2 in shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Name a cause of the flood of 1703.", "Name one cause of the great flood of 1703."),
        ("Give an example of a noble gas.", "Give an example of a gas that is noble."),
        ("What caused the fall of Kelport?", "What led to the fall of Kelport?"),
        ("Which gas is noble?", "Which noble gas is in lamps?"),
    ],
)
def test_one_of_several_right_answers_is_still_right(one: str, other: str) -> None:
    deck = [*cards(), item(1, one, "dredging"), item(2, other, "saltpetre")]
    for seed in range(10):
        assert 2 not in {option.card_id for option in options(deck[-2], deck, Random(seed)) or ()}


def test_a_list_stands_beside_lists_alone() -> None:
    asked = item(1, "Name three noble gases.", "helium, neon, argon")
    assert options(asked, [*cards(), asked], Random(1)) is None
    lists = ("iron, cobalt, nickel", "lithium, sodium, caesium", "chlorine, iodine, bromine")
    deck = [*cards(), asked, *(item(2 + at, f"Group {at}{at}?", t) for at, t in enumerate(lists))]
    found = options(asked, deck, Random(1))
    assert found is not None
    assert {option.text for option in found} == {asked.term, *lists}


def test_cards_of_one_tag_and_subdeck_come_before_others() -> None:
    terms = ("hawser", "capstan", "mooring", "ballast", "bulwark", "bowsprit", "halyard", "thwart")
    deck = [
        replace(
            item(at, f"Riddle {at} {at}{at}?", f"{term}{'y' if at % 2 else 'e'}"),
            tags=("rope",) if at % 2 else ("hull",),
            deck="Harbour::Ropes" if at % 2 else "Harbour::Hulls",
        )
        for at, term in enumerate(sorted(terms * 2))
    ]
    for asked in deck:
        for seed in range(5):
            found = options(asked, deck, Random(seed)) or ()
            assert {(option.card_id or 0) % 2 for option in found} == {asked.card_id % 2}
