"""The two sides of a card, whatever makes them: our fields, or another program's templates."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from studyapp.domain.package import CardTemplate, NoteType


def note_type_text(note_type: NoteType) -> str:
    """Return a note type as JSON, for storage."""
    return json.dumps(asdict(note_type), ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=256)
def note_type_from(payload: str) -> NoteType:
    """Return a note type from its JSON."""
    stored: dict[str, Any] = json.loads(payload)
    templates = tuple(CardTemplate(**each) for each in stored.pop("templates"))
    return NoteType(**{**stored, "fields": tuple(stored["fields"])}, templates=templates)


def template_sides(
    note_type: NoteType, fields: Sequence[str], ordinal: int, tags: Sequence[str], deck: str
) -> tuple[str, str]:
    """Return question and answer of a card of another program's note type, as Markdown."""
    from studyapp.formats.anki.templates import render
    from studyapp.formats.html import to_markdown

    shown = render(note_type, tuple(fields), ordinal, tags=" ".join(tags), deck=deck)
    return to_markdown(shown.question_html), to_markdown(shown.answer_html)
