"""``studyapp report``: a deck's progress as one page to hand to a teacher."""

from pathlib import Path
from typing import Annotated

import typer

from studyapp.cli import output
from studyapp.cli.context import DbOption, opened, place
from studyapp.cli.deck_argument import OneDeckArgument
from studyapp.errors import StudyError

HELP = (
    "Write how a deck is going as one HTML page: mastery now and at the exam, time, practice "
    "tests, forecast, weakest cards. It needs no network and holds no script."
)


def command(
    context: typer.Context,
    deck: OneDeckArgument,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help="Where to write it; else it is printed."),
    ] = None,
    db: DbOption = None,
) -> None:
    """Write the report of a deck."""
    from studyapp.services.files import is_folder, write

    if out is not None and not is_folder(out.absolute().parent):
        raise StudyError(
            f"there is no folder {out.parent} for the report",
            "Check the path after -o, or make the folder first.",
        )
    with opened(place(context, db), samples=True) as collection:
        text = collection.report(deck)
    if out is None:
        output.say(text)
        return
    kept = write(out, text)
    output.say(f"Written: {out}")
    if kept is not None:
        output.say(f"What stood there before: {kept}")
