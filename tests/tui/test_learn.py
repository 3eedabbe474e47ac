"""Learn on the screen: every state, every key, a whole deck, and coming back to it."""

from collections.abc import Awaitable, Callable

import pytest
from syrupy.assertion import SnapshotAssertion

from studyapp.collection import Collection
from studyapp.errors import StudyError
from studyapp.quiz.asking import Form, Outcome
from studyapp.quiz.learn import Level, Phase
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.learn_steps import Stage
from studyapp.tui.widgets.options import OptionRow
from tests.desk import lent, rows
from tests.few import SCREENS, few
from tests.tui.conftest import Desk, desk
from tests.tui.learned import (
    DECK,
    LONG_DECK,
    PAIR_DECK,
    TERMS,
    Learnable,
    answer,
    go_on,
    learning,
    option,
    screen,
    type_in,
    view,
)

State = Callable[[Desk], Awaitable[None]]


async def choice(on: Desk) -> None:
    await learning(on)


async def chosen_wrong(on: Desk) -> None:
    await learning(on)
    await answer(on, right=False)


async def chosen_right(on: Desk) -> None:
    await learning(on)
    await answer(on)


async def right(on: Desk) -> None:
    await on.press("enter")
    await answer(on)


async def not_known(on: Desk) -> None:
    await on.press("enter", "0")


async def round_over(on: Desk) -> None:
    await on.press("enter")
    await go_on(on, 7)


async def long_choice(on: Desk) -> None:
    await learning(on, LONG_DECK)


async def wrong(on: Desk) -> None:
    await answer(on, right=False)


async def first_blank(on: Desk) -> None:
    await on.press("enter")
    await go_on(on, 5)


async def second_blank(on: Desk) -> None:
    question = view(on).question
    assert question is not None
    assert question.blanks is not None
    await type_in(on, question.blanks.blanks[0])


async def partly(on: Desk) -> None:
    await type_in(on, "wax")


async def statement(on: Desk) -> None:
    await learning(on, PAIR_DECK)


async def typed(on: Desk) -> None:
    await learning(on, PAIR_DECK)
    await go_on(on, 3)


async def to_typed(on: Desk) -> None:
    await on.press("enter")
    while not (question := view(on).question) or not question.form.recalled:
        await go_on(on, 1)


async def mistyped(on: Desk) -> None:
    await type_in(on, "helmet")


async def blanks(on: Desk) -> None:
    await learning(on, LONG_DECK)
    await go_on(on, 5)


async def mastered(on: Desk) -> None:
    while screen(on).stage is not Stage.DONE:
        await go_on(on, 1)


JOURNEYS: dict[str, tuple[State, ...]] = {
    "terms": (choice, wrong, right, not_known, round_over),
    "long": (long_choice, wrong, first_blank, second_blank, partly),
    "pair": (statement, wrong, to_typed, mistyped, mastered),
}
"""States, each reached from the one before."""


@pytest.mark.parametrize("sizes", SCREENS)
@pytest.mark.parametrize("journey", few(JOURNEYS, ["long"]))
async def test_screen(
    journey: str, sizes: list[tuple[int, int]], screen_text: SnapshotAssertion
) -> None:
    async with desk(sizes[0], fake=Learnable()) as on:
        for state in JOURNEYS[journey]:
            await state(on)
            for size in sizes:
                await on.pilot.resize_terminal(*size)
                await on.settle()
                name = f"{state.__name__}-{size[0]}x{size[1]}"
                assert on.text() == screen_text(name=name)


