"""One note to the JSON of the collection and back. What is not as it should be raises."""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from math import isfinite
from typing import Any

from studyapp.domain.card import Flag, Queue, State
from studyapp.domain.deck import DeckOptions, LeechAction, NewOrder, ReviewOrder
from studyapp.domain.generated import Generated, Standing
from studyapp.domain.note import Note, NoteKind, Source
from studyapp.domain.package import (
    CardTemplate,
    NoteType,
    PackedCard,
    PackedMemory,
    PackedNote,
    PackedOptions,
    PackedReview,
)
from studyapp.domain.review import Evidence, Rating

WIDEST = 2**63 - 1

_ID = re.compile("[0-9a-f]{32}")

_ENUMS = {"leech_action": LeechAction, "new_order": NewOrder, "review_order": ReviewOrder}
_REVIEW_RANGES: Mapping[str, range] = {
    "rating": range(min(Rating), max(Rating) + 1),
    "evidence": range(min(Evidence), max(Evidence) + 1),
    "state_before": range(len(State)),
    "state": range(len(State)),
}
_MAY_BE_NONE = frozenset(
    {"rating", "step", "due", "due_day", "stability", "difficulty", "last_review", "last_day"}
    | {"first_day"}
)


def note_to(packed: PackedNote, *, scheduling: bool) -> dict[str, Any]:
    """Return a note as JSON has it; what is empty is left out."""
    note = packed.note
    value: dict[str, Any] = {
        "guid": note.guid,
        "kind": note.kind.name.lower(),
        "front": note.front,
        "back": note.back,
        "tags": list(note.tags),
        "deck": packed.deck,
        "created": packed.created,
        "modified": packed.modified,
        "source": None if note.source is None else asdict(note.source),
        "generated": None if note.generated is None else asdict(note.generated),
        "standing": int(note.standing),
        "built": packed.built,
        "stale": packed.stale,
        "note_type": packed.note_type,
        "fields": list(packed.fields),
        "cards": [_card_to(card, scheduling=scheduling) for card in packed.cards],
    }
    always = ("guid", "kind", "front", "back")
    return {key: each for key, each in value.items() if each or key in always}


def _card_to(card: PackedCard, *, scheduling: bool) -> dict[str, Any]:
    value: dict[str, Any] = {
        "ordinal": card.ordinal,
        "deck": card.deck,
        "position": card.position,
    }
    if scheduling:
        rest = {
            "queue": card.queue,
            "buried_until": card.buried_until,
            "flag": card.flag,
            "memory": None if card.memory is None else list(card.memory),
            "reviews": [_review_to(review) for review in card.reviews],
            "modified": card.modified,
        }
        value.update({key: each for key, each in rest.items() if each})
    return value


def _review_to(review: PackedReview) -> list[Any]:
    return [list(each) if isinstance(each, PackedMemory) else each for each in review]


def note_from(value: Any, columns: Mapping[str, Sequence[str]], where: str) -> PackedNote:
    """Return the note in a JSON value. Raises ``ValueError``, ``TypeError`` or ``KeyError``."""
    _expect(value, dict)
    source, generated = value.get("source"), value.get("generated")
    note = Note(
        _text(value["guid"]),
        NoteKind[_text(value["kind"]).upper()],
        _text(value["front"]),
        _text(value["back"]),
        _texts(value.get("tags", [])),
        None if source is None else _source(source),
        None if generated is None else _generated(generated),
        Standing(value.get("standing", 0)),
    )
    return PackedNote(
        note,
        _text(value.get("deck", "")),
        [_card(each, columns) for each in _expect(value.get("cards", []), list)],
        _text(value.get("note_type", "")),
        _texts(value.get("fields", [])),
        _whole(value.get("created", 0)),
        _whole(value.get("modified", 0)),
        _text(value.get("built", ""))[:64],
        value.get("stale", False) is True,
        where,
    )


def _card(value: Any, columns: Mapping[str, Sequence[str]]) -> PackedCard:
    _expect(value, dict)
    memory, until = value.get("memory"), value.get("buried_until")
    return PackedCard(
        _within(value["ordinal"], range(10_000)),
        _text(value.get("deck", "")),
        _whole(value.get("position", 0)),
        None if memory is None else _memory(memory, columns["memory"]),
        _within(value.get("queue", 0), range(len(Queue))),
        None if until is None else _within(until, _DAYS),
        _within(value.get("flag", 0), range(len(Flag))),
        [_review(each, columns) for each in _expect(value.get("reviews", []), list)],
        _whole(value.get("modified", 0)),
    )


