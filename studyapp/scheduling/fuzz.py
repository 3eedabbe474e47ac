"""Spreading intervals a little, so that cards learned together do not stay together.

The formula is the one the fsrs package (``FUZZ_RANGES``) and Anki share; chance does not come
from a random source but from the card and the number of its reviews, so that what a button
promises is what pressing it does, on every device.
"""

from math import inf

_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, inf, 0.05))
"""From, to (days), and the share of the interval between them that may be added or taken."""

_MASK = (1 << 64) - 1


def mix(value: int, salt: int = 0) -> int:
    """Return 64 well-mixed bits of two integers (the finaliser of SplitMix64, Steele 2014).

    Stable across processes and versions, unlike ``hash``, and cheaper than seeding a ``Random``.
    """
    x = (value * 0x9E3779B97F4A7C15 + salt * 0xD1B54A32D192ED03 + 0x9E3779B97F4A7C15) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)


def fuzz_factor(card_id: int, reps: int) -> float:
    """Return the place within the fuzz range, 0 to below 1, for a card's next interval."""
    return (mix(card_id, reps) >> 11) / (1 << 53)


def fuzz_range(interval: float, least: int, most: int) -> tuple[int, int]:
    """Return the shortest and longest whole days that ``interval`` (days) may become.

    Both lie within ``least`` and ``most``. Below 2.5 days there is nothing to spread.
    """
    interval = min(max(interval, least), most)
    delta = 0.0
    if interval >= _RANGES[0][0]:
        delta = 1.0
        for start, end, share in _RANGES:
            if interval <= start:
                break
            delta += share * (min(interval, end) - start)
    shortest = int(interval - delta + 0.5)
    longest = int(interval + delta + 0.5)
    return min(max(shortest, least), most), min(max(longest, least), most)


def spread(interval: float, least: int, most: int, factor: float | None) -> int:
    """Return ``interval`` (days) as whole days, moved within its range by ``factor``.

    ``factor`` is 0 to below 1, or None for no fuzz. ``most`` wins over ``least``. The result
    never falls when ``interval`` rises, so fuzz never reverses the order of the buttons.
    """
    least = min(least, most)
    if factor is None:
        return min(max(int(interval + 0.5), least), most)
    shortest, longest = fuzz_range(interval, least, most)
    return shortest + int(factor * (longest - shortest + 1))
