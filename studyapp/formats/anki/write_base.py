"""A collection written to a new SQLite file, byte for byte the same for the same package."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from studyapp.formats.anki import ddl, messages, proto
from studyapp.formats.anki.base import unicase
from studyapp.formats.anki.plain_json import dumped
from studyapp.formats.anki.schema import NEW, OLD, Json, Schema
from studyapp.formats.anki.schema18 import LEVEL

PAGE = 4096
_COUNTERS = ((24, 1), (92, 1), (96, 3_040_000))
"""Offsets of the header at which SQLite counts changes and says which version it is."""
_DAY_ONLY = (
    *("id", "mod", "name", "usn", "dyn", "lrnToday", "revToday", "newToday", "timeToday"),
    *("collapsed", "browserCollapsed", "reviewLimitToday", "newLimitToday"),
)


@contextmanager
def created(path: Path, version: int, indexed: bool) -> Iterator[sqlite3.Connection]:
    """Make a file with the tables of a schema, to be filled within the block."""
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.create_collation("unicase", unicase)
        for setting in (f"page_size = {PAGE}", "journal_mode = off", "synchronous = off"):
            base.execute(f"pragma {setting}")
        base.execute("pragma cache_size = -64000")
        base.execute("begin")
        for statement in ddl.TABLES_18 if version == NEW else ddl.TABLES_11:
            base.execute(statement)
        yield base
        for statement in ddl.INDEXES_11 if indexed else ():
            base.execute(statement)
        base.execute("commit")
    with path.open("r+b") as file:
        for offset, value in _COUNTERS:
            file.seek(offset)
            file.write(value.to_bytes(4, "big"))


def store(base: sqlite3.Connection, schema: Schema, version: int, now: int) -> None:
    """Write what stands beside notes, cards and log. ``now`` is Unix milliseconds."""
    texts = [""] * 5
    if version == OLD:
        texts = [dumped(schema.config)]
        texts += [dumped(each) for each in (schema.models, schema.decks, schema.options)]
        texts.append(dumped(dict.fromkeys(schema.tags, -1)))
    else:
        _tables(base, schema, now // 1000)
    base.execute(
        "insert into col values (1,?,?,?,?,0,0,0,?,?,?,?,?)",
        (schema.created, now, now, version, *texts),
    )


def _tables(base: sqlite3.Connection, schema: Schema, seconds: int) -> None:
    base.executemany(
        "insert into config values (?,0,0,?)",
        [(key, json.dumps(value).encode()) for key, value in sorted(schema.config.items())],
    )
    base.executemany(
        "insert into deck_config values (?,?,?,-1,?)",
        [(ident, each["name"], seconds, _options(each)) for ident, each in schema.options.items()],
    )
    base.executemany(
        "insert into decks values (?,?,?,-1,?,?)",
        [
            (ident, each["name"].replace("::", LEVEL), seconds, b"", _deck(each))
            for ident, each in schema.decks.items()
        ],
    )
    for ident, model in schema.models.items():
        _model(base, ident, model, seconds)


def _options(options: Json) -> bytes:
    ints = options["new"].get("ints")
    good, easy = ints[:2] if isinstance(ints, list) and len(ints) > 1 else (1, 4)
    new = {**options["new"], "ints": {"good": good, "easy": easy}}
    return messages.from_json(
        {**options, "new": new}, messages.CONFIG, ("id", "mod", "name", "usn", "dyn")
    )


def _deck(deck: Json) -> bytes:
    normal = {key: value for key, value in deck.items() if key not in _DAY_ONLY}
    return proto.put_bytes(1, messages.from_json(normal, messages.DECK), always=True)


def _model(base: sqlite3.Connection, ident: int, model: Json, seconds: int) -> None:
    config = messages.from_json(
        model,
        messages.NOTE_TYPE,
        ("id", "name", "mod", "usn", "did", "flds", "tmpls", "req", "tags", "vers"),
    )
    base.execute(
        "insert into notetypes values (?,?,?,-1,?)", (ident, model["name"], model["mod"], config)
    )
    base.executemany(
        "insert into fields values (?,?,?,?)",
        [
            (ident, at, each["name"], messages.from_json(each, messages.FIELD, _NAMED))
            for at, each in enumerate(model["flds"])
        ],
    )
    base.executemany(
        "insert into templates values (?,?,?,?,-1,?)",
        [
            (ident, at, each["name"], seconds, messages.from_json(each, messages.TEMPLATE, _NAMED))
            for at, each in enumerate(model["tmpls"])
        ],
    )


_NAMED = ("name", "ord", "media")
