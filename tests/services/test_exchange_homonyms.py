"""Words that mean several things: one question, several answers, several notes."""

from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.services.exchange.importing import Wishes
from studyapp.services.exchange.reports import Fate, OnDuplicate
from tests import desk

ROWS = (("bow", "front of a ship"), ("bow", "weapon"), ("bow", "knot"), ("keel", "lowest beam"))


def table(path: Path, rows: tuple[tuple[str, str], ...]) -> Path:
    path.write_text("".join(f"{front}\t{back}\n" for front, back in rows), encoding="utf-8")
    return path


def answers(collection: Collection) -> list[str]:
    return sorted(card.back for card in collection.cards())


@pytest.mark.parametrize("form", ["tsv", "quizlet"])
@pytest.mark.parametrize("mode", OnDuplicate)
def test_the_same_file_again_changes_nothing(
    memory_disk: Path, form: str, mode: OnDuplicate
) -> None:
    file = table(memory_disk / "ship.txt", ROWS)
    with desk.opened(memory_disk / "c.db") as collection:
        for fate in (Fate.NEW, Fate.UNCHANGED, Fate.UNCHANGED):
            [report] = collection.import_files([file], Wishes(format=form, on_duplicate=mode))
            assert report.fates == {fate: 4}
            assert not report.refused
        assert answers(collection) == sorted(back for _, back in ROWS)
        assert collection.check().ok


@pytest.mark.parametrize("form", ["tsv", "quizlet"])
@pytest.mark.parametrize("mode", [OnDuplicate.UPDATE, OnDuplicate.BOTH])
def test_a_changed_and_a_new_one_come_in(memory_disk: Path, form: str, mode: OnDuplicate) -> None:
    wishes = Wishes(format=form, on_duplicate=mode)
    changed = (*ROWS[:1], ("bow", "it shoots arrows"), *ROWS[2:], ("bow", "of a violin"))
    with desk.opened(memory_disk / "c.db") as collection:
        collection.import_files([table(memory_disk / "ship.txt", ROWS)], wishes)
        collection.import_files([table(memory_disk / "ship.txt", changed)], wishes)
        assert {"it shoots arrows", "of a violin"} <= set(answers(collection))
        before = answers(collection)
        collection.import_files([table(memory_disk / "ship.txt", changed)], wishes)
        assert answers(collection) == before
        assert collection.check().ok
