"""Characters that copies bring along: other forms of spaces, ligatures, invisible marks."""

import re
import unicodedata
from dataclasses import replace

from studyapp.sources.clean.draft import Draft, Row

_SPACES = re.compile(r"[\t\v\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st"})
_SOFT_END = re.compile("\u00ad\\s*$")
_LOST_APOSTROPHE = re.compile(r"(?<=[a-z])\ufffd(?=(?:s|t|re|ve|ll|d|m)\b)")
_LOST_SPACE = re.compile(r"(?<=[A-Za-z.,;])\ufffd(?=[A-Z])")


def tidy_characters(draft: Draft) -> Draft:
    """Bring each row to NFC with plain spaces; a lost character is put back where it is sure.

    A form feed stays: it is a page break, and ``split_pages`` reads it.
    """
    rows = tuple(
        row if row.text.isascii() and row.text.isprintable() else replace(row, text=_tidy(row))
        for row in draft.rows
    )
    return replace(draft, rows=rows)


def _tidy(row: Row) -> str:
    text = row.text.rstrip("\r")
    text = _SPACES.sub(" ", text)
    text = _INVISIBLE.sub("", text)
    text = _CONTROL.sub("", text).translate(_LIGATURES)
    text = _SOFT_END.sub("-", text).replace("\u00ad", "")
    if "\ufffd" in text:
        text = _LOST_APOSTROPHE.sub("’", text)
        text = _LOST_SPACE.sub(" ", text)
    return unicodedata.normalize("NFC", text)
