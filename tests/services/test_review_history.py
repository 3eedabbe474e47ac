"""Answers given elsewhere: to the right cards, once, in order, all or none."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp.domain.card import State
from studyapp.domain.day import to_ms
from studyapp.domain.deck import DeckOptions
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Evidence, Rating
from studyapp.errors import NotFoundError, SourceError
from studyapp.services import review_history
from studyapp.services.build import SourceFile
from studyapp.services.exchange.reports import CancelledError
from tests import desk
from tests.benchmarks.fit_students import draw, study
from tests.few import examples
from tests.services.fitted import history_file

DAY = timedelta(days=1)
START = desk.NOON - 100 * DAY
TABLES = ("deck", "memory", "review_log", "card", "note")


def table(*rows: tuple[object, int, float], head: str = "card,rating,time") -> SourceFile:
    """Return a file of (card, rating, days after the start)."""
    lines = [f'"{card}",{rating},{to_ms(START + days * DAY)}' for card, rating, days in rows]
    return SourceFile("h.csv", "\n".join([head, *lines]).encode())


def stored(path: Path) -> dict[str, list[dict[str, Any]]]:
    return {each: desk.rows(path, each) for each in TABLES}


def reviews(path: Path, card: int) -> list[tuple[int, int]]:
    return [(entry.rating or 0, to_ms(entry.at)) for entry in desk.log(path).get(card, [])]


def answers(rows: Iterable[tuple[int, float]]) -> list[tuple[int, int]]:
    return [(rating, to_ms(START + days * DAY)) for rating, days in rows]


@pytest.mark.parametrize("by", ["id", "guid", "front"])
def test_cards_are_found_by_number_guid_and_question(memory_disk: Path, by: str) -> None:
    path = memory_disk / "c.db"
    with desk.with_cards(path) as collection:
        card = collection.cards("Desk")[4]
        given = table((getattr(card, by), 3, 0), (getattr(card, by), 1, 4), (card.guid, 3, 9))
        if by != "guid":
            with pytest.raises(SourceError, match="the same card"):
                collection.import_history(given)
        given = table((getattr(card, by), 3, 0), (getattr(card, by), 1, 4))
        report = collection.import_history(given)
        assert (report.reviews, report.added, report.cards, report.placeholders) == (2, 2, 1, 0)
        assert report.decks == ("Desk",)
        assert reviews(path, card.id) == answers([(3, 0), (1, 4)])
        assert desk.strays(path) == {}
        assert collection.check().ok


def test_the_answers_are_as_if_given_here(memory_disk: Path) -> None:
    """The same times and ratings through a session lead to the same memory and due date."""
    clock = desk.Clock(START)
    with desk.with_cards(memory_disk / "here.db", 1, clock) as here:
        rows: list[tuple[str, int, float]] = []
        for _ in range(12):
            session = here.study("Desk")
            table_ = session.current()
            if table_ is None:
                due = here.cards("Desk")[0].memory.due
                assert due is not None
                clock.now = max(due, clock.now) + timedelta(hours=1)
                continue
            rating = Rating(1 + len(rows) % 4)
            session.answer(rating, 2500)
            rows.append((table_.card.guid, int(rating), (clock.now - START) / DAY))
            clock.forward(minutes=11)
        wanted = here.cards("Desk")[0].memory
    with desk.with_cards(memory_disk / "there.db", 1) as there:
        there.import_history(table(*rows))
        assert there.cards("Desk")[0].memory == wanted


def test_twice_adds_nothing(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    with desk.with_cards(path) as collection:
        given = table(*((f"Question {n % 3}?", 1 + n % 4, n * 0.7) for n in range(20)))
        assert collection.import_history(given).added == 20
        before = stored(path)
        report = collection.import_history(given)
        assert (report.added, report.reviews) == (0, 20)
        assert stored(path) == before


def test_a_longer_file_adds_what_is_new_and_an_answer_once(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    with desk.with_cards(path) as collection:
        card = collection.cards()[0]
        collection.import_history(table((card.id, 3, 0), (card.id, 3, 0), (card.id, 3, 8)))
        longer = table((card.id, 3, 20), (card.id, 1, 4), (card.id, 3, 8), (card.id, 2, 8))
        assert collection.import_history(longer).added == 3
        wanted = answers([(3, 0), (1, 4), (3, 8), (2, 8), (3, 20)])
        assert sorted(reviews(path, card.id), key=lambda each: each[1]) == sorted(
            wanted, key=lambda each: each[1]
        )
        assert desk.strays(path) == {}


def test_own_answers_keep_what_they_recorded_and_the_last_decides_what_is_due(
    memory_disk: Path,
) -> None:
    path = memory_disk / "c.db"
    clock = desk.Clock()
    with desk.with_cards(path, 1, clock) as collection:
        session = collection.study("Desk")
        card = desk.on_table(session).card
        session.answer(Rating.EASY, 1000)
        own = desk.log(path)[card.id]
        due = collection.card(card.id).memory.due
        collection.import_history(table((card.id, 3, 0), (card.id, 3, 9)))
        memory = collection.card(card.id).memory
        assert memory.reps == 3
        assert memory.due == due
        assert desk.log(path)[card.id][-1:] == own
        clock.forward(days=60)
        collection.import_history(table((card.id, 1, 130)))
        assert collection.card(card.id).memory.due != due
        assert desk.strays(path) == {}
        assert collection.check().ok


def test_unknown_cards_refuse_the_whole_file(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    with desk.with_cards(path) as collection:
        before = stored(path)
        given = table(("Question 1?", 3, 0), ("Question 77?", 3, 0), ("9999", 3, 1))
        with pytest.raises(NotFoundError) as caught:
            collection.import_history(given)
        assert "2 of its 3 cards" in caught.value.message
        assert "“Question 77?” (line 3)" in caught.value.message
        assert "--deck" in caught.value.hint
        assert stored(path) == before


def test_with_a_deck_unknown_cards_are_made_there(memory_disk: Path) -> None:
    path = memory_disk / "c.db"
    with desk.with_cards(path, 3) as collection:
        given = table(("1", 3, 0), ("Question 1?", 3, 0), ("Why so?", 1, 0), ("1", 3, 3))
        report = collection.import_history(given, deck="Past::Mine")
        assert (report.added, report.cards, report.placeholders) == (4, 3, 3)
        assert report.decks == ("Past::Mine",)
        made = {card.question: card for card in collection.cards("Past::Mine")}
        assert set(made) == {"Card 1", "Question 1?", "Why so?"}
        assert all(card.tags == ("placeholder",) and card.answer for card in made.values())
        assert made["Card 1"].memory.reps == 2
        assert all(card.memory.state is State.NEW for card in collection.cards("Desk"))
        edited = collection.edit(made["Card 1"].id, "What is one?", "The first.", [])
        again = collection.import_history(given, deck="Past::Mine")
        assert (again.added, again.placeholders) == (0, 0)
        assert collection.card(edited.id).question == "What is one?"
        assert collection.check().ok


def test_with_a_deck_its_cards_are_found_by_guid_and_question(memory_disk: Path) -> None:
    with desk.with_cards(memory_disk / "c.db", 3) as collection:
        first, second, third = collection.cards("Desk")
        given = table((first.guid, 3, 0), (second.question, 3, 0), (third.id, 3, 0))
        report = collection.import_history(given, deck="Desk")
        assert (report.cards, report.placeholders) == (3, 1)
        assert [card.memory.reps for card in collection.cards("Desk")] == [1, 1, 0, 1]


def test_a_name_that_fits_several_cards_is_refused(memory_disk: Path) -> None:
    with desk.opened(memory_disk / "c.db") as collection:
        collection.build(desk.files("Desk", [desk.of_kind(NoteKind.REVERSED, 1)]))
        first, second = collection.cards()
        for name in (first.guid, "Front 1"):
            with pytest.raises(NotFoundError, match=f"fits 2 cards: {first.id}, {second.id}"):
                collection.import_history(table((name, 3, 0)))
        assert collection.import_history(table((second.id, 3, 0))).added == 1


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (table(("Question 1?", 3, 0), ("Question 1?", 3, 101)), "line 3: an answer in the future"),
        (table(), "no answers in it"),
        (SourceFile("h.csv", b""), "empty"),
        (SourceFile("h.csv", b"\xff\xfe\x00"), "h.csv"),
        (table(("Question 1?", 7, 0)), "line 2: “7” is no rating"),
    ],
)
def test_broken_files_change_nothing(memory_disk: Path, given: SourceFile, what: str) -> None:
    path = memory_disk / "c.db"
    with desk.with_cards(path) as collection:
        before = stored(path)
        with pytest.raises(SourceError, match=what):
            collection.import_history(given, deck="New deck")
        assert stored(path) == before


def test_too_many_answers_of_one_card(memory_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_history, "MOST", 3)
    with (
        desk.with_cards(memory_disk / "c.db") as collection,
        pytest.raises(SourceError, match="4 answers of one card"),
    ):
        collection.import_history(table(*(("Question 1?", 3, n) for n in range(4))))


def test_a_dry_run_and_a_cancelled_import_change_nothing(memory_disk: Path) -> None:
    path = memory_disk / "c.db"

    def off(done: int, total: int, what: str) -> None:
        if what.startswith("replaying"):
            raise CancelledError("off")

    with desk.with_cards(path) as collection:
        before = stored(path)
        given = table(("Question 1?", 3, 0), ("Unknown", 3, 1))
        report = collection.import_history(given, deck="New deck", dry_run=True)
        assert (report.added, report.placeholders, report.dry_run) == (2, 2, True)
        assert stored(path) == before
        with pytest.raises(CancelledError):
            collection.import_history(given, deck="New deck", progress=off)
        assert stored(path) == before


def test_a_card_answered_on_later_days_is_no_longer_in_its_steps(memory_disk: Path) -> None:
    """Programs without steps: it is due by its memory, and forgetting it counts as a lapse."""
    path = memory_disk / "c.db"
    with desk.with_cards(path) as collection:
        card = collection.cards()[0]
        collection.import_history(table((card.id, 2, 0), (card.id, 2, 3), (card.id, 1, 9)))
        memory = collection.card(card.id).memory
        assert (memory.state, memory.lapses) == (State.RELEARNING, 1)
        collection.import_history(table((card.id, 2, 12)))
        memory = collection.card(card.id).memory
        assert memory.state is State.REVIEW
        assert memory.due_day is not None
        assert desk.strays(path) == {}


def test_options_of_the_deck_decide(memory_disk: Path) -> None:
    with desk.with_cards(memory_disk / "c.db") as collection:
        collection.set_options("Desk", DeckOptions(maximum_interval=2, fuzz=False))
        collection.import_history(table(*(("Question 1?", 4, 9 * n) for n in range(5))))
        memory = collection.search("Question 1?")[0].memory
        assert memory.due_day is not None
        assert memory.last_day is not None
        assert memory.due_day - memory.last_day == 2


@settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.integers(0, 10**9))
def test_any_two_files_in_any_order_give_one_memory(
    memory_disk: Path, one_engine: None, seed: int
) -> None:
    """Random answers dealt to two files: memory is the replay of the union, and check agrees."""
    rng = Random(seed)
    rows = [(f"card {rng.randrange(3)}", rng.randint(1, 4), rng.uniform(0, 90)) for _ in range(14)]
    dealt = [[row for row in rows if rng.random() < 0.6] for _ in range(2)]
    seen = []
    for order in (dealt, dealt[::-1]):
        path = memory_disk / "c.db"
        for part in memory_disk.glob("c.db*"):
            part.unlink()
        with desk.opened(path) as collection:
            for some in order:
                if some:
                    collection.import_history(table(*some), deck="Past")
            assert desk.strays(path) == {}
            assert collection.check().ok
            memories = {card.question: card.memory for card in collection.cards()}
            logs = {
                question: sorted(reviews(path, card.id))
                for question, card in ((c.question, c) for c in collection.cards())
            }
            evidence = {entry.evidence for log in desk.log(path).values() for entry in log}
            assert evidence <= {Evidence.REVIEW, Evidence.RELEARN}
        seen.append(({k: (m.stability, m.difficulty, m.reps) for k, m in memories.items()}, logs))
    assert seen[0] == seen[1]


def test_a_history_can_be_fitted_to(memory_disk: Path) -> None:
    rng = Random(1)
    data = study(draw(rng, 1.0), 420, rng)
    with desk.opened(memory_disk / "c.db") as collection:
        collection.import_history(history_file(data), deck="Past")
        [fit] = collection.optimize("Past", dry_run=True)
        assert fit.answers == sum(map(len, data))
        assert fit.recalls == sum(each.elapsed > 0 for some in data for each in some)


def test_many_cards_are_read_in_steps(memory_disk: Path) -> None:
    with desk.opened(memory_disk / "c.db") as collection:
        given = table(*((f"q{n}", 3, 0) for n in range(review_history.BATCH + 3)))
        assert (
            collection.import_history(given, deck="Past").placeholders == review_history.BATCH + 3
        )
        assert collection.import_history(given, deck="Past").added == 0
