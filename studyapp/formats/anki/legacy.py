"""Note types as entries of ``models`` in schema 11: the JSON that packages and CrowdAnki share."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from studyapp.domain.package import CardTemplate, NoteType
from studyapp.formats.anki.stock import entry_field, entry_rest, entry_template, requirements
from studyapp.formats.base import FormatError


def from_legacy(model: Mapping[str, Any]) -> NoteType:
    """Return a note type from an entry of schema 11's ``models``.

    Missing keys are forgiven as long as fields, templates and an id are there. Raises
    ``FormatError`` naming the note type.
    """
    if not isinstance(model, Mapping):
        raise _unusable("?", "its entry is no object")
    name = _text(model.get("name")) or _text(model.get("id")) or "?"
    fields = tuple(_text(entry.get("name")) for entry in _entries(model, "flds"))
    templates = tuple(map(_template, _entries(model, "tmpls")))
    key = str(model.get("id", "")).strip()
    if not (key.isascii() and key.isdecimal()):
        raise _unusable(name, "its id is no number")
    if not fields or not all(fields):
        raise _unusable(name, "it has no fields, or one without a name")
    if not templates:
        raise _unusable(name, "it has no card templates")
    try:
        kept = json.dumps(model)
    except (TypeError, ValueError, RecursionError) as error:
        raise _unusable(name, "its entry cannot be written as JSON") from error
    cloze = str(model.get("type", 0)) in ("1", "True")
    return NoteType(key, name, cloze, fields, templates, _text(model.get("css")), kept)


def to_legacy(note_type: NoteType) -> dict[str, Any]:
    """Return a note type as an entry of schema 11's ``models``, with all that Anki requires.

    What ``kept`` says stands unless the note type itself says otherwise.
    """
    known = _kept(note_type.kept)
    fields = []
    for at, (name, kept) in enumerate(_beside(note_type.fields, known.get("flds"))):
        made = entry_field(name, at)
        if "sticky" in kept:  # whole as the engine gives it, which has done without media since
            del made["media"]
        fields.append({**made, **kept, "name": name, "ord": at})
    templates = []
    for at, (template, kept) in enumerate(_beside(note_type.templates, known.get("tmpls"))):
        plain = entry_template(template, at)
        said = {key: plain[key] for key in ("name", "ord", "qfmt", "afmt")}
        templates.append({**plain, **kept, **said})
    count = len(note_type.templates)
    return {
        "req": requirements(count, cloze=note_type.cloze),
        **entry_rest(),
        **known,
        "id": int(note_type.key),
        "name": note_type.name,
        "type": int(note_type.cloze),
        "css": note_type.css,
        "flds": fields,
        "tmpls": templates,
    }


def sort_field(note_type: NoteType) -> int:
    """Return the 0-based field that lists are sorted by."""
    place = _kept(note_type.kept).get("sortf")
    return place if isinstance(place, int) and 0 <= place < len(note_type.fields) else 0


def _kept(kept: str) -> dict[str, Any]:
    try:
        known = json.loads(kept) if kept else {}
    except (ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def _beside(ours: Sequence[Any], kept: Any) -> list[tuple[Any, dict[str, Any]]]:
    """Pair each field or template with its kept entry, where there is one for each."""
    entries = kept if isinstance(kept, list) and len(kept) == len(ours) else [{}] * len(ours)
    return [
        (each, entry if isinstance(entry, dict) else {})
        for each, entry in zip(ours, entries, strict=True)
    ]


def _entries(model: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    entries = model.get(key)
    if not isinstance(entries, list):
        return []
    return [entry if isinstance(entry, Mapping) else {} for entry in entries]


def _template(entry: Mapping[str, Any]) -> CardTemplate:
    return CardTemplate(*(_text(entry.get(key)) for key in ("name", "qfmt", "afmt")))


def _text(value: Any) -> str:
    """Take a name or a template; what UTF-8 cannot hold becomes a question mark."""
    if not isinstance(value, str | int):
        return ""
    return str(value).encode("utf-8", "replace").decode().replace("\0", "")


def _unusable(name: str, why: str) -> FormatError:
    return FormatError(
        f"note type {name!r} cannot be used: {why}",
        "Export the deck from Anki anew; Tools > Check Database there repairs note types.",
    )
