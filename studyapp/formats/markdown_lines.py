"""Lines of a Markdown deck: how a text is told from the syntax around it.

A line that looks like syntax is written with a backslash before it. Reading takes one backslash
from each such line, so that a text that has the backslash already comes back too.
"""

import re

RULE = "---"
"""Opens and closes the front matter, and stands between notes."""

_SYNTAX = re.compile(r"\\*+(?:[QAC]:|<!--|\s*---\s*\Z)")
_HEADING = re.compile(r"\\*+\s*#")
_BLOCK = re.compile(r"[-*+>#|$]|```|~~~|[0-9]{1,9}[.)]")
"""What Markdown shows right only at the start of a line: lists, quotes, tables, code."""


def write_field(tag: str, text: str) -> str:
    """Return the lines of one text, the first of which starts with its tag."""
    lines = text.split("\n")
    if len(lines) == 1:
        return f"{tag} {text}\n" if text else f"{tag}\n"
    block = _BLOCK.match(text) is not None
    first = [] if block else lines[:1]
    rest = lines[len(first) :]
    body = len(rest) - _trailing_headings(rest)
    escaped = [_escape(line, last=index >= body) for index, line in enumerate(rest)]
    opening = f"{tag}\n\n" if block else f"{tag} "
    return opening + "\n".join(first + escaped) + "\n"


def _escape(line: str, *, last: bool) -> str:
    heading = _HEADING.match(line) is not None and (last or line.startswith("\\"))
    return f"\\{line}" if heading or _SYNTAX.match(line) else line


def _trailing_headings(lines: list[str]) -> int:
    """Count the lines at the end that are blank or start with ``#``."""
    count = 0
    for line in reversed(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            break
        count += 1
    return count


def normal(text: str) -> str:
    """Return a text as decks keep it: stripped, with line ends of one kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_field(lines: list[str]) -> str:
    """Return one text from its lines, the first without its tag."""
    if not lines:
        return ""
    first, rest = lines[0], lines[1:]
    rest = rest[: len(rest) - _trailing_headings(rest)]
    return "\n".join([first, *map(_unescape, rest)]).strip()


def _unescape(line: str) -> str:
    escaped = line.startswith("\\") and (_SYNTAX.match(line) or _HEADING.match(line))
    return line[1:] if escaped else line


def split_lines(text: str) -> list[str]:
    """Split at line ends only: not, as ``str.splitlines`` does, at U+2028 or a form feed."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return plain.split("\n")
