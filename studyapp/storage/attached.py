"""Parts (``part``) attached to the collection and copied into it, within one transaction."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studyapp.storage.columns import CARD_COLUMNS, LOG_COLUMNS, MEMORY_COLUMNS, NULLABLE
from studyapp.storage.engine import Connection, driver_of, explained

_LEAST_SQLITE = (3, 21)
"""From then on, files can be attached within a transaction."""
_OF_THE_PART = (
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
)
"""What the collection may cause as well, and will again when no part is there."""
_DECKS = "create table if not exists temp.part_deck (number integer primary key, id)"
"""What the decks of a part are here."""


class PartError(Exception):
    """A part is no longer as it was made."""


def _columns(columns: Sequence[str], **said: str) -> str:
    given = ", ".join(said.get(column, f"p.{column}") for column in columns)
    return f"({', '.join(columns)}) select {given}"


_BLANK = {name: f"ifnull(p.{name}, 0)" for name in MEMORY_COLUMNS if name not in NULLABLE}
_OWNED = _BLANK | {"learner_id": ":learner", "card_id": "c.id"}


@dataclass(frozen=True, slots=True)
class _Copied:
    """How a table of a part is copied."""

    insert: str
    """With ``{part}`` for the name of the file."""
    here: str
    """What is true of rows whose notes are here."""
    order: str
    """That of the keys."""


_COPIED = (
    _Copied(
        f"insert or fail into card {_columns(CARD_COLUMNS, deck_id='d.id')} from {{part}}.card p"
        " cross join temp.part_deck d on d.number = p.deck_id",
        "p.note_id in (select id from note)",
        "p.id",
    ),
    _Copied(
        f"insert or fail into memory {_columns(MEMORY_COLUMNS, **_OWNED)} from {{part}}.card c"
        " left join {part}.memory p on p.card_id = c.id",
        "c.id in (select id from card)",
        "c.id",
    ),
    _Copied(
        f"insert or fail into review_log {_columns(LOG_COLUMNS)} from {{part}}.review_log p",
        "p.card_id in (select id from card)",
        "p.rowid",
    ),
)


def room(connection: Connection) -> int:
    """Return how many files can be taken in this transaction."""
    if connection.dialect.name != "sqlite" or sqlite3.sqlite_version_info < _LEAST_SQLITE:
        return 0
    driver = driver_of(connection)
    attached = len(driver.execute("pragma database_list").fetchall()) - 1
    return max(0, driver.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) - attached)


def take(
    connection: Connection, part: Path, learner_id: int, decks: Mapping[int, int], *, whole: bool
) -> None:
    """Copy the rows of a part, or only those whose notes are here.

    ``decks`` are the ids of its decks here, by their number there. The file stays attached until
    the transaction has ended (``engine.filling``). Raises ``PartError``.
    """
    driver = driver_of(connection)
    name = f"part{len(driver.execute('pragma database_list').fetchall())}"
    try:
        driver.execute(f"attach ? as {name}", (f"{part.as_uri()}?mode=ro&immutable=1",))
        driver.execute(_DECKS)
        driver.execute("delete from temp.part_deck")
        driver.executemany("insert into temp.part_deck values (?, ?)", decks.items())
        for each in _COPIED:
            here = "" if whole else f" where {each.here}"
            sql = f"{each.insert.format(part=name)}{here} order by {each.order}"
            driver.execute(sql, {"learner": learner_id})
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF in _OF_THE_PART:
            raise PartError(str(error)) from error
        raise explained(error, connection) from error
