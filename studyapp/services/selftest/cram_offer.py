"""What could be crammed of a deck, and what was begun of it and left."""

from collections import Counter
from dataclasses import dataclass, replace

from studyapp.domain.selftest import STAR, WEAK, Mode
from studyapp.quiz import cram as machine
from studyapp.services.selftest import sittings
from studyapp.services.selftest.cram import CramWishes, wishes_from
from studyapp.services.selftest.items import items
from studyapp.services.selftest.kept import full_name
from studyapp.services.workspace import Workspace

FEW = 20
"""Cards of a short session."""

_WEAK = f"recall below {WEAK:.0%}"


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of cards to offer, with how many it is."""

    name: str
    detail: str
    wishes: CramWishes
    cards: int
    left: int = 0
    """Cards that wait in a session on it that was left; 0 if there is none."""


@dataclass(frozen=True, slots=True)
class CramOffer:
    """What could be crammed of a deck."""

    filters: tuple[Filter, ...]


def offer(workspace: Workspace, deck: str) -> CramOffer:
    """Return choices of cards: all, few, weak, starred, each tag; then others that were left.

    Raises ``NotFoundError``.
    """
    name = full_name(workspace, deck)
    found = items(workspace, name)
    left = _left(workspace, name, [item.card_id for item in found])
    weak = len(items(workspace, name, weak=True))
    starred = sum(item.starred for item in found)
    every = [Filter("all cards", "the weakest first", CramWishes(), len(found))]
    if len(found) > FEW:
        few = CramWishes(limit=FEW)
        every.append(Filter(f"the weakest {FEW}", "a short session", few, FEW))
    every.append(Filter("weak cards", _WEAK, CramWishes(weak=True), weak))
    every.append(
        Filter("starred cards", "s stars in flashcards", CramWishes(starred=True), starred)
    )
    tags = Counter(tag for item in found for tag in item.tags if tag.casefold() != STAR)
    named = sorted(tags, key=lambda tag: (-tags[tag], tag))
    every += [Filter(f"#{tag}", "a tag", CramWishes(tags=(tag,)), tags[tag]) for tag in named]
    begun = [replace(each, left=left.pop(each.wishes, (0, 0))[0]) for each in every]
    begun += [Filter(_name(wishes), "", wishes, *counts[::-1]) for wishes, counts in left.items()]
    return CramOffer(tuple(each for each in begun if each.cards or each.left))


def _left(workspace: Workspace, deck: str, here: list[int]) -> dict[CramWishes, tuple[int, int]]:
    """Return what was begun and left, newest first: the cards that wait, and all cards of it."""
    found: dict[CramWishes, tuple[int, int]] = {}
    for sitting in sittings.every_left(workspace, Mode.CRAM, deck):
        cram = machine.from_state(sitting.state, here)
        if cram.waiting:
            counts = len(cram.waiting), len(cram.waiting) + len(cram.known)
            found.setdefault(wishes_from(sitting.wishes), counts)
    return found


def _name(wishes: CramWishes) -> str:
    """Return what a choice that is not among those offered is called."""
    words = ["chosen cards"] if wishes.cards else []
    words += [f"the weakest {wishes.limit:,}"] if wishes.limit is not None else []
    words += [word for word in ("weak", "starred") if getattr(wishes, word)]
    words += [f"#{tag}" for tag in wishes.tags]
    return ", ".join(words)
