"""``studyapp inspect``: one document as studyapp reads it, nothing stored."""

from typing import TYPE_CHECKING, Annotated

import typer

from studyapp.cli import contract, output, report
from studyapp.cli.context import JsonOption, check_settings
from studyapp.cli.given import EncodingOption, stdin
from studyapp.cli.progress import Progress

if TYPE_CHECKING:
    from studyapp.sources.account import LineFate
    from studyapp.sources.document import Block, Document

HELP = contract.help_text(
    "Show one text as studyapp reads it, cleaned and told apart in blocks, and account for every "
    "line; nothing is stored. Lines of Word, HTML and PDF files are those of their extracted "
    'text. With --explain also what each repair did ("account" and "changes" in JSON).',
    contract.INSPECT,
)


def command(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A file, or - for standard input.", show_default=False),
    ],
    explain: Annotated[
        bool, typer.Option("--explain", help="Also show what each repair did to which line.")
    ] = False,
    as_json: JsonOption = False,
    encoding: EncodingOption = None,
) -> None:
    """Show a cleaned document."""
    from studyapp.services import texts
    from studyapp.sources import readers
    from studyapp.sources.document import explain_document

    check_settings()
    source = texts.one(file, stdin)
    with Progress() as progress:
        progress(0, 1, f"reading {source.name}")
        document, account, text = texts.read_text(source, encoding)
        changes = explain_document(text, source.name) if explain else None
    fates = list(account)
    if as_json:
        output.write_json(contract.inspect(source.name, document, fates, changes))
        return
    _head(source.name, document, fates)
    if texts.is_deck(source, text):
        output.say("  These are cards already: 'studyapp build' makes a deck of them.", "warn")
    for block in document.blocks:
        _block(block)
    output.say("\nWhat became of the lines:", "strong")
    report.account(fates, [line.text for line in readers.lines(text, source.name)])
    if changes is not None:
        output.say("\nWhat the repairs did:", "strong")
        for change in changes:
            output.say(f"  {change}")


def _head(path: str, document: "Document", fates: "list[LineFate]") -> None:
    by = f", by {document.author}" if document.author else ""
    output.say(f"{path}: {document.title or 'no title'}{by}", "strong")
    output.say(f"  lines: {report.line_counts(contract.lines(fates))}")
    for warning in document.warnings:
        output.say(f"  warning: {warning}", "warn")


def _block(block: "Block") -> None:
    lines = report.where(block.first_line, block.last_line)
    speaker = f", {block.speaker}" if block.speaker else ""
    output.say(f"\n{lines}  {block.kind.value}{speaker}", "quiet")
    for sentence in block.sentences:
        output.say(f"  {sentence.text}")
    if not block.sentences:
        output.say(f"  {block.text}")
