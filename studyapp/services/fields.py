"""Editing another program's note: its fields as Markdown, each for itself.

A field that is not edited stays as it came, byte for byte: what Markdown cannot say of it goes
back to the other program all the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from studyapp.domain.cloze import cloze_numbers
from studyapp.domain.day import to_ms
from studyapp.domain.note import NoteKind
from studyapp.errors import NotFoundError, StudyError
from studyapp.services import browse, faces
from studyapp.services.edit import clean
from studyapp.services.faces import UNIT, Foreign
from studyapp.services.views import CardView, FieldView
from studyapp.services.workspace import Workspace
from studyapp.storage import content, packing
from studyapp.storage.convert import tags_text, text_sum
from studyapp.storage.engine import Connection, reading, writing


def fields(workspace: Workspace, card: CardView) -> tuple[FieldView, ...]:
    """Return the fields of the note behind a card. Raises ``NotFoundError``."""
    from studyapp.formats.html import to_markdown

    with reading(workspace.engine) as connection:
        origin = origin_of(connection, card.note_id)
    return tuple(
        FieldView(name, to_markdown(text))
        for name, text in zip(origin.note_type.fields, _filled(origin), strict=False)
    )


def edit_fields(
    workspace: Workspace, card: CardView, edited: Mapping[int, str], tags: Iterable[str]
) -> CardView:
    """Change fields (by place, as Markdown) and tags of a note; its cards keep their history.

    Raises ``StudyError`` for a note that would ask nothing.
    """
    with writing(workspace.engine) as connection:
        before = origin_of(connection, card.note_id)
        store(workspace, connection, card, before, with_fields(before, edited), tags)
    return browse.card(workspace, card.id)


def origin_of(connection: Connection, note_id: int) -> Foreign:
    """Return what another program says of a note. Raises ``NotFoundError``."""
    row = packing.notes(connection, [note_id]).get(note_id)
    if row is not None and row.kind == NoteKind.TEMPLATE:
        found = faces.origins(connection, {note_id: (row.front, row.back)})
        if note_id in found:
            return found[note_id]
    raise NotFoundError("this note has no note type of another program", "Edit front and back.")


def with_fields(origin: Foreign, edited: Mapping[int, str]) -> Foreign:
    """Return the note with these fields in other words. Raises ``StudyError`` if it is empty."""
    from studyapp.formats.html import to_html

    texts = _filled(origin)
    for place, text in edited.items():
        texts[place] = to_html(clean(text).replace(UNIT, " "))
    if not any(text.strip() for text in texts):
        raise StudyError("a note needs something in a field", "Fill one, or suspend the card.")
    if origin.note_type.cloze and not any(map(cloze_numbers, texts)):
        raise StudyError(
            "a cloze card needs a deletion", "Write it as {{c1::what to hide}} in a field."
        )
    return replace(origin, fields=tuple(texts))


def store(
    workspace: Workspace,
    connection: Connection,
    card: CardView,
    before: Foreign,
    after: Foreign,
    tags: Iterable[str],
) -> list[int]:
    """Store a note as it is now, and the cards it yields; return the ids of those it adds."""
    from studyapp.formats.anki.notes import texts
    from studyapp.formats.anki.templates import cards_of

    words = tuple(dict.fromkeys(word for tag in tags for word in clean(tag).split()))
    front, back = texts(after.note_type, NoteKind.TEMPLATE, after.fields)
    content.update_note(
        connection,
        card.note_id,
        {
            "front": front,
            "back": back,
            "tags": tags_text(words),
            "modified_at": to_ms(workspace.now()),
        },
    )
    joined = after.joined(front, back)
    content.put_origin(connection, card.note_id, (after.type_id, joined, text_sum(front, back)))
    return content.sync_cards(
        connection,
        card.note_id,
        cards_of(before.note_type, before.fields, tags=" ".join(card.tags)),
        cards_of(after.note_type, after.fields, tags=" ".join(words)),
        learner_id=workspace.learner_id,
    )


def _filled(origin: Foreign) -> list[str]:
    """Return a text for every field of the note type; what the file left out is empty."""
    missing = len(origin.note_type.fields) - len(origin.fields)
    return [*origin.fields, *[""] * max(missing, 0)]