_DAYS = range(-1_000_000, 10_000_000)


def _memory(value: Any, names: Sequence[str]) -> PackedMemory:
    named = _named(value, names)
    for name in PackedMemory._fields:
        each = named[name]
        if each is None and name in _MAY_BE_NONE:
            continue
        if name in ("stability", "difficulty"):
            named[name] = _real(each)
        elif name == "state":
            _within(each, range(len(State)))
        else:
            _within(each, _DAYS) if name.endswith("_day") else _whole(each)
    return PackedMemory(**{name: named[name] for name in PackedMemory._fields})


def _review(value: Any, columns: Mapping[str, Sequence[str]]) -> PackedReview:
    named = _named(value, columns["review"])
    memory = named.get("memory")
    for name in PackedReview._fields:
        each = named.get(name)
        if name == "memory" or (each is None and name in _MAY_BE_NONE):
            continue
        if name in ("foreign", "id", "voids"):
            named[name] = _text(each or "") or ("" if name == "id" else None)
        elif name in _REVIEW_RANGES:
            _within(each, _REVIEW_RANGES[name])
        else:
            _within(each, _DAYS) if name in ("day", "due_day") else _whole(each)
    for name in ("id", "voids"):
        if named[name] and not _ID.fullmatch(named[name]):
            raise ValueError(f"{name} is not 32 hexadecimal digits")
    named["memory"] = None if memory is None else _memory(memory, columns["memory"])
    return PackedReview(**{name: named[name] for name in PackedReview._fields if name in named})


def _named(value: Any, names: Sequence[str]) -> dict[str, Any]:
    return dict(zip(names, _expect(value, list), strict=True))


def _source(value: Any) -> Source:
    _expect(value, dict)
    return Source(
        _text(value["path"]),
        _within(value["first_line"], range(2**31)),
        _within(value["last_line"], range(2**31)),
        _text(value.get("section", "")),
    )


def _generated(value: Any) -> Generated:
    _expect(value, dict)
    known: dict[str, Any] = {}
    for each in fields(Generated):
        if each.name not in value:
            continue
        found = value[each.name]
        if each.type is str:
            found = _text(found)
        elif each.type is float:
            found = _real(found)
        else:
            found = _texts(found)
        known[each.name] = found
    return Generated(**known)


def note_type_from(value: Any) -> NoteType:
    """Return the note type in a JSON value; raises as ``note_from`` does."""
    _expect(value, dict)
    templates = [
        CardTemplate(*(_text(_expect(each, dict)[name]) for name in ("name", "question", "answer")))
        for each in _expect(value["templates"], list)
    ]
    return NoteType(
        _text(value["key"]),
        _text(value["name"]),
        value.get("cloze") is True,
        _texts(value["fields"]),
        tuple(templates),
        _text(value.get("css", "")),
        _text(value.get("kept", "")),
    )


def options_from(value: Any) -> PackedOptions:
    """Return the deck options in a JSON value; raises as ``note_from`` does."""
    _expect(value, dict)
    known: dict[str, Any] = {}
    given = _expect(value["options"], dict)
    for each in fields(DeckOptions):
        if each.name not in given:
            continue
        found = given[each.name]
        if each.name in _ENUMS:
            found = _ENUMS[each.name](found)
        elif isinstance(found, list):
            found = tuple(_real(one) if each.name == "parameters" else _whole(one) for one in found)
        elif each.type is bool:
            found = found is True
        else:
            found = _real(found) if each.type is float else _whole(found)
        known[each.name] = found
    return PackedOptions(
        _text(value["key"]),
        _text(value.get("name", "")),
        DeckOptions(**known),
        _text(value.get("kept", "")),
    )


def media_from(value: Any) -> tuple[str, bytes]:
    """Return name and content of a medium; raises as ``note_from`` does."""
    _expect(value, dict)
    return _text(value["name"]), base64.b64decode(_text(value["data"]), validate=True)


def dumps(value: Any) -> str:
    """Return JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _expect(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{type(value).__name__} where {kind.__name__} belongs")
    return value


def _text(value: Any) -> str:
    return str(_expect(value, str))


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(each) for each in _expect(value, list))


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r:.40} is no whole number")
    if abs(value) > WIDEST:
        raise ValueError("a number that is too large")
    return value


def _within(value: Any, allowed: range) -> int:
    if _whole(value) not in allowed:
        raise ValueError(f"{value} is not within {allowed.start} and {allowed.stop - 1}")
    return int(value)


def _real(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise TypeError(f"{value!r:.40} is no number")
    return float(value)
