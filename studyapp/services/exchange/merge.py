"""A card's reviews from a file and those already here: the union, and where that leaves it.

Anki drops the reviews of a card it already has. Here both logs are kept: if one holds the other,
the longer one's memory is right as it stands; if each has answers the other lacks, memory is
what replaying both gives.
"""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from studyapp.domain.card import State
from studyapp.domain.day import to_ms
from studyapp.domain.package import PackedCard, PackedMemory, PackedReview
from studyapp.domain.review import Evidence
from studyapp.scheduling.fsrs import replay
from studyapp.services.exchange import logs
from studyapp.services.exchange.elsewhere import ReadyLog
from studyapp.services.exchange.logs import BLANK, Row
from studyapp.services.workspace import Workspace
from studyapp.storage import packing
from studyapp.storage.columns import LOG_FIELDS
from studyapp.storage.convert import entry_from, memory_from, memory_values
from studyapp.storage.engine import Connection
from studyapp.storage.sums import with_checksums

NEAR_MS = 10
"""Two entries of a card this near with one rating are one: ids of reviews are unique in an Anki
collection, so an export may have moved one by a millisecond or two."""

_ID, _RATING, _EVIDENCE, _AT, _STATE_BEFORE, _VOIDS, _SNAPSHOT = (
    LOG_FIELDS.index(name)
    for name in ("id", "rating", "evidence", "at", "state_before", "voids", "snapshot")
)
_MOVES = frozenset(int(each) for each in Evidence if each.moves_memory)


