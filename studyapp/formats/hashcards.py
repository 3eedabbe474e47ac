r"""Decks as hashcards itself reads and writes them.

::

    ---
    name = "Geography"
    ---

    Q: What is the capital of France?
    A: Paris

    ---

    C: [Paris] is the capital of [France] \[1\].

Source: the README, the change log (0.1.2) and the parser of hashcards. ``Q:``, ``A:`` and ``C:``
count at the very start of a line, a line ``---`` ends a card, and lines that start with ``#``
are comments wherever they are. Brackets are deletions unless they have a backslash or make an
image; they do not nest (the innermost counts), have no hints and no numbers. A card is its text:
there are no ids, no tags and no answer to a ``C:``. ``markdown`` is our own superset with those.

Where a text has lines that would be taken for one of these, they are written with a backslash
(which Markdown does not show), and the backslash is taken off again when they are read.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from studyapp.domain.cloze import Deletion, cloze_numbers, parse, plain
from studyapp.domain.note import NoteKind
from studyapp.domain.package import Package, PackedNote, Problem
from studyapp.errors import SourceError
from studyapp.formats.base import DeckFile, FormatError, FormatInfo, Reading, TextFormat, Writing
from studyapp.formats.deletions import deletion, undeleted
from studyapp.formats.found import Found, Problems, package
from studyapp.formats.losses import Losses
from studyapp.formats.markdown import is_markdown_deck, is_ours, read_front_matter
from studyapp.formats.markdown_lines import RULE, normal, split_lines

_REMEDY = (
    "A card is a line that starts with Q: and one that starts with A:, "
    "or a line that starts with C: and has [deletions]."
)
_MARK = re.compile(r"\\[\[\]]|!\[[^\]]*\]?|[\[\]]")
_SYNTAX = re.compile(r"\\*+(?:[QAC]:|\s*---\s*\Z|\s*#)")
_IMAGE = re.compile(r"!\[[^\[\]\\]*\]|[\[\]]")
_TAGGED = re.compile(r"(?:[QA]:|\s*\Z)")
_BACKSLASH = "\\"
_BLOCK = re.compile(r"[-*+>|$]|```|~~~|[0-9]{1,9}[.)]")


@dataclass(slots=True)
class _Card:
    tag: str
    line: int
    front: list[str]
    back: list[str] = field(default_factory=list)
    answered: bool = False


def _claim(text: str, name: str) -> int:
    """Claim what opens with a card of hashcards and has nothing that is only ours.

    Single lines of questions and answers may as well be SuperMemo's: the file's name decides.
    """
    if not is_markdown_deck(text):
        return 0
    if is_ours(text):
        return 40
    if all(_TAGGED.match(line) for line in split_lines(text)):
        return 80 if name.lower().endswith((".md", ".markdown")) else 60
    return 85


def _read(file: DeckFile, text: str, reading: Reading) -> Package:
    lines = split_lines(text)
    try:
        name, body = read_front_matter(lines, file.name)
    except SourceError as error:
        raise FormatError(error.message, error.hint) from None
    problems = Problems()
    cards, comments = _cards(lines, body, problems)
    found: list[Found] = []
    for card in cards:
        note = _note(card)
        if isinstance(note, str):
            problems.append(Problem(f"line {card.line}", note, _REMEDY))
        else:
            found.append(note)
    remarks = [f"{comments} lines that start with # are comments and were left out"]
    if name and not found and not problems:
        return Package("hashcards", name, [], total=0)
    return package(
        "hashcards", file, found, problems, remarks if comments else [], name=name, remedy=_REMEDY
    )


def _cards(lines: list[str], body: int, problems: list[Problem]) -> tuple[list[_Card], int]:
    """Return the cards and how many lines inside of them are comments."""
    cards: list[_Card] = []
    card: _Card | None = None
    comments = 0
    for number, line in enumerate(lines[body:], body + 1):
        tag = line[:2]
        if tag in ("Q:", "C:"):
            card = _Card(tag, number, [line[2:]])
            cards.append(card)
        elif tag == "A:" and (card is None or card.answered or card.tag == "C:"):
            what = "a second answer" if card and card.answered else "an answer without a question"
            problems.append(Problem(f"line {number}", what, _REMEDY))
            card = None
        elif card is None:
            continue
        elif tag == "A:":
            card.answered = True
            card.back.append(line[2:])
        elif line.strip() == RULE:
            card = None
        elif line.lstrip().startswith("#"):
            comments += 1
        else:
            (card.back if card.answered else card.front).append(line)
    return cards, comments


def _note(card: _Card) -> Found | str:
    """Return the note of a card, or what is wrong with it."""
    front, back = _text(card.front), _text(card.back)
    if card.tag == "Q:":
        if not card.answered:
            return "a question without an answer"
        return Found(NoteKind.BASIC, front, back, card.line)
    cloze = read_brackets(front).strip()
    if not cloze_numbers(cloze):
        return "a cloze card without a deletion"
    return Found(NoteKind.CLOZE, cloze, "", card.line)


def _text(lines: list[str]) -> str:
    first = lines[:1]
    rest = (line[1:] if line[:1] == "\\" and _SYNTAX.match(line) else line for line in lines[1:])
    return "\n".join([*first, *rest]).strip()


def read_brackets(text: str) -> str:
    """Return a text of hashcards with its deletions in Anki's notation."""
    pieces: list[str] = []
    opened: int | None = None
    """Index in ``pieces`` after the last bracket that opened and has not closed."""
    start = number = 0
    for mark in _MARK.finditer(text):
        pieces.append(undeleted(text[start : mark.start()]))
        start = mark.end()
        if mark[0] == "[":
            opened = len(pieces)
        elif mark[0] == "]":
            hidden = "".join(pieces[opened:]) if opened is not None else ""
            if hidden:
                number += 1
                pieces[opened:] = [deletion(number, hidden)]
            opened = None
        else:
            pieces.append(mark[0][1] if mark[0][0] == "\\" else mark[0])
    pieces.append(undeleted(text[start:]))
    return "".join(pieces)


