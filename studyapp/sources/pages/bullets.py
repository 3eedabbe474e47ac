"""A bullet asks and the lines below it answer: ``- **Front**`` then the back.

A wrapped bullet looks the same, so the bullets must ask, stand in bold, or be short, each with
one line below. Few of them carry numbers, glued to the text: ``- 1What is …``. Without them a
vanished bullet's answer joins the one above, and only the answer's unusual length shows it.
"""

from collections.abc import Sequence
from itertools import pairwise

from studyapp.sources.account import Account, Line
from studyapp.sources.pages.chrome import read_header
from studyapp.sources.pages.evidence import asks, contradicted, ends
from studyapp.sources.pages.marks import Mark, longest
from studyapp.sources.pages.page import Page, Pair, join, numbers, paragraphs
from studyapp.sources.pages.slots import usual

BULLETS = ("- ", "* ", "+ ", "• ", "– ", "‣ ", "▪ ")
_LONGEST_TERM = 40
"""Characters; a longer bullet that does not ask may just be wrapped."""

Slots = Sequence[Sequence[Line]]


class Bullets:
    """The layout with one bullet to a card."""

    name = "bullets"

    def score(self, lines: Sequence[Line]) -> float:
        """Ask for three bullets or more that look like fronts, nearly all with lines below."""
        header, slots = _slots(lines)
        if len(slots) < 3 or sum(not line.blank for line in header) > 3:
            return 0.0
        answered = sum(any(not line.blank for line in slot[1:]) for slot in slots)
        if 10 * answered < 7 * len(slots):
            return 0.0
        return 0.6 if _is_marked(slots) or _are_terms(slots) else 0.0

    def parse(self, lines: Sequence[Line]) -> Page:
        """Read from bullet to bullet; longer answers than usual stay uncertain."""
        page = Page(Account(len(lines)), slot_word="card")
        header, slots = _slots(lines)
        counted = _glued(slots)
        read_header(page, header, complete=counted is None or counted[0] == 1)
        fronts = [_front(slot[0], glued=counted is not None) for slot in slots]
        backs = [join(paragraphs(slot[1:])) for slot in slots]
        found = _doubts(slots, counted)
        twice = contradicted(list(zip(fronts, backs, strict=True)))
        doubts: list[str] = []
        for place, (slot, front, back) in enumerate(zip(slots, fronts, backs, strict=True)):
            page.slots += 1
            name = f"card {page.slots}"
            doubt = found[place] or ("it stands there twice" if place in twice else "")
            if doubt:
                page.doubt(slot, f"{name}: {doubt}")
                doubts.append(f"{name} (line {slot[0].number}) was not made a card: {doubt}")
            else:
                key = str(page.slots if counted is None else counted[place])
                page.pairs.append(Pair(key, name, front, back, numbers(slot)))
        page.warn(doubts, "{} more bullets were not made cards")
        return page


def _slots(lines: Sequence[Line]) -> tuple[Sequence[Line], Slots]:
    """Split a page into what stands above its outermost bullets and one slot for each."""
    found = [at for at, line in enumerate(lines) if line.text.lstrip().startswith(BULLETS)]
    least = min((_indent(lines[at].text) for at in found), default=0)
    starts = [at for at in found if _indent(lines[at].text) == least]
    if not starts:
        return lines, []
    edges = pairwise([*starts, len(lines)])
    return lines[: starts[0]], [lines[at:end] for at, end in edges]


def _doubts(slots: Slots, counted: Sequence[int | None] | None) -> list[str]:
    sizes = [(len(paragraphs(slot[1:])), len(numbers(slot[1:]))) for slot in slots]
    common = [usual(filter(None, each)) for each in zip(*sizes, strict=True)]
    marked = _is_marked(slots)
    found = []
    for place, (slot, size) in enumerate(zip(slots, sizes, strict=True)):
        doubt = ""
        if not size[0]:
            doubt = "it has no answer"
        elif not _text(slot[0]):
            doubt = "it asks nothing"
        elif size[0] > common[0] or size[1] > common[1]:
            doubt = "there is more below it than usual: a bullet may be missing"
        elif marked and not _is_front(slot[0]):
            doubt = "it does not ask as the others do"
        elif not marked and not _is_term(slot):
            doubt = "it may be a line that goes on below"
        elif counted is not None:
            doubt = _count_doubt(counted[place : place + 2])
        found.append(doubt)
    return found


def _count_doubt(here: Sequence[int | None]) -> str:
    """Doubt a bullet without the number the others have, or before a gap in them."""
    if here[0] is None:
        return "its number is out of sequence"
    if len(here) > 1 and here[1] != here[0] + 1:
        return "the number after it is missing, and this may be its answer"
    return ""


def _glued(slots: Slots) -> list[int | None] | None:
    """Return the numbers glued to the fronts if they rise from the start, else nothing."""
    found = [_split(_text(slot[0]))[0] for slot in slots]
    marks = longest([Mark(at, 1, n) for at, n in enumerate(found) if n is not None])
    if len(marks) < 3 or 10 * len(marks) < 8 * len(slots) or marks[0].number > 2:
        return None
    kept = {mark.at for mark in marks}
    return [number if at in kept else None for at, number in enumerate(found)]


def _split(text: str) -> tuple[int | None, str]:
    rest = text.lstrip("0123456789")
    digits = text[: len(text) - len(rest)]
    if not 0 < len(digits) < 5 or not rest[:1].isalpha():
        return None, text
    return int(digits), rest


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _text(line: Line) -> str:
    return line.text.strip()[1:].strip()


def _front(line: Line, *, glued: bool) -> str:
    text = _text(line)
    text = _split(text)[1] if glued else text
    return text[2:-2].strip() if _is_bold(text) else text


def _is_bold(text: str) -> bool:
    return len(text) > 4 and text[:2] == text[-2:] and text[:2] in ("**", "__")


def _is_front(line: Line) -> bool:
    return _is_bold(_text(line)) or asks(_text(line))


def _is_marked(slots: Slots) -> bool:
    """Whether nearly all bullets ask or are bold."""
    return 10 * sum(_is_front(slot[0]) for slot in slots) >= 7 * len(slots)


def _are_terms(slots: Slots) -> bool:
    """Whether nearly all bullets are too short to be wrapped, each above one line."""
    return 10 * sum(map(_is_term, slots)) >= 7 * len(slots)


def _is_term(slot: Sequence[Line]) -> bool:
    text, below = _text(slot[0]), [line for line in slot[1:] if not line.blank]
    if len(below) != 1 or below[0].text.lstrip().startswith(BULLETS):
        return False
    return len(text) <= _LONGEST_TERM and not ends(text) and not text.startswith("**")
