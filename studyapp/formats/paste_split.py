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
from itertools import islice, product
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


def pieces(text: str, card: str) -> Iterator[Piece]:
    """Yield what stands between the separators, without blank ones."""
    line, at = 1, 0
    for start, end in _between(text, card):
        line += text.count("\n", at, start)
        at = start
        piece = text[start:end]
        inner = piece.lstrip("\n")
        if piece.strip():
            yield Piece(line + len(piece) - len(inner), inner.rstrip("\n"))


def _between(text: str, card: str) -> Iterator[tuple[int, int]]:
    start = 0
    if card.strip("\n"):
        while (end := text.find(card, start)) >= 0:
            yield start, end
            start = end + len(card)
    else:
        for found in re.finditer(rf"\n{{{len(card)},}}", text):
            yield start, found.start()
            start = found.end()
    yield start, len(text)


def find_split(text: str) -> Split | None:
    """Return how a text parts, None where no way is regular over all of it."""
    for find in (_tabs, _dashes, _blocks, _runs, _semicolons, _loose):
        if split := find(text):
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
        if _cards(pieces(text, card), lambda piece: term in piece) > 1:
            return card
    return "\n"


def _tabs(text: str) -> Split | None:
    cards = _regular(text, "\n", TAB)
    return Split(TAB, "\n", sure=cards > 1) if cards else None


def _dashes(text: str) -> Split | None:
    for card in _dash_lines(text):
        if _regular(text, card, TAB):
            return Split(TAB, card, sure=True)
    return None


def _blocks(text: str) -> Split | None:
    return _parted(text, [TAB], _blank_lines(text))


def _runs(text: str) -> Split | None:
    first = next(pieces(text, "\n"), Piece(1, "")).text
    runs = list(islice((run[0] for run in _RUN.finditer(first)), _TRIES))
    return _parted(text, runs, ("\n", *_blank_lines(text))) if runs else None


def _semicolons(text: str) -> Split | None:
    for term in (TAB, ","):
        if _regular(text, ";", term) > 1 and ", " not in text:
            return Split(term, ";", sure=term == TAB)
    return None


def _loose(text: str) -> Split | None:
    for term in _LOOSE:
        if _regular(text, "\n", term, most=_MAX_TERM) >= _FEW:
            pairs = [piece.text.partition(term) for piece in pieces(text, "\n")]
            if _terms([(before, after) for before, _, after in pairs]):
                return Split(term, "\n", sure=False)
    return None


def _parted(text: str, terms: Sequence[str], cards: Sequence[str]) -> Split | None:
    for card, term in product(cards, terms):
        if _regular(text, card, term) > 1:
            return Split(term, card, sure=True)
    return None


def _regular(text: str, card: str, term: str, most: int | None = None) -> int:
    """Return how many cards there are if each holds the separator once, with a term before it.

    A term has at most so many characters. 0 where one card is otherwise.
    """

    def fits(piece: str) -> bool:
        before, _, _ = piece.partition(term)
        short = most is None or len(before) <= most
        return short and piece.count(term) == 1 and not before.isspace() and before != ""

    return _cards(pieces(text, card), fits)


def _cards(found: Iterator[Piece], fits: Callable[[str], bool]) -> int:
    count = 0
    for count, piece in enumerate(found, 1):  # noqa: B007
        if not fits(piece.text):
            return 0
    return count


def _terms(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether terms are short and differ, and definitions are there and not long."""
    terms = [term.strip() for term, _ in pairs]
    return len(set(terms)) == len(terms) and all(
        len(term.split()) <= _MAX_WORDS
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
