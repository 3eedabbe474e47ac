"""The screens that a deck opens with one key: self-tests, exams, statistics.

Each is named once, here: the deck list takes its keys from this table, the palette the words, and
``studyapp learn DECK`` and its like the name.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.binding import Binding

if TYPE_CHECKING:
    from textual.screen import Screen


class Mode(NamedTuple):
    """A screen for one deck."""

    name: str
    """As a command of the command line."""
    key: str
    verb: str
    what: str
    open: "Callable[..., Screen[Any]]"
    """Takes the full name of a deck, and by name what the command line says besides."""
    shown: bool = False
    """Whether the key bar shows the key; help and palette always do."""

    @property
    def binding(self) -> Binding:
        """The key as the deck list has it."""
        return Binding(
            self.key,
            f"mode('{self.name}')",
            self.verb,
            id=f"decks.{self.name}",
            tooltip=self.what,
            show=self.shown,
        )


def _learn(deck: str, **wishes: Any) -> "Screen[Any]":
    from studyapp.tui.screens.learn import LearnScreen

    return LearnScreen(deck, **wishes)


def _test(deck: str, **wishes: Any) -> "Screen[Any]":
    from studyapp.tui.screens.paper_setup import PaperSetupScreen

    return PaperSetupScreen(deck, **wishes)


def _match(deck: str, **wishes: Any) -> "Screen[Any]":
    from studyapp.tui.screens.match import MatchScreen

    return MatchScreen(deck, **wishes)


def _sort(deck: str) -> "Screen[Any]":
    from studyapp.tui.screens.sort_menu import SortMenu

    return SortMenu(deck)


def _flip(deck: str, **wishes: Any) -> "Screen[Any]":
    from studyapp.tui.screens.flip import FlipScreen

    return FlipScreen(deck, **wishes)


def _cram(deck: str, **wishes: Any) -> "Screen[Any]":
    from studyapp.services.selftest.cram import CramWishes
    from studyapp.tui.screens.cram import CramMenu, CramScreen

    return CramScreen(deck, CramWishes(**wishes)) if wishes else CramMenu(deck)


def _tutor(deck: str, **wishes: Any) -> "Screen[Any]":
    from studyapp.tui.screens.tutor import TutorScreen

    return TutorScreen(deck, **wishes)


def _exams(deck: str) -> "Screen[Any]":
    from studyapp.tui.screens.exams import ExamsScreen

    return ExamsScreen(deck)


def _contrast(deck: str) -> "Screen[Any]":
    from studyapp.tui.screens.contrast import ContrastScreen

    return ContrastScreen(deck)


MODES: tuple[Mode, ...] = (
    Mode("learn", "L", "Learn", "this deck: recognise, then type", _learn),
    Mode("test", "t", "Test", "yourself on a paper of this deck", _test, shown=True),
    Mode("match", "m", "Match", "questions and answers against the clock", _match),
    Mode("sort", "s", "Sort", "its cards: who, when, known or not", _sort),
    Mode("flip", "f", "Flip", "through its cards", _flip),
    Mode("cram", "c", "Cram", "chosen cards, whatever is due", _cram),
    Mode("contrast", "d", "Drill", "cards that are confused with each other", _contrast),
    Mode("tutor", "w", "Tutor", "long answers of this deck, graded with reasons", _tutor),
    Mode("exams", "e", "Exams", "their plans, and what mark to expect", _exams, shown=True),
)
"""In the order of the key bar."""


def mode(name: str) -> Mode:
    """Return the mode with this name. Raises ``LookupError``."""
    found = next((each for each in MODES if each.name == name), None)
    if found is None:
        raise LookupError(name)
    return found
