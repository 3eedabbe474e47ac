"""``studyapp build``: from messy pages to decks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studyapp.cli import contract, output, report
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.given import EncodingOption, SourcesArgument, stdin
from studyapp.cli.progress import Progress

if TYPE_CHECKING:
    from studyapp.services.texts import SourceFile

HELP = contract.help_text(
    "Turn copied flashcard pages and deck files into decks of the collection: all sources or "
    "none. A source built again keeps its cards, with their history. Every line of a source is "
    'accounted for: the "card", "text", "ignored" and "uncertain" lines add up to the total.',
    contract.BUILD,
)


def command(
    context: typer.Context,
    sources: SourcesArgument,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Also write the decks there, as Markdown."),
    ] = None,
    full: Annotated[
        bool, typer.Option("--report", help="Account for every line of every source.")
    ] = False,
    as_json: JsonOption = False,
    encoding: EncodingOption = None,
    db: DbOption = None,
) -> None:
    """Build decks."""
    from dataclasses import replace

    from studyapp.services.texts import gather

    where = place(context, db)
    files, skipped = gather(sources, stdin, encoding)
    with opened(where) as collection, Progress() as progress:
        built = collection.build(files, out=out, encoding=encoding, progress=progress)
    built = replace(built, skipped=(*skipped, *built.skipped))
    if as_json:
        output.write_json(contract.build(built, account=full))
    else:
        report.show(built, _texts(files, encoding) if full else None)


def _texts(files: "list[SourceFile]", encoding: str | None) -> list[list[str]]:
    """Return the lines of each source again, to quote the uncertain ones."""
    from studyapp.sources import readers

    return [
        [line.text for line in readers.lines(readers.decode(each.data, each.name, encoding))]
        for each in files
    ]
