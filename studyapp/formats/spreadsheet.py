"""Cells that a spreadsheet would not leave as they are, and what keeps them.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end as a
formula, and rounds a number of 16 digits. Such cells are written with an apostrophe before them,
which makes them text in all common spreadsheets (OWASP, "CSV Injection"), and it is taken off
again in a file whose header is ours. In files of others every cell is what it says.
"""

import re

_FORMULA = re.compile(r"'*+[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"'*+\d+(?:e\d+)?\Z", re.ASCII | re.IGNORECASE)


def guarded(cell: str, *, number: bool = False) -> str:
    """Return what to write for a cell; ``number`` keeps numbers as they are too."""
    return f"'{cell}" if _acts(cell, number=number) else cell


def unguarded(cell: str, *, number: bool = False) -> str:
    """Return the cell that ``guarded`` was given."""
    return cell[1:] if cell.startswith("'") and _acts(cell[1:], number=number) else cell


def _acts(cell: str, *, number: bool) -> bool:
    return bool(_FORMULA.match(cell)) or (number and bool(_NUMBER.match(cell)))
