"""Question-and-answer text of SuperMemo, read only.

::

    Q: What countries lie north of Tanzania?
    A: Uganda (west)
    A: Kenya (east)

    q: The telephone was invented by
    a: Alexander Graham Bell
    a1: Thomas Edison

Source: "Data formats and exchange" and the File menu in the help of SuperMemo (its versions from
2000 on). A tag is a line's beginning, in capitals or not; several of one kind are several lines
of a text; a blank line ends an item, and so does a question after an answer. ``A1:`` and so on
are wrong answers of a multiple choice. A line without a tag goes on with the one above it. Texts
may have HTML in them.
"""

import re
from dataclasses import dataclass, field

from studyapp.domain.note import NoteKind
from studyapp.domain.package import Package, Problem
from studyapp.formats.base import DeckFile, FormatInfo, Reading, TextFormat
from studyapp.formats.found import Found, Problems, package
from studyapp.formats.html import to_markdown
from studyapp.formats.markdown_lines import split_lines

_TAG = re.compile(r"([QqAa])([0-9]{0,2}):[ \t]*")
_HTML = re.compile(
    r"</?(?:a|b|br|div|em|font|hr|i|img|li|ol|p|span|strong|sub|sup|u|ul)\b[^<>]*>", re.IGNORECASE
)
_REMEDY = "An item is a line that starts with Q: and one that starts with A:."


@dataclass(slots=True)
class _Item:
    line: int
    question: list[str] = field(default_factory=list)
    answer: list[str] = field(default_factory=list)
    wrong: list[list[str]] = field(default_factory=list)


def _claim(text: str, name: str) -> int:
    """Claim a text of which every line has its tag, and prose of no kind.

    The plainest of such texts is one of hashcards as well: then the file's name decides.
    """
    tags: list[str] = []
    own = False
    for line in split_lines(text):
        tag = _TAG.match(line)
        if tag is None:
            if line.strip():
                return 0
            continue
        own = own or tag[0][0].islower() or bool(tag[2]) or tag[1] in tags[-1:]
        tags.append("" if tag[2] else tag[1])
    asked = {tag.upper() for tag in tags} >= {"Q", "A"} and tags[0].upper() == "Q"
    if not asked:
        return 0
    return 85 if own else 55 if name.lower().endswith((".md", ".markdown")) else 75


def _read(file: DeckFile, text: str, reading: Reading) -> Package:
    items: list[_Item] = []
    texts: list[str] | None = None
    problems = Problems()
    for number, line in enumerate(split_lines(text), 1):
        tag = _TAG.match(line)
        item = items[-1] if items else None
        if tag is None:
            if not line.strip():
                texts = None
            elif texts is not None:
                texts.append(line.strip())
            else:
                problems.append(Problem(f"line {number}", "a line outside of an item", _REMEDY))
            continue
        if tag[1] in "Qq":
            if item is None or item.answer or texts is None:
                item = _Item(number)
                items.append(item)
            texts = item.question
        elif item is None or (texts is None and item.answer):
            problems.append(Problem(f"line {number}", "an answer without a question", _REMEDY))
            continue
        elif tag[2]:
            item.wrong.append([])
            texts = item.wrong[-1]
        else:
            texts = item.answer
        texts.append(line[tag.end() :].strip())
    found: list[Found] = []
    for item in items:
        if any(item.question) and any(item.answer):
            found.append(_note(item))
        else:
            what = "a question without an answer" if any(item.question) else "an empty question"
            problems.append(Problem(f"line {item.line}", what, _REMEDY))
    return package("supermemo", file, found, problems, remedy=_REMEDY)


def _note(item: _Item) -> Found:
    """Wrong answers are shown among the right one, in an order that tells nothing."""
    question, answer = _text(item.question), _text(item.answer)
    wrong = [_text([" ".join(each)]) for each in item.wrong]
    if wrong:
        choices = sorted({*wrong, " ".join(answer.split("\n"))}, key=lambda each: each.casefold())
        question += "\n\n" + "\n".join(f"- {each}" for each in choices if each)
    return Found(NoteKind.BASIC, question, answer, item.line)


def _text(lines: list[str]) -> str:
    text = "\n".join(lines).strip()
    return to_markdown(text.replace("\n", "<br>")).strip() if _HTML.search(text) else text


SUPERMEMO = TextFormat(
    FormatInfo("supermemo", "SuperMemo Q&A text", (".txt",)),
    _claim,
    _read,
)
