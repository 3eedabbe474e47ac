"""Exams on the screen: adding, planning, studying by the plan, and telling the mark."""

from dataclasses import replace
from datetime import UTC, datetime
from threading import Event

import pytest
from textual.widgets import Input

from studyapp.domain.exam import Exam
from studyapp.errors import StorageFullError
from studyapp.services.exams.planning import Planned
from studyapp.tui.screens.exam import ExamScreen
from studyapp.tui.screens.exam_form import ExamForm
from studyapp.tui.screens.exams import ExamsScreen
from studyapp.tui.screens.review import Phase
from studyapp.tui.widgets.notice import Notice
from tests.tui import examined
from tests.tui.conftest import Desk, desk
from tests.tui.examined import FINALS


def fill(on: Desk, **values: str) -> None:
    for name, value in values.items():
        on.app.screen.query_one(f"#{name}", Input).value = value


def said(on: Desk) -> str:
    return on.app.screen.query_one(Notice).said


async def test_an_exam_is_added_on_the_deck_it_was_opened_from() -> None:
    async with desk() as on:
        await on.press("down", "e", "a")
        hinted = "the deck the cursor was on" in on.text()
        fill(on, name="Oral", date="2027-01-15", minutes="20,sun=0", target="80")
        await on.press("ctrl+s")
        added = on.fake.exams.stored[-1]
        assert added.name == "Oral"
        assert hinted
        assert added.plan.parts[0].name == "Voyages"
        assert (added.plan.minutes[0], added.plan.minutes[6], added.plan.target) == (20, 0, 0.8)
        assert "Oral" in on.text()
        assert said(on) == "saved: Oral"


async def test_a_line_that_is_refused_is_named_and_stood_on() -> None:
    async with desk((120, 40)) as on:
        await on.press("e", "a")
        for name, wrong in (
            ("date", "tomorrow"),
            ("time", "nine"),
            ("covers", ";"),
            ("minutes", "some"),
            ("minutes", ""),
            ("off", "24.12."),
            ("target", "good"),
            ("questions", "many"),
        ):
            before = on.app.screen.query_one(f"#{name}", Input).value
            fill(on, name="Oral", **{name: wrong})
            await on.press("ctrl+s")
            assert on.app.focused is on.app.screen.query_one(f"#{name}", Input), name
            fill(on, **{name: before})
        assert len(on.fake.exams.stored) == 2
        fill(on, name="Finals")
        await on.press("enter")
        assert "already" in said(on)
        assert isinstance(on.app.screen, ExamForm)


async def test_editing_changes_only_what_was_typed() -> None:
    async with desk() as on:
        await on.press("e", "down", "e")
        await on.press("ctrl+s")
        assert on.fake.exams.stored[1] == FINALS
        await on.press("e")
        fill(on, minutes="45")
        await on.press("ctrl+s")
        changed = on.fake.exams.stored[1].plan
        assert changed.minutes == (45.0,) * 7
        assert (changed.parts, changed.days_off) == (FINALS.plan.parts, FINALS.plan.days_off)


async def test_the_plan_says_what_to_do_and_studies_it() -> None:
    async with desk((120, 40)) as on:
        await on.press("e", "down", "enter")
        text = on.text()
        for words in ("72% (63-80%)", "3 cards", "done 4 min", "Weakest topics", "about 12 min"):
            assert words in text
        await on.press("enter")
        assert on.fake.exams.orders == [(5, 6, 7)]
        await on.press("space", "3", "escape", "n")
        assert on.fake.exams.orders[-1] == (7, 5)
        assert len(on.fake.answers) == 1


async def test_until_it_is_known_nothing_is_said_of_what_the_target_takes() -> None:
    async with desk((120, 40)) as on:
        on.fake.exams.costing = Event()
        try:
            await on.press("e", "down")
            await on.pilot.press("enter")
            for _ in range(50):
                await on.pilot.pause(0.02)
                if "to spare" in on.text():
                    break
            assert "working out what 75% takes" in on.text()
            assert "out of reach" not in on.text()
        finally:
            on.fake.exams.costing.set()
        for _ in range(100):
            await on.pilot.pause(0.02)
            if "about 12 min" in on.text():
                return
        raise AssertionError(on.text())


