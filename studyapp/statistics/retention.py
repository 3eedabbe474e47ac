"""True retention: the share of reviews that were recalled, as Anki counts it.

Again is forgotten, the other ratings are recalled. A review is young or mature by the interval
before it (Anki: rslib/src/stats/graphs/retention.rs, compared with anki 26.9.3).
"""

from dataclasses import dataclass

import numpy as np

from studyapp.domain.review import Rating
from studyapp.statistics.columns import Bools, Ints
from studyapp.statistics.reviews import Reviews

SPANS = {"today": (1, 0), "yesterday": (2, 1), "week": (7, 0), "month": (30, 0), "year": (365, 0)}
"""Anki's periods: from how many days ago, up to before how many days ago."""
ALL_TIME = "all_time"


@dataclass(frozen=True, slots=True)
class Retention:
    """How many reviews were recalled and how many not."""

    young_passed: int = 0
    young_failed: int = 0
    mature_passed: int = 0
    mature_failed: int = 0

    @property
    def passed(self) -> int:
        """Recalled, young or mature."""
        return self.young_passed + self.mature_passed

    @property
    def total(self) -> int:
        """All reviews."""
        return self.passed + self.young_failed + self.mature_failed

    @property
    def share(self) -> float | None:
        """The true retention, 0 to 1; None without reviews."""
        return _share(self.passed, self.total)

    @property
    def young(self) -> float | None:
        """The same of young cards."""
        return _share(self.young_passed, self.young_passed + self.young_failed)

    @property
    def mature(self) -> float | None:
        """The same of mature cards."""
        return _share(self.mature_passed, self.mature_passed + self.mature_failed)

    def __add__(self, other: "Retention") -> "Retention":
        return Retention(
            self.young_passed + other.young_passed,
            self.young_failed + other.young_failed,
            self.mature_passed + other.mature_passed,
            self.mature_failed + other.mature_failed,
        )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def counted(reviews: Reviews, chosen: Bools) -> Retention:
    """Return the retention of those reviews for which ``chosen`` is true."""
    codes = _codes(reviews)[chosen & reviews.retention]
    return Retention(*(int(each) for each in np.bincount(codes, minlength=4)[:4]))


def by_span(reviews: Reviews, today: int) -> dict[str, Retention]:
    """Return the retention of Anki's periods, ``all_time`` last."""
    ago = today - reviews.day
    found = {
        name: counted(reviews, (ago < first) & (ago >= last))
        for name, (first, last) in SPANS.items()
    }
    return {**found, ALL_TIME: counted(reviews, ago >= 0)}


def by_day(reviews: Reviews, first: int, today: int) -> tuple[Retention, ...]:
    """Return the retention of every study day from ``first`` to ``today``."""
    days = today - first + 1
    chosen = reviews.retention & (reviews.day >= first) & (reviews.day <= today)
    places = (reviews.day[chosen] - first) * 4 + _codes(reviews)[chosen]
    table = np.bincount(places, minlength=4 * days).reshape(days, 4)
    return tuple(Retention(*(int(each) for each in row)) for row in table)


def _codes(reviews: Reviews) -> Ints:
    """Return the place of each review among the fields of ``Retention``."""
    failed = reviews.rating == int(Rating.AGAIN)
    return np.asarray(2 * reviews.mature + failed, dtype=np.int64)
