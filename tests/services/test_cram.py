"""Cramming and piles never move the schedule: memory before and after is the same, row for row."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import Queue, State
from studyapp.domain.review import Evidence, Rating
from studyapp.domain.selftest import Mode
from studyapp.errors import NotFoundError
from studyapp.services.exchange.exporting import Order
from studyapp.services.selftest import sittings
from studyapp.services.selftest.cram import CramSession, CramWishes
from studyapp.services.selftest.evidence import Given, record
from tests import desk


@pytest.fixture
def studied(memory_disk: Path, clock: desk.Clock) -> Collection:
    """Twelve cards: seven in review, one forgotten, the others new."""
    collection = desk.with_cards(memory_disk / "c.db", 12, clock=clock)
    desk.options_of(collection, "Desk", new_per_day=8)
    session = collection.study("Desk")
    desk.answer_all(session, Rating.GOOD, clock)
    clock.forward(days=20)
    collection.study("Desk").current()
    session = collection.study("Desk")
    desk.on_table(session)
    session.answer(Rating.AGAIN, 900)
    return collection


def memory(collection: Collection) -> list[dict[str, Any]]:
    return desk.rows(collection.path, "memory")


def log(collection: Collection) -> list[dict[str, Any]]:
    return desk.rows(collection.path, "review_log")


def crammed(session: CramSession, clock: desk.Clock, ratings: str = "1323441") -> list[int]:
    """Answer by these ratings in turn, then all with Good; return the cards as they came."""
    seen: list[int] = []
    for at in range(200):
        table = session.current()
        if table is None:
            return seen
        seen.append(table.card.id)
        session.answer(Rating(int(ratings[at])) if at < len(ratings) else Rating.GOOD, 1500)
        clock.forward(seconds=2)
    raise AssertionError("the session does not end")


def test_no_row_of_memory_is_touched(studied: Collection, clock: desk.Clock) -> None:
    before, due = memory(studied), studied.due()
    session = studied.cram("Desk", CramWishes())
    seen = crammed(session, clock)
    assert set(seen) == {card.id for card in studied.cards()}
    assert memory(studied) == before
    assert studied.due() == due
    added = [row for row in log(studied) if row["evidence"] == Evidence.CRAM]
    assert len(added) == len(seen)
    assert studied.check().ok
    assert desk.strays(studied.path) == {}


def test_what_was_not_known_comes_back_until_it_is(studied: Collection, clock: desk.Clock) -> None:
    seen = crammed(studied.cram("Desk", CramWishes()), clock, "11")
    assert sorted(each for each in set(seen) if seen.count(each) == 2) == sorted(seen[:2])
    assert len(seen) == 14


def test_the_weakest_come_first_and_new_ones_last(studied: Collection, clock: desk.Clock) -> None:
    seen = crammed(studied.cram("Desk", CramWishes()), clock, "")
    recalls = [studied.card(each).retrievability for each in seen]
    known = [each for each in recalls if each is not None]
    assert known == sorted(known)
    assert recalls[len(known) :] == [None] * (len(recalls) - len(known))
    assert len(known) == 8


def test_which_cards(studied: Collection, clock: desk.Clock) -> None:
    card = studied.card(3)
    studied.edit(3, card.front, card.back, ["tide", "Marked"])
    assert crammed(studied.cram("Desk", CramWishes(tags=("tide",))), clock) == [3, 3]
    assert crammed(studied.cram("Desk", CramWishes(starred=True)), clock, "") == [3]
    assert len(crammed(studied.cram("Desk", CramWishes(limit=4)), clock, "")) == 4
    weak = crammed(studied.cram("Desk", CramWishes(weak=True)), clock, "")
    assert all((studied.card(each).retrievability or 1) < 0.8 for each in weak)
    assert crammed(studied.cram("Desk", CramWishes(cards=(5, 6))), clock, "") in ([5, 6], [6, 5])
    studied.suspend(3)
    with pytest.raises(NotFoundError, match="as you wish"):
        studied.cram("Desk", CramWishes(tags=("tide",)))
    names = {each.name: each.cards for each in studied.cram_offer("Desk").filters}
    assert names["all cards"] == 11


def test_ratings_and_undo_do_not_mind_cramming_between(
    studied: Collection, clock: desk.Clock
) -> None:
    desk.options_of(studied, "Desk", new_per_day=20)
    session = studied.study("Desk")
    table = desk.on_table(session)
    cram = studied.cram("Desk", CramWishes(cards=(table.card.id,)))
    assert crammed(cram, clock, "1") == [table.card.id] * 2
    assert desk.on_table(session).card.id == table.card.id
    before = memory(studied)
    clock.now -= timedelta(hours=5)  # the next rating is older than what was crammed
    session.answer(Rating.GOOD, 1000)
    assert studied.check().ok
    crammed(studied.cram("Desk", CramWishes(cards=(table.card.id,))), clock, "13")
    assert studied.check().ok
    session.undo()
    assert studied.check().ok
    after = [{**row, "log_id": None} for row in memory(studied)]
    assert after == [{**row, "log_id": None} for row in before]
    assert desk.strays(studied.path) == {}


def test_a_clock_that_was_set_back_is_no_hindrance(studied: Collection, clock: desk.Clock) -> None:
    card = max(log(studied), key=lambda row: str(row["id"]))["card_id"]
    clock.now -= timedelta(hours=1)
    before = memory(studied)
    assert crammed(studied.cram("Desk", CramWishes(cards=(card,))), clock, "1113") == [card] * 4
    session = studied.cram("Desk", CramWishes(cards=(card,)))
    session.answer(Rating.GOOD, 1)
    session.undo()
    assert memory(studied) == before
    rated = studied._workspace
    (done,) = record(rated, [Given(card, Evidence.TYPED, False, 1)])
    assert done.reviewed
    assert studied.check().ok
    assert desk.strays(studied.path) == {}


def test_a_cram_answer_can_be_taken_back(studied: Collection, clock: desk.Clock) -> None:
    before = memory(studied)
    session = studied.cram("Desk", CramWishes())
    assert session.undo() is None
    first = session.current()
    assert first is not None
    session.answer(Rating.AGAIN, 500)
    assert session.last is Rating.AGAIN
    clock.forward(seconds=3)
    card = session.undo()
    assert card is not None
    assert card.id == first.card.id
    table = session.current()
    assert table is not None
    assert table.card.id == first.card.id
    assert not session.can_undo
    assert memory(studied) == before
    newest = [row for row in log(studied) if row["evidence"] in (Evidence.CRAM, Evidence.VOID)]
    assert len(newest) == 2
    assert studied.check().ok
    assert studied.check(repair=True).repaired == ()


def test_taking_back_the_last_answer_opens_the_session_again(
    studied: Collection, clock: desk.Clock
) -> None:
    session = studied.cram("Desk", CramWishes(cards=(5,)))
    session.answer(Rating.GOOD, 100)
    workspace = studied._workspace
    assert sittings.left(workspace, Mode.CRAM, "Desk") is None
    session.undo()
    assert sittings.left(workspace, Mode.CRAM, "Desk") is not None
    assert sittings.ended(workspace, Mode.CRAM, "Desk") == ()


def test_a_session_that_was_left_goes_on(studied: Collection, clock: desk.Clock) -> None:
    session = studied.cram("Desk", CramWishes(limit=6))
    for rating in (Rating.AGAIN, Rating.GOOD, Rating.GOOD):
        session.current()
        session.answer(rating, 100)
    expected = session.current()
    (begun,) = [each for each in studied.cram_offer("Desk").filters if each.left]
    assert (begun.name, begun.cards, begun.left) == ("the weakest 6", 6, 4)
    again = studied.cram("Desk")
    assert again.resumed
    assert again.current() == expected
    assert (again.known, again.left, again.wishes.limit) == (2, 4, 6)
    assert not again.can_undo


def test_nothing_is_stored_of_an_answer_that_failed(
    studied: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = studied.cram("Desk", CramWishes())
    table, entries = session.current(), log(studied)

    def fail(*given: object, **named: object) -> None:
        raise NotFoundError("no", "no")

    monkeypatch.setattr("studyapp.services.selftest.kept.sittings.keep", fail)
    with pytest.raises(NotFoundError):
        session.answer(Rating.GOOD, 100)
    assert log(studied) == entries
    assert session.current() == table
    assert not session.can_undo


def test_cram_answers_count_against_no_limit(memory_disk: Path, clock: desk.Clock) -> None:
    collection = desk.with_cards(memory_disk / "c.db", 6, clock=clock)
    desk.options_of(collection, "Desk", new_per_day=3)
    crammed(collection.cram("Desk", CramWishes()), clock)
    assert collection.due()["Desk"].new == 3
    assert {card.memory.state for card in collection.cards()} == {State.NEW}


def test_flags_and_edits_while_cramming(studied: Collection) -> None:
    session = studied.cram("Desk", CramWishes(cards=(5,)))
    session.edit("Anew?", "Yes.", ["t"])
    table = session.current()
    assert table is not None
    assert (table.card.question, table.card.queue) == ("Anew?", Queue.ACTIVE)
    with pytest.raises(LookupError):
        session.bury()


def test_piles_move_nothing(studied: Collection, clock: desk.Clock) -> None:
    before = memory(studied)
    session = studied.piles("Desk")
    known = {}
    for at in range(12):
        card = session.card()
        assert card is not None
        known[card.id] = at % 3 != 0
        session.sort(known=known[card.id], duration_ms=700)
        if at == 5:
            session.undo()
            session.sort(known=known[card.id], duration_ms=700)
        if at == 7:
            session = studied.piles("Desk")
            assert session.resumed
    assert session.card() is None
    assert set(session.learning) == {card for card, each in known.items() if not each}
    assert memory(studied) == before
    assert studied.check().ok
    (over,) = sittings.ended(studied._workspace, Mode.SORT, "Desk")
    assert over.score == pytest.approx(8 / 12)
    learning = set(session.learning)
    session.again()
    assert set(session.piles.waiting) == learning
    assert not session.can_undo


def test_what_is_left_of_the_piles_is_json(studied: Collection) -> None:
    studied.piles("Desk").sort(known=True, duration_ms=1)
    (row,) = desk.rows(studied.path, "sitting")
    assert json.loads(row["state"])["known"]
    assert json.loads(row["wishes"]) == {"by": "piles"}


def test_wishes_go_on_with_a_session_of_the_same_wishes_only(studied: Collection) -> None:
    wishes = CramWishes(limit=5)
    session = studied.cram("Desk", wishes)
    session.answer(Rating.GOOD, 1)
    assert studied.cram("Desk", wishes).resumed
    assert not studied.cram("Desk", CramWishes(limit=6)).resumed
    assert not studied.cram("Desk", CramWishes(limit=6), fresh=True).resumed


def test_a_cram_of_other_cards_leaves_what_was_left_of_the_first(studied: Collection) -> None:
    ways = [CramWishes(), CramWishes(limit=5), CramWishes(cards=(5, 6)), CramWishes(cards=(5, 7))]
    for wishes in ways:
        studied.cram("Desk", wishes).answer(Rating.GOOD, 1)
    left = {each.wishes: each.left for each in studied.cram_offer("Desk").filters if each.left}
    assert left == {ways[0]: 11, ways[1]: 4, ways[2]: 1, ways[3]: 1}
    assert studied.cram("Desk").wishes == ways[3]
    for wishes in ways:
        assert studied.cram("Desk", wishes).resumed
    assert not studied.cram("Desk", ways[1], fresh=True).resumed
    assert studied.cram("Desk", ways[0]).resumed


def test_check_still_finds_a_memory_that_misses_an_answer(studied: Collection) -> None:
    crammed_card = 5
    session = studied.cram("Desk", CramWishes(cards=(crammed_card,)))
    session.answer(Rating.GOOD, 1)
    assert studied.check().ok
    first = min((row["id"] for row in log(studied) if row["card_id"] == crammed_card), default=None)
    assert first is not None
    with closing(sqlite3.connect(studied.path)) as database, database:
        database.execute("UPDATE memory SET log_id = ? WHERE card_id = ?", (first, crammed_card))
    assert not studied.check().ok
    assert studied.check(repair=True).repaired
    assert studied.check().ok


@pytest.mark.parametrize("name", ["all.json", "all.apkg"])
def test_what_was_crammed_travels_and_stays_sound(
    studied: Collection, clock: desk.Clock, memory_disk: Path, name: str
) -> None:
    crammed(studied.cram("Desk", CramWishes()), clock)
    file = memory_disk / name
    studied.export_file(file, Order(scheduling=True))
    with desk.opened(memory_disk / "other.db", clock) as other:
        other.import_files([file])
        assert other.check().ok
        assert other.due() == studied.due()
        there = [card.memory.stability for card in other.cards()]
        here = [card.memory.stability for card in studied.cards()]
        assert there == pytest.approx(here, abs=1e-3)  # Anki keeps four decimals
    studied.import_files([file])
    assert studied.check().ok
