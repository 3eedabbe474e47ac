"""One rating made durable: its log entry and the memory it leads to, in one transaction; undo too.

Memory is written only if it still is what the card on the table showed; so the usual rating
reads nothing, and one that another window came before is worked out from what it finds.
"""

from dataclasses import dataclass
from datetime import datetime

from studyapp.domain.card import Memory, State
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Evidence, Rating, ReviewEntry
from studyapp.errors import NotFoundError
from studyapp.scheduling.fsrs import replay
from studyapp.services.outcomes import Outcomes
from studyapp.services.views import CardView
from studyapp.services.workspace import Workspace
from studyapp.storage import study
from studyapp.storage.convert import entry_from, log_values, memory_from, memory_values
from studyapp.storage.engine import Connection


@dataclass(frozen=True, slots=True)
class Rated:
    """What a rating did to a card."""

    entry: ReviewEntry
    before: Memory
    after: Memory
    moved: bool = False
    """Whether something else had moved the card while it was on the table."""


def rate(
    workspace: Workspace,
    connection: Connection,
    card: CardView,
    outcomes: Outcomes,
    rating: Rating,
    duration_ms: int,
    now: datetime,
    today: int,
    evidence: Evidence | None = None,
) -> Rated:
    """Store a rating within a transaction that the caller has begun.

    It is a review, or a relearning within steps, unless ``evidence`` says what else. Raises
    ``NotFoundError`` if the card is gone.
    """

    def rated(before: Memory, newest: str | None, *, moved: bool) -> Rated:
        after = outcomes.after(rating, before, now, today)
        entry = ReviewEntry(
            workspace.new_id(now, newest),
            card.id,
            rating,
            evidence or _evidence(before.state),
            now,
            today,
            max(0, duration_ms),
            before.state,
            after.state,
            after.step,
            after.due,
            after.due_day,
        )
        return Rated(entry, before, after, moved)

    usual = rated(card.memory, outcomes.log_id, moved=False)
    if save(workspace, connection, usual.entry, usual.after, outcomes.log_id, card.memory):
        return usual
    row = workspace.statements.memory.first(connection, learner=workspace.learner_id, card=card.id)
    if row is None:
        raise NotFoundError(f"card {card.id} is gone", "Go on with the next one.")
    # Another window rated it, or gave its deck other parameters.
    outcomes.scheduler = workspace.scheduler(workspace.options()[card.deck])
    late = rated(memory_from(row), study.newest_id(row), moved=True)
    save(workspace, connection, late.entry, late.after)
    return late


def void(
    workspace: Workspace, connection: Connection, answer: ReviewEntry, options: DeckOptions
) -> Memory:
    """Append an entry that voids ``answer``; return what replaying the rest gives.

    The rest may hold later answers: those of another window on the same collection stand.
    """
    now = workspace.now()
    rows = study.entries_of(connection, workspace.learner_id, answer.card_id)
    entries = [entry_from(row._mapping) for row in rows]  # noqa: SLF001
    memory = replay([entry for entry in entries if entry.id != answer.id], options)
    entry = ReviewEntry(
        workspace.new_id(now, entries[-1].id),
        answer.card_id,
        None,
        Evidence.VOID,
        now,
        workspace.today(now),
        0,
        answer.state_before,
        memory.state,
        memory.step,
        memory.due,
        memory.due_day,
        answer.id,
    )
    save(workspace, connection, entry, memory)
    return memory


def save(
    workspace: Workspace,
    connection: Connection,
    entry: ReviewEntry,
    memory: Memory,
    seen_log_id: str | None = None,
    seen: Memory | None = None,
) -> bool:
    """Store an entry and the memory it leads to; False, and nothing, if it is not as ``seen``."""
    statements = workspace.statements
    values = memory_values(memory, entry.id)
    values["learner"] = workspace.learner_id
    values["card"] = entry.card_id
    if seen is None:
        statements.set_memory(connection, **values)
    else:
        values["seen_log_id"] = seen_log_id
        values["seen_stability"] = seen.stability
        if not statements.rate(connection, **values):
            return False
    statements.log(connection, **log_values(entry, workspace.learner_id))
    return True


def _evidence(state: State) -> Evidence:
    stepping = state in (State.LEARNING, State.RELEARNING)
    return Evidence.RELEARN if stepping else Evidence.REVIEW
