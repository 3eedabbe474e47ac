"""Two collections of the engine's held against each other, on all that exchange must keep.

Numbers that each collection gives anew (ids, sort order, checksums) are left out; days are
counted from today, so that collections made on different days compare.
"""

import json
from pathlib import Path
from typing import Any

from anki.collection import Collection

from tests.engine.anki_desk import opened

_DAY = 86_400
_SECONDS_FROM = 1_000_000_000
Facts = dict[str, dict[Any, Any]]
"""For each part of a collection, what is known of each thing in it by its identity."""

_SKIPPED_OPTIONS = ("id", "mod", "usn")
_SKIPPED_TYPE = ("id", "mod", "usn", "tags", "vers", "req", "did", "sortf")
_SKIPPED_PART = ("id", "did", "ord")


def facts(folder: Path) -> Facts:
    """Return all of a closed collection that another with the same contents shares."""
    with opened(folder) as col:
        return {
            "note": _notes(col),
            "card": _cards(col),
            "log": _log(col),
            "deck": _decks(col),
            "options": _options(col),
            "type": _types(col),
            "media": {
                each.name: each.read_bytes()
                for each in sorted((folder / "collection.media").iterdir())
            },
        }


def differences(one: Facts, other: Facts) -> list[str]:
    """Return a line for each thing in which they differ."""
    found = []
    for part, things in one.items():
        for key in sorted(things.keys() | other[part].keys(), key=repr):
            here, there = things.get(key), other[part].get(key)
            if here != there:
                found.append(f"{part} {key}: {_apart(here, there)}")
    return found


def _apart(one: Any, other: Any) -> str:
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
        return "; ".join(f"{key} {one.get(key)!r} -> {other.get(key)!r}" for key in keys)
    return f"{one!r} -> {other!r}"


def _notes(col: Collection) -> dict[Any, Any]:
    rows = col.db.all(
        "select n.guid, t.name, n.flds, n.tags, n.mod, n.id"
        " from notes n join notetypes t on t.id = n.mid"
    )
    return {
        guid: {
            "type": kind,
            "fields": fields.split("\x1f"),
            "tags": sorted(tags.split()),
            "modified": modified,
            "created": ident,
        }
        for guid, kind, fields, tags, modified, ident in rows
    }


def _cards(col: Collection) -> dict[Any, Any]:
    rows = col.db.all(
        "select n.guid, c.ord, c.did, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.lapses,"
        " c.left, c.odue, c.odid, c.flags, c.data"
        " from cards c join notes n on n.id = c.nid"
    )
    found: dict[Any, Any] = {}
    today = col.sched.today
    start = col.sched.day_cutoff - _DAY
    for guid, ordinal, deck, kind, queue, due, *rest, data in rows:
        interval, factor, reps, lapses, left, home_due, home, flags = rest
        in_days = kind and due < _SECONDS_FROM
        if kind and queue < 0 and due > _SECONDS_FROM and (due - start) % _DAY == 0:
            in_days, due = True, (due - start) // _DAY + today
        found[guid, ordinal] = {
            "deck": col.decks.name(deck),
            "type": kind,
            "queue": queue,
            "due": due - today if in_days else due,
            "interval": interval,
            "factor": factor,
            "reps": reps,
            "lapses": lapses,
            "left": left,
            "filtered": (home_due, col.decks.name(home) if home else ""),
            "flags": flags,
            **json.loads(data or "{}"),
        }
    return found


def _log(col: Collection) -> dict[Any, Any]:
    rows = col.db.all(
        "select n.guid, c.ord, r.id, r.ease, r.ivl, r.lastIvl, r.factor, r.time, r.type"
        " from revlog r join cards c on c.id = r.cid join notes n on n.id = c.nid"
    )
    return {tuple(row[:3]): tuple(row[3:]) for row in rows}


def _decks(col: Collection) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for deck in col.decks.all():
        if deck["dyn"]:
            continue
        options = col.decks.config_dict_for_deck_id(deck["id"])
        found[deck["name"]] = {"description": deck["desc"], "options": options["name"]}
    return found


def _options(col: Collection) -> dict[Any, Any]:
    return {
        each["name"]: {key: each[key] for key in each if key not in _SKIPPED_OPTIONS}
        for each in col.decks.all_config()
    }


def _types(col: Collection) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for each in col.models.all():
        kept = {key: each[key] for key in each if key not in _SKIPPED_TYPE}
        for part in ("flds", "tmpls"):
            kept[part] = [
                {key: value for key, value in one.items() if key not in _SKIPPED_PART}
                for one in each[part]
            ]
        found[each["name"]] = kept
    return found
