"""Headings whose letters a PDF printed two, three or four times over for boldness."""

import re
from dataclasses import replace
from itertools import groupby

from studyapp.sources.clean.draft import Draft, Row

_SPACE = re.compile(r"\s+")
_RUN = re.compile(r"(\S)\1")


def undouble_letters(draft: Draft) -> Draft:
    """Reduce rows in which every run of equal characters is a multiple of 4, 3 or 2."""
    return replace(draft, rows=tuple(_row(row) for row in draft.rows))


def _row(row: Row) -> Row:
    text = row.text.strip()
    if len(text) < 6 or not _RUN.match(text):
        return row
    runs = [(letter, len(list(group))) for letter, group in groupby(text)]
    solid = [(letter, length) for letter, length in runs if not letter.isspace()]
    times = next((n for n in (4, 3, 2) if all(length % n == 0 for _, length in solid)), 0)
    if not times or len(solid) < 3 or not any(letter.isalpha() for letter, _ in solid):
        return row
    spaces = [length for letter, length in runs if letter.isspace()]
    wide = not spaces or min(spaces) >= times
    single = "".join(
        letter * (length // times if not letter.isspace() or wide else length)
        for letter, length in runs
    )
    lead = " " if row.text[:1] == " " else ""
    return replace(row, text=lead + _SPACE.sub(" ", single), heading=True)
