"""Every key of every screen: where it is pressed and what must come of it.

``test_every_key`` presses them, and fails for a binding that stands in no walk.
"""

from collections.abc import Callable

from textual.command import CommandPalette
from textual.widgets import Input

from studyapp.domain.card import Flag, Queue
from studyapp.domain.generated import Standing
from studyapp.domain.review import Rating
from studyapp.tui.app import StudyApp
from studyapp.tui.screens.browse import BrowseScreen
from studyapp.tui.screens.decks import DeckScreen
from studyapp.tui.screens.edit import EditScreen
from studyapp.tui.screens.export import ExportScreen
from studyapp.tui.screens.flag import FlagScreen
from studyapp.tui.screens.help import HelpScreen
from studyapp.tui.screens.keep import KeepScreen
from studyapp.tui.screens.media import MediaScreen
from studyapp.tui.screens.offer_edit import OfferEditScreen
from studyapp.tui.screens.options import OptionsScreen
from studyapp.tui.screens.paragraph import ParagraphScreen
from studyapp.tui.screens.pick import PickScreen
from studyapp.tui.screens.review import Phase, ReviewScreen
from studyapp.tui.themes import PAPER
from studyapp.tui.widgets.choice import Choice
from studyapp.tui.widgets.deck_tree import DeckTree
from studyapp.tui.widgets.rows import Rows
from studyapp.tui.widgets.sheet import Sheet
from tests.tui.conftest import Desk
from tests.tui.exam_walks import EXAMS
from tests.tui.exchange_walks import EXCHANGE, with_media
from tests.tui.fake import FakeCollection, make_card
from tests.tui.fit_walks import FITS
from tests.tui.games_walks import GAMES
from tests.tui.learn_walks import LEARN
from tests.tui.paper_walks import PAPERS
from tests.tui.presses import (
    Press,
    Walk,
    active,
    at,
    choice,
    first_field,
    flagged,
    focused,
    hides,
    is_back,
    leaves,
    left,
    lies_in,
    new_per_day,
    offers_anew,
    phase,
    rated,
    row,
    scrolled,
    shows,
    stands,
    text_is,
    turned,
    with_flag,
)
from tests.tui.statistics_walks import STATISTICS
from tests.tui.test_generated import collection as with_generated
from tests.tui.tutor_walks import TUTOR

LONG = "\n".join(f"line {number}" for number in range(60))
ANEW = ("escape", "enter")
"""From the decks, or from a review, to the question of the first card."""
TOP = ("pageup",) * 9
BOTTOM = ("pagedown",) * 9


def end_of(name: str, *, top: bool = False) -> Callable[[Desk], object]:
    """Return what brings a part of the screen to its end, or its top, at once."""

    def scroll(on: Desk) -> None:
        part = on.app.screen.query_one(name)
        part.scroll_to(y=0 if top else part.max_scroll_y, animate=False, immediate=True)
        on.app.screen.refresh_bindings()

    return scroll


KEYS_TOP, KEYS_END = (end_of("#keys", top=True),), (end_of("#keys"),)

