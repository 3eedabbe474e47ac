"""Practice tests on the screen: set up, sat, left and resumed, handed in, looked through."""

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.binding import Binding
from textual.widgets import Input, TextArea

from studyapp.errors import StorageFullError
from studyapp.quiz.paper_wishes import Kind, Side, Wishes
from studyapp.tui.app import StudyApp
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.paper import PaperScreen
from studyapp.tui.screens.paper_answer import PaperAnswerScreen
from studyapp.tui.screens.paper_history import PaperHistoryScreen
from studyapp.tui.screens.paper_result import PaperResultScreen
from studyapp.tui.screens.paper_setup import PaperSetupScreen
from studyapp.tui.themes import THEMES
from studyapp.tui.widgets.answers import OptionRow, PairRow
from studyapp.tui.widgets.countdown import countdown
from studyapp.tui.widgets.strip_bar import StripBar
from studyapp.tui.widgets.toggles import Toggles
from tests.few import few
from tests.tui.conftest import Desk, desk
from tests.tui.papers import MIXTURE, PaperFake, only
from tests.tui.test_contrast import weak

SIZES = [(60, 20), (80, 24), (120, 40)]
BEGIN = ("t", "ctrl+s")
MATCHING = (*BEGIN, *["tab"] * 6)
HANDED_IN = (*BEGIN, "a", "tab", "b", "tab", "c", "tab", "t", "ctrl+s", "ctrl+s")
TOUR: dict[str, tuple[str, ...]] = {
    "no scores": ("t", "ctrl+o"),
    "setup": ("escape",),
    "refused": ("backspace", "backspace"),
    "topics": (*"15", "tab", "tab", "tab", "enter", "down", "space"),
    "choice": ("escape", "ctrl+s", "b"),
    "statement": ("tab", "tab", "tab", "t", "ctrl+g"),
    "matching": ("tab", "tab", "tab", "b", "c"),
    "cloze": ("tab", *"port"),
    "written": ("tab",) * 4,
    "overview": ("ctrl+o",),
    "sure": ("escape", "ctrl+s"),
    "result": ("ctrl+s",),
    "all": ("a", "b"),
    "answer": ("a", "enter"),
    "scores": ("escape", "h"),
}
"""Every screen and state, each with the keys that lead there from the one before."""


@pytest.mark.parametrize("size", few(SIZES, [(80, 24)]), ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screens(size: tuple[int, int], screen_text: SnapshotAssertion) -> None:
    async with desk(size, fake=PaperFake()) as on:
        for stop, keys in TOUR.items():
            await on.press(*keys)
            assert on.text() == screen_text(name=stop), stop


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["ink", "paper"])
async def test_colours(theme: str, screen_picture: SnapshotAssertion) -> None:
    async with desk((100, 30), theme=theme, fake=PaperFake()) as on:
        for stop, keys in TOUR.items():
            await on.press(*keys)
            if stop in ("choice", "matching", "result"):
                assert on.svg() == screen_picture(name=stop), stop


@pytest.mark.slow
async def test_text_stands_out() -> None:
    async with desk((100, 32), fake=PaperFake()) as on:
        for stop, keys in TOUR.items():
            await on.press(*keys)
            for theme in THEMES:
                on.app.theme = theme.name
                await on.settle()
                assert weak(on) == [], stop


def paper(on: Desk) -> PaperScreen:
    screen = on.app.screen
    assert isinstance(screen, PaperScreen), on.text()
    return screen


def result(on: Desk) -> PaperResultScreen:
    screen = on.app.screen
    assert isinstance(screen, PaperResultScreen), on.text()
    return screen


