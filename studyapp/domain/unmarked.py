"""Markdown as the plain words in it: what a learner would type or say."""

import re

_IMAGE = re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]{0,1000}\)")
_POINTED = re.compile(r"!\[([^\]\n]{0,500})\]\(<?([^)>\n]{0,1000})>?\)")
_SOUND = re.compile(r"\[sound:([^\]\n]{1,255})\]")
_LINK = re.compile(r"(?<!!)\[([^\]\n]{1,500})\]\([^)\n]{0,1000}\)")
_MARKS = re.compile(r"(\*\*|__|\*|`|~~)(?=\S)([^\n]{1,2000}?)(?<=\S)\1")
_LINE = re.compile(r"^\s{0,8}(?:#{1,6}\s+|>\s?|[-*+]\s+(?=\S))", re.MULTILINE)


def unmarked(text: str) -> str:
    """Return ``text`` without the marks of Markdown and with single spaces.

    Pictures give their description, recordings nothing. Numbers of ordered lists stay: they may be
    meant.
    """
    text = _SOUND.sub("", text) if "[sound:" in text else text
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _LINE.sub("", text)
    for _ in range(2):
        text = _MARKS.sub(r"\2", text)
    return " ".join(text.split())


def in_line(text: str) -> str:
    """Return ``text`` as a line shows it: unmarked, with pictures and recordings named."""
    if "![" in text:
        text = _POINTED.sub(lambda found: f"[image: {found[1] or found[2]}]", text)
    return unmarked(_SOUND.sub(r"[recording: \1]", text) if "[sound:" in text else text)
