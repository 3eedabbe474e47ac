"""Items to ask, made from a question and an answer."""

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item


def item(
    number: int,
    question: str,
    term: str,
    *,
    family: int | None = None,
    accepted: tuple[str, ...] = (),
    distractors: tuple[str, ...] = (),
    kind: NoteKind = NoteKind.BASIC,
) -> Item:
    """Return a card of its own family, unless one is given."""
    return Item(
        number,
        number if family is None else family,
        "Harbour",
        kind,
        question,
        term,
        term,
        (term, *accepted),
        distractors=distractors,
    )
