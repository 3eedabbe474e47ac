r"""Rows of cells with a separator between them, as RFC 4180 has it and as programs write it.

A cell that opens with ``"`` and closes with ``"`` before a separator or a line end is quoted: it
may hold separators and line ends, and ``""`` in it stands for ``"``. Every other cell is what it
says, quotes and all, so a lone quote before a word loses nothing. Lines end with ``\n``,
``\r\n`` or ``\r``, blank ones are no rows.

The standard library's ``csv`` is not used. It takes everything after a lone opening quote for one
cell, raises above 131,072 characters in a cell unless a limit of the whole process is moved, does
not tell a quoted ``"#…"`` from a comment, and its separators have one character.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from studyapp.formats.base import FormatError
from studyapp.formats.escapes import unescaped

BOM = "\ufeff"
_LINE = re.compile(r"[^\r\n]*+")


class Row(NamedTuple):
    """One row: the 1-based line it starts on, its cells, and whether the first is unquoted."""

    line: int
    cells: list[str]
    bare: bool

    @property
    def where(self) -> str:
        """The place, for messages."""
        return f"line {self.line}"


def clean(text: str) -> str:
    """Return a text without byte order mark, NUL and halves of characters."""
    text = text.removeprefix(BOM).replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def one_line_end(text: str) -> str:
    r"""Return a text whose lines all end with ``\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def checked(separator: str) -> str:
    """Return the separator that a user typed; raises ``FormatError`` where it can part no row."""
    separator = unescaped(separator)
    if any(char in separator for char in '"\n\r\0'):
        raise FormatError(
            "Quotes and line ends cannot separate the cells of a row",
            "Give another separator, such as a comma or \\t for a tab.",
        )
    return separator


def read_rows(text: str, separator: str, line: int = 1) -> Iterator[Row]:
    """Yield the rows of a text whose first line has the number ``line``. Takes linear time."""
    cell = _cell(separator)
    at = 0
    while at < len(text):
        whole = _LINE.match(text, at)
        shown = whole[0] if whole else ""
        bare = not shown.startswith('"')
        first = line
        if '"' in shown:
            cells, at, line, bare = _quoted(text, at, line, cell)
        else:
            cells, at = shown.split(separator), at + len(shown)
        if shown:
            yield Row(first, cells, bare)
        at += 2 if text.startswith("\r\n", at) else 1
        line += 1


def write_row(cells: Iterable[str], separator: str, special: str = "") -> str:
    """Return a row with its line end. A first cell that starts with ``special`` is quoted."""
    shown = [_shown(cell, separator) for cell in cells]
    if special and shown[0].startswith(special):
        shown[0] = f'"{shown[0]}"'
    return separator.join(shown) + "\n"


def _shown(cell: str, separator: str) -> str:
    if any(char in cell for char in ('"', "\n", "\r", separator)):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _quoted(
    text: str, at: int, line: int, cell: Callable[[str, int], re.Match[str] | None]
) -> tuple[list[str], int, int, bool]:
    """Read one row cell by cell: its cells, where it ends, its last line, whether it is bare."""
    cells: list[str] = []
    bare = True
    while match := cell(text, at):
        quoted, after, plain, end = match.groups()
        if quoted is None:
            cells.append(plain)
        else:
            bare = bare and bool(cells)
            inner = one_line_end(quoted)
            line += inner.count("\n")
            cells.append(inner.replace('""', '"') + after)
        at = match.end()
        if not end:
            break
    return cells, at, line, bare


@lru_cache(maxsize=32)
def _cell(separator: str) -> Callable[[str, int], re.Match[str] | None]:
    """Return what matches a cell: the quoted text and spaces after it, or the bare text.

    Its last group is the separator after it, empty at the end of a row. A quote that opens
    nothing is looked for once, up to the next lone quote, so that the time stays linear.
    """
    sep, first = re.escape(separator), re.escape(separator[0])
    spaces = "()" if separator.startswith(" ") else "( *+)"
    quoted = rf'"([^"]*+(?:""[^"]*+)*)"{spaces}(?={sep}|[\r\n]|\Z)'
    other = rf"[^\r\n{first}]*+"
    plain = other if len(separator) == 1 else rf"{other}(?:(?!{sep}){first}{other})*"
    return re.compile(rf"(?:{quoted}|({plain}))({sep}|)").match
