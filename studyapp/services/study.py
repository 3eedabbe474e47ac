"""A study session: the card on the table, its rating made durable, and the way back.

Every rating is one transaction, log entry and memory together, durable before the next card is
shown; so a session may end at any moment and loses nothing. The order of the day depends on the
deck and the study day only: a session that is opened again goes on where it was.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from studyapp.domain.card import Flag, Memory, Queue, State
from studyapp.domain.deck import DeckOptions, is_within
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.review import Rating, ReviewEntry
from studyapp.errors import NotFoundError
from studyapp.scheduling.queue import DayQueue, QueueCard
from studyapp.scheduling.session import StudySession as Order
from studyapp.services import browse, edit, faces, fields
from studyapp.services.browse import LEECH_TAG
from studyapp.services.day import day_queue
from studyapp.services.faces import Foreign
from studyapp.services.guard import sound
from studyapp.services.leeches import Leech, catch
from studyapp.services.outcomes import Outcomes
from studyapp.services.rating import rate, void
from studyapp.services.steps import Given, Step, queue_card
from studyapp.services.views import Act, Answered, CardView, Counts, SessionSummary, StudyCard
from studyapp.services.workspace import Workspace
from studyapp.storage import content, state, study
from studyapp.storage.cards import CardRow
from studyapp.storage.engine import Connection, Direct, reading, version, writing

CLOCK_TOLERANCE = timedelta(hours=1)
"""How far the clock may be behind the last review before the learner is told."""
CHECK_CLOCK = "check the date of this computer"


Gather = Callable[[Connection, int, Mapping[str, DeckOptions], datetime, int], DayQueue]
"""Fills a queue: connection, learner, options by deck, now, study day."""


class StudySession:
    """One sitting on a deck and its subdecks. Not for use by two threads at once.

    ``gather`` chooses other cards than those the deck's schedule brings today; ``deck`` is then
    only what the sitting is called.
    """

    def __init__(self, workspace: Workspace, deck: str, gather: Gather | None = None) -> None:
        self._workspace = workspace
        self._connection = workspace.lease(self)
        self._transaction = Direct(self._connection)
        self._gather = gather
        self.deck = deck
        if gather is None:
            with reading(workspace.engine) as connection:
                self.deck = browse.resolve_deck(content.deck_ids(connection), deck)
        self._steps: list[Step] = []
        self._table: StudyCard | None = None
        self._shown_on = 0
        self._version = 0
        self._stale = False
        self._buried = 0
        self._options: Mapping[str, DeckOptions] = {}
        self._order = Order(())
        self._fill()

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._steps)

    @property
    def last(self) -> Rating | Act | None:
        """What was done last, which ``undo`` would take back."""
        return self._steps[-1].did if self._steps else None

    @sound
    def current(self) -> StudyCard | None:
        """Return the card on the table, or None when nothing is left for now.

        Ask again later: a learning step may fall due (``summary().next_due``), and a new study
        day brings its cards.
        """
        workspace = self._workspace
        now = workspace.now()
        today = workspace.today(now)
        if today != self._day or self._others_wrote():
            self._fill()
        while (card_id := self._order.next(now)) is not None:
            counts = Counts(*self._order.counts(now))
            table = self._table
            if table is not None and table.card.id == card_id and self._shown_on == today:
                if table.counts != counts:
                    table = StudyCard(table.card, table.previews, counts, self._buried)
                    self._table = table
                return table
            row = self._row(card_id)
            if row is None or browse.queue_of(row, today) is not Queue.ACTIVE:
                self._order.remove(card_id)
                continue
            self._lay(row, counts, now, today)
            return self._table
        self._table = None
        return None

    def _row(self, card_id: int) -> CardRow | None:
        workspace = self._workspace
        row = workspace.statements.card.first(
            self._connection, learner=workspace.learner_id, card=card_id
        )
        return None if row is None else CardRow._make(row)

    def _lay(self, row: Any, counts: Counts, now: datetime, today: int) -> None:
        options = self._options[row.deck]
        card = browse.view(row, options, now, today, self._origin(row))
        scheduler = self._workspace.scheduler(options)
        self._outcomes = Outcomes(scheduler, card.memory, now, today, card.id, row.log_id)
        self._table = StudyCard(card, self._outcomes, counts, self._buried)
        self._shown_on = today

    def _origin(self, row: Any) -> Foreign | None:
        if row.kind != NoteKind.TEMPLATE:
            return None
        with reading(self._workspace.engine) as connection:
            return faces.foreign(connection, [row]).get(row.note_id)

    @sound
    def answer(self, rating: Rating, duration_ms: int) -> Answered:
        """Rate the card on the table; it is durable when this returns.

        Raises ``StorageFullError`` or ``BusyError`` and leaves the card on the table: the same
        rating may be given again. Raises ``LookupError`` when no card is on the table.
        """
        table = self._table
        if table is None:
            raise LookupError("no card is on the table")
        workspace = self._workspace
        card = table.card
        options = self._options[card.deck]
        now = workspace.now()
        today = workspace.today(now)
        connection = self._connection
        try:
            with self._transaction:
                workspace.keep_day(connection)
                rated = rate(
                    workspace, connection, card, self._outcomes, rating, duration_ms, now, today
                )
                before, after = rated.before, rated.after
                if rated.moved:
                    self._options = workspace.options()
                    options = self._options[card.deck]
                leech = catch(workspace, connection, card, before, after, options)
        except NotFoundError:
            self._order.remove(card.id)
            self._table = None
            raise
        workspace.day_kept()
        self._order.answered(card.id, after, now, today)
        if leech is not None and leech.standing is not None:
            self._order.remove(card.id)
        self._steps.append(
            Step(
                rating,
                card.id,
                lambda: self._void(card, rated.entry, leech),
                Given(rating, before.state is State.NEW, max(0, duration_ms)),
            )
        )
        self._table = None
        warning = self._clock_warning(before, now, today)
        return Answered(card.id, rating, after, leech is not None, warning)

    def _void(self, card: CardView, answer: ReviewEntry, leech: Leech | None) -> QueueCard:
        with self._writing() as connection:
            memory = void(self._workspace, connection, answer, self._options[card.deck])
            if leech is not None and leech.standing is not None:
                self._restore(connection, card.id, leech.standing)
            if leech is not None and leech.tagged:
                content.tag(connection, card.note_id, LEECH_TAG, on=False)
        return queue_card(card, memory)

    def _restore(
        self, connection: Connection, card_id: int, standing: tuple[int, int | None]
    ) -> None:
        edit.set_standing(
            self._workspace,
            connection,
            card_id,
            queue=Queue(standing[0]),
            buried_until=standing[1],
        )

    @sound
    def undo(self) -> CardView | None:
        """Take back the last thing done; return its card, which is on the table again.

        As deep as the session. None when there is nothing to take back.
        """
        if not self._steps:
            return None
        step = self._steps[-1]
        card = step.undo()
        today = self._workspace.today(self._workspace.now())
        if step.hid or today != self._day or self._others_wrote():
            self._fill()
        self._order.put_back(card)
        self._steps.pop()
        self._table = None
        return browse.card(self._workspace, step.card_id)

    @sound
    def bury(self) -> None:
        """Hide the card on the table until the next study day."""
        self._hide(Queue.BURIED, Act.BURY)

    @sound
    def suspend(self) -> None:
        """Hide the card on the table until the learner puts it back."""
        self._hide(Queue.SUSPENDED, Act.SUSPEND)

    def _hide(self, queue: Queue, act: Act) -> None:
        card = self._on_table()
        workspace = self._workspace
        until = workspace.today(workspace.now()) + 1 if queue is Queue.BURIED else None
        with self._writing() as connection:
            before = edit.set_standing(
                workspace, connection, card.id, queue=queue, buried_until=until
            )
        self._order.remove(card.id)
        self._stale = True  # the next card of the deck takes its place within the limits
        self._table = None

        def show_again() -> QueueCard:
            with self._writing() as connection:
                self._restore(connection, card.id, before[:2])
            return queue_card(card, card.memory)

        self._steps.append(Step(act, card.id, show_again, hid=True))

    @sound
    def set_flag(self, flag: Flag) -> None:
        """Mark the card on the table with a colour, or with none."""
        card = self._on_table()
        workspace = self._workspace
        with self._writing() as connection:
            before = edit.set_standing(workspace, connection, card.id, flag=flag)

        def unmark() -> QueueCard:
            with self._writing() as connection:
                edit.set_standing(workspace, connection, card.id, flag=Flag(before[2]))
            return queue_card(card, card.memory)

        self._steps.append(Step(Act.FLAG, card.id, unmark))
        self._table = None

    @sound
    def edit(self, front: str, back: str, tags: Iterable[str]) -> CardView:
        """Change the note of the card on the table. Raises ``StudyError`` for an empty one."""
        card = self._on_table()
        workspace = self._workspace
        note = edit.written(card, front, back, tags)
        old = Note(card.guid, card.kind, card.front, card.back, card.tags)
        return self._edit(
            lambda connection: edit.change_note(workspace, connection, card, note),
            lambda connection, now: edit.change_note(workspace, connection, now, old),
        )

    @sound
    def edit_fields(self, edited: Mapping[int, str], tags: Iterable[str]) -> CardView:
        """Change fields of another program's note on the table. Raises ``StudyError``."""
        card = self._on_table()
        workspace = self._workspace
        with reading(workspace.engine) as connection:
            old = fields.origin_of(connection, card.note_id)
        new = fields.with_fields(old, edited)
        return self._edit(
            lambda connection: fields.store(workspace, connection, card, old, new, tags),
            lambda connection, now: fields.store(workspace, connection, now, new, old, card.tags),
        )

    def _edit(
        self,
        change: Callable[[Connection], list[int]],
        back: Callable[[Connection, CardView], object],
    ) -> CardView:
        """Change the note on the table; ``change`` returns the ids of the cards it added."""
        card = self._on_table()
        workspace = self._workspace
        with self._writing() as connection:
            hidden = edit.hidden_siblings(workspace, connection, card.note_id)
            added = change(connection)
        changed = browse.card(workspace, card.id)

        def change_back() -> QueueCard:
            with self._writing() as connection:
                back(connection, changed)
                for sibling, standing in hidden.items():
                    self._restore(connection, sibling, standing)
                content.drop_unanswered(connection, added)
            return queue_card(card, card.memory)

        self._steps.append(Step(Act.EDIT, card.id, change_back))
        self._table = None
        return changed

    def _on_table(self) -> CardView:
        if self._table is None:
            raise LookupError("no card is on the table")
        return self._table.card

    @sound
    def summary(self) -> SessionSummary:
        """Return what this sitting came to so far; what was undone does not count."""
        done = [(step.card_id, step.answered) for step in self._steps if step.answered]
        ratings = Counter(answer.rating for _, answer in done)
        with reading(self._workspace.engine) as connection:
            tomorrow = study.due_on(
                connection, self._workspace.learner_id, self._chosen(), self._day + 1
            )
        return SessionSummary(
            len(done),
            ratings[Rating.AGAIN],
            len({card_id for card_id, _ in done}),
            sum(answer.was_new for _, answer in done),
            sum(answer.duration_ms for _, answer in done) / 1000,
            {rating: ratings[rating] for rating in Rating},
            self._order.next_due(),
            tomorrow,
        )

    def _clock_warning(self, before: Memory, now: datetime, today: int) -> str:
        if before.last_review is not None and before.last_review - now > CLOCK_TOLERANCE:
            return f"the clock is behind the last review of this card: {CHECK_CLOCK}"
        if self._workspace.is_behind(today):
            return f"the clock is behind a day studied before: {CHECK_CLOCK}"
        return ""

    def _chosen(self) -> list[int]:
        decks = self._decks.items()
        return sorted(
            key for name, key in decks if self._gather is not None or is_within(name, self.deck)
        )

    def _others_wrote(self) -> bool:
        """Whether anything was written but by this session: ratings, edits, options, a build."""
        return self._stale or version(self._connection) != self._version

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction of this session's, which is no news to it."""
        self._stale = self._others_wrote()
        with writing(self._workspace.engine) as connection:
            yield connection
        self._version = version(self._connection)

    def _scheduled(
        self,
        connection: Connection,
        learner: int,
        options: Mapping[str, DeckOptions],
        now: datetime,
        today: int,
    ) -> DayQueue:
        return day_queue(connection, learner, options, self.deck, now, today)

    def _fill(self) -> None:
        """Take the queue of the study day, and what became of decks and options meanwhile.

        On the session's own connection, which then has in memory what the ratings will touch.
        """
        workspace = self._workspace
        now = workspace.now()
        today = workspace.today(now)
        self._version = version(self._connection)
        self._stale = False
        with self._connection.begin():
            self._options = state.options_in(self._connection)
            self._decks = content.deck_ids(self._connection)
            gather = self._gather or self._scheduled
            queue = gather(self._connection, workspace.learner_id, self._options, now, today)
        self._order = Order(queue.main, queue.learning)
        self._buried = len(queue.buried)
        self._day = today
        self._table = None
