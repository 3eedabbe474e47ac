"""Studying by an exam's plan: ordinary reviews, of the cards the plan chose for today."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from studyapp.domain.card import Queue, State
from studyapp.domain.day import from_ms
from studyapp.domain.deck import DeckOptions
from studyapp.scheduling.queue import DayQueue, QueueCard
from studyapp.services.study import Gather
from studyapp.storage import exams as stored
from studyapp.storage.engine import Connection


def gather(chosen: Sequence[int], covered: Sequence[int]) -> Gather:
    """Return what fills a session's queue with the cards ``chosen``, in their order.

    Those answered today are done; cards of the exam that are in steps below a day come as they
    fall due.
    """
    wanted = {card: at for at, card in enumerate(chosen)}
    scope = set(covered)

    def queue(
        connection: Connection,
        learner: int,
        options: Mapping[str, DeckOptions],
        now: datetime,
        today: int,
    ) -> DayQueue:
        main: list[QueueCard] = []
        learning: list[QueueCard] = []
        for row in stored.standing(connection, learner):
            if row.id not in scope:
                continue
            hidden = row.queue != Queue.ACTIVE
            if hidden and (row.buried_until is None or row.buried_until > today):
                continue
            card = QueueCard(
                row.id,
                row.family,
                0,
                State(row.state),
                None if row.due is None else from_ms(row.due),
                row.due_day,
                row.position,
                None,
                row.last_day,
            )
            if card.intraday:
                learning.append(card)
            elif row.id in wanted and row.last_day != today:
                main.append(card)
        main.sort(key=lambda card: wanted[card.card_id])
        learning.sort(key=lambda card: (card.due or now, card.card_id))
        return DayQueue(tuple(main), tuple(learning))

    return queue
