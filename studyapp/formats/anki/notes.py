"""The shapes of Anki's note types: which are ours by another name, and how ours look there."""

from collections.abc import Mapping, Sequence
from typing import Any

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import NoteType

STOCK: Mapping[NoteKind, NoteType] = {}
"""Note types of our own for BASIC, REVERSED and CLOZE."""


def kind_of(note_type: NoteType) -> NoteKind:
    """Return which of our kinds does the same as a note type; TEMPLATE where none does."""
    return NoteKind.TEMPLATE


def texts(note_type: NoteType, kind: NoteKind, fields: Sequence[str]) -> tuple[str, str]:
    """Return front and back of a note as Markdown."""
    return "", ""


def fields_of(note: Note) -> tuple[str, ...]:
    """Return the HTML fields of a note of ours for its note type in ``STOCK``."""
    return ()


def from_legacy(model: dict[str, Any]) -> NoteType:
    """Return an entry of schema 11's ``models``; raises ``FormatError`` naming it."""
    raise NotImplementedError


def to_legacy(note_type: NoteType) -> dict[str, Any]:
    """Return a note type as an entry of schema 11's ``models``."""
    raise NotImplementedError
