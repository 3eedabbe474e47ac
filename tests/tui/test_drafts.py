"""What is half typed is stored when the keys rest, one draft at a time."""

from collections.abc import Callable
from threading import Event

import pytest

from studyapp.errors import StorageFullError
from studyapp.tui.drafts import LONGEST, PAUSE, Drafts
from studyapp.tui.screens.learn import LearnScreen
from studyapp.tui.widgets.typing import Reply
from tests.tui.conftest import Desk, desk
from tests.tui.learned import LONG_DECK, Learnable, learning
from tests.tui.test_learn import blanks
from tests.tui.test_tutor import canals, screen
from tests.tui.tutoring import ASKED


async def test_a_draft_is_stored_while_it_is_typed() -> None:
    async with desk((100, 32), fake=canals()) as on:
        await on.press("w")
        await on.press(*"abc")
        screen(on)._drafts.keep()
        await on.settle()
        assert on.fake.tutored["Canals"]["text"] == "abc"
        on.fake.tutored.clear()
        screen(on)._drafts.keep()
        await on.settle()
        assert on.fake.tutored == {}, "nothing changed, nothing is stored"


async def test_half_a_reply_is_stored_while_it_is_typed_and_waits() -> None:
    fake = canals()
    async with desk((100, 32), fake=fake) as on:
        await on.press(*ASKED)
        asked = screen(on).tutor.follow_up
        await on.press(*"at no")
        screen(on)._drafts.keep()
        await on.settle()
        assert fake.tutored["Canals"]["replying"] == "at no"
    async with desk((100, 32), fake=fake) as on:
        await on.press("w")
        assert screen(on).tutor.follow_up == asked
        assert on.app.screen.query_one(Reply).value == "at no"
        await on.press("enter")
        assert screen(on).tutor.replying == ""
        assert on.app.screen.query_one(Reply).value == ""


class Paper:
    """Something to type on, that can be slow or full."""

    def __init__(self, on: Desk) -> None:
        self.text = ""
        self.stored: list[str] = []
        self.errors: list[BaseException] = []
        self.go_on = Event()
        self.go_on.set()
        self.full = False
        self.drafts = Drafts(screen(on), self.take, self.errors.append)

    def take(self) -> Callable[[], None] | None:
        text = self.text
        if self.stored[-1:] == [text]:
            return None

        def keep() -> None:
            assert self.go_on.wait(20)
            if self.full:
                raise StorageFullError("not saved: the disk is full")
            self.stored.append(text)

        return keep


async def test_while_one_draft_is_being_stored_the_next_waits() -> None:
    async with desk((100, 32), fake=canals()) as on:
        await on.press("w")
        paper = Paper(on)
        paper.go_on.clear()
        paper.text = "a"
        paper.drafts.keep()
        paper.text = "ab"
        paper.drafts.touch()
        paper.drafts.keep()
        assert paper.stored == []
        paper.go_on.set()
        await on.settle()
        assert paper.stored == ["a"]
        assert paper.drafts._timer is not None, "what came meanwhile is stored after it"
        paper.drafts.keep()
        await on.settle()
        assert paper.stored == ["a", "ab"]


async def test_a_draft_that_could_not_be_stored_is_said_and_tried_again() -> None:
    async with desk((100, 32), fake=canals()) as on:
        await on.press("w")
        paper = Paper(on)
        paper.full, paper.text = True, "a"
        paper.drafts.keep()
        await on.settle()
        assert [str(error) for error in paper.errors] == ["not saved: the disk is full"]
        paper.full = False
        paper.drafts.keep()
        await on.settle()
        assert paper.stored == ["a"]


async def test_who_types_on_and_on_is_kept_all_the_same() -> None:
    async with desk((100, 32), fake=canals()) as on:
        await on.press("w")
        paper = Paper(on)
        waits = []
        for _ in range(5):
            paper.drafts.touch()
            assert paper.drafts._timer is not None
            waits.append(paper.drafts._timer._interval)
            on.clock.forward(seconds=LONGEST / 3)
        assert waits[0] == PAUSE
        assert waits[-1] < PAUSE / 10


@pytest.mark.slow
async def test_a_draft_of_learn_that_is_not_stored_says_so_and_stays() -> None:
    fake = Learnable()
    async with desk(fake=fake) as on:
        await blanks(on)
        assert isinstance(on.app.screen, LearnScreen)
        await on.press(*"ta")
        on.app.screen._draft_failed(StorageFullError("not saved: the disk is full"))
        await on.settle()
        assert "the disk is full" in on.text()
        await on.press("l", "escape")
        await learning(on, LONG_DECK)
        assert on.app.screen.sitting.typed == ("tal",)
