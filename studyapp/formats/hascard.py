r"""Cards of hascard, read only.

::

    # Word or question
    Definition
    ---
    # Multiple choice, one is right
    - wrong
    * right
    ---
    # Several are right
    [*] right
    [ ] wrong
    ---
    # Gaps
    The symbol € is the _Euro_ of the _EU|European Union_.
    ---
    # Put these in order
    2. second
    1. first

Source: the README of hascard and its parser. Cards are parted by lines ``---``. One question of
gaps is one card, which asks for all of them; ``\_`` is a plain underscore. What follows a title
as an image or in a code fence belongs to the question.
"""

import re

from studyapp.domain.note import NoteKind
from studyapp.domain.package import Package, Problem
from studyapp.formats.base import DeckFile, FormatInfo, Reading, TextFormat
from studyapp.formats.deletions import deletion, undeleted
from studyapp.formats.found import Found, Problems, package
from studyapp.formats.markdown_lines import split_lines

_RULE = "---"
_TITLE = re.compile(r"#[ \t]+\S")
_CHOICE = re.compile(r"([-*])[ \t]+(?=\S)")
_BOX = re.compile(r"\[([ *xX])\][ \t]+(?=\S)")
_PLACE = re.compile(r"([0-9]{1,4})\.[ \t]+(?=\S)")
_GAP = re.compile(r"\\_|_([^_\n]+)_")
_MAX_BODY = 600
"""Characters; longer texts between rules are the slides or sections of something else."""
_REMEDY = "A card is a line that starts with # and a definition below it; --- parts two cards."

_Block = tuple[int, list[str]]


def _blocks(text: str) -> list[_Block]:
    """Return the texts between rules, each with the number of its first line that says a thing."""
    blocks: list[_Block] = [(1, [])]
    for number, line in enumerate(split_lines(text), 1):
        lines = blocks[-1][1]
        if line.rstrip() == _RULE:
            blocks.append((number + 1, []))
        elif lines or line.strip():
            if not lines:
                blocks[-1] = (number, lines)
            lines.append(line.rstrip())
    return [block for block in blocks if block[1]]


def _claim(text: str, name: str) -> int:
    """Claim a text all of whose parts are cards; how surely depends on what only hascard has."""
    blocks = _blocks(text) if text.lstrip("\ufeff \t\r\n").startswith("#") else []
    own = 0
    for _, lines in blocks:
        body = lines[1:]
        rest = "\n".join(body)
        if not _TITLE.match(lines[0]) or not rest.strip() or len(rest) > _MAX_BODY:
            return 0
        if any(line.startswith(("#", "Q:", "A:", "C:", "<!--")) for line in body):
            return 0
        asked = [line for line in body if line.strip()]
        marks = [mark[1] for line in asked if (mark := _CHOICE.match(line))]
        whole = len(marks) == len(asked) > 1
        own += (whole and marks.count("*") == 1) or all(map(_BOX.match, asked))
    if own:
        return 90 if len(blocks) > 1 else 60
    return 45 if len(blocks) > 1 else 0


def _read(file: DeckFile, text: str, reading: Reading) -> Package:
    found: list[Found] = []
    problems = Problems()
    for number, lines in _blocks(text):
        if not _TITLE.match(lines[0]):
            problems.append(Problem(f"line {number}", "a card without a title", _REMEDY))
            continue
        title = lines[0].lstrip("# \t").strip()
        shown, body = _question(title, lines[1:])
        card = _card(shown, body)
        if isinstance(card, str):
            problems.append(Problem(f"line {number}", card, _REMEDY))
        else:
            kind, front, back = card
            found.append(Found(kind, front, back, number))
    return package("hascard", file, found, problems, remedy=_REMEDY)


def _question(title: str, body: list[str]) -> tuple[str, list[str]]:
    """Return the title with what is shown with it, and the lines of the answer."""
    start = 0
    while start < len(body) and not body[start].strip():
        start += 1
    end = start
    if end < len(body) and body[end].startswith("!["):
        end += 1
    if end < len(body) and body[end].startswith("```"):
        close = next((at for at in range(end + 1, len(body)) if body[at].startswith("```")), end)
        end = close + 1
    shown = "\n".join(body[start:end]).strip()
    return (f"{title}\n\n{shown}" if shown else title), body[end:]


def _card(question: str, body: list[str]) -> tuple[NoteKind, str, str] | str:
    """Return the note of a card, or what is wrong with it."""
    asked = [line for line in body if line.strip()]
    if asked and all(map(_CHOICE.match, asked)) and any(line[0] == "*" for line in asked):
        right = [line[1:].strip() for line in asked if line[0] == "*"]
        if len(right) > 1:
            return "a multiple choice with several right answers"
        return _choice(question, [line[1:].strip() for line in asked], right)
    if asked and all(map(_BOX.match, asked)):
        right = [line[3:].strip() for line in asked if line[1] != " "]
        if not right:
            return "a question without a right answer"
        return _choice(question, [line[3:].strip() for line in asked], right)
    if len(asked) > 1 and all(map(_PLACE.match, asked)):
        items = [line.partition(".") for line in asked]
        ordered = sorted(items, key=lambda item: int(item[0]))
        back = "\n".join(f"{place}. {text.strip()}" for place, _, text in ordered)
        return _choice(question, [text.strip() for _, _, text in items], [back])
    text = "\n".join(body).strip()
    if any(gap[1] for gap in _GAP.finditer(text)):
        return _gaps(question, text)
    return NoteKind.BASIC, question, text.replace("\\_", "_")


def _choice(question: str, options: list[str], right: list[str]) -> tuple[NoteKind, str, str]:
    shown = "\n".join(f"- {option}" for option in options)
    return NoteKind.BASIC, f"{question}\n\n{shown}", "\n".join(right)


def _gaps(question: str, text: str) -> tuple[NoteKind, str, str]:
    """All gaps are one deletion; the first of several answers is hidden, the back has them all."""
    others: list[str] = []
    pieces: list[str] = [undeleted(f"{question}\n\n")]
    start = 0
    for gap in _GAP.finditer(text):
        pieces.append(undeleted(text[start : gap.start()]))
        start = gap.end()
        if not gap[1]:
            pieces.append("_")
            continue
        answers = [each.strip() for each in gap[1].split("|") if each.strip()]
        if len(answers) > 1:
            others.append(" | ".join(answers))
        pieces.append(deletion(1, answers[0]) if answers else gap[0])
    pieces.append(undeleted(text[start:]))
    return NoteKind.CLOZE, "".join(pieces), "\n".join(others)


HASCARD = TextFormat(FormatInfo("hascard", "hascard", (".txt", ".md")), _claim, _read)
