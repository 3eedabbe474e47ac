"""What a self-test says about memory, and what it does not.

Recall is evidence: a typed answer to a card that is due or new is a review of it. Recognition is
not: a right choice among four may be a guess, so it leaves the schedule where it was. What was
wrong is due again, however it was asked. Everything is logged with its kind of evidence.
Cramming leaves the row of a memory untouched, down to the newest log entry that it names: no
replay looks at such entries, so neither a rating nor its undo has to know of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from studyapp.domain.card import Memory, Queue, State
from studyapp.domain.day import day_start, to_ms
from studyapp.domain.review import Evidence, Rating, ReviewEntry
from studyapp.services import browse, edit
from studyapp.services.leeches import catch
from studyapp.services.outcomes import Outcomes
from studyapp.services.rating import rate, save, void
from studyapp.services.views import CardView
from studyapp.services.workspace import Workspace
from studyapp.storage import content, study
from studyapp.storage import selftest as stored
from studyapp.storage.cards import CardRow
from studyapp.storage.convert import entry_from, log_values
from studyapp.storage.engine import Connection, writing

_GAP = 32
"""Bits of the distance between ids of which several stand behind the same one."""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of a self-test."""

    card_id: int
    evidence: Evidence
    """TYPED, CHOICE, MATCH or CRAM."""
    correct: bool
    duration_ms: int = 0
    rating: Rating | None = None
    """What a typed answer was worth; by default Good if it was correct."""
    confused_with: int | None = None
    """The card that the wrong answer belongs to."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an answer did, already in the transaction."""

    card_id: int
    reviewed: bool
    """Whether it counted as a review."""
    made_due: bool
    """Whether the card is due now because the answer was wrong, and was not before."""
    became_leech: bool = False
    entries: tuple[str, ...] = ()
    """Ids of the log entries it left, for ``take_back_in``."""
    confusion: str = ""
    """Id of the confusion that it showed."""
    still_new: bool = False
    """Whether the answer was wrong and the card is new all the same: it was not recalled yet."""

    @property
    def log_id(self) -> str:
        """The entry of the answer itself, for ``take_back``."""
        return self.entries[0] if self.entries else ""


def record(workspace: Workspace, given: Iterable[Given]) -> tuple[Recorded, ...]:
    """Store answers in one transaction. Raises ``StudyError``; then none of them is stored."""
    with writing(workspace.engine) as connection:
        done = record_in(workspace, connection, given)
    workspace.day_kept()
    return done


def record_in(
    workspace: Workspace, connection: Connection, given: Iterable[Given]
) -> tuple[Recorded, ...]:
    """Store answers in a transaction of the caller, who calls ``workspace.day_kept`` after it.

    A card that is gone meanwhile is left out.
    """
    now = workspace.now()
    today = workspace.today(now)
    workspace.keep_day(connection)
    done = []
    confused = []
    for each in given:
        row = workspace.statements.card.first(
            connection, learner=workspace.learner_id, card=each.card_id
        )
        if row is None:
            continue
        recorded = _record(workspace, connection, each, CardRow._make(row), now, today)
        if each.confused_with not in (None, each.card_id):
            recorded = replace(recorded, confusion=workspace.new_id(now))
            confused.append(
                {
                    "id": recorded.confusion,
                    "card_id": each.card_id,
                    "other_id": each.confused_with,
                    "evidence": int(each.evidence),
                    "at": to_ms(now),
                }
            )
        done.append(recorded)
    stored.confuse(connection, workspace.learner_id, confused)
    return tuple(done)


def take_back_in(workspace: Workspace, connection: Connection, done: Iterable[Recorded]) -> None:
    """Void what answers left: the verdict was overridden after it was recorded.

    Memory is then the replay of the rest, later answers included. A card that is gone is left out.
    """
    for each in done:
        if each.confusion:
            stored.unconfuse(connection, each.confusion)
        row = workspace.statements.card.first(
            connection, learner=workspace.learner_id, card=each.card_id
        )
        if row is None:
            continue
        card = CardRow._make(row)
        options = workspace.options()[card.deck]
        logged = {
            entry.id: entry
            for entry in (
                entry_from(found._mapping)  # noqa: SLF001
                for found in study.entries_of(connection, workspace.learner_id, each.card_id)
            )
        }
        for name in reversed(each.entries):
            if name in logged:
                void(workspace, connection, logged[name], options)
        if each.became_leech:
            content.tag(connection, card.note_id, browse.LEECH_TAG, on=False)
            edit.set_standing(workspace, connection, each.card_id, queue=Queue.ACTIVE)


