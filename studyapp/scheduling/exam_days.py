"""The days a plan decides on: each day now and near the exam, blocks of days between them.

A plan costs the square of its days, and far from the exam the price of a minute hardly changes
from one day to the next. So far away several days share one decision, taken as if in their
middle; the plan of each morning has finer days where the one before had blocks.
"""

from dataclasses import dataclass

import numpy as np

from studyapp.scheduling.formulas import Bools, Floats, Ints

FINE = 120
"""Plans of so many days have no blocks."""
NOW = 14
"""Days from today on that are never in a block: a plan may be used for so long."""
NEAR = 45
"""Days from the exam at which blocks of two days begin; at twice as many, of three; and so on."""


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Study days in blocks, in order; arrays (b,) over blocks unless said otherwise."""

    at: Ints
    """The day from today that a block is taken to be, its middle."""
    minutes: Floats
    """Minutes of all of its days together."""
    share: Floats
    """(d,) the part of its block's minutes that each day has."""
    block: Ints
    """(d,) the block of each day."""

    @classmethod
    def of(cls, minutes: Floats) -> "Days":
        """Return the days with ``minutes`` (d,) from today on."""
        first = _first_days(len(minutes))
        after = np.append(first[1:], len(minutes))
        block = np.repeat(np.arange(len(first)), after - first)
        total = np.add.reduceat(minutes, first)
        share = minutes / np.where(total > 0, total, 1.0)[block]
        return cls((first + after - 1) // 2, total, share, block)

    def __len__(self) -> int:
        return len(self.at)

    @property
    def open(self) -> Bools:
        """Whether there is any time for study."""
        return np.asarray(self.minutes > 0)

    @property
    def count(self) -> int:
        """Days, d of them."""
        return len(self.block)

    def shared(self, amounts: Floats) -> Floats:
        """Return ``amounts`` of blocks as amounts of days (d,), in proportion to minutes."""
        return np.asarray(amounts[self.block] * self.share)

    def daily(self, prices: Floats) -> Floats:
        """Return prices of blocks as prices of days (d,); 0 on days off."""
        return np.where(self.share > 0, prices[self.block], 0.0)

    def blocked(self, prices: Floats) -> Floats:
        """Return prices of days (d,) as prices of blocks."""
        return np.asarray(np.bincount(self.block, prices * self.share, len(self)))

    def reached(self, start: float, marks: Floats) -> Floats:
        """Return marks at the ends of blocks as marks at the ends of days (d,).

        ``start`` is the mark before the first; within a block it rises with the minutes.
        """
        spent = np.cumsum(self.share)
        first = np.searchsorted(self.block, np.arange(len(self)))
        within = spent - (spent - self.share)[first][self.block]
        before = np.concatenate([[start], marks[:-1]])[self.block]
        return np.asarray(before + (marks[self.block] - before) * within)

    def later(self, days_on: int) -> "Days":
        """Return the same blocks as they are ``days_on`` days later.

        Raises ValueError where that is in the middle of a block: not within ``NOW`` days.
        """
        first = int(self.block[days_on])
        if self.at[first] != days_on:
            raise ValueError(
                f"A plan for {self.count} days does not serve after {days_on} of them."
            )
        return Days(
            self.at[first:] - days_on,
            self.minutes[first:],
            self.share[days_on:],
            self.block[days_on:] - first,
        )


def _first_days(days: int) -> Ints:
    """Return the first day of each block."""
    if days <= FINE:
        return np.arange(days)
    first: list[int] = []
    end = days
    while end > NOW:
        end = max(end - 1 - (days - end) // NEAR, NOW)
        first.append(end)
    return np.array([*range(NOW), *reversed(first)])
