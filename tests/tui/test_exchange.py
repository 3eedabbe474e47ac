"""Decks in and out on the screens: paste, picker, preview, cancel, errors, results."""

from contextlib import suppress
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input

from studyapp.errors import SourceError
from studyapp.services.exchange.exporting import Order
from studyapp.services.exchange.reports import Fate, OnDuplicate, Sample
from studyapp.services.pasted import STDIN
from studyapp.services.texts import SourceFile
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.export import ExportScreen
from studyapp.tui.screens.import_ import ImportScreen, Phase
from studyapp.tui.screens.pick import PickScreen
from studyapp.tui.widgets.choice import Choice
from studyapp.tui.widgets.deck_tree import DeckTree
from studyapp.tui.widgets.format_list import FormatList
from studyapp.tui.widgets.notice import Notice
from tests.tui.conftest import Desk, desk
from tests.tui.fake import FakeCollection
from tests.tui.test_safe import PAYLOADS, look

PREVIEW = ("i", "down", "enter")


def said(on: Desk) -> str:
    return on.app.screen.query_one(Notice).said


def phase(on: Desk) -> Phase:
    assert isinstance(on.app.screen, ImportScreen)
    return on.app.screen.phase


async def test_a_preview_stores_nothing_and_an_import_leads_to_its_deck() -> None:
    async with desk((100, 40)) as on:
        await on.press(*PREVIEW)
        assert phase(on) is Phase.READY
        text = on.text()
        for shown in ("9 new", "3 updated", "3 unchanged", "1 kept", "1 left out", "Anki package"):
            assert shown in text
        for shown in ("note 17: a note without a question", "Give it one", "Where is Visby?"):
            assert shown in text
        assert on.fake.imports == []
        await on.press("enter")
        assert phase(on) is Phase.DONE
        [(given, wishes)] = on.fake.imports
        assert given == [Path("shelf/harbours.apkg")]
        assert not wishes.dry_run
        await on.press("enter")
        assert isinstance(on.app.screen, DeckScreen)
        row = on.app.screen.query_one(DeckTree).current
        assert row is not None
        assert row.name == "Harbours"
        assert said(on) == "imported: 16 notes"


@pytest.mark.parametrize("screen", [(), ("i",), ("i", "slash"), PREVIEW])
async def test_paths_and_cards_are_pasted_on_every_screen_of_an_import(
    screen: tuple[str, ...], shelf: Path
) -> None:
    async with desk() as on:
        await on.press(*screen)
        await on.paste(f"'{shelf / 'ports.csv'}' {shelf / 'sails.txt'}")
        assert phase(on) is Phase.READY
        assert on.text().startswith("  import  ports.csv and 1 more")
        await on.press("enter")
        assert on.fake.imports[0][0] == [shelf / "ports.csv", shelf / "sails.txt"]
        await on.press("enter")
        await on.paste("cog\ta ship\rhulk\ta larger one\r")
        assert "pasted text" in on.text()
        await on.press("enter")
        assert on.fake.imports[1][0] == [SourceFile(STDIN, b"cog\ta ship\nhulk\ta larger one\n")]


async def test_an_empty_paste_does_nothing() -> None:
    async with desk() as on:
        await on.paste(" \r\n")
        assert isinstance(on.app.screen, DeckScreen)


async def test_wishes_are_looked_at_anew_and_go_with_the_import() -> None:
    async with desk() as on:
        await on.press(*PREVIEW, "o", *"Ports")
        form = on.app.screen
        form.query_one("#on_duplicate", Choice).at = 1
        form.query_one("#columns", Input).value = "front, back,tags"
        form.query_one("#separator", Input).value = ";"
        await on.press("ctrl+s")
        assert "into Ports; known notes are kept as they are" in on.text()
        await on.press("enter")
        wishes = on.fake.imports[0][1]
        assert wishes.deck == "Ports"
        assert wishes.on_duplicate is OnDuplicate.KEEP
        assert wishes.columns == ("front", "back", "tags")
        assert wishes.separator == ";"


async def hold(on: Desk, *keys: str) -> None:
    """Press keys of which the last begins work that goes on until it is called off."""
    await on.press(*keys[:-1])
    on.fake.waits = True
    on.fake.waiting.clear()
    await on.pilot.press(keys[-1])
    assert on.fake.waiting.wait(5)


async def test_escape_stops_an_import_and_nothing_is_stored() -> None:
    async with desk() as on:
        await hold(on, *PREVIEW, "enter")
        await on.pilot.pause(0.15)
        assert "notes of 40,000" in on.text()
        assert phase(on) is Phase.IMPORTING
        await on.press("escape")
        assert said(on) == "called off: nothing was imported"
        assert phase(on) is Phase.READY
        assert on.fake.imports == []
        on.fake.waits = False
        await on.press("enter")
        assert phase(on) is Phase.DONE


async def test_leaving_a_preview_under_way_ends_it() -> None:
    async with desk() as on:
        await hold(on, *PREVIEW)
        await on.press("escape")
        assert isinstance(on.app.screen, PickScreen)


async def test_new_wishes_end_the_look_that_is_under_way() -> None:
    async with desk() as on:
        await hold(on, *PREVIEW)
        await on.pilot.press("o", *"Ports", "ctrl+s")
        on.fake.waits = False
        await on.settle()
        assert phase(on) is Phase.READY
        assert "into Ports" in on.text()


