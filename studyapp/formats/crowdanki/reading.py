"""From CrowdAnki's JSON to a package. A part that is broken is left out, the rest comes in."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note
from studyapp.domain.package import (
    NoteType,
    Package,
    PackedDeck,
    PackedMedia,
    PackedNote,
    PackedOptions,
    Problem,
)
from studyapp.formats.anki.media import unsafe
from studyapp.formats.anki.notes import from_legacy, kind_of, texts
from studyapp.formats.anki.presets import to_options
from studyapp.formats.base import DeckFile, FormatError
from studyapp.formats.crowdanki.writing import MADE
from studyapp.formats.found import Problems

_REMEDY = "Export the deck from Anki with CrowdAnki again."
MAX_LEVELS = 100
_SEPARATOR = "::"
_MODEL_KEYS = 1_000_000_000_000

Json = dict[str, Any]


class _Decks:
    """The decks of a file, flat, with what they name."""

    def __init__(self, root: Json, name: str, problems: list[Problem]) -> None:
        self.notes: list[tuple[str, Json]] = []
        self.decks: list[PackedDeck] = []
        self.media: dict[str, None] = {}
        todo: list[tuple[Json, str, int]] = [(root, "", 1)]
        while todo:
            deck, above, level = todo.pop()
            if level > MAX_LEVELS:
                what = f"decks nested more than {MAX_LEVELS} deep"
                problems.append(Problem(above[:80], what, _REMEDY))
                continue
            own = _text(deck.get("name")) or (f"{above}{_SEPARATOR}?" if above else name)
            children = [each for each in _list(deck, "children") if isinstance(each, dict)]
            full = f"{above}{_SEPARATOR}{own}" if above else own
            if deck is root and deck.get(MADE) is True and children and not deck.get("notes"):
                self._look_at_media(deck)
                todo.extend((child, "", level + 1) for child in reversed(children))
                continue
            options = _text(deck.get("deck_config_uuid"))
            self.decks.append(PackedDeck(full, _text(deck.get("desc")), options))
            for each in _list(deck, "notes"):
                if isinstance(each, dict):
                    self.notes.append((full, each))
                else:
                    problems.append(Problem(full, "a note that is no object", _REMEDY))
            self._look_at_media(deck)
            todo.extend((child, full, level + 1) for child in reversed(children))

    def _look_at_media(self, deck: Json) -> None:
        for each in _list(deck, "media_files"):
            self.media.setdefault(each if isinstance(each, str) else "")


def read_deck(file: DeckFile, text: str, media: Path | None) -> Package:
    """Return a package; ``media`` is the folder of the files that notes name."""
    try:
        root = json.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise FormatError(f"{file.name}: JSON nested too deep", _REMEDY) from None
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise FormatError(f"{file.name}, line {line}: this is not JSON", _REMEDY) from None
    if not isinstance(root, dict):
        raise FormatError(f"{file.name}: no deck of CrowdAnki", _REMEDY)
    problems = Problems()
    decks = _Decks(root, file.stem, problems)
    types = _types(root, problems)
    options, remarks = _options(root)
    known = {each.key for each in options}
    return Package(
        "crowdanki",
        _text(root.get("name")) or file.stem,
        _notes(decks.notes, types, problems),
        decks=[
            each if each.options in known else PackedDeck(each.name, each.description)
            for each in decks.decks
        ],
        options=options,
        note_types=list(types.values()),
        media=_media(list(decks.media), media, problems),
        total=len(decks.notes),
        problems=problems,
        remarks=remarks,
    )


def _types(root: Json, problems: list[Problem]) -> dict[str, NoteType]:
    """Return the note types by their UUIDs, with a number made from it as their key."""
    types: dict[str, NoteType] = {}
    for model in _list(root, "note_models"):
        uuid = _text(model.get("crowdanki_uuid")) if isinstance(model, dict) else ""
        if not uuid:
            problems.append(Problem("note_models", "a note type without its UUID", _REMEDY))
            continue
        try:
            types[uuid] = from_legacy({**model, "id": _key(uuid)})
        except FormatError as error:
            problems.append(Problem("note_models", error.message, error.hint))
    return types


def _key(uuid: str) -> int:
    digest = int.from_bytes(hashlib.sha256(uuid.encode()).digest()[:6], "big")
    return _MODEL_KEYS + digest % _MODEL_KEYS


def _options(root: Json) -> tuple[list[PackedOptions], list[str]]:
    found: dict[str, PackedOptions] = {}
    remarks: list[str] = []
    for each in _list(root, "deck_configurations"):
        uuid = _text(each.get("crowdanki_uuid")) if isinstance(each, dict) else ""
        if uuid and each.get(MADE) is not True:
            options, remark = to_options(each)
            name = _text(each.get("name")) or uuid
            found[uuid] = PackedOptions(uuid, name, options, json.dumps(each))
            remarks += [f"{name}: {remark}"] if remark else []
    return list(found.values()), remarks


def _notes(
    notes: Sequence[tuple[str, Json]], types: dict[str, NoteType], problems: list[Problem]
) -> Iterator[PackedNote]:
    seen: set[str] = set()
    for number, (deck, given) in enumerate(notes, 1):
        guid = _text(given.get("guid"))
        where = f"note {guid or number} in {deck}"
        note_type = types.get(_text(given.get("note_model_uuid")))
        fields = tuple(_text(each) for each in _list(given, "fields"))
        if note_type is None:
            problems.append(Problem(where, "its note type is not in the file", _REMEDY))
        elif len(fields) != len(note_type.fields):
            what = f"{len(fields)} fields, but its note type has {len(note_type.fields)}"
            problems.append(Problem(where, what, _REMEDY))
        elif not any(map(str.strip, fields)):
            problems.append(Problem(where, "all its fields are empty", _REMEDY))
        else:
            kind = kind_of(note_type)
            guid = guid or note_guid(deck, "\x1f".join(fields))
            if guid in seen:
                problems.append(Problem(where, "the same note stands above", _REMEDY))
                continue
            seen.add(guid)
            front, back = texts(note_type, kind, fields)
            tags = dict.fromkeys(filter(None, map(_text, _list(given, "tags"))))
            note = Note(guid, kind, front, back, tuple(tags))
            yield PackedNote(note, deck, (), note_type.key, fields, where=where)


def _media(
    names: Sequence[str], folder: Path | None, problems: list[Problem]
) -> Iterator[PackedMedia]:
    """Give the files that are there; a name never leads out of the folder, nor does a link."""
    for name in names:
        why = unsafe(name)
        path = None if why or folder is None else folder / name
        if why:
            problems.append(Problem(f"media {name[:80]!r}", why, "Rename the file in Anki."))
        elif path is None or path.is_symlink() or not path.is_file():
            what = "the file is not in the folder media beside the deck"
            problems.append(Problem(f"media {name}", what, "Put it there and read again."))
        else:
            yield PackedMedia(name, path.stat().st_size, _opener(path))


def _opener(path: Path) -> Any:
    return lambda: path.open("rb")


def _list(given: Json, key: str) -> list[Any]:
    found = given.get(key)
    return found if isinstance(found, list) else []


def _text(value: Any) -> str:
    """Take a text; what UTF-8 cannot hold becomes a question mark."""
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode().replace("\0", "")