@pytest.mark.slow
async def test_twenty_cards_to_the_end() -> None:
    async with desk(fake=Learnable()) as on:
        await learning(on)
        asked, missed = 0, set()
        typed_right: set[int] = set()
        while screen(on).stage is not Stage.DONE:
            assert asked < 200
            now = view(on)
            if now.phase is Phase.SUMMARY:
                assert f"Round {now.round} done" in on.text()
                await on.press("enter")
                continue
            assert now.item is not None
            assert now.question is not None
            asked += 1
            right = asked % 6 != 3
            await answer(on, right=right)
            assert screen(on).stage is Stage.JUDGED
            assert ("✓ Right" if right else "Not right") in on.text()
            missed |= set() if right else {now.item.card_id}
            if right and now.question.form is Form.TYPED:
                typed_right.add(now.item.card_id)
            await on.press("space" if asked % 2 else "enter")
        assert view(on).levels == (0, 0, 0, len(TERMS))
        assert len(typed_right) == len(TERMS)
        assert missed
        assert "All mastered" in on.text()
        assert on.fake.kept.check().ok  # type: ignore[attr-defined]
        await on.press("escape")
        assert isinstance(on.app.screen, DeckScreen)


async def test_left_and_opened_again_the_same_question_waits() -> None:
    fake = Learnable()
    async with desk(fake=fake) as on:
        await learning(on)
        await go_on(on, 3)
        before, shown = view(on), on.text()
        await on.press("escape")
        await learning(on)
        assert on.text() == shown
    fake.kept = lent(type(fake.kept).open(fake.kept.path, clock=fake.clock.now, seed=9))
    async with desk(fake=fake) as on:
        await learning(on)
        assert view(on) == before
        assert on.text() == shown


async def test_leaving_after_a_verdict_counts_it() -> None:
    async with desk(fake=Learnable()) as on:
        await chosen_right(on)
        first = view(on).item
        await on.press("escape")
        assert isinstance(on.app.screen, DeckScreen)
        await learning(on)
        assert view(on).item != first
        assert view(on).levels[Level.FAMILIAR] == 1


async def test_quitting_after_a_verdict_counts_it() -> None:
    fake = Learnable()
    async with desk(fake=fake) as on:
        await chosen_wrong(on)
        await on.press("ctrl+q")
    assert fake.kept.learn(DECK).view().levels[Level.MISSED] == 1


async def test_the_verdict_is_overruled_by_one_key_either_way() -> None:
    async with desk(fake=Learnable()) as on:
        await chosen_wrong(on)
        for key, outcome in (("y", Outcome.RIGHT), ("n", Outcome.WRONG), ("y", Outcome.RIGHT)):
            await on.press(key)
            judged = view(on).judged
            assert judged is not None
            assert judged.outcome is outcome
        await on.press("enter")
        assert view(on).levels[Level.FAMILIAR] == 1


async def test_not_known_is_not_overruled() -> None:
    async with desk(fake=Learnable()) as on:
        await learning(on)
        await on.press("0", "y")
        judged = view(on).judged
        assert judged is not None
        assert judged.outcome is Outcome.WRONG
        assert not on.app.screen.query_one("#right").display


async def test_not_known_while_typing() -> None:
    async with desk(fake=Learnable()) as on:
        await typed(on)
        await on.press("0")
        assert screen(on).stage is Stage.ASKING, "a digit is part of the answer"
        await on.press("ctrl+n")
        judged = view(on).judged
        assert judged is not None
        assert judged.unknown


async def test_nothing_typed_is_no_answer() -> None:
    async with desk(fake=Learnable()) as on:
        await typed(on)
        await on.press("enter", "space", "enter")
        assert screen(on).stage is Stage.ASKING
        assert "type an answer" in on.text()


async def click(on: Desk, where: str) -> None:
    assert await on.pilot.click(where)
    await on.settle()


async def test_the_mouse_does_what_the_keys_do() -> None:
    async with desk(fake=Learnable()) as on:
        await learning(on)
        key = option(view(on), right=False)
        await click(on, f"#option-{key}")
        assert screen(on).stage is Stage.JUDGED
        await click(on, f"#option-{key}")
        await click(on, "#right")
        await click(on, "#wrong")
        await click(on, "#on")
        assert view(on).levels[Level.MISSED] == 1
        await click(on, "#unknown")
        judged = view(on).judged
        assert judged is not None
        assert judged.unknown


