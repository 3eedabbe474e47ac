"""The media that a card's text names: ``[sound:a.mp3]`` and ``![description](a.png)``."""

import re
from html import unescape

_NAMED = re.compile(
    r"\[sound:([^\]\n]{1,255})\]"
    r"|!\[[^\[\]\n]{0,400}\]\((?:<((?:[^<>\\\n]|\\.){1,400})>|([^\s()<>]{1,400}))\)"
)
_ESCAPED = re.compile(r"\\([<>\\])")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def named(text: str) -> tuple[str, ...]:
    """Return the names of media in Markdown, each once, as they come.

    An address on the web is none: nothing is fetched from there.
    """
    if "[sound:" not in text and "![" not in text:
        return ()
    found: dict[str, None] = {}
    for match in _NAMED.finditer(text):
        sound, pointed, bare = match.groups()
        name = sound or unescape(_ESCAPED.sub(r"\1", pointed) if pointed else bare)
        if sound or not _ELSEWHERE.match(name):
            found[name] = None
    return tuple(found)
