"""By what a deck can be sorted, and that the text on show does not give the bin away."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.quiz.attributes import MOST_BINS, Attribute, Basis, attributes
from studyapp.quiz.blanking import BLANK, reasons, shown, sortable, telling
from studyapp.quiz.mistakable import Mistakable
from studyapp.quiz.years import times
from tests.quiz.deck import item

ROOT = "Harbour"
CAPTAINS = ("Amund Vinter", "Rosa Quill", "Tomé Barros")


def captains() -> list[Item]:
    """Return nine cards, three on each of three captains in subdecks of their own."""
    cards = []
    for number in range(9):
        name = CAPTAINS[number % 3]
        card = item(
            number + 1,
            f"What does {name} say of harbour number {number}?",
            f"In {1400 + 10 * (number % 2) + number} {name.split()[-1]}'s crew measured the tide.",
        )
        deck = f"{ROOT}::Log::{name.split()[-1]}"
        cards.append(replace(card, deck=deck, tags=(f"ship::{number // 5}", "marked")))
    return cards


def found(cards: list[Item], root: str = ROOT) -> dict[str, Attribute]:
    return {each.key: each for each in attributes(cards, root, sortable)}


def test_subdecks_tags_and_decades_are_found() -> None:
    ways = found(captains())
    assert set(ways) == {f"deck:{ROOT}::Log", "family:ship", "decade:"}
    assert ways[f"deck:{ROOT}::Log"].bins == ("Vinter", "Quill", "Barros")
    assert ways["decade:"].bins == ("1400s", "1410s")
    assert ways["family:ship"].bins == ("0", "1")


def test_plain_tags_that_part_the_deck() -> None:
    cards = [replace(item(n, f"Which rope is rope {n}?", "hemp rope"), tags=()) for n in range(12)]
    cards = [replace(card, tags=("hemp" if at % 2 else "sisal",)) for at, card in enumerate(cards)]
    assert found(cards)["tags:"].bins == ("hemp", "sisal")
    both = [replace(card, tags=("hemp", "sisal")) for card in cards]
    assert "tags:" not in found(both)


def test_tags_that_only_say_the_subdeck_again_are_offered_once() -> None:
    cards = [replace(card, tags=(card.deck.split("::")[-1],)) for card in captains()]
    assert {each.basis for each in attributes(cards, ROOT, sortable)} == {Basis.DECK, Basis.DECADE}


def test_a_category_is_asked_without_its_hint() -> None:
    text = "The pilot of the second ship was [person], who knew every rock of that coast."
    cards = [
        replace(
            item(n, text, f"Pilot {n}", kind=NoteKind.CLOZE),
            category="person" if n % 2 else "place",
            hint="person",
        )
        for n in range(6)
    ]
    way = found(cards)["category:"]
    seen = shown(cards[1], way)
    assert seen.answer == ""
    assert "person" not in seen.question
    assert BLANK in seen.question


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Rosa Quill kept the log, and Quill’s mate drew maps.", "Quill"),
        ("By 1412 the quay was built (see 1410–12).", "1410s"),
        ("Most of it happened in the 1410s.", "1410s"),
    ],
)
def test_names_and_years_are_blanked(text: str, label: str) -> None:
    card = replace(item(1, text, "A quiet harbour it was then."), deck=f"{ROOT}::Quill")
    basis = Basis.DECADE if label[0] == "1" else Basis.DECK
    way = Attribute(basis, ROOT, (label, "other bin"), {1: label})
    seen = shown(card, way)
    assert BLANK in seen.question
    for word in ("Quill", "Rosa", "1410", "1412", "–12"):
        assert word not in seen.question
    assert reasons(card, way)
    assert all(any(w in why for w in ("Quill", "14")) for why in reasons(card, way))


def test_adjectives_of_a_place_are_blanked_and_other_words_are_not() -> None:
    way = Attribute(Basis.DECK, ROOT, ("Portugal", "Viola"), {1: "Portugal"})
    card = item(1, "Which Portuguese port did the violent storm of that winter hit?", "Lagos")
    assert shown(card, way).question == (
        f"Which {BLANK} port did the violent storm of that winter hit?"
    )


def test_a_card_that_says_nothing_but_its_bin_is_left_out() -> None:
    way = Attribute(Basis.DECK, ROOT, ("Quill", "Vinter"), {1: "Quill"})
    assert not sortable(item(1, "Rosa Quill?", "Quill"), way)
    assert sortable(item(1, "Who sounded the northern channel first?", "Quill"), way)


WORDS = st.sampled_from(
    [*CAPTAINS, "Vinter's", "barros", "in 1412", "the 1430s", "1405-7", "tide", "rope", "**Quill**"]
)


@given(st.lists(WORDS, min_size=1, max_size=15), st.sampled_from([Basis.DECK, Basis.DECADE]))
def test_what_is_shown_names_no_bin(words: list[str], basis: Basis) -> None:
    bins = ("Vinter", "Quill", "Barros") if basis is Basis.DECK else ("1400s", "1410s", "1430s")
    way = Attribute(basis, ROOT, bins, {1: bins[0]})
    seen = shown(item(1, " ".join(words), " ".join(reversed(words))), way)
    for side in (seen.question, seen.answer):
        assert telling(side, way) == []


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_bins_are_two_to_six_and_every_card_in_them_is_of_the_deck(decks: list[int]) -> None:
    cards = [
        replace(item(at, f"What floats in basin {at} at noon?", "a boat"), deck=f"{ROOT}::d{n}")
        for at, n in enumerate(decks)
    ]
    for way in attributes(cards, ROOT, sortable):
        assert 2 <= len(way.bins) <= MOST_BINS
        assert set(way.truth.values()) == set(way.bins)
        assert set(way.truth) <= {card.card_id for card in cards}


@pytest.mark.parametrize(
    ("text", "decades"),
    [
        ("in 1932 and again in 1941", [(1930,), (1940,)]),
        ("from 1928–41", [(1920, 1940)]),
        ("the 1930s", [(1930,)]),
        ("May 1933, in the spring", [(1930,)]),
        ("about 1500 people, 1200 tons, $1900, 1,932 and 1932.5 and 12345", []),
        ("more than 1400 of them in §1402", []),
        ("1941–38", []),
        ("2026/27", [(2020,)]),
    ],
)
def test_years(text: str, decades: list[tuple[int, ...]]) -> None:
    assert [when.decades for when in times(text)] == decades


def test_what_could_be_right_for_both_clashes() -> None:
    cards = [
        item(1, "Who commanded the first fleet to the spice islands?", "Rosa Quill"),
        item(2, "Who wrote the log of the year of the great storm?", "R. Quill"),
        item(3, "How deep is the northern channel at low tide?", "four fathoms"),
        item(4, "How deep is the northern channel at low tide, by the log?", "nine fathoms"),
        item(5, "Which rope holds a great anchor best?", "hemp"),
    ]
    clash = Mistakable(cards)
    assert clash(cards[0], cards[1])
    assert clash(cards[2], cards[3])
    assert not clash(cards[0], cards[2])
    assert not clash(cards[3], cards[4])