def _write(packed: Package, writing: Writing) -> tuple[str, Sequence[str]]:
    """Return the deck as one file: several decks become the one that holds them."""
    losses = Losses(packed, writing)
    notes = list(packed.notes)
    names = {losses.see(note) for note in notes}
    if len(names) > 1:
        losses.add("which deck a note is in: a file of hashcards is one deck")
    name = names.pop() if len(names) == 1 else packed.name
    quoted = json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")
    head = f"{RULE}\nname = {quoted}\n{RULE}\n"
    body = f"\n{RULE}\n\n".join(each for note in notes for each in _write_note(note, losses))
    return (f"{head}\n{body}" if body else head), losses.words()


def _write_note(packed: PackedNote, losses: Losses) -> list[str]:
    note = packed.note
    front, back = normal(note.front), normal(note.back)
    if note.kind is NoteKind.CLOZE:
        text = _write_brackets(front)
        again = read_brackets(text)
        if again != front:
            losses.add("hints of deletions, and which belong together or to another")
        if cloze_numbers(again):
            if back:
                losses.add("what the backs of cloze notes say besides the text")
            return [_field("C:", text)]
        front = plain(front)
    if note.kind is NoteKind.REVERSED:
        losses.add("that two directions are one note: they are two cards")
        return [_field("Q:", front) + _field("A:", back), _field("Q:", back) + _field("A:", front)]
    return [_field("Q:", front) + _field("A:", back)]


def _write_brackets(front: str) -> str:
    """Write flat brackets: of deletions in one another, the outermost."""
    texts: list[str] = []
    for part in parse(front):
        inner = undeleted(_literal(_shown(part)))
        if isinstance(part, Deletion) and part.numbers != (0,) and inner:
            if inner.endswith("} "):  # the space is Anki's need alone (``deletion``)
                inner = inner[:-1]
            if texts and texts[-1].endswith((_BACKSLASH, "!")):
                texts[-1] = _entity(texts[-1])
            texts.append(f"[{_entity(inner) if inner.endswith(_BACKSLASH) else inner}]")
        else:
            texts.append(inner)
    return "".join(texts)


def _shown(part: str | Deletion) -> str:
    return part if isinstance(part, str) else "".join(map(_shown, part.parts))


def _literal(text: str) -> str:
    return _IMAGE.sub(lambda mark: mark[0] if mark[0][0] == "!" else f"\\{mark[0]}", text)


def _entity(text: str) -> str:
    """Write the last character as HTML does, so that it does not change the bracket after it."""
    return f"{text[:-1]}&#{ord(text[-1])};"


def _field(tag: str, text: str) -> str:
    lines = text.split("\n")
    if len(lines) == 1:
        return f"{tag} {text}".rstrip() + "\n"
    first = [] if _BLOCK.match(text) else lines[:1]
    rest = [f"\\{line}" if _SYNTAX.match(line) else line for line in lines[len(first) :]]
    opening = f"{tag} " if first else f"{tag}\n\n"
    return opening + "\n".join(first + rest) + "\n"


HASHCARDS = TextFormat(
    FormatInfo("hashcards", "hashcards Markdown", (".md",), writes=True),
    _claim,
    _read,
    _write,
)
