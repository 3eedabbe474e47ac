"""The shapes of Anki's note types: which are ours by another name, and how ours look there."""

import re
from collections.abc import Sequence
from functools import lru_cache

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import NoteType
from studyapp.formats.anki.legacy import from_legacy, sort_field, to_legacy
from studyapp.formats.anki.stock import STOCK
from studyapp.formats.html import to_html, to_markdown

__all__ = ["STOCK", "fields_of", "from_legacy", "kind_of", "texts", "to_legacy"]

_PART = re.compile(r"\{\{([^{}]*)\}\}|(<hr\b[^<>]*>)|<br\s{0,9}/?>|\s+", re.IGNORECASE)
_RULE = "<hr>"
_Shape = list[str] | None

_sort_field = lru_cache(maxsize=256)(sort_field)


def kind_of(note_type: NoteType) -> NoteKind:
    """Return which of our kinds does the same as a note type; TEMPLATE where none does.

    Only the structure counts: names, styles, white space and line breaks are free.
    """
    shapes = [
        (_shape(template.question), _shape(template.answer)) for template in note_type.templates
    ]
    if note_type.cloze:
        return NoteKind.CLOZE if _is_cloze(note_type.fields, shapes) else NoteKind.TEMPLATE
    if len(note_type.fields) == 2:
        first, second = note_type.fields
        forward = ([first], ["FrontSide", _RULE, second])
        backward = ([second], ["FrontSide", _RULE, first])
        if shapes == [forward]:
            return NoteKind.BASIC
        if shapes == [forward, backward]:
            return NoteKind.REVERSED
    return NoteKind.TEMPLATE


def _is_cloze(fields: Sequence[str], shapes: Sequence[tuple[_Shape, _Shape]]) -> bool:
    if not 1 <= len(fields) <= 2 or len(shapes) != 1:
        return False
    question, answer = shapes[0]
    if question is None or answer is None:
        return False
    asked = f"cloze:{fields[0]}"
    rest = [part for part in answer[1:] if part != _RULE]
    return question == [asked] == answer[:1] and rest in ([], [*fields[1:]])


def _shape(template: str) -> _Shape:
    """Return the field names and rules that a template shows; None if it shows more."""
    shape: list[str] = []
    end = 0
    for part in _PART.finditer(template):
        if part.start() > end:
            return None
        end = part.end()
        if part[1] is not None:
            shape.append(part[1].strip())
        elif part[2]:
            shape.append(_RULE)
    return shape if end == len(template) else None


def texts(note_type: NoteType, kind: NoteKind, fields: Sequence[str]) -> tuple[str, str]:
    """Return front and back of a note as Markdown.

    For TEMPLATE they only say what is in the note, for lists and search: the front is the sort
    field, or the first that holds something, and the back the others that do.
    """
    if kind is not NoteKind.TEMPLATE:
        front, back = (*fields[:2], "", "")[:2]
        return to_markdown(front), to_markdown(back)
    shown = [to_markdown(field) for field in fields]
    filled = [at for at, text in enumerate(shown) if text]
    if not filled:
        return "", ""
    first = _sort_field(note_type)
    if first not in filled:
        first = filled[0]
    return shown[first], "\n\n".join(shown[at] for at in filled if at != first)


def fields_of(note: Note) -> tuple[str, ...]:
    """Return the HTML fields of a note of ours for its note type in ``STOCK``."""
    return to_html(note.front), to_html(note.back)
