"""Notes as a reader of a text finds them, and how they become a package with identities.

A note with an id in the file is known by it. One without is known by its deck and its question,
as in ``markdown``, so that a deck keeps its history when it moves from one format to another.
Where several notes ask the same, their answers are part of the identity: no identity depends on
the order of a file.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import Package, PackedCard, PackedMemory, PackedNote, Problem
from studyapp.formats.base import DeckFile, FormatError

MAX_PROBLEMS = 1000
"""Named one by one; what is broken beyond them is only left out."""


class Problems(list[Problem]):
    """A list that a file of nothing but problems does not fill for ever."""

    def append(self, problem: Problem) -> None:
        """Add a problem; in place of the first too many, that there are more."""
        if len(self) < MAX_PROBLEMS:
            super().append(problem)
        elif len(self) == MAX_PROBLEMS:
            super().append(Problem("", "more like these, which are not listed"))


@dataclass(frozen=True, slots=True)
class Found:
    """A note before it has an identity."""

    kind: NoteKind
    front: str
    back: str
    line: int
    deck: str = ""
    """Empty for the deck that is named after the file."""
    tags: tuple[str, ...] = ()
    id: str = ""
    """Its identity in the file, empty where it has none."""
    memories: Sequence[PackedMemory | None] = ()
    """Of its cards in their order; empty where the file says nothing."""
    queue: int = 0

    @property
    def question(self) -> str:
        """What tells it from the other notes of its deck: the key of its identity."""
        return ("C:" if self.kind is NoteKind.CLOZE else "Q:") + self.front


def package(
    format_name: str,
    file: DeckFile,
    found: Sequence[Found],
    problems: Problems,
    remarks: Sequence[str] = (),
    *,
    name: str = "",
    remedy: str = "",
) -> Package:
    """Return what a file holds; raise ``FormatError`` with ``remedy`` if that is nothing."""
    if not found and not problems:
        raise FormatError(f"{file.name}: no cards in this file", remedy)
    name = name or file.stem
    asked = Counter((each.deck, each.question) for each in found if not each.id)
    lines: dict[str, int] = {}
    notes: list[PackedNote] = []
    for each in found:
        guid = _guid(each, format_name, name, alone=asked[each.deck, each.question] == 1)
        if guid in lines:
            what = f"the same {'id' if each.id else 'note'} as on line {lines[guid]}"
            problems.append(Problem(f"line {each.line}", what, "Delete one of the two."))
            continue
        lines[guid] = each.line
        notes.append(_packed(each, guid, name, len(notes)))
    return Package(
        format_name,
        name,
        notes,
        settled=all(each.id for each in found),
        scheduling=any(note.cards for note in notes),
        total=len(notes),
        problems=problems,
        remarks=list(remarks),
    )


def _guid(found: Found, format_name: str, name: str, *, alone: bool) -> str:
    if found.id:
        return note_guid(format_name, found.id)
    key = found.question if alone else f"{found.question}\0{found.back}"
    return note_guid(found.deck or name, key)


def _packed(found: Found, guid: str, name: str, position: int) -> PackedNote:
    note = Note(guid, found.kind, found.front, found.back, found.tags)
    cards: list[PackedCard] = []
    if found.queue or any(found.memories):
        deck = found.deck or name
        known = dict(enumerate(found.memories))
        for index, ordinal in enumerate(note.ordinals()):
            memory = known.get(index)
            cards.append(PackedCard(ordinal, deck, position, memory, found.queue))
    return PackedNote(note, found.deck, cards, where=f"line {found.line}")
