"""The games on the screen, over a real collection: how they look, end and are taken up again."""

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from studyapp.domain.review import Evidence
from studyapp.domain.selftest import Mode
from studyapp.services.selftest import sittings
from studyapp.tui.screens.cram import CramScreen
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.flip import FlipScreen
from studyapp.tui.screens.match import MatchScreen
from studyapp.tui.screens.piles import PilesScreen
from studyapp.tui.screens.sorting import SortingScreen
from studyapp.tui.themes import THEMES
from studyapp.tui.widgets.keybar import KeyBar
from studyapp.tui.widgets.tile import Tile
from tests import desk as files
from tests.few import SCREENS, few
from tests.tui.conftest import Desk, desk
from tests.tui.games import DECK, LONG, RealDesk, studied
from tests.tui.games_steps import find_pairs, lay_long, long_pile, session, top, wrong
from tests.tui.test_contrast import weak

SORT = ("s", "home", "down", "enter")


async def matched(on: Desk) -> None:
    """Play a game to its end, and one before that took longer."""
    for seconds in ("+50", "+31.5"):
        find_pairs(on, leave=1)
        await on.press(seconds)
        board = session(on).game.board
        left = next(card for card in board.questions if card not in board.found)
        if seconds == "+31.5":
            other = next(card for card in board.questions if card != left)
            assert other in board.found
        row = board.questions.index(left)
        await on.press("abcdef"[row], "123456"[board.answers.index(left)])
        if seconds == "+50":
            await on.press("n")


async def wrong_pair(on: Desk) -> None:
    board = session(on).game.board
    await on.press("+12.3", "b", "123456"[board.answers.index(board.questions[0])])


async def sorted_wrongly(on: Desk) -> None:
    wrong(on)
    await on.settle()


async def all_sorted(on: Desk) -> None:
    while (card := session(on).round.current) is not None:
        label = session(on).attribute.truth[card]
        miss = card % 5 == 0
        bins = session(on).attribute.bins
        chosen = bins.index(label) if not miss else (bins.index(label) + 1) % len(bins)
        await on.press(str(chosen + 1), *(("space",) if miss else ()))
    on.app.screen.notice.clear()  # type: ignore[attr-defined]


async def long_card(on: Desk) -> None:
    top(7)(on)
    await on.press("space", "s", "r", "space")
    on.app.screen.notice.clear()  # type: ignore[attr-defined]


async def flipped_through(on: Desk) -> None:
    top(11)(on)
    await on.press("n")


async def piles_sorted(on: Desk) -> None:
    await on.press(*("1", "2", "2", "2") * 3)


async def still(on: Desk) -> None:
    """Change nothing."""


PLACES = {
    "match": (("m",), still),
    "match_wrong": (("m",), wrong_pair),
    "match_end": (("m",), matched),
    "sort_menu": (("s",), still),
    "sort": (SORT, still),
    "sort_wrong": (SORT, sorted_wrongly),
    "sort_end": (SORT, all_sorted),
    "piles": (("s", "home", "enter", "space"), still),
    "piles_end": (("s", "home", "enter"), piles_sorted),
    "flip": (("f",), still),
    "flip_long": (("f",), long_card),
    "flip_end": (("f",), flipped_through),
    "cram_menu": (("c",), still),
    "cram": (("c", "home", "enter", "space"), still),
    "cram_end": (("c", "end", "enter", "space", "1", *("space", "3") * 6), still),
}
"""Keys from the decks, and what is done there."""


async def go(on: Desk, name: str) -> None:
    """Go to a place from the decks, with the cursor on all voyages."""
    keys, act = PLACES[name]
    await on.press("home", *keys)
    await act(on)
    await on.settle()


async def look(
    on: Desk, name: str, sizes: list[tuple[int, int]], screen_text: SnapshotAssertion
) -> None:
    """Compare contrast, key bar and layout of what is on the screen."""
    await on.pilot.resize_terminal(140, 32)
    for theme in THEMES:
        on.app.theme = theme.name
        await on.settle()
        assert weak(on) == []
    shown = {binding.action for binding in on.app.screen.query_one(KeyBar).shown()}
    active = on.app.screen.active_bindings.values()
    assert shown == {a.binding.action for a in active if a.enabled and a.binding.show}
    for width, height in sizes:
        await on.pilot.resize_terminal(width, height)
        await on.settle()
        assert on.text() == screen_text(name=f"{name}-{width}x{height}")


