"""Anki's template language: which cards a note yields, and what they ask and answer.

It follows the engine (26.9.3), except that nothing is an error: a field that is not there shows
as it is written, a condition on one counts as empty, and a card whose question is blank shows
its texts without a word about that.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from studyapp.domain.cloze import cloze_numbers
from studyapp.domain.package import CardTemplate, NoteType
from studyapp.formats.anki.filters import Side, apply_filters, asked
from studyapp.formats.anki.template_parts import Part, Piece, pieces

MAX_CLOZES = 500
"""Numbers beyond share the last card."""

_EMPTY = re.compile(r"\s*+(?:</?(?:br|div) ?/?>\s*+)*\Z", re.IGNORECASE)
_SOUND = re.compile(r"\[sound:[^\]]*+\]")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One card, rendered."""

    question_html: str
    answer_html: str
    typed: str
    """What is to be typed for ``{{type:…}}`` (HTML of the field); empty where nothing is."""


def render(
    note_type: NoteType, fields: Sequence[str], ordinal: int, *, tags: str = "", deck: str = ""
) -> Rendered:
    """Return question and answer of one card as HTML. Never raises.

    Fields that are missing are empty. ``{{type:Field}}`` shows nothing in the question and the
    field in the answer, also where the question stands in the answer.
    """
    template = _template(note_type, ordinal)
    values = {
        "FrontSide": "",
        "Tags": tags.strip(),
        "Type": note_type.name,
        "Deck": deck,
        "Subdeck": deck.rpartition("::")[2],
        "Card": template.name,
        "CardFlag": "flag0",
        f"c{ordinal + 1}": "1",
        **_values(note_type, fields),
    }
    front, back = Side(ordinal + 1, question=True), Side(ordinal + 1, question=False)
    question = _show(template.question, values, front)
    typed = next(
        (
            _typed(piece, values, back)
            for piece in _visible(template.question, _filled(values))
            if "type" in piece.filters
        ),
        "",
    )
    values["FrontSide"] = _SOUND.sub("", _show(template.question, values, front, answered=True))
    return Rendered(question, _show(template.answer, values, back, answered=True), typed)


def cards_of(note_type: NoteType, fields: Sequence[str], *, tags: str = "") -> tuple[int, ...]:
    """Return the ordinals of the cards that the note yields, ascending; at least one.

    A template yields one if something that is not empty stands in its question: a field, or the
    tags. A cloze type yields one for each number in any of the fields.
    """
    if note_type.cloze:
        numbers = {number for value in fields if "{{c" in value for number in cloze_numbers(value)}
        return tuple(sorted({min(number, MAX_CLOZES) - 1 for number in numbers})) or (0,)
    values = {"Tags": tags, **_values(note_type, fields)}
    filled = _filled(values)
    found = [
        at for at, template in enumerate(note_type.templates) if _asks(template.question, filled)
    ]
    return tuple(found) or (0,)


def _template(note_type: NoteType, ordinal: int) -> CardTemplate:
    at = 0 if note_type.cloze else ordinal
    if 0 <= at < len(note_type.templates):
        return note_type.templates[at]
    return CardTemplate("", "", "")


def _values(note_type: NoteType, fields: Sequence[str]) -> dict[str, str]:
    names = note_type.fields
    return dict(zip(names, (*fields, *("",) * (len(names) - len(fields))), strict=False))


def _is_empty(value: str) -> bool:
    return not value or _EMPTY.match(value) is not None


def _asks(question: str, filled: frozenset[str]) -> bool:
    return any(
        piece.part is Part.FIELD and piece.text in filled for piece in _visible(question, filled)
    )


def _visible(template: str, filled: Container[str]) -> Iterator[Piece]:
    """Yield texts and fields that no condition hides."""
    hidden = 0
    for piece in pieces(template):
        if piece.part is Part.END:
            hidden = max(hidden - 1, 0)
        elif hidden:
            hidden += piece.part in (Part.IF, Part.UNLESS)
        elif piece.part in (Part.TEXT, Part.FIELD):
            yield piece
        else:
            hidden = int((piece.text in filled) is not (piece.part is Part.IF))


def _filled(values: Mapping[str, str]) -> frozenset[str]:
    return frozenset(name for name, value in values.items() if not _is_empty(value))


def _show(template: str, values: Mapping[str, str], side: Side, *, answered: bool = False) -> str:
    """Return the HTML of a side; ``answered`` for what is to be typed in its place."""
    out: list[str] = []
    for piece in _visible(template, _filled(values)):
        if piece.part is Part.TEXT:
            out.append(piece.text)
        elif piece.text not in values:
            out.append(piece.raw)
        elif "type" not in piece.filters:
            out.append(apply_filters(values[piece.text], piece.filters, piece.text, side))
        elif answered:
            out.append(_typed(piece, values, side))
    return "".join(out)


def _typed(piece: Piece, values: Mapping[str, str], side: Side) -> str:
    value = values.get(piece.text, "")
    return asked(value, side) if "cloze" in piece.filters else value
