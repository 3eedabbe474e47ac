"""The lines before the notes of Anki's text files, such as ``#separator:tab``.

As Anki 26.9.3 reads them (docs.ankiweb.net/importing/text-files.html), except that ``#columns:``
may stand before ``#separator:``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from studyapp.formats.rows import read_rows

TAB = "\t"
SEPARATORS = {"tab": TAB, "pipe": "|", "semicolon": ";", "colon": ":", "comma": ",", "space": " "}
"""By name, in the order in which they are looked for where the file says none."""

_LINE = re.compile(r"([^\r\n]*+)(?:\r\n?|\n|\Z)")
_OWN = {"separator", "html", "columns", "notetype", "if matches"}
_OWN |= {"guid column", "notetype column", "deck column", "tags column"}
"""Headers that hardly stand in another kind of file."""
_KNOWN = _OWN | {"deck", "tags"}
_FIRST = 8192
"""Characters in which the separator must show up."""
_MAX_DIGITS = 4


@dataclass(slots=True)
class Headers:
    """What the headers say. Columns are counted from 1; 0 where there is none."""

    said: dict[str, str] = field(default_factory=dict)
    odd: list[tuple[int, str]] = field(default_factory=list)
    """Other lines with ``#`` before the first note, with their numbers."""
    start: int = 0
    """Where in the text the notes begin."""
    line: int = 1
    """Number of the line they begin on."""

    @property
    def own(self) -> bool:
        """Whether no other program writes such headers."""
        return not _OWN.isdisjoint(self.said)

    def separator(self, text: str) -> str:
        """Return what stands between fields: said, else the first kind that is in the text."""
        said = self.said.get("separator", "")
        known = SEPARATORS.get(said.strip().casefold(), said)
        if known in SEPARATORS.values():
            return known
        sample = text[self.start : self.start + _FIRST]
        return next((each for each in SEPARATORS.values() if each in sample), " ")

    def html(self) -> bool | None:
        """Return whether fields are HTML, None where that is not said."""
        return {"true": True, "false": False}.get(self.said.get("html", "").strip().casefold())

    def column(self, name: str) -> int:
        """Return the number of the column for ``guid``, ``notetype``, ``deck`` or ``tags``."""
        said = self.said.get(f"{name} column", "").strip()
        return int(said) if said.isdecimal() and len(said) <= _MAX_DIGITS else 0

    def labels(self, separator: str) -> list[str]:
        """Return the names of the columns."""
        row = next(read_rows(self.said.get("columns", ""), separator), None)
        return [label.strip() for label in row.cells] if row else []

    def text(self, name: str) -> str:
        """Return what is said once for all notes: ``deck``, ``notetype`` or ``tags``."""
        return self.said.get(name, "").strip()


def read_headers(text: str) -> Headers:
    """Read all lines before the first without ``#``; the very first may be ``tags:``."""
    headers = Headers()
    for number, line, end in _lines(text):
        if number == 1 and line.startswith("tags:"):
            headers.said["tags"] = line.removeprefix("tags:")
        elif line.startswith("#"):
            name, colon, value = line[1:].partition(":")
            name = name.strip().casefold()
            if colon and name in _KNOWN:
                headers.said[name] = value
            else:
                headers.odd.append((number, line))
        else:
            break
        headers.start, headers.line = end, number + 1
    return headers


def _lines(text: str) -> Iterator[tuple[int, str, int]]:
    """Yield number, text and end of each line."""
    at, number = 0, 0
    while at < len(text) and (found := _LINE.match(text, at)):
        number += 1
        at = found.end()
        yield number, found[1], at
