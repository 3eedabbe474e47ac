r"""Separators as users type them: ``\n`` and ``\t`` for what a command line cannot hold well."""

import re

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_ESCAPE = re.compile(r"\\([ntr\\])")


def unescaped(separator: str) -> str:
    r"""Return a separator with ``\n``, ``\t``, ``\r`` and ``\\`` as the characters they mean."""
    return _ESCAPE.sub(lambda found: _ESCAPES[found[1]], separator)


def escaped(separator: str) -> str:
    """Return what a user types for a separator."""
    for letter in "\\ntr":
        separator = separator.replace(_ESCAPES[letter], f"\\{letter}")
    return separator
