"""Anki's text files: a row for each note, after headers such as ``#separator:tab``.

Read as Anki 26.9.3 reads them into an empty collection (docs.ankiweb.net/importing/text-files.html)
with these differences, all to lose less:

* a line that starts with ``#`` below the first note is a note if it has a separator in it;
* a lone quote before a word is text, and not the start of a field that runs to the end of the file;
* a note type that Anki does not come with: the first field is the front, the others are the back
  (Anki leaves the note out), and deletions in the front make it a cloze note;
* the second note with a guid gets one of its own;
* columns whose names fit no field are taken in their order, by common names such as ``Question``.

Texts lose outer blanks, and a row without a deck goes to the deck of the file, not to ``blank``.

Written: everything Anki needs to bring the notes in without loss and to update them the next
time. The note types are called as in an English Anki.

How surely a text is such a file (``claims``): 95 with a header that no other program writes, 30
with a mere ``#deck:``, ``#tags:`` or ``tags:`` above rows with tabs.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import chain, islice
from unicodedata import normalize

from studyapp.domain.cloze import cloze_numbers
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import Package, PackedNote, Problem
from studyapp.formats.anki_headers import TAB, Headers, read_headers
from studyapp.formats.anki_text_writing import NAMES, write
from studyapp.formats.base import DeckFile, FormatError, FormatInfo, Reading, TextFormat
from studyapp.formats.chosen import chosen
from studyapp.formats.columns import MAX_COLUMNS, role_of
from studyapp.formats.html import to_markdown
from studyapp.formats.identities import Identities, kind_of_text
from studyapp.formats.rows import Row, checked, clean, read_rows

_OPTIONAL = "basic (optional reversed card)"
_KINDS = {name.casefold(): kind for kind, name in NAMES.items()} | {
    _OPTIONAL: NoteKind.BASIC,
    "basic (type in the answer)": NoteKind.BASIC,
}
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Characters that no field holds, in Anki neither."""
_SAMPLE = 5
"""Rows that say whether fields are HTML, as in Anki."""


def _claim(text: str, _name: str) -> int:
    headers = read_headers(clean(text)) if text.startswith(("#", "tags:", "\ufeff")) else Headers()
    if headers.own:
        return 95
    rows = text[headers.start : headers.start + 1000]
    return 30 if headers.said and TAB in rows.partition("\n")[0] else 0


def _read(file: DeckFile, text: str, reading: Reading) -> Package:
    text = clean(text)
    headers = read_headers(text)
    separator = checked(reading.separator) or headers.separator(text)
    kept, remarks = [], []
    for number, line in headers.odd:
        if separator == TAB and TAB in line:
            kept += list(read_rows(line, separator, number))
        else:
            remarks.append(f"line {number} is a comment: {line[:60]}")
    rows = [*kept, *read_rows(text[headers.start :], separator, headers.line)]
    if not rows:
        raise FormatError(f"{file.name}: no notes in it", "Give a file with a line for each note.")
    reader = _Reader(file, headers, headers.labels(separator), rows, reading)
    notes = [note for row in rows if (note := reader.note(row))]
    return Package(
        format="anki-text",
        name=headers.text("deck") or file.stem,
        notes=notes,
        settled=reader.settled,
        total=len(notes),
        problems=reader.problems,
        remarks=[*reader.remarks(), *remarks],
    )


