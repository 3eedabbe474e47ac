"""What a collection says about itself, in the words of schema 11, whatever its schema is.

Schema 11 keeps note types, decks and deck options as JSON in the one row of ``col``; schema 18
keeps each in a table, with protobuf inside. Both end here, so that the rest of the reader knows
one form.
"""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from studyapp.domain.package import Problem
from studyapp.formats.anki import schema18
from studyapp.formats.anki.base import MAX_ROWS
from studyapp.formats.anki.plain_json import loads
from studyapp.formats.base import FormatError

Json = dict[str, Any]
OLD, NEW = 11, 18
MAX_JSON = 16_000_000
"""Characters: templates with whole programs in them have a hundredth of that."""

_NUMBER = re.compile("-?[0-9]{1,18}")


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
    tags: Sequence[str] = ()
    """For writing only: notes say which they have."""


def read(base: sqlite3.Connection, name: str, problems: list[Problem]) -> Schema:
    """Read all of it. Raises ``FormatError`` for a schema that is not known."""
    row = base.execute("select crt, ver from col limit 1").fetchone()
    if row is None or not isinstance(row[0], int) or not isinstance(row[1], int):
        raise FormatError(f"{name} holds an empty collection", "Export the deck again.")
    created, version = row
    schema = Schema(created)
    if version == OLD:
        _old(base, schema, problems)
    elif version == NEW:
        schema18.read(base, schema, problems)
    else:
        raise FormatError(
            f"{name} holds a collection of schema {version}; {OLD} and {NEW} are known",
            "Open it in a current Anki and export it with support for older versions.",
        )
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
        if not isinstance(text, bytes | str) or len(text) > MAX_JSON:
            raise ValueError
        found = loads(text)
        if isinstance(found, dict):
            return found
        fault = "it is no JSON object"
    except (ValueError, RecursionError):
        fault = "it is no JSON"
    problems.append(Problem(what, fault, "Check the database in Anki and export again."))
    return {}


def _by_id(found: Mapping[str, Any]) -> dict[int, Json]:
    """Return the entries whose key is a number; that of a note type may be negative."""
    return {
        int(key): value
        for key, value in islice(found.items(), MAX_ROWS)
        if isinstance(value, dict) and _NUMBER.fullmatch(key)
    }


def clean(text: object) -> str:
    """Return text that can be stored anywhere: no NUL, nothing that UTF-8 cannot hold."""
    return str(text).encode("utf-8", "replace").decode().replace("\0", "")
