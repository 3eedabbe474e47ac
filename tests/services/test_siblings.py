"""Siblings: cards of one note do not meet on one day, unless the learner wants it."""

from pathlib import Path

import pytest

from studyapp.domain.card import Queue
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Rating
from studyapp.services.views import Counts
from tests import desk


@pytest.mark.parametrize(
    ("kind", "cards"), [(NoteKind.BASIC, 1), (NoteKind.REVERSED, 2), (NoteKind.CLOZE, 3)]
)
def test_one_card_of_a_note_a_day(memory_disk: Path, kind: NoteKind, cards: int) -> None:
    clock = desk.Clock()
    with desk.opened(memory_disk / "c.db", clock) as collection:
        collection.build(desk.files("Desk", [desk.of_kind(kind, 1), desk.of_kind(kind, 2)]))
        assert len(collection.cards()) == 2 * cards
        assert collection.due() == {"Desk": Counts(new=2)}
        session = collection.study("Desk")
        assert desk.on_table(session).siblings_buried == 2 * (cards - 1)
        first = desk.answer_all(session, Rating.EASY, clock)
        assert len({collection.card(each).note_id for each in first}) == len(first) == 2
        assert collection.due() == {"Desk": Counts()}
        assert collection.study("Desk").current() is None
        clock.forward(days=1)
        assert collection.due() == {"Desk": Counts(new=2 if cards > 1 else 0)}
        second = desk.answer_all(collection.study("Desk"), Rating.EASY, clock)
        assert not set(first) & set(second)


def test_a_review_comes_before_the_new_card_of_its_note(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.opened(memory_disk / "c.db", clock) as collection:
        collection.build(desk.files("Desk", [desk.of_kind(NoteKind.REVERSED, 1)]))
        desk.answer_all(collection.study("Desk"), Rating.EASY, clock)
        clock.forward(days=40)
        assert collection.due() == {"Desk": Counts(due=1)}
        card = desk.on_table(collection.study("Desk")).card
        assert card.memory.reps == 1


def test_a_limit_is_not_spent_on_buried_siblings(memory_disk: Path) -> None:
    with desk.opened(memory_disk / "c.db") as collection:
        collection.build(
            desk.files("Desk", [desk.of_kind(NoteKind.CLOZE, number) for number in range(9)])
        )
        desk.options_of(collection, "Desk", new_per_day=6)
        assert collection.due() == {"Desk": Counts(new=6)}
        assert desk.shown(collection, "Desk") == Counts(new=6)


def test_siblings_that_are_not_buried_all_come(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.opened(memory_disk / "c.db", clock) as collection:
        collection.build(desk.files("Desk", [desk.of_kind(NoteKind.CLOZE, 1)]))
        desk.options_of(collection, "Desk", bury_siblings=False)
        assert collection.due() == {"Desk": Counts(new=3)}
        session = collection.study("Desk")
        assert desk.on_table(session).siblings_buried == 0
        assert len(set(desk.answer_all(session, Rating.EASY, clock))) == 3


def test_an_undone_answer_frees_the_siblings(memory_disk: Path) -> None:
    with desk.opened(memory_disk / "c.db") as collection:
        collection.build(desk.files("Desk", [desk.of_kind(NoteKind.REVERSED, 1)]))
        session = collection.study("Desk")
        card = desk.on_table(session).card
        session.answer(Rating.EASY, 1)
        assert collection.due() == {"Desk": Counts()}
        session.undo()
        assert collection.due() == {"Desk": Counts(new=1)}
        collection.suspend(card.id)
        assert collection.due() == {"Desk": Counts(new=1)}
        other = desk.on_table(collection.study("Desk")).card
        assert other.id != card.id
        assert other.note_id == card.note_id
        assert (other.question, other.answer) == (card.answer, card.question)
        assert collection.card(card.id).queue is Queue.SUSPENDED
