r"""Texts as Quizlet and Knowt paste and export them: term, separator, definition; next card.

Both let people choose what stands between term and definition and between cards (tab and line
end if they choose nothing), and neither quotes nor escapes: a definition may hold line ends where
cards have another separator. What was chosen is found out (``paste_split``) or given with
``Reading.separator`` and ``Reading.card_separator``, where ``\n`` and ``\t`` may be typed. Where
cards are lines, a line without a separator goes on with the definition above it.

Texts are Markdown and stay as they are, without outer blanks. A note is known by its term.

Written: tab and line end. If a text holds line ends, all cards end with a line of dashes, longer
than any in the texts, which Quizlet takes as ``\n-----\n`` between cards; tabs become spaces.

How surely a text is one (``claims``): 60 where the way it parts is sure, 30 where it is a guess,
where quotes look like those of a table, and for a single line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import Package, PackedNote, Problem
from studyapp.formats.base import DeckFile, FormatError, FormatInfo, Reading, TextFormat, Writing
from studyapp.formats.escapes import escaped, unescaped
from studyapp.formats.identities import Identities, kind_of_text
from studyapp.formats.paste_split import (
    DASHES,
    TAB,
    Piece,
    find_card,
    find_split,
    find_term,
    pieces,
)
from studyapp.formats.rows import clean, one_line_end
from studyapp.formats.unanswered import unanswered

_QUOTED = re.compile(r'^"|\t"', re.MULTILINE)
_SHORTEST = 5
"""Dashes of a line between cards."""


def _claim(text: str, _name: str) -> int:
    text = one_line_end(clean(text))
    if text.startswith(("{", "[", "<")):
        return 0
    split = find_split(text)
    if split is None:
        return 0
    return 60 if split.sure and not _QUOTED.search(text) else 30


def _read(file: DeckFile, text: str, reading: Reading) -> Package:
    text = one_line_end(clean(text))
    term, card = _separators(text, reading)
    problems: list[Problem] = []
    notes = list(_notes(text, term, card, file.stem, problems))
    if not notes:
        raise FormatError(
            f"{file.name}: no cards in it",
            "Say what stands between term and definition, and between cards.",
        )
    remark = f"between term and definition: {_named(term)}; between cards: {_named(card)}"
    return Package(
        format="quizlet",
        name=file.stem,
        notes=notes,
        settled=False,
        total=len(notes),
        problems=problems,
        remarks=[remark, *unanswered(notes)],
    )


def _separators(text: str, reading: Reading) -> tuple[str, str]:
    term, card = clean(unescaped(reading.separator)), clean(unescaped(reading.card_separator))
    if not term and not card and (split := find_split(text)):
        return split.term, split.card
    card = card or (find_card(text, term) if term else "\n")
    return term or find_term(list(pieces(text, card))), card


def _notes(
    text: str, term: str, card: str, deck: str, problems: list[Problem]
) -> Iterator[PackedNote]:
    identities = Identities()
    for line, front, back in _pairs(pieces(text, card), term, problems, runs_on=card == "\n"):
        if not front:
            what, remedy = "no term, so it was left out", "Put a term before the separator."
            problems.append(Problem(f"line {line}", what, remedy))
            continue
        note = Note(identities.of(deck, front), kind_of_text(front), front, back)
        yield PackedNote(note, "", where=f"line {line}")


def _pairs(
    found: Iterable[Piece], term: str, problems: list[Problem], *, runs_on: bool
) -> Iterator[tuple[int, str, str]]:
    """Yield line, term and definition of each card."""
    start, front, back = 0, "", [""]
    for line, text in found:
        before, separator, after = text.partition(term)
        if not separator and runs_on and start:
            back.append(text)
            continue
        if not separator:
            what = f"“{text[:40]}” has no {_named(term)} in it, so it was left out"
            remedy = "Say what stands between term and definition, and between cards."
            problems.append(Problem(f"line {line}", what, remedy))
            continue
        if start:
            yield start, front, "\n".join(back).strip()
        start, front, back = line, before.strip(), [after]
    if start:
        yield start, front, "\n".join(back).strip()


def _named(separator: str) -> str:
    known = {TAB: "tab", "\n": "line end", ",": "comma", ";": "semicolon"}
    return known.get(separator) or f"“{escaped(separator)}”"


def _write(package: Package, writing: Writing) -> tuple[str, Sequence[str]]:
    term = clean(unescaped(writing.separator)).strip("\n") or TAB
    lost = _Lost(term)
    cards = [lost.card(packed) for packed in package.notes]
    cards = [(front, back) for front, back in cards if front]
    lengths = [len(line) for pair in cards for text in pair for line in DASHES.findall(text)]
    dashes = "-" * max([_SHORTEST, *(length + 1 for length in lengths)])
    long = any("\n" in text for pair in cards for text in pair)
    end = f"\n{dashes}\n" if long else "\n"
    text = "".join(f"{front}{term}{back}{end}" for front, back in cards)
    return text, lost.words(end)


class _Lost:
    """What such a text cannot hold, counted while it is written."""

    def __init__(self, term: str) -> None:
        self._term = term
        self._counts = dict.fromkeys(("front", "term", "tags", "decks", "kinds"), 0)

    def card(self, packed: PackedNote) -> tuple[str, str]:
        note = packed.note
        self._counts["tags"] += bool(note.tags)
        self._counts["decks"] += bool(packed.deck)
        self._counts["kinds"] += note.kind in (NoteKind.REVERSED, NoteKind.TEMPLATE)
        front, back = (self._text(text) for text in (note.front, note.back))
        self._counts["front"] += not front
        return front, back

    def words(self, end: str) -> list[str]:
        said = {
            "front": "notes without a front",
            "term": f"texts with {_named(self._term)}, which are spaces now",
            "tags": "notes with tags",
            "decks": "notes with a deck",
            "kinds": "notes that ask in more than one direction",
        }
        found = [f"{said[name]}: {count}" for name, count in self._counts.items() if count]
        if end != "\n":
            found.append(f"texts have line ends: for Quizlet, give {_named(end)} between cards")
        return found

    def _text(self, text: str) -> str:
        text = clean(one_line_end(text)).strip()
        self._counts["term"] += self._term in text
        return text.replace(self._term, "    " if self._term == TAB else " ").strip()


PASTE = TextFormat(
    FormatInfo("quizlet", "Quizlet or Knowt text", (".txt",), writes=True), _claim, _read, _write
)
