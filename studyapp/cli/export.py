"""``studyapp export``: decks of the collection into a file of any format."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from studyapp.cli import contract, exchanged, output
from studyapp.cli.completion import deck_names
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.progress import Progress

STANDARD_OUTPUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Names of the stream that our own words go to as well, which then are left out."""

HELP = contract.help_text(
    "Export a deck with its subdecks, the cards that a search finds, or everything. The ending "
    "of the file name chooses the format ('studyapp formats' lists them), or --format; -o - "
    "writes to standard output. What the format cannot hold is said.",
    exchanged.EXPORT,
)


def command(
    context: typer.Context,
    target: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Where to; - for a pipe.")
    ],
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="DECK|SEARCH",
            help="A deck, or words to search for; everything without it.",
            autocompletion=deck_names,
        ),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="Write this format.")
    ] = None,
    scheduling: Annotated[
        bool,
        typer.Option(
            "--with-scheduling",
            help="With where the cards stand and their reviews; json and colpkg always carry both.",
        ),
    ] = False,
    no_media: Annotated[
        bool, typer.Option("--no-media", help="Without pictures and sound.")
    ] = False,
    separator: Annotated[
        str, typer.Option("--separator", metavar="TEXT", help="Between front and back, in texts.")
    ] = "",
    columns: Annotated[
        str, typer.Option("--columns", metavar="LIST", help="Columns of a table, in order.")
    ] = "",
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Export decks."""
    from studyapp.services.exchange.exporting import Order

    order = Order(
        what,
        form,
        scheduling,
        not no_media,
        separator,
        tuple(name.strip() for name in columns.split(",")) if columns else (),
    )
    where = None if target in STANDARD_OUTPUT else Path(target)
    if where is None and as_json:
        raise typer.BadParameter("standard output cannot carry both", param_hint="-o - --json")
    with opened(place(context, db)) as collection, Progress() as progress:
        report, data = collection.export_file(where, order, progress=progress)
    for loss in report.lost:
        output.warn(f"not in the file: {loss}")
    if where is None:
        output.finish()
        sys.stdout.buffer.write(data)
        return
    if as_json:
        output.write_json(exchanged.exported(report))
        return
    counted = [
        output.counted(report.notes, "note"),
        output.counted(report.cards, "card"),
        output.counted(report.reviews, "review"),
    ]
    if report.media:
        counted.append(output.counted(report.media, "media file"))
    output.say(f"wrote {report.path}: {report.format}, {', '.join(counted)}")
    if report.backup is not None:
        output.say(f"another file was there: kept as {report.backup}", "warn")
