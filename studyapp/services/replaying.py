"""Memory of many cards computed anew from their logs, because the model got other parameters.

Working it out takes seconds where there are hundreds of thousands of answers, so it is done
before the transaction that stores it; what was answered meanwhile is worked out within it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import ReviewEntry
from studyapp.scheduling.fsrs import replay
from studyapp.services.workspace import Workspace
from studyapp.storage import content, fitting, study
from studyapp.storage.convert import entry_from, memory_values
from studyapp.storage.engine import Connection

BATCH = 500
"""Cards between two reports of being at work, which may call it off."""

Tick = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Planned:
    """What a card's memory is to be, if its log still ends where it did."""

    log_id: str
    parameters: tuple[float, ...]
    values: Mapping[str, Any]


def plan(
    workspace: Workspace,
    connection: Connection,
    decks: Sequence[str],
    parameters: tuple[float, ...],
    tick: Tick,
) -> dict[int, Planned]:
    """Return what replaying gives for the cards of ``decks`` with these parameters."""
    ids = content.deck_ids(connection)
    chosen = [ids[name] for name in decks]
    planned: dict[int, Planned] = {}
    for card_id, entries in fitting.logs_in(connection, workspace.learner_id, chosen):
        if len(planned) % BATCH == 0:
            tick()
        planned[card_id] = _planned(entries, parameters)
    return planned


def follow(
    workspace: Workspace,
    connection: Connection,
    after: Mapping[str, DeckOptions],
    planned: Mapping[int, Planned],
    tick: Tick,
) -> int:
    """Set the memory of all cards in the decks of ``after``; return how many have a log.

    Due dates stay where they are: they are what the last answer recorded, and replaying does not
    reschedule. The new parameters decide from the next answer on.
    """
    ids = content.deck_ids(connection)
    cards = 0
    for parameters in {options.parameters for options in after.values()}:
        chosen = [ids[name] for name, options in after.items() if options.parameters == parameters]
        newest = fitting.newest_entries(connection, workspace.learner_id, chosen)
        for at, (card_id, log_id) in enumerate(newest.items()):
            if at % BATCH == 0:
                tick()
            known = planned.get(card_id)
            if known is None or (known.log_id, known.parameters) != (log_id, parameters):
                rows = study.entries_of(connection, workspace.learner_id, card_id)
                known = _planned([entry_from(row._mapping) for row in rows], parameters)  # noqa: SLF001
            workspace.statements.set_memory(
                connection, learner=workspace.learner_id, card=card_id, **known.values
            )
        cards += len(newest)
    return cards


def _planned(entries: Sequence[ReviewEntry], parameters: tuple[float, ...]) -> Planned:
    memory = replay(entries, DeckOptions(parameters=parameters))
    newest = entries[-1].id
    return Planned(newest, parameters, memory_values(memory, newest))
