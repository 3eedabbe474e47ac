"""How Learn looks: colours that stand out, hostile texts as plain ones, long texts in brief."""

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.selftest import Item
from studyapp.tui.widgets.verdict import BRIEF, asked
from tests.desk import files
from tests.tui.conftest import Desk, desk
from tests.tui.learned import DECK, LONG_DECK, Learnable, answer, go_on, learning
from tests.tui.test_contrast import weak


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["ink", "paper"])
async def test_colours(theme: str, screen_picture: SnapshotAssertion) -> None:
    async with desk((100, 30), fake=Learnable(), theme=theme) as on:
        await learning(on)
        assert weak(on) == []
        await answer(on, right=False)
        assert on.svg() == screen_picture(name=f"chosen_wrong-{theme}")
        assert weak(on) == []
        await on.press("enter")
        await go_on(on, 7)
        assert weak(on) == []
        await on.press("escape")
        await learning(on, LONG_DECK)
        await go_on(on, 5)
        assert on.svg() == screen_picture(name=f"blanks-{theme}")
        assert weak(on) == []


HOSTILE = ("\x1b[31mred", "[bold]loud[/bold]", "\u202eback", "a\x07bell", "\x9b2Jgone", "[/]")


async def test_hostile_texts_are_plain_ones() -> None:
    fake = Learnable()
    notes = [
        Note(note_guid("hostile", text), NoteKind.BASIC, f"{text} number {at}{at}?", f"{text} {at}")
        for at, text in enumerate(HOSTILE)
    ]
    fake.kept.build(files("Hostile", notes))
    async with desk((100, 30), fake=fake) as on:
        await learning(on, "Hostile")
        for _ in range(8):
            await plain(on)
            await answer(on, right=False)
            await plain(on)
            await on.press("enter")


async def plain(on: Desk) -> None:
    shown = on.text()
    assert not {char for char in shown if not char.isprintable() and char != "\n"}
    assert "\u202e" not in shown


def test_a_long_cloze_question_is_shown_around_its_blank() -> None:
    before, behind = "The pilots waited for the ebb. " * 9, " Nobody remembered why. " * 5
    text = f"{before}Then the [figure] barges left.{behind}"
    card = Item(1, 1, DECK, NoteKind.CLOZE, text, text, "nine", ("nine",))
    shown = asked(card)
    assert "[figure] barges" in shown
    assert shown.startswith("…")
    assert len(shown) <= BRIEF + 2
    assert asked(replace(card, question="Which [word]?")) == "Which [word]?"
