"""How far back figures look."""

from enum import StrEnum


class Period(StrEnum):
    """The last so many study days, today included."""

    MONTH = "30d"
    QUARTER = "90d"
    YEAR = "1y"
    ALL = "all"

    @property
    def days(self) -> int | None:
        """How many days; None for all there are."""
        return {Period.MONTH: 30, Period.QUARTER: 90, Period.YEAR: 365}.get(self)
