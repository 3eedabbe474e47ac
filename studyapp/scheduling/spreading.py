"""A pile of due cards spread over the days to come, so that none of them is too full."""

from collections.abc import Mapping, Sequence
from itertools import count

SPAN = 60
"""Days in which even a very large pile is worked off: then more than ``per_day`` are asked."""


def spread_pile(
    recall: Mapping[int, float], per_day: int, coming: Sequence[int] = ()
) -> dict[int, int]:
    """Return on which day (0 is today) each card of a pile is to be asked.

    ``recall`` is the recall probability now by card id; ``per_day`` (at least 1) how many cards
    a day are welcome; ``coming`` how many fall due on each day anyhow. What is remembered worst
    comes first; the order of equals is that of their ids.
    """
    welcome = max(per_day, 1)
    room = [max(0, welcome - each) for each in (*coming, *[0] * SPAN)][:SPAN]
    extra, lacking = 0, len(recall) - sum(room)
    if lacking > 0:
        extra = -(-lacking // SPAN)
    found: dict[int, int] = {}
    days = count()
    day, left = next(days), room[0] + extra
    for card in sorted(recall, key=lambda each: (recall[each], each)):
        while not left:
            day = next(days)
            left = room[day] + extra
        found[card] = day
        left -= 1
    return found
