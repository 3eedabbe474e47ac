"""A session left at any point goes on where it was; a new day brings its cards."""

from pathlib import Path
from random import Random

import pytest

from studyapp.collection import StudySession
from studyapp.domain.card import Flag, Queue
from studyapp.domain.deck import NewOrder, ReviewOrder
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Rating
from studyapp.errors import NotFoundError
from studyapp.services.views import Counts
from tests import desk
from tests.few import few


def rest(session: StudySession, most: int = 200) -> list[int]:
    """Return the cards that a session goes through when all are easy."""
    seen: list[int] = []
    while (table := session.current()) is not None and len(seen) < most:
        seen.append(table.card.id)
        session.answer(Rating.EASY, 1)
    return seen


def half_learned(path: Path, clock: desk.Clock, rng: Random) -> None:
    """Make a deck in which reviews and new cards wait, some with siblings."""
    with desk.opened(path, clock) as collection:
        notes = [desk.of_kind(rng.choice(list(NoteKind)), number) for number in range(24)]
        collection.build(desk.files("Desk", notes[:12]))
        collection.build(desk.files("Desk::Sub", notes[12:]))
        desk.options_of(
            collection,
            "Desk",
            new_per_day=rng.choice([3, 7, 20]),
            new_order=rng.choice(list(NewOrder)),
            review_order=rng.choice([ReviewOrder.DUE, ReviewOrder.RANDOM]),
            bury_siblings=rng.random() < 0.5,
        )
        rest(collection.study("Desk"), 9)
        clock.forward(days=20)


@pytest.mark.parametrize("seed", few(range(5), range(2)))
def test_a_session_opened_again_goes_on_where_it_was(memory_disk: Path, seed: int) -> None:
    clock = desk.Clock()
    half_learned(memory_disk / "whole.db", clock, Random(seed))
    data = (memory_disk / "whole.db").read_bytes()
    (memory_disk / "parts.db").write_bytes(data)
    with desk.opened(memory_disk / "whole.db", clock) as collection:
        counts = desk.on_table(collection.study("Desk")).counts
        assert min(counts.new, counts.due) >= 1, "both, or it is too easy"
        whole = rest(collection.study("Desk"))
    parts: list[int] = []
    while len(parts) <= len(whole):
        with desk.opened(memory_disk / "parts.db", clock) as collection:
            assert collection.due()["Desk"].total == len(whole) - len(parts)
            some = rest(collection.study("Desk"), 1 + seed % 3)
        if not some:
            break
        parts += some
    assert parts == whole


@pytest.mark.parametrize("rating", Rating)
def test_the_next_card_is_the_same_after_any_rating(memory_disk: Path, rating: Rating) -> None:
    path, clock = memory_disk / "c.db", desk.Clock()
    with desk.with_cards(path, 8, clock) as collection:
        session = collection.study("Desk")
        following = []
        for _ in range(7):
            desk.on_table(session)
            session.answer(rating, 1)
            clock.forward(seconds=1)
            following.append(desk.on_table(session))
            with desk.opened(path, clock) as other:
                again = desk.on_table(other.study("Desk"))
                assert (again.card, again.counts) == (following[-1].card, following[-1].counts)
                assert again.previews == following[-1].previews
        assert len({table.card.id for table in following}) == 7


