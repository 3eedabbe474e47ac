"""Large figures of three lines, for the one number that matters on a screen."""

from textual.content import Content

from studyapp.tui.safe import join, stack

_SHAPES = {
    "0": ("┏━┓", "┃ ┃", "┗━┛"),
    "1": ("╺┓ ", " ┃ ", "╺┻╸"),
    "2": ("╺━┓", "┏━┛", "┗━╸"),
    "3": ("╺━┓", "╺━┫", "╺━┛"),
    "4": ("╻ ╻", "┗━┫", "  ╹"),
    "5": ("┏━╸", "┗━┓", "╺━┛"),
    "6": ("┏━╸", "┣━┓", "┗━┛"),
    "7": ("╺━┓", "  ┃", "  ╹"),
    "8": ("┏━┓", "┣━┫", "┗━┛"),
    "9": ("┏━┓", "┗━┫", "╺━┛"),
}


def big(text: str, style: str = "") -> Content:
    """Return text with its digits drawn large; what is no digit stands on the last line."""
    rows = zip(*(_SHAPES.get(char, ("", "", char)) for char in text), strict=True)
    return stack(*(join((" ".join(row), style)) for row in rows))
