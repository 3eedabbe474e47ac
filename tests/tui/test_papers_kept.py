"""A paper on the screen: kept while it is typed, overtaken by another window, narrow."""

import pytest

from studyapp.collection import Collection
from studyapp.quiz.paper_wishes import Kind
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.paper import PaperScreen
from tests.few import few
from tests.tui.conftest import desk
from tests.tui.papers import PaperFake, only
from tests.tui.test_papers import BEGIN, paper


async def test_a_typed_answer_is_kept_while_it_is_typed() -> None:
    fake = only(Kind.WRITTEN)
    async with desk(fake=fake) as on:
        await on.press(*BEGIN, *"port")
        assert paper(on)._drafts._timer is not None
        paper(on)._drafts.keep()
        await on.settle()
        killed = fake.papers.resume_test("Harbour")
        assert killed is not None
        assert killed.test.reply.text == "port"


@pytest.mark.slow
async def test_a_paper_that_went_on_elsewhere_is_shown_as_it_stands_there() -> None:
    fake = PaperFake()
    async with desk(fake=fake) as on:
        await on.press(*BEGIN, "a")
        with Collection.open(fake.papers.path, clock=fake.clock.now, seed=9) as other:
            there = other.resume_test("Harbour")
            assert there is not None
            there.test.go(1)
            there.test.pick(0, 1)
            there.keep()
            await on.press("b")
            assert "went on in another window" in on.text()
            assert paper(on).test == there.test
            await on.press("a", "escape")
            assert isinstance(on.app.screen, DeckScreen)


KEYS = [["b"], ["ctrl+s", "ctrl+s"], ["escape"]]


@pytest.mark.parametrize("keys", few(KEYS, KEYS[:1]), ids=str)
async def test_a_paper_that_was_handed_in_elsewhere_can_only_be_left(keys: list[str]) -> None:
    fake = PaperFake()
    async with desk(fake=fake) as on:
        await on.press(*BEGIN, "a")
        with Collection.open(fake.papers.path, clock=fake.clock.now, seed=9) as other:
            there = other.resume_test("Harbour")
            assert there is not None
            there.submit()
        await on.press(*keys)
        assert "already handed in in another window" in on.text().replace("\n", " ")
        await on.press("c", "tab", "ctrl+s", "ctrl+s")
        assert isinstance(on.app.screen, PaperScreen)
        (score,) = fake.papers.test_scores("Harbour")
        assert score.score == there.score
        await on.press("escape")
        assert isinstance(on.app.screen, DeckScreen)


async def test_narrow_screens_say_what_is_cut_off() -> None:
    async with desk((60, 9), fake=PaperFake()) as on:
        await on.press(*BEGIN)
        assert "PgDn More" in on.text().splitlines()[-1]
        await on.pilot.resize_terminal(60, 20)
        await on.press("ctrl+o", *["down"] * 8)
        cut = [line for line in on.text().splitlines() if "Why is custom" in line]
        assert cut
        assert all("…" in line for line in cut), cut
