"""The tutor on the screen: what is kept, what is shown in each phase, mouse and voice."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.content import Content
from textual.events import Key

from studyapp.collection import Collection
from studyapp.domain.card import State
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.review import Evidence, Rating
from studyapp.errors import ElsewhereError, StudyError
from studyapp.grading import Band
from studyapp.grading.verdict import KeyPoint, verdict
from studyapp.quiz import tutor as machine
from studyapp.quiz.tutor import LONGEST, Phase
from studyapp.tui.points import Fate, marked, with_wrong
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.tutor import TutorScreen
from studyapp.tui.speech import Speaker
from studyapp.tui.widgets.act import Act
from studyapp.tui.widgets.rating_bar import RatingButton
from studyapp.tui.widgets.typing import Draft
from tests.desk import files, rows
from tests.quiz.tutored import CANAL, CANAL_Q, LOCK, LOCK_Q, PARTLY
from tests.tui.conftest import Desk, desk
from tests.tui.fake import FakeCollection, make_card
from tests.tui.test_real import opened

SIZES = [(60, 20), (120, 40)]
"""Some phases stand in ``stops`` too, which are drawn at 80x24 as well."""
SHORT = ("What holds the water back?", "a gate")


def canals() -> FakeCollection:
    """Return two long answers and a short one."""
    cards = [(LOCK_Q, LOCK), (CANAL_Q, CANAL), SHORT]
    return FakeCollection(
        [make_card(10 + 2 * at, "Canals", *card) for at, card in enumerate(cards, 1)]
    )


@asynccontextmanager
async def tutoring(
    size: tuple[int, int] = (100, 32), fake: FakeCollection | None = None
) -> AsyncIterator[Desk]:
    """Run the application with the tutor open on canals."""
    async with desk(size, fake=fake or canals()) as on:
        await on.press("w")
        yield on


def screen(on: Desk) -> TutorScreen:
    found = on.app.screen
    assert isinstance(found, TutorScreen)
    return found


async def to_result(on: Desk) -> None:
    while screen(on).phase is Phase.FOLLOW_UP:
        await on.press("ctrl+n")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_each_phase(size: tuple[int, int], screen_text: SnapshotAssertion) -> None:
    async with tutoring(size) as on:
        assert on.text() == screen_text(name="empty")
        await on.paste(PARTLY)
        on.clock.forward(seconds=95)
        assert on.text() == screen_text(name="typed")
        await on.press("ctrl+s")
        assert on.text() == screen_text(name="verdict")
        await on.press("enter", "enter")
        assert "Leonardo" not in on.text(), "the model answer is out of sight"
        assert on.text() == screen_text(name="hint")
        await on.paste(screen(on).tutor.follow_ups[0].point.text)
        await on.press("enter")
        assert screen(on).tutor.gained
        await to_result(on)
        assert on.text() == screen_text(name="result")
        await on.press("enter", "ctrl+s", "enter")
        await to_result(on)
        await on.press("enter")
        assert on.text() == screen_text(name="short")
        await on.paste("the\n gate\n")
        await on.press("enter")
        assert on.text() == screen_text(name="short verdict")
        await on.press("enter")
        assert on.text() == screen_text(name="end")


@pytest.mark.parametrize("theme", ["ink", "paper"])
async def test_colours(theme: str, screen_picture: SnapshotAssertion) -> None:
    async with desk((120, 40), fake=canals(), theme=theme) as on:
        await on.press("w")
        await on.paste(PARTLY + " Leonardo built it in Rome in 1500.")
        await on.press("ctrl+s")
        assert on.svg() == screen_picture


async def test_what_is_typed_is_kept_on_every_way_out() -> None:
    fake = canals()
    async with tutoring(fake=fake) as on:
        await on.paste("A boat\ngoes in")
        await on.press("escape")
        assert isinstance(on.app.screen, DeckScreen)
        await on.press("w")
        assert "goes on where you left it" in on.text()
        draft = on.app.screen.query_one(Draft)
        assert draft.text == "A boat\ngoes in"
        await on.press(" ", "u", "p", "ctrl+q")
    assert fake.tutored["Canals"]["text"] == "A boat\ngoes in up"


async def test_keys_in_one_go_keep_their_order() -> None:
    async with tutoring() as on:
        keys = [*"one", "ctrl+j", *"two", "enter", *"three", "ctrl+s"]
        for key in keys:
            on.app.post_message(Key(key, key if len(key) == 1 else None))
        await on.settle()
        assert screen(on).tutor.text == "one\ntwo\nthree"
        assert screen(on).phase is Phase.VERDICT


async def test_time_spent_leaves_out_time_away() -> None:
    async with tutoring() as on:
        await on.press("a", "+30", "escape", "+5000", "w", "b", "+12", "ctrl+s")
        assert screen(on).tutor.spent_ms == 42_000
        assert screen(on).tutor.text == "ab"


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p"])
async def test_the_verdict_keeps_its_keys_behind_another_screen(key: str) -> None:
    async with tutoring() as on:
        await on.paste(PARTLY)
        await on.press("ctrl+s", key, "escape")
        assert screen(on).phase is Phase.VERDICT
        assert screen(on).focused is None, "a hidden field would take the keys"
        await on.press("3")
        assert screen(on).phase is not Phase.VERDICT


async def test_an_empty_line_on_a_short_question_is_not_an_answer() -> None:
    fake = FakeCollection([make_card(1, "Canals", *SHORT)])
    async with tutoring(fake=fake) as on:
        await on.press("enter")
        assert screen(on).phase is Phase.TYPING
        assert "Ctrl+S if you don't know" in on.text()
        await on.press("ctrl+s")
        assert "a gate" in on.text()
        assert "suggested" in on.text()


async def test_what_the_grader_cannot_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "grade", lambda *given: verdict(Band.ABSTAIN, 0.0))
    async with tutoring() as on:
        await on.press("x", "ctrl+s", "enter")
        assert screen(on).phase is Phase.VERDICT
        assert "rate it yourself, 1 to 4" in on.text()
        assert "suggested" not in on.text()
        await on.press("3")
        assert screen(on).tutor.results[0].rating is Rating.GOOD


async def test_a_step_that_cannot_be_stored_changes_nothing() -> None:
    async with tutoring() as on:
        on.fake.fail = lambda verb: StudyError("the disk is full") if "step" in verb else None
        await on.press("x", "ctrl+s")
        assert screen(on).phase is Phase.TYPING
        assert "Not saved: the disk is full" in on.text()
        await on.press("escape")
        assert on.app.screen.query_one(Draft).text == "x"
        await on.press("escape")
        assert isinstance(on.app.screen, DeckScreen)


async def test_a_deck_that_cannot_be_asked_says_so() -> None:
    fake = canals()
    fake.fail = lambda verb: StudyError("nothing to ask") if verb == "tutor" else None
    async with tutoring(fake=fake) as on:
        assert "Nothing to ask" in on.text()
        await on.press("ctrl+s", "enter", "1", "escape")
        assert isinstance(on.app.screen, DeckScreen)


async def test_a_wrong_answer_names_its_card_and_is_due() -> None:
    async with tutoring() as on:
        here = screen(on).tutor.item.question
        await on.paste(CANAL if here == LOCK_Q else LOCK)
        await on.press("ctrl+s")
        assert "That answers another card" in on.text()
        await on.press("1")
        await to_result(on)
        await on.press("enter")
        assert "due again now" in on.text()


@pytest.mark.slow
async def test_a_text_beyond_what_is_graded_says_so() -> None:
    async with tutoring() as on:
        await on.paste("word " * (LONGEST // 5 + 1))
        screen(on).hand_in()
        assert f"only the first {LONGEST:,} characters" in screen(on).notice.said
        await on.settle()
        assert len(screen(on).tutor.text) == LONGEST


async def test_the_mouse_goes_all_the_way() -> None:
    async with tutoring() as on:
        buttons = {each.id: each for each in on.app.screen.query(Act)}
        assert "I don't know" in str(buttons["act-check"].render())
        await on.paste(PARTLY)
        assert "check" in str(buttons["act-check"].render())
        await on.pilot.click("#act-check")
        await on.settle()
        assert screen(on).phase is Phase.VERDICT
        await on.pilot.click(list(on.app.screen.query(RatingButton))[1])
        await on.settle()
        assert screen(on).tutor.rating is Rating.HARD
        assert "hint" in str(buttons["act-reply"].render())
        await on.pilot.click("#act-reply")
        await on.settle()
        assert screen(on).tutor.follow_ups[0].replies == ("",)
        await on.press("x")
        assert "reply" in str(buttons["act-reply"].render())
        while screen(on).phase is Phase.FOLLOW_UP:
            await on.pilot.click("#act-tell")
            await on.settle()
        await on.pilot.click(list(on.app.screen.query(RatingButton))[3])
        await on.settle()
        assert screen(on).tutor.results[0].rating is Rating.EASY


class TestVoice:
    """Reading aloud."""

    SPEAKER = Speaker((sys.executable, "-c", "import time; time.sleep(600)"))

    def with_speaker(self) -> FakeCollection:
        fake = canals()
        fake.speaker = self.SPEAKER
        return fake

    async def test_without_a_speaker_the_key_is_not_offered(self) -> None:
        async with tutoring((160, 32)) as on:
            assert "Read aloud" not in on.text()
            await on.press("ctrl+r")
            assert "reading aloud" not in on.text()

    async def test_the_next_key_stops_it_and_so_does_leaving(self) -> None:
        async with tutoring((160, 32), self.with_speaker()) as on:
            assert "Read aloud" in on.text()
            for key in ("x", "left", "ctrl+s", "escape"):
                await on.press("ctrl+r")
                assert "reading aloud" in on.text()
                process = screen(on)._voice._speaking  # type: ignore[union-attr]
                assert process is not None
                await on.press(key)
                assert process.wait(20) != 0
                assert "reading aloud" not in on.text()

    async def test_its_end_is_noticed(self) -> None:
        fake = canals()
        fake.speaker = Speaker((sys.executable, "-c", "pass"))
        async with tutoring((160, 32), fake) as on:
            await on.press("ctrl+r")
            process = screen(on)._voice._speaking  # type: ignore[union-attr]
            assert process is not None
            assert process.wait(20) == 0
            screen(on).show_place()
            await on.settle()
            assert "reading aloud" not in on.text()

    async def test_a_speaker_that_is_gone_is_an_error_and_no_more(self) -> None:
        fake = canals()
        fake.speaker = Speaker(("/nowhere/espeak-ng", "--stdin"))
        async with tutoring((160, 32), fake) as on:
            await on.press("ctrl+r")
            assert "espeak-ng" in on.text()
            await on.press("x", "ctrl+s")
            assert screen(on).phase is Phase.VERDICT

    async def test_each_question_is_read_if_wished(self, tmp_path: Path) -> None:
        heard = tmp_path / "heard"
        keep = f"import sys; open({str(heard)!r}, 'a').write(sys.stdin.read())"
        fake = canals()
        fake.speaker = Speaker((sys.executable, "-c", keep))
        async with desk((100, 32), fake=fake) as on:
            on.app.open_mode("tutor", "Canals", {"speak": True})
            await on.settle()
            first = screen(on).tutor.item.question
            process = screen(on)._voice._speaking  # type: ignore[union-attr]
            assert process is not None
            assert process.wait(20) == 0
            assert heard.read_text() == first + "\n"


@pytest.mark.slow
async def test_a_sitting_that_went_on_elsewhere_keeps_what_is_typed_here(tmp_path: Path) -> None:
    fake = FakeCollection([])
    path = tmp_path / "c.db"
    with opened(path, fake.clock) as collection, opened(path, fake.clock) as other:
        build(collection)
        fake.real = lambda: collection  # type: ignore[method-assign]
        async with tutoring(fake=fake) as on:
            there = other.tutor("Canals")
            there.keep("typed there")
            await on.press(*"here", "ctrl+s")
            assert "went on in another window" in on.text()
            assert screen(on).query_one(Draft).text == "here"
            await on.press("ctrl+s")
            assert screen(on).phase is Phase.VERDICT
            assert screen(on).tutor.text == "here"
            with pytest.raises(ElsewhereError):
                there.check("typed there")


async def test_a_sitting_on_a_file(tmp_path: Path) -> None:
    answer = "\x1b[2J[red]x[/] [link=a]b" + "ไทย עברית 😀" * 30
    fake = FakeCollection([])
    with opened(tmp_path / "c.db", fake.clock) as collection:
        build(collection)
        fake.real = lambda: collection  # type: ignore[method-assign]
        async with tutoring(fake=fake) as on:
            await on.paste(answer)
            await on.press("escape", "w", "ctrl+s", "2")
            await to_result(on)
            await on.press("enter")
            assert "question 2 of 3" in on.text()
            assert "\x1b" not in on.text()
        entry = rows(collection.path, "review_log")[-1]
        assert (entry["evidence"], entry["rating"]) == (Evidence.TYPED, Rating.HARD)
        assert collection.card(entry["card_id"]).memory.state is State.LEARNING
        assert collection.check().ok


def build(collection: Collection) -> None:
    notes = [
        Note(note_guid("canals", front), NoteKind.BASIC, front, back)
        for front, back in ((LOCK_Q, LOCK), (CANAL_Q, CANAL), SHORT)
    ]
    collection.build(files("Canals", notes))


def test_points_are_marked_by_sign_and_colour() -> None:
    text = "**Riquet** dug it\nin *1681*, and “locks” were hard. In 1681."
    found = [
        (KeyPoint("Riquet dug it in 1681", "claim", 1.0), Fate.SAID),
        (KeyPoint("Riquet", "person", 1.0), Fate.SAID),
        (KeyPoint("1681", "date", 1.0), Fate.MISSING),
        (KeyPoint('"locks" were hard', "claim", 1.0), Fate.GAINED),
        (KeyPoint("1681", "date", 1.0), Fate.SAID),
        (KeyPoint("not in it", "term", 1.0), Fate.MISSING),
        (KeyPoint("", "term", 1.0), Fate.MISSING),
    ]
    shown = marked(text, found).at(80)
    assert shown.plain == "✓Riquet dug it\nin ○1681, and “+locks” were hard. In ✓1681."
    colours = {str(span.style) for span in shown.spans}
    assert {"$good", "$hard", "$easy"} <= colours


def test_what_is_wrong_is_marked_in_the_answer() -> None:
    assert with_wrong("in 1500, not 1500", ["1500"]).plain == "in ✗1500, not 1500"
    assert with_wrong("nothing", ["", "else"]).plain == "nothing"
    assert isinstance(with_wrong("a\x1bb", []), Content)
    assert "\x1b" not in with_wrong("a\x1bb", ["b"]).plain
