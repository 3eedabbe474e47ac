"""Page numbers that a copy left inside the text."""

import re
from dataclasses import replace

from studyapp.sources.clean.draft import Draft, Row

_ARROWS = re.compile(r"\s*(?:←\s*\d{1,4}\s*)?\|\s*\d{1,4}\s*→\s?|\s*←\s*\d{1,4}\s*\|\s?")
_BRACED = re.compile(
    r"\s?(?:\[(?:Pg|Page|p\.|pg\.)\s*[\divxlc]+\]|\{(?:Pg|Page|p\.)?\s*\d{1,4}\}"
    r"|<(?:Pg|Page|p\.)\s*\d{1,4}>)\s?",
    re.IGNORECASE,
)
_OWN_LINE = re.compile(
    r"^\W*(?:page|pg\.?|seite|p\.)\s*\d{1,4}(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*$"
    r"|^\s*[-–—]\s*\d{1,4}\s*[-–—]\s*$|^\s*\d{1,4}\s*(?:of|/)\s*\d{1,4}\s*$",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"^\s*\[\s*(?:col|column)\.?\s*\d+\s*\]\s*$", re.IGNORECASE)


def drop_page_markers(draft: Draft) -> Draft:
    """Take ``← 61 | 62 →``, ``[Pg 12]`` and ``Page 3 of 9`` out, within sentences too."""
    gone: set[int] = set()
    rows: list[Row] = []
    for i, row in enumerate(draft.rows):
        text = row.text
        if _OWN_LINE.match(text) or _COLUMN.match(text):
            gone.add(i)
        elif "→" in text or "←" in text or "[" in text or "{" in text or "<" in text:
            text = _BRACED.sub(_gap, _ARROWS.sub(_gap, text))
            if not text.strip():
                gone.add(i)
        rows.append(replace(row, text=text) if text != row.text else row)
    return replace(draft, rows=tuple(rows)).drop(gone, "page number")


def _gap(match: re.Match[str]) -> str:
    """Leave one space where words stood on both sides, none at an end of the line."""
    text = match.string
    if match.start() == 0 or match.end() == len(text):
        return ""
    return " " if match[0][:1].isspace() or match[0][-1:].isspace() else ""
