"""``studyapp match|sort|flip|cram``: straight to one screen of a deck."""

from typing import Annotated, Any

import typer

from studyapp.cli.context import DbOption
from studyapp.cli.deck_argument import DeckArgument

WITHOUT = "Without DECK: the first deck with cards. Needs a terminal."
MATCH = (
    "Pair questions with answers against the clock. A wrong pair costs five seconds and says whose "
    f"answer it is; best times are kept for each deck. {WITHOUT}"
)
SORT = (
    "Sort cards by what the deck knows of them (subdecks, tags, decades, kinds of answers) or into "
    f"known and still learning. {WITHOUT}"
)
FLIP = (
    "Look through flashcards, in order or mixed, either side first, by hand or by themselves. "
    f"Looking never moves the schedule. {WITHOUT}"
)
CRAM = (
    "Review chosen cards whatever is due, the weakest first, until each is known. The schedule "
    f"stays as it is. Without options: a list to choose from. {WITHOUT}"
)


def match(
    context: typer.Context,
    deck: DeckArgument = None,
    pairs: Annotated[
        int | None, typer.Option(min=2, max=6, help="Pairs on a board; six unless you say so.")
    ] = None,
    boards: Annotated[
        int | None, typer.Option(min=1, max=20, help="Boards of a game; one unless you say so.")
    ] = None,
    db: DbOption = None,
) -> None:
    """Match questions with answers."""
    from studyapp.cli import interface

    interface.open_mode(context, deck, db, "match", pairs=pairs, boards=boards)


def sort(context: typer.Context, deck: DeckArgument = None, db: DbOption = None) -> None:
    """Sort cards."""
    from studyapp.cli import interface

    interface.open_mode(context, deck, db, "sort")


def flip(
    context: typer.Context,
    deck: DeckArgument = None,
    starred: Annotated[bool, typer.Option("--starred", help="Only starred cards.")] = False,
    pace: Annotated[
        float, typer.Option(min=1, max=60, help="Seconds a side, when cards turn themselves.")
    ] = 4.0,
    db: DbOption = None,
) -> None:
    """Look through flashcards."""
    from studyapp.cli import interface

    interface.open_mode(context, deck, db, "flip", starred=starred, pace=pace)


def cram(
    context: typer.Context,
    deck: DeckArgument = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(metavar="TAG", help="Only cards with this tag; may be given again."),
    ] = None,
    starred: Annotated[bool, typer.Option("--starred", help="Only starred cards.")] = False,
    weak: Annotated[
        bool, typer.Option("--weak", help="Only cards that are likely to be forgotten.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only the weakest N cards.")
    ] = None,
    db: DbOption = None,
) -> None:
    """Review chosen cards."""
    from studyapp.cli import interface

    wishes: dict[str, Any] = {"tags": tuple(tag or ()), "starred": starred, "weak": weak}
    chosen = {"limit": limit, **wishes} if any((tag, starred, weak, limit)) else {}
    interface.open_mode(context, deck, db, "cram", **chosen)
