"""Note types, decks, deck options and settings as tables, as schema 18 keeps them.

Between schema 11 and 18 lie versions that no program exports; tables that are there are read.
"""

import json
import sqlite3
from typing import TYPE_CHECKING

from studyapp.domain.package import Problem
from studyapp.formats.anki import messages, proto

if TYPE_CHECKING:
    from studyapp.formats.anki.schema import Json, Schema

LEVEL = "\x1f"
"""Between the levels of a deck's name."""
_REMEDY = "Check the database in Anki and export again."


def read(base: sqlite3.Connection, schema: "Schema", problems: list[Problem]) -> None:
    """Add what the tables say to ``schema``; a row that cannot be read is a problem."""
    for key, value in base.execute("select key, val from config"):
        try:
            schema.config[key] = json.loads(value)
        except (ValueError, TypeError, RecursionError):
            problems.append(Problem(f"the setting {key}", "it is no JSON", _REMEDY))
    for ident, name, blob in base.execute("select id, name, config from deck_config"):
        found = _message(blob, messages.CONFIG, f"the deck options {name}", problems)
        if found is not None:
            ints = found["new"]["ints"]
            found["new"]["ints"] = [ints["good"], ints["easy"], 0]
            schema.options[ident] = {"id": ident, "name": str(name), **found}
    for ident, name, kind in base.execute("select id, name, kind from decks"):
        schema.decks[ident] = _deck(ident, str(name).replace(LEVEL, "::"), kind, problems)
    _note_types(base, schema, problems)


def _deck(ident: int, name: str, kind: object, problems: list[Problem]) -> "Json":
    """Read a deck: a normal one (field 1) or a filtered one (field 2), which holds no cards."""
    try:
        fields = proto.decode(kind if isinstance(kind, bytes) else b"")
        normal = messages.to_json(proto.raw(fields, 1), messages.DECK)
    except proto.WireError as error:
        problems.append(Problem(f"the deck {name}", f"it is damaged ({error})", _REMEDY))
        return {"id": ident, "name": name, "dyn": 0}
    return {**normal, "id": ident, "name": name, "dyn": int(2 in fields)}


def _note_types(base: sqlite3.Connection, schema: "Schema", problems: list[Problem]) -> None:
    query = "select id, name, mtime_secs, config from notetypes order by id"
    for ident, name, modified, blob in base.execute(query):
        found = _message(blob, messages.NOTE_TYPE, f"the note type {name}", problems)
        if found is not None:
            found |= {"id": ident, "name": str(name), "mod": modified, "flds": [], "tmpls": []}
            schema.models[ident] = found
    for table, key, parts in (
        ("fields", "flds", messages.FIELD),
        ("templates", "tmpls", messages.TEMPLATE),
    ):
        rows = base.execute(f"select ntid, ord, name, config from {table} order by ntid, ord")  # noqa: S608
        for ident, ord_, name, blob in rows:
            model = schema.models.get(ident)
            if model is None:
                continue
            found = _message(blob, parts, f"the note type {model['name']}", problems)
            model[key].append({"name": str(name), "ord": ord_, **(found or {})})


def _message(
    blob: object, parts: tuple[messages.Part, ...], where: str, problems: list[Problem]
) -> "Json | None":
    try:
        return messages.to_json(blob if isinstance(blob, bytes) else b"", parts)
    except proto.WireError as error:
        problems.append(Problem(where, f"it is damaged ({error})", _REMEDY))
        return None
