"""Killed at any moment, an import has brought all of its file or nothing."""

import json
import sys
from pathlib import Path
from random import Random

import pytest

from studyapp.formats.anki.package import APKG
from studyapp.services.exchange import apart
from tests.formats import anki_made
from tests.services import import_killer
from tests.services.test_exchange import FOREIGN, TODAY, foreign

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")


def package(folder: Path, notes: int) -> Path:
    """Write a file of that many notes, one card and one review each."""
    path = folder / "many.json"
    [note] = json.loads(foreign([TODAY - 9]))["notes"]
    many = [{**note, "guid": f"far{number}"} for number in range(notes)]
    path.write_text(json.dumps({**FOREIGN, "notes": many}))
    return path


@pytest.mark.parametrize(
    ("notes", "trials"), [(300, 2), pytest.param(10_000, 60, marks=pytest.mark.slow)]
)
def test_all_or_nothing(memory_disk: Path, notes: int, trials: int) -> None:
    path = package(memory_disk, notes)
    whole = import_killer.duration(path)
    rng = Random(notes)
    found = [import_killer.killed(path, rng.uniform(0, whole)) for _ in range(trials)]
    for left in found:
        assert left.sound
        assert (left.notes, left.cards) in ((0, 0), (notes, notes))
        assert left.reviews == 2 * left.notes  # the answer, and where it left the card
        assert not left.temporary
        assert left.notes or not left.finished


@pytest.mark.slow
def test_all_or_nothing_of_a_package_that_two_processes_read(memory_disk: Path) -> None:
    rng = Random(1)
    notes = []
    for each in map(anki_made.basic, range(10_000)):
        text = rng.randbytes(100).hex()  # that no packing makes small
        notes.append(each._replace(note=each.note._replace(back=text), fields=()))
    path = memory_disk / "many.apkg"
    APKG.write(anki_made.package(notes), path, anki_made.WRITING)
    assert path.stat().st_size >= apart.LEAST_BYTES
    whole = import_killer.duration(path)
    for _ in range(20):
        left = import_killer.killed(path, rng.uniform(0, whole))
        assert left.sound
        assert (left.notes, left.cards) in ((0, 0), (len(notes), len(notes)))
        assert left.reviews == sum(len(note.cards[0].reviews) + 1 for note in notes) * bool(
            left.notes
        )
        assert not left.temporary
        assert not left.parts
