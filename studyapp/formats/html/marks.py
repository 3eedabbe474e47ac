r"""What is kept as it stands in HTML and in Markdown: cloze marks, formulas, sounds.

Formulas are MathJax ``\(…\)`` and ``\[…\]`` and Anki's LaTeX ``[latex]…[/latex]``,
``[$]…[/$]``, ``[$$]…[/$$]``; sounds are ``[sound:name]``. They are put on one line.
"""

import re
from collections.abc import Callable

from studyapp.formats.html.tree import Run

CLOSERS = {
    "\\(": "\\)",
    "\\[": "\\]",
    "[latex]": "[/latex]",
    "[$]": "[/$]",
    "[$$]": "[/$$]",
    "[sound:": "]",
}
OPENER = r"\\[(\[]|\[(?:latex\]|\$\$?\]|sound:)"
MARK = r"\{\{c[0-9,]++::|\}\}|::"

_OPENER = re.compile(OPENER)
_MARK = re.compile(MARK)
_OPENS = re.compile(r"\\(?=[(\[])|\[(?=latex\]|\$\$?\]|sound:)")
_BEGUN = re.compile(r"c[0-9,]*+(?:::|:?\Z)|\Z")
_PARTIAL = re.compile(r"(?:c[0-9,]*+:?)?\Z")
_BORDER = re.compile(r"[{}:]")


class Depth:
    """How many deletions are open: only inside one do ``}}`` and ``::`` mean anything."""

    def __init__(self) -> None:
        self.open = 0

    def counts(self, mark: str) -> bool:
        """Take note of a mark; return whether it means anything here."""
        if mark[0] == "{":
            self.open += 1
            return True
        if not self.open:
            return False
        self.open -= mark == "}}"
        return True

    def pass_over(self, text: str) -> None:
        """Take note of the marks in a text that is kept whole."""
        if "{{" in text or "}}" in text:
            for mark in _MARK.findall(text):
                self.counts(mark)

    def split(self, text: str, style: int, link: str) -> list[Run]:
        """Return a text as runs, its cloze marks apart."""
        if "{{" not in text and not self.open:
            return [Run(text, style, link)]
        runs: list[Run] = []
        start = 0
        for mark in _MARK.finditer(text):
            if self.counts(mark[0]):
                if mark.start() > start:
                    runs.append(Run(text[start : mark.start()], style, link))
                runs.append(Run(mark[0], atom=True))
                start = mark.end()
        if start < len(text):
            runs.append(Run(text[start:], style, link))
        return runs


def begun(text: str) -> bool:
    """Whether a text ends with what could be the beginning of a cloze mark."""
    at = text.rfind("{{") if "{" in text else -1  # looking backwards takes ten times as long
    return at >= 0 and _PARTIAL.match(text, at + 2) is not None


def marks_in(text: str) -> list[str]:
    """Return the cloze marks of a text, in order."""
    return _MARK.findall(text)


def formula(text: str, at: int, missing: set[str]) -> str:
    """Return the formula or sound that starts at an index; empty if none is complete there.

    ``missing`` keeps the closers that do not come any more, for the next call on this text.
    """
    opener = _OPENER.match(text, at)
    if opener is None or CLOSERS[opener[0]] in missing:
        return ""
    closer = CLOSERS[opener[0]]
    end = text.find(closer, opener.end())
    if end < 0:
        missing.add(closer)
    return text[at : end + len(closer)] if end > opener.end() else ""


def literal(text: str, write: Callable[[str], str]) -> str:
    """Keep plain text from becoming a formula: ``write`` gives the first character otherwise."""
    if "\\" not in text and "[" not in text:
        return text
    return _OPENS.sub(lambda match: write(match[0]), text)


def apart(text: str, before: str, write: Callable[[str], str], *, inside: bool) -> str:
    """Keep the characters of plain text from becoming cloze marks.

    ``before`` is the plain text left of it, ``inside`` whether a deletion is open, and ``write``
    gives the second of two braces or colons in another way.
    """
    if "{" not in text and not (inside and ("}" in text or ":" in text)):
        return text
    last = before[-1:]

    def mend(match: re.Match[str]) -> str:
        char = match[0]
        left = text[match.start() - 1] if match.start() else last
        begins = char == "{" and _BEGUN.match(text, match.end()) is not None
        return write(char) if left == char and (begins or (inside and char != "{")) else char

    return _BORDER.sub(mend, text)