@pytest.mark.parametrize("sizes", SCREENS)
@pytest.mark.parametrize("game", few(["match", "sort", "piles", "flip", "cram"], ["match", "flip"]))
async def test_screens(
    game: str, sizes: list[tuple[int, int]], screen_text: SnapshotAssertion
) -> None:
    names = [name for name in PLACES if name.split("_")[0] == game]
    async with desk((140, 32), fake=studied()) as on:
        for name in names:
            await go(on, name)
            await look(on, name, sizes, screen_text)
            while not isinstance(on.app.screen, DeckScreen):
                await on.press("escape")


@pytest.mark.parametrize("name", ["match_wrong", "sort_wrong"])
async def test_colours(name: str, screen_picture: SnapshotAssertion) -> None:
    async with desk((100, 30), fake=studied()) as on:
        await go(on, name)
        assert on.svg() == screen_picture


async def test_a_game_of_matching_with_the_mouse() -> None:
    async with desk((80, 24), fake=RealDesk()) as on:
        await on.press("m")
        screen = on.app.screen
        assert isinstance(screen, MatchScreen)
        for _ in range(6):
            board = session(on).game.board
            card = next(each for each in board.questions if each not in board.found)
            await on.pilot.click(f"#question{board.questions.index(card)}")
            await on.pilot.click(f"#answer{board.answers.index(card)}")
            await on.settle()
        assert "All matched" in on.text()
        (over,) = sittings.ended(on.fake.real()._workspace, Mode.MATCH, DECK)
        assert (over.asked, over.correct) == (6, 6)


async def test_the_clock_stands_still_while_something_else_is_on_the_screen() -> None:
    async with desk((80, 24), fake=RealDesk()) as on:
        await on.press("m", "+10", "question_mark", "+100", "escape")
        assert session(on).game.elapsed_ms == 10_000
        await on.press("+5", "escape", "+1000", "m")
        assert session(on).game.elapsed_ms == 15_000
        assert "0:15" in on.text()
        await on.press("+3")
        screen = on.app.screen
        assert isinstance(screen, MatchScreen)
        screen.tick()
        assert "0:18" in on.text() or session(on).game.elapsed_ms == 18_000


async def test_a_wrong_pair_says_whose_answer_it_is() -> None:
    async with desk((80, 24), fake=RealDesk()) as on:
        await on.press("m")
        board = session(on).game.board
        other = session(on).item(board.questions[0])
        await wrong_pair(on)
        text = on.text()
        assert "Not a pair: 5 seconds" in text
        assert other.question.split()[0] in text
        assert "+5 s" in text
        assert len(on.app.screen.query(".-wrong")) == 2
        await on.press("down")
        assert not on.app.screen.query(".-wrong")


async def test_a_found_tile_cannot_be_picked() -> None:
    async with desk((80, 24), fake=RealDesk()) as on:
        await on.press("m")
        board = session(on).game.board
        row = board.answers.index(board.questions[0])
        await on.press("a", "123456"[row], "a", "123456"[row])
        assert session(on).game.question is None
        assert session(on).game.answer is None
        tile = on.app.screen.query_one("#question0", Tile)
        assert tile.has_class("-found")
        await on.pilot.click("#question0")
        assert session(on).game.question is None


async def test_sorting_by_mouse_and_override() -> None:
    async with desk((80, 24), fake=RealDesk()) as on:
        await on.press(*SORT)
        assert isinstance(on.app.screen, SortingScreen)
        card = session(on).round.current
        label = session(on).attribute.truth[card]
        number = session(on).attribute.bins.index(label) + 1
        await on.pilot.click(f"#bin{number}")
        await on.settle()
        assert session(on).round.done == (card,)
        wrong(on)
        await on.settle()
        assert "it is" in on.text()
        await on.press("1")
        assert session(on).verdict is not None
        await on.press("escape", "enter")
        assert session(on).verdict is not None
        await on.press("o")
        assert len(session(on).round.done) == 1


@pytest.mark.slow
async def test_autoplay_turns_goes_on_and_ends() -> None:
    async with desk((80, 24), fake=RealDesk()) as on:
        await on.press("f")
        screen = on.app.screen
        assert isinstance(screen, FlipScreen)
        await on.press("a")
        steps = []
        for _ in range(25):
            on.clock.forward(seconds=4)
            screen.tick()
            await on.settle()
            steps.append((session(on).pile.at, session(on).pile.turned))
        assert steps[:3] == [(0, True), (1, False), (1, True)]
        assert steps[23] == (12, False)
        assert not screen.playing
        assert "All seen" in on.text()


