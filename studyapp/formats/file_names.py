"""File names for decks that work on Windows, macOS and Linux, and never leave their folder.

The name of a file only has to be readable and unique: the name of the deck is inside it.
"""

import re
import unicodedata
from collections.abc import Iterable

from studyapp.domain.deck import SEPARATOR

MAX_BYTES = 100
"""Of one folder or file name in UTF-8; file systems allow 255, paths on Windows 260 in all."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*\Z", re.IGNORECASE
)


def safe_name(name: str) -> str:
    """Return a folder or file name for one level of a deck name, without an extension."""
    text = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name))
    text = "".join("_" if unicodedata.category(char) in _CONTROL else char for char in text)
    text = _cut(text, MAX_BYTES)
    stem, dot, rest = text.partition(".")
    if _RESERVED.match(stem):
        text = f"{stem.rstrip()}_{dot}{rest}"
    return f"_{text}" if not text or text.startswith(".") else text


def _cut(text: str, size: int) -> str:
    whole = text.strip()[:size].encode()[:size].decode(errors="ignore")
    return whole.rstrip(". \u00a0").strip()


def deck_paths(names: Iterable[str], extension: str = ".md") -> dict[str, str]:
    """Return a relative path with forward slashes for each full deck name, in order of name.

    ``A::B`` becomes ``A/B.md``. Names that a file system would take for the same get a number;
    the one that needed no change keeps its name.
    """
    folders: dict[tuple[str, ...], str] = {(): ""}
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    ordered = sorted(set(names), key=lambda name: _order(name.split(SEPARATOR)))
    for name in ordered:
        levels = tuple(name.split(SEPARATOR))
        for depth in range(1, len(levels) + 1):
            level = levels[:depth]
            if level not in folders:
                parent = folders[level[:-1]]
                free = _free(parent, safe_name(level[-1]), extension, taken, numbers)
                folders[level] = f"{parent}{free}/"
    return {name: folders[tuple(name.split(SEPARATOR))][:-1] + extension for name in ordered}


def _order(levels: list[str]) -> list[tuple[bool, str]]:
    return [(safe_name(level) != level, level) for level in levels]


def _free(parent: str, name: str, extension: str, taken: set[str], numbers: dict[str, int]) -> str:
    key = _folded(parent + name)
    found = name
    while not taken.isdisjoint(_claims(parent, found, extension)):
        numbers[key] = numbers.get(key, 1) + 1
        mark = f" ({numbers[key]})"
        found = _cut(name, MAX_BYTES - len(mark)) + mark
    taken.update(_claims(parent, found, extension))
    return found


def _claims(parent: str, name: str, extension: str) -> tuple[str, str]:
    """Return the two names a deck takes: its file, and the folder of its subdecks."""
    return _folded(parent + name), _folded(parent + name + extension)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