def _record(
    workspace: Workspace,
    connection: Connection,
    given: Given,
    row: CardRow,
    now: datetime,
    today: int,
) -> Recorded:
    options = workspace.options()[row.deck]
    card = browse.view(row, options, now, today)
    due = card.memory.is_due(now, today)
    asleep = card.queue is Queue.SUSPENDED
    recall = given.evidence is Evidence.TYPED and not asleep
    if recall and (due or card.memory.state is State.NEW or not given.correct):
        rating = given.rating or (Rating.GOOD if given.correct else Rating.AGAIN)
        scheduler = workspace.scheduler(options)
        outcomes = Outcomes(scheduler, card.memory, now, today, card.id, row.log_id)
        rated = rate(
            workspace,
            connection,
            card,
            outcomes,
            rating,
            given.duration_ms,
            now,
            today,
            Evidence.TYPED,
        )
        leech = catch(workspace, connection, card, rated.before, rated.after, options)
        lapsed = not given.correct and not due
        return Recorded(card.id, True, lapsed, leech is not None, (rated.entry.id,))
    evidence = Evidence.CRAM if given.evidence is Evidence.TYPED else given.evidence
    last = _note(workspace, connection, card, evidence, given, now, today, row.log_id)
    missed = not given.correct and evidence is not Evidence.CRAM and not asleep
    new = card.memory.state is State.NEW
    moved = missed and not due and not new
    left = (last, _make_due(workspace, connection, card, now, today, last)) if moved else (last,)
    return Recorded(card.id, False, moved, entries=left, still_new=missed and new)


def take_back(workspace: Workspace, connection: Connection, card_id: int, log_id: str) -> None:
    """Void a cram answer, in a transaction of the caller; memory stays as it is.

    Nothing happens if the card is gone meanwhile.
    """
    row = workspace.statements.card.first(connection, learner=workspace.learner_id, card=card_id)
    if row is None:
        return
    now = workspace.now()
    today = workspace.today(now)
    found = CardRow._make(row)
    card = browse.view(found, workspace.options()[found.deck], now, today)
    entry = _entry(workspace, card, None, Evidence.VOID, 0, now, today, log_id)
    values = log_values(replace(entry, voids=log_id), workspace.learner_id)
    workspace.statements.log(connection, **values)


def _note(
    workspace: Workspace,
    connection: Connection,
    card: CardView,
    evidence: Evidence,
    given: Given,
    now: datetime,
    today: int,
    newest: str | None,
) -> str:
    """Log an answer that leaves memory where it is; return the id of the entry.

    A right choice is logged as Hard: it is worth less than recall, and nothing replays it.
    """
    right = Rating.HARD if evidence in (Evidence.CHOICE, Evidence.MATCH) else Rating.GOOD
    rating = given.rating or (right if given.correct else Rating.AGAIN)
    after = _beyond(workspace, newest) if evidence is Evidence.CRAM else newest
    entry = _entry(workspace, card, rating, evidence, given.duration_ms, now, today, after)
    if evidence is Evidence.CRAM:
        workspace.statements.log(connection, **log_values(entry, workspace.learner_id))
    else:
        save(workspace, connection, entry, card.memory)
    return entry.id


def _beyond(workspace: Workspace, newest: str | None) -> str | None:
    """Return an id some way behind the newest that memory knows of, which stays that.

    With the clock set back, the next id behind it belongs to the next rating.
    """
    if newest is None:
        return None
    return f"{int(newest, 16) + 2 + workspace.rng.getrandbits(_GAP):032x}"


def _make_due(
    workspace: Workspace,
    connection: Connection,
    card: CardView,
    now: datetime,
    today: int,
    newest: str,
) -> str:
    """Make the card due, as a schedule set by hand would; return the id.

    A review is one of today; a step is due at once, and stays the step that it is.
    """
    if card.memory.state is State.REVIEW:
        due = day_start(today, workspace.zone, workspace.rollover)
        memory = replace(card.memory, due=due, due_day=today)
    else:
        memory = replace(card.memory, due=now, due_day=None)
    entry = _entry(workspace, card, None, Evidence.MANUAL, 0, now, today, newest, memory)
    save(workspace, connection, entry, memory)
    return entry.id


def _entry(
    workspace: Workspace,
    card: CardView,
    rating: Rating | None,
    evidence: Evidence,
    duration_ms: int,
    now: datetime,
    today: int,
    newest: str | None,
    after: Memory | None = None,
) -> ReviewEntry:
    after = after or card.memory
    return ReviewEntry(
        workspace.new_id(now, newest),
        card.id,
        rating,
        evidence,
        now,
        today,
        max(0, duration_ms),
        card.memory.state,
        after.state,
        after.step,
        after.due,
        after.due_day,
    )
