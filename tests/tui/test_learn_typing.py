"""Learn on the screen: what is typed into a long answer, narrow screens, and other windows."""

import pytest

from studyapp.collection import Collection
from studyapp.quiz.asking import Outcome
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.learn_steps import Stage
from studyapp.tui.widgets.typed_answer import TypedAnswer
from tests.tui.conftest import desk
from tests.tui.learned import (
    DECK,
    LONG_DECK,
    Learnable,
    answer,
    learning,
    screen,
    type_in,
    view,
)
from tests.tui.test_learn import blanks, second_blank


async def test_a_sitting_that_went_on_elsewhere_is_opened_where_it_stands() -> None:
    fake = Learnable()
    async with desk(fake=fake) as on:
        await learning(on)
        with Collection.open(fake.kept.path, clock=fake.clock.now, seed=9) as other:
            there = other.learn(DECK)
            there.unknown()
            there.go_on()
        await answer(on)
        assert "went on in another window" in on.text()
        assert view(on) == there.view()
        await answer(on)
        assert screen(on).stage is Stage.JUDGED
        assert "another window" not in on.text()


@pytest.mark.slow
async def test_what_is_half_typed_waits_behind_the_way_out() -> None:
    fake = Learnable()
    async with desk(fake=fake) as on:
        await blanks(on)
        await second_blank(on)
        await on.press(*"tal", "escape")
        assert isinstance(on.app.screen, DeckScreen)
        await learning(on, LONG_DECK)
        assert view(on).typed[1:] == ("tal",)
        assert on.app.screen.query_one(TypedAnswer).value == "tal"
        await on.press("l", "ctrl+q")
    async with desk(fake=fake) as on:
        await learning(on, LONG_DECK)
        assert on.app.screen.query_one(TypedAnswer).value == "tall"
        await on.press("enter")
        judged = view(on).judged
        assert judged is not None
        assert judged.rights[0]
        assert judged.given[1] == "tall"
        assert view(on).typed == ()


async def test_what_is_half_typed_is_on_disk_when_the_keys_rest() -> None:
    fake = Learnable()
    async with desk(fake=fake) as on:
        await blanks(on)
        await second_blank(on)
        await on.press(*"tal")
        assert screen(on)._drafts._timer is not None
        screen(on)._drafts.keep()
        await on.settle()
        with Collection.open(fake.kept.path, clock=fake.clock.now, seed=9) as killed:
            assert killed.learn(LONG_DECK).view().typed[1:] == ("tal",)
        await on.press("backspace", "backspace", "backspace", "escape")
        await learning(on, LONG_DECK)
        assert view(on).typed[1:] == ("",)


@pytest.mark.slow
async def test_a_draft_of_a_question_that_was_answered_is_not_kept_for_the_next() -> None:
    fake = Learnable()
    async with desk(fake=fake) as on:
        await blanks(on)
        await on.press(*"tal")
        late = screen(on)._half_typed()
        assert late is not None
        await on.press("ctrl+n")
        late()
        assert view(on).judged is not None
        await on.press("enter")
        late()
        assert view(on).typed == ()
        with Collection.open(fake.kept.path, clock=fake.clock.now, seed=9) as killed:
            assert killed.learn(LONG_DECK).view() == view(on)


async def test_what_is_half_typed_here_stays_if_another_window_moved_on_and_asks_the_same() -> None:
    fake = Learnable()
    async with desk(fake=fake) as on:
        await blanks(on)
        await on.press(*"tal")
        with Collection.open(fake.kept.path, clock=fake.clock.now, seed=9) as other:
            there = other.learn(LONG_DECK)
            there.keep(("else",), there.view().question)
        screen(on)._drafts.keep()
        await on.settle()
        assert "went on in another window" in on.text()
        assert on.app.screen.query_one(TypedAnswer).value == "tal"
        screen(on)._drafts.keep()
        await on.settle()
        with Collection.open(fake.kept.path, clock=fake.clock.now, seed=9) as killed:
            assert killed.learn(LONG_DECK).view().typed == ("tal",)


@pytest.mark.slow
async def test_a_whole_answer_in_a_blank_is_not_drawn_into_it() -> None:
    async with desk((100, 40), fake=Learnable()) as on:
        await blanks(on)
        item = view(on).item
        assert item is not None
        await type_in(on, item.term)
        judged = view(on).judged
        assert judged is not None
        assert judged.whole
        assert judged.outcome is Outcome.RIGHT
        assert "Hard at most" in on.text()
        shown = " ".join(on.text().split())
        begins = " ".join(item.term.split()[:4])
        assert shown.count(begins) == 2, "once as it was typed and once as it is"


async def test_a_narrow_line_on_top_names_the_subdeck_first() -> None:
    async with desk((60, 20), fake=Learnable()) as on:
        await learning(on)
        screen(on).deck = "Historians on the Soviet Union::L5–L9::Collectivisation"
        screen(on)._figures()
        await on.settle()
        first = on.text().splitlines()[0]
        assert first.strip().startswith("Collectivisation ‹ L5–L9 ‹ H")
        assert "…" in first
        assert "1 of 7" in first


async def test_a_narrow_key_bar_says_that_there_is_more_below() -> None:
    async with desk((60, 16), fake=Learnable()) as on:
        await learning(on, LONG_DECK)
        assert "PgDn More" in on.text().splitlines()[-1]
