"""Anki's template language: which cards a note yields, and what they ask and answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.domain.package import NoteType


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
    """Return question and answer of one card as HTML. Never raises."""
    return Rendered("", "", "")


def cards_of(note_type: NoteType, fields: Sequence[str]) -> tuple[int, ...]:
    """Return the ordinals of the cards that the note yields, ascending; at least one."""
    return (0,)