class Merger:
    """Joins logs within the transaction of one import."""

    def __init__(self, workspace: Workspace, connection: Connection) -> None:
        self._workspace = workspace
        self._day = workspace.day_of
        self._connection = connection
        self._options = workspace.options()
        self._decks: dict[int, str] = {}
        self._logs: dict[int, list[Any]] = {}

    def load(self, card_ids: Sequence[int]) -> None:
        """Read the logs of the cards that ``meet`` will be asked about."""
        self._logs = packing.log_rows(self._connection, self._workspace.learner_id, card_ids)
        self._decks = {key: name for key, name, _, _ in packing.decks(self._connection)}

    def fresh(
        self, guid: str, card_id: int, card: PackedCard
    ) -> tuple[PackedMemory, str | None, Sequence[Row]]:
        """Return memory, the id of the last entry and the log of a card that was not here.

        Rows of the log come with their checksums.
        """
        if isinstance(card.reviews, ReadyLog) and card.reviews.fits(guid, card_id):
            ready = card.reviews.rows
            return card.memory or BLANK, ready[-1][_ID], ready
        if not card.reviews and card.memory is None:
            return BLANK, None, []
        owner = logs.Owner(self._workspace.learner_id, card_id, guid)
        if card.reviews and card.reviews[0].id:
            rows = logs.rows(owner, card.ordinal, card.reviews)
            memory = replay(map(_entry, rows), self._options_of(card.deck))
            last = max(row[_ID] for row in rows)
            return _packed(memory_values(memory, None)), last, with_checksums(rows)
        rows = logs.sealed(owner, card, self._day)
        return card.memory or BLANK, rows[-1][_ID], rows

    def meet(self, guid: str, stored: packing.StoredCard, card: PackedCard) -> list[Row]:
        """Return the entries to add to a card that is here, after moving its memory on."""
        ours: list[Row] = [tuple(row) for row in self._logs.get(stored.id, ())]
        if isinstance(card.reviews, ReadyLog) and {row[_ID] for row in ours}.issuperset(
            [row[_ID] for row in card.reviews.rows]
        ):
            return []  # the snapshot, too: where it stands there came in before
        fresh, unknown_there = self._compare(ours, card.reviews, logs.tail(guid, card.ordinal))
        owner = logs.Owner(self._workspace.learner_id, stored.id, guid)
        rows = logs.rows(owner, card.ordinal, fresh)
        if any(review.id for review in fresh):
            self._replay(stored, [*ours, *rows])
        elif rows and unknown_there:
            rows += self._void_snapshots(stored.id, ours, rows)
            self._replay(stored, [*ours, *rows])
        elif rows or self._moved_there(stored, card, ours, unknown_there):
            snapshot = logs.snapshot(owner, card, [*ours, *rows], self._day)
            rows.append(snapshot)
            self._set(stored, card.memory or BLANK, snapshot[_ID])
            self._workspace.statements.set_standing(
                self._connection,
                learner=self._workspace.learner_id,
                card=stored.id,
                to_queue=card.queue,
                to_buried_until=card.buried_until,
                to_flag=card.flag,
            )
        return rows

    def _compare(
        self, ours: Sequence[Row], theirs: Sequence[PackedReview], tail: str
    ) -> tuple[list[PackedReview], bool]:
        """Return what of theirs is not here, and whether answers here are not there.

        An entry that would get the id of one here is that one, whatever became of its rating.
        """
        by_id = {row[_ID]: (row[_AT], row[_RATING]) for row in ours}
        times = {(row[_AT], row[_RATING]) for row in ours}
        met: set[tuple[int, int | None]] = set()
        fresh: list[PackedReview] = []
        for review in theirs:
            if review.id:
                if review.id in by_id:
                    met.add((review.at, review.rating))
                else:
                    fresh.append(review)
                continue
            near = (review.at + step for step in _NEAREST)
            same = next(((at, review.rating) for at in near if (at, review.rating) in times), None)
            same = same or by_id.get(f"{review.at:012x}{tail}")
            if same is None:
                fresh.append(review)
            else:
                met.add(same)
        voided = {row[_VOIDS] for row in ours}
        unknown = any(
            row[_EVIDENCE] in _MOVES
            and row[_ID] not in voided
            and (row[_AT], row[_RATING]) not in met
            for row in ours
        )
        return fresh, unknown

    def _moved_there(
        self,
        stored: packing.StoredCard,
        card: PackedCard,
        ours: Sequence[Row],
        unknown_there: bool,
    ) -> bool:
        """Whether a card with the same answers was rescheduled there, after all that is here."""
        if card.memory is None or unknown_there or _alike(card.memory, stored.memory):
            return False
        return card.modified > max((row[_AT] for row in ours), default=0)

    def _void_snapshots(self, card_id: int, ours: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
        """Return entries that take back snapshots which answers from before them contradict.

        Only where the whole history is known: else a snapshot is all that is known of its
        beginning.
        """
        every = sorted((*ours, *rows), key=itemgetter(_ID))
        answers = [row for row in every if row[_EVIDENCE] in _MOVES]
        if not answers or answers[0][_STATE_BEFORE] != int(State.NEW):
            return []
        earliest = min(row[_ID] for row in rows)
        voided = {row[_VOIDS] for row in ours}
        now = to_ms(self._workspace.now())
        found: list[Row] = []
        after = every[-1][_ID]
        for row in ours:
            if row[_SNAPSHOT] is None or row[_ID] < earliest or row[_ID] in voided:
                continue
            after = self._workspace.new_id(self._workspace.now(), after)
            void = dict.fromkeys(LOG_FIELDS)
            void.update(
                id=after,
                learner_id=self._workspace.learner_id,
                card_id=card_id,
                evidence=int(Evidence.VOID),
                at=now,
                day=self._day(now),
                duration_ms=0,
                state_before=row[_STATE_BEFORE],
                state=row[_STATE_BEFORE],
                voids=row[_ID],
            )
            found.append(tuple(void.values()))
        return found

    def _replay(self, stored: packing.StoredCard, rows: Sequence[Row]) -> None:
        options = self._options_of(self._decks.get(stored.deck_id, ""))
        memory = replay(map(_entry, rows), options)
        last = max(row[_ID] for row in rows)
        self._workspace.statements.set_memory(
            self._connection,
            learner=self._workspace.learner_id,
            card=stored.id,
            **memory_values(memory, last),
        )

    def _set(self, stored: packing.StoredCard, memory: PackedMemory, log_id: str) -> None:
        self._workspace.statements.set_memory(
            self._connection,
            learner=self._workspace.learner_id,
            card=stored.id,
            **memory_values(memory_from(memory), log_id),
        )

    def _options_of(self, deck: str) -> Any:
        from studyapp.domain.deck import DeckOptions

        return self._options.get(deck, DeckOptions())


_NEAREST = sorted(range(-NEAR_MS, NEAR_MS + 1), key=abs)


def _entry(row: Row) -> Any:
    return entry_from(dict(zip(LOG_FIELDS, row, strict=True)))


def _packed(values: dict[str, Any]) -> PackedMemory:
    return PackedMemory(*(values[f"to_{name}"] for name in PackedMemory._fields))


def _alike(theirs: PackedMemory, ours: Sequence[Any]) -> bool:
    """Whether two memories are one, but for what another program rounds."""
    mine = PackedMemory(*ours)
    exact = ("state", "step", "due_day", "reps", "lapses")
    if any(getattr(theirs, name) != getattr(mine, name) for name in exact):
        return False
    slack = {"stability": 1e-4, "difficulty": 1e-3, "last_review": 1_000.0}
    if mine.due_day is None:
        slack["due"] = 1_000.0
    for name, allowed in slack.items():
        one, other = getattr(theirs, name), getattr(mine, name)
        if (one is None) != (other is None):
            return False
        if one is not None and abs(one - other) > allowed:
            return False
    return True