async def test_the_end_of_a_planned_session_speaks_of_the_plan() -> None:
    async with desk((120, 40)) as on:
        await on.press("e", "down", "enter", "enter")
        for _ in range(40):
            if on.app.screen.phase is Phase.FINISHED:  # type: ignore[attr-defined]
                break
            await on.press("space", "3")
        assert "chosen for today are done" in on.text()
        assert "in this deck" not in on.text()
        assert "due tomorrow" not in on.text()


async def test_a_long_name_has_the_room_that_is_free() -> None:
    async with desk((140, 40)) as on:
        name = "Finals of the second year in navigation and astronomy"
        on.fake.exams.stored = [replace(FINALS, plan=replace(FINALS.plan, name=name))]
        await on.press("e")
        assert name in on.text()


async def test_the_mark_is_told_now_or_later() -> None:
    async with desk() as on:
        await on.press("e", "down", "d")
        fill(on, mark="740")
        await on.press("enter")
        assert "0 to 100 per cent" in " ".join(on.text().split())
        fill(on, mark="good")
        await on.press("enter")
        assert "no mark" in " ".join(on.text().split())
        fill(on, mark="74")
        await on.press("enter")
        assert not on.fake.exams.stored[1].over
        assert "not until 18 December" in " ".join(on.text().split())
        await on.press("enter")
        assert on.fake.exams.stored[1].mark == 0.74
        assert said(on) == "exam closed; 14 due cards spread over 9 days"
        assert "closed" in on.text()


async def test_closing_from_the_plan_returns_to_the_list() -> None:
    async with desk() as on:
        await on.press("e", "down", "enter", "d", "enter", "enter")
        assert isinstance(on.app.screen, ExamsScreen)
        assert on.fake.exams.stored[1].over


async def test_letters_typed_as_a_mark_are_complained_of() -> None:
    async with desk() as on:
        await on.press("e", "down", "d", "g", "o", "enter")
        assert "'go' is no mark" in on.text()
        assert not on.fake.exams.stored[1].over


async def test_a_closed_exam_is_opened_again() -> None:
    async with desk() as on:
        await on.press("e", "up", "r")
        assert (on.fake.exams.stored[0].over, on.fake.exams.stored[0].mark) == (False, None)
        assert said(on) == "exam open again"


async def test_removing_asks_twice() -> None:
    async with desk() as on:
        await on.press("e", "down", "x")
        assert len(on.fake.exams.stored) == 2
        await on.press("up", "x")
        assert len(on.fake.exams.stored) == 2
        await on.press("x")
        assert [each.name for each in on.fake.exams.stored] == ["Finals"]


async def test_without_exams_the_screen_says_what_to_do() -> None:
    async with desk() as on:
        on.fake.exams.stored = []
        await on.press("e")
        assert "No exams yet" in on.text()
        await on.press("enter", "d", "x", "e")
        assert isinstance(on.app.screen, ExamsScreen)


async def test_a_plan_that_cannot_be_made_says_why() -> None:
    async with desk() as on:
        on.fake.fail = lambda verb: (
            StorageFullError("not saved: the disk is full") if verb == "planned" else None
        )
        await on.press("e", "down", "enter")
        assert isinstance(on.app.screen, ExamScreen)
        assert "no plan" in on.text()
        assert "disk is full" in said(on)


async def test_more_new_cards_than_the_limit_are_said_in_full_on_a_small_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = examined.planned

    def planned(exam: Exam, *, cost: bool) -> Planned:
        return replace(real(exam, cost=cost), new_today=26, new_limit=20)

    monkeypatch.setattr(examined, "planned", planned)
    async with desk((60, 20)) as on:
        await on.press("e", "enter")
        words = " ".join(on.text().split())
        assert "26 of them new: exams are not bound by the deck's 20 a day" in words


async def test_an_exam_in_the_night_keeps_its_date_and_counts_study_days() -> None:
    async with desk() as on:
        night = replace(FINALS.plan, at=datetime(2026, 11, 27, 2, tzinfo=UTC))
        on.fake.exams.stored = [replace(FINALS, plan=night)]
        await on.press("e")
        assert "in 2 days  27 Nov 02:00" in on.text()
        await on.press("enter")
        assert "27 November 02:00, in 2 days" in on.text()
