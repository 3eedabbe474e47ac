"""Mastery: how likely each card is to be known, now and on the day of the exam.

Not a count of clicks: a recall probability from the memory model, 0 for a card never seen.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from studyapp.domain.card import Queue, State
from studyapp.domain.deck import is_within
from studyapp.domain.exam import Exam, Kind
from studyapp.scheduling.fsrs import recall
from studyapp.services import browse
from studyapp.services.exams import store
from studyapp.services.views import CardView
from studyapp.services.workspace import Workspace

AHEAD = timedelta(days=30)
"""What is looked at where no exam is planned."""


@dataclass(frozen=True, slots=True)
class CardMastery:
    """One card."""

    card: CardView
    now: float
    later: float
    """At the exam if it is not studied until then."""


@dataclass(frozen=True, slots=True)
class Group:
    """A deck with its subdecks, or a tag: means over its cards, new ones as 0."""

    name: str
    cards: int
    new: int
    now: float
    later: float


@dataclass(frozen=True, slots=True)
class Mastery:
    """What is known of a deck."""

    deck: str
    now: datetime
    later: datetime
    exam: str
    """Name of the exam that is the later moment; empty if none is planned."""
    whole: Group
    decks: tuple[Group, ...]
    """The deck and every deck below it, in tree order."""
    tags: tuple[Group, ...]
    cards: tuple[CardMastery, ...]
    """Least known first."""


def mastery(workspace: Workspace, deck: str) -> Mastery:
    """Return the mastery of a deck and its subdecks. Raises ``NotFoundError``.

    The later moment is the next exam that covers the deck, else in 30 days. Suspended cards are
    left out.
    """
    now = workspace.now()
    options = workspace.options()
    name = browse.resolve_deck(options, deck)
    exam = _next_exam(store.exams(workspace), name, now)
    later = now + AHEAD if exam is None else exam.plan.at
    cards = tuple(
        CardMastery(
            card,
            card.retrievability or 0.0,
            recall(card.memory, later, options[card.deck].parameters) or 0.0,
        )
        for card in browse.cards(workspace, name)
        if card.queue is not Queue.SUSPENDED
    )
    decks: dict[str, list[CardMastery]] = defaultdict(list)
    tags: dict[str, list[CardMastery]] = defaultdict(list)
    for each in cards:
        parts = each.card.deck.split("::")
        for depth in range(len(name.split("::")), len(parts) + 1):
            decks["::".join(parts[:depth])].append(each)
        for tag in each.card.tags:
            tags[tag].append(each)
    return Mastery(
        name,
        now,
        later,
        "" if exam is None else exam.name,
        _group(name, cards),
        tuple(_group(each, decks[each]) for each in sorted(decks)),
        tuple(_group(each, tags[each]) for each in sorted(tags)),
        tuple(sorted(cards, key=lambda each: (each.now, each.later, each.card.id))),
    )


def _next_exam(exams: Iterable[Exam], deck: str, now: datetime) -> Exam | None:
    for exam in exams:
        covers = any(
            part.kind is Kind.DECK and (is_within(deck, part.name) or is_within(part.name, deck))
            for part in exam.plan.parts
        )
        if covers and not exam.over and exam.plan.at > now:
            return exam
    return None


def _group(name: str, cards: Iterable[CardMastery]) -> Group:
    found = list(cards)
    count = max(len(found), 1)
    return Group(
        name,
        len(found),
        sum(each.card.memory.state is State.NEW for each in found),
        sum(each.now for each in found) / count,
        sum(each.later for each in found) / count,
    )
