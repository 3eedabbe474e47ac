"""Cards and answers as plain text: Markdown marks gone, length bounded, characters made alike."""

import re
import unicodedata

LONGEST = 10_000
"""Characters of an answer or model that are read; nobody types more in an exam."""

_BLOCK = re.compile(
    r"^[ \t]{0,8}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,3}[.)][ \t]+(?=\D))", re.MULTILINE
)
_RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$|^[ \t]*`{3,}.*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\](?:\([^()\n]{0,500}\)|\{[^{}\n]{0,500}\})")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3}|_{1,3}|~~|==)(?=\S)([^*_~=\n]{1,500}?)(?<=\S)\1(?![\w*])"
)
_CODE = re.compile(r"`{1,3}([^`\n]{1,500})`{1,3}")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>])")
_CHARACTERS = str.maketrans(
    {
        "‘": "'", "’": "'", "ʼ": "'", "ʹ": "'", "´": "'", "`": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2212": "-", "―": "—",
        "\xa0": " ", "\u2009": " ", "\u202f": " ", "\u2007": " ", "\u200b": None, "\xad": None,
        "\t": " ", "\r": "\n", "\x00": None,
    }
)  # fmt: skip


def plain_text(text: str) -> str:
    """Return ``text`` without Markdown and HTML marks, quotes and spaces made alike, cut if long.

    Each block keeps its line, so that list items stay sentences of their own.
    """
    text = unicodedata.normalize("NFC", text[:LONGEST])
    text = _RULE.sub("", text)
    text = _BLOCK.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _TAG.sub(" ", text)
    text = _CODE.sub(r"\1", text)
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    text = _ESCAPE.sub(r"\1", text).translate(_CHARACTERS)
    return text.strip()


_FOLDED = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ı": "i", "œ": "oe"})


def fold(text: str) -> str:
    """Return ``text`` in small letters without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_FOLDED))
    return "".join(char for char in apart if not unicodedata.combining(char))
