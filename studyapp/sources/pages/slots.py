"""From a slot's lines to a pair, or to a doubt: shared by the layouts with numbered slots."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studyapp.sources.account import Line
from studyapp.sources.pages.chrome import is_chrome, is_status
from studyapp.sources.pages.evidence import is_question, strangers
from studyapp.sources.pages.page import (
    Page,
    Pair,
    Paragraph,
    join,
    numbers,
    paragraphs,
    whole_number,
)

EARLY = "the page claims more cards, and this may be the answer of a later one"
_FEW = 3


@dataclass(slots=True)
class Slot:
    """One numbered place on the page and what stands in it."""

    number: str
    marks: Sequence[Line]
    """The lines that open it."""
    body: Sequence[Line]
    start: int
    end: int
    """Indices of its first line and past its last."""
    doubt: str = ""
    """Why it must not become a card, if so."""

    @property
    def line(self) -> int:
        """Number of its first line."""
        return self.marks[0].number


def settle(page: Page, slots: Sequence[Slot]) -> None:
    """Give every slot its end: a pair, empty, or uncertain with a reason.

    The first paragraph is the question, the rest the answer. A slot of one paragraph has lost
    something. So has one with a wider gap than the page usually leaves, before the question or
    after it: pairing across the hole would give a question someone else's answer. The only
    question of several lines on a page may have an answer stuck to it, and the last slot what
    the site prints below the cards. A question unlike the others may be part of an answer.
    """
    parts = [paragraphs(slot.body) for slot in slots]
    lead = usual(each[0].gap for each in parts if each)
    middle = usual(each[1].gap for each in parts if len(each) > 1)
    rare = sum(len(each[0].lines) > 1 for each in parts if each) == 1
    size = usual((len(each) for each in parts if len(each) > 1), otherwise=2)
    for slot, each in zip(slots, parts, strict=True):
        slot.doubt = slot.doubt or (_hole(each, lead, middle, rare=rare) if each else "")
        slot.doubt = slot.doubt or _strays(slot, each, size)
    _compare(slots, parts)
    if slots and not slots[-1].doubt and _overflows(parts, size):
        slots[-1].doubt = "what the page prints below the last card seems to have joined it"
    empty: list[str] = []
    orphans: list[str] = []
    keys: Counter[str] = Counter()
    for slot, each in zip(slots, parts, strict=True):
        page.slots += 1
        keys[slot.number] += 1
        doubt = slot.doubt
        if not each and not doubt:
            page.ignore(slot.marks, f"{page.slot_word} {slot.number} is empty")
            empty.append(f"{page.slot_word} {slot.number} (line {slot.line}) is empty")
        elif doubt:
            page.doubt(slot.marks, f"{page.slot_word} {slot.number}: {doubt}")
            page.doubt(slot.body, f"{page.slot_word} {slot.number}: {doubt}")
            orphans.append(
                f"{page.slot_word} {slot.number} (line {slot.line}) was not made a card: {doubt}"
            )
        else:
            again = keys[slot.number]
            page.pairs.append(
                Pair(
                    key=slot.number if again == 1 else f"{slot.number}#{again}",
                    name=f"{page.slot_word} {slot.number}",
                    front=join(each[:1]),
                    back=join(each[1:]),
                    lines=numbers([*slot.marks, *slot.body]),
                )
            )
    page.warn(empty, "{} more slots are empty")
    page.warn(orphans, "{} more slots were not made cards")


def ends_early(page: Page, last: int) -> bool:
    """Whether the last number is a little below what the page claims.

    A copy for visitors stops long before the last card. Where only a few are missing, the last
    answer may belong to one of them.
    """
    claims = [s.count for s in page.stated if not s.is_bar]
    claims = claims or [s.count + 1 for s in page.stated]
    return any(last < count <= last + _FEW for count in claims)


def _strays(slot: Slot, parts: Sequence[Paragraph], size: int) -> str:
    """Doubt a slot that holds marks of its own, or more than usual below no question."""
    last = whole_number(parts[-1].text) if len(parts) > 1 else None
    if any(is_status(line) for line in slot.body):
        return "it holds a second status line"
    if last == int(slot.number) + 1:
        return "its last line may be the number of the next slot"
    if len(parts) > max(size, 2) and not is_question(parts[0].text):
        return "there is more in it than usual, and nothing says where its question ends"
    return ""


def _compare(slots: Sequence[Slot], parts: Sequence[Sequence[Paragraph]]) -> None:
    """Doubt the slots that are unlike the others that are sound so far."""
    sound = [at for at, each in enumerate(parts) if each and not slots[at].doubt]
    reasons = strangers([(join(parts[at][:1]), join(parts[at][1:])) for at in sound])
    for at, reason in zip(sound, reasons, strict=True):
        slots[at].doubt = reason


def _overflows(parts: Sequence[Sequence[Paragraph]], size: int) -> bool:
    """Whether the last slot is longer than usual, or holds parts of the page around it."""
    if any(is_chrome(line) for part in parts[-1][2:] for line in part.lines):
        return True
    return len(parts) >= 3 and len(parts[-1]) > size


def usual(gaps: Iterable[int], *, otherwise: int = 1) -> int:
    """Return what a page has most often, ``otherwise`` if it has too few slots to tell."""
    counts = Counter(gaps)
    if counts.total() < 3:
        return otherwise
    return max(counts, key=lambda gap: (counts[gap], -gap))


def _hole(parts: Sequence[Paragraph], lead: int, middle: int, *, rare: bool) -> str:
    if parts[0].gap > lead:
        return "a line seems to be missing before its first"
    if len(parts) == 1:
        return "the question or the answer is missing"
    if parts[1].gap > middle:
        return "a line seems to be missing after its first"
    if rare and len(parts[0].lines) > 1:
        return "the question and the answer may have run together"
    return ""
