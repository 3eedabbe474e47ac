"""``studyapp tutor``: long answers, graded with reasons."""

from typing import Annotated

import typer

from studyapp.cli.context import DbOption
from studyapp.cli.deck_argument import DeckArgument

HELP = (
    "Answer questions of a deck and its subdecks in your own words: those with long answers "
    "first, of these what is due and weak. The grader shows which key points are there, missing "
    "or wrong and suggests a rating, which you confirm or override; then it asks about what was "
    "missing. It can be left at any moment and goes on at the same question, with what is typed. "
    "A wrong answer makes its card due. Needs a terminal."
)


def command(
    context: typer.Context,
    deck: DeckArgument = None,
    questions: Annotated[
        int,
        typer.Option("--questions", min=1, max=500, metavar="N", help="Questions of a sitting."),
    ] = 10,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin anew; a sitting that was left is given up.")
    ] = False,
    speak: Annotated[
        bool,
        typer.Option("--speak", help="Read every question aloud, where a speaker is installed."),
    ] = False,
    db: DbOption = None,
) -> None:
    """Answer at length."""
    from studyapp.cli import interface

    interface.open_mode(context, deck, db, "tutor", limit=questions, fresh=fresh, speak=speak)