class _Reader:
    """Makes notes of rows."""

    def __init__(
        self,
        file: DeckFile,
        headers: Headers,
        labels: Sequence[str],
        rows: Sequence[Row],
        reading: Reading,
    ) -> None:
        self.problems: list[Problem] = []
        self.settled = True
        self._file = file
        self._headers = headers
        html = headers.html()
        sample = chain.from_iterable(row.cells for row in rows[:_SAMPLE])
        self._html = any(map(_TAG.search, sample)) if html is None else html
        self._width = min(MAX_COLUMNS, len(labels) or len(rows[0].cells))
        self._meta = {
            name: headers.column(name) - 1 for name in ("guid", "notetype", "deck", "tags")
        }
        self._fields = self._places(labels, reading.columns)
        self._identities = Identities()
        self._strange: dict[str, None] = {}

    def _places(self, labels: Sequence[str], columns: Sequence[str]) -> list[int] | None:
        """Return the columns of the fields in their order; None for all that are nothing else."""
        if columns:
            given = chosen(self._file.name, columns, labels)
            self._meta.update(
                {role: at for at, role in reversed(given) if role in ("guid", "deck", "tags")}
            )
            return [at for side in ("front", "back") for at, role in given if role == side]
        roles = [role_of(label) for label in labels[:MAX_COLUMNS]]
        if "tags" in roles and self._meta["tags"] < 0:
            self._meta["tags"] = roles.index("tags")
        free = [at for at in range(self._width) if at not in self._meta.values()]
        kind = self._kind(self._headers.text("notetype") or NAMES[NoteKind.BASIC])
        if self._meta["notetype"] >= 0 or kind is None:
            return None
        if "front" in roles and "back" in roles:
            ahead = [at for at in free if roles[at] == "front"]
            return ahead + [at for at in free if roles[at] in ("back", "more")]
        size = 3 if self._headers.text("notetype").casefold() == _OPTIONAL else 2
        if self._meta["tags"] < 0 and len(free) > size:
            self._meta["tags"] = free[size]
        return free[:size]

    def note(self, row: Row) -> PackedNote | None:
        cells = row.cells
        if row.bare and cells[0].startswith("#") and len(cells) == 1 < self._width:
            self._problem(row, "a line with # and one field was left out", "Put quotes around it.")
            return None
        values = list(self._values(cells))
        name = self._cell(cells, "notetype").strip() or self._headers.text("notetype") or "Basic"
        kind = self._kind(name)
        if name.casefold() == _OPTIONAL and len(values) > 2:
            kind = NoteKind.REVERSED if values.pop(2).strip() else kind
        front, *more = [self._markdown(value) for value in values] or [""]
        if not front:
            if any(cell.strip() for cell in cells):
                self._problem(row, "no first field, so it was left out", "Give it a text.")
            return None
        if kind is None:
            self._strange[name] = None
            kind = kind_of_text(front)
        elif kind is NoteKind.CLOZE and not cloze_numbers(front):
            self._problem(
                row,
                "a cloze note without a deletion makes no card",
                "Put {{c1::…}} around a word.",
            )
        deck = self._cell(cells, "deck").strip() or self._headers.text("deck")
        guid = self._guid(row, deck, front)
        tags = f"{self._headers.text('tags')} {self._cell(cells, 'tags')}".split()
        back = "\n\n".join(filter(None, more))
        note = Note(guid, kind, front, back, tuple(dict.fromkeys(tags)))
        return PackedNote(note, deck, where=row.where)

    def remarks(self) -> Iterator[str]:
        """Yield how the file was understood."""
        yield f"fields are {'HTML' if self._html else 'plain text'}"
        for name in islice(self._strange, 20):
            yield (
                f"note type “{name[:60]}” is not one that Anki comes with: its first field is the "
                "front, the others are the back"
            )
        used = {*(self._fields or range(self._width)), *self._meta.values()}
        for at in range(self._width):
            if at not in used:
                yield f"column {at + 1} is not used"

    def _values(self, cells: Sequence[str]) -> Iterator[str]:
        if self._fields is None:
            taken = self._meta.values()
            yield from (cell for at, cell in enumerate(cells) if at not in taken)
        else:
            yield from (cells[at] if at < len(cells) else "" for at in self._fields)

    def _cell(self, cells: Sequence[str], name: str) -> str:
        at = self._meta[name]
        return cells[at] if 0 <= at < len(cells) else ""

    def _markdown(self, field: str) -> str:
        if not self._html:
            field = escape(field).replace("\n", "<br>")
        return normalize("NFC", to_markdown(_CONTROL.sub("", field))).strip()

    def _kind(self, name: str) -> NoteKind | None:
        return _KINDS.get(name.casefold())

    def _guid(self, row: Row, deck: str, front: str) -> str:
        given = self._cell(row.cells, "guid")
        guid = self._identities.of(deck or self._file.stem, front, given)
        self.settled = self.settled and bool(given)
        if given and guid != given:
            self._problem(
                row,
                f"the guid {given[:40]} is there already, so this note got another",
                "Delete the guid of the copy.",
            )
        return guid

    def _problem(self, row: Row, what: str, remedy: str) -> None:
        self.problems.append(Problem(row.where, what, remedy))


ANKI_TEXT = TextFormat(
    FormatInfo("anki-text", "Anki text file", (".txt",), writes=True, carries=("tags", "decks")),
    _claim,
    _read,
    write,
)
