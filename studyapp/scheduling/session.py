"""One sitting: which card is next, while learning steps run out around it."""

from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from studyapp.domain.card import Memory, State
from studyapp.scheduling.queue import QueueCard

LEARN_AHEAD = timedelta(minutes=20)
"""Learning cards due within this time are shown when nothing else is left, as in Anki."""


class SessionCounts(NamedTuple):
    """Cards that could be studied now, the one on the table included."""

    new: int
    learning: int
    due: int


class StudySession:
    """The order of one sitting as a state machine without a clock.

    Learning cards that are due come first, then the main queue, then learning cards that are
    nearly due. ``next`` only looks; a card leaves by ``answered`` or ``remove``. The card just
    answered does not come again at once while any other can be shown.
    """

    def __init__(
        self,
        main: Iterable[QueueCard],
        learning: Iterable[QueueCard] = (),
        learn_ahead: timedelta = LEARN_AHEAD,
    ) -> None:
        self._ahead = learn_ahead
        self._undone: list[QueueCard] = []
        """Cards put back, the latest last; shown before all else."""
        self._order: deque[QueueCard] = deque()
        """Main queue; an entry counts only while it is the one in ``_main``."""
        self._main: dict[int, QueueCard] = {}
        self._timed: list[tuple[datetime, int, int]] = []
        """Learning cards as (due, order of arrival, card id), sorted."""
        self._times: dict[int, tuple[datetime, int, int]] = {}
        self._arrivals = 0
        self._waiting = dict.fromkeys(State, 0)
        """Cards in the main queue and put back, by state."""
        self._last: int | None = None
        for card in main:
            self._queue(card)
        for card in learning:
            self._queue(card)

    def next(self, now: datetime) -> int | None:
        """Return the id of the card to show at ``now``; None when the sitting is over for now.

        ``next_due`` then says when it goes on.
        """
        if self._undone:
            return self._undone[-1].card_id
        card_id = self._timed_card(now)
        if card_id is not None:
            return card_id
        while self._order:
            first = self._order[0]
            if self._main.get(first.card_id) is first:
                return first.card_id
            self._order.popleft()
        card_id = self._timed_card(now + self._ahead)
        if card_id is not None:
            return card_id
        last = None if self._last is None else self._times.get(self._last)
        return last[2] if last is not None and last[0] <= now + self._ahead else None

    def answered(self, card_id: int, memory: Memory, now: datetime, today: int) -> None:
        """Take in that the card now stands at ``memory``: it waits for its step, or is done.

        A card that is still due by day (only a schedule set by hand does that) goes to the end
        of the main queue.
        """
        self.remove(card_id)
        self._last = card_id
        if memory.due_day is not None and memory.due_day > today:
            return
        card = QueueCard(card_id, 0, 0, memory.state, memory.due, memory.due_day)
        if card.intraday or memory.is_due(now, today):
            self._queue(card)

    def remove(self, *card_ids: int) -> None:
        """Take cards out: buried, suspended, deleted, or siblings of one that was answered.

        Cards that are not in the session are no error.
        """
        for card_id in card_ids:
            entry = self._times.pop(card_id, None)
            if entry is not None:
                del self._timed[bisect_left(self._timed, entry)]
            queued = self._main.pop(card_id, None)
            if queued is not None:
                self._waiting[queued.state] -= 1
            if self._undone:
                self._withdraw(card_id)

    def _withdraw(self, card_id: int) -> None:
        for card in [card for card in self._undone if card.card_id == card_id]:
            self._undone.remove(card)
            self._waiting[card.state] -= 1

    def put_back(self, card: QueueCard) -> None:
        """Undo: ``card``, as it was before its answer, is the next one shown."""
        self.remove(card.card_id)
        self._undone.append(card)
        self._waiting[card.state] += 1

    def counts(self, now: datetime) -> SessionCounts:
        """Return what waits: learning cards count when due within the learn-ahead time."""
        soon = bisect_right(self._timed, (now + self._ahead, self._arrivals, 0))
        learning = self._waiting[State.LEARNING] + self._waiting[State.RELEARNING] + soon
        return SessionCounts(self._waiting[State.NEW], learning, self._waiting[State.REVIEW])

    def next_due(self) -> datetime | None:
        """Return when the next waiting learning card falls due, if there is one."""
        return self._timed[0][0] if self._timed else None

    def _queue(self, card: QueueCard) -> None:
        self.remove(card.card_id)
        if card.intraday and card.due is not None:
            entry = (card.due, self._arrivals, card.card_id)
            self._arrivals += 1
            self._times[card.card_id] = entry
            insort(self._timed, entry)
        else:
            self._order.append(card)
            self._main[card.card_id] = card
            self._waiting[card.state] += 1

    def _timed_card(self, until: datetime) -> int | None:
        """Return the first learning card due by ``until`` that was not the last answered."""
        for due, _, card_id in self._timed[:2]:
            if due <= until and card_id != self._last:
                return card_id
        return None
