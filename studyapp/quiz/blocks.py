"""Matching blocks: up to six questions beside as many answers of like kind, shuffled."""

from collections.abc import Sequence

from studyapp.domain.selftest import Item
from studyapp.domain.unmarked import unmarked
from studyapp.quiz.paper import PAIRS
from studyapp.quiz.pool import Pool
from studyapp.quiz.sense import same

FEWEST = 3
"""With two pairs, one right is both right."""
LONGEST_SIDE = 240
"""Characters of a question or answer that can still be compared at a glance."""


def blocks(items: Sequence[Item], pool: Pool, wanted: int) -> tuple[tuple[Item, ...], ...]:
    """Return blocks of together at most ``wanted`` pairs, of the items in their order.

    In a block each answer fits one question only, and all answers are of like kind, so that the
    form does not tell them apart.
    """
    begun: list[list[Item]] = []
    placed = 0
    for item in items:
        if placed >= wanted:
            break
        if max(len(unmarked(item.question)), len(item.term)) > LONGEST_SIDE:
            continue
        home = next((block for block in begun if _takes(block, item, pool)), None)
        if home is None:
            begun.append([item])
            continue
        home.append(item)
        if len(home) == FEWEST:
            placed += FEWEST
        elif len(home) > FEWEST:
            placed += 1
    return _cut([block for block in begun if len(block) >= FEWEST], wanted)


def _cut(full: list[list[Item]], wanted: int) -> tuple[tuple[Item, ...], ...]:
    """Return the blocks with at most ``wanted`` pairs, none left below the fewest."""
    found = []
    for block in full:
        kept = block[: max(wanted, 0)]
        if len(kept) >= FEWEST:
            found.append(tuple(kept))
            wanted -= len(kept)
    return tuple(found)


def _takes(block: Sequence[Item], item: Item, pool: Pool) -> bool:
    if len(block) >= PAIRS or not _like(block[0], item, pool):
        return False
    return not any(
        one.family == item.family or _fits(one, item, pool) or _fits(item, one, pool)
        for one in block
    )


def _like(one: Item, other: Item, pool: Pool) -> bool:
    if one.category and other.category:
        return (one.category, one.hint) == (other.category, other.hint)
    return pool.entry(one).kind == pool.entry(other).kind


def _fits(asked: Item, other: Item, pool: Pool) -> bool:
    """Whether the answer of ``other`` could also be right for ``asked``."""
    right, twins = pool.rights(pool.entry(asked))
    entry = pool.entry(other)
    return entry.at in twins or any(same(one, each) for one in entry.senses for each in right)
