"""Decks of Mnemosyne, read only: its text with tabs, and the XML of its versions 1 and 2.

Source: the importers and exporters of Mnemosyne (``file_formats/tsv.py``, ``mnemosyne1_xml.py``,
``mnemosyne2_cards.py``). A line of the text is front and back, or a foreign word, how it is
pronounced, and what it means (and a remark): that one is asked in both directions. Line breaks
are ``<br>``, and ``&#33267;`` is a character. The XML is ``mnemosyne_xml``, and
``mnemosyne_cards`` the zip that version 2 puts it into.
"""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from studyapp.domain.note import NoteKind
from studyapp.domain.package import Package, Problem
from studyapp.formats.base import DeckFile, FormatError, FormatInfo, Reading, Writing
from studyapp.formats.found import Found, Problems, package
from studyapp.formats.html import to_markdown
from studyapp.formats.markdown_lines import split_lines
from studyapp.formats.mnemosyne_cards import is_cards, read_cards
from studyapp.formats.mnemosyne_xml import is_mnemosyne_xml, read_xml

_CHARACTER = re.compile(r"&#([0-9]{1,7});")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_MARKUP = re.compile(r"[<&]")
_REMEDY = "A line is front and back with a tab between, or a word, its sound and its meaning."


def _claim(text: str, name: str) -> int:
    """Claim its XML, and a ``.tsv`` where words of three columns stand among cards of two.

    Where all lines have as many columns, it may be a table from anywhere.
    """
    if is_mnemosyne_xml(text):
        return 95
    if not name.lower().endswith(".tsv"):
        return 0
    widths: set[int] = set()
    for line in split_lines(text):
        if line.strip():
            widths.add(line.count("\t"))
            if line.startswith(("#", '"')) or not widths <= {1, 2, 3}:
                return 0
    return 80 if 1 in widths and len(widths) > 1 else 30 if widths else 0


def _read(file: DeckFile, text: str, reading: Reading) -> Package:
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return read_xml(file, text, reading)
    found: list[Found] = []
    problems = Problems()
    for number, line in enumerate(split_lines(text), 1):
        if not line.strip():
            continue
        sides = [_field(each) for each in line.split("\t")]
        if not 2 <= len(sides) <= 4:
            what = f"{len(sides)} columns instead of 2 or 3"
            problems.append(Problem(f"line {number}", what, _REMEDY))
        elif not sides[0]:
            problems.append(Problem(f"line {number}", "nothing before the first tab", _REMEDY))
        else:
            kind = NoteKind.BASIC if len(sides) == 2 else NoteKind.REVERSED
            back = "\n".join(filter(None, sides[1:]))
            found.append(Found(kind, sides[0], back, number))
    return package("mnemosyne", file, found, problems, remedy=_REMEDY)


def _field(text: str) -> str:
    """Return a column as Markdown."""
    text = _CHARACTER.sub(lambda code: _character(int(code[1])) or code[0], text)
    return (
        to_markdown(text).strip()
        if _MARKUP.search(_BREAK.sub("\n", text))
        else (_BREAK.sub("\n", text).strip())
    )


def _character(code: int) -> str:
    """Return a character, empty for a code that is none or a control character."""
    surrogate = 0xD800 <= code <= 0xDFFF
    return chr(code) if 32 <= code <= 0x10FFFF and not surrogate else ""


class MnemosyneFormat:
    """Reads text, XML, and the zip that holds XML and media."""

    info = FormatInfo("mnemosyne", "Mnemosyne", (".cards", ".xml", ".tsv"))

    def claims(self, file: DeckFile) -> int:
        """Return how surely the file is one of the three."""
        if file.text is not None:
            return _claim(file.text, file.name)
        return 95 if file.path and file.path.is_file() and is_cards(file.path, file.name) else 0

    def read(self, file: DeckFile, reading: Reading) -> AbstractContextManager[Package]:
        """Read the whole; the media of a zip as they are asked for."""
        if file.text is not None:
            return nullcontext(_read(file, file.text, reading))
        if file.path is None:
            raise FormatError(f"{file.name} is not here", "Give a file of Mnemosyne.")
        return read_cards(file.path, file, reading)

    def write(self, package: Package, target: Path, writing: Writing) -> Sequence[str]:
        """Refuse: it is read only."""
        raise FormatError("Mnemosyne can be read but not written", "Mnemosyne reads Anki packages.")


MNEMOSYNE = MnemosyneFormat()