WALKS: dict[str, Walk] = {
    **EXCHANGE,
    **GAMES,
    **LEARN,
    **PAPERS,
    **STATISTICS,
    **TUTOR,
    **FITS,
    **EXAMS,
    "lists": Walk(
        (
            Press(Rows, "down j", "step(1)", row(1), ("home",)),
            Press(Rows, "up k", "step(-1)", row(0), ("home", "down")),
            Press(Rows, "pagedown", "page(1)", row(3), ("home",)),
            Press(Rows, "pageup", "page(-1)", row(0), ("end",)),
            Press(Rows, "end G", "edge(1)", row(3), ("home",)),
            Press(Rows, "home", "edge(0)", row(0), ("end",)),
            Press(DeckTree, "left h", "fold", hides("Portugal"), ("home", "down", "right")),
            Press(DeckTree, "right l", "unfold", shows("Portugal"), ("home", "down", "left")),
            Press(Rows, "g", "top", row(0), ("b", "end")),
        )
    ),
    "decks": Walk(
        (
            Press(DeckScreen, "enter space", "study", at(ReviewScreen), ("escape",)),
            Press(DeckScreen, "b", "browse", shows("browse  Astrolabes"), ("escape",)),
            Press(DeckScreen, "slash", "search", shows("browse  all decks"), ("escape",)),
            Press(DeckScreen, "i", "import", at(PickScreen), ("escape", "escape")),
            Press(DeckScreen, "x", "export", at(ExportScreen), ("escape",)),
            Press(DeckScreen, "o", "options", at(OptionsScreen), ("escape",)),
            Press(DeckScreen, "g", "generated", at(KeepScreen), ("escape",)),
            Press(
                DeckScreen,
                "u",
                "unbury",
                lies_in(Queue.ACTIVE),
                ("escape", "enter", "x", "escape"),
            ),
            Press(
                DeckScreen,
                "r",
                "reload",
                shows("Zodiac"),
                (lambda on: on.fake.put(make_card(99, "Zodiac", "q", "a")),),
            ),
            Press(StudyApp, "question_mark f1", "help", at(HelpScreen), ("escape",)),
            Press(StudyApp, "ctrl+t", "theme", lambda on: on.app.theme == PAPER, ("escape",)),
            Press(StudyApp, "ctrl+p", "command_palette", at(CommandPalette)),
            Press(DeckScreen, "q", "quit", left, ("escape",)),
        )
    ),
    "empty": Walk(
        (Press(DeckScreen, "a", "samples", shows("Astrolabes")),), fake=lambda: FakeCollection([])
    ),
    "quit": Walk((Press(StudyApp, "ctrl+q", "quit", left, ("enter", "space")),)),
    "rating": Walk(
        (
            Press(ReviewScreen, "space enter", "reveal", phase(Phase.ANSWER), ANEW),
            *(
                Press(
                    ReviewScreen,
                    f"{rating:d}",
                    f"rate({rating:d})",
                    rated(rating),
                    ("z", *ANEW, "space"),
                )
                for rating in Rating
            ),
            Press(
                ReviewScreen,
                "z ctrl+z",
                "undo",
                shows("Which two things"),
                ("z", *ANEW, "space", "3"),
            ),
        )
    ),
    "card": Walk(
        (
            Press(ReviewScreen, "e", "edit", at(EditScreen), ANEW),
            Press(ReviewScreen, "f", "flag", at(FlagScreen), ("escape",)),
            Press(
                ReviewScreen, "x minus", "bury", lies_in(Queue.BURIED), (active, "escape", *ANEW)
            ),
            Press(
                ReviewScreen, "s at", "suspend", lies_in(Queue.SUSPENDED), (active, "escape", *ANEW)
            ),
            Press(ReviewScreen, "escape q", "leave", at(DeckScreen), ANEW),
        )
    ),
    "long card": Walk(
        (
            Press(
                ReviewScreen,
                "space pagedown",
                "scroll(1)",
                scrolled("Sheet", 5),
                TOP,
            ),
            Press(ReviewScreen, "b pageup", "scroll(-1)", scrolled("Sheet", 5, up=True), BOTTOM),
            Press(ReviewScreen, "j down", "nudge(1)", scrolled("Sheet", 1), TOP),
            Press(ReviewScreen, "k up", "nudge(-1)", scrolled("Sheet", 1, up=True), BOTTOM),
        ),
        start=("down", "down", "enter", "space"),
        size=(60, 20),
    ),
    "generated card": Walk(
        (
            Press(ReviewScreen, "l", "letter", shows("first letter: 1"), ("down", "enter")),
            Press(ReviewScreen, "k", "keep", hides("k keeps it")),
            Press(ReviewScreen, "p", "paragraph", at(ParagraphScreen), ("space",)),
        ),
        fake=lambda: with_generated(stale=True),
    ),
    "paragraph": Walk(
        (
            Press(
                ParagraphScreen,
                "j down",
                "move(1)",
                scrolled("#frame", 1),
                TOP,
            ),
            Press(ParagraphScreen, "k up", "move(-1)", scrolled("#frame", 1, up=True), BOTTOM),
            Press(ParagraphScreen, "space pagedown", "move(8)", scrolled("#frame", 8), TOP),
            Press(ParagraphScreen, "b pageup", "move(-8)", scrolled("#frame", 8, up=True), BOTTOM),
            Press(ParagraphScreen, "escape", "close", at(ReviewScreen)),
            Press(ParagraphScreen, "p q", "close", at(ReviewScreen), ("p",)),
        ),
        start=("down", "enter", "space", "p"),
        fake=lambda: with_generated(paragraph=LONG),
    ),
    "generated": Walk(
        (
            Press(KeepScreen, "n right", "step(1)", shows("2 of 3"), ("escape", "g")),
            Press(KeepScreen, "b left", "step(-1)", shows("1 of 3"), ("escape", "g", "n")),
            Press(KeepScreen, "k", "keep", stands(1, Standing.KEPT), ("escape", "g")),
            Press(KeepScreen, "d", "drop", stands(2, Standing.DROPPED)),
            Press(
                KeepScreen,
                "u z",
                "undo",
                is_back(1),
                (offers_anew, "escape", "g", "d"),
            ),
            Press(
                KeepScreen, "f", "filter", shows("1 of 1"), (offers_anew, "escape", "g", "f", "d")
            ),
            Press(KeepScreen, "e", "edit", at(OfferEditScreen), (offers_anew, "escape", "g")),
            Press(KeepScreen, "escape", "back", at(DeckScreen), ("escape",)),
            Press(KeepScreen, "q", "back", at(DeckScreen), ("g",)),
        )
    ),
    "long offer": Walk(
        (
            Press(KeepScreen, "j down", "scroll(1)", scrolled("#offer", 3), ("escape", "g")),
            Press(KeepScreen, "up", "scroll(-1)", scrolled("#offer", 3, up=True), ("j",) * 9),
        ),
        size=(60, 12),
    ),
    "offer edit": Walk(
        (
            Press(OfferEditScreen, "escape", "cancel", at(KeepScreen), ("g", "e")),
            Press(OfferEditScreen, "ctrl+s", "save", stands(1, Standing.KEPT), ("e",)),
        )
    ),
    "browse": Walk(
        (
            Press(BrowseScreen, "slash", "search", focused("search"), ("b",)),
            Press(BrowseScreen, "s", "suspend", lies_in(Queue.SUSPENDED), ("escape",)),
            Press(BrowseScreen, "f", "flag", at(FlagScreen)),
            Press(BrowseScreen, "e enter", "edit", at(EditScreen), ("escape",)),
            Press(BrowseScreen, "x", "export", at(ExportScreen), ("escape",)),
            Press(
                BrowseScreen, "o", "media", at(MediaScreen), ("escape", with_media, "escape", "b")
            ),
            Press(BrowseScreen, "escape", "back", at(DeckScreen), ("escape",)),
            Press(
                BrowseScreen, "J", "scroll(1)", scrolled("Sheet", 3), ("down", "b", "down", "down")
            ),
            Press(
                BrowseScreen,
                "K",
                "scroll(-1)",
                lambda on: on.app.screen.query_one(Sheet).scroll_y == 0,
            ),
        ),
        size=(80, 24),
    ),
    "edit": Walk(
        (
            Press(EditScreen, "tab", "app.focus_next", focused("back")),
            Press(EditScreen, "escape", "cancel", at(ReviewScreen)),
            Press(
                EditScreen,
                "ctrl+s",
                "save",
                lambda on: on.fake.by_id[5].front == "North?",
                ("e", text_is("North?")),
            ),
        ),
        start=("enter", "e"),
    ),
    "options": Walk(
        (
            Press(
                OptionsScreen, "down tab", "app.focus_next", focused("new_per_day"), (first_field,)
            ),
            Press(
                OptionsScreen,
                "up shift+tab",
                "app.focus_previous",
                focused("desired_retention"),
                (first_field, "down"),
            ),
            Press(Choice, "right space l", "turn(1)", turned(1), (choice(0),)),
            Press(Choice, "left h", "turn(-1)", turned(0), (choice(1),)),
            Press(
                OptionsScreen,
                "ctrl+r",
                "defaults",
                lambda on: on.app.screen.query_one("#new_per_day", Input).value == "20",
                (new_per_day("7"),),
            ),
            Press(
                OptionsScreen,
                "ctrl+s",
                "save",
                lambda on: on.fake.options("Astrolabes").new_per_day == 7,
                (new_per_day("7"),),
            ),
            Press(OptionsScreen, "escape", "cancel", at(DeckScreen), ("o",)),
        ),
        start=("o",),
    ),
    "flag": Walk(
        (
            Press(
                FlagScreen,
                "enter space",
                "choose",
                flagged(Flag.RED),
                (with_flag(Flag.NONE), "escape", "enter", "f", "down"),
            ),
            *(
                Press(
                    FlagScreen,
                    f"{flag:d}",
                    f"digit({flag:d})",
                    flagged(flag),
                    (with_flag(Flag.NONE if flag else Flag.RED), "f"),
                )
                for flag in Flag
            ),
            Press(FlagScreen, "escape f q", "cancel", leaves(FlagScreen), ("f",)),
        )
    ),
    "help": Walk(
        (
            Press(HelpScreen, "j down", "move(1)", scrolled("#keys", 1), KEYS_TOP),
            Press(HelpScreen, "k up", "move(-1)", scrolled("#keys", 1, up=True), KEYS_END),
            Press(HelpScreen, "space pagedown", "move(12)", scrolled("#keys", 12), KEYS_TOP),
            Press(HelpScreen, "b pageup", "move(-12)", scrolled("#keys", 12, up=True), KEYS_END),
            Press(HelpScreen, "escape", "close", at(DeckScreen)),
            Press(HelpScreen, "q question_mark", "close", at(DeckScreen), ("question_mark",)),
        ),
        start=("question_mark",),
    ),
}
