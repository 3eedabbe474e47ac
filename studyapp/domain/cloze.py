"""Cloze deletions in the notation every Anki user knows: ``{{c1::answer::hint}}``.

Deletions nest, one deletion may carry several numbers (``{{c1,2::answer}}``), and number 0 is
always shown, all as in Anki 26.9. Two things are kinder than Anki: what does not close is plain
text instead of vanishing, and an empty hint shows ``…`` instead of nothing. One pass over the
text, so that a hostile field costs linear time.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

MAX_DEPTH = 10
"""Deletions nested deeper are plain text: Anki's limit, and a hostile field's."""
_MAX_DIGITS = 4
_TOKEN = re.compile(r"\{\{c([0-9,]+)::|\}\}")


@dataclass(frozen=True, slots=True)
class Deletion:
    """One deletion: its numbers, what it hides, and the hint (may be empty)."""

    numbers: tuple[int, ...]
    """At least one; a deletion with several is hidden on each of their cards."""
    parts: "tuple[str | Deletion, ...]"
    hint: str = ""


_Parts = list[str | Deletion]


@lru_cache(maxsize=256)
def parse(text: str) -> tuple[str | Deletion, ...]:
    """Split ``text`` into plain strings and deletions, in order."""
    frames: list[tuple[tuple[int, ...], str, _Parts]] = [((), "", [])]
    start = 0
    for token in _TOKEN.finditer(text):
        opens = token[1] is not None
        numbers = _numbers(token[1]) if opens else ()
        if (not numbers or len(frames) > MAX_DEPTH) if opens else len(frames) == 1:
            continue
        if token.start() > start:
            frames[-1][2].append(text[start : token.start()])
        start = token.end()
        if opens:
            frames.append((numbers, token[0], []))
        else:
            closed, _, parts = frames.pop()
            frames[-1][2].append(_close(closed, parts))
    if start < len(text):
        frames[-1][2].append(text[start:])
    while len(frames) > 1:
        _, marker, parts = frames.pop()
        frames[-1][2].extend([marker, *parts])
    return tuple(frames[0][2])


def _numbers(digits: str) -> tuple[int, ...]:
    """Read ``1`` or ``1,2``; what is no number of at most four digits does not count."""
    pieces = [piece.lstrip("0") or "0" for piece in digits.split(",") if piece]
    return tuple(dict.fromkeys(int(piece) for piece in pieces if len(piece) <= _MAX_DIGITS))


def _close(numbers: tuple[int, ...], parts: _Parts) -> Deletion:
    """Take the hint out: it ends the piece of text it stands in, and the last one counts."""
    shown: _Parts = []
    hint = ""
    for part in parts:
        kept: str | Deletion = part
        if isinstance(part, str) and "::" in part:
            kept, _, hint = part.partition("::")
        if kept:
            shown.append(kept)
    return Deletion(numbers, tuple(shown), hint)


def cloze_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that yield cards, ascending, each once; 0 yields none."""
    found: set[int] = set()
    todo = list(parse(text))
    while todo:
        part = todo.pop()
        if isinstance(part, Deletion):
            found.update(part.numbers)
            todo.extend(part.parts)
    return tuple(sorted(found - {0}))


def question(text: str, number: int) -> str:
    """Return ``text`` with deletion ``number`` blanked as ``[…]`` or ``[hint]``."""
    return "".join(_show(part, number, hide=True) for part in parse(text))


def answer(text: str, number: int) -> str:
    """Return ``text`` with every deletion filled in and number ``number`` in bold."""
    return "".join(_show(part, number, hide=False) for part in parse(text))


def hidden(text: str, number: int) -> tuple[str, ...]:
    """Return what the deletions with this number hide, in order.

    One inside another of the same number is not listed again: it is hidden with the outer one.
    """
    return tuple(_hidden(parse(text), number))


def plain(text: str) -> str:
    """Return ``text`` with every deletion filled in and no marks."""
    return "".join(_show(part, None, hide=False) for part in parse(text))


def _hidden(parts: tuple[str | Deletion, ...], number: int) -> list[str]:
    found: list[str] = []
    for part in parts:
        if isinstance(part, str):
            continue
        if number in part.numbers:
            found.append(_show(part, None, hide=False))
        else:
            found.extend(_hidden(part.parts, number))
    return found


def _show(part: str | Deletion, number: int | None, *, hide: bool) -> str:
    if isinstance(part, str):
        return part
    asked = number in part.numbers
    if asked and hide:
        return f"[{part.hint or '…'}]"
    within = None if asked else number
    inner = "".join(_show(each, within, hide=hide) for each in part.parts)
    return _bold(inner) if asked else inner


def _bold(text: str) -> str:
    """Put the asterisks next to the words: Markdown takes them for bold nowhere else."""
    words = text.strip()
    return text.replace(words, f"**{words}**", 1) if words else text
