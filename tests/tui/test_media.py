"""Media of a card, opened outside; and notes of other programs, edited field by field."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import TextArea

from studyapp.errors import StudyError
from studyapp.tui.outside import open_outside
from studyapp.tui.screens.fields import FieldsScreen
from studyapp.tui.screens.media import MediaScreen
from studyapp.tui.widgets.keybar import KeyBar
from studyapp.tui.widgets.notice import Notice
from tests.tui.conftest import Desk, desk
from tests.tui.exchanged import foreign
from tests.tui.fake import FakeCollection


def said(on: Desk) -> str:
    return on.app.screen.query_one(Notice).said


def bar(on: Desk) -> list[str]:
    return [binding.description for binding in on.app.screen.query_one(KeyBar).shown()]


def with_media(question: str, answer: str) -> FakeCollection:
    fake = FakeCollection()
    fake.put(replace(fake.by_id[5], question=question, answer=answer))
    return fake


async def test_only_cards_with_media_offer_to_open_them() -> None:
    async with desk((120, 30)) as on:
        await on.press("enter")
        assert "Open" not in bar(on)
        await on.press("o")
        assert on.fake.opened == []


async def test_one_medium_is_opened_at_once_and_the_answer_keeps_its_own() -> None:
    async with desk((120, 30), fake=with_media("Listen.", "[sound:cog.mp3]")) as on:
        await on.press("enter")
        assert "Open" not in bar(on)
        await on.press("space")
        assert "Open" in bar(on)
        await on.press("o")
        assert [path.name for path in on.fake.opened] == ["cog.mp3"]
        assert said(on) == "opened cog.mp3"


@pytest.mark.parametrize("size", [(60, 20), (120, 40)], ids=["60x20", "120x40"])
async def test_several_are_listed(size: tuple[int, int], screen_text: SnapshotAssertion) -> None:
    fake = with_media("![](map.png) [sound:gone.mp3]", "")
    async with desk(size, fake=fake) as on:
        await on.press("enter", "o")
        assert isinstance(on.app.screen, MediaScreen)
        assert on.text() == screen_text
        fake.fail = lambda verb: (
            StudyError("it is gone", "Import it.") if verb == "take_out" else None
        )
        await on.press("down", "enter")
        assert "it is gone. Import it." in on.text()


async def test_browse_opens_media_too() -> None:
    async with desk(fake=with_media("![a map](<old map.png>)", "")) as on:
        await on.press("b", "o")
        assert [path.name for path in on.fake.opened] == ["old map.png"]


async def test_copies_for_other_programs_go_with_the_application() -> None:
    async with desk(fake=with_media("[sound:cog.mp3]", "")) as on:
        await on.press("enter", "o")
        folder = on.fake.opened[0].parent
        assert folder.is_dir()
        assert folder.stat().st_mode & 0o077 == 0
    on.app.outside.close()
    assert not folder.exists()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="other systems, other openers")
def test_the_systems_opener_gets_the_path_and_no_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    program = tmp_path / "xdg-open"
    told = tmp_path / "told"
    medium = tmp_path / "a $(touch x); b.png"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {told}\n', encoding="utf-8")
    program.chmod(0o755)
    open_outside(medium)
    assert told.read_text("utf-8") == str(medium)
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    with pytest.raises(StudyError, match="ended with 3"):
        open_outside(medium)
    program.write_text("#!/no/such/program\n", encoding="utf-8")
    with pytest.raises(StudyError, match="cannot start"):
        open_outside(medium)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(StudyError, match="there is no xdg-open"):
        open_outside(medium)


def with_fields() -> FakeCollection:
    fake = FakeCollection()
    fake.put(foreign(fake.by_id[5], "cog", "a *ship*"))
    return fake


@pytest.mark.parametrize("way", [("enter", "e"), ("b", "e")], ids=["review", "browse"])
async def test_only_fields_that_were_changed_are_saved(way: tuple[str, ...]) -> None:
    async with desk(fake=with_fields()) as on:
        await on.press(*way)
        assert isinstance(on.app.screen, FieldsScreen)
        assert "Meaning" in on.text()
        await on.press("tab")
        on.app.screen.query_one("#field1", TextArea).text = "a ship with one sail"
        await on.press("escape")
        assert said(on) == "unsaved changes: press Esc again to drop them"
        await on.press("ctrl+s")
        assert on.fake.edited == [{1: "a ship with one sail"}]
        assert said(on) == "saved"


async def test_what_is_refused_stays_in_the_form() -> None:
    fake = with_fields()
    fake.fail = lambda verb: StudyError("it is empty") if verb == "edit_fields" else None
    async with desk(fake=fake) as on:
        await on.press("enter", "e", "x", "ctrl+s")
        assert isinstance(on.app.screen, FieldsScreen)
        assert said(on) == "Not saved: it is empty"


@pytest.mark.parametrize("size", [(60, 20), (120, 40)], ids=["60x20", "120x40"])
async def test_fields(size: tuple[int, int], screen_text: SnapshotAssertion) -> None:
    async with desk(size, fake=with_fields()) as on:
        await on.press("enter", "e")
        assert on.text() == screen_text


async def test_a_picture_without_description_is_called_by_its_name(shelf: Path) -> None:
    async with desk(fake=with_media("Where? ![](<old map.png>)", "![a map](map.png)")) as on:
        await on.press("b")
        assert "Where? [image]" in on.text()
        assert "Where? [image: old map.png]" in on.text()
        assert "[image: a map]" in on.text()
