"""A sitting that another window went on with is opened where it stands, and not overwritten."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from typing import Any

import pytest

from studyapp.collection import Collection
from studyapp.domain.review import Evidence, Rating
from studyapp.quiz.flip import Flip
from studyapp.quiz.match import Side
from studyapp.services.selftest.evidence import Given, record
from studyapp.services.selftest.match import MatchSession
from tests import desk as files
from tests.few import few
from tests.tui.conftest import Desk, desk
from tests.tui.games import DECK, RealDesk, studied
from tests.tui.games_steps import BY, session

Act = Callable[[Collection], Any]


@contextmanager
def other_window(fake: RealDesk) -> Iterator[Collection]:
    path = fake.collection.path
    with Collection.open(path, clock=fake.clock.now, zone=UTC, seed=9) as other:
        yield other


def crammed(other: Collection) -> Any:
    there = other.cram(DECK)
    there.answer(Rating.GOOD, 1)
    return there._cram


def piled(other: Collection) -> Any:
    there = other.piles(DECK)
    there.sort(known=True, duration_ms=1)
    return there.piles


def sorted_there(other: Collection) -> Any:
    there = other.sort(DECK, BY)
    card = there.round.current
    assert card is not None
    there.place(there.attribute.truth[card], 1)
    return there.round


def flipped(other: Collection) -> Any:
    there = other.flip(DECK)
    there.do(lambda pile: pile.step(3))
    return there.pile


def pair_there(there: MatchSession) -> None:
    board = there.game.board
    assert board is not None
    card = board.questions[0]
    there.pick(Side.QUESTION, card)
    there.pick(Side.ANSWER, card)


def matched(other: Collection) -> Any:
    there = other.match(DECK)
    pair_there(there)
    return there.game


def told_apart(other: Collection) -> Any:
    there = other.contrast(DECK)
    question = there.question
    assert question is not None
    there.answer(question.right, 1)
    return (there.asked, there.correct, there.question)


def drill(on: Desk) -> Any:
    here = session(on)
    return (here.asked, here.correct, here.question)


MODES: dict[str, tuple[tuple[str, ...], Act, tuple[str, ...], Callable[[Desk], Any]]] = {
    "cram": (("c", "home", "enter"), crammed, ("space", "3"), lambda on: session(on)._cram),
    "piles": (("s", "home", "enter"), piled, ("2",), lambda on: session(on).piles),
    "sort": (("s", "home", "down", "enter"), sorted_there, ("1",), lambda on: session(on).round),
    "flip": (("f",), flipped, ("space",), lambda on: session(on).pile),
    "match": (("m",), matched, ("a", *"123456"), lambda on: session(on).game),
    "drill": (("d",), told_apart, ("1",), drill),
}
"""How to open it, what happens elsewhere, the keys that meet it, and where it stands here."""


def confused(fake: RealDesk) -> None:
    """Let two cards be taken for each other."""
    one, other = [card.id for card in fake.collection.cards()][:2]
    pairs = [(one, other), (other, one), (one, other), (other, one)]
    record(
        fake.collection._workspace,
        [Given(card, Evidence.TYPED, False, 1, confused_with=of) for card, of in pairs],
    )


@pytest.mark.parametrize("mode", few(MODES, ["cram", "sort", "drill"]))
async def test_it_is_opened_where_it_stands_there(mode: str) -> None:
    keys, elsewhere, meet, stands = MODES[mode]
    fake = studied()
    confused(fake)
    async with desk(fake=fake) as on:
        await on.press("home", *keys)
        with other_window(fake) as other:
            there = elsewhere(other)
            for key in meet:
                await on.press(key)
                if "another window" in on.text():
                    break
        assert "went on in another window" in on.text()
        assert stands(on) == there
        for key in meet:
            await on.press(key)
        assert "another window" not in on.text()
        assert stands(on) != there


@pytest.mark.parametrize("mode", few(["cram", "piles", "sort", "flip"], ["cram"]))
async def test_it_is_begun_anew_where_it_ended_there(mode: str) -> None:
    keys, _, meet, stands = MODES[mode]
    fake = studied()
    async with desk(fake=fake) as on:
        await on.press("home", *keys)
        before = files.rows(fake.collection.path, "sitting")
        with other_window(fake) as other:
            end(other, mode)
            await on.press(*meet)
        assert "already ended in another window" in on.text()
        (ended,) = [row for row in files.rows(fake.collection.path, "sitting") if row["ended_at"]]
        assert ended["id"] == before[-1]["id"]
        assert stands(on) is not None


def end(other: Collection, mode: str) -> None:
    match mode:
        case "cram":
            cram = other.cram(DECK)
            while cram.current() is not None:
                cram.answer(Rating.GOOD, 1)
        case "piles":
            piles = other.piles(DECK)
            while piles.card() is not None:
                piles.sort(known=True, duration_ms=1)
        case "sort":
            sorting = other.sort(DECK, BY)
            while (card := sorting.round.current) is not None:
                sorting.place(sorting.attribute.truth[card], 1)
        case "flip":
            other.flip(DECK).do(lambda pile: Flip.step(pile, len(pile.order)))


async def test_a_game_left_after_another_window_played_on_keeps_its_time() -> None:
    fake = RealDesk()
    async with desk(fake=fake) as on:
        await on.press("home", "m", "+5")
        with other_window(fake) as other:
            there = other.match(DECK)
            there.run(70_000)
            pair_there(there)
            await on.press("+5", "escape")
            assert other.match(DECK).game == there.game


async def test_a_game_of_another_size_elsewhere_is_gone_on_with() -> None:
    fake = RealDesk()
    async with desk(fake=fake) as on:
        await on.press("home", "m")
        with other_window(fake) as other:
            one = other.match(DECK)
            pair_there(one)
            there = other.match(DECK, boards=2)
            pair_there(there)
            for key in ("a", *"123456"):
                await on.press(key)
                if "another window" in on.text():
                    break
            assert "went on in another window" in on.text()
            assert session(on).game == there.game
