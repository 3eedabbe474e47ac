"""``studyapp contrast``: tell apart the cards that are taken for each other."""

from typing import Annotated

import typer

from studyapp.cli import contract, output
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.deck_argument import DeckArgument

SHAPE = """\
[{"times", "cards": [{"id", "question", "answer"}]}]"""
HELP = contract.help_text(
    "Drill the pairs of cards of a deck that were confused at least twice, side by side, until "
    "both are told apart. With --list: print the pairs, and drill nothing.",
    SHAPE,
)


def command(
    context: typer.Context,
    deck: DeckArgument = None,
    listed: Annotated[bool, typer.Option("--list", help="Print the pairs instead.")] = False,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Tell apart cards that are confused."""
    from studyapp.cli import interface

    if not (listed or as_json):
        interface.open_mode(context, deck, db, "contrast")
        return
    with opened(place(context, db), samples=True) as collection:
        names = [deck] if deck else [row.name for row in collection.decks() if row.depth == 0]
        pairs = [pair for name in names for pair in collection.confused(name)]
    if as_json:
        output.write_json(
            [
                {
                    "times": pair.times,
                    "cards": [
                        {"id": item.card_id, "question": item.question, "answer": item.term}
                        for item in (pair.one, pair.other)
                    ],
                }
                for pair in pairs
            ]
        )
    elif not pairs:
        output.say("No cards are confused with each other.")
    else:
        rows = [(str(each.times), each.one.question, each.other.question) for each in pairs]
        output.table(("times", "this", "taken for"), rows, right=(0,))