async def test_autoplay_waits_its_time_and_for_dialogs() -> None:
    async with desk((80, 24), fake=RealDesk()) as on:
        await on.press("f", "a", "minus")
        screen = on.app.screen
        assert isinstance(screen, FlipScreen)
        on.clock.forward(seconds=5.9)
        screen.tick()
        assert not session(on).pile.turned
        await on.press("question_mark")
        on.clock.forward(seconds=30)
        screen.tick()
        await on.press("escape")
        screen.tick()
        assert not screen._session.pile.turned  # type: ignore[union-attr]
        on.clock.forward(seconds=6)
        screen.tick()
        assert screen._session.pile.turned  # type: ignore[union-attr]


async def test_a_click_turns_the_card() -> None:
    async with desk((80, 24), fake=RealDesk()) as on:
        await on.press("f")
        await on.pilot.click("#sheet", offset=(10, 4))
        await on.settle()
        assert "white tern" in on.text()


async def test_flashcards_go_on_where_they_were_left() -> None:
    async with desk((80, 24), fake=RealDesk()) as on:
        await on.press("f", "n", "n", "space", "escape", "f")
        assert "3 of 12" in on.text()
        assert "Gull Sands" in on.text()
        assert "where you left" in on.text()


async def test_cramming_moves_no_row_and_goes_on_where_it_was_left() -> None:
    fake = studied()
    path = fake.collection.path
    before = files.rows(path, "memory")
    async with desk((80, 24), fake=fake) as on:
        await on.press("home", "c", "home", "enter", "space", "1", "space", "3", "z")
        assert isinstance(on.app.screen, CramScreen)
        assert "undone: Good" in on.text()
        await on.press("x", "s")
        await on.press("escape", "escape", "c")
        assert "go on" in on.text()
        await on.press("enter")
        assert "12 left" in on.text()
        for _ in range(20):
            await on.press("space", "3")
        assert "All known" in on.text()
    assert files.rows(path, "memory") == before
    kinds = {row["evidence"] for row in files.rows(path, "review_log")}
    assert Evidence.CRAM in kinds
    assert fake.collection.check().ok


@pytest.mark.slow
async def test_piles_then_flashcards_of_what_is_still_learned() -> None:
    fake = studied()
    before = files.rows(fake.collection.path, "memory")
    async with desk((80, 24), fake=fake) as on:
        await go(on, "piles_end")
        assert "3 still learning" in on.text()
        await on.press("f")
        assert "1 of 3" in on.text()
        await on.press("escape")
        assert isinstance(on.app.screen, PilesScreen)
        await on.press("c", "space", "3", "space", "3", "space", "3")
        assert "All known" in on.text()
    assert files.rows(fake.collection.path, "memory") == before


async def test_piles_by_mouse() -> None:
    async with desk((80, 24), fake=RealDesk()) as on:
        await on.press("s", "home", "enter")
        await on.pilot.click("#sheet", offset=(10, 4))
        await on.pilot.click("#known")
        await on.settle()
        assert len(session(on).piles.known) == 1


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("m", "too few cards"),
        ("s", "Nothing here"),
        ("f", "nothing to look at"),
        ("c", "Nothing here"),
    ],
)
async def test_too_few_cards_say_so(mode: str, said: str) -> None:
    fake = RealDesk((("Barros", "Who?", "Nobody."),))
    fake.collection.suspend(fake.collection.cards()[0].id)
    async with desk((80, 24), fake=fake) as on:
        await on.press("home", mode)
        assert said.lower() in on.text().lower()
        await on.press("space", "escape")
        assert isinstance(on.app.screen, DeckScreen)


HOSTILE = json.loads((Path(__file__).parent / "hostile_text.json").read_text("utf-8"))


async def test_hostile_texts_are_only_shown() -> None:
    texts = [each for each in _strings(HOSTILE) if each.strip()][:24]
    facts = [
        (f"D{at % 2}", f"{text} which of these {at}?", f"{text} {at}")
        for at, text in enumerate(texts)
    ]
    async with desk((80, 24), fake=RealDesk(facts)) as on:
        for keys in (
            ("m", "down"),
            ("escape", "f", "space"),
            ("escape", "s", "down", "enter", "1"),
        ):
            await on.press("home", *keys)
            for strip in on.strips():
                assert strip.text.isprintable(), strip.text
            assert len(on.strips()) == 24
        await on.press("escape")


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [each for part in value for each in _strings(part)] if isinstance(value, list) else []


@pytest.mark.slow
async def test_long_texts_are_whole_below_the_tiles_and_in_every_mode() -> None:
    assert len(LONG) > 800
    async with desk((120, 40), fake=studied()) as on:
        await on.press("home", *SORT)
        lay_long(on)
        await on.settle()
        assert "ballast" in on.text()
        await on.press("escape", "home", "enter")
        long_pile(on)
        await on.press("space")
        assert "ballast" in on.text()
