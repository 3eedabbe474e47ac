"""Pictures are the same each time, and the app runs on a real collection."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from studyapp.collection import Collection
from studyapp.tui.picture import picture
from tests.tui.conftest import desk
from tests.tui.fake import NOON, FakeCollection


def test_pictures_are_reproducible() -> None:
    made = [picture(FakeCollection().real(), ["enter", "space"], at=NOON) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0].startswith("<svg")


def test_no_color_draws_without_hues(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    svg = picture(FakeCollection().real(), ["enter", "space"], at=NOON)
    hues = {
        colour
        for colour in re.findall(r"fill: (#[0-9a-f]{6})", svg)
        if len({colour[1:3], colour[3:5], colour[5:7]}) > 1
    }
    assert hues <= {"#c5c8c6"}  # Rich's own window title


async def test_a_real_collection(tmp_path: Path) -> None:
    path = tmp_path / "real.db"
    with Collection.open(path, clock=lambda: NOON, zone=ZoneInfo("UTC"), seed=1) as collection:
        collection.add_samples()
        fake = FakeCollection([])
        fake.real = lambda: collection  # type: ignore[method-assign]
        async with desk((100, 30), fake=fake) as on:
            assert on.app.screen.NAME == "Decks"  # type: ignore[attr-defined]
            await on.press("enter", "space", "3", "space", "1", "z", "f", "2", "e", "escape")
            await on.press("x", "s", "z", "escape", "o", "ctrl+s", "u", "b", "down", "s", "s")
            assert "internal error" not in on.text()
            assert on.app.is_running
        assert collection.check().reviews >= 1
