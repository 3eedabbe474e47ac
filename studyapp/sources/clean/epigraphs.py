"""Epigraphs and block quotations that are followed by a line saying who spoke."""

import re
from dataclasses import replace

from studyapp.sources.blocks import BODY, BlockKind
from studyapp.sources.clean.draft import Draft, Piece
from studyapp.sources.clean.people import NAME
from studyapp.sources.clean.shapes import ends_sentence

_DASH = re.compile(r"^\s*(?:[—–―]|--?)\s*")
_CREDIT = re.compile(
    rf"^(?P<name>(?:(?:Sir|Lord|Lady|Dr\.?|Prof\.?|Pope|King|Queen|President|Saint"
    rf"|St\.?) )?{NAME})"
    r"(?P<rest>$|[,(:;]|\s\(|\s(?:to|in|on|at|from|before|writing|speaking|quoted|addressing"
    r"|as|reporting|of|and)\b)"
)
_INITIALS = re.compile(r"^(?:[A-ZÀ-Ž][a-z]?\.\s?-?){1,3}\s?[A-ZÀ-Ž]")
_YEAR = re.compile(r"\b1[0-9]{3}\b|\b20\d\d\b|\bB\.?C\b|\bc\. ?\d{3,4}")
_TRAILING = re.compile(r"[\s,]*(?:\[\d+\]|\d{1,3})?[.]?$")
_LONGEST = 180


def find_epigraphs(draft: Draft) -> Draft:
    """Mark an attribution line, and the paragraph before it as the words of that speaker."""
    pieces = list(draft.pieces)
    for i, piece in enumerate(pieces[1:], 1):
        before = pieces[i - 1]
        if piece.kind not in (
            BlockKind.PARAGRAPH,
            BlockKind.HEADING,
            BlockKind.AUTHOR,
            BlockKind.LIST_ITEM,
        ):
            continue
        if before.kind not in BODY or len(before.text) > 1500:
            continue
        name = speaker_of(piece.text)
        if (
            not name
            or not ends_sentence(before.text.rstrip("”\"'’ ") + ".")
            or not ends_sentence(before.text)
        ):
            continue
        pieces[i] = replace(piece, kind=BlockKind.ATTRIBUTION, level=0)
        pieces[i - 1] = replace(before, kind=BlockKind.EPIGRAPH, speaker=name)
        _verse(pieces, i - 1, name)
    return replace(draft, pieces=tuple(pieces))


def speaker_of(text: str) -> str:
    """Return the name an attribution line begins with, or nothing if it is no such line."""
    text = text.strip()
    if len(text) > _LONGEST or not text:
        return ""
    dashed = _DASH.match(text)
    line = text[dashed.end() :] if dashed else text
    line = line.strip("()[]_*")
    match = _CREDIT.match(line)
    if match is None:
        return _lone(line) if dashed else ""
    if dashed:
        return match["name"].strip()
    if line.endswith((".", "!", "?", ":", ";", ",")):
        return ""
    dated = bool(_YEAR.search(match["rest"] + line[match.end() :]))
    role = match["rest"].strip().startswith(("(", ",", "to"))
    return match["name"].strip() if _INITIALS.match(line) and dated and role else ""


def _lone(line: str) -> str:
    """Return a name in capitals or of one word, which only a dash makes an attribution."""
    name = re.split(r"[,(:;]", line, maxsplit=1)[0].strip().rstrip(".")
    words = name.split()
    if not 1 <= len(words) <= 6 or not all(word[0].isupper() or len(word) < 4 for word in words):
        return ""
    return name.title() if name.isupper() else name


def _verse(pieces: list[Piece], at: int, name: str) -> None:
    """Carry the speaker back over quoted paragraphs that open but do not close."""
    for i in range(at - 1, max(at - 4, -1), -1):
        piece = pieces[i]
        open_quote = piece.text[:1] in '“"' and piece.text[-1:] not in '”"'
        if (
            piece.kind is not BlockKind.PARAGRAPH
            or not open_quote
            or pieces[at].text[:1] not in '“"'
        ):
            return
        pieces[i] = replace(piece, kind=BlockKind.EPIGRAPH, speaker=name)
