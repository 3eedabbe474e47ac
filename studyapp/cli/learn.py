"""``studyapp learn``: from recognising to typing, in rounds."""

from typing import Annotated

import typer

from studyapp.cli.context import DbOption
from studyapp.cli.deck_argument import DeckArgument

HELP = (
    "Learn a deck and its subdecks in rounds: first choose each answer among others, then type "
    "it; only what was typed is mastered, and a miss is asked again in the same round. It can be "
    "left at any moment and goes on at the same question. A wrong answer makes its card due. "
    "Needs a terminal."
)


def command(
    context: typer.Context,
    deck: DeckArgument = None,
    size: Annotated[
        int | None,
        typer.Option(
            "--round", min=1, max=100, metavar="N", help="Cards in a round; 7 by default."
        ),
    ] = None,
    db: DbOption = None,
) -> None:
    """Learn a deck."""
    from studyapp.cli import interface

    interface.open_mode(context, deck, db, "learn", size=size)
