"""The one border between text from outside and the terminal.

Card text, deck names, tags, file names and error messages are data. Here every character that a
terminal would obey, or that hides or reorders other text, becomes one visible character. None
is deleted: deletion joins its neighbours into a live sequence. What comes out is ``Content``,
which Textual never parses as markup.
"""

import re
from unicodedata import category

from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

CUT = 20_000
"""Characters of one field that a screen shows; the rest is counted, not drawn."""

LOST = "\N{REPLACEMENT CHARACTER}"

_KEPT_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
"""Arabic and Syriac number signs are format characters by name only: they have a shape."""

_JOINER = re.compile(
    "(?<![^\x00-\xa0\u200b-\u200f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\xa0\u200b-\u200f])"
)
"""A joiner that does not stand between two letters or emoji joins nothing and only hides."""


class _Table(dict[int, str]):
    """What each character becomes; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _shown(chr(code))
        return shown


def _shown(char: str) -> str:
    code = ord(char)
    if char == "\n" or char in _KEPT_FORMAT or char in "\u200c\u200d":
        return char
    if char == "\t":
        return "    "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    if char == "\N{SOFT HYPHEN}":
        return "\N{HYPHENATION POINT}"
    if char in "\u2028\u2029":
        return "\n"
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    invisible = 0xE0000 <= code <= 0xE0FFF or char in "\u115f\u1160\u3164\uffa0"
    if noncharacter or invisible or category(char) in ("Cc", "Cf", "Cs"):
        return LOST
    return char


_TABLE = _Table()


def clean(text: str) -> str:
    """Return ``text`` with every unsafe character made visible; newlines stay."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    if "\u200d" in text or "\u200c" in text:
        text = _JOINER.sub(LOST, text)
    return text.translate(_TABLE)


def clean_line(text: str, limit: int = 400) -> str:
    """Return ``text`` cleaned for one line: newlines become spaces, the rest is cut."""
    cut = text[:limit]
    shown = clean(cut).replace("\n", " ")
    return f"{shown}…" if len(text) > limit else shown


def safe(text: str, style: str = "") -> Content:
    """Return outside text as content of several lines, cut at ``CUT`` characters."""
    shown = clean(text[:CUT])
    if len(text) > CUT:
        shown += f"\n\n… and {len(text) - CUT:,} more characters"
    return Content.styled(shown, style)


def line(text: str, style: str = "", limit: int = 400) -> Content:
    """Return outside text as content of one line."""
    return Content.styled(clean_line(text, limit), style)


def join(*parts: str | Content | tuple[str, str]) -> Content:
    """Return the parts in a row; strings, alone or with a style, are cleaned on the way."""
    made: list[Content] = []
    for part in parts:
        if isinstance(part, Content):
            made.append(part)
        elif isinstance(part, str):
            made.append(Content(clean(part)))
        else:
            made.append(Content.styled(clean(part[0]), part[1]))
    return Content("").join(made)


def stack(*lines: Content) -> Content:
    """Return the lines one under another."""
    return Content("\n").join(lines)


class LastGate(LineFilter):
    """Drops what the border should never have let through, after layout.

    A net under ``clean``, for text that reaches a widget without it, such as what a user pastes
    into an input. It runs on every drawn line, so there is no neighbour left to join up.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without control and format characters that do not show."""
        return [
            segment
            if segment.text.isprintable() or segment.control
            else Segment("".join(map(_passes, segment.text)), segment.style)
            for segment in segments
        ]


def _passes(char: str) -> str:
    return char if char.isprintable() or _TABLE[ord(char)] == char != "\n" else ""
