"""Two processes on one collection: both work, and every rating of both is kept."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import fsrs
import pytest

from studyapp.domain.deck import DeckOptions, ParsedDeck, ParsedNote
from studyapp.domain.review import Rating
from studyapp.errors import NotFoundError
from studyapp.formats.markdown import write_deck
from studyapp.services.build import SourceFile
from tests import desk

ROOT = Path(__file__).resolve().parents[2]
EACH = 500
PROGRAM = """
import sys
from datetime import UTC
from pathlib import Path
from studyapp.domain.review import Rating
from tests import desk
clock = desk.Clock()
collection = desk.Collection.open(Path(sys.argv[1]), clock=clock, zone=UTC)
done = 0
while done < int(sys.argv[2]):
    session = collection.study("Desk")
    while done < int(sys.argv[2]) and session.current() is not None:
        session.answer(Rating.AGAIN, 1000)
        clock.forward(milliseconds=1)
        done += 1
    clock.forward(seconds=20)
"""


def test_two_processes_answering_the_same_five_cards_lose_nothing(memory_disk: Path) -> None:
    path = memory_disk / "shared.db"
    with desk.with_cards(path, 5) as collection:
        collection.set_options("Desk", DeckOptions(leech_threshold=0, bury_siblings=False))
    command = [sys.executable, "-W", "error", "-c", PROGRAM, str(path), str(EACH)]
    both = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    assert [process.wait(120) for process in both] == [0, 0]
    entries = desk.log(path)
    assert sum(map(len, entries.values())) == 2 * EACH
    assert len(entries) == 5
    assert desk.strays(path) == {}
    with desk.opened(path) as collection:
        assert collection.check().ok


def test_two_windows_may_rate_the_same_card(tmp_path: Path) -> None:
    path, clock = tmp_path / "shared.db", desk.Clock()
    with desk.with_cards(path, 3, clock) as one, desk.opened(path, clock) as two:
        first, second = one.study("Desk"), two.study("Desk")
        card = desk.on_table(first).card.id
        assert desk.on_table(second).card.id == card
        first.answer(Rating.EASY, 1000)
        clock.forward(seconds=1)
        second.answer(Rating.GOOD, 1000)
        ratings = [entry.rating for entry in desk.log(path)[card]]
        assert ratings == [Rating.EASY, Rating.GOOD]
        assert desk.strays(path) == {}


def test_a_card_under_other_parameters_is_rated_by_those(tmp_path: Path) -> None:
    path, clock = tmp_path / "shared.db", desk.Clock()
    defaults = tuple(fsrs.Scheduler().parameters)
    others = (*(value * 1.5 for value in defaults[:4]), *defaults[4:])
    with desk.with_cards(path, 3, clock) as one, desk.opened(path, clock) as two:
        first = one.study("Desk")
        card = desk.on_table(first).card.id
        first.answer(Rating.EASY, 1000)
        clock.forward(days=30)
        while desk.on_table(first).card.id != card:
            first.bury()
        two.set_options("Desk", DeckOptions(parameters=others))
        first.answer(Rating.GOOD, 1000)
        assert desk.strays(path, others) == {}
        assert two.check().ok


def test_a_card_that_another_window_deleted_cannot_be_rated(tmp_path: Path) -> None:
    path, clock = tmp_path / "shared.db", desk.Clock()
    with desk.with_cards(path, 3, clock) as collection:
        session = collection.study("Desk")
        gone = desk.on_table(session).card.id
        with closing(sqlite3.connect(path)) as other:
            other.execute("DELETE FROM memory WHERE card_id = ?", (gone,))
            other.execute("DELETE FROM card WHERE id = ?", (gone,))
            other.commit()
        with pytest.raises(NotFoundError):
            session.answer(Rating.GOOD, 1000)
        assert desk.on_table(session).card.id != gone
        session.answer(Rating.GOOD, 1000)
    assert len(desk.rows(path, "review_log")) == 1


def test_the_other_window_goes_on_behind_what_was_rated_here(tmp_path: Path) -> None:
    path, clock = tmp_path / "shared.db", desk.Clock()
    with desk.with_cards(path, 6, clock) as one, desk.opened(path, clock) as two:
        first, second = one.study("Desk"), two.study("Desk")
        rated = []
        for _ in range(3):
            rated.append(desk.on_table(first).card.id)
            first.answer(Rating.EASY, 1000)
            clock.forward(seconds=1)
        table = desk.on_table(second)
        assert table.card.id not in rated
        assert table.counts == two.due()["Desk"] == desk.on_table(first).counts
        assert table.counts.new == 3


def test_what_was_changed_elsewhere_shows_at_the_next_look(tmp_path: Path) -> None:
    path, clock = tmp_path / "shared.db", desk.Clock()
    with desk.with_cards(path, 6, clock) as one, desk.opened(path, clock) as two:
        first, second = one.study("Desk"), two.study("Desk")
        card = desk.on_table(first).card
        desk.on_table(second)
        second.edit("Another question", "Another answer", ())
        assert desk.on_table(first).card.question == "Another question"
        two.set_options("Desk", DeckOptions(new_per_day=2))
        assert desk.on_table(first).counts.new == 2
        desk.on_table(second)
        second.suspend()
        assert desk.on_table(first).card.id != card.id


def test_a_subdeck_studied_in_between_is_done_in_the_deck_above(tmp_path: Path) -> None:
    clock = desk.Clock()
    notes = tuple(ParsedNote(f"A::{name}", desk.basic(n)) for n, name in enumerate("BBBCCC"))
    with desk.opened(tmp_path / "c.db", clock) as collection:
        texts = write_deck(ParsedDeck("A", notes))
        collection.build([SourceFile(name, text.encode()) for name, text in texts.items()])
        above = collection.study("A")
        desk.on_table(above)
        above.answer(Rating.EASY, 1)
        below = collection.study("A::C")
        rated = []
        for _ in range(2):
            rated.append(desk.on_table(below).card.id)
            below.answer(Rating.EASY, 1)
        left = []
        while (table := above.current()) is not None:
            left.append(table.card.id)
            above.answer(Rating.EASY, 1)
        assert not set(left) & set(rated)
        assert len(left) == 3
