"""A bullet asks and the lines below it answer: ``- **Front**`` then the back.

A wrapped bullet looks the same, so the bullets must ask or stand in bold. They carry no numbers:
when one vanishes its answer joins the one above, and only the answer's unusual length shows it.
"""

from collections import Counter
from collections.abc import Sequence

from studyapp.sources.account import Account, Line
from studyapp.sources.pages.alternation import asks
from studyapp.sources.pages.chrome import read_header
from studyapp.sources.pages.page import Page, Pair, join, numbers, paragraphs

BULLETS = ("- ", "* ", "+ ", "• ", "– ", "‣ ", "▪ ")


class Bullets:
    """The layout with one bullet to a card."""

    name = "bullets"

    def score(self, lines: Sequence[Line]) -> float:
        """Ask for three bullets or more that ask or are bold, nearly all with lines below."""
        starts = _starts(lines)
        if len(starts) < 3:
            return 0.0
        marked = sum(_is_front(lines[at]) for at in starts)
        ends = [*starts[1:], len(lines)]
        answered = sum(
            any(not line.blank for line in lines[at + 1 : end])
            for at, end in zip(starts, ends, strict=True)
        )
        head = sum(not line.blank for line in lines[: starts[0]])
        if 10 * marked < 8 * len(starts) or 10 * answered < 7 * len(starts) or head > 3:
            return 0.0
        return 0.6

    def parse(self, lines: Sequence[Line]) -> Page:
        """Read from bullet to bullet; longer answers than usual stay uncertain."""
        page = Page(Account(len(lines)), slot_word="card")
        starts = _starts(lines)
        slots = [lines[at:end] for at, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
        read_header(page, lines[: starts[0]])
        spaced = 2 * sum(slot[-1].blank for slot in slots[:-1]) > len(slots) - 1
        sizes = [len(paragraphs(slot[1:])) if spaced else len(numbers(slot[1:])) for slot in slots]
        usual = Counter(size for size in sizes if size).most_common(1)[0][0]
        doubts: list[str] = []
        for slot, size in zip(slots, sizes, strict=True):
            page.slots += 1
            name = f"card {page.slots}"
            doubt = _doubt(slot, size, usual)
            if doubt:
                page.doubt(slot, f"{name}: {doubt}")
                doubts.append(f"{name} (line {slot[0].number}) was not made a card: {doubt}")
            else:
                page.pairs.append(
                    Pair(
                        key=str(page.slots),
                        name=name,
                        front=_front(slot[0]),
                        back=join(paragraphs(slot[1:])),
                        lines=numbers(slot),
                    )
                )
        page.warn(doubts, "{} more bullets were not made cards")
        return page


def _doubt(slot: Sequence[Line], size: int, usual: int) -> str:
    if not size:
        return "it has no answer"
    if size > usual:
        return "there is more below it than usual: a bullet may be missing"
    if not _is_front(slot[0]):
        return "it does not ask as the others do"
    return ""


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _starts(lines: Sequence[Line]) -> list[int]:
    """Return the indices of the outermost bullets."""
    found = [at for at, line in enumerate(lines) if line.text.lstrip().startswith(BULLETS)]
    least = min((_indent(lines[at].text) for at in found), default=0)
    return [at for at in found if _indent(lines[at].text) == least]


def _front(line: Line) -> str:
    text = line.text.strip()[1:].strip()
    if _is_bold(text):
        text = text[2:-2].strip()
    return text


def _is_bold(text: str) -> bool:
    return len(text) > 4 and text[:2] == text[-2:] and text[:2] in ("**", "__")


def _is_front(line: Line) -> bool:
    text = line.text.strip()[1:].strip()
    return _is_bold(text) or asks(text)
