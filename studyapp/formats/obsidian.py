"""Flashcards inside Obsidian notes, as its spaced repetition plugin has them; read only.

::

    #flashcards/biology/cells

    mitochondrion::powerhouse <!--SR:!2026-08-16,51,230-->

    Tokyo:::Japan

    Several lines of question
    ?
    and of answer

    The first ==prime minister==^[office] was ==Barton==[^2].

Source: the pages "Question & Answer Cards", "Basic Cloze Cards" and "Decks" of the plugin's
manual. ``::`` and ``?`` make one card, ``:::`` and ``??`` two. A tag below ``#flashcards`` on a
line of its own names the deck of what follows (``biology::cells``), before a question that of
one card. Deletions have a hint after ``^`` and a group in ``[^2]``; bold text is none, as in the
plugin's own defaults. Front matter, comments, code fences and formulas hold no separators.

A comment ``SR`` holds, for each sibling in turn, ``!due,interval,ease`` or with FSRS
``!fsrs,due,interval,stability,difficulty,state,repetitions,lapses,step,last review``
(``obsidian_schedule``). There are no ids: a note is known by its deck and its question.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from studyapp.domain.note import NoteKind
from studyapp.domain.package import Package, Problem
from studyapp.formats.base import DeckFile, FormatInfo, Reading, TextFormat
from studyapp.formats.deletions import deletion, undeleted
from studyapp.formats.found import Found, Problems, package
from studyapp.formats.markdown_lines import split_lines
from studyapp.formats.obsidian_schedule import read_schedules, take_schedule

ROOT = "flashcards"
_TAG = re.compile(r"#([^\s#,;:.!?()\[\]{}\"']+)\s*")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_CODE = re.compile(r"`[^`\n]+`|\$\$[^$]*\$\$|\$[^$\n]+\$")
_CLOZE = re.compile(
    r"==(?![=\s])([^=\n]+(?:=[^=\n]+)*)(?<!\s)==(?:\^\[([^\]\n]{0,120})\])?(?:\[\^([0-9]{1,3})\])?"
)
_ITEM = re.compile(r"\s*(?:[-*+]|[0-9]{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_MANY = {"?": NoteKind.BASIC, "??": NoteKind.REVERSED}
_REMEDY = "A card is a line with :: in it, a line ? between question and answer, or ==words==."


@dataclass(slots=True)
class _Block:
    """Lines without a blank one between them."""

    line: int
    decks: list[str]
    """Named above it; the first counts."""
    lines: list[str] = field(default_factory=list)
    code: set[int] = field(default_factory=set)
    """Indexes of lines inside of a fence: no separator is one there."""


@dataclass(slots=True)
class _Card:
    line: int
    kind: NoteKind
    front: str
    back: str
    schedule: str
    decks: list[str]


def _claim(text: str, name: str) -> int:
    """Claim a note with a deck tag or a schedule and a card; never what only looks like cards."""
    scheduled = "<!--SR:" in text
    if not scheduled and ROOT not in text.lower():
        return 0
    marked = (block for block in _blocks(split_lines(text)) if scheduled or block.decks)
    return 95 if any(map(_cards, marked)) else 0


def _read(file: DeckFile, text: str, reading: Reading) -> Package:
    found: list[Found] = []
    problems = Problems()
    several = 0
    for block in _blocks(split_lines(text)):
        for card in _cards(block):
            several += len(card.decks) > 1
            memories, unclear = read_schedules(card.schedule, reading)
            if unclear:
                what = f"a schedule that cannot be read: {unclear[:60]}"
                problems.append(Problem(f"line {card.line}", what, "The card is new here."))
            deck = card.decks[0] if card.decks else ""
            found.append(
                Found(card.kind, card.front, card.back, card.line, deck, memories=memories)
            )
    remark = f"{several} cards with several deck tags are in the first of their decks"
    return package("obsidian", file, found, problems, [remark] if several else [], remedy=_REMEDY)


def _blocks(lines: list[str]) -> list[_Block]:
    """Cut a note into its blocks; front matter and comments other than schedules are left out."""
    start = _front_matter(lines)
    decks = _decks(re.split(r"[\s,\[\]\"'#]+", "\n".join(lines[:start])))
    blocks: list[_Block] = []
    block: _Block | None = None
    fenced = commented = False
    for number, line in enumerate(lines[start:], start + 1):
        if commented or (not fenced and _is_comment(line)):
            commented = "-->" not in line
            continue
        fence = _FENCE.match(line) is not None
        tags, rest = ([], line) if fenced else _tags(line)
        if not fenced and not rest.strip():
            decks = _decks(tags) or decks
            block = None
            continue
        if block is None:
            block = _Block(number, decks)
            blocks.append(block)
        if fenced or fence:
            block.code.add(len(block.lines))
        block.lines.append(line)
        fenced = fenced != fence
    return blocks


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("<!--") and "SR:" not in line


def _front_matter(lines: list[str]) -> int:
    """Return how many lines the YAML at the start takes."""
    if lines[0].rstrip() != "---":
        return 0
    closing = (number for number, line in enumerate(lines) if number and line.rstrip() == "---")
    return next(closing, -1) + 1


def _tags(line: str) -> tuple[list[str], str]:
    """Return the tags that a line starts with, and the rest of it."""
    tags: list[str] = []
    at = len(line) - len(line.lstrip())
    while tag := _TAG.match(line, at):
        tags.append(tag[1])
        at = tag.end()
    return tags, line[at:]


def _decks(tags: list[str]) -> list[str]:
    """Return the decks that tags name: ``flashcards/a/b`` names ``a::b``."""
    levels = [tag.split("/") for tag in tags]
    return ["::".join(filter(None, each[1:])) for each in levels if each[0].lower() == ROOT]


def _cards(block: _Block) -> list[_Card]:
    """Return the cards of a block: one with ``?``, or any with ``::`` and one of deletions."""
    mark = next(
        (
            at
            for at, line in enumerate(block.lines)
            if at not in block.code and line.strip() in _MANY
        ),
        None,
    )
    if mark is not None:
        card = _several(block, mark)
        return [card] if card else []
    cards: list[_Card] = []
    left: list[int] = []
    for at, line in enumerate(block.lines):
        text, schedule = ("", "") if at in block.code else take_schedule(line)
        sides = _sides(text)
        if sides:
            kind, front, back = sides
            decks, front = _own(_ITEM.sub("", front, count=1), block)
            cards.append(_Card(block.line + at, kind, front, back, schedule, decks))
        elif schedule and not text.strip() and cards and not left:
            cards[-1].schedule = cards[-1].schedule or schedule
        else:
            left.append(at)
    cloze = _cloze(block, left)
    return [*cards, cloze] if cloze else cards


def _own(text: str, block: _Block) -> tuple[list[str], str]:
    """Return the decks of a card, which tags before its question may name, and the question."""
    tags, rest = _tags(text)
    decks = _decks(tags)
    return (decks, rest.strip()) if decks else (block.decks, text.strip())


def _masked(text: str) -> str:
    """Return a text of the same length in which code and formulas hold no marks."""
    return _CODE.sub(lambda code: _blank(code[0]), text)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", "\0", text)


def _sides(line: str) -> tuple[NoteKind, str, str] | None:
    """Split a line at its first separator."""
    masked = _masked(line)
    at = masked.find("::")
    if at < 0:
        return None
    size = 3 if masked.startswith(":::", at) else 2
    front, back = line[:at].strip(), line[at + size :].strip()
    kind = NoteKind.REVERSED if size == 3 else NoteKind.BASIC
    return (kind, front, back) if front and back else None


def _several(block: _Block, mark: int) -> _Card | None:
    """Read a question and an answer of several lines."""
    question, schedule, _ = _join(block, range(mark))
    answer, after, _ = _join(block, range(mark + 1, len(block.lines)))
    decks, front = _own(question, block)
    kind = _MANY[block.lines[mark].strip()]
    if not front or not answer.strip():
        return None
    return _Card(block.line, kind, front, answer.strip(), schedule or after, decks)


def _join(block: _Block, which: Iterable[int]) -> tuple[str, str, str]:
    """Return lines as one text, the schedule among them, and the text with fences blanked."""
    texts: list[str] = []
    masked: list[str] = []
    schedule = ""
    for at in which:
        line = block.lines[at]
        text, found = (line, "") if at in block.code else take_schedule(line)
        schedule = schedule or found
        if not found or text.strip():
            texts.append(text)
            masked.append(_blank(text) if at in block.code else text)
    return "\n".join(texts), schedule, "\n".join(masked)


def _cloze(block: _Block, which: Iterable[int]) -> _Card | None:
    """Read lines as one text with deletions."""
    whole, schedule, masked = _join(block, which)
    decks, text = _own(whole, block)
    start = len(whole) - len(whole.lstrip()) if decks is block.decks else whole.find(text)
    pieces: list[str] = []
    highest = 0
    for cloze in _CLOZE.finditer(_masked(masked), start):
        number = int(cloze[3] or 0) or highest + 1
        highest = max(highest, number)
        pieces.append(undeleted(whole[start : cloze.start()]))
        pieces.append(deletion(number, whole[slice(*cloze.span(1))], cloze[2] or ""))
        start = cloze.end()
    if not pieces:
        return None
    front = "".join([*pieces, undeleted(whole[start:])]).strip()
    return _Card(block.line, NoteKind.CLOZE, front, "", schedule, decks)


OBSIDIAN = TextFormat(
    FormatInfo("obsidian", "Obsidian flashcards", (".md",)),
    _claim,
    _read,
)
