"""The one border between text from outside and the terminal.

Card text, deck names, tags, file names and error messages are data. Here every character that a
terminal would obey, or that hides or reorders other text, becomes one visible character. None
is deleted: deletion joins its neighbours into a live sequence. What comes out is ``Content``,
which Textual never parses as markup. The mapping itself is ``domain.plain``'s, as for the command
line.
"""

from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from studyapp.domain.plain import SHOWN
from studyapp.domain.plain import plain as clean
from studyapp.domain.plain import plain_line as clean_line

__all__ = ["CUT", "LastGate", "clean", "clean_line", "join", "line", "safe", "stack"]

CUT = 20_000
"""Characters of one field that a screen shows; the rest is counted, not drawn."""


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
    return char if char.isprintable() or SHOWN[ord(char)] == char != "\n" else ""
