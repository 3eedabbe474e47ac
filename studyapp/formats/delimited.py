"""CSV and TSV as spreadsheets write them, with any header or none.

Read: the separator is the one that gives every row the same cells (``,``, ``;`` as spreadsheets
write in Europe, tab or ``|``), or what a first line ``sep=;`` says. A first row that names the
columns (``columns.header_roles``) is used, else they are guessed; ``Package.remarks`` says how.
Texts are Markdown and stay as they are, without outer blanks. Without a guid column a note is
known by its deck and its front. A front with ``{{c1::…}}`` makes a cloze note.

Written: UTF-8 with a byte order mark, without which spreadsheets take it for another encoding; a
header; front, back, tags, deck and guid, and the kind where it does not follow from the front, or
the columns that were asked for in their order.
Tags have spaces between them, or ``;`` where one of them holds a space or a comma. Cells that a
spreadsheet would run or round get an apostrophe (``spreadsheet``), which is taken away again where
a guid column shows that the table is ours.

How surely a text is a table (``claims``): 90 if its first line is ``sep=``; with a row of headers
80 if all rows have as many cells as that, 60 if most have no more, 40 if four of five have as many
as each other or with ``|`` between them; without one 60 if all rows
have as many cells, with quotes around some, or with tabs between them in three rows or more; else
30. Nothing where no two columns hold words, or where commas have spaces after them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count, islice

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import Package, PackedNote, Problem
from studyapp.formats.base import DeckFile, FormatError, FormatInfo, Reading, TextFormat, Writing
from studyapp.formats.chosen import Chosen, are_labels, chosen
from studyapp.formats.columns import (
    MAX_COLUMNS,
    NONE,
    ROLES,
    guessed_roles,
    header_roles,
    is_front,
    shown_roles,
)
from studyapp.formats.identities import Identities, kind_of_text
from studyapp.formats.rows import (
    BOM,
    Row,
    checked,
    clean,
    one_line_end,
    read_rows,
    write_row,
)
from studyapp.formats.spreadsheet import guarded, unguarded
from studyapp.formats.unanswered import unanswered

HEADER = ("front", "back", "tags", "deck", "guid")
COLUMNS = (*HEADER, "kind")
"""All that can be written."""
_SAMPLE = 200
"""Rows that choose the separator and the columns."""
_SHOWN = 200
"""Characters of the names of columns in a remark."""
_FEW = 3
_MOST = 0.9
"""Share of the rows under a header that must have cells for it."""
_EVEN = 0.8
"""Share of the rows of a ragged table that must have as many cells as each other."""
_PIPE = "|"
_MAX_WIDTH = 50
"""Columns a table has at most to be taken for one unasked."""
_KINDS = {
    kind.name.casefold(): kind for kind in (NoteKind.BASIC, NoteKind.REVERSED, NoteKind.CLOZE)
}
_READ = {",": ",;\t|", "\t": "\t,;|"}
"""Separators to try for each format, its own first."""


def _claim(separators: str, text: str, _name: str) -> int:
    text = clean(text)
    said, start, _ = _said(text)
    if said:
        return 90 if said in separators else 0
    if not text.strip():
        return 0
    return max(_sureness(text[start:], separator) for separator in separators)


def _said(text: str) -> tuple[str, int, int]:
    """Return the separator of a first line ``sep=``, where the table starts, and its line."""
    first = text[: text.find("\n") + 1].strip("\r\n")
    if first.startswith("sep=") and len(first) == len("sep=") + 1:
        return first[-1], text.find("\n") + 1, 2
    return "", 0, 1


def _sureness(text: str, separator: str) -> int:
    rows = read_rows(text, separator)
    head = list(islice(rows, _SAMPLE))
    if len(head) < 2 or not 2 <= len(head[0].cells) <= _MAX_WIDTH:
        return 0
    width = len(head[0].cells)
    if separator == _PIPE:
        return 40 if _piped(head) and _even([head, rows]) else 0
    if header_roles(head[0].cells):
        full = sum(1 < len(row.cells) <= width for row in head)
        if full < len(head) * _MOST:
            return 40 if _even([head, rows]) else 0
        return 80 if _regular([head, rows], width) else 60
    if not all(len(row.cells) == width for row in head) or not _wordy(head, width):
        return 0
    quoted = any(not row.bare for row in head)
    if separator == "," and any(cell.startswith(" ") for row in head for cell in row.cells[1:]):
        return 0
    if not _regular([head, rows], width):
        return 0
    return 60 if quoted or (separator == "\t" and len(head) >= _FEW) else 30


def _regular(parts: Sequence[Iterator[Row] | list[Row]], width: int) -> bool:
    return all(len(row.cells) == width for part in parts for row in part)


def _even(parts: Sequence[Iterator[Row] | list[Row]]) -> bool:
    """Whether four rows of five have as many cells, and more than one."""
    widths = Counter(len(row.cells) for part in parts for row in part)
    width, rows = widths.most_common(1)[0]
    return width > 1 and rows >= widths.total() * _EVEN


def _piped(rows: Sequence[Row]) -> bool:
    """Whether rows have a header, and are no table of Markdown: that is a page."""
    first, second = rows[0].cells, rows[1].cells
    ruled = all(cell.strip(" :-") == "" for cell in second)
    return bool(first[0].strip()) and not ruled and bool(header_roles(first))


def _wordy(rows: Sequence[Row], width: int) -> bool:
    """Whether two columns hold words in half of their cells: figures make no flashcards."""
    worded = [0] * width
    for row in rows:
        for at, cell in enumerate(row.cells):
            worded[at] += any(char.isalpha() for char in cell)
    return sum(count * 2 >= len(rows) for count in worded) > 1


def _separator(text: str, candidates: str, columns: Sequence[str]) -> str:
    """Return the separator that parts the rows best: headers, then as many cells in each."""

    def score(separator: str) -> tuple[bool, float]:
        rows = list(islice(read_rows(text, separator), _SAMPLE))
        widths = [len(row.cells) for row in rows]
        width = max(set(widths), key=widths.count, default=1)
        first = rows[0].cells if rows else []
        named = bool(header_roles(first)) or are_labels(columns, first)
        return named, widths.count(width) / len(rows) if width > 1 else 0

    return max(candidates, key=score)


def _read(name: str, separators: str, file: DeckFile, text: str, reading: Reading) -> Package:
    text = clean(text)
    said, start, line = _said(text)
    text = text[start:]
    separator = checked(reading.separator) or said or _separator(text, separators, reading.columns)
    rows = list(read_rows(text, separator, line))
    if not rows:
        raise FormatError(f"{file.name}: no rows in it", "Give a table with a row for each card.")
    return _Table(file, rows, reading).package(name)


class _Table:
    """A table while its rows become notes."""

    def __init__(self, file: DeckFile, rows: list[Row], reading: Reading) -> None:
        self._file = file
        labels = rows[0].cells
        self._width = min(MAX_COLUMNS, max(len(row.cells) for row in rows[:_SAMPLE]))
        lone = self._width == 1 < len(rows) and is_front(labels[0])
        named = ("front",) if lone else header_roles(labels)
        header = bool(named) or are_labels(reading.columns, labels)
        self._ours = "guid" in labels and set(labels) <= set(COLUMNS)
        self._rows = rows[1:] if header else rows
        columns = chosen(file.name, reading.columns, labels)
        columns = columns or list(map(Chosen, count(), named or self._guess()))
        taken = {column.at for column in columns}
        self._known = max(len(labels) if header else self._width, *(at + 1 for at in taken))
        columns += [Chosen(at, NONE) for at in range(self._known) if at not in taken]
        if not any(column.role == "front" and column.at < self._width for column in columns):
            raise FormatError(
                f"{file.name}: no column is the front of the cards",
                "Say what each column is, for example: front, back, tags.",
            )
        self._at = {
            role: [column.at for column in columns if column.role == role] for role in ROLES
        }
        self._remarks = [shown_roles(columns, labels if header else ())]
        if header:
            names = ", ".join(label.strip() for label in labels)
            self._remarks.append(f"first line taken as the names of the columns: {names[:_SHOWN]}")
        self._problems: list[Problem] = []
        self._identities = Identities()
        self._settled = bool(self._at["guid"])

    def _guess(self) -> tuple[str, ...]:
        return guessed_roles([row.cells for row in self._rows[:_SAMPLE]], self._width)

    def package(self, name: str) -> Package:
        notes = [note for row in self._rows if (note := self._note(row))]
        return Package(
            format=name,
            name=self._file.stem,
            notes=notes,
            settled=self._settled,
            total=len(notes),
            problems=self._problems,
            remarks=[*self._remarks, *unanswered(notes)],
        )

    def _note(self, row: Row) -> PackedNote | None:
        front, back = self._texts(row, "front"), self._texts(row, "back")
        if not front:
            if any(cell.strip() for cell in row.cells):
                self._problem(row, "no front, so it was left out", "Give the front a text.")
            return None
        beyond = next(filter(str.strip, islice(row.cells, self._known, None)), "")
        if beyond:
            self._problem(
                row,
                f"more cells than columns: “{beyond[:40]}” was left out",
                "Put quotes around a cell that holds the separator.",
            )
        deck = self._texts(row, "deck")
        given = self._cell(row, "guid")
        guid = self._identities.of(deck or self._file.stem, front, given)
        self._settled = self._settled and bool(given)
        if given and guid != given:
            self._problem(
                row,
                f"the guid {given[:40]} is there already, so this note got another",
                "Delete the guid of the copy.",
            )
        kind = _KINDS.get(self._cell(row, "kind").casefold()) or kind_of_text(front)
        tags = _read_tags(self._cell(row, "tags"))
        return PackedNote(Note(guid, kind, front, back, tags), deck, where=row.where)

    def _texts(self, row: Row, role: str) -> str:
        texts = [self._text(row.cells[at]) for at in self._at[role] if at < len(row.cells)]
        return "\n\n".join(filter(None, texts)) if len(texts) > 1 else "".join(texts)

    def _cell(self, row: Row, role: str) -> str:
        at = next(iter(self._at[role]), len(row.cells))
        return self._text(row.cells[at], role) if at < len(row.cells) else ""

    def _text(self, cell: str, role: str = "") -> str:
        return (unguarded(cell, number=role == "guid") if self._ours else cell).strip()

    def _problem(self, row: Row, what: str, remedy: str) -> None:
        self._problems.append(Problem(row.where, what, remedy))


def _read_tags(cell: str) -> tuple[str, ...]:
    between = next((char for char in ";," if char in cell), None)
    tags = (" ".join(tag.split()) for tag in cell.split(between))
    return tuple(dict.fromkeys(filter(None, tags)))


def _write_tags(tags: Sequence[str]) -> str:
    if any(" " in tag or "," in tag for tag in tags):
        return "; ".join(tags) + (";" if len(tags) == 1 else "")
    return " ".join(tags)


def _write(separator: str, package: Package, writing: Writing) -> tuple[str, Sequence[str]]:
    separator = checked(writing.separator) or separator
    notes = [(packed, packed.note) for packed in package.notes]
    columns = _chosen(writing.columns)
    if not columns:
        kinds = any(note.kind is not kind_of_text(_text(note.front)) for _, note in notes)
        columns = COLUMNS if kinds else HEADER
    lines = [BOM, write_row(columns, separator)]
    lost = _Lost()
    for packed, note in notes:
        front = guarded(_text(note.front))
        if not front:
            lost.empty += 1
            continue
        cells = {
            "front": front,
            "back": guarded(_text(note.back)),
            "tags": guarded(_write_tags(lost.tags(note.tags))) if "tags" in columns else "",
            "deck": guarded(_text(packed.deck or package.name)),
            "guid": guarded(note.guid, number=True),
            "kind": lost.kind(note.kind) if "kind" in columns else "",
        }
        lines.append(write_row([cells[name] for name in columns], separator))
    return "".join(lines), lost.words()


def _chosen(names: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that a user names, in order. Raises ``FormatError``."""
    wanted = tuple(name.strip().casefold() for name in names)
    for at, name in enumerate(wanted):
        if name not in COLUMNS or name in wanted[:at]:
            why = "is named twice" if name in COLUMNS else "is not known"
            raise FormatError(
                f"the column “{names[at].strip()}” {why}",
                f"Known are: {', '.join(COLUMNS)}. Name each once, in the order they should have.",
            )
    return wanted


