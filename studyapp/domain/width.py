"""How many columns text takes in a terminal: tables and plots line up by it."""

from unicodedata import category, east_asian_width

_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
ELLIPSIS = "…"


def width(text: str) -> int:
    """Return the columns that cleaned text of one line takes."""
    return len(text) if text.isascii() else sum(columns for _, columns in cells(text))


def fit(text: str, columns: int) -> str:
    """Return ``text`` cut to at most ``columns``, with an ellipsis where something is missing."""
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    room = columns - 1
    kept = 0
    for index, (_, taken) in enumerate(cells(text)):
        room -= taken
        if room < 0:
            break
        kept = index + 1
    return text[:kept].rstrip().rstrip(_JOINER) + ELLIPSIS


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Return ``text`` filled up with spaces, on the left if it is to stand at the right."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def cells(text: str) -> list[tuple[str, int]]:
    """Return each character with the columns it adds to what stands before it."""
    cells: list[tuple[str, int]] = []
    before = ""
    half_flag = False
    for char in text:
        flag = "\U0001f1e6" <= char <= "\U0001f1ff"
        if char == _EMOJI_STYLE:
            taken = 1 if before and _columns(before) == 1 and not before.isascii() else 0
        elif before == _JOINER or "\U0001f3fb" <= char <= "\U0001f3ff" or (flag and half_flag):
            taken = 0
        else:
            taken = 2 if flag else _columns(char)
        half_flag = flag and not half_flag
        cells.append((char, taken))
        before = char
    return cells


def _columns(char: str) -> int:
    if category(char) in ("Mn", "Mc", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
