"""Studying a collection in a file: what is rated stays rated, and all figures agree."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import Flag, Queue, State
from studyapp.services.views import CardView, Counts
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.review import ReviewScreen
from studyapp.tui.widgets.deck_tree import DeckTree
from studyapp.tui.widgets.notice import Notice
from tests.desk import basic, files, options_of
from tests.tui.conftest import Desk, desk
from tests.tui.fake import Clock, FakeCollection

AGAIN, EASY = "1", "4"
FIGURES = re.compile(r"([\d,]+) new +([\d,]+) learning +([\d,]+) due")


def opened(path: Path, clock: Clock) -> Collection:
    return Collection.open(path, clock=clock.now, zone=ZoneInfo("UTC"), seed=1)


@asynccontextmanager
async def at_the_tree(path: Path, new_per_day: int = 20) -> AsyncIterator[tuple[Desk, Collection]]:
    """Run the application on a deck ``Tree`` with four cards in each of two subdecks."""
    fake = FakeCollection([])
    with opened(path, fake.clock) as collection:
        for number, deck in enumerate(("Tree::Ash", "Tree::Birch")):
            collection.build(files(deck, map(basic, range(4 * number, 4 * number + 4))))
        options_of(collection, "Tree", new_per_day=new_per_day)
        fake.real = lambda: collection  # type: ignore[method-assign]
        async with desk((100, 30), fake=fake) as on:
            yield on, collection


async def go_to(on: Desk, deck: str) -> None:
    """Put the cursor of the deck list on a deck."""
    tree = on.app.screen.query_one(DeckTree)
    await on.press("home")
    for _ in range(tree.count):
        if tree.current is not None and tree.current.name == deck:
            return
        await on.press("down")
    raise AssertionError(f"no deck {deck}:\n{on.text()}")


def listed(on: Desk, deck: str) -> Counts:
    """Return the figures that the list shows beside a deck."""
    assert isinstance(on.app.screen, DeckScreen)
    (line,) = (line for line in on.text().splitlines() if f" {deck.split('::')[-1]} " in line)
    due, new, learning = (0 if word == "·" else int(word) for word in line.split()[-4:-1])
    return Counts(new, learning, due)


def left(on: Desk) -> Counts:
    """Return the figures that a review shows above its card; none are left at its end."""
    assert isinstance(on.app.screen, ReviewScreen)
    if "Finished for" in on.text():
        return Counts()
    found = FIGURES.search(on.text())
    assert found is not None, on.text()
    return Counts(*map(int, found.groups()))


def asked(on: Desk) -> str:
    """Return the question on the table, empty at the end."""
    found = re.search(r"Question \d+\?", on.text())
    return found[0] if found else ""


async def study(on: Desk, deck: str, ratings: str) -> list[str]:
    """Study a deck from the list and come back; return what was asked and rated.

    The list and the session must show the same figures on the way in and on the way out.
    """
    await go_to(on, deck)
    promised = listed(on, deck)
    await on.press("enter")
    assert left(on) == promised, f"{deck} opens with other figures than the list showed"
    rated = []
    for rating in ratings:
        rated.append(asked(on))
        assert rated[-1], on.text()
        await on.press("+5", "space", rating)
    now = left(on)
    await on.press("escape")
    assert listed(on, deck) == now, f"the list shows other figures than {deck} was left with"
    return rated


@pytest.mark.parametrize("new_per_day", [5, pytest.param(20, marks=pytest.mark.slow)])
async def test_parent_and_subdeck_in_turn(tmp_path: Path, new_per_day: int) -> None:
    async with at_the_tree(tmp_path / "c.db", new_per_day) as (on, collection):
        assert listed(on, "Tree").new == min(8, new_per_day)
        easy = await study(on, "Tree", EASY)
        again = await study(on, "Tree", AGAIN)
        easy += await study(on, "Tree::Ash", EASY)
        easy += await study(on, "Tree", EASY)
        easy += await study(on, "Tree::Ash", "")
        easy += await study(on, "Tree::Birch", EASY)
        assert len(set(easy)) == 4
        assert again[0] not in easy
        rest = await study(on, "Tree", EASY * (1 + min(8, new_per_day) - 5))
        assert again[0] in rest
        assert set(rest).isdisjoint(easy)
        assert listed(on, "Tree") == Counts()
        for deck in ("Tree", "Tree::Ash", "Tree::Birch"):
            await study(on, deck, "")
            await on.press("enter")
            assert asked(on) not in {*easy, *rest}
            await on.press("escape")
        report = collection.check()
        assert report.ok
        assert report.reviews == 5 + len(rest)


@pytest.mark.slow
async def test_undo_after_the_subdeck_was_studied(tmp_path: Path) -> None:
    async with at_the_tree(tmp_path / "c.db") as (on, collection):
        before = listed(on, "Tree")
        (first,) = await study(on, "Tree", EASY)
        (second,) = await study(on, "Tree::Ash", EASY)
        assert first != second
        await go_to(on, "Tree")
        await on.press("enter", "z")
        assert asked(on) == first
        assert left(on) == Counts(before.new - 1)
        await on.press("escape")
        assert listed(on, "Tree") == Counts(before.new - 1)
        states = {card.question: card.memory.state for card in collection.cards()}
        assert states[first] is State.NEW
        assert states[second] is State.REVIEW
        assert await study(on, "Tree::Ash", EASY) == [first]


async def test_each_change_is_stored_and_can_be_undone(tmp_path: Path) -> None:
    """As another program sees it that has the file open."""
    path = tmp_path / "c.db"
    async with at_the_tree(path) as (on, collection), AsyncExitStack() as stack:
        first = collection.cards("Tree")[0]
        other = stack.enter_context(opened(path, on.clock))
        before = other.card(first.id)
        await go_to(on, "Tree")
        await on.press("enter")
        assert asked(on) == first.question

        def now() -> CardView:
            return other.card(first.id)

        await on.press("space", "3")
        assert now().memory.state is State.LEARNING
        assert asked(on) != first.question
        await on.press("z")
        assert asked(on) == first.question
        assert now() == before

        def undone(what: str) -> bool:
            said = on.app.screen.query_one(Notice).said
            return said == f"undone: {what} on “{first.question}”"

        assert undone("Good")
        await on.press("e", *"Now ", "ctrl+s")
        assert now().front == f"Now {first.front}"
        assert f"Now {first.front}" in on.text()
        assert [card.id for card in collection.search("now")] == [first.id]
        await on.press("z")
        assert undone("Edit")
        assert f"Now {first.front}" not in on.text()
        assert now() == before

        await on.press("f", "2")
        assert now().flag is Flag.ORANGE
        assert "⚑ orange" in on.text()
        await on.press("z")
        assert undone("Flag")
        assert "⚑" not in on.text()
        assert now() == before

        for key, name, queue in (
            ("x", "Bury", Queue.BURIED),
            ("s", "Suspend", Queue.SUSPENDED),
        ):
            await on.press(key)
            assert now().queue is queue
            assert asked(on) != first.question
            assert left(on) == Counts(7)
            await on.press("escape")
            assert [listed(on, deck).new for deck in ("Tree", "Tree::Ash")] == [7, 3]
            await on.press("enter", "z")
            assert undone(name)
            assert asked(on) == first.question
            assert left(on) == Counts(8)
            assert now() == before
        assert collection.check().ok


@pytest.mark.slow
async def test_what_was_put_aside_stays_so_in_other_decks(tmp_path: Path) -> None:
    async with at_the_tree(tmp_path / "c.db") as (on, collection):
        buried, suspended, *_ = (card.question for card in collection.cards("Tree"))
        await go_to(on, "Tree")
        await on.press("enter", "x", "s", "escape")
        easy = await study(on, "Tree::Ash", EASY * 2)
        assert set(easy).isdisjoint({buried, suspended})
        assert listed(on, "Tree::Ash") == Counts()
        await go_to(on, "Tree")
        await on.press("u")
        assert await study(on, "Tree::Ash", EASY) == [buried]
        assert listed(on, "Tree") == Counts(4)
        assert suspended not in await study(on, "Tree", EASY * 4)
        assert listed(on, "Tree") == Counts()
