"""``studyapp history``: a plain review history into the collection."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from studyapp.cli import contract, fitted, output
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.given import EncodingOption, stdin
from studyapp.cli.progress import Progress

if TYPE_CHECKING:
    from studyapp.services.texts import SourceFile

HELP = contract.help_text(
    "Add the answers in a table with a column each for card, rating and time (and, if it is "
    "there, duration in milliseconds) to the log, and replay them into memory: all or nothing, "
    "and nothing twice. The first line names the columns: card_id, rating and timestamp, for "
    "example. A card is named by its note's guid, its number or its question. With --deck the "
    "history is one of its own: its cards are looked for in that deck only, never by number, and "
    "made as placeholders where they are not there. Ratings are 1 to 4 or again, hard, good, easy; "
    "times are ISO 8601 (UTC where they name no zone) or Unix seconds or milliseconds.",
    fitted.HISTORY,
)


def command(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The table, or - for standard input.")
    ],
    deck: Annotated[
        str | None,
        typer.Option("--deck", metavar="NAME", help="The deck of its cards, made if need be."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen and change nothing.")
    ] = False,
    encoding: EncodingOption = None,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Import a history."""
    given = _given(file)
    with ExitStack() as stack:
        where = place(context, db)
        if dry_run and not where.path.exists():
            folder = stack.enter_context(TemporaryDirectory())
            where = replace(where, path=Path(folder) / where.path.name)
        collection = stack.enter_context(opened(where))
        progress = stack.enter_context(Progress())
        report = collection.import_history(
            given, deck=deck, dry_run=dry_run, encoding=encoding, progress=progress
        )
    if as_json:
        output.write_json(fitted.history(report))
        return
    would = "would be " if dry_run else ""
    output.say(
        f"{report.path}: {output.counted(report.reviews, 'review')} of "
        f"{output.counted(report.cards, 'card')} in {', '.join(report.decks)}",
        "strong",
    )
    output.say(f"  {would}added: {output.counted(report.added, 'review')}")
    if report.placeholders:
        output.say(f"  {would}made: {output.counted(report.placeholders, 'placeholder card')}")
    if report.added and not dry_run:
        output.say("\n'studyapp optimize' fits the schedule to your reviews.", "quiet")


def _given(name: str) -> "SourceFile":
    from studyapp.services.texts import one

    return one(name, stdin)
