"""One entry of the key bar stands for a range of keys, and names those that work now."""

import pytest

from studyapp.quiz.match import Side
from studyapp.quiz.paper_wishes import Kind
from studyapp.tui.widgets.keybar import KeyBar
from studyapp.tui.widgets.options import OptionRow
from tests.tui.conftest import Desk, desk
from tests.tui.games import FACTS, RealDesk, six_captains
from tests.tui.games_steps import session
from tests.tui.learned import PAIR_DECK, Learnable, learning
from tests.tui.papers import only


def bar(on: Desk) -> str:
    return on.app.screen.query_one(KeyBar).render().plain


@pytest.mark.parametrize(("fake", "keys"), [(RealDesk, "1-3 Sort"), (six_captains, "1-6 Sort")])
async def test_as_many_digits_as_bins(fake: type[RealDesk], keys: str) -> None:
    async with desk(fake=fake()) as on:
        await on.press("home", "s", "home", "down", "enter")
        assert keys in bar(on)


async def test_tiles_of_a_small_board_until_they_are_found() -> None:
    async with desk((120, 40), fake=RealDesk(FACTS[:5])) as on:
        await on.press("home", "m")
        assert "a-e Question" in bar(on)
        assert "1-5 Answer" in bar(on)
        for row, left in ((2, "a-b/d-e"), (0, "b/d-e")):
            board = session(on).game.board
            answer = board.answers.index(board.questions[row])
            await on.press("abcde"[row], "12345"[answer])
            assert f" {left} Question" in bar(on)
        assert len(board.cards(Side.ANSWER)) == 5
        assert "1-5" not in bar(on)


@pytest.mark.parametrize(
    ("kind", "keys"), [(Kind.CHOICE, "A-D Choose"), (Kind.TRUE_FALSE, "T/F Choose")]
)
async def test_letters_of_a_paper(kind: Kind, keys: str) -> None:
    async with desk((120, 40), fake=only(kind)) as on:
        await on.press("t", "ctrl+s")
        assert keys in bar(on)
        assert bar(on).count("Choose") == 1


async def test_a_typed_answer_takes_no_letters() -> None:
    async with desk((120, 40), fake=only(Kind.WRITTEN)) as on:
        await on.press("t", "ctrl+s")
        assert "Choose" not in bar(on)


async def test_as_many_digits_as_options_to_learn_with() -> None:
    async with desk((120, 40), fake=Learnable()) as on:
        await learning(on, PAIR_DECK)
        assert sum(row.display for row in on.app.screen.query(OptionRow)) == 2
        assert "1-2 Choose" in bar(on)


async def test_a_click_on_a_range_presses_its_first_key_that_works() -> None:
    async with desk((120, 40), fake=RealDesk(FACTS[:5])) as on:
        await on.press("home", "m")
        board = session(on).game.board
        await on.press("a", "12345"[board.answers.index(board.questions[0])])
        await on.pilot.click(KeyBar, offset=(bar(on).index("b-e") + 1, 0))
        await on.settle()
        assert session(on).game.question == board.questions[1]
