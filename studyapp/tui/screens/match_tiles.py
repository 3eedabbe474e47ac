"""What stands on the tiles of a matching game."""

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import in_line
from studyapp.quiz.match import Side


def tile_text(item: Item, side: Side) -> tuple[str, str]:
    """Return what a tile says, and the blank in it."""
    if side is Side.ANSWER:
        return item.term, ""
    if item.kind is not NoteKind.CLOZE:
        return in_line(item.question), ""
    text = in_line(item.question)
    blank = next((each for each in (f"[{item.hint}]", "[…]") if each in text), "")
    return text, blank


def whole_answer(item: Item) -> str:
    """Return the answer as it may be shown whole: of a cloze card only what is asked for."""
    return item.term if item.kind is NoteKind.CLOZE else item.answer