def test_closing_without_an_answer_changes_nothing(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    with desk.with_cards(path) as collection:
        table = desk.on_table(collection.study("Desk"))
    before = desk.everything(path)
    with desk.opened(path) as collection:
        assert desk.on_table(collection.study("Desk")) == table
    assert desk.everything(path) == before


def test_a_new_day_brings_its_cards_into_the_open_session(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.with_cards(memory_disk / "c.db", 30, clock) as collection:
        desk.options_of(collection, "Desk", new_per_day=4)
        session = collection.study("Desk")
        assert len(rest(session)) == 4
        assert session.current() is None
        clock.forward(hours=15, minutes=59)
        assert session.current() is None
        clock.forward(minutes=1)
        assert desk.on_table(session).counts.new == 4
        assert desk.on_table(session).counts == desk.shown(collection, "Desk")
        assert len(rest(session)) == 4


def test_a_card_left_on_the_table_over_night_is_rated_on_the_new_day(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.with_cards(memory_disk / "c.db", 5, clock) as collection:
        desk.options_of(collection, "Desk", new_per_day=2)
        session = collection.study("Desk")
        card = desk.on_table(session).card
        clock.forward(days=1)
        memory = session.answer(Rating.EASY, 1).memory
        assert memory.last_day == memory.first_day
        assert collection.due() == {"Desk": Counts(new=1)}
        assert desk.on_table(session).counts == Counts(new=1)
        assert desk.on_table(session).card.id != card.id


def test_decks_and_options_that_came_meanwhile_are_there_on_the_new_day(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.with_cards(memory_disk / "c.db", 5, clock) as collection:
        session = collection.study("Desk")
        desk.on_table(session)
        collection.build(desk.files("Desk::Sub", map(desk.basic, range(50, 60))))
        desk.options_of(collection, "Desk::Sub", new_per_day=3)
        clock.forward(days=1)
        assert desk.on_table(session).counts == Counts(new=8)
        decks = [collection.card(each).deck for each in rest(session)]
        assert decks.count("Desk::Sub") == 3
        clock.forward(days=300)
        assert desk.on_table(session).counts.due >= 8
        assert session.summary().tomorrow >= 8


def test_buried_cards_come_back_tomorrow_or_when_asked(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.with_cards(memory_disk / "c.db", 3, clock) as collection:
        session = collection.study("Desk")
        hidden = []
        for _ in range(2):
            hidden.append(desk.on_table(session).card.id)
            session.bury()
        assert [collection.card(each).queue for each in hidden] == [Queue.BURIED] * 2
        assert collection.due() == {"Desk": Counts(new=1)}
        assert collection.unbury("desk") == 2
        assert collection.unbury("desk") == 0
        assert collection.due() == {"Desk": Counts(new=3)}
        assert set(hidden) <= set(rest(collection.study("Desk")))
        clock.forward(days=30)
        again = collection.study("Desk")
        buried = desk.on_table(again).card.id
        again.bury()
        collection.suspend(desk.on_table(again).card.id)
        clock.forward(days=1)
        assert collection.card(buried).queue is Queue.ACTIVE
        assert collection.due() == {"Desk": Counts(due=2)}
        assert buried in rest(again)
        with pytest.raises(NotFoundError):
            collection.unbury("Elsewhere")


def test_unbury_leaves_other_decks_and_the_suspended(memory_disk: Path) -> None:
    with desk.with_cards(memory_disk / "c.db", 3) as collection:
        collection.build(desk.files("Other", [desk.basic(50)]))
        suspended = collection.cards("Desk")[0].id
        collection.suspend(suspended)
        for deck in ("Desk", "Other"):
            session = collection.study(deck)
            desk.on_table(session)
            session.bury()
        assert collection.unbury("Other") == 1
        assert collection.unbury("Desk") == 1
        assert collection.card(suspended).queue is Queue.SUSPENDED


def test_suspended_cards_stay_out_until_they_are_put_back(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.with_cards(memory_disk / "c.db", 4, clock) as collection:
        session = collection.study("Desk")
        first = desk.on_table(session).card.id
        session.suspend()
        elsewhere = next(card.id for card in reversed(collection.cards()))
        collection.suspend(elsewhere)
        assert len(rest(session)) == 2, "suspended behind the session's back as well"
        clock.forward(days=400)
        assert not {first, elsewhere} & set(rest(collection.study("Desk")))
        collection.unsuspend(first)
        assert collection.card(first).queue is Queue.ACTIVE
        assert collection.due() == {"Desk": Counts(new=1)}
        assert rest(collection.study("Desk")) == [first]


def test_flags_stay_and_change_no_schedule(memory_disk: Path) -> None:
    path, clock = memory_disk / "c.db", desk.Clock()
    with desk.with_cards(path, 2, clock) as collection:
        session = collection.study("Desk")
        card = desk.on_table(session).card
        for flag in (*Flag, Flag.PINK):
            session.set_flag(flag)
            table = desk.on_table(session)
            assert table.card.id == card.id
            assert table.card.flag is flag
        session.answer(Rating.GOOD, 1)
        clock.forward(days=3)
    with desk.opened(path, clock) as collection:
        flagged = collection.card(card.id)
        assert flagged.flag is Flag.PINK
        assert flagged.memory.reps == 1
        collection.set_flag(card.id, Flag.NONE)
        assert collection.card(card.id).flag is Flag.NONE
        assert collection.card(card.id).memory == flagged.memory
        with pytest.raises(NotFoundError):
            collection.set_flag(4711, Flag.RED)


def test_the_summary_tells_when_it_goes_on(memory_disk: Path) -> None:
    clock = desk.Clock()
    with desk.with_cards(memory_disk / "c.db", 2, clock) as collection:
        desk.options_of(collection, "Desk", learning_steps=(3600,))
        session = collection.study("Desk")
        for rating in (Rating.AGAIN, Rating.EASY):
            desk.on_table(session)
            session.answer(rating, 1500)
        assert session.current() is None
        summary = session.summary()
        assert (summary.answered, summary.again, summary.cards, summary.new) == (2, 1, 2, 2)
        assert summary.seconds == 3
        assert summary.next_due is not None
        assert collection.due() == {"Desk": Counts()}
        clock.now = summary.next_due
        assert desk.on_table(session).counts == Counts(learning=1)
        assert collection.due() == {"Desk": Counts(learning=1)}
