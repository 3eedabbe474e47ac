"""The sample files of other programs give the notes and cards that they hold."""

from typing import Any

import pytest

from studyapp.formats.base import DeckFile, Reading
from tests.formats.others import FORMATS
from tests.formats.samples import MISSING, SAMPLES, expected, read

OURS = {each.info.name: each for each in FORMATS}


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=MISSING)
@pytest.mark.parametrize(("name", "counts"), expected().items())
def test_counts(name: str, counts: dict[str, Any]) -> None:
    path = SAMPLES / name
    file = DeckFile(path.name, path, read(path))
    form = max(FORMATS, key=lambda each: each.claims(file))
    if not form.claims(file):
        return
    with form.read(file, Reading()) as package:
        notes = list(package.notes)
    assert package.problems == []
    assert len(notes) == package.total == counts["notes"]
    cards = sum(int(each) for each in str(counts["cards"]).split("+"))
    assert sum(len(each.note.ordinals()) for each in notes) == cards
