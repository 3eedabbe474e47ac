"""Starting the screens from the command line."""

import sys
from typing import TYPE_CHECKING, Any

from studyapp.cli.context import Place, opened, place
from studyapp.cli.output import is_terminal
from studyapp.errors import NotFoundError, StudyError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import typer

    from studyapp.collection import Collection


def require_terminal(
    hint: str = "In scripts use 'studyapp due', 'studyapp decks' or 'studyapp cards', with --json.",
) -> None:
    """Refuse to draw screens where nobody sees them. Raises ``StudyError``."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        raise StudyError(
            "the screens need a terminal, for input and output",
            hint,
        )


def start(
    where: Place,
    collection: "Collection | Callable[[], Collection]",
    deck: str | None = None,
    mode: str = "",
    wishes: "Mapping[str, Any] | None" = None,
) -> None:
    """Show the screens until the user leaves; ``deck`` opens its review, or ``mode``, at once.

    With a function that opens the collection, the first frame does not wait for the file.
    """
    from studyapp.tui.app import run

    chosen: dict[str, Any] = {"mode": mode, "wishes": wishes} if mode else {}
    if where.settings.theme:
        chosen["theme"] = where.settings.theme
    run(collection, deck, **chosen)


def open_mode(
    context: "typer.Context", deck: str | None, db: "Path | None", mode: str, **wishes: Any
) -> None:
    """Show one screen of a deck at once: by name or part of it, else the first with cards.

    ``wishes`` go to the screen. Raises ``NotFoundError`` or, where there is no terminal,
    ``StudyError``.
    """
    from studyapp.services.browse import resolve_deck

    where = place(context, db)
    with opened(where, samples=True) as collection:
        rows = collection.decks()
        if deck is not None:
            chosen = resolve_deck([row.name for row in rows], deck)
        elif rows:
            chosen = next((row.name for row in rows if row.cards), rows[0].name)
        else:
            raise NotFoundError("there are no decks yet", "Build or import one first.")
        require_terminal()
        start(where, collection, chosen, mode, wishes)
