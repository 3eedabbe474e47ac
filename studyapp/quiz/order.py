"""Orders of cards that several modes share."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from studyapp.domain.selftest import Item

LOOK = 12
"""How far ahead a card of another family is looked for."""

T = TypeVar("T")


def weakest_first(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the cards by recall probability, lowest first; new ones last, in reading order.

    Nobody knows yet how weak a new card is, and one that is slipping away gains most.
    """
    return tuple(
        sorted(
            items,
            key=lambda item: (
                item.retrievability is None,
                0.0 if item.retrievability is None else item.retrievability,
            ),
        )
    )


def families_apart(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the cards in their order, but siblings not in a row where others can stand between.

    One sibling shows what the next one asks for. Takes time in proportion to the cards.
    """
    left = list(reversed(items))
    found: list[Item] = []
    while left:
        last = found[-1].family if found else None
        near = range(len(left) - 1, max(len(left) - LOOK - 1, -1), -1)
        at = next((at for at in near if left[at].family != last), len(left) - 1)
        found.append(left.pop(at))
    return tuple(found)


def kept(wanted: Iterable[T], there: Iterable[T]) -> tuple[T, ...]:
    """Return those of ``wanted`` that are still there, each once, in their order."""
    known = set(there)
    return tuple(dict.fromkeys(each for each in wanted if each in known))
