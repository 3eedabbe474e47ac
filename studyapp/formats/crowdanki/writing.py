"""From a package to CrowdAnki's folder. The same package gives the same bytes."""

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from studyapp.domain.deck import SEPARATOR, DeckOptions, is_within, leaf, parents
from studyapp.domain.note import NoteKind
from studyapp.domain.package import NoteType, Package, PackedNote, PackedOptions
from studyapp.formats.anki.media import unsafe
from studyapp.formats.anki.notes import STOCK, fields_of, to_legacy
from studyapp.formats.anki.presets import from_options
from studyapp.formats.base import FormatError, Writing
from studyapp.formats.losses import Losses

Json = dict[str, Any]

_OURS = UUID("8f1c9c2e-56b0-5d0c-9a6e-4f2f7f1f6f43")
"""Names made here are UUIDs below this one, so that each export gives a thing the same."""
MADE = "studyapp_made"
"""Key of a deck or of options that are there because CrowdAnki wants one: left out when read."""
_NOT_WRITTEN = frozenset({"id", "mod", "usn", "did"})
_KEEPS = frozenset({"ids", "tags", "media", "options", "fields"})
_DEFAULT = PackedOptions("", "Default", DeckOptions())


@dataclass(slots=True)
class _Written:
    """What the notes named so far."""

    losses: Losses
    types: dict[str, NoteType]
    """Those of the package, by key."""
    models: dict[str, NoteType] = field(default_factory=dict)
    """Those that notes have, by UUID."""
    decks: dict[str, list[Json]] = field(default_factory=dict)
    """Notes by full name of their deck."""


def write_deck(package: Package, folder: Path, writing: Writing) -> tuple[str, ...]:
    """Write ``folder`` with its JSON and its media; return what is lost, in words.

    Raises ``FormatError`` if the folder is there.
    """
    losses = Losses(package, writing, _KEEPS)
    written = _Written(losses, {each.key: each for each in package.note_types})
    for packed in package.notes:
        written.decks.setdefault(losses.see(packed), []).append(_note(packed, written))
    _make(folder)
    media = _write_media(package, folder / "media", losses)
    deck = _decks(package, written)
    deck["media_files"] = media
    deck["note_models"] = [_model(uuid, each) for uuid, each in sorted(written.models.items())]
    text = json.dumps(deck, ensure_ascii=False, indent=4, sort_keys=True)
    (folder / f"{folder.name}.json").write_bytes(f"{text}\n".encode())
    return losses.words()


def _make(folder: Path) -> None:
    try:
        folder.mkdir()
    except FileExistsError:
        raise FormatError(
            f"{folder} is there already", "Name a folder that is not there yet."
        ) from None


def _note(packed: PackedNote, written: _Written) -> Json:
    note_type = written.types.get(packed.note_type)
    fields = packed.fields
    if note_type is None or len(fields) != len(note_type.fields):
        kind = packed.note.kind if packed.note.kind in STOCK else NoteKind.BASIC
        note_type, fields = STOCK[kind], fields_of(packed.note)
    uuid = _uuid_of(note_type)
    written.models.setdefault(uuid, note_type)
    return {
        "__type__": "Note",
        "data": "",
        "fields": list(fields),
        "flags": 0,
        "guid": packed.note.guid,
        "note_model_uuid": uuid,
        "tags": ["_".join(tag.split()) for tag in packed.note.tags],
    }


def _uuid_of(note_type: NoteType) -> str:
    return _kept_uuid(note_type.kept) or _uuid("model", f"{note_type.key} {note_type.name}")


def _kept_uuid(kept: str) -> str:
    try:
        found = json.loads(kept) if kept else {}
    except (ValueError, RecursionError):
        return ""
    uuid = found.get("crowdanki_uuid") if isinstance(found, dict) else ""
    return uuid if isinstance(uuid, str) else ""


def _uuid(what: str, name: str) -> str:
    return str(uuid5(_OURS, f"{what} {name}"))


def _model(uuid: str, note_type: NoteType) -> Json:
    model = {key: value for key, value in to_legacy(note_type).items() if key not in _NOT_WRITTEN}
    return {**model, "__type__": "NoteModel", "crowdanki_uuid": uuid}


def _decks(package: Package, written: _Written) -> Json:
    """Return the tree of decks. One deck is above all: theirs, or one named like the package."""
    named = {each.name: each for each in package.decks}
    wanted = (set(written.decks) | set(named)) or {package.name}
    root = _common(wanted)
    if not root:
        written.losses.add(
            f"in Anki, that some decks are not below another: all are below {package.name} there"
        )
    options = {each.key: each for each in package.options}
    entries: dict[str, Json] = {}
    configs: dict[str, Json] = {}
    names = {name for each in wanted for name in (*parents(each), each)}
    for name in sorted(name for name in names if not root or is_within(name, root)):
        above = name.rpartition(SEPARATOR)[0]
        own = named.get(name)
        chosen = options.get(own.options if own else "")
        config = _config(chosen) if chosen else None
        if config is None:
            over = entries.get(above)
            config = configs[over["deck_config_uuid"]] if over else _config(_DEFAULT)
        configs.setdefault(config["crowdanki_uuid"], config)
        entries[name] = _deck(
            leaf(name) if name != root else name,
            _uuid("deck", name),
            config,
            own.description if own else "",
            written.decks.get(name, []),
        )
        if above in entries:
            entries[above]["children"].append(entries[name])
    if root:
        top = entries[root]
    else:
        config = _config(_DEFAULT)
        configs.setdefault(config["crowdanki_uuid"], config)
        top = _deck(package.name, _uuid("deck", package.name), config, "", [])
        top[MADE] = True
        top["children"] = [entry for name, entry in entries.items() if SEPARATOR not in name]
    top["deck_configurations"] = [config for _, config in sorted(configs.items())]
    return top


def _common(names: set[str]) -> str:
    """Return the deepest deck that all are in or below, empty if there is none."""
    levels = [name.split(SEPARATOR) for name in names]
    shared: list[str] = []
    for here in zip(*levels, strict=False):
        if len(set(here)) > 1:
            break
        shared.append(here[0])
    return SEPARATOR.join(shared)


def _config(options: PackedOptions) -> Json:
    made = from_options(options.options, options.kept)
    config = {key: value for key, value in made.items() if key not in _NOT_WRITTEN}
    uuid = _kept_uuid(options.kept) or _uuid("options", f"{options.key} {options.name}")
    made_here = {MADE: True} if options is _DEFAULT else {}
    return {
        **config,
        **made_here,
        "__type__": "DeckConfig",
        "crowdanki_uuid": uuid,
        "name": options.name,
    }


def _deck(name: str, uuid: str, config: Json, description: str, notes: list[Json]) -> Json:
    return {
        "__type__": "Deck",
        "children": [],
        "crowdanki_uuid": uuid,
        "deck_config_uuid": config["crowdanki_uuid"],
        "desc": description,
        "dyn": 0,
        "extendNew": 0,
        "extendRev": 0,
        "media_files": [],
        "name": name,
        "notes": notes,
    }


def _write_media(package: Package, folder: Path, losses: Losses) -> list[str]:
    """Copy the files of a package; return their names in order."""
    written: list[str] = []
    for media in package.media:
        if unsafe(media.name):
            losses.add("media whose names are no file names")
            continue
        folder.mkdir(exist_ok=True)
        try:
            with media.open() as source, (folder / media.name).open("xb") as target:
                shutil.copyfileobj(source, target)
        except FileExistsError:
            losses.add("media whose names differ only in what this disk cannot tell apart")
            continue
        written.append(media.name)
    return sorted(written)
