"""What a self-test does to memory: recall is a review, recognition is not, a mistake is due."""

from pathlib import Path
from typing import Any

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import Flag, Queue, State
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Evidence, Rating
from studyapp.domain.selftest import Mode
from studyapp.services.selftest import evidence, sittings
from studyapp.services.selftest.evidence import Given
from studyapp.services.selftest.items import items
from studyapp.storage import selftest as stored
from studyapp.storage.engine import reading, writing
from tests import desk

RECOGNISED = (Evidence.CHOICE, Evidence.MATCH)


@pytest.fixture
def learned(tmp_path: Path, clock: desk.Clock) -> Collection:
    """Ten cards, of which all are in review and due in some days; none today."""
    collection = desk.with_cards(tmp_path / "c.db", clock=clock)
    desk.answer_all(collection.study("Desk"), Rating.GOOD, clock)
    clock.forward(days=1)
    assert {card.memory.state for card in collection.cards()} == {State.REVIEW}
    assert collection.due()["Desk"].total == 0
    return collection


def memory(collection: Collection) -> list[dict[str, Any]]:
    return desk.rows(collection.path, "memory")


def without_log(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: row[key] for key in row if key != "log_id"} for row in rows]


def log(collection: Collection, card_id: int) -> list[dict[str, Any]]:
    return [row for row in desk.rows(collection.path, "review_log") if row["card_id"] == card_id]


def give(collection: Collection, *given: Given) -> tuple[evidence.Recorded, ...]:
    done = evidence.record(collection._workspace, given)
    assert collection.check().ok
    return done


@pytest.mark.parametrize("kind", RECOGNISED)
@pytest.mark.parametrize("days", [0, 30])
def test_recognition_moves_nothing(
    learned: Collection, clock: desk.Clock, kind: Evidence, days: int
) -> None:
    clock.forward(days=days)
    before = without_log(memory(learned))
    (done,) = give(learned, Given(1, kind, True, 900))
    assert not done.reviewed
    assert not done.made_due
    assert without_log(memory(learned)) == before
    newest = log(learned, 1)[-1]
    assert (newest["evidence"], newest["rating"]) == (kind, Rating.HARD)


@pytest.mark.parametrize("kind", RECOGNISED)
def test_what_was_not_recognised_is_due(learned: Collection, kind: Evidence) -> None:
    before = learned.card(1).memory
    (done,) = give(learned, Given(1, kind, False, 900))
    after = learned.card(1).memory
    assert done.made_due
    assert learned.due()["Desk"].due == 1
    assert (after.stability, after.lapses, after.reps) == (
        before.stability,
        before.lapses,
        before.reps,
    )
    (again,) = give(learned, Given(1, kind, False, 900))
    assert not again.made_due


@pytest.mark.parametrize("kind", RECOGNISED)
@pytest.mark.parametrize("lapsed", [False, True])
def test_a_step_that_was_not_recognised_is_due_at_once(
    tmp_path: Path, clock: desk.Clock, kind: Evidence, lapsed: bool
) -> None:
    collection = desk.with_cards(tmp_path / "c.db", clock=clock)
    if lapsed:
        desk.answer_all(collection.study("Desk"), Rating.GOOD, clock)
        give(collection, Given(1, Evidence.TYPED, False))
    else:
        give(collection, Given(1, Evidence.TYPED, True))
    before = collection.card(1).memory
    assert before.state is (State.RELEARNING if lapsed else State.LEARNING)
    learning = collection.due()["Desk"].learning
    (done,) = give(collection, Given(1, kind, False, 900))
    after = collection.card(1).memory
    assert done.made_due
    assert collection.due()["Desk"].learning >= learning
    assert after.is_due(clock.now, collection._workspace.today(clock.now))
    assert (after.state, after.step, after.stability) == (
        before.state,
        before.step,
        before.stability,
    )
    with writing(collection._workspace.engine) as connection:
        evidence.take_back_in(collection._workspace, connection, [done])
    assert collection.card(1).memory == before


def test_a_new_card_that_was_not_recognised_is_still_new(tmp_path: Path) -> None:
    collection = desk.with_cards(tmp_path / "c.db")
    wrong, right = give(
        collection, Given(1, Evidence.CHOICE, False), Given(2, Evidence.CHOICE, True)
    )
    assert (wrong.made_due, wrong.still_new) == (False, True)
    assert not right.still_new
    assert collection.card(1).memory.state is State.NEW


def test_typed_recall_of_a_due_card_is_a_review(learned: Collection, clock: desk.Clock) -> None:
    clock.forward(days=30)
    before = learned.card(1).memory
    (done,) = give(learned, Given(1, Evidence.TYPED, True, 4000))
    after = learned.card(1).memory
    assert done.reviewed
    assert after.stability is not None
    assert before.stability is not None
    assert after.stability > before.stability
    assert log(learned, 1)[-1]["rating"] == Rating.GOOD
    assert not after.is_due(clock.now, after.last_day or 0)


def test_typed_recall_before_its_time_moves_nothing(learned: Collection) -> None:
    before = without_log(memory(learned))
    (done,) = give(learned, Given(1, Evidence.TYPED, True, 4000))
    assert not done.reviewed
    assert without_log(memory(learned)) == before
    assert log(learned, 1)[-1]["evidence"] == Evidence.CRAM


def test_a_typed_mistake_is_a_lapse_whenever_it_comes(learned: Collection) -> None:
    (done,) = give(learned, Given(1, Evidence.TYPED, False, 4000))
    after = learned.card(1).memory
    assert done.reviewed
    assert done.made_due
    assert (after.state, after.lapses) == (State.RELEARNING, 1)


