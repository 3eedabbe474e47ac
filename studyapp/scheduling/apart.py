"""Cards that are taken for each other, kept apart in the order of the day.

Asked right after each other, the second is answered from the first; what interferes is told
apart by being recalled alone (and side by side only in a drill made for it).
"""

from collections import deque
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from studyapp.scheduling.queue import QueueCard

GAP = 7
"""Cards between two that are confused, where there are enough."""


def keep_apart(
    cards: Sequence[QueueCard], confused: Mapping[int, AbstractSet[int]], gap: int = GAP
) -> tuple[QueueCard, ...]:
    """Return ``cards`` with each moved back until ``gap`` others lie before it and its like.

    ``confused`` names for a card id those it is taken for. All others keep their order. Where
    too few others are left, those held back come last.
    """
    if not confused:
        return tuple(cards)
    order: list[QueueCard] = []
    recent: deque[int] = deque(maxlen=gap)
    held: list[QueueCard] = []

    def near(card: QueueCard) -> bool:
        like = confused.get(card.card_id)
        return like is not None and any(each in like for each in recent)

    def put(card: QueueCard) -> None:
        order.append(card)
        recent.append(card.card_id)

    for card in cards:
        while (free := next((each for each in held if not near(each)), None)) is not None:
            held.remove(free)
            put(free)
        if near(card):
            held.append(card)
        else:
            put(card)
    while held:
        free = next((each for each in held if not near(each)), held[0])
        held.remove(free)
        put(free)
    return tuple(order)
