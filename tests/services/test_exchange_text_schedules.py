"""Schedules that come in text files: what is stored of them is as sound as our own."""

from pathlib import Path

import pytest

from studyapp.domain.review import Rating
from studyapp.services.exchange.exporting import Order
from tests import desk
from tests.formats.test_org import FC

OBSIDIAN = """#flashcards

hawser::rope of a ship <!--SR:!2026-08-16,51,230-->

bow:::stern
<!--SR:!2026-08-16,51,230!2026-09-01,10,250-->

keel::beam <!--SR:!fsrs,2026-11-20T22:29:37Z,1,1,1,2,1,0,0,2026-11-19T22:29:37Z-->
"""


@pytest.mark.parametrize(
    ("name", "text"), [("sea.md", OBSIDIAN), ("sea.org", FC)], ids=["obsidian", "org-fc"]
)
def test_they_are_sound_studied_taken_back_and_go_out(
    memory_disk: Path, name: str, text: str
) -> None:
    file = memory_disk / name
    file.write_text(text, encoding="utf-8")
    out = memory_disk / "out.json"
    with desk.opened(memory_disk / "c.db") as collection:
        [report] = collection.import_files([file])
        assert collection.check().ok
        before = [card.memory for card in collection.cards()]
        assert any(each.reps for each in before)
        session = collection.study(next(iter(report.decks)).split("::")[0])
        desk.on_table(session)
        session.answer(Rating.GOOD, 900)
        session.undo()
        assert [card.memory for card in collection.cards()] == before
        assert collection.check().ok
        collection.export_file(out, Order(None, "json", scheduling=True))
    with desk.opened(memory_disk / "again.db") as collection:
        collection.import_files([out])
        assert [card.memory for card in collection.cards()] == before
        assert collection.check().ok
