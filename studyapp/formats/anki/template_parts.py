"""An Anki template cut into its parts: text, fields with their filters, conditions.

The syntax is that of the engine (26.9.3): ``{{filter:filter:Field}}``, ``{{#Field}}``,
``{{^Field}}``, ``{{/Field}}``; what stands in an HTML comment is text; a template that starts
with ``{{=<% %>=}}`` uses ``<%`` and ``%>`` instead of braces. Unlike there nothing is an error:
a condition that is not closed lasts to the end, an end without a beginning is left out, and
braces that do not close are text. One pass, linear in the template.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

_OTHER = "{{=<% %>=}}"


class Part(Enum):
    """What a part of a template is."""

    TEXT = auto()
    FIELD = auto()
    IF = auto()
    UNLESS = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """One part: the text itself, or the name of a field with the filters before it."""

    part: Part
    text: str
    filters: tuple[str, ...] = ()
    """Nearest to the field first: the order in which they apply."""
    raw: str = ""
    """How a field is written, for one that is not there."""


@lru_cache(maxsize=512)
def pieces(template: str) -> tuple[Piece, ...]:
    """Return the parts of a template in order. Conditions nest properly: each has its END."""
    return tuple(_balanced(_cut(template)))


def _cut(template: str) -> Iterator[Piece]:
    opening, closing = "{{", "}}"
    if template.lstrip().startswith(_OTHER):
        template = template.lstrip()[len(_OTHER) :]
        opening, closing = "<%", "%>"
    start = 0
    brace, comment = template.find(opening), template.find("<!--")
    while brace >= 0:
        if 0 <= comment < brace:
            end = template.find("-->", comment)
            if end < 0:
                comment = -1
                continue
            brace = template.find(opening, end)
            comment = template.find("<!--", end)
            continue
        end = template.find(closing, brace + 2)
        if end < 0:
            break
        if brace > start:
            yield Piece(Part.TEXT, template[start:brace])
        start = end + 2
        yield _mark(template[brace + 2 : end], template[brace:start])
        brace = template.find(opening, start)
        if 0 <= comment < start:
            comment = template.find("<!--", start)
    if start < len(template):
        yield Piece(Part.TEXT, template[start:])


def _mark(inner: str, raw: str) -> Piece:
    name = inner.lstrip("{").strip()
    for sign, part in (("#", Part.IF), ("^", Part.UNLESS), ("/", Part.END)):
        if name.startswith(sign) and len(name) > 1:
            return Piece(part, name[1:].strip())
    *filters, field = name.split(":")
    return Piece(Part.FIELD, field, tuple(reversed(filters)), raw)


def _balanced(parts: Iterator[Piece]) -> Iterator[Piece]:
    stack: list[str] = []
    depths: dict[str, int] = {}
    for piece in parts:
        if piece.part in (Part.IF, Part.UNLESS):
            stack.append(piece.text)
            depths[piece.text] = depths.get(piece.text, 0) + 1
        if piece.part is not Part.END:
            yield piece
            continue
        closed = not depths.get(piece.text)
        while not closed:
            name = stack.pop()
            depths[name] -= 1
            closed = name == piece.text
            yield Piece(Part.END, name)
    for name in reversed(stack):
        yield Piece(Part.END, name)
