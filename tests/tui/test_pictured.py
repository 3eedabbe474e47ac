"""Cards with pictures in self-tests: named where they stand in a line, opened with a key."""

import pytest

from studyapp.collection import Collection
from studyapp.domain.media import named
from studyapp.domain.unmarked import in_line, unmarked
from studyapp.quiz.paper_print import Form, sheets
from studyapp.quiz.paper_wishes import Kind, Side, Wishes
from studyapp.services.selftest.items import items
from studyapp.tui.widgets.keybar import KeyBar
from studyapp.tui.widgets.notice import Notice
from tests.few import few
from tests.tui.conftest import Desk, desk
from tests.tui.games import DECK, RealDesk, pictures

MODES = {
    "learn": ("L",),
    "tutor": ("w",),
    "flip": ("f",),
    "match": ("m",),
    "piles": ("s", "home", "enter"),
    "sort": ("s", "home", "down", "enter"),
    "cram": ("c", "home", "enter"),
}


def bar(on: Desk) -> list[str]:
    return [each.action for each in on.app.screen.query_one(KeyBar).shown()]


@pytest.mark.parametrize("mode", few(MODES, ["learn", "flip"]))
async def test_the_picture_of_a_question_is_opened(mode: str) -> None:
    async with desk((140, 30), fake=pictures()) as on:
        await on.press("home", *MODES[mode])
        assert "media" in bar(on)
        assert "[image: " in on.text()
        await on.press("o" if mode == "cram" else "f2")
        assert "is not in the collection" in on.app.screen.query_one(Notice).said


async def test_a_paper_opens_the_picture_and_shows_no_blank_question() -> None:
    fake = pictures()
    collection: Collection = fake.collection
    wishes = Wishes(questions=8, kinds=(Kind.CHOICE, Kind.MATCHING), seed=3)
    collection.begin_test(DECK, wishes)
    async with desk((140, 30), fake=fake) as on:
        await on.press("home", "t")
        assert "[image: bird" in on.text()
        await on.press("f2")
        assert "is not in the collection" in on.app.screen.query_one(Notice).said


@pytest.mark.parametrize("side", Side)
def test_pictures_are_named_on_a_printed_paper_and_are_no_options(side: Side) -> None:
    fake = pictures()  # its collection lives as long
    collection = fake.collection
    wishes = Wishes(questions=12, kinds=(Kind.CHOICE, Kind.MATCHING), side=side, seed=3)
    made = collection.test_paper(DECK, wishes)
    printed, _ = sheets(made, Form.TEXT)
    assert "[image: bird" in printed
    for question in made.questions:
        assert all(map(unmarked, question.options)), question
    for number in range(1, made.points + 1):
        assert f"\n{number}." in printed


def test_an_answer_that_is_but_a_recording_is_not_asked_for() -> None:
    fake = pictures()
    collection = fake.collection
    found = items(collection._workspace, DECK)
    assert not any("horn" in item.term for item in found)
    assert len(found) == len(collection.cards()) - 1


@pytest.mark.parametrize(
    ("question", "answer", "asked"),
    [
        ("![](Great_Auk.png)", "great auk", "![picture](Great_Auk.png)"),
        ("![a bird](auk.png)", "auk", "![a bird](auk.png)"),
        ("![](img12.png)", "auk", "![](img12.png)"),
    ],
)
def test_the_name_of_a_file_does_not_tell_the_answer(
    question: str, answer: str, asked: str
) -> None:
    fake = RealDesk([("Barros", question, answer)])
    (item,) = items(fake.collection._workspace, DECK)
    assert item.question == asked
    assert named(item.question) == named(question), "it is opened all the same"


def test_in_a_line() -> None:
    text = "See ![](a%20map.png) and ![the quay](<q.png>), hear [sound:horn.mp3] **now**"
    assert (
        in_line(text)
        == "See [image: a%20map.png] and [image: the quay], hear [recording: horn.mp3] now"
    )
    assert unmarked(text) == "See and the quay, hear now"
