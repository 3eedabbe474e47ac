"""Names of decks for the shell's completion.

Pressing Tab must be quick and must not make, migrate or lock a collection, so this is the one
place that looks into the file without ``Collection``: read-only, one statement. Whatever goes
wrong, there is nothing to complete.
"""

import os
from contextlib import closing
from pathlib import Path

import typer

from studyapp.cli.context import Given
from studyapp.domain.plain import plain_line
from studyapp.errors import StudyError

QUERY = "SELECT name FROM deck ORDER BY name LIMIT 2000"


def deck_names(context: typer.Context, incomplete: str) -> list[str]:
    """Return the decks whose name starts with what is typed; any case."""
    from studyapp import config, paths

    given = context.find_object(Given)
    path = given.db if given else None
    try:
        path = path or config.load(paths.config_file(), os.environ).database
        names = _names(path or paths.data_folder() / "collection.db")
    except (StudyError, OSError):
        return []
    start = incomplete.casefold()
    return [name for name in names if name.casefold().startswith(start)]


def _names(path: Path) -> list[str]:
    import sqlite3

    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=0.2)) as connection:
            names = [str(name) for (name,) in connection.execute(QUERY)]
    except sqlite3.Error:
        return []
    return [name for name in names if plain_line(name) == name]
