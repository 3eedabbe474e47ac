"""By what the cards of a deck can be sorted: subdecks, tags, decades, kinds of answers.

Found in the deck itself. A card belongs to an attribute if it has exactly one bin there; the
fullest six bins are kept.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from studyapp.domain.deck import SEPARATOR, is_within
from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import STAR, Item
from studyapp.quiz.years import times

MOST_BINS = 6
LEAST_IN_BIN = 2
"""Cards below which a bin is no bin."""
DEPTH = 5
"""Levels of a tag that are looked at."""
OVERLAP = 0.1
"""Share of a plain tag's cards that may have another of the chosen tags as well."""
OWN_TAGS = frozenset((STAR, "leech"))
"""Tags that say something of the learner, not of the card."""


class Basis(StrEnum):
    """What an attribute is read from."""

    DECK = "deck"
    FAMILY = "family"
    """Tags below one tag: ``war::east``, ``war::west``."""
    TAGS = "tags"
    """Plain tags that hardly meet on a card."""
    DECADE = "decade"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One way to sort a deck."""

    basis: Basis
    name: str
    """What tells it from others of its basis: the deck or the tag above its bins."""
    bins: tuple[str, ...]
    """Two to six labels, in a sensible order."""
    truth: Mapping[int, str]
    """For each card that can be sorted, its bin."""

    @property
    def key(self) -> str:
        """Its identity, for finding it again."""
        return f"{self.basis}:{self.name}"

    def cards(self, label: str) -> int:
        """Return how many cards are in a bin."""
        return sum(each == label for each in self.truth.values())


def attributes(
    items: Sequence[Item], root: str, sortable: "Callable[[Item, Attribute], bool]"
) -> tuple[Attribute, ...]:
    """Return the ways to sort the cards of the deck ``root``, those of most cards first.

    ``sortable`` says whether enough is left of a card's text once it does not give its bin away.
    Of two that make the same bins of the same cards only the first is kept.
    """
    found: list[Attribute] = []
    for attribute in _candidates(items, root):
        by_id = {item.card_id: item for item in items}
        truth = {
            card: label
            for card, label in attribute.truth.items()
            if sortable(by_id[card], attribute)
        }
        kept = _binned(attribute.basis, attribute.name, truth)
        if kept is not None and not any(_same(kept, other) for other in found):
            found.append(kept)
    return tuple(sorted(found, key=lambda each: -len(each.truth)))


def _candidates(items: Sequence[Item], root: str) -> list[Attribute]:
    every = [_of_subdecks(items, root), *_of_families(items), _of_tags(items)]
    every += [_of_decades(items), _of_categories(items)]
    return [each for each in every if each is not None]


def _binned(basis: Basis, name: str, truth: Mapping[int, str]) -> Attribute | None:
    """Return the attribute of the fullest bins, None if there are fewer than two."""
    counts = Counter(truth.values())
    full = [label for label, count in counts.most_common() if count >= LEAST_IN_BIN]
    bins = full[:MOST_BINS]
    if len(bins) < 2:
        return None
    chosen = {card: label for card, label in truth.items() if label in bins}
    if basis is Basis.DECK:
        bins = list(dict.fromkeys(chosen.values()))
    else:
        bins.sort(key=str.casefold)
    return Attribute(basis, name, tuple(bins), chosen)


def _same(one: Attribute, other: Attribute) -> bool:
    pairs = {(one.truth[card], other.truth.get(card)) for card in one.truth}
    return one.truth.keys() == other.truth.keys() and len(pairs) == len(one.bins) == len(other.bins)


def _of_subdecks(items: Sequence[Item], root: str) -> Attribute | None:
    """Return the level of decks on which the cards part."""
    while True:
        below: dict[int, str] = {}
        for item in items:
            if is_within(item.deck, root) and item.deck != root:
                rest = item.deck[len(root) + len(SEPARATOR) :]
                below[item.card_id] = rest.split(SEPARATOR, 1)[0]
        labels = set(below.values())
        if len(labels) != 1:
            return _binned(Basis.DECK, root, below)
        root = SEPARATOR.join((root, labels.pop()))


def _of_families(items: Iterable[Item]) -> list[Attribute | None]:
    families: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for item in items:
        for tag in item.tags:
            parts = [part for part in tag.split(SEPARATOR, DEPTH) if part]
            for depth in range(1, len(parts)):
                families[SEPARATOR.join(parts[:depth])][item.card_id].add(parts[depth])
    return [_binned(Basis.FAMILY, name, _single(families[name])) for name in sorted(families)]


def _of_tags(items: Iterable[Item]) -> Attribute | None:
    """Return plain tags chosen so that they part the deck: the most frequent first."""
    cards: dict[str, set[int]] = defaultdict(set)
    for item in items:
        for tag in item.tags:
            if SEPARATOR not in tag and tag.casefold() not in OWN_TAGS:
                cards[tag].add(item.card_id)
    chosen: list[str] = []
    taken: set[int] = set()
    for tag in sorted(cards, key=lambda each: (-len(cards[each]), each)):
        if len(chosen) < MOST_BINS and len(cards[tag] & taken) <= OVERLAP * len(cards[tag]):
            chosen.append(tag)
            taken |= cards[tag]
    having: dict[int, set[str]] = defaultdict(set)
    for tag in chosen:
        for card in cards[tag]:
            having[card].add(tag)
    return _binned(Basis.TAGS, "", _single(having))


def _of_decades(items: Iterable[Item]) -> Attribute | None:
    having = {
        item.card_id: {
            f"{decade}s"
            for text in (item.question, item.answer)
            for when in times(text)
            for decade in when.decades
        }
        for item in items
    }
    return _binned(Basis.DECADE, "", _single(having))


def _of_categories(items: Iterable[Item]) -> Attribute | None:
    """Return the kinds of what generated cards leave out: year, person, figure and so on."""
    having = {
        item.card_id: item.category
        for item in items
        if item.category and item.kind is NoteKind.CLOZE
    }
    return _binned(Basis.CATEGORY, "", having)


def _single(having: Mapping[int, set[str]]) -> dict[int, str]:
    return {card: next(iter(labels)) for card, labels in having.items() if len(labels) == 1}
