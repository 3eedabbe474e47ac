"""Which cards a learner takes for each other, from wrong answers that belong to another card.

A wrong choice names another card even if it was a guess, so twice is not yet a habit: of the
wrong answers to a card, guesses go everywhere and confusions to the same place. A typed answer
that is another card's is hardly ever a guess.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from studyapp.domain.review import Evidence

TWICE = 2
"""Confusions from which a pair counts."""
TYPED = 2.0
"""What a typed confusion weighs beside a wrong choice."""
NEEDED = 3.0
"""Weight from which a pair counts: a typed one and a choice, or three choices, or"""
BOTH_WAYS = 2.0
"""less where each was taken for the other."""
SHARE = 0.5
"""Part of the confusions of one of the cards that must go to the other one,"""
LEAST = 0.2
"""and of those of either: a card that is taken for everything is guessed at."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """One wrong answer to a card that belongs to another."""

    card_id: int
    other_id: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that are taken for each other; ``first`` has the lower id."""

    first: int
    second: int
    times: int


def confused_pairs(confusions: Iterable[Confusion]) -> tuple[Pair, ...]:
    """Return the pairs that are confused, the most often first."""
    times: Counter[tuple[int, int]] = Counter()
    weight: dict[tuple[int, int], float] = defaultdict(float)
    ways: dict[tuple[int, int], set[int]] = defaultdict(set)
    of_card: dict[int, float] = defaultdict(float)
    for each in confusions:
        if each.card_id == each.other_id:
            continue
        pair = min(each.card_id, each.other_id), max(each.card_id, each.other_id)
        worth = TYPED if each.evidence is Evidence.TYPED else 1.0
        times[pair] += 1
        weight[pair] += worth
        ways[pair].add(each.card_id)
        of_card[each.card_id] += worth
        of_card[each.other_id] += worth
    found = [
        Pair(*pair, count)
        for pair, count in times.items()
        if count >= TWICE
        and weight[pair] >= (BOTH_WAYS if len(ways[pair]) > 1 else NEEDED)
        and weight[pair] >= SHARE * min(of_card[pair[0]], of_card[pair[1]])
        and weight[pair] >= LEAST * max(of_card[pair[0]], of_card[pair[1]])
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.times, pair.first, pair.second)))
