r"""Where a pasted text parts into cards, and each of them into term and definition.

A way to part a text is believed where it is regular over the whole: each card holds the separator
exactly once, with a term before it. The first of these that fits is taken:

1. a line for each card and one tab in each;
2. the same between lines of dashes, which is how texts with line ends are written here;
3. cards between blank lines, or two or more of them, with one tab in each;
4. in lines, or between blank lines, a run of three or more equal marks (``-----``) once in each;
5. cards between semicolons, with one tab or comma in each;
6. three lines or more with one `` - ``, `` – ``, `` — ``, `` = ``, ``: `` or ``=`` in each, after
   terms that differ and are short.

The first four are sure, the others are guesses that prose and lists can look like.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

TAB = "\t"
DASHES = re.compile(r"^-{3,}$", re.MULTILINE)
"""Lines that stand between the cards of a text with line ends in its cards."""

_BLANK = re.compile(r"\n{2,}")
_RUN = re.compile(r"([-=|:;~#*>/\\+_@%])\1{2,}")
_LOOSE = (" - ", " – ", " — ", " = ", ": ", "=")
_END = (".", "!", "?", ",", ";")
_TRIES = 4
_FEW = 3
_MAX_TERM, _MAX_WORDS, _MAX_DEFINITION = 40, 5, 200


class Piece(NamedTuple):
    """One card's text, and the 1-based line it starts on."""

    line: int
    text: str


class Split(NamedTuple):
    """A way to part a text."""

    term: str
    """Between term and definition."""
    card: str
    """Between two cards; some line ends stand for that many or more."""
    sure: bool


def pieces(text: str, card: str) -> list[Piece]:
    """Return what stands between the separators, without blank ones."""
    only_lines = not card.strip("\n")
    pattern = rf"\n{{{len(card)},}}" if only_lines else re.escape(card)
    found: list[Piece] = []
    line, at = 1, 0
    for start, end in _between(text, pattern):
        line += text.count("\n", at, start)
        piece = text[start:end]
        if piece.strip():
            found.append(Piece(line + _leading(piece), piece.strip("\n")))
        at = start
    return found


def _between(text: str, pattern: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in re.finditer(pattern, text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _leading(piece: str) -> int:
    return len(piece) - len(piece.lstrip("\n"))


def find_split(text: str) -> Split | None:
    """Return how a text parts, None where no way is regular over all of it."""
    lines = pieces(text, "\n")
    if not lines:
        return None
    for find in (_tabs, _dashes, _blocks, _runs, _semicolons, _loose):
        if split := find(text, lines):
            return split
    return None


def find_term(found: Sequence[Piece]) -> str:
    """Return the separator of term and definition for cards whose separator is known.

    That is a tab wherever there is one, else the first kind that is in half of the cards.
    """
    if any(TAB in piece.text for piece in found):
        return TAB
    runs = [] if not found else [run[0] for run in _RUN.finditer(found[0].text)][:_TRIES]
    for term in (*runs, *_LOOSE, ";", ","):
        if sum(term in piece.text for piece in found) * 2 >= len(found):
            return term
    return " "


def find_card(text: str, term: str) -> str:
    """Return the separator of cards whose separator of term and definition is known."""
    for card in ("\n", *_dash_lines(text), *_blank_lines(text), ";"):
        found = pieces(text, card)
        if len(found) > 1 and all(term in piece.text for piece in found):
            return card
    return "\n"


def _tabs(_: str, lines: Sequence[Piece]) -> Split | None:
    return Split(TAB, "\n", len(lines) > 1) if _regular(lines, TAB) else None


def _dashes(text: str, _: Sequence[Piece]) -> Split | None:
    for card in _dash_lines(text):
        if _regular(pieces(text, card), TAB):
            return Split(TAB, card, sure=True)
    return None


def _blocks(text: str, _: Sequence[Piece]) -> Split | None:
    return _parted(text, lambda found: TAB if _regular(found, TAB) else "", _blank_lines(text))


def _runs(text: str, lines: Sequence[Piece]) -> Split | None:
    runs = {run[0]: None for run in _RUN.finditer(lines[0].text)}

    def fitting(found: Sequence[Piece]) -> str:
        return next((run for run in [*runs][:_TRIES] if _regular(found, run)), "")

    return _parted(text, fitting, ("\n", *_blank_lines(text)))


def _semicolons(text: str, _: Sequence[Piece]) -> Split | None:
    found = pieces(text, ";")
    term = next((term for term in (TAB, ",") if _regular(found, term)), "")
    if not term or len(found) < 2 or any(", " in piece.text for piece in found):
        return None
    return Split(term, ";", sure=term == TAB)


def _loose(_: str, lines: Sequence[Piece]) -> Split | None:
    if len(lines) < _FEW:
        return None
    for term in _LOOSE:
        if _regular(lines, term) and _terms([piece.text.split(term) for piece in lines]):
            return Split(term, "\n", sure=False)
    return None


def _parted(
    text: str, fitting: Callable[[Sequence[Piece]], str], cards: Sequence[str]
) -> Split | None:
    for card in cards:
        found = pieces(text, card)
        if len(found) > 1 and (term := fitting(found)):
            return Split(term, card, sure=True)
    return None


def _regular(found: Sequence[Piece], term: str) -> bool:
    """Whether each card holds the separator once, and a term before it."""
    return bool(found) and all(
        piece.text.count(term) == 1 and piece.text.partition(term)[0].strip() for piece in found
    )


def _terms(pairs: Sequence[Sequence[str]]) -> bool:
    terms = [term.strip() for term, _ in pairs]
    return len(set(terms)) == len(terms) and all(
        len(term) <= _MAX_TERM
        and len(term.split()) <= _MAX_WORDS
        and not term.endswith(_END)
        and 0 < len(definition.strip()) <= _MAX_DEFINITION
        for term, (_, definition) in zip(terms, pairs, strict=True)
    )


def _dash_lines(text: str) -> list[str]:
    lines = DASHES.findall(text)
    return [f"\n{max(lines, key=len)}\n"] if lines else []


def _blank_lines(text: str) -> list[str]:
    """Return the numbers of line ends that stand together, the most first."""
    runs = {len(found[0]) for found in _BLANK.finditer(text.strip("\n"))}
    return ["\n" * length for length in sorted(runs, reverse=True)[:_TRIES]]
