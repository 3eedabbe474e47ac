"""``studyapp import``: deck files of every format into the collection."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from studyapp.cli import contract, exchanged, output
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.given import stdin
from studyapp.cli.progress import Progress

if TYPE_CHECKING:
    from studyapp.services.exchange.reports import ImportReport
    from studyapp.services.texts import SourceFile

HELP = contract.help_text(
    "Import deck files: all of them or, if one cannot be read, none. The format is told by what "
    "is in a file ('studyapp formats' lists them); - is standard input. A note that is there "
    "already is updated and keeps its history, and its reviews are merged with those in the "
    "file. Parts that are broken are left out and named.",
    exchanged.IMPORT,
)
SHOWN = 5
"""Cards and refusals that are printed; --json has more."""

FilesArgument = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Deck files, or - for standard input."),
]
DuplicateOption = Annotated[
    str,
    typer.Option(
        "--on-duplicate",
        metavar="WHAT",
        help="A note that is here already: update it, keep it as it is, or keep both.",
    ),
]


def command(
    context: typer.Context,
    files: FilesArgument,
    deck: Annotated[
        str | None, typer.Option("--deck", metavar="NAME", help="Put everything into this deck.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen and change nothing.")
    ] = False,
    on_duplicate: DuplicateOption = "update",
    form: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="Read it as this format.")
    ] = None,
    columns: Annotated[
        str,
        typer.Option(
            "--columns",
            metavar="LIST",
            help="Columns of a table: its own names, front first (meaning,term), or what each is: "
            "front,back,tags,deck,guid or - for none.",
        ),
    ] = "",
    separator: Annotated[
        str, typer.Option("--separator", metavar="TEXT", help="Between front and back: , or \\t.")
    ] = "",
    card_separator: Annotated[
        str,
        typer.Option("--card-separator", metavar="TEXT", help="Between two cards: ; or \\n\\n."),
    ] = "",
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help="Encoding of texts, if not UTF-8."),
    ] = None,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Import decks."""
    from studyapp.services.exchange.importing import Wishes
    from studyapp.services.exchange.reports import OnDuplicate

    if on_duplicate not in set(OnDuplicate):
        raise typer.BadParameter(
            f"{on_duplicate!r} is none of {', '.join(OnDuplicate)}", param_hint="--on-duplicate"
        )
    wishes = Wishes(
        deck,
        OnDuplicate(on_duplicate),
        dry_run,
        form,
        encoding,
        separator,
        card_separator,
        tuple(name.strip() for name in columns.split(",")) if columns else (),
    )
    given = [_given(name) for name in files]
    with ExitStack() as stack:
        where = place(context, db)
        if dry_run and not where.path.exists():
            folder = stack.enter_context(TemporaryDirectory())
            where = replace(where, path=Path(folder) / where.path.name)
        collection = stack.enter_context(opened(where))
        progress = stack.enter_context(Progress())
        reports = collection.import_files(given, wishes, progress=progress)
    if as_json:
        output.write_json([exchanged.imported(report) for report in reports])
        return
    for report in reports:
        _show(report)
    if not dry_run and any(report.notes for report in reports):
        output.say("\nStudy with 'studyapp review DECK'.", "quiet")


def _given(name: str) -> "Path | SourceFile":
    if not name.strip():
        raise typer.BadParameter("an empty name is no file", param_hint="FILE")
    if name != "-":
        return Path(name)
    from studyapp.services.pasted import STDIN
    from studyapp.services.texts import SourceFile

    return SourceFile(STDIN, stdin())


def _show(report: "ImportReport") -> None:
    output.say(f"{report.path}: {report.format}, {output.counted(report.notes, 'note')}", "strong")
    told = [f"{count} {fate.value}" for fate, count in sorted(report.fates.items())]
    would = "would be " if report.dry_run else ""
    output.say(f"  notes: {', '.join(told) or 'none'}")
    added = [
        output.counted(report.cards, "card"),
        output.counted(report.reviews, "review"),
        output.counted(report.media, "media file"),
    ]
    output.say(f"  {would}added: {', '.join(added)}")
    for remark in report.remarks:
        output.say(f"  {remark}")
    for problem in report.refused[:SHOWN]:
        output.say(f"  left out: {problem}", "warn")
    if len(report.refused) > SHOWN:
        output.say(f"  and {len(report.refused) - SHOWN} more; --json lists them all", "warn")
    if report.decks:
        rows = [(str(cards), name) for name, cards in report.decks.items()]
        output.table(("cards", "deck"), rows, right=(0,), indent=2)
    if report.dry_run and report.samples:
        first = [(each.fate.value, each.question, each.answer) for each in report.samples[:SHOWN]]
        output.table(("note", "question", "answer"), first, indent=2)
