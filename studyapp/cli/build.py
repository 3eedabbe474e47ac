"""``studyapp build``: from messy pages to decks."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studyapp.cli import contract, output, report
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.progress import Progress
from studyapp.errors import SourceError

if TYPE_CHECKING:
    from studyapp.services.build import SourceFile

HELP = contract.help_text(
    "Turn copied flashcard pages and deck files into decks of the collection: all sources or "
    "none. A source built again keeps its cards, with their history. Every line of a source is "
    'accounted for: the "card", "text", "ignored" and "uncertain" lines add up to the total.',
    contract.BUILD,
)


def command(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCES",
            help="Files, folders, or - for standard input.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Also write the decks there, as Markdown."),
    ] = None,
    full: Annotated[
        bool, typer.Option("--report", help="Account for every line of every source.")
    ] = False,
    as_json: JsonOption = False,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help="Encoding of the sources, if not UTF-8."),
    ] = None,
    db: DbOption = None,
) -> None:
    """Build decks."""
    from dataclasses import replace

    from studyapp.services.build import gather

    where = place(context, db)
    files, skipped = gather(sources, _stdin, encoding)
    with opened(where) as collection, Progress() as progress:
        built = collection.build(files, out=out, encoding=encoding, progress=progress)
    built = replace(built, skipped=(*skipped, *built.skipped))
    if as_json:
        output.write_json(contract.build(built, account=full))
    else:
        report.show(built, _texts(files, encoding) if full else None)


def _stdin() -> bytes:
    if sys.stdin is None:
        raise SourceError("standard input is closed", "Name a file instead of -.")
    if output.is_terminal(sys.stdin):
        output.warn("Paste the page, then press Ctrl-D on a line of its own.")
    return sys.stdin.buffer.read()


def _texts(files: "list[SourceFile]", encoding: str | None) -> list[list[str]]:
    """Return the lines of each source again, to quote the uncertain ones."""
    from studyapp.sources import readers

    return [
        [line.text for line in readers.lines(readers.decode(each.data, each.name, encoding))]
        for each in files
    ]
