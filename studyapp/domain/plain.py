"""Text from outside made harmless for a terminal, one character for one character.

Every character that a terminal would obey, or that hides or reorders other text, becomes one
visible character. None is deleted: deletion joins its neighbours into a live sequence, as
``ESC BEL [2J`` without its ``BEL`` clears the screen. The command line (``cli.output``) and the
screens (``tui.safe``) both stand on this mapping.
"""

import re
from unicodedata import category

LOST = "\N{REPLACEMENT CHARACTER}"
"""Stands for what has no picture of its own."""

KEPT_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
"""Arabic and Syriac number signs are format characters by name only: they have a shape."""

_BARE = "\x00-\xa0\u200b-\u200f"
_JOINER = re.compile(f"(?<![^{_BARE}])[\u200c\u200d]|[\u200c\u200d](?![^{_BARE}])")
"""A joiner that does not stand between two letters or emoji joins nothing and only hides."""


class _Shown(dict[int, str]):
    """What each character becomes on a screen; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _shown(chr(code))
        return shown


class _Escaped(dict[int, str]):
    """What each character becomes inside a JSON string; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = shown = char if char == "\n" or not _unsafe(char) else _escaped(code)
        return shown


def plain(text: str) -> str:
    """Return ``text`` with every unsafe character made visible; newlines stay, tabs are spaces."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    if "\u200d" in text or "\u200c" in text:
        text = _JOINER.sub(LOST, text)
    return text.translate(SHOWN)


def plain_line(text: str, limit: int = 400) -> str:
    """Return ``text`` made harmless for one line: newlines become spaces, the rest is cut."""
    shown = plain(text[:limit]).replace("\n", " ")
    return f"{shown}…" if len(text) > limit else shown


def plain_json(document: str) -> str:
    r"""Return JSON with every unsafe character written as ``\uXXXX``: the same values, harmless.

    Unsafe characters can stand only inside strings there, so the meaning does not change.
    """
    if document.isascii() and "\x7f" not in document:
        return document
    return document.translate(_ESCAPED)


def _shown(char: str) -> str:
    code = ord(char)
    if char == "\n" or char in "\u200c\u200d" or not _unsafe(char):
        return char
    if char == "\t":
        return "    "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    if char == "\N{SOFT HYPHEN}":
        return "\N{HYPHENATION POINT}"
    return "\n" if char in "\u2028\u2029" else LOST


def _unsafe(char: str) -> bool:
    code = ord(char)
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    invisible = 0xE0000 <= code <= 0xE0FFF or char in "\u115f\u1160\u3164\uffa0"
    steers = category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in KEPT_FORMAT
    return noncharacter or invisible or steers


def _escaped(code: int) -> str:
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


SHOWN = _Shown()
_ESCAPED = _Escaped()
