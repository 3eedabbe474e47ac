"""What a collection says about itself, in the words of schema 11, whatever its schema is.

Schema 11 keeps note types, decks and deck options as JSON in the one row of ``col``; schema 18
keeps each in a table, with protobuf inside. Both end here, so that the rest of the reader knows
one form.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from studyapp.domain.package import Problem
from studyapp.formats.anki import schema18
from studyapp.formats.base import FormatError

Json = dict[str, Any]
OLD, NEW = 11, 18


@dataclass(slots=True)
class Schema:
    """The parts of a collection beside its notes, cards and reviews."""

    created: int
    """Unix seconds from which due days are counted."""
    config: Json = field(default_factory=dict)
    models: dict[int, Json] = field(default_factory=dict)
    """Note types by their id."""
    decks: dict[int, Json] = field(default_factory=dict)
    options: dict[int, Json] = field(default_factory=dict)
    """Deck options by their id."""


def read(base: sqlite3.Connection, name: str, problems: list[Problem]) -> Schema:
    """Read all of it. Raises ``FormatError`` for a schema that is not known."""
    row = base.execute("select crt, ver from col limit 1").fetchone()
    if row is None or not isinstance(row[0], int) or not isinstance(row[1], int):
        raise FormatError(f"{name} holds an empty collection", "Export the deck again.")
    created, version = row
    if version < OLD or version > NEW:
        raise FormatError(
            f"{name} holds a collection of schema {version}; those from {OLD} to {NEW} are known",
            "Open it in a current Anki and export it with support for older versions.",
        )
    schema = Schema(created)
    if version < NEW:
        _old(base, schema, problems)
        if version == OLD:
            return schema
    schema18.read(base, schema, problems)
    return schema


def _old(base: sqlite3.Connection, schema: Schema, problems: list[Problem]) -> None:
    row = base.execute("select conf, models, decks, dconf from col limit 1").fetchone()
    schema.config = parsed(row[0], "the settings", problems)
    for text, what, into in (
        (row[1], "the note types", schema.models),
        (row[2], "the decks", schema.decks),
        (row[3], "the deck options", schema.options),
    ):
        into.update(_by_id(parsed(text, what, problems)))


def parsed(text: object, what: str, problems: list[Problem]) -> Json:
    """Read a JSON object; what is none is reported and empty."""
    if isinstance(text, bytes | str) and not text:
        return {}
    try:
        found = json.loads(text)  # type: ignore[arg-type]
        if isinstance(found, dict):
            return found
        fault = "it is no JSON object"
    except (ValueError, TypeError, RecursionError):
        fault = "it is no JSON"
    problems.append(Problem(what, fault, "Check the database in Anki and export again."))
    return {}


def _by_id(found: Mapping[str, Any]) -> dict[int, Json]:
    return {
        int(key): value
        for key, value in found.items()
        if isinstance(value, dict) and key.removeprefix("-").isdecimal() and len(key) < 20
    }


def dumped(found: Mapping[Any, Any]) -> str:
    """Return JSON as it is kept: short, and the same for the same."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
