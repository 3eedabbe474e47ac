"""The study days of a learner, apart from the open collection: a helping process needs them too."""

from dataclasses import dataclass, field
from datetime import tzinfo

from studyapp.domain.day import day_start, to_ms

_DAY_MS = 86_400_000


@dataclass(slots=True)
class Days:
    """When study days start on one clock."""

    zone: tzinfo
    rollover: int
    _starts: dict[int, int] = field(default_factory=dict)

    def day_of(self, at: int) -> int:
        """Return the study day of any time in Unix milliseconds, on the learner's clock now.

        Found by the starts of the days around it, which are few and remembered; asking the zone
        about every review of an import would take longer than storing it.
        """
        day = at // _DAY_MS
        while at < self.start_of(day):
            day -= 1
        while at >= self.start_of(day + 1):
            day += 1
        return day

    def start_of(self, day: int) -> int:
        """Return the Unix milliseconds at which a study day starts."""
        start = self._starts.get(day)
        if start is None:
            start = self._starts[day] = to_ms(day_start(day, self.zone, self.rollover))
        return start
