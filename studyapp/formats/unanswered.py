"""Cards that come in without an answer, which is allowed but seldom meant."""

from collections.abc import Iterable

from studyapp.domain.note import NoteKind
from studyapp.domain.package import PackedNote


def unanswered(notes: Iterable[PackedNote]) -> list[str]:
    """Return a remark on notes without a back, if any; deletions are their own answers."""
    count = sum(not packed.note.back and packed.note.kind is not NoteKind.CLOZE for packed in notes)
    if not count:
        return []
    return ["1 card has no answer" if count == 1 else f"{count:,} cards have no answer"]
