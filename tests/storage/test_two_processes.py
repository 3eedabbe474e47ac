"""Two processes on one collection: both work, and every rating of both is kept."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import fsrs
import pytest

from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Rating
from studyapp.errors import NotFoundError
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


def test_the_other_window_sees_an_answer_at_its_next_card(tmp_path: Path) -> None:
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
