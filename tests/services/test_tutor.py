"""The tutor on a collection in a file: what is stored when, and what it says about memory."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import State
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.review import Evidence, Rating
from studyapp.domain.selftest import Mode
from studyapp.errors import NotFoundError, StudyError
from studyapp.quiz.tutor import Phase
from studyapp.services.selftest import sittings
from studyapp.services.selftest.tutor import TutorSession
from studyapp.storage import selftest as stored
from studyapp.storage.engine import reading
from tests import desk
from tests.quiz.tutored import CANAL, CANAL_Q, LOCK, LOCK_Q, PARTLY

TEXTS = ((LOCK_Q, LOCK), (CANAL_Q, CANAL), ("What holds the water back?", "a gate"))


@pytest.fixture
def collection(tmp_path: Path, clock: desk.Clock) -> Iterator[Collection]:
    """Two long answers and a short one, all new."""
    with desk.opened(tmp_path / "c.db", clock) as opened:
        notes = [
            Note(note_guid("canals", front), NoteKind.BASIC, front, back) for front, back in TEXTS
        ]
        opened.build(desk.files("Canals", notes))
        yield opened
        assert opened.check().ok


def log(collection: Collection) -> list[dict[str, Any]]:
    return desk.rows(collection.path, "review_log")


def to_the_end(session: TutorSession, rating: Rating | None = None) -> None:
    """Settle the question on the table."""
    before = len(session.tutor.results)
    if session.tutor.phase is Phase.TYPING:
        session.check(session.tutor.text)
    while len(session.tutor.results) == before:
        if session.tutor.phase is Phase.FOLLOW_UP:
            session.give_up()
        else:
            session.rate(rating)


def test_long_answers_are_asked_first(collection: Collection) -> None:
    session = collection.tutor("canal")
    assert session.deck == "Canals"
    assert [each.question for each in session.tutor.waiting] == [front for front, _ in TEXTS]
    assert session.card() == collection.card(1)
    assert len(collection.tutor("Canals", limit=2, fresh=True).tutor.waiting) == 2


def test_the_confirmed_rating_is_the_evidence(collection: Collection, clock: desk.Clock) -> None:
    session = collection.tutor("Canals")
    session.check(PARTLY, 42_000)
    clock.forward(minutes=1)
    assert session.rate() is None
    assert log(collection) == []
    while session.tutor.phase is Phase.FOLLOW_UP:
        session.give_up()
    done = session.rate(Rating.HARD)
    assert done is not None
    assert (done.reviewed, done.made_due) == (True, False)
    (entry,) = log(collection)
    assert entry["card_id"] == 1
    assert entry["evidence"] == Evidence.TYPED
    assert entry["rating"] == Rating.HARD
    assert entry["duration_ms"] == 42_000
    assert collection.card(1).memory.state is State.LEARNING


def test_a_wrong_answer_makes_due_and_names_whose_it_is(
    collection: Collection, clock: desk.Clock
) -> None:
    for card in collection.cards():
        collection.unsuspend(card.id)
    desk.answer_all(collection.study("Canals"), Rating.EASY, clock)
    clock.forward(days=1)
    assert collection.due()["Canals"].due == 0
    session = collection.tutor("Canals")
    here = session.tutor.item.card_id
    other = {1: 2, 2: 1}[here]
    session.check(collection.card(other).back)
    assert session.tutor.confused_with == other
    assert session.other(other) == collection.card(other).question
    assert session.other(99) == ""
    session.rate(Rating.AGAIN)
    while session.tutor.phase is Phase.FOLLOW_UP:
        session.give_up()
    done = session.rate()
    assert done is not None
    assert done.made_due
    assert collection.due()["Canals"].total == 1
    with reading(collection._workspace.engine) as connection:
        (found,) = stored.confusions(connection, collection._workspace.learner_id)
    assert (found.card_id, found.other_id, found.evidence) == (here, other, Evidence.TYPED)


@pytest.mark.parametrize("steps", range(6))
def test_left_anywhere_it_goes_on_there(
    collection: Collection, clock: desk.Clock, steps: int
) -> None:
    session = collection.tutor("Canals")
    assert not session.resumed
    script: tuple[Callable[[], object], ...] = (
        lambda: session.keep("The boat goes in", 700),
        lambda: session.check(PARTLY, 300),
        lambda: session.rate(),
        lambda: session.reply(""),
        lambda: session.reply("no idea"),
        lambda: to_the_end(session),
    )
    for step in script[: steps + 1]:
        step()
    with desk.opened(collection.path, clock) as again:
        found = again.tutor("Canals")
        assert found.resumed
        assert found.tutor == session.tutor
        assert found.tutor.phase is session.tutor.phase


def test_evidence_and_place_are_one_transaction(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = collection.tutor("Canals")
    session.check("a boat", 5)
    before = session.tutor

    def fails(*given: Any, **named: Any) -> None:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(sittings, "keep", fails)
    with pytest.raises(sqlite3.OperationalError):
        to_the_end(session, Rating.GOOD)
    assert log(collection) == []
    assert session.tutor.results == before.results == ()
    monkeypatch.undo()
    to_the_end(session, Rating.GOOD)
    assert len(log(collection)) == 1


def test_a_sitting_that_ends_is_in_the_history(collection: Collection, clock: desk.Clock) -> None:
    session = collection.tutor("Canals")
    for answer, rating in ((LOCK, Rating.GOOD), ("", Rating.AGAIN), ("a gate", None)):
        session.keep(answer, 1_000)
        to_the_end(session, rating)
    assert session.tutor.phase is Phase.OVER
    assert session.card() is None
    (ended,) = sittings.ended(collection._workspace, Mode.TUTOR, "Canals")
    assert (ended.asked, ended.correct, ended.duration_ms) == (3, 2, 3_000)
    assert ended.score == pytest.approx(sum(e.score for e in session.tutor.results) / 3)
    assert sittings.left(collection._workspace, Mode.TUTOR, "Canals") is None
    clock.forward(minutes=2)
    session.begin()
    assert not session.resumed
    assert session.tutor.text == ""
    assert session.tutor.item.card_id == 2, "what was wrong comes first"


def test_beginning_anew_gives_up_what_was_left(collection: Collection) -> None:
    collection.tutor("Canals").keep("half of it", 10)
    session = collection.tutor("Canals", fresh=True)
    assert session.tutor.text == ""
    assert collection.tutor("Canals").tutor.text == ""


def test_cards_edited_and_taken_away_meanwhile(collection: Collection) -> None:
    session = collection.tutor("Canals")
    session.check(PARTLY)
    collection.edit(1, LOCK_Q + " Say it in order.", LOCK, ())
    again = collection.tutor("Canals")
    assert (again.tutor.phase, again.tutor.text) == (Phase.TYPING, PARTLY)
    collection.suspend(1)
    after = collection.tutor("Canals")
    assert (after.tutor.item.card_id, after.tutor.text) == (2, "")
    collection.suspend(2)
    collection.suspend(3)
    with pytest.raises(NotFoundError, match="nothing to ask"):
        collection.tutor("Canals")


def test_a_card_deleted_under_it_is_passed_over(collection: Collection) -> None:
    session = collection.tutor("Canals")
    with closing(sqlite3.connect(collection.path)) as file, file:
        file.execute("DELETE FROM memory WHERE card_id = 1")
        file.execute("DELETE FROM card WHERE id = 1")
    card = session.card()
    assert card is not None
    assert card.id == 2
    assert [each.card_id for each in session.tutor.waiting] == [2, 3]


def test_a_sitting_on_nothing_more_begins_anew(collection: Collection) -> None:
    session = collection.tutor("Canals", limit=1)
    assert session.tutor.item.card_id == 1
    collection.suspend(1)
    again = collection.tutor("Canals")
    assert not again.resumed
    assert [each.card_id for each in again.tutor.waiting] == [2, 3]


def test_without_a_suggestion_a_rating_is_needed(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studyapp.grading import Band
    from studyapp.grading.verdict import verdict
    from studyapp.quiz import tutor as machine

    monkeypatch.setattr(machine, "grade", lambda *given: verdict(Band.ABSTAIN, 0.0))
    session = collection.tutor("Canals")
    session.check("who knows")
    with pytest.raises(StudyError, match="Rate the answer yourself"):
        session.rate()
    assert session.tutor.phase is Phase.VERDICT
    assert session.rate(Rating.GOOD) is not None


def test_unknown_decks(collection: Collection) -> None:
    with pytest.raises(NotFoundError):
        collection.tutor("Railways")
