"""The sources that the user names: the arguments that several commands share."""

import sys
from typing import Annotated

import typer

from studyapp.cli import output
from studyapp.errors import SourceError

SourcesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCES", help="Files, folders, or - for standard input.", show_default=False
    ),
]
EncodingOption = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="Encoding of the sources, if not UTF-8."),
]


def stdin() -> bytes:
    """Return what is piped or pasted. Raises ``SourceError`` if standard input is closed."""
    if sys.stdin is None:
        raise closed_stdin()
    if output.is_terminal(sys.stdin):
        output.warn("Paste the page, then press Ctrl-D on a line of its own.")
    return sys.stdin.buffer.read()


def closed_stdin() -> SourceError:
    """Return the error to raise where there is no standard input."""
    return SourceError("standard input is closed", "Name a file instead of -.")