def _text(text: str) -> str:
    return clean(one_line_end(text)).strip()


class _Lost:
    """What a table cannot hold, counted while it is written."""

    def __init__(self) -> None:
        self.empty = 0
        self._templates = 0
        self._tags: dict[str, None] = {}

    def tags(self, tags: Sequence[str]) -> list[str]:
        told = [" ".join(_text(tag).replace(";", ",").split()) for tag in tags]
        self._tags.update(
            dict.fromkeys(tag for tag, kept in zip(tags, told, strict=True) if kept != tag)
        )
        return [tag for tag in told if tag]

    def kind(self, kind: NoteKind) -> str:
        self._templates += kind is NoteKind.TEMPLATE
        return "" if kind is NoteKind.TEMPLATE else kind.name.casefold()

    def words(self) -> list[str]:
        found = []
        if self.empty:
            found.append(f"{self.empty} without a front: a row needs one")
        if self._templates:
            found.append(f"{self._templates} with a note type of their own: front and back only")
        if self._tags:
            found.append(f"tags changed: {', '.join(sorted(self._tags))[:200]}")
        return found


def _format(name: str, title: str, separator: str, claimed: str) -> TextFormat:
    return TextFormat(
        FormatInfo(name, title, (f".{name}",), writes=True, carries=("tags", "decks")),
        partial(_claim, claimed),
        partial(_read, name, _READ[separator]),
        partial(_write, separator),
    )


CSV = _format("csv", "CSV (spreadsheets)", ",", f",;{_PIPE}")
TSV = _format("tsv", "TSV (spreadsheets)", "\t", "\t")
