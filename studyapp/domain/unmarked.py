"""Markdown as the plain words in it: what a learner would type or say."""

import re

_IMAGE = re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]{0,1000}\)")
_LINK = re.compile(r"(?<!!)\[([^\]\n]{1,500})\]\([^)\n]{0,1000}\)")
_MARKS = re.compile(r"(\*\*|__|\*|`|~~)(?=\S)([^\n]{1,2000}?)(?<=\S)\1")
_LINE = re.compile(r"^\s{0,8}(?:#{1,6}\s+|>\s?|[-*+]\s+(?=\S))", re.MULTILINE)


def unmarked(text: str) -> str:
    """Return ``text`` without the marks of Markdown and with single spaces.

    Pictures give their description. Numbers of ordered lists stay: they may be meant.
    """
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _LINE.sub("", text)
    for _ in range(2):
        text = _MARKS.sub(r"\2", text)
    return " ".join(text.split())
