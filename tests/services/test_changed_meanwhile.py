"""Cards that another window edits, suspends or deletes while a self-test is open."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.review import Rating
from studyapp.quiz.flip import Flip
from studyapp.quiz.tutor import Phase
from studyapp.services.selftest.cram import CramWishes
from tests import desk

DECK = "Desk"
NAMES = ("Anvers", "Brescia", "Cadiz", "Delft", "Emden", "Fiume", "Genoa", "Hull")
Change = Callable[[Collection, int], object]


@pytest.fixture
def here(memory_disk: Path, clock: desk.Clock) -> Collection:
    collection = desk.opened(memory_disk / "c.db", clock)
    notes = [
        Note(f"n{at}", NoteKind.BASIC, f"Where is the {name[0]} lamp?", name, (f"side{at % 2}",))
        for at, name in enumerate(NAMES)
    ]
    collection.build(desk.files(DECK, notes))
    return collection


@pytest.fixture
def there(here: Collection, clock: desk.Clock) -> Iterator[Collection]:
    with desk.opened(here.path, clock) as other:
        yield other


def edit(there: Collection, card_id: int) -> None:
    there.edit(card_id, "What hangs on the mole?", "a bell", [])


def suspend(there: Collection, card_id: int) -> None:
    there.suspend(card_id)


def test_learn_asks_a_card_as_it_is_now(here: Collection, there: Collection) -> None:
    sitting = here.learn(DECK)
    second = sitting._learn.queue[1]
    edit(there, second)
    sitting.unknown()
    view = sitting.go_on()
    assert view.item is not None
    assert (view.item.card_id, view.item.question) == (second, "What hangs on the mole?")
    assert view.question is not None
    if view.question.options:
        assert [each.text for each in view.question.options if each.right] in (["a bell"], [])
    sitting.unknown()
    assert sitting.go_on().item is not None
    assert here.learn(DECK).view().item == sitting.view().item


def test_learn_leaves_out_what_is_suspended(here: Collection, there: Collection) -> None:
    sitting = here.learn(DECK)
    second, third = sitting._learn.queue[1:3]
    suspend(there, second)
    sitting.unknown()
    item = sitting.go_on().item
    assert item is not None
    assert item.card_id == third
    for card in there.cards():
        suspend(there, card.id)
    sitting.unknown()
    assert sitting.go_on().summary is not None


def test_the_tutor_grades_what_it_asks(here: Collection, there: Collection) -> None:
    session = here.tutor(DECK)
    session.keep("a bell")
    edit(there, session.tutor.item.card_id)
    card = session.card()
    assert card is not None
    assert card.question == "What hangs on the mole?"
    assert session.tutor.text == "a bell"
    session.check("a bell")
    assert session.tutor.suggestion is Rating.GOOD


def test_the_tutor_passes_over_what_is_suspended(here: Collection, there: Collection) -> None:
    session = here.tutor(DECK)
    first, second = (item.card_id for item in session.tutor.waiting[:2])
    suspend(there, first)
    card = session.card()
    assert card is not None
    assert card.id == second
    for each in there.cards():
        suspend(there, each.id)
    assert session.card() is None
    assert session.tutor.phase is Phase.OVER


def test_cramming_leaves_out_what_is_suspended_and_undoes_the_rest(
    here: Collection, there: Collection
) -> None:
    session = here.cram(DECK, CramWishes(limit=2))
    table = session.current()
    assert table is not None
    missed = table.card.id
    session.answer(Rating.AGAIN, 1)
    other = session.current()
    assert other is not None
    suspend(there, missed)
    session.answer(Rating.AGAIN, 1)
    table = session.current()
    assert table is not None
    assert table.card.id == other.card.id
    undone = session.undo()
    assert undone is not None
    assert undone.id == other.card.id
    assert not session.can_undo
    assert session.undo() is None


def test_piles_and_flashcards_leave_out_what_is_suspended(
    here: Collection, there: Collection
) -> None:
    piles, flip = here.piles(DECK), here.flip(DECK)
    first, second = piles.piles.waiting[:2]
    suspend(there, second)
    piles.sort(known=True, duration_ms=1)
    card = piles.card()
    assert card is not None
    assert card.id not in (first, second)
    flip.do(lambda pile: Flip.step(pile, 1))
    top = flip.card()
    assert top is not None
    assert top.id not in (first, second)
    assert len(flip.pile.order) == len(NAMES) - 1


@pytest.mark.parametrize("change", [edit, suspend])
def test_sorting_passes_over_what_may_belong_elsewhere_now(
    here: Collection, there: Collection, change: Change
) -> None:
    by = here.sortings(DECK).attributes[0].key
    session = here.sort(DECK, by)
    first, second, third = session.round.waiting[:3]
    change(there, second)
    session.place(session.attribute.truth[first], 1)
    assert session.round.current == third
    assert session.shown is not None
    for card in session.round.waiting:
        change(there, card)
    session.place(session.attribute.truth[third], 1)
    assert session.round.current is None
    assert session.shown is None
