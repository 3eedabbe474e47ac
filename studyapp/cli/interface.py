"""Starting the screens from the command line."""

import sys
from typing import TYPE_CHECKING

from studyapp.cli.context import Place
from studyapp.cli.output import is_terminal
from studyapp.errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.collection import Collection


def require_terminal() -> None:
    """Refuse to draw screens where nobody sees them. Raises ``StudyError``."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise StudyError(
            "the screens need a terminal, for input and output",
            "In scripts use 'studyapp due', 'studyapp decks' or 'studyapp cards', with --json.",
        )


def start(
    where: Place, collection: "Collection | Callable[[], Collection]", deck: str | None = None
) -> None:
    """Show the screens until the user leaves; ``deck`` opens its review at once.

    With a function that opens the collection, the first frame does not wait for the file.
    """
    from studyapp.tui.app import run

    if where.settings.theme:
        run(collection, deck, theme=where.settings.theme)
    else:
        run(collection, deck)
