"""A deck in and out of a collection in a file, by the keys a learner would press."""

from pathlib import Path

import pytest

from studyapp.tui.screens.import_ import ImportScreen, Phase
from studyapp.tui.screens.review import ReviewScreen
from tests.tui.conftest import desk
from tests.tui.fake import FakeCollection
from tests.tui.test_real import opened

CARDS = "".join(f"What is {n}?\tNumber {n}\n" for n in range(30))


async def test_in_by_paste_and_out_to_a_file(tmp_path: Path, shelf: Path) -> None:
    fake = FakeCollection([])
    with opened(tmp_path / "c.db", fake.clock) as collection:
        fake.real = lambda: collection  # type: ignore[method-assign]
        async with desk((100, 30), fake=fake) as on:
            await on.paste(CARDS.replace("\n", "\r"))
            assert "30 new" in on.text()
            assert collection.cards() == ()
            await on.press("enter", "enter")
            assert len(collection.cards("Pasted 2026-11-24")) == 30
            await on.press("enter")
            assert isinstance(on.app.screen, ReviewScreen)
            await on.press("escape", "x", "enter")
            assert "30 notes, 30 cards" in on.text()
            await on.press("enter")
            await on.paste(str(shelf / "Pasted 2026-11-24.apkg"))
            assert "30 unchanged" in on.text()
            assert "would add nothing" in on.text()


async def test_an_import_that_is_stopped_leaves_nothing(
    tmp_path: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shelf / "many.tsv").write_text(CARDS, encoding="utf-8")
    fake = FakeCollection([])
    with opened(tmp_path / "c.db", fake.clock) as collection:
        fake.real = lambda: collection  # type: ignore[method-assign]
        async with desk((100, 30), fake=fake) as on:
            await on.paste(str(shelf / "many.tsv"))
            screen = on.app.screen
            assert isinstance(screen, ImportScreen)
            begin = screen.begin

            def begin_and_stop(*given: object) -> None:
                begin(*given)  # type: ignore[arg-type]
                screen.call_off()

            monkeypatch.setattr(screen, "begin", begin_and_stop)
            await on.press("enter")
            assert screen.phase is Phase.READY
            assert collection.cards() == ()
            assert collection.decks() == ()
