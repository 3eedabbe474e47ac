"""The border between the command line and the terminal: everything that is printed passes here.

Text from outside (cards, deck names, file names, messages that quote them) is cleaned before it
is styled, so the only escape sequences that reach a terminal are the few written here.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import Any, TextIO

from studyapp.domain.plain import plain, plain_json, plain_line
from studyapp.domain.width import fit, pad, width
from studyapp.errors import StudyError

STYLES = {"": "", "strong": "1", "quiet": "2", "bad": "1;31", "good": "32", "warn": "33"}
PLOT_STYLES = {
    "plain": "",
    "muted": "2",
    "faint": "2",
    "accent": "35",
    "again": "31",
    "hard": "33",
    "good": "32",
    "easy": "36",
    "band": "2;36",
    "heat-0": "2",
    "heat-1": "2;32",
    "heat-2": "32",
    "heat-3": "32",
    "heat-4": "1;32",
}
"""The roles of ``plots.ink.Role`` in a terminal's own colours."""
ONE_LINE = 400
"""Characters of one field in a table; scripts that want all of it read the JSON."""


def prepare() -> None:
    """Make sure that no character can fail to be written, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def coloured(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal whose user wants colours (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody looks at this stream; one that is closed or missing has no reader."""
    with suppress(ValueError, OSError):
        return stream is not None and stream.isatty()
    return False


def say(text: str = "", style: str = "") -> None:
    """Print text of one or more lines."""
    _put(sys.stdout, (_styled(sys.stdout, each, style) for each in plain(text).split("\n")))


def plot(lines: Iterable[Iterable[tuple[str, str]]]) -> None:
    """Print a plot: segments of text with the roles of ``studyapp.plots``, coloured if wanted."""
    _put(
        sys.stdout,
        ("".join(_styled(sys.stdout, plain(text), role) for text, role in line) for line in lines)
        if coloured(sys.stdout)
        else ("".join(plain(text) for text, _ in line).rstrip() for line in lines),
    )


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the singular where it is one."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def write_json(value: Any) -> None:
    r"""Print a JSON document: readable text, but what a terminal would obey as ``\uXXXX``."""
    wide = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "") in ("utf8", "utf_8")
    text = json.dumps(value, ensure_ascii=not wide, indent=2, allow_nan=False)
    _put(sys.stdout, (plain_json(text),))


def table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[int] = (),
    indent: int = 0,
) -> None:
    """Print columns that line up; on a terminal the last one is cut where the line ends."""
    cells = [[plain_line(cell, ONE_LINE) for cell in row] for row in (headers, *rows)]
    last = len(headers) - 1
    widths = [max(width(row[column]) for row in cells) for column in range(last + 1)]
    if is_terminal(sys.stdout):
        room = shutil.get_terminal_size().columns - indent - sum(widths[:last]) - 2 * last
        widths[last] = max(10, room)
        for row in cells:
            row[last] = fit(row[last], widths[last])
    lines = []
    for number, row in enumerate(cells):
        shown = [
            pad(cell, widths[column], right=column in right)
            if column < last or column in right
            else cell
            for column, cell in enumerate(row)
        ]
        line = " " * indent + "  ".join(shown).rstrip()
        lines.append(_styled(sys.stdout, line, "quiet" if number == 0 else ""))
    _put(sys.stdout, lines)


def warn(text: str) -> None:
    """Tell on standard error what did not stop the command."""
    _put(sys.stderr, (_styled(sys.stderr, plain(text), "warn"),))


def complain(error: StudyError) -> None:
    """Print an error and its remedy on standard error."""
    _put(sys.stderr, (_styled(sys.stderr, f"studyapp: {plain(error.message)}", "bad"),))
    if error.hint:
        _put(sys.stderr, (plain(error.hint),))


def finish() -> None:
    """Write what is still in the buffers. Raises ``OSError`` if nobody can take it."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()


def abandon() -> None:
    """Point standard output at nothing, so that the interpreter does not complain at its end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _styled(stream: TextIO | None, cleaned: str, style: str) -> str:
    code = STYLES[style] if style in STYLES else PLOT_STYLES[style]
    return f"\x1b[{code}m{cleaned}\x1b[0m" if code and cleaned and coloured(stream) else cleaned


def _put(stream: TextIO | None, lines: Any) -> None:
    if stream is not None:
        stream.write("".join(f"{line}\n" for line in lines))
