"""Key points in a text: what was said, what was left out, each by a sign and a colour."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from textual.content import Content

from studyapp.grading.verdict import KeyPoint
from studyapp.tui.markdown import Document, document
from studyapp.tui.safe import join, safe

_WORD = re.compile(r"\w+")


class Fate(Enum):
    """What became of a key point: its sign, its colour, and a word for it."""

    SAID = ("✓", "$good", "said")
    MISSING = ("○", "$hard", "left out")
    GAINED = ("+", "$easy", "said when asked")
    WRONG = ("✗", "$again", "wrong")

    @property
    def sign(self) -> str:
        """One cell that says it without colour."""
        return self.value[0]

    @property
    def colour(self) -> str:
        """A variable of the theme."""
        return self.value[1]

    @property
    def word(self) -> str:
        """How lists call it."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text and what became of it."""

    start: int
    end: int
    fate: Fate

    def holds(self, other: "Span") -> bool:
        """Whether the other lies in it."""
        return self.start <= other.start and other.end <= self.end


def marked(text: str, points: Iterable[tuple[KeyPoint, Fate]]) -> Document:
    """Return Markdown with its key points marked; one that is not found there is not."""
    blocks = document(text).blocks
    found: list[list[Span]] = [[] for _ in blocks]
    seen: dict[str, tuple[int, int]] = {}
    for point, fate in points:
        pattern = _pattern(point.text)
        first, after = seen.get(point.text, (0, 0))
        for number in range(first, len(blocks)):
            start = after if number == first else 0
            match = pattern.search(blocks[number].text.plain, start) if pattern else None
            if match is not None:
                found[number].append(Span(match.start(), match.end(), fate))
                seen[point.text] = number, match.end()
                break
    return Document(
        [
            replace(block, text=_painted(block.text, spans))
            for block, spans in zip(blocks, found, strict=True)
        ]
    )


def with_wrong(text: str, wrong: Iterable[str]) -> Content:
    """Return plain text, such as a student's answer, with what is wrong in it marked."""
    shown = safe(text)
    spans = []
    for each in wrong:
        pattern = _pattern(each)
        match = pattern.search(shown.plain) if pattern else None
        if match is not None:
            spans.append(Span(match.start(), match.end(), Fate.WRONG))
    return _painted(shown, spans)


def _pattern(text: str) -> re.Pattern[str] | None:
    """Return what finds a point's words, whatever spaces, quotes and dashes stand between."""
    words = _WORD.findall(text)
    return re.compile(r"\W+".join(map(re.escape, words))) if words else None


def _painted(text: Content, spans: list[Span]) -> Content:
    """Return the text with its spans coloured and a sign before each, the inner ones last."""
    chosen = list(_telling(spans))
    for span in chosen:
        text = text.stylize(span.fate.colour, span.start, span.end)
    for span in sorted(chosen, key=lambda each: (-each.start, each.end)):
        sign = join((span.fate.sign, f"bold {span.fate.colour}"))
        text = text[: span.start] + sign + text[span.start :]
    return text


def _telling(spans: list[Span]) -> Iterator[Span]:
    """Return the spans from the outermost in, without those that say what the outer one does."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start - each.end, each.start)):
        around = [each for each in kept if each.holds(span)]
        if not around or around[-1].fate is not span.fate:
            kept.append(span)
            yield span
