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
    open: "Callable[[str], Screen[Any]]"
    """Takes the full name of a deck."""
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


def _exams(deck: str) -> "Screen[Any]":
    from studyapp.tui.screens.exams import ExamsScreen

    return ExamsScreen(deck)


MODES: tuple[Mode, ...] = (
    Mode("exams", "e", "Exams", "their plans, and what mark to expect", _exams, shown=True),
)
"""In the order of the key bar."""


def mode(name: str) -> Mode:
    """Return the mode with this name. Raises ``LookupError``."""
    found = next((each for each in MODES if each.name == name), None)
    if found is None:
        raise LookupError(name)
    return found
