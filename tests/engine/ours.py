"""Two collections of ours held against each other, on what a way through Anki must keep."""

import json
from dataclasses import asdict
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any

from studyapp.domain.card import Queue
from studyapp.domain.review import Evidence
from studyapp.services.exchange.exporting import Order
from tests import desk
from tests.engine.compare import Facts

_MOVES = {int(each) for each in Evidence if each.moves_memory}


def exported(path: Path, zone: tzinfo = UTC) -> dict[str, Any]:
    """Return all of a collection, as its own export says it."""
    with desk.opened(path, zone=zone) as collection:
        _, data = collection.export_file(None, Order(format="json"))
    found: dict[str, Any] = json.loads(data)
    return found


def facts(path: Path, zone: tzinfo = UTC) -> Facts:
    """Return what is known of notes that are studied, their cards and their logs."""
    said = exported(path, zone)
    memory, review = (said["columns"][name] for name in ("memory", "review"))
    found: Facts = {"note": {}, "card": {}, "log": {}, "options": {}}
    for note in said["notes"]:
        if not note.get("cards"):
            continue
        guid = note["guid"]
        found["note"][guid] = {
            "kind": note["kind"],
            "front": note["front"],
            "back": note.get("back", ""),
            "tags": sorted(note.get("tags", ())),
            "modified": note["modified"] // 1000,
        }
        for card in note["cards"]:
            key = guid, card["ordinal"]
            found["card"][key] = {
                **{name: card.get(name, 0) for name in ("deck", "queue", "flag")},
                "until": card.get("buried_until"),
                **_memory(dict(zip(memory, card.get("memory") or (0,) * 11, strict=True))),
            }
            found["log"][key] = _log(
                [dict(zip(review, row, strict=False)) for row in card.get("reviews", ())]
            )
    with desk.opened(path, zone=zone) as collection:
        for row in collection.decks():
            found["options"][row.name] = asdict(collection.options(row.name))
    return found


def show_siblings(facts: Facts) -> None:
    """Take siblings for shown that Anki hid for the day when it asked one of them.

    An import moves a card only if that card itself was answered or rescheduled.
    """
    for card in facts["card"].values():
        if card["queue"] == Queue.SIBLING:
            card.update(queue=Queue.ACTIVE, until=None)


def show_hidden_until(facts: Facts, today: int) -> None:
    """Take cards for shown that were hidden until a day that has come: so they go out."""
    for card in facts["card"].values():
        if card["until"] is not None and card["until"] <= today:
            card.update(queue=Queue.ACTIVE, until=None)


def _memory(memory: dict[str, Any]) -> dict[str, Any]:
    """Return a memory as far as Anki can hold it."""
    if not memory["state"]:
        return {"state": 0}
    days = memory["due_day"] is not None
    return {
        **memory,
        "stability": round(memory["stability"] or 0, 4),
        "difficulty": round(memory["difficulty"] or 0, 3),
        "due": None if days else memory["due"] // 1000,
    }


def _log(entries: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Return the answers that were not undone."""
    voided = {entry["voids"] for entry in entries}
    return [
        (entry["at"], entry["rating"], entry["day"], entry["duration_ms"])
        for entry in entries
        if entry["rating"] and entry["id"] not in voided
    ]
