"""Anki's protobuf messages as tables, turned into the JSON of schema 11 and back.

Source: the descriptors ``deck_config_pb2``, ``decks_pb2`` and ``notetypes_pb2`` of anki 26.9.3,
held against what the engine itself writes as schema 11 for the same collection.
"""

import copy
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from studyapp.formats.anki import proto

Json = dict[str, Any]
OTHER = 255
"""Field in which the engine keeps, as JSON, the keys of add-ons and of newer versions."""


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a message and where schema 11 keeps it."""

    key: int
    path: str
    """Keys of nested objects with dots between."""
    kind: str = "int"
    """``int``, ``bool``, ``not`` (a bool turned round), ``flag`` (a bool as 0 or 1), ``first``
    (0 and 1 exchanged), ``text``, ``float``, ``floats``, ``thousand`` (a float as thousandths),
    ``percent`` (as hundredths), ``maybe`` and ``id`` (a number, null where absent; ``id`` also
    where 0), ``seldom`` (a number, left out where absent)."""


CONFIG: tuple[Part, ...] = (
    Part(1, "new.delays", "floats"),
    Part(2, "lapse.delays", "floats"),
    Part(3, "fsrsWeights", "floats"),
    Part(4, "easyDaysPercentages", "floats"),
    Part(5, "fsrsParams5", "floats"),
    Part(6, "fsrsParams6", "floats"),
    Part(9, "new.perDay"),
    Part(10, "rev.perDay"),
    Part(11, "new.initialFactor", "thousand"),
    Part(12, "rev.ease4", "float"),
    Part(13, "rev.hardFactor", "float"),
    Part(14, "lapse.mult", "float"),
    Part(15, "rev.ivlFct", "float"),
    Part(16, "rev.maxIvl"),
    Part(17, "lapse.minInt"),
    Part(18, "new.ints.good"),
    Part(19, "new.ints.easy"),
    Part(20, "new.order", "first"),
    Part(21, "lapse.leechAction"),
    Part(22, "lapse.leechFails"),
    Part(23, "autoplay", "not"),
    Part(24, "maxTaken"),
    Part(25, "timer", "flag"),
    Part(26, "replayq", "not"),
    Part(27, "new.bury", "bool"),
    Part(28, "rev.bury", "bool"),
    Part(29, "buryInterdayLearning", "bool"),
    Part(30, "newMix"),
    Part(31, "interdayLearningMix"),
    Part(32, "newSortOrder"),
    Part(33, "reviewOrder"),
    Part(34, "newGatherPriority"),
    Part(35, "newPerDayMinimum"),
    Part(36, "questionAction"),
    Part(37, "desiredRetention", "float"),
    Part(38, "stopTimerOnAnswer", "bool"),
    Part(40, "sm2Retention", "float"),
    Part(41, "secondsToShowQuestion", "float"),
    Part(42, "secondsToShowAnswer", "float"),
    Part(43, "answerAction"),
    Part(44, "waitForAudio", "bool"),
    Part(45, "weightSearch", "text"),
    Part(46, "ignoreRevlogsBeforeDate", "text"),
)
"""Deck options: ``anki.deck_config.DeckConfig.Config``."""

NOTE_TYPE: tuple[Part, ...] = (
    Part(1, "type"),
    Part(2, "sortf"),
    Part(3, "css", "text"),
    Part(5, "latexPre", "text"),
    Part(6, "latexPost", "text"),
    Part(7, "latexsvg", "bool"),
    Part(9, "originalStockKind"),
    Part(10, "originalId", "seldom"),
)
"""``anki.notetypes.Notetype.Config`` without ``req``, which the engine works out itself."""

FIELD: tuple[Part, ...] = (
    Part(1, "sticky", "bool"),
    Part(2, "rtl", "bool"),
    Part(3, "font", "text"),
    Part(4, "size"),
    Part(5, "description", "text"),
    Part(6, "plainText", "bool"),
    Part(7, "collapsed", "bool"),
    Part(8, "excludeFromSearch", "bool"),
    Part(9, "id", "maybe"),
    Part(10, "tag", "maybe"),
    Part(11, "preventDeletion", "bool"),
)
"""``anki.notetypes.Notetype.Field.Config``."""

TEMPLATE: tuple[Part, ...] = (
    Part(1, "qfmt", "text"),
    Part(2, "afmt", "text"),
    Part(3, "bqfmt", "text"),
    Part(4, "bafmt", "text"),
    Part(5, "did", "id"),
    Part(6, "bfont", "text"),
    Part(7, "bsize"),
    Part(8, "id", "maybe"),
)
"""``anki.notetypes.Notetype.Template.Config``."""

DECK: tuple[Part, ...] = (
    Part(1, "conf"),
    Part(2, "extendNew"),
    Part(3, "extendRev"),
    Part(4, "desc", "text"),
    Part(5, "md", "bool"),
    Part(6, "reviewLimit", "maybe"),
    Part(7, "newLimit", "maybe"),
    Part(10, "desiredRetention", "percent"),
)
"""``anki.decks.Deck.Normal`` without what counts for one day only."""


def to_json(data: bytes, parts: Sequence[Part]) -> Json:
    """Turn a message into the object of schema 11. Raises ``proto.WireError``."""
    fields = proto.decode(data)
    found = _other(proto.raw(fields, OTHER))
    for part in parts:
        if part.kind != "seldom" or part.key in fields:
            holder, name = _holder(found, part.path)
            holder[name] = _value(fields, part)
    return found


def from_json(given: Json, parts: Sequence[Part], drop: Sequence[str] = ()) -> bytes:
    """Turn an object of schema 11 into the message; ``drop`` names keys kept elsewhere.

    Keys that are not in the table go where the engine keeps those it does not know.
    """
    rest = copy.deepcopy({key: value for key, value in given.items() if key not in drop})
    message = b""
    for part in parts:
        holder, name = _holder(rest, part.path)
        message += _encoded(part, holder.pop(name, None))
    rest = {key: value for key, value in rest.items() if value not in ({}, [])}
    if rest:
        message += proto.put_bytes(OTHER, json.dumps(rest, sort_keys=True).encode())
    return message


def _other(data: bytes) -> Json:
    if not data:
        return {}
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _holder(found: Json, path: str) -> tuple[Json, str]:
    """Return the object that a path ends in, made where it is not there, and the last key."""
    *above, name = path.split(".")
    for key in above:
        inner = found.get(key)
        if not isinstance(inner, dict):
            inner = found[key] = {}
        found = inner
    return found, name


def _value(fields: proto.Fields, part: Part) -> object:
    match part.kind:
        case "bool":
            return proto.number(fields, part.key) != 0
        case "not":
            return proto.number(fields, part.key) == 0
        case "first":
            return 1 - min(max(proto.number(fields, part.key), 0), 1)
        case "maybe" | "seldom":
            return proto.number(fields, part.key) if part.key in fields else None
        case "id":
            return proto.number(fields, part.key) or None
        case "text":
            return proto.text(fields, part.key)
        case "floats":
            return proto.floats(fields, part.key)
        case "float" | "thousand" | "percent":
            found = proto.floats(fields, part.key)
            if part.kind == "percent":
                return round(found[-1] * 100) if found else None
            value = found[-1] if found else 0.0
            return round(value * 1000) if part.kind == "thousand" else value
    return proto.number(fields, part.key)


def _encoded(part: Part, value: Any) -> bytes:
    """Encode one value; what is not of the right kind counts as absent."""
    number = value if isinstance(value, int | float) else 0
    match part.kind:
        case "text":
            return proto.put_text(part.key, value) if isinstance(value, str) else b""
        case "floats":
            values = value if isinstance(value, list) else []
            return proto.put_floats(
                part.key, [float(each) for each in values if isinstance(each, int | float)]
            )
        case "float":
            return proto.put_float(part.key, number)
        case "thousand" | "percent":
            return proto.put_float(part.key, number / (1000 if part.kind == "thousand" else 100))
        case "not" | "first":
            return proto.put_number(part.key, int(not value))
        case "bool" | "flag":
            return proto.put_number(part.key, int(bool(value)))
        case "maybe" | "seldom" if isinstance(value, int):
            return proto.put_number(part.key, value, always=True)
    return proto.put_number(part.key, int(number))
