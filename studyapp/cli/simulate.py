"""``studyapp simulate``: what the coming months would cost under each desired retention."""

from typing import Annotated

import typer

from studyapp.cli import contract, output, sections
from studyapp.cli.completion import deck_names
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.progress import Progress

SHAPE = """\
{"deck", "days", "cards", "new_per_day",
 "desired_retention",
 "loads": [{"retention", "minutes_a_day", "most",
   "known", "weeks": [MINUTES A DAY]}]}"""
HELP = contract.help_text(
    "Simulate the coming months of a deck as it stands: minutes a day and cards known at the end "
    "for every desired retention from 80% to 97%, with your own answer times.",
    SHAPE,
)


def command(
    context: typer.Context,
    deck: Annotated[
        str,
        typer.Argument(
            metavar="DECK", help="A deck, by name or part of it.", autocompletion=deck_names
        ),
    ],
    days: Annotated[int, typer.Option("--days", metavar="N", help="Days to look ahead.")] = 180,
    new: Annotated[
        int | None,
        typer.Option("--new", metavar="N", min=0, help="New cards a day; else as in the options."),
    ] = None,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Simulate the coming months of a deck."""
    with opened(place(context, db), samples=True) as collection, Progress() as progress:
        found = collection.workload(
            deck, days, new, lambda share: progress(round(100 * share), 100, "simulating")
        )
    from studyapp.services import workloads

    if not as_json:
        sections.show(workloads.section(found))
        return
    rows = workloads.summary(found)
    output.write_json(
        {
            "deck": found.deck,
            "days": found.days,
            "cards": found.cards,
            "new_per_day": found.new_per_day,
            "desired_retention": found.retention,
            "loads": [
                {
                    "retention": row[0],
                    "minutes_a_day": round(row[1], 2),
                    "most": round(row[2], 2),
                    "known": round(row[3], 1),
                    "weeks": [round(each, 2) for each in workloads.weekly(load)],
                }
                for row, load in zip(rows, found.loads, strict=True)
            ],
        }
    )
