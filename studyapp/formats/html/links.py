"""Addresses and pictures: which are kept, and how they are named."""

import re
from urllib.parse import unquote

from studyapp.formats.html.tree import Run

_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\s]+")
_ALT = re.compile(r"[\[\]\\`<>&*_~!\s\x00]+")
_UNSAFE = re.compile(r"(?:vbscript|javascript|file|data):", re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def followed(href: str) -> str:
    """Return the address of a link; empty for one that would run something or is none."""
    address = _CONTROL.sub(" ", href).strip()
    return "" if _UNSAFE.match(address) else address


def picture(source: str, description: str) -> Run | None:
    """Return a picture by its name; None for one that has none, or is in the address itself."""
    name = followed(source)
    return Run(alt(description), image=name) if name else None


def alt(text: str) -> str:
    """Return a description without what would be markup in it."""
    return _ALT.sub(" ", text).strip()


def media_name(source: str) -> str:
    """Return the name behind the ``src`` of an ``img``: decoded, unless it is elsewhere."""
    if "%" not in source or _SCHEME.match(source):
        return source
    name = unquote(source)
    return source if "\ufffd" in name else name
