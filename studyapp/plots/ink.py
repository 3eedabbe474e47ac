"""What plots are made of: segments of text with a role that a theme turns into a colour."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What a segment is for; without colours the text alone must be enough."""

    PLAIN = "plain"
    MUTED = "muted"
    """Ticks and labels."""
    FAINT = "faint"
    """Frames and guide lines."""
    ACCENT = "accent"
    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"
    """The ratings, and the default of bars and curves."""
    BAND = "band"
    """The area of likely values around a curve."""
    HEAT_0 = "heat-0"
    HEAT_1 = "heat-1"
    HEAT_2 = "heat-2"
    HEAT_3 = "heat-3"
    HEAT_4 = "heat-4"
    """How much was done on a day, from nothing to most."""


HEATS = (Role.HEAT_0, Role.HEAT_1, Role.HEAT_2, Role.HEAT_3, Role.HEAT_4)

Segment = tuple[str, Role]
Line = tuple[Segment, ...]
Lines = tuple[Line, ...]


def plain(lines: Iterable[Line]) -> str:
    """Return a plot as text without colours or spaces at line ends, for the command line."""
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines)


def merged(cells: Iterable[Segment]) -> Line:
    """Return a line in which neighbours of one role are one segment."""
    line: list[Segment] = []
    for text, role in cells:
        if line and line[-1][1] is role:
            line[-1] = (line[-1][0] + text, role)
        else:
            line.append((text, role))
    return tuple(line)
