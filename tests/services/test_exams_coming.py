"""The exam column of the deck list, where an exam names tags."""

from datetime import timedelta
from pathlib import Path

from studyapp.domain.exam import ExamPlan, Kind, Part
from studyapp.services.exams import store
from tests import desk


def test_decks_with_cards_of_its_tags_have_the_exam(tmp_path: Path, clock: desk.Clock) -> None:
    tagged = [desk.basic(n)._replace(tags=("Canals::Locks", "old")) for n in (1, 2)]
    with desk.opened(tmp_path / "c.db", clock) as collection:
        for deck, notes in (("Water::Ways", tagged), ("Water::Ways::Far", [desk.basic(3)])):
            collection.build(desk.files(deck, notes))
        collection.build(desk.files("Air", [desk.basic(4)._replace(tags=("canal",))]))
        parts = (Part(Kind.TAG, "canals", 1.0),)
        plan = ExamPlan("Locks", clock.now + timedelta(days=7), parts=parts, minutes=(10.0,) * 7)
        store.add(collection._workspace, plan)
        assert {row.name: row.exam_in for row in collection.decks()} == {
            "Air": None,
            "Water": 7,
            "Water::Ways": 7,
            "Water::Ways::Far": None,
        }
