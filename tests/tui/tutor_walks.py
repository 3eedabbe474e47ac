"""The keys of the tutor: where each is pressed and what must come of it."""

import sys

from textual.widgets import TextArea

from studyapp.domain.review import Rating
from studyapp.quiz.tutor import Phase, Tutor, from_state, plan
from studyapp.services.selftest.items import item_of
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.tutor import TutorScreen
from studyapp.tui.speech import Speaker
from studyapp.tui.widgets.typing import Draft, Reply
from tests.tui.conftest import Desk
from tests.tui.fake import FakeCollection
from tests.tui.presses import Check, Press, Walk, at, scrolled, shows

DECK = "Astrolabes"
TOP = ("pageup",) * 9
BOTTOM = ("pagedown",) * 9


def sitting(on: Desk) -> Tutor:
    screen = on.app.screen
    return screen.tutor if isinstance(screen, TutorScreen) else Tutor(())


def phase(wanted: Phase) -> Check:
    return lambda on: isinstance(on.app.screen, TutorScreen) and on.app.screen.phase is wanted


def rated(rating: Rating) -> Check:
    return lambda on: sitting(on).rating is rating


def forget(on: Desk) -> None:
    """Forget what sittings left."""
    on.fake.tutored.clear()


def at_the_last(on: Desk) -> None:
    """Leave a sitting at the result of its last question."""
    found = [item_of(card) for card in on.fake.cards(DECK)]
    tutor = Tutor(plan(found, 1)).check().rate(Rating.HARD)
    while tutor.phase is Phase.FOLLOW_UP:
        tutor = tutor.give_up()
    on.fake.tutored[DECK] = tutor.state()
    assert from_state(tutor.state(), found).phase is Phase.RESULT


def speaking() -> FakeCollection:
    """Return a collection beside a speaker that reads on and on."""
    fake = FakeCollection()
    fake.speaker = Speaker((sys.executable, "-c", "import time; time.sleep(600)"))
    return fake


ANEW = ("escape", forget, "w")
"""From the decks or the tutor to an empty answer."""
VERDICT = (*ANEW, "ctrl+s")
ASKED = (*VERDICT, "enter")
LONG = ("down", "down", "w", *"The fleets sailed seven times.", "ctrl+s")

TUTOR: dict[str, Walk] = {
    "tutor": Walk(
        (
            Press(DeckScreen, "w", "mode('tutor')", at(TutorScreen), ("escape",)),
            Press(
                TutorScreen,
                "ctrl+s ctrl+enter",
                "check",
                lambda on: sitting(on).verdict is not None and sitting(on).text == "x",
                (*ANEW, "x"),
            ),
            Press(TutorScreen, "ctrl+s ctrl+enter", "unknown", phase(Phase.VERDICT), ANEW),
            Press(TutorScreen, "enter", "confirm", phase(Phase.FOLLOW_UP), VERDICT),
            *(
                Press(TutorScreen, f"{each:d}", f"rate({each:d})", rated(each), VERDICT)
                for each in Rating
            ),
            Press(
                Reply,
                "enter",
                "submit",
                lambda on: sitting(on).follow_ups[0].replies == ("hm",),
                (*ASKED, *"hm"),
            ),
            Press(TutorScreen, "ctrl+n", "tell", lambda on: sitting(on).follow_ups[0].over, ASKED),
            Press(
                TutorScreen,
                "enter",
                "more",
                phase(Phase.TYPING),
                ("escape", at_the_last, "w", "enter"),
            ),
            Press(
                Draft,
                "ctrl+j",
                "line",
                lambda on: "\n" in on.app.screen.query_one(TextArea).text,
                ANEW,
            ),
            Press(TutorScreen, "escape", "leave", at(DeckScreen), ANEW),
            Press(TutorScreen, "q", "leave", at(DeckScreen), VERDICT),
        ),
        start=("w",),
    ),
    "tutor scrolls": Walk(
        (
            Press(TutorScreen, "space pagedown", "scroll(1)", scrolled("#graded", 5), TOP),
            Press(TutorScreen, "b pageup", "scroll(-1)", scrolled("#graded", 5, up=True), BOTTOM),
            Press(TutorScreen, "j down", "nudge(1)", scrolled("#graded", 1), TOP),
            Press(TutorScreen, "k up", "nudge(-1)", scrolled("#graded", 1, up=True), BOTTOM),
        ),
        start=LONG,
        size=(60, 20),
    ),
    "tutor speaks": Walk(
        (Press(TutorScreen, "ctrl+r r", "speak", shows("reading aloud"), VERDICT),),
        start=("w",),
        fake=speaking,
    ),
}
