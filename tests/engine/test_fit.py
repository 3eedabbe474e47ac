"""Reviews that came through Anki can be fitted to like those given here."""

from dataclasses import replace
from pathlib import Path

from studyapp.services.exchange.exporting import Order
from studyapp.services.fits import Verdict
from tests import desk
from tests.engine import anki_desk
from tests.services.fitted import with_history


def test_a_log_that_came_through_anki_is_whole(memory_disk: Path) -> None:
    """Each card brings a snapshot, behind the answers that led to it."""
    ours, theirs = memory_disk / "ours.apkg", memory_disk / "theirs.apkg"
    with with_history(memory_disk / "one.db") as collection:
        collection.export_file(ours, Order(format="apkg", scheduling=True))
        [wanted] = collection.optimize("Desk")
    with anki_desk.opened(memory_disk / "anki") as col:
        anki_desk.take(col, ours)
        anki_desk.export(col, theirs, legacy=False)
    with desk.opened(memory_disk / "two.db") as collection:
        collection.import_files([theirs])
        assert any(row["snapshot"] for row in desk.rows(memory_disk / "two.db", "review_log"))
        [fit] = collection.optimize("Desk")
        assert fit.verdict is Verdict.APPLIED
        assert replace(fit, cards=0) == replace(wanted, cards=0)
        assert collection.check().ok
