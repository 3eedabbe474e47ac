"""The two sides of a card, whatever makes them: our fields, or another program's templates."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import CardTemplate, NoteType
from studyapp.storage import packing
from studyapp.storage.engine import Connection

_SOUND = re.compile(r"\[sound:[^\]\n]{1,255}\]")
_RULE = re.compile(r"\A\s*(?:_{3}(?=\n|\Z))?\s*")

UNIT = "\x1f"
"""Between stored fields."""


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
    """Return question and answer of a card of another program's note type, as Markdown.

    There an answer mostly begins with the question and a rule below it; here the screen shows
    both anyway, so that they are taken off the answer.
    """
    from studyapp.formats.anki.templates import render
    from studyapp.formats.html import to_markdown

    shown = render(note_type, tuple(fields), ordinal, tags=" ".join(tags), deck=deck)
    question, answer = to_markdown(shown.question_html), to_markdown(shown.answer_html)
    rest = answer.removeprefix(to_markdown(_SOUND.sub("", shown.question_html)))
    if rest != answer and rest.startswith("\n"):
        rest = _RULE.sub("", rest, count=1)
        answer = rest if rest.strip() else answer
    return question, answer


@dataclass(frozen=True, slots=True)
class Foreign:
    """What another program's note says: its type, and its fields as they came (HTML)."""

    type_id: int
    note_type: NoteType
    fields: tuple[str, ...]

    def joined(self, front: str, back: str) -> str:
        """Return the fields as they are stored beside a note with this front and back."""
        return "" if self.fields == (front, back) else UNIT.join(self.fields)


def foreign(connection: Connection, rows: Iterable[Any]) -> dict[int, Foreign]:
    """Return what other programs say of the notes in rows of ``storage.cards.card_query``.

    Only notes whose cards another program's templates make are looked up, all at once, so that
    others cost nothing.
    """
    texts = {row.note_id: (row.front, row.back) for row in rows if row.kind == NoteKind.TEMPLATE}
    return origins(connection, texts) if texts else {}


def origins(connection: Connection, texts: Mapping[int, tuple[str, str]]) -> dict[int, Foreign]:
    """Return what other programs say of notes, given front and back of each by its id."""
    types = packing.note_types(connection)
    return {
        note_id: Foreign(
            type_id,
            note_type_from(types[type_id][1]),
            tuple(fields.split(UNIT)) if fields else texts[note_id],
        )
        for note_id, (type_id, fields) in packing.origins(connection, list(texts)).items()
    }


def foreign_sides(note: Note, ordinal: int, deck: str, origin: Foreign) -> tuple[str, str]:
    """Return question and answer of a card as its note type makes them."""
    return template_sides(origin.note_type, origin.fields, ordinal, note.tags, deck)
