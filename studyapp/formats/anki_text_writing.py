"""Anki's text files as this program writes them: what Anki 26.9.3 imports without loss.

Guid, note type, deck, fields (HTML) and tags of each note are columns, named by headers, so that
an import needs no choices and a second one updates the notes of the first. Anki knows note types
by name, which are English here.
"""

from collections.abc import Sequence

from studyapp.domain.note import NoteKind
from studyapp.domain.package import Package, PackedNote
from studyapp.formats.anki.notes import STOCK, fields_of
from studyapp.formats.base import Writing
from studyapp.formats.rows import clean, write_row

NAMES = {kind: note_type.name for kind, note_type in STOCK.items()}
"""What Anki calls the note types that do the same as ours."""

_BEFORE = ("guid", "notetype", "deck")
_FEWEST = 2


def write(package: Package, _writing: Writing) -> tuple[str, Sequence[str]]:
    """Return the text of the file and what Anki would not take as it is."""
    names = {note_type.key: note_type.name for note_type in package.note_types}
    rows: list[tuple[list[str], list[str], str]] = []
    lost = _Lost()
    for packed in package.notes:
        fields = [clean(field) for field in _fields(packed, names)]
        if not fields[0].strip():
            lost.empty += 1
            continue
        name = lost.named(packed, names)
        deck = clean(packed.deck or package.name) or "Default"
        lost.decks.update({deck: None} if deck.strip().isdecimal() else {})
        rows.append(([packed.note.guid, name, deck], fields, lost.tagged(packed.note.tags)))
    width = max((len(fields) for _, fields, _ in rows), default=_FEWEST)
    lines = ["#separator:tab\n", "#html:true\n"]
    lines += [f"#{name} column:{at}\n" for at, name in enumerate(_BEFORE, 1)]
    lines.append(f"#tags column:{len(_BEFORE) + width + 1}\n")
    for before, fields, tags in rows:
        cells = [*before, *fields, *[""] * (width - len(fields)), tags]
        lines.append(write_row(cells, "\t", "#"))
    return "".join(lines), lost.words()


def _fields(packed: PackedNote, names: dict[str, str]) -> Sequence[str]:
    if packed.fields and packed.note_type in names:
        return packed.fields
    return fields_of(packed.note)


class _Lost:
    """What Anki would not take as it is, gathered while the file is written."""

    def __init__(self) -> None:
        self.empty = 0
        self.decks: dict[str, None] = {}
        self._tags: dict[str, None] = {}
        self._types: dict[str, None] = {}
        self._templates = 0

    def named(self, packed: PackedNote, names: dict[str, str]) -> str:
        """Return the name of a note's type."""
        if packed.fields and packed.note_type in names:
            name = names[packed.note_type]
            if name not in NAMES.values():
                self._types[name] = None
            return name
        self._templates += packed.note.kind is NoteKind.TEMPLATE
        return NAMES.get(packed.note.kind, NAMES[NoteKind.BASIC])

    def tagged(self, tags: Sequence[str]) -> str:
        """Return tags without blanks in them, and blanks between."""
        told = ["_".join(clean(tag).split()) for tag in tags]
        self._tags.update(
            dict.fromkeys(tag for tag, kept in zip(tags, told, strict=True) if tag != kept)
        )
        return " ".join(filter(None, told))

    def words(self) -> list[str]:
        """Return what was lost, a line for each kind of it."""
        found = []
        if self.empty:
            found.append(f"notes without a front: {self.empty}")
        if self._templates:
            found.append(f"notes whose note type is missing: {self._templates}; written as Basic")
        if self._types:
            found.append(f"note types that must be in Anki before the import: {_some(self._types)}")
        if self.decks:
            found.append(f"decks that Anki takes for numbers, so rename them: {_some(self.decks)}")
        if self._tags:
            found.append(f"blanks in tags, now underscores: {_some(self._tags)}")
        return found


def _some(names: dict[str, None]) -> str:
    return ", ".join(sorted(names))[:200]
