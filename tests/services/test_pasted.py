"""Pastes without a title: each a deck of its own, found again by how it begins."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.services.build import SourceFile
from studyapp.services.pasted import STDIN
from studyapp.services.views import BuiltSource
from tests import desk

RIVERS = [
    ("Which river runs through **Cairo**?", "The Nile runs through Cairo."),
    ("Which river runs through Vienna?", "The Danube runs through Vienna."),
    ("Which river runs through Cologne?", "The Rhine runs through Cologne."),
]
BONES = [
    ("Name the longest bone of the body.", "The femur, in the thigh."),
    ("Name the smallest bone of the body.", "The stapes, in the ear."),
    ("How many bones has an adult?", "Two hundred and six."),
]


def paste(facts: list[tuple[str, str]]) -> SourceFile:
    text = "".join(f"{n}. {front}\n{back}\n\n" for n, (front, back) in enumerate(facts, 1))
    return SourceFile(STDIN, text.encode())


def built(collection: Collection, source: SourceFile) -> BuiltSource:
    (only,) = collection.build([source]).sources
    return only


def decks(collection: Collection) -> dict[str, int]:
    return {row.name: row.cards for row in collection.decks()}


@pytest.fixture
def collection(memory_disk: Path) -> Iterator[Collection]:
    with desk.opened(memory_disk / "c.db") as opened:
        yield opened


def test_two_pastes_are_two_decks(collection: Collection) -> None:
    for facts in (RIVERS, BONES):
        result = built(collection, paste(facts))
        assert (result.added, result.missing, result.unsure) == (3, 0, ())
        assert result.parsed.path == STDIN
    assert decks(collection) == {
        "Name the longest bone of the body": 3,
        "Which river runs through Cairo": 3,
    }


def test_pasting_again_updates_the_deck(collection: Collection) -> None:
    built(collection, paste(RIVERS))
    built(collection, paste(BONES))
    assert built(collection, paste(RIVERS)).unchanged == 3
    more = [RIVERS[0], ("Which river runs through Rome?", "The Tiber, of course."), *RIVERS[1:]]
    result = built(collection, paste(more))
    assert (result.added, result.unchanged, result.missing) == (1, 3, 0)
    assert decks(collection)["Which river runs through Cairo"] == 4


def test_a_text_is_named_after_its_first_words(collection: Collection) -> None:
    body = "the town opened a bridge over the river Aller, which had cost the council 4,500 crowns"
    texts = [f"- In {year} {body}.\n\n- In {year + 1} {body}.\n" for year in (1850, 1870)]
    names = [built(collection, SourceFile(STDIN, text.encode())).parsed.deck.name for text in texts]
    assert names == [
        "In 1850 the town opened a bridge over the river Aller, which…",
        "In 1870 the town opened a bridge over the river Aller, which…",
    ]


def test_a_title_wins_and_a_file_keeps_its_name(collection: Collection) -> None:
    deck = b'---\nname = "Sky"\n---\n\nQ: Largest planet?\nA: Jupiter\n'
    assert built(collection, SourceFile(STDIN, deck)).parsed.deck.name == "Sky"
    facts = SourceFile("rivers.txt", paste(RIVERS).data)
    assert built(collection, facts).parsed.deck.name == "rivers"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Q: Largest::planet?\nA: Jupiter\n", "Largest:planet"),
        ("C: [Jupiter] is the largest planet.\n", "Jupiter is the largest planet"),
        ("Q: ???\nA: yes\n", STDIN),
    ],
)
def test_deck_files_without_a_name(collection: Collection, text: str, name: str) -> None:
    source = SourceFile(STDIN, text.encode())
    assert built(collection, source).parsed.deck.name == name
    assert built(collection, source).unchanged == 1
    assert list(decks(collection)) == [name]


def test_what_holds_nothing_keeps_its_name(collection: Collection) -> None:
    assert built(collection, SourceFile(STDIN, b"====\n\n----\n")).parsed.deck.notes == ()
