r"""Cloze deletions in square brackets, as hashcards has them, and what Anki's can do besides.

``[answer]`` is a deletion. Without a number it gets the next one: one more than the highest so
far, in the order in which the brackets open. ``[answer]{2}`` names the number, ``[answer]{1,2}``
several, ``[answer]{2 | hint}`` and ``[answer]{| hint}`` add a hint. Brackets nest, ten deep.

``\[`` and ``\]`` are brackets that hide nothing. A bracket after an exclamation mark,
``![alt](file.png)``, is an image and hides nothing either; the text of a link ``[text](url)``
is a deletion, as in hashcards, unless it is written ``\[text\](url)``.

Text that holds a deletion in Anki's own notation, ``{{c1::answer::hint}}``, is taken as it is,
and then brackets are only brackets. The writer does so for what brackets cannot say: a hint
with brackets, braces or a line break, a deletion that is never asked (number 0), a backslash or
an exclamation mark right before a deletion.

Anki's notation has no way to write ``::`` or ``}}`` inside a deletion. A hand-written
``[std::vector]`` becomes ``std:\:vector``, which Markdown shows as ``std::vector``, and
``[\frac{a}{b^{2}}]`` gets the space between its braces that Anki's manual advises.
"""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from studyapp.domain.cloze import MAX_DEPTH, Deletion, cloze_numbers, parse, plain

_MARK = re.compile(r"\\[\[\]]|!?\[|\]")
_BRACKET = re.compile(r"!\[[^\[\]\\]*\]|[\[\]]")
_LABEL = re.compile(
    r"\{ ?([0-9]{1,4}(?:, ?[0-9]{1,4})*)? ?(?:\|([^\[\]{}\n]*))?\}",
)


class BracketError(ValueError):
    """Brackets that cannot be read. ``at`` is an index into the text, ``hint`` the remedy."""

    def __init__(self, message: str, at: int, hint: str) -> None:
        super().__init__(message)
        self.at = at
        self.hint = hint


@dataclass(slots=True)
class _Bracket:
    at: int
    parts: "list[str | _Bracket]" = field(default_factory=list)
    numbers: tuple[int, ...] = ()
    hint: str = ""


def write_cloze(front: str) -> str:
    """Return the front of a cloze note with its deletions in brackets where they can be."""
    text = _Writer().write(parse(front))
    try:
        return text if read_cloze(text) == front else front
    except BracketError:
        return front


def read_cloze(text: str) -> str:
    """Return text with deletions in brackets in Anki's notation; raise ``BracketError``."""
    if any(isinstance(part, Deletion) for part in parse(text)):
        return text
    parts = _read(text)
    numbers = _count(parts)
    front = "".join(_render(part) for part in parts)
    shown = "".join(_render(part, marks=False) for part in parts)
    if (cloze_numbers(front), plain(front)) != (numbers, shown):
        raise BracketError(
            "brackets and the beginning of an Anki deletion in one text",
            max(text.find("{{c"), 0),
            "Close the Anki deletion with }}, or take the {{ out.",
        )
    return front


class _Writer:
    """Writes deletions in the order in which they open: that is how numbers are counted."""

    def __init__(self) -> None:
        self._highest = 0

    def write(self, parts: tuple[str | Deletion, ...]) -> str:
        texts: list[str] = []
        for part, following in zip_longest(parts, parts[1:]):
            if isinstance(part, str):
                texts.append(_BRACKET.sub(_literal, part))
            else:
                touching = isinstance(following, str) and following.startswith("{")
                texts.append(self._deletion(part, explicit=touching))
        return "".join(texts)

    def _deletion(self, part: Deletion, *, explicit: bool) -> str:
        explicit = explicit or part.numbers != (self._highest + 1,)
        self._highest = max(self._highest, *part.numbers)
        label = ",".join(map(str, part.numbers)) if explicit else ""
        if part.hint:
            label += f" | {part.hint}" if label else f"| {part.hint}"
        inner = self.write(part.parts)
        return f"[{inner}]{{{label}}}" if label else f"[{inner}]"


def _literal(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("!") else f"\\{match[0]}"


def _read(text: str) -> list[str | _Bracket]:
    stack = [_Bracket(0)]
    last_close = text.rfind("]")
    start = at = 0
    while mark := _MARK.search(text, at):
        at = mark.end()
        if mark[0] == "![":
            if at <= last_close:
                at = text.index("]", at) + 1
            continue
        if mark[0] == "]" and len(stack) == 1:
            continue
        stack[-1].parts.append(text[start : mark.start()])
        start = at
        if mark[0] == "[":
            if len(stack) > MAX_DEPTH:
                raise BracketError(
                    f"deletions nested more than {MAX_DEPTH} deep",
                    mark.start(),
                    "Write \\[ for a bracket that hides nothing.",
                )
            stack.append(_Bracket(mark.start()))
        elif mark[0] == "]":
            closed = stack.pop()
            stack[-1].parts.append(closed)
            start = at = _read_label(text, at, closed)
        else:
            stack[-1].parts.append(mark[0][1])
    if len(stack) > 1:
        raise BracketError(
            "a bracket that is not closed",
            stack[-1].at,
            "Close it with ], or write \\[ for a bracket that hides nothing.",
        )
    return [*stack[0].parts, text[start:]]


def _read_label(text: str, at: int, bracket: _Bracket) -> int:
    """Read ``{2 | hint}`` after a bracket; return where the text goes on."""
    label = _LABEL.match(text, at)
    if label is None or label[1] is label[2] is None:
        return at
    numbers = tuple(int(number) for number in label[1].split(",")) if label[1] else ()
    if 0 in numbers:
        return at
    bracket.numbers = tuple(dict.fromkeys(numbers))
    bracket.hint = (label[2] or "").strip()
    return label.end()


def _count(parts: list[str | _Bracket]) -> tuple[int, ...]:
    """Give numbers to the deletions that name none; return all numbers, ascending."""
    found: set[int] = set()
    highest = 0
    todo = parts[::-1]
    while todo:
        part = todo.pop()
        if isinstance(part, _Bracket):
            part.numbers = part.numbers or (highest + 1,)
            highest = max(highest, *part.numbers)
            found.update(part.numbers)
            todo.extend(reversed(part.parts))
    return tuple(sorted(found))


def _render(part: str | _Bracket, *, marks: bool = True) -> str:
    """Write in Anki's notation, or without ``marks`` what the text then shows."""
    if isinstance(part, str):
        return part
    texts: list[str] = []
    run: list[str] = []
    for each in [*part.parts, None]:
        if isinstance(each, str):
            run.append(each)
            continue
        texts.append(_inside("".join(run)))
        run.clear()
        if each is not None:
            texts.append(_render(each, marks=marks))
    if texts[-1].endswith(":" if part.hint else "}"):
        texts.append(" ")
    if not marks:
        return "".join(texts)
    numbers = ",".join(map(str, part.numbers))
    hint = f"::{part.hint}" if part.hint else ""
    return f"{{{{c{numbers}::{''.join(texts)}{hint}}}}}"


def _inside(text: str) -> str:
    """Keep text in a deletion from ending it or starting its hint."""
    return re.sub(r"\}(?=\})", "} ", re.sub(r":(?=:)", r":\\", text))
