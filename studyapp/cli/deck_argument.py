"""The deck that a command is about."""

from typing import Annotated

import typer

from studyapp.cli.completion import deck_names

_DECK = typer.Argument(
    metavar="DECK", help="A deck, by name or part of it.", autocompletion=deck_names
)
DeckArgument = Annotated[str | None, _DECK]
"""It may be left out."""
OneDeckArgument = Annotated[str, _DECK]
