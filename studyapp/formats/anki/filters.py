"""What the filters in front of a template's field do to its HTML, as in the engine (26.9.3)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from studyapp.domain.cloze import Deletion, parse
from studyapp.formats.html.strip import strip_tags

SPOKEN = "🔊"
"""Stands where Anki would speak a text: showing it could give the answer away."""


@dataclass(frozen=True, slots=True)
class Side:
    """Which side of which card a filter works for."""

    number: int
    """Of the cloze deletion that is asked: the ordinal and one."""
    question: bool


def apply_filters(text: str, filters: tuple[str, ...], field: str, side: Side) -> str:
    """Return the text of a field after its filters; unknown ones change nothing."""
    for name in filters:
        word = name.strip().partition(" ")[0]
        if word in ("tts", "tts-voices"):
            text = SPOKEN
        elif word == "hint":
            text = _hint(text, field)
        elif word in _CLOZE:
            text = _CLOZE[word](text, side)
        elif word in _PLAIN:
            text = _PLAIN[word](text)
    return text


def asked(text: str, side: Side) -> str:
    """Return what the deletions that are asked hide, with commas between several."""
    return ", ".join(_shown(each.parts) for each in _active(parse(text), side.number))


def _cloze(text: str, side: Side) -> str:
    parts = parse(text)
    if next(_active(parts, side.number), None) is None:
        return ""
    return "".join(_reveal(part, side) for part in parts)


def _cloze_only(text: str, side: Side) -> str:
    if not side.question:
        return asked(text, side)
    return ", ".join(each.hint or "..." for each in _active(parse(text), side.number))


def _reveal(part: str | Deletion, side: Side) -> str:
    if isinstance(part, str):
        return part
    if side.number in part.numbers:
        shown = f"[{part.hint or '...'}]" if side.question else _shown(part.parts)
        return f'<b class="cloze">{shown}</b>'
    return "".join(_reveal(each, side) for each in part.parts)


def _shown(parts: tuple[str | Deletion, ...]) -> str:
    return "".join(part if isinstance(part, str) else _shown(part.parts) for part in parts)


def _active(parts: tuple[str | Deletion, ...], number: int) -> Iterator[Deletion]:
    """Yield the outermost deletions with this number."""
    for part in parts:
        if isinstance(part, Deletion):
            if number in part.numbers:
                yield part
            else:
                yield from _active(part.parts, number)


def _hint(text: str, field: str) -> str:
    if not text.strip():
        return ""
    name = escape(field, quote=False)
    return f'<a class="hint">{name}</a>\n<div class="hint" style="display: none">{text}</div>\n'


def _readings(text: str, show: Callable[[str, str], str]) -> str:
    """Replace each ``word[reading]``: a word begins after a space or a tag. Linear."""
    out: list[str] = []
    start = at = 0
    while (bracket := text.find("[", at)) >= 0:
        end = text.find("]", bracket + 2)
        if end < 0:
            break
        begin = max(text.rfind(" ", start, bracket), text.rfind(">", start, bracket)) + 1
        begin = max(begin, start)
        at = bracket + 1
        if begin < bracket and not text.startswith("sound:", bracket + 1):
            spaced = begin > start and text[begin - 1] == " "
            out.append(text[start : begin - spaced])
            out.append(show(text[begin:bracket], text[bracket + 1 : end]))
            start = at = end + 1
    return "".join([*out, text[start:]])


_PLAIN: dict[str, Callable[[str], str]] = {
    "text": strip_tags,
    "furigana": lambda text: _readings(
        text, lambda word, reading: f"<ruby><rb>{word}</rb><rt>{reading}</rt></ruby>"
    ),
    "kana": lambda text: _readings(text, lambda _, reading: reading),
    "kanji": lambda text: _readings(text, lambda word, _: word),
}
_CLOZE: dict[str, Callable[[str, Side], str]] = {"cloze": _cloze, "cloze-only": _cloze_only}
