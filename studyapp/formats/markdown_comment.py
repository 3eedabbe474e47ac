"""The HTML comment above a note: who it is, where it came from, how it is asked.

``<!-- id: 1f2e3d4c5b6a7988 | source: page.txt:37-42 | section: … | tags: a b | kind: reversed -->``

``deck: Astronomy::Planets`` is there where a note is in another deck than its file.

Invisible wherever Markdown is shown, one line, keys in any order. Values are percent-encoded
where a character would end the value, the line or the comment, or would be read as such a code.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from studyapp.domain.note import Note, NoteKind, Source
from studyapp.formats.markdown_made import MADE_KEYS, write_made

KEYS = ("id", "source", "section", "tags", "kind", "deck")
_KINDS = {kind.name.lower(): kind for kind in NoteKind if kind is not NoteKind.TEMPLATE}
_OPEN, _CLOSE = "<!--", "-->"
_UNSAFE = re.compile(r"%(?=[0-9A-Fa-f]{2})|[|\x00-\x1f\x7f-\x9f\u2028\u2029]|(?<=[-!])>")
_SOURCE = re.compile(r"(.*):([0-9]{1,9})(?:-([0-9]{1,9}))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NoteComment:
    """What a comment says; what it does not mention is empty."""

    guid: str = ""
    source: Source | None = None
    tags: tuple[str, ...] = ()
    kind: NoteKind | None = None
    deck: str = ""
    """Full name of the deck; empty for the deck of the file."""
    made: Mapping[str, str] = field(default_factory=dict)
    """How a generated note was made (``markdown_made``)."""


def write_comment(note: Note, *, kind: NoteKind | None, deck: str = "") -> str:
    """Return the comment for a note.

    ``kind`` only where the note itself does not show it, ``deck`` only where its file does not.
    """
    values = {"id": _encode(note.guid)}
    if note.source is not None:
        first, last = note.source.first_line, note.source.last_line
        lines = f"{first}-{last}" if last != first else f"{first}"
        values["source"] = f"{_encode(note.source.path)}:{lines}"
        values["section"] = _encode(note.source.section)
    values["tags"] = " ".join(_encode_tag(tag) for tag in note.tags)
    values["kind"] = kind.name.lower() if kind else ""
    values["deck"] = _encode(deck)
    if note.generated is not None:
        values.update(write_made(note.generated, _encode))
    inside = " | ".join(f"{key}: {value}" for key, value in values.items() if value)
    return f"{_OPEN} {inside} {_CLOSE}"


def read_comment(line: str) -> NoteComment | None:
    """Return what a line says as a comment of ours, None for any other line.

    Raises ``ValueError`` with a message and a remedy for a value that cannot be read.
    """
    if not line.startswith(_OPEN):
        return None
    inside = line.rstrip()
    if not inside.endswith(_CLOSE) or len(inside) < len(_OPEN + _CLOSE):
        return None
    pairs = [part.partition(":") for part in inside[len(_OPEN) : -len(_CLOSE)].split("|")]
    if not all(colon for _, colon, _ in pairs):
        return None
    values = {key.strip().lower(): value.strip() for key, _, value in pairs}
    if values.keys().isdisjoint(KEYS):
        return None
    return NoteComment(
        guid=unquote(values.get("id", "")),
        source=_read_source(values.get("source", ""), unquote(values.get("section", ""))),
        tags=tuple(unquote(tag) for tag in values.get("tags", "").split()),
        kind=_read_kind(values.get("kind", "")),
        deck=unquote(values.get("deck", "")),
        made={key: values[key] for key in MADE_KEYS if key in values},
    )


def _read_source(value: str, section: str) -> Source | None:
    if not value:
        return None
    found = _SOURCE.match(value)
    if found is None:
        raise ValueError(
            f"the source {value!r} names no lines",
            "Write it as file:line or file:first-last, such as page.txt:37-42.",
        )
    first = int(found[2])
    return Source(unquote(found[1]), first, int(found[3] or first), section)


def _read_kind(value: str) -> NoteKind | None:
    if not value:
        return None
    kind = _KINDS.get(value.lower())
    if kind is None:
        raise ValueError(
            f"there is no kind {value!r}", "Write basic, reversed or cloze, or leave kind out."
        )
    return kind


def _quoted(match: re.Match[str]) -> str:
    return quote(match[0], safe="", errors="replace")


def _encode(value: str) -> str:
    words = value.strip()
    if words == value:
        return _UNSAFE.sub(_quoted, value)
    before, _, after = value.partition(words) if words else (value, "", "")
    return quote(before, safe="") + _UNSAFE.sub(_quoted, words) + quote(after, safe="")


def _encode_tag(tag: str) -> str:
    return re.sub(r"\s", _quoted, _encode(tag))