def test_typed_recall_introduces_a_new_card(tmp_path: Path) -> None:
    collection = desk.with_cards(tmp_path / "c.db")
    give(collection, Given(1, Evidence.TYPED, True, 1000))
    assert collection.card(1).memory.state is State.LEARNING
    give(collection, Given(2, Evidence.CHOICE, False, 1000))
    assert collection.card(2).memory.state is State.NEW


def test_cramming_moves_nothing(learned: Collection, clock: desk.Clock) -> None:
    clock.forward(days=20)
    before = without_log(memory(learned))
    give(
        learned,
        *(Given(card, Evidence.CRAM, right) for card in range(1, 11) for right in (True, False)),
    )
    assert without_log(memory(learned)) == before
    assert learned.due()["Desk"].due == 10


def test_games_do_not_count_against_the_limits_of_the_day(
    learned: Collection, clock: desk.Clock
) -> None:
    clock.forward(days=30)
    desk.options_of(learned, "Desk", reviews_per_day=2, fuzz=False)
    give(learned, *(Given(card, Evidence.CHOICE, True) for card in range(1, 11)))
    assert learned.due()["Desk"].due == 2
    session = learned.study("Desk")
    assert session.current() is not None
    session.answer(Rating.GOOD, 1000)
    give(learned, Given(1, Evidence.CHOICE, True), Given(5, Evidence.CRAM, True))
    assert learned.due()["Desk"].due == 1


def test_suspended_cards_stay_so(learned: Collection) -> None:
    learned.suspend(1)
    before = without_log(memory(learned))
    give(learned, Given(1, Evidence.TYPED, False), Given(1, Evidence.CHOICE, False))
    assert without_log(memory(learned)) == before
    assert learned.card(1).queue is Queue.SUSPENDED


def test_a_card_that_is_gone_is_left_out(learned: Collection) -> None:
    assert give(learned, Given(999, Evidence.CHOICE, False, confused_with=1)) == ()


def test_a_typed_mistake_can_make_a_leech(learned: Collection, clock: desk.Clock) -> None:
    desk.options_of(learned, "Desk", leech_threshold=1)
    (done,) = give(learned, Given(1, Evidence.TYPED, False))
    assert done.became_leech
    assert learned.card(1).queue is Queue.SUSPENDED


def test_confusions_name_both_cards(learned: Collection) -> None:
    give(
        learned,
        Given(1, Evidence.CHOICE, False, confused_with=2),
        Given(3, Evidence.TYPED, False, confused_with=3),
        Given(4, Evidence.TYPED, False),
    )
    with reading(learned._workspace.engine) as connection:
        found = stored.confusions(connection, learned._workspace.learner_id)
    assert [(row.card_id, row.other_id, row.evidence) for row in found] == [(1, 2, Evidence.CHOICE)]


def test_an_open_session_sees_what_a_test_made_due(learned: Collection) -> None:
    session = learned.study("Desk")
    assert session.current() is None
    give(learned, Given(3, Evidence.CHOICE, False))
    assert desk.on_table(session).card.id == 3
    session.answer(Rating.GOOD, 1000)
    assert learned.check().ok
    session.undo()
    assert learned.card(3).memory.is_due(desk.NOON, learned._workspace.today(desk.NOON) + 1)


def test_a_sitting_is_found_where_it_was_left(learned: Collection, clock: desk.Clock) -> None:
    workspace = learned._workspace
    assert sittings.left(workspace, Mode.LEARN, "Desk") is None
    first = sittings.begin(workspace, Mode.LEARN, "Desk", {"round": 7}, {"at": 0})
    other = sittings.begin(workspace, Mode.MATCH, "Desk", {}, {})
    clock.forward(minutes=3)
    with writing(workspace.engine) as connection:
        sittings.keep(workspace, connection, first, {"at": 2}, asked=2, correct=1)
    found = sittings.left(workspace, Mode.LEARN, "Desk")
    assert found is not None
    assert (found.id, found.state, found.wishes, found.asked) == (first, {"at": 2}, {"round": 7}, 2)
    second = sittings.begin(workspace, Mode.LEARN, "Desk", {}, {"at": 0})
    found = sittings.left(workspace, Mode.LEARN, "Desk")
    assert found is not None
    assert found.id == second != first
    with writing(workspace.engine) as connection:
        sittings.keep(workspace, connection, other, {}, asked=6, correct=6, ended=True, score=31.5)
    assert sittings.left(workspace, Mode.MATCH, "Desk") is None
    (over,) = sittings.ended(workspace, Mode.MATCH, "Desk")
    assert (over.score, over.mode) == (31.5, Mode.MATCH)


def test_items_are_cards_as_tests_ask_them(tmp_path: Path) -> None:
    collection = desk.opened(tmp_path / "c.db")
    notes = [desk.of_kind(kind, 1) for kind in (NoteKind.CLOZE, NoteKind.REVERSED)]
    collection.build(desk.files("Desk", [*notes, desk.basic(2)]))
    workspace = collection._workspace
    found = items(workspace, "Desk")
    assert [item.term for item in found] == [
        "One",
        "two",
        "three",
        "Back 1",
        "Front 1",
        "Answer 2.",
    ]
    assert len({item.family for item in found}) == 3
    last = collection.cards()[-1]
    collection.edit(last.id, last.front, "**Bold** and *such*", ["Marked", "war::east"])
    (starred,) = items(workspace, "Desk", starred=True)
    assert starred.term == "Bold and such"
    assert [item.card_id for item in items(workspace, "Desk", tags=["war"])] == [last.id]
    assert items(workspace, "Desk", tags=["wa"]) == ()
    assert items(workspace, "Desk", weak=True) == ()
    collection.suspend(last.id)
    collection.set_flag(found[0].card_id, Flag.RED)
    assert len(items(workspace, "Desk")) == 5
