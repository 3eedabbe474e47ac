"""The queue of one study day: what storage knows, put in order by ``scheduling.queue``."""

from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Any

from studyapp.domain.card import Memory, State
from studyapp.domain.day import from_ms
from studyapp.domain.deck import DeckOptions, is_within
from studyapp.scheduling.fsrs import recall
from studyapp.scheduling.queue import DayQueue, DeckLimit, QueueCard, build_queue
from studyapp.services.workspace import Workspace
from studyapp.storage import content, study
from studyapp.storage.engine import reading


def day_queue(
    workspace: Workspace,
    options: Mapping[str, DeckOptions],
    root: str,
    now: datetime,
    today: int,
) -> DayQueue:
    """Return the queue of the deck ``root`` and its subdecks for study day ``today``.

    It depends on the deck, the day and the log only, so that a session that is opened again
    goes on where it was.
    """
    learner = workspace.learner_id
    with reading(workspace.engine) as connection:
        names = {
            key: name for name, key in content.deck_ids(connection).items() if is_within(name, root)
        }
        done = {
            row.deck_id: (int(row.introduced), int(row.reviewed))
            for row in study.done_today(connection, learner, today)
            if row.deck_id in names
        }
        seen = study.notes_seen(connection, learner, today)
        most = options[root].new_per_day + len(seen)
        rows = study.queue_rows(connection, learner, sorted(names), today, most)
    own = {deck: options[name] for deck, name in names.items()}
    whole = DeckLimit.remaining(
        options[root],
        sum(introduced for introduced, _ in done.values()),
        sum(reviewed for _, reviewed in done.values()),
    )
    return build_queue(
        [_queue_card(row, now, own[row.deck_id].parameters) for row in rows],
        options[root],
        {deck: DeckLimit.remaining(own[deck], *done.get(deck, (0, 0))) for deck in names},
        whole,
        now=now,
        today=today,
        rng=Random(f"{root}:{today}"),  # noqa: S311  (an order, not a secret)
        seen_notes=seen,
    )


def _queue_card(row: Any, now: datetime, parameters: tuple[float, ...]) -> QueueCard:
    state = State(row.state)
    retrievability = None
    if row.stability is not None and row.last_review is not None:
        memory = Memory(state, stability=row.stability, last_review=from_ms(row.last_review))
        retrievability = recall(memory, now, parameters)
    return QueueCard(
        row.id,
        row.note_id,
        row.deck_id,
        state,
        None if row.due is None else from_ms(row.due),
        row.due_day,
        row.position,
        retrievability,
        row.last_day,
    )
