"""``studyapp due``: what waits to be studied now."""

import typer

from studyapp.cli import contract, output
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.decks import NOTHING

HELP = contract.help_text(
    "Count what waits to be studied now, per deck and after the limits of the day. "
    "Figures include subdecks.",
    contract.DUE,
)


def command(context: typer.Context, as_json: JsonOption = False, db: DbOption = None) -> None:
    """Count what waits."""
    with opened(place(context, db), samples=True) as collection:
        waiting = collection.due()
    if as_json:
        output.write_json(contract.due(waiting))
        return
    rows = [
        (str(counts.new), str(counts.learning), str(counts.due), name)
        for name, counts in waiting.items()
        if counts.total
    ]
    if rows:
        output.table(("new", "learning", "due", "deck"), rows, right=(0, 1, 2))
        output.say("\nStudy them with 'studyapp review DECK', or all with 'studyapp'.", "quiet")
    elif waiting:
        output.say("Nothing waits now. 'studyapp decks' lists your decks.")
    else:
        output.say(NOTHING)
