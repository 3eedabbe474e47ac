"""The keys of Learn."""

from collections.abc import Callable

from studyapp.quiz.asking import Outcome
from studyapp.quiz.learn import Level
from studyapp.services.selftest.learn import LearnView
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.learn import LearnScreen
from studyapp.tui.screens.learn_steps import Stage
from studyapp.tui.widgets.typed_answer import TypedAnswer
from tests.tui.conftest import Desk
from tests.tui.learned import PAIR_DECK, Learnable, option, screen, view
from tests.tui.presses import Check, Press, Walk, at, scrolled


def stage(wanted: Stage) -> Check:
    return lambda on: at(LearnScreen)(on) and screen(on).stage is wanted


def chosen(place: int) -> Check:
    """Return whether the option at a place was chosen and stands there with its verdict."""

    def check(on: Desk) -> bool:
        judged = view(on).judged
        return judged is not None and judged.chosen == place

    return check


def outcome(wanted: Outcome) -> Check:
    def check(on: Desk) -> bool:
        judged = view(on).judged
        return judged is not None and judged.outcome is wanted

    return check


def unknown(on: Desk) -> bool:
    judged = view(on).judged
    return judged is not None and judged.unknown


def asked(count: int) -> Check:
    """Return whether so many answers count."""
    return lambda on: screen(on).sitting.answers == count


def choose(*, right: bool) -> Callable[[Desk], object]:
    """Choose in the sitting itself, so that the walk can press what comes then."""

    def act(on: Desk) -> None:
        screen(on).action_choose(int(option(view(on), right=right)) - 1)

    return act


def driven(deck: str, *, until: Callable[[LearnView], bool]) -> Learnable:
    """Return a collection in which a deck was learned so far without a mistake."""
    fake = Learnable()
    sitting = fake.kept.learn(deck)
    while not until(shown := sitting.view()):
        question, item = shown.question, shown.item
        if question is not None and item is not None:
            if question.form.recalled:
                sitting.type_in(question.blanks.blanks if question.blanks else [item.term])
            else:
                sitting.choose(int(option(shown)) - 1)
        sitting.go_on()
    return fake


def at_the_last() -> Learnable:
    """Return a collection in which one card of a deck is left to be typed."""
    return driven(PAIR_DECK, until=lambda shown: shown.levels[Level.MASTERED] == 1)


def fill(on: Desk) -> None:
    """Put the right answer into the line, without Enter."""
    item = view(on).item
    assert item is not None
    on.app.screen.query_one(TypedAnswer).value = item.term


ON = "enter"
TOP = ("pageup",) * 9
BOTTOM = ("pagedown",) * 9
LEARN = {
    "learn": Walk(
        (
            Press(DeckScreen, "L", "mode('learn')", at(LearnScreen)),
            Press(LearnScreen, "1", "choose(0)", chosen(0)),
            Press(LearnScreen, "2", "choose(1)", chosen(1), (ON,)),
            Press(LearnScreen, "3", "choose(2)", chosen(2), (ON,)),
            Press(LearnScreen, "4", "choose(3)", chosen(3), (ON,)),
            Press(LearnScreen, "0", "unknown(0)", unknown, (ON,)),
            Press(LearnScreen, "enter", "on", asked(5)),
            Press(LearnScreen, "space", "on", asked(6), (choose(right=True),)),
            Press(LearnScreen, "y", "decide(1)", outcome(Outcome.RIGHT), (choose(right=False),)),
            Press(LearnScreen, "n", "decide(0)", outcome(Outcome.WRONG)),
            Press(LearnScreen, "escape", "leave", at(DeckScreen)),
        ),
        fake=Learnable,
    ),
    "learn typing": Walk(
        (
            Press(LearnScreen, "ctrl+n", "unknown(1)", unknown),
            Press(
                LearnScreen,
                "a",
                "again",
                stage(Stage.ASKING),
                (ON, choose(right=True), ON, ON, fill, ON, ON),
            ),
        ),
        start=("down", "down", "L"),
        fake=at_the_last,
    ),
    "long learn": Walk(
        (
            Press(LearnScreen, "pagedown", "scroll(1)", scrolled("LearnCard", 5)),
            Press(LearnScreen, "pageup", "scroll(-1)", scrolled("LearnCard", 5, up=True), BOTTOM),
            Press(LearnScreen, "j down", "nudge(1)", scrolled("LearnCard", 1), TOP),
            Press(LearnScreen, "k up", "nudge(-1)", scrolled("LearnCard", 1, up=True), BOTTOM),
        ),
        start=("down", "L"),
        size=(60, 14),
        fake=Learnable,
    ),
}
