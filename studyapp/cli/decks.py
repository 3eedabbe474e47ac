"""``studyapp decks``: the deck tree with what waits in each."""

import typer

from studyapp.cli import contract, output
from studyapp.cli.context import DbOption, JsonOption, opened, place

HELP = contract.help_text(
    "List the decks, with their cards and what waits today. Figures include subdecks.",
    contract.DECKS,
)

NOTHING = "No decks yet. 'studyapp build PAGE.txt' makes one from a copied flashcard page."


def command(context: typer.Context, as_json: JsonOption = False, db: DbOption = None) -> None:
    """List the decks."""
    with opened(place(context, db), samples=True) as collection:
        rows = collection.decks()
    if as_json:
        output.write_json(contract.decks(rows))
    elif not rows:
        output.say(NOTHING)
    else:
        output.table(
            ("cards", "new", "learning", "due", "deck"),
            [
                (
                    str(row.cards),
                    str(row.counts.new),
                    str(row.counts.learning),
                    str(row.counts.due),
                    row.name,
                )
                for row in rows
            ],
            right=(0, 1, 2, 3),
        )
