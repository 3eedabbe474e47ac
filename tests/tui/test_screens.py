"""Every screen as it is drawn, at three sizes."""

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.few import few
from tests.tui.conftest import desk
from tests.tui.fake import FakeCollection, make_card
from tests.tui.stops import STOPS

SIZES = [
    pytest.param((60, 20), marks=pytest.mark.slow),
    (80, 24),
    pytest.param((120, 40), marks=pytest.mark.slow),
]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("stop", STOPS)
async def test_screen(stop: str, size: tuple[int, int], screen_text: SnapshotAssertion) -> None:
    async with desk(size) as on:
        await on.press(*STOPS[stop])
        await on.pilot.pause(0.15 if stop == "search" else 0)
        await on.settle()
        assert on.text() == screen_text


@pytest.mark.parametrize("theme", ["ink", "paper"])
@pytest.mark.parametrize("stop", few(["decks", "answer", "finished", "browse"], ["answer"]))
async def test_colours(stop: str, theme: str, screen_picture: SnapshotAssertion) -> None:
    async with desk((100, 30), theme=theme) as on:
        await on.press(*STOPS[stop])
        assert on.svg() == screen_picture


async def test_empty_collection_says_what_to_do(screen_text: SnapshotAssertion) -> None:
    async with desk(fake=FakeCollection([])) as on:
        assert on.text() == screen_text
        await on.press("enter", "o", "b")
        assert on.app.screen.NAME == "Decks"  # type: ignore[attr-defined]
        await on.press("a")
        assert "Astrolabes" in on.text()


RESIZED = ("decks", "long", "finished", "browse", "options", "flag")


@pytest.mark.parametrize("stop", few(RESIZED, ("long", "browse")))
async def test_resizing_keeps_the_screen_drawn(stop: str) -> None:
    async with desk((120, 40)) as on:
        await on.press(*STOPS[stop])
        for size in ((60, 20), (12, 4), (150, 50)):
            await on.pilot.resize_terminal(*size)
            await on.settle()
            assert len(on.strips()) == size[1]
            assert {strip.cell_length for strip in on.strips()} == {size[0]}


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_a_long_deck_name_hides_neither_title_nor_figures(size: tuple[int, int]) -> None:
    card = make_card(1, "Long " * 30 + "name", "q", "a")
    async with desk(size, fake=FakeCollection([card])) as on:
        for key, expected in (("enter", "1 new"), ("e", "edit note"), ("escape", "1 new")):
            await on.press(key)
            first = on.text().splitlines()[0]
            assert expected in first
            assert "Long" in first
        await on.press("escape", "o")
        first = on.text().splitlines()[0]
        assert "options" in first
        assert "Long" in first