async def test_leaving_and_resuming_lands_on_the_same_question_with_all_answers() -> None:
    fake = PaperFake()
    async with desk(fake=fake) as on:
        await on.press(*MATCHING, "b", "c", "tab", *"port", "ctrl+g", "+42")
        left = paper(on).test
        await on.press("escape")
        assert isinstance(on.app.screen, DeckScreen)
        await on.press("+9000", "t")
        test = paper(on).test
        assert test is not left
        assert test == left
        assert test.question.kind is Kind.CLOZE
        assert test.left_ms == 10 * 60_000 - 42_000
        assert on.app.screen.query_one(Input).value == "port"
        await on.press(*"er")
        assert test.reply.text == "porter"
    async with desk(fake=fake) as on:
        await on.press("t")
        assert paper(on).test.at == left.at


@pytest.mark.slow
async def test_answers_can_be_changed_and_taken_back() -> None:
    async with desk(fake=PaperFake()) as on:
        await on.press(*BEGIN, "a")
        assert paper(on).test.reply.picks == [0]
        await on.press("2", "down")
        assert paper(on).test.reply.picks == [2]
        await on.press("tab", "shift+tab", "delete")
        assert paper(on).test.reply.picks == [None]
        assert "0 of 15 answered" in on.text()


async def test_nothing_tells_what_is_right_before_the_paper_is_handed_in() -> None:
    async with desk((100, 40), fake=only(Kind.WRITTEN, 9)) as on:
        await on.press(*BEGIN)
        terms = [keys[0].answer for keys in paper(on).test.paper.keys]
        assert len(terms) == 9
        for _ in terms:
            assert not [term for term in terms if term in on.text()]
            await on.press("tab")
        await on.press("ctrl+s", "ctrl+s")
        assert any(term in on.text() for term in terms)


async def test_when_time_is_up_the_paper_is_handed_in() -> None:
    async with desk(fake=PaperFake(replace(MIXTURE, minutes=2))) as on:
        await on.press(*BEGIN, "a", "+45", "tab")
        assert "1:15" in on.text()
        await on.press("+60", "tab")
        assert "0:15" in on.text()
        await on.press("+15", "tab")
        assert result(on).sitting.test.left_ms == 0
        assert on.app.screen.query_one("#big").display


@pytest.mark.slow
async def test_a_machine_that_slept_costs_a_minute() -> None:
    async with desk(fake=PaperFake()) as on:
        await on.press(*BEGIN, "+7200", "tab")
        assert paper(on).test.left_ms == 9 * 60_000


async def test_handing_in_is_asked_for_twice() -> None:
    async with desk(fake=PaperFake()) as on:
        await on.press(*BEGIN, "a", "ctrl+g", "ctrl+s")
        assert "14 without an answer, 1 flagged" in on.text()
        await on.press("tab", "ctrl+s")
        assert paper(on).test.submitted is False
        await on.press("ctrl+s")
        assert result(on).sitting.marks


@pytest.mark.slow
async def test_what_cannot_be_stored_is_said_and_can_be_handed_in_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with desk(fake=PaperFake()) as on:
        await on.press(*BEGIN, "a")
        sitting = paper(on).sitting

        def full() -> None:
            raise StorageFullError("the disk is full", "Make room.")

        with monkeypatch.context() as patch:
            patch.setattr(sitting, "submit", full)
            patch.setattr(sitting, "keep", full)
            await on.press("ctrl+s", "ctrl+s")
            assert "disk is full" in on.text()
            await on.press("escape")
            assert "Not saved" in on.text()
            assert on.app.screen is paper(on)
        await on.press("ctrl+s", "ctrl+s")
        assert result(on).sitting.marks


async def test_the_mouse_works() -> None:
    async with desk((120, 40), fake=PaperFake()) as on:
        await on.press(*BEGIN)
        await on.pilot.click("#option-2")
        assert paper(on).test.reply.picks == [2]
        await on.pilot.click(StripBar, offset=(14, 0))
        await on.settle()
        assert paper(on).test.at == 6
        assert paper(on).test.question.kind is Kind.MATCHING
        await on.pilot.click("#pair-1")
        await on.pilot.click("#option-0")
        assert paper(on).test.reply.picks[:2] == [None, 0]


