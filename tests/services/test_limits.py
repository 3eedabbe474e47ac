"""Limits of a day: what the deck list promises is what a session shows."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from studyapp.collection import Collection, StudySession
from studyapp.domain.card import State
from studyapp.domain.deck import (
    DeckOptions,
    LeechAction,
    NewOrder,
    ParsedDeck,
    ParsedNote,
    ReviewOrder,
)
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Rating
from studyapp.errors import ConfigError, NotFoundError
from studyapp.formats.markdown import write_deck
from studyapp.services.build import SourceFile
from studyapp.services.views import Counts
from tests import desk
from tests.few import few

DECKS = ["A", "A::B", "A::B::C", "A::D", "E"]
MONTH = 30


@pytest.fixture
def tree(memory_disk: Path, clock: desk.Clock) -> Iterator[Collection]:
    """Ten basic cards in each of three decks: Top, Top::One, Top::Two."""
    with desk.opened(memory_disk / "c.db", clock) as collection:
        for at, deck in enumerate(["Top", "Top::One", "Top::Two"]):
            collection.build(desk.files(deck, map(desk.basic, range(at * 10, at * 10 + 10))))
        yield collection


def counts(collection: Collection, **expected: int) -> None:
    found = {name.replace("::", "_"): each.total for name, each in collection.due().items()}
    assert found == expected
    for row in collection.decks():
        assert desk.shown(collection, row.name) == row.counts, row.name


def mature(collection: Collection, clock: desk.Clock, deck: str) -> None:
    """Bring every card of a deck to review, and all of them due."""
    before = collection.options(deck)
    for row in collection.decks():
        desk.options_of(collection, row.name, new_per_day=99, reviews_per_day=99)
    desk.answer_all(collection.study(deck), Rating.EASY, clock)
    for row in collection.decks():
        collection.set_options(row.name, before)
    clock.forward(days=MONTH)


def test_new_cards_of_a_day_in_a_deck_and_above_it(tree: Collection, clock: desk.Clock) -> None:
    counts(tree, Top=20, Top_One=10, Top_Two=10)
    desk.options_of(tree, "Top", new_per_day=12)
    desk.options_of(tree, "One", new_per_day=3)
    counts(tree, Top=12, Top_One=3, Top_Two=10)
    assert len(desk.answer_all(tree.study("One"), Rating.EASY, clock)) == 3
    counts(tree, Top=9, Top_One=0, Top_Two=10)
    seen = desk.answer_all(tree.study("Top"), Rating.EASY, clock)
    assert len(seen) == 9
    assert not any(tree.card(each).deck == "Top::One" for each in seen)
    assert tree.due()["Top"].new == 0
    assert tree.study("Top").current() is None
    clock.forward(days=1)
    assert tree.due()["Top"].new == 12, "a new day, a new measure"
    assert desk.shown(tree, "Top") == tree.due()["Top"]


def test_reviews_of_a_day_in_a_deck_and_above_it(tree: Collection, clock: desk.Clock) -> None:
    mature(tree, clock, "Top")
    counts(tree, Top=30, Top_One=10, Top_Two=10)
    desk.options_of(tree, "Top", reviews_per_day=15)
    desk.options_of(tree, "One", reviews_per_day=4)
    counts(tree, Top=15, Top_One=4, Top_Two=10)
    assert len(desk.answer_all(tree.study("One"), Rating.GOOD, clock)) == 4
    counts(tree, Top=11, Top_One=0, Top_Two=10)
    assert len(desk.answer_all(tree.study("Top"), Rating.GOOD, clock)) == 11
    counts(tree, Top=0, Top_One=0, Top_Two=10 - sum(_done(tree, "Top::Two", clock)))


def _done(collection: Collection, deck: str, clock: desk.Clock) -> Iterator[bool]:
    for card in collection.cards(deck):
        yield card.memory.last_review is not None and (clock.now - card.memory.last_review).days < 1


def test_what_was_undone_counts_against_no_limit(tree: Collection) -> None:
    desk.options_of(tree, "One", new_per_day=3)
    session = tree.study("One")
    for _ in range(2):
        desk.on_table(session)
        session.answer(Rating.EASY, 1)
    assert tree.due()["Top::One"] == Counts(new=1)
    session.undo()
    session.undo()
    assert tree.due()["Top::One"] == Counts(new=3) == desk.shown(tree, "One")


def test_a_card_in_its_steps_is_never_cut(tree: Collection) -> None:
    desk.options_of(tree, "One", new_per_day=1, reviews_per_day=0)
    session = tree.study("One")
    desk.on_table(session)
    session.answer(Rating.AGAIN, 1)
    assert tree.due()["Top::One"] == Counts(learning=1) == desk.shown(tree, "One")


def test_options_come_from_the_nearest_deck_that_has_some(tree: Collection) -> None:
    assert tree.options("Top::One") == DeckOptions()
    top = DeckOptions(new_per_day=7, review_order=ReviewOrder.WEAKEST, desired_retention=0.8)
    tree.set_options("Top", top)
    assert tree.options("Top::One") == tree.options("one") == top
    own = DeckOptions(new_per_day=1)
    tree.set_options("Top::One", own)
    tree.set_options("Top", DeckOptions(new_per_day=9))
    assert [tree.options(deck).new_per_day for deck in ("Top", "One", "Two")] == [9, 1, 9]
    tree.build(desk.files("Top::One::Below", [desk.basic(99)]))
    assert tree.options("Below") == own
    with pytest.raises(NotFoundError):
        tree.set_options("nothing like it", own)
    with pytest.raises(NotFoundError):
        tree.options("nothing like it")


@pytest.mark.parametrize(
    "values",
    [{"desired_retention": 1.0}, {"desired_retention": 0.0}, {"parameters": (1.0, 2.0)}],
)
def test_options_that_fsrs_cannot_use_are_refused(
    tree: Collection, values: dict[str, object]
) -> None:
    before = tree.options("Top")
    with pytest.raises(ConfigError):
        desk.options_of(tree, "Top", **values)
    assert tree.options("Top") == before


def _random_collection(path: Path, clock: desk.Clock, rng: Random) -> Collection:
    collection = desk.opened(path, clock)
    number = 0
    for deck in DECKS:
        notes = []
        for _ in range(rng.randint(0, 5)):
            number += 1
            notes.append(desk.of_kind(rng.choice(list(NoteKind)), number))
        if notes:
            collection.build(desk.files(deck, notes))
    for row in collection.decks():
        if rng.random() < 0.6:
            desk.options_of(
                collection,
                row.name,
                new_per_day=rng.choice([0, 1, 2, 3, 20]),
                reviews_per_day=rng.choice([0, 1, 2, 3, 200]),
                learning_steps=rng.choice([(60, 600), (), (60, 86_400), (60, 172_800)]),
                bury_siblings=rng.random() < 0.6,
                new_order=rng.choice(list(NewOrder)),
                review_order=rng.choice(list(ReviewOrder)),
            )
    return collection


def _some_answers(session: StudySession, clock: desk.Clock, rng: Random, most: int) -> None:
    for _ in range(rng.randint(0, most)):
        if session.current() is None:
            return
        match rng.random():
            case chance if chance < 0.1:
                session.bury()
            case chance if chance < 0.2:
                session.suspend()
            case chance if chance < 0.3:
                session.undo()
            case _:
                session.answer(rng.choice(list(Rating)), 1)
        clock.forward(seconds=rng.choice([5, 70, 400]))


@pytest.mark.parametrize("seed", few(range(12), range(3)))
def test_the_deck_list_counts_what_a_session_shows(memory_disk: Path, seed: int) -> None:
    rng, clock = Random(seed), desk.Clock()
    with _random_collection(memory_disk / "c.db", clock, rng) as collection:
        for _ in range(4):
            for _ in range(2):
                rows = collection.decks()
                for row in rows:
                    assert desk.shown(collection, row.name) == row.counts, (row, clock.now)
                if rows:
                    session = collection.study(rng.choice(rows).name)
                    _some_answers(session, clock, rng, 8)
            clock.forward(days=rng.choice([1, 1, 3]))
        assert desk.strays(memory_disk / "c.db") == {}


@pytest.mark.parametrize("seed", few(range(100, 103), [100]))
def test_a_session_shows_as_many_cards_as_it_promised(memory_disk: Path, seed: int) -> None:
    rng, clock = Random(seed), desk.Clock()
    with _random_collection(memory_disk / "c.db", clock, rng) as collection:
        for row in collection.decks():
            desk.options_of(collection, row.name, learning_steps=(), new_per_day=rng.randint(0, 5))
        for _ in range(3):
            for row in collection.decks():
                promised = collection.due()[row.name]
                session = collection.study(row.name)
                shown = {State.NEW: 0, State.REVIEW: 0}
                while (table := session.current()) is not None:
                    shown[table.card.memory.state] += 1
                    session.answer(Rating.EASY, 1)
                    assert session.current() is None or collection.due()[row.name].total
                assert shown == {State.NEW: promised.new, State.REVIEW: promised.due}
                assert collection.due()[row.name] == Counts()
            clock.forward(days=rng.choice([1, 5, 30]))


def test_a_leech_warns_again_after_half_the_threshold(memory_disk: Path, clock: desk.Clock) -> None:
    with desk.with_cards(memory_disk / "c.db", 1, clock) as collection:
        desk.options_of(
            collection,
            "Desk",
            leech_threshold=4,
            leech_action=LeechAction.TAG,
            relearning_steps=(),
            learning_steps=(),
        )
        session = collection.study("Desk")
        warned = []
        for _ in range(9):
            while session.current() is None:
                clock.forward(days=1)
            if session.answer(Rating.AGAIN, 1).became_leech:
                warned.append(collection.cards()[0].memory.lapses)
        assert warned == [4, 6, 8]
        assert collection.cards()[0].tags == ("leech",)
        session.undo()
        assert collection.cards()[0].leech, "tagged by an earlier answer"


def test_a_deck_between_holds_its_limit_for_those_below(memory_disk: Path) -> None:
    notes = tuple(ParsedNote("A::B::C", desk.basic(number)) for number in range(9))
    with desk.opened(memory_disk / "c.db") as collection:
        texts = write_deck(ParsedDeck("A", notes))
        collection.build([SourceFile(name, text.encode()) for name, text in texts.items()])
        collection.set_options("A::B::C", DeckOptions(new_per_day=6))
        collection.set_options("A::B", DeckOptions(new_per_day=4))
        counts = {row.name: row.counts.new for row in collection.decks()}
        assert counts == {"A": 4, "A::B": 4, "A::B::C": 6}
        assert {name: desk.shown(collection, name).new for name in counts} == counts
        session = collection.study("A::B::C")
        for _ in range(3):
            desk.on_table(session)
            session.answer(Rating.EASY, 1)
        counts = {row.name: row.counts.new for row in collection.decks()}
        assert counts == {"A": 1, "A::B": 1, "A::B::C": 3}
        assert {name: desk.shown(collection, name).new for name in counts} == counts


def test_a_hidden_card_makes_room_for_the_next_and_undo_takes_it_again(memory_disk: Path) -> None:
    with desk.with_cards(memory_disk / "c.db", 9) as collection:
        desk.options_of(collection, "Desk", new_per_day=4)
        session = collection.study("Desk")
        for act in (session.bury, session.suspend):
            hidden = desk.on_table(session).card.id
            act()
            table = desk.on_table(session)
            assert table.card.id != hidden
            assert table.counts == collection.due()["Desk"]
            assert table.counts.new == 4
        session.undo()
        assert desk.on_table(session).card.id == hidden
        assert desk.on_table(session).counts == collection.due()["Desk"]
        session.suspend()
        seen = 0
        while (left := session.current()) is not None:
            assert left.counts == collection.due()["Desk"]
            session.answer(Rating.EASY, 1)
            seen += 1
        assert seen == 4
        assert collection.due()["Desk"] == Counts()
