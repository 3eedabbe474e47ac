"""Logs that another program kept go out by a short way, with the same result as the long one."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC
from pathlib import Path

import pytest

from studyapp.domain.deck import DeckOptions
from studyapp.domain.package import ForeignLog, PackedCard
from studyapp.domain.review import Rating
from studyapp.formats.anki import columns
from studyapp.formats.anki.write_rows import ZERO_DAY
from studyapp.formats.registry import named
from studyapp.services.exchange.importing import quiet
from studyapp.services.exchange.packer import Packer
from studyapp.services.workspace import open_workspace
from studyapp.storage import packing
from studyapp.storage.engine import driver_of, reading
from tests import desk
from tests.formats import anki_made

DECK = columns.of_options(DeckOptions())


@pytest.fixture
def imported(memory_disk: Path) -> Path:
    """A collection with what came in a package of another program."""
    file = memory_disk / "in.apkg"
    form = named("apkg")
    assert form is not None
    form.write(anki_made.package(anki_made.varied()), file, anki_made.WRITING)
    path = memory_disk / "c.db"
    with desk.opened(path) as collection:
        collection.import_files([file])
    return path


@contextmanager
def packed(path: Path) -> Iterator[list[PackedCard]]:
    """Give the cards of a collection as they go out."""
    with (
        closing(open_workspace(path, zone=UTC, rollover=4)) as workspace,
        reading(workspace.engine) as connection,
    ):
        names = {key: name for key, name, _, _ in packing.decks(connection)}
        packer = Packer(workspace, connection, names, scheduling=True)
        notes = packer.pack(packing.note_ids(connection, None), quiet)
        yield [card for note in notes for card in note.cards]


def test_both_ways_give_the_same_columns(imported: Path) -> None:
    with packed(imported) as cards:
        foreign = [card for card in cards if isinstance(card.reviews, ForeignLog)]
        assert {len(card.reviews) for card in foreign} == {1, 2, 4}
        for card in foreign:
            long = card._replace(reviews=list(card.reviews))
            assert len(long.reviews) == len(card.reviews)
            logs = [columns.log(each.reviews, card.memory, 7) for each in (card, long)]
            assert logs[0] == logs[1]
            both = [columns.standing(each, DECK, ZERO_DAY, 20_000) for each in (card, long)]
            assert both[0] == both[1]
            assert card.modified == long.reviews[-1].at


def test_a_log_that_goes_on_here_takes_the_long_way(imported: Path) -> None:
    clock = desk.Clock()
    clock.forward(days=30_000)
    with desk.opened(imported, clock) as collection:
        session = collection.study("Top")
        desk.answer_all(session, Rating.GOOD, clock, 1)
        desk.answer_all(session, Rating.GOOD, clock, 1)
        session.undo()
    with packed(imported) as cards:
        ours = [card for card in cards if card.reviews and not isinstance(card.reviews, ForeignLog)]
        assert 1 <= len(ours) <= 2
        assert any(entry.voids for card in ours for entry in card.reviews)


def test_cards_are_found_by_their_notes(imported: Path) -> None:
    with (
        closing(open_workspace(imported, zone=UTC, rollover=4)) as workspace,
        reading(workspace.engine) as connection,
    ):
        statement = packing._statements(connection.dialect).cards
        bound = statement._bind({"learner": 1, "low": 1, "high": 9})
        plan = driver_of(connection).execute(f"explain query plan {statement._sql}", bound)
        steps = [row[3] for row in plan]
    assert "note_id>?" in steps[0]
    assert not any("TEMP B-TREE" in step for step in steps)