@pytest.mark.slow
async def test_letters_pair_the_lines_one_after_another() -> None:
    async with desk((120, 40), fake=only(Kind.MATCHING)) as on:
        await on.press(*BEGIN, "c", "a")
        assert paper(on).test.reply.picks[:3] == [2, 0, None]
        rows = list(on.app.screen.query(PairRow))
        assert [row.has_class("-here") for row in rows][:3] == [False, False, True]
        await on.press("up", "c")
        assert paper(on).test.reply.picks[:2] == [None, 2]


@pytest.mark.slow
async def test_a_typed_f_is_no_flag_and_a_question_mark_no_help() -> None:
    async with desk(fake=only(Kind.WRITTEN)) as on:
        await on.press(*BEGIN, *"of", "question_mark", *"abc")
        assert paper(on).test.reply.text.startswith("of")
        assert paper(on).test.reply.text.endswith("abc")
        await on.press("enter")
        assert paper(on).test.at == 1


@pytest.mark.slow
async def test_long_answers_have_room_and_keep_their_lines() -> None:
    async with desk(fake=PaperFake(Wishes(questions=37, kinds=(Kind.WRITTEN,), seed=1))) as on:
        await on.press(*BEGIN)
        screen = paper(on)
        at = next(at for at, each in enumerate(screen.test.paper.questions) if each.long)
        screen._go(at)
        await on.settle()
        area = screen.query_one(TextArea)
        assert on.app.focused is area
        await on.press(*"one", "enter", *"two", "tab", "shift+tab")
        assert screen.test.reply.text == area.text == "one\ntwo"


@pytest.mark.slow
async def test_retaking_asks_only_what_was_missed() -> None:
    async with desk(fake=PaperFake()) as on:
        await on.press(*HANDED_IN)
        missed = set(result(on).sitting.missed)
        await on.press("r")
        asked = {key.card_id for keys in paper(on).test.paper.keys for key in keys}
        assert asked == missed
        await on.press("ctrl+s", "ctrl+s", "escape")
        assert isinstance(on.app.screen, DeckScreen)


@pytest.mark.slow
async def test_an_override_changes_the_score_on_all_screens() -> None:
    async with desk((100, 30), fake=only(Kind.WRITTEN, 4)) as on:
        await on.press(*BEGIN, *"xyz", "ctrl+s", "ctrl+s")
        assert result(on).sitting.score == 0
        await on.press("enter", "3")
        assert "the score is 25% now" in on.text()
        assert isinstance(on.app.screen, PaperAnswerScreen)
        await on.press("escape")
        assert len(result(on).places) == 3
        assert "1 of 4 right" in on.text()
        await on.press("h")
        assert "25%" in on.text()


@pytest.mark.slow
async def test_mistakes_show_their_source() -> None:
    async with desk((100, 30), fake=only(Kind.CLOZE, 6)) as on:
        await on.press(*BEGIN, "ctrl+s", "ctrl+s", "enter")
        assert "harbour.txt, lines" in on.text()
        assert "Part " in on.text()


@pytest.mark.slow
async def test_the_form_refuses_what_cannot_be() -> None:
    async with desk(fake=PaperFake()) as on:
        await on.press("t", "end", "backspace", "backspace", *"900", "ctrl+s")
        assert "Questions: a whole number from 1 to 200" in on.text()
        assert isinstance(on.app.screen, PaperSetupScreen)
        await on.press("backspace", "backspace", "backspace", "8", "tab")
        for at in range(5):
            on.app.screen.query_one(Toggles).at = at
            await on.press("space")
        assert "Kinds: choose at least one" in on.text()


@pytest.mark.slow
async def test_topics_restrict_the_paper_and_are_remembered() -> None:
    async with desk(fake=PaperFake()) as on:
        await on.press("t", "tab", "tab", "tab", "enter", "down", "space", "enter")
        assert "Harbour::Towns" in on.text()
        assert "18 cards can be asked" in on.text()
        await on.press("ctrl+s")
        decks = {key.deck for keys in paper(on).test.paper.keys for key in keys}
        assert decks == {"Harbour::Towns"}
        await on.press("ctrl+s", "ctrl+s", "escape", "t")
        assert "Harbour::Towns" in on.text()