async def test_what_cannot_be_read_is_said_with_its_remedy() -> None:
    fake = FakeCollection()
    fake.fail = lambda verb: (
        SourceError("harbours.apkg is [broken]", "Export it again.") if "file" in verb else None
    )
    async with desk(fake=fake) as on:
        await on.press(*PREVIEW)
        assert phase(on) is Phase.REFUSED
        assert "harbours.apkg is [broken]" in on.text()
        assert "Export it again." in on.text()
        await on.press("enter")
        assert fake.imports == []
        await on.press("escape", "escape", "x", "enter")
        assert said(on) == "Harbours.apkg is [broken]. Export it again."


async def test_a_typed_path_opens_folders_and_files() -> None:
    async with desk() as on:
        await on.press("i", "slash", *"old", "tab", "enter")
        assert on.app.folder == Path("shelf/old decks")
        await on.press("slash", *"../ports.csv", "enter")
        assert on.text().startswith("  import  ports.csv")


async def test_a_folder_that_cannot_be_read_is_said(shelf: Path) -> None:
    gone = shelf / "old decks"
    async with desk() as on:
        await on.press("i")
        gone.rmdir()
        await on.press("enter")
        assert "No such file" in said(on)
        assert on.app.folder == Path("shelf")


async def test_an_export_says_where_it_is_and_what_is_lost() -> None:
    async with desk((100, 30)) as on:
        await on.press("down", "x")
        screen = on.app.screen
        assert screen.query_one("#file", Input).value == "Voyages.apkg"
        await on.press("end", "home", "down", "down", "down")
        assert screen.query_one("#file", Input).value == "Voyages.txt"
        assert "loses schedule and reviews, media" in on.text()
        assert screen.query_one("#media", Choice).disabled
        await on.press("enter")
        [(target, order)] = on.fake.exports
        assert target == Path("shelf/Voyages.txt")
        assert order == Order("Voyages", "anki-text", scheduling=False, media=True)
        text = on.text()
        for shown in ("Voyages.txt", "1 deck, 2 notes, 3 cards", "the flags of 2 cards", ".bak"):
            assert shown in text


async def test_a_name_that_was_typed_stays_and_a_file_there_is_announced() -> None:
    async with desk() as on:
        await on.press("x", "tab")
        on.app.screen.query_one("#file", Input).value = "ports.csv"
        await on.settle()
        assert "will be kept as a backup" in on.text()
        await on.press("shift+tab", "down")
        assert on.app.screen.query_one("#file", Input).value == "ports.csv"
        await on.press("tab")
        on.app.screen.query_one("#file", Input).value = ""
        await on.press("enter")
        assert said(on) == "name a file"


async def test_the_ending_of_a_typed_name_chooses_the_format_until_another_is_chosen() -> None:
    async with desk((100, 30)) as on:
        await on.press("x", "tab")
        field = on.app.screen.query_one("#file", Input)
        for name, form in (("ports.csv", "csv"), ("ports.odd", "csv"), ("ports.MD", "markdown")):
            field.value = name
            await on.settle()
            assert on.app.screen.query_one(FormatList).current.name == form
        await on.press("shift+tab", "home", "enter")
        [(target, order)] = on.fake.exports
        assert (target, order.format) == (Path("shelf/ports.MD"), "apkg")


async def test_a_search_is_exported_as_a_search() -> None:
    async with desk() as on:
        await on.press("down", "b", "slash", *"cape")
        await on.pilot.pause(0.15)
        await on.press("enter", "x", "tab", "tab", "right", "enter")
        [(target, order)] = on.fake.exports
        assert order == Order("Voyages", "apkg", scheduling=True, search="cape")
        assert target == Path("shelf/cape.apkg")


async def test_escape_stops_an_export() -> None:
    async with desk() as on:
        await hold(on, "x", "enter")
        await on.press("escape")
        assert said(on) == "called off: nothing was written"
        assert isinstance(on.app.screen, ExportScreen)
        assert on.fake.exports == []


async def test_hostile_names_and_texts_stay_text(shelf: Path) -> None:
    payloads = [text for _, text in PAYLOADS]
    fake = FakeCollection()
    fake.samples = tuple(Sample(text, text, text, Fate.NEW) for text in payloads)
    for number, text in enumerate(payloads):
        with suppress(OSError, ValueError):
            (shelf / f"{number}{text[:60].replace('/', '_')}.csv").touch()
    seen: list[str] = []
    async with desk((100, 60), fake=fake) as on:
        await on.press("i")
        await look(on, seen)
        assert seen[-1].count(".csv") > len(payloads) // 2
        await on.press("end", "enter")
        await look(on, seen)
        await on.press("enter")
        await look(on, seen)
        fake.fail = lambda verb: SourceError("".join(payloads)[:3000]) if "file" in verb else None
        await on.press("enter", "x", "enter")
        await look(on, seen)


async def test_what_was_pasted_and_is_no_deck_is_called_that() -> None:
    fake = FakeCollection()
    fake.fail = lambda verb: SourceError(f"{STDIN}: no cards") if "file" in verb else None
    async with desk(fake=fake) as on:
        await on.paste("no cards")
        assert "pasted text: no cards" in on.text()


@pytest.mark.parametrize(
    "keys", [(*PREVIEW, "enter"), ("x", "enter")], ids=["imported", "exported"]
)
async def test_results(keys: tuple[str, ...], screen_text: SnapshotAssertion) -> None:
    async with desk((60, 20)) as on:
        await on.press(*keys)
        assert on.text() == screen_text