async def test_wrong_options_that_were_not_chosen_go_away() -> None:
    async with desk(fake=Learnable()) as on:
        await chosen_wrong(on)
        rows = [row for row in on.app.screen.query(OptionRow) if row.display]
        assert len(rows) == 2


async def test_a_mistake_says_whose_answer_it_was_and_that_the_card_is_due() -> None:
    async with desk((100, 30), fake=Learnable()) as on:
        await typed(on)
        item = view(on).item
        assert item is not None
        other = next(term for term in ("port", "helm") if term != item.term)
        await type_in(on, other)
        shown = on.text()
        assert "that answers" in shown
        assert "this card is due now" in shown


async def test_what_cannot_be_saved_stays_with_the_reason() -> None:
    async with desk(fake=Learnable()) as on:
        await learning(on)
        before = view(on)
        sitting = screen(on).sitting
        kept, sitting.choose = sitting.choose, refuse  # type: ignore[method-assign, assignment]
        await answer(on)
        assert "Not saved: the disk is full" in on.text()
        assert view(on) == before
        sitting.choose = kept  # type: ignore[method-assign]
        await answer(on)
        await on.press("enter")
        assert view(on).levels[Level.FAMILIAR] == 1
        assert "disk" not in on.text()


def refuse(at: int, duration_ms: int = 0) -> None:
    raise StudyError("the disk is full", "Make room.")


async def test_a_verdict_is_on_disk_while_it_is_on_show() -> None:
    fake = Learnable()
    async with desk(fake=fake) as on:
        await chosen_wrong(on)
        with Collection.open(fake.kept.path, clock=fake.clock.now, seed=9) as killed:
            assert killed.learn(DECK).view().levels[Level.MISSED] == 1


async def test_nothing_to_learn_is_said() -> None:
    fake = Learnable()
    for card in fake.kept.cards(PAIR_DECK):
        fake.kept.suspend(card.id)
    async with desk(fake=fake) as on:
        await learning(on, PAIR_DECK)
        assert "nothing to learn in Two" in on.text().replace("Nothing", "nothing")
        await on.press("1", "enter", "escape")
        assert isinstance(on.app.screen, DeckScreen)


@pytest.mark.slow
async def test_once_more_asks_all_typed() -> None:
    async with desk(fake=Learnable()) as on:
        await learning(on, PAIR_DECK)
        await mastered(on)
        await on.press("a")
        question = view(on).question
        assert question is not None
        assert question.form is Form.TYPED
        await go_on(on, 2)
        assert screen(on).stage is Stage.DONE


async def test_a_long_card_scrolls_by_keys_also_while_typing() -> None:
    async with desk((60, 14), fake=Learnable()) as on:
        await blanks(on)
        assert screen(on).card.scroll_y == 0
        await on.press("pagedown")
        assert screen(on).card.scroll_y > 0
        await on.press("pageup", "down")
        assert screen(on).card.scroll_y == 1
        await on.press("up", "j")
        assert screen(on).card.scroll_y == 0, "letters are typed"


async def test_time_counts_from_question_to_answer() -> None:
    fake = Learnable()
    async with desk(fake=fake) as on:
        await learning(on)
        await on.press("+4", option(view(on)), "+30", "enter")
        await on.press("+900", option(view(on)), "enter")
    with fake.kept as collection:
        assert [row["duration_ms"] for row in rows(collection.path, "review_log")] == [4000, 120000]


async def test_rounds_of_another_size() -> None:
    async with desk(fake=Learnable()) as on:
        on.app.open_mode("learn", DECK, {"size": 3})
        await on.settle()
        assert "1 of 3" in on.text()


@pytest.mark.slow
async def test_resizing_keeps_the_screen_drawn() -> None:
    async with desk((120, 40), fake=Learnable()) as on:
        await blanks(on)
        for size in ((12, 4), (150, 50)):
            await on.pilot.resize_terminal(*size)
            await on.settle()
            assert len(on.strips()) == size[1]
