"""The four outcomes of the card on the table, worked out when somebody looks.

The question is shown before the buttons are: what they say need not delay the next card.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from studyapp.domain.card import Memory
from studyapp.domain.review import Rating
from studyapp.scheduling.fsrs import Scheduler, settle
from studyapp.scheduling.preview import Outcome, previews
from studyapp.services.views import Preview


class Outcomes(Mapping[Rating, Preview]):
    """What each rating would do to one card, as if it were given at ``asked``."""

    def __init__(
        self,
        scheduler: Scheduler,
        memory: Memory,
        asked: datetime,
        today: int,
        card_id: int,
        log_id: str | None,
    ) -> None:
        self.scheduler = scheduler
        self._memory = memory
        self._asked = asked
        self._today = today
        self._card_id = card_id
        self.log_id = log_id
        """The newest entry of the card's log when it was laid on the table."""
        self._found: dict[Rating, Outcome] = {}

    def __getitem__(self, rating: Rating) -> Preview:
        outcome = self._all()[rating]
        due = outcome.memory.due or self._asked
        return Preview(outcome.rating, outcome.interval, due, outcome.label)

    def __iter__(self) -> Iterator[Rating]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def after(self, rating: Rating, before: Memory, now: datetime, today: int) -> Memory:
        """Return where the card stands after ``rating`` at ``now``: what its button said.

        ``before`` is the memory found when rating; if another process has changed it since, or
        a study day has begun, the outcome is worked out anew.
        """
        if self._found and before == self._memory and today == self._today:
            return settle(self._found[rating].memory, now)
        return self.scheduler.answer(before, rating, now, today, self._card_id)

    def _all(self) -> dict[Rating, Outcome]:
        if not self._found:
            self._found = previews(
                self.scheduler, self._memory, self._asked, self._today, self._card_id
            )
        return self._found