@pytest.mark.slow
async def test_another_paper_gives_up_this_one_when_it_is_asked_twice() -> None:
    async with desk(fake=PaperFake()) as on:
        await on.press(*BEGIN, "a", "ctrl+n")
        assert "press Ctrl+N again" in on.text()
        await on.press("ctrl+n")
        assert isinstance(on.app.screen, PaperSetupScreen)
        await on.press("ctrl+r")
        assert paper(on).test.answered == 1


async def test_wishes_of_the_command_line_fill_the_form() -> None:
    fake = PaperFake()
    async with desk(fake=fake) as on:
        await on.press(*BEGIN, "a", "escape")
        wishes = Wishes(questions=7, kinds=(Kind.CHOICE,), side=Side.ANSWER, weak=True, seed=9)
        assert isinstance(on.app, StudyApp)
        on.app.open_mode("test", "Harbour", {"wishes": wishes})
        await on.settle()
        screen = on.app.screen
        assert isinstance(screen, PaperSetupScreen)
        assert screen.wishes() == wishes
        await on.press("ctrl+r")
        assert paper(on).test.answered == 1


@pytest.mark.slow
async def test_the_history_opens_old_results() -> None:
    async with desk((100, 30), fake=PaperFake()) as on:
        await on.press(*HANDED_IN, "h")
        assert "1 paper" in on.text()
        await on.press("enter")
        assert result(on).past
        assert not any(binding.action == "retake" for binding in bar(on))
        await on.press("escape", "escape", "escape", *BEGIN, "ctrl+s", "ctrl+s", "h")
        assert isinstance(on.app.screen, PaperHistoryScreen)
        assert "2 papers" in on.text()


def bar(on: Desk) -> list[Binding]:
    from studyapp.tui.widgets.keybar import KeyBar

    return list(on.app.screen.query_one(KeyBar).shown())


@pytest.mark.slow
async def test_hostile_texts_are_drawn_as_they_are() -> None:
    fake = PaperFake(replace(MIXTURE, kinds=(Kind.CHOICE,), questions=15))
    for card in fake.papers.cards()[:12]:
        fake.papers.edit(card.id, f"[red]{card.front}[/] \x1b[2J", f"[b]{card.back}\x07[/b]", [])
    async with desk((100, 40), fake=fake) as on:
        await on.press(*BEGIN)
        seen = ""
        for _ in range(15):
            seen += on.text()
            await on.press("tab")
        await on.press("ctrl+s", "ctrl+s")
        seen += on.text()
        await on.press("enter")
        seen += on.text()
        assert "[red]" in seen
        assert "␛[2J" in seen
        assert "[b]" in seen


@pytest.mark.slow
async def test_resizing_keeps_the_screen_drawn() -> None:
    async with desk((120, 40), fake=PaperFake()) as on:
        for stop, keys in TOUR.items():
            await on.press(*keys)
            for size in ((60, 20), (12, 4), (120, 40)):
                await on.pilot.resize_terminal(*size)
                await on.settle()
                assert len(on.strips()) == size[1], stop
                assert {strip.cell_length for strip in on.strips()} == {size[0]}, stop


@pytest.mark.parametrize(
    ("ms", "said"), [(1, "0:01"), (60_000, "1:00"), (59_001, "1:00"), (3_900_000, "1:05:00")]
)
def test_time_left_in_words(ms: int, said: str) -> None:
    assert countdown(ms) == said


@pytest.mark.slow
async def test_only_the_options_there_are_are_shown() -> None:
    async with desk(fake=PaperFake()) as on:
        await on.press(*BEGIN)
        assert sum(row.display for row in on.app.screen.query(OptionRow)) == 4
        await on.press("tab", "tab", "tab")
        assert sum(row.display for row in on.app.screen.query(OptionRow)) == 2
