"""The normal form of a line: styles only where Markdown can say them.

Markdown takes asterisks for emphasis only where they touch words in the right way. So styles do
not reach over white space at their ends nor over cloze marks, a punctuation mark at the edge of
bold letters inside a word loses its style, and what then still cannot be said is plain.
"""

import re
from collections.abc import Callable
from unicodedata import category

from studyapp.formats.html.tree import Line, Run, Style

_MARKUP = Style.STRONG | Style.EM | Style.STRIKE
_CLOZE = re.compile(r"\{\{c[0-9,]++::")
SAID = 1_000
"""Characters of a line whose nested styles are looked into."""


def is_empty(line: Line) -> bool:
    """Whether nothing of a line can be seen."""
    return all(not run.atom and not run.image and not run.text.strip() for run in line)


def normal(line: Line, says: Callable[[Line], bool]) -> Line:
    """Return a line in normal form, without white space around it.

    ``says`` tells whether Markdown can say a line whose styles touch each other.
    """
    line = _spaces(line)
    if not any(run.style for run in line):
        return line
    if not all(_is_word(run) for run in line if run.style):
        line = _merged(_edges(line))
    if not _touching(line):
        return line
    if sum(len(run.text) for run in line) <= SAID:
        for kept in (_MARKUP | Style.CODE, Style.STRONG | Style.CODE):
            trial = _merged(_edges([run._replace(style=run.style & kept) for run in line]))
            if not _touching(trial) or says(trial):
                return trial
    return _merged([run._replace(style=0) for run in line])


def _spaces(line: Line) -> Line:
    """Give white space the style that the text on both sides has, and none at the ends."""
    runs = _merged(line)
    if not any(run.style or run.link for run in runs):
        return _stripped(runs)
    out: Line = []
    space = ""
    for run in runs:
        text = run.text
        core = text if run.atom or run.image else text.lstrip()
        space += text[: len(text) - len(core)]
        if not core and not run.image:
            continue
        end = ""
        if not (run.atom or run.image):
            core, end = core.rstrip(), core[len(core.rstrip()) :]
        if space and out:
            out.append(_between(space, out[-1], run))
        out.append(run if core is text else run._replace(text=core))
        space = end
    return _merged(out)


def _between(space: str, left: Run, right: Run) -> Run:
    link = left.link if left.link == right.link else ""
    return Run(space, left.style & right.style & ~(Style.CODE * (left.style != right.style)), link)


def _stripped(line: Line) -> Line:
    while line and not line[0].atom and not line[0].image:
        text = line[0].text.lstrip()
        if text:
            line[0] = line[0]._replace(text=text)
            break
        del line[0]
    while line and not line[-1].atom and not line[-1].image:
        text = line[-1].text.rstrip()
        if text:
            line[-1] = line[-1]._replace(text=text)
            break
        del line[-1]
    return line


def _merged(line: Line) -> Line:
    """Join neighbours that look the same."""
    if len(line) < 2:
        return line[:]
    out: Line = []
    texts: list[str] = []
    for run in line:
        last = out[-1] if texts else None
        if last is not None and last[1:] == run[1:]:
            texts.append(run.text)
            continue
        if len(texts) > 1 and last is not None:
            out[-1] = last._replace(text="".join(texts))
        texts = [] if run.atom or run.image else [run.text]
        if run.text or not texts:
            out.append(run)
        else:
            texts = []
    if len(texts) > 1:
        out[-1] = out[-1]._replace(text="".join(texts))
    return out


def _edges(line: Line) -> Line:
    """Move punctuation out of styles where it stands between their edge and a word."""
    line = _trim_left(line)
    mirrored = [run._replace(text=run.text[::-1]) if _is_text(run) else run for run in line[::-1]]
    line = _trim_left(mirrored)
    return [run._replace(text=run.text[::-1]) if _is_text(run) else run for run in line[::-1]]


def _is_word(run: Run) -> bool:
    """Whether styles can stand around a text whatever is next to it."""
    plain = not run.style & Style.CODE
    return plain and run.text[:1].isalnum() and run.text[-1:].isalnum()


def _is_text(run: Run) -> bool:
    return not run.atom and not run.image


def _trim_left(line: Line) -> Line:
    out: Line = []
    for given in line:
        run = given
        if run.style & Style.CODE and _CLOZE.search(run.text):
            run = run._replace(style=run.style & ~Style.CODE)
        last = out[-1] if out else Run(" ")
        if not _is_text(last) or last.link != run.link:
            last = Run(".")
        shared = last.style
        opened = run.style & _MARKUP & ~shared
        if opened and run.style & Style.CODE:
            if not _opens(last.text[-1:], "`"):
                run = run._replace(style=run.style & ~opened)
        elif opened:
            outer, text = last.text[-1:], run.text
            count = 0
            while count < len(text) and (text[count].isspace() or not _opens(outer, text[count])):
                outer = text[count]
                count += 1
            if count:
                out.append(run._replace(text=text[:count], style=run.style & shared))
                run = run._replace(text=text[count:])
        if run.text or not _is_text(run):
            out.append(run)
    return out


def _opens(outer: str, inner: str) -> bool:
    """Whether delimiters between two characters belong to the inner one."""
    if inner.isalnum() or outer == " ":
        return True
    kind = category(outer)
    return kind[0] == "P" or kind == "Zs" or (outer.isascii() and kind[0] == "S")


def _touching(line: Line) -> bool:
    """Whether styles stand in or next to each other, or lean on what is no plain text."""
    for at, run in enumerate(line):
        if run.style & Style.STRIKE and run.style != Style.STRIKE:
            return True
        if run.style and at:
            last = line[at - 1]
            if last.style and last.style != run.style:
                return True
    return False
