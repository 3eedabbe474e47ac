"""Looking for things: decks by what people call them, cards by what they say, edits."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import Queue
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Rating
from studyapp.errors import NotFoundError, StudyError
from studyapp.services.browse import resolve_deck
from tests import desk

NAMES = ["History", "History::Kotkin", "History::Lewin", "Maths", "maths::Sets", "Ökonomie", "Sets"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("History", "History"),
        ("history", "History"),
        ("HISTORY::KOTKIN", "History::Kotkin"),
        ("kotkin", "History::Kotkin"),
        ("Lew", "History::Lewin"),
        ("hist", "History"),
        ("Sets", "Sets"),
        ("ökonomie", "Ökonomie"),
        ("ÖKO", "Ökonomie"),
        ("Maths", "Maths"),
    ],
)
def test_a_deck_by_what_people_call_it(wanted: str, found: str) -> None:
    assert resolve_deck(NAMES, wanted) == found
    assert resolve_deck(reversed(NAMES), wanted) == found


@pytest.mark.parametrize("wanted", ["i", "set", "", "s"])
def test_a_name_that_fits_several_decks_lists_them(wanted: str) -> None:
    with pytest.raises(NotFoundError, match="fits several decks") as error:
        resolve_deck(NAMES, wanted)
    assert "Name one in full." in str(error.value)


def test_a_name_that_fits_nothing_says_what_there_is() -> None:
    with pytest.raises(NotFoundError, match="no deck 'Physics'") as error:
        resolve_deck(NAMES, "Physics")
    assert "History::Kotkin" in error.value.hint
    with pytest.raises(NotFoundError, match="no deck '%'"):
        resolve_deck(NAMES, "%")
    with pytest.raises(NotFoundError) as error:
        resolve_deck([], "Physics")
    assert "none yet" in error.value.hint


HOSTILE = {
    "percent": "100% sure",
    "underscore": "snake_case",
    "quote": "it's a 'quote'",
    "double": 'say "no"',
    "backslash": r"C:\path\n",
    "sql": "'; DROP TABLE note; --",
    "fts": 'a AND b OR NOT "c" NEAR(d e) col:f* ^g -h',
    "markup": "[bold]{{c1::x}}[/]",
    "glob": "*?[a-z]",
    "wide": "日本語 ٣ 🏳️‍🌈",
    "braces": ":name ?1 @x $y %s %(z)s {0}",
}


@pytest.fixture
def hostile(memory_disk: Path) -> Iterator[Collection]:
    with desk.opened(memory_disk / "c.db") as collection:
        notes = [desk.basic(number, text) for number, text in enumerate(HOSTILE.values())]
        collection.build(desk.files("Odd", [*notes, desk.basic(99, "plain words")]))
        yield collection


@pytest.mark.parametrize("name", HOSTILE)
def test_every_character_of_a_search_is_literal(hostile: Collection, name: str) -> None:
    text = HOSTILE[name]
    assert [card.front for card in hostile.search(text)] == [text]
    for word in text.split():
        assert text in [card.front for card in hostile.search(word)]
        for card in hostile.search(word):
            assert word.casefold() in f"{card.front} {card.back} {card.deck}".casefold()


@pytest.mark.parametrize("text", ["%", "_", "__", "%%", "\\", "\\%", "'", '"', "*", "[p", ";--"])
def test_no_character_stands_for_others(hostile: Collection, text: str) -> None:
    assert {card.front for card in hostile.search(text)} == {
        front for front in HOSTILE.values() if text in front
    }


@pytest.mark.parametrize("text", ["", "  \n\t", "\0", "\0 \0"])
def test_a_search_for_nothing_finds_nothing(hostile: Collection, text: str) -> None:
    assert hostile.search(text) == ()


@pytest.mark.parametrize(
    "text",
    ["x" * 50_000, "plain zz " * 5_000, "%" * 50_000, "plain\ud800", "\udcff\udcfe", "\\" * 9999],
)
def test_a_search_that_nobody_types(hostile: Collection, text: str) -> None:
    assert hostile.search(text) == ()


def test_words_are_found_in_any_field_and_order(memory_disk: Path) -> None:
    with desk.opened(memory_disk / "c.db") as collection:
        collection.build(desk.files("Rivers::Africa", [desk.basic(1, "The longest RIVER?")]))
        card = collection.cards()[0]
        collection.edit(card.id, card.front, "The Nile.", ["water", "school"])
        for text in ("river longest", "nile", "NILE\0 water", "africa", "rivers::a school"):
            assert [each.id for each in collection.search(text)] == [card.id], text
        for text in ("nile danube", "longest x"):
            assert collection.search(text) == (), text
        assert collection.search("river", limit=0) == ()


def test_a_search_stops_at_its_limit(memory_disk: Path) -> None:
    with desk.with_cards(memory_disk / "c.db", 30) as collection:
        found = collection.search("question", limit=7)
        assert [card.id for card in found] == [card.id for card in collection.cards()][:7]


def test_cards_of_a_deck_and_its_subdecks_in_reading_order(memory_disk: Path) -> None:
    with desk.opened(memory_disk / "c.db") as collection:
        for deck, number in (("B", 1), ("A::Z", 2), ("A", 3), ("A b", 4)):
            collection.build(desk.files(deck, [desk.of_kind(NoteKind.REVERSED, number)]))
        assert [row.name for row in collection.decks()] == ["A", "A::Z", "A b", "B"]
        assert [row.has_children for row in collection.decks()] == [True, False, False, False]
        assert [row.cards for row in collection.decks()] == [4, 2, 2, 2]
        assert [card.deck for card in collection.cards("A")] == ["A", "A", "A::Z", "A::Z"]
        fronts = [card.question for card in collection.cards("B")]
        assert fronts == ["Front 1", "Back 1"]
        with pytest.raises(NotFoundError):
            collection.cards("C")


def test_an_edited_cloze_keeps_the_history_of_what_stays(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.opened(memory_disk / "c.db", clock) as collection:
        collection.build(desk.files("Desk", [desk.of_kind(NoteKind.CLOZE, 1)]))
        desk.options_of(collection, "Desk", bury_siblings=False)
        desk.answer_all(collection.study("Desk"), Rating.EASY, clock)
        before = {card.id: card.memory for card in collection.cards()}
        one, two, three = before
        collection.edit(one, "{{c1::One}}, two, {{c3::three}} and {{c4::four}}", "", [])
        after = {card.id: card for card in collection.cards()}
        assert {card: after[card].memory for card in before} == before
        assert after[two].queue is Queue.SUSPENDED
        assert after[three].question == "One, two, […] and four"
        (four,) = set(after) - set(before)
        assert after[four].memory.reps == 0
        assert desk.on_table(collection.study("Desk")).card.id == four
        collection.edit(one, "{{c1::One}}, {{c2::two}} and {{c3::three}}", "", [])
        again = {card.id: card for card in collection.cards()}
        assert {card: again[card].memory for card in before} == before
        assert again[two].queue is Queue.ACTIVE
        assert again[four].queue is Queue.SUSPENDED
        assert collection.check().ok


def test_an_empty_front_is_refused_and_an_empty_back_is_not(memory_disk: Path) -> None:
    with desk.with_cards(memory_disk / "c.db", 1) as collection:
        card = collection.cards()[0]
        with pytest.raises(StudyError, match="needs a question") as error:
            collection.edit(card.id, " \n\0", "back", [])
        assert error.value.hint
        assert collection.card(card.id) == card
        assert collection.edit(card.id, "front", "", []).back == ""
        with pytest.raises(NotFoundError):
            collection.edit(4711, "front", "", [])


def test_search_ignores_case_beyond_ascii(tmp_path: Path) -> None:
    with desk.opened(tmp_path / "c.db") as collection:
        collection.build(desk.files("Desk", [desk.basic(1, "Что такое Кулак и ÉMIGRÉ?")]))
        assert len(collection.search("кулак émigré")) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("workers'", 2),
        ("workers’", 2),
        ("WORKERS‘ soviets", 2),
        ('"all', 2),
        ("“all", 2),
        ("workers'' ", 0),
        ("workers_", 0),
    ],
)
def test_straight_and_curly_marks_find_each_other(memory_disk: Path, text: str, found: int) -> None:
    fronts = (
        "“All power” to the workers’ soviets",
        '"All power" to the workers\' soviets',
        "workers",
    )
    with desk.opened(memory_disk / "c.db") as collection:
        collection.build(
            desk.files("D", [desk.basic(at, front) for at, front in enumerate(fronts)])
        )
        assert len(collection.search(text)) == found


def test_decks_are_sorted_as_people_do(memory_disk: Path) -> None:
    names = ["apple", "Apple", "Apple::pear", "apple::Fig", "banana", "Émile", "Zoo"]
    with desk.opened(memory_disk / "c.db") as collection:
        for number, name in enumerate(reversed(names)):
            collection.build(desk.files(name, [desk.basic(number)]))
        shown = [row.name for row in collection.decks()]
    assert shown == ["Apple", "Apple::pear", "apple", "apple::Fig", "banana", "Zoo", "Émile"]
