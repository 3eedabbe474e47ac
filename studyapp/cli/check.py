"""``studyapp check``: is the collection sound, and what to do if not."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from studyapp.cli import contract, exits, output
from studyapp.cli.context import DbOption, JsonOption, Place, opened, place
from studyapp.cli.progress import Progress
from studyapp.errors import CollectionError, NotFoundError

if TYPE_CHECKING:
    from studyapp.services.views import CheckReport

HELP = contract.help_text(
    f"Look whether the collection is sound; leaves with {exits.COLLECTION} if it is not. With "
    "--repair, memory is computed again from the review log, and a file that is no readable "
    "collection is moved aside, untouched.",
    contract.CHECK,
)


def command(
    context: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be mended.")] = False,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Check the collection."""
    where = place(context, db)
    if not where.path.exists():
        raise NotFoundError(
            f"there is no collection at {where.path}",
            "'studyapp' makes one there, and so does 'studyapp build PAGE.txt'.",
        )
    report = _look(where, repair=repair)
    if as_json:
        output.write_json(contract.check(report))
    else:
        _print(report)
    if not report.ok:
        raise typer.Exit(exits.COLLECTION)


def _look(where: Place, *, repair: bool) -> "CheckReport":
    try:
        with opened(where) as collection, Progress() as progress:
            return collection.check(repair=repair, progress=progress)
    except CollectionError as error:
        if not _unreadable(error):
            raise
        return _damaged(where, error, repair=repair)


def _unreadable(error: CollectionError) -> bool:
    """Whether SQLite itself cannot read the file, as opposed to a lock, a right, a full disk."""
    from sqlite3 import SQLITE_CORRUPT, SQLITE_NOTADB

    code = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF
    return code in (SQLITE_CORRUPT, SQLITE_NOTADB)


def _damaged(where: Place, error: CollectionError, *, repair: bool) -> "CheckReport":
    from studyapp.services.check import set_aside
    from studyapp.services.views import CheckReport, Problem

    if not repair:
        remedy = (
            "Restore a copy of the collection. Or run 'studyapp check --repair': it moves the file "
            "aside, untouched, and the next start makes a new collection."
        )
        return CheckReport(str(where.path), 0, 0, 0, (Problem(error.message, remedy),))
    target = set_aside(where.path, datetime.now(UTC))
    problem = Problem(
        error.message,
        f"Restore a copy of the collection to {where.path}; the next start makes an empty one.",
    )
    moved = f"moved the damaged file, untouched, to {target}"
    return CheckReport(str(where.path), 0, 0, 0, (problem,), (moved,))


def _print(report: "CheckReport") -> None:
    output.say(
        f"{report.path}: {output.counted(report.notes, 'note')}, "
        f"{output.counted(report.cards, 'card')}, {output.counted(report.reviews, 'review')}"
    )
    for done in report.repaired:
        output.say(f"repaired: {done}", "good")
    for problem in report.problems:
        output.say(f"problem: {problem.what}", "bad")
        output.say(f"  {problem.remedy}")
    if report.ok:
        output.say("The collection is sound.", "good")
