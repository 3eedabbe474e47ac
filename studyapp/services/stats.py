"""Statistics: the log and the cards read once, then any figures of them in milliseconds."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

import numpy as np

from studyapp.domain.card import State
from studyapp.domain.day import from_ms, to_ms
from studyapp.domain.deck import DeckOptions, is_within
from studyapp.domain.package import PackedMemory
from studyapp.domain.period import Period
from studyapp.domain.review import Evidence, Rating
from studyapp.errors import NotFoundError
from studyapp.scheduling.formulas import Formulas
from studyapp.scheduling.predictions import Steps, known_logs, predictions
from studyapp.services.browse import resolve_deck
from studyapp.services.guard import sound
from studyapp.services.workspace import Workspace
from studyapp.statistics import columns
from studyapp.statistics.calibration import Calibration, calibration
from studyapp.statistics.columns import Bools, Entries, Floats, Ints
from studyapp.statistics.figures import Clock, Figures, figures
from studyapp.statistics.reviews import Reviews, moving, reviews, wanted_snapshots, with_intervals
from studyapp.storage import content
from studyapp.storage import statistics as storage
from studyapp.storage.convert import packed_from
from studyapp.storage.engine import reading

_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cards: all, those of a deck with its subdecks, those with a tag, or both."""

    deck: str | None = None
    tag: str | None = None


WHOLE = Scope()


class Statistics:
    """The figures of a collection as it stood when they were read.

    Reading takes most of a second for 500,000 log entries; after that a change of deck, tag or
    period takes milliseconds. Methods may be called from any thread.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._now = workspace.now()
        today = workspace.today(self._now)
        learner = workspace.learner_id
        with reading(workspace.engine) as connection:
            self._names = {key: name for name, key in content.deck_ids(connection).items()}
            card_rows = storage.card_columns(connection, learner)
            self._cards = columns.cards(card_rows, today, workspace.day_of)
            log_rows = storage.log_columns(connection, learner)
            self._entries = columns.entries(log_rows, self._cards)
            self._cards = with_intervals(self._cards, self._entries)
            self._wanted = wanted_snapshots(self._entries)
            stored = storage.snapshots(connection, learner) if len(self._wanted) else []
        self._snapshots = [packed_from(stored[place]) for place in self._wanted]
        self._options = workspace.options()
        self._reviews = reviews(self._entries, [_interval(each) for each in self._snapshots])
        self._clock = _clock(self._reviews, today, workspace.zone)
        self._chances = self._recall()
        self._predicted: Floats | None = None

    @property
    def decks(self) -> tuple[str, ...]:
        """The decks there are."""
        return tuple(sorted(self._names.values()))

    @sound
    def tags(self) -> tuple[str, ...]:
        """Return the tags there are."""
        with reading(self._workspace.engine) as connection:
            return tuple(storage.tags(connection))

    @sound
    def figures(self, scope: Scope = WHOLE, period: Period = Period.QUARTER) -> Figures:
        """Return all figures but calibration.

        Raises ``NotFoundError`` for an unknown deck or tag.
        """
        return figures(
            self._cards, self._reviews, self._chosen(scope), self._chances, self._clock, period
        )

    @sound
    def calibration(self, scope: Scope = WHOLE, period: Period = Period.QUARTER) -> Calibration:
        """Return predicted against observed recall under the parameters now in force.

        Every answer counts that moved memory and came a study day or more after the last. The
        first call replays all logs. Raises ``NotFoundError`` for an unknown deck or tag.
        """
        return calibration(*self.predictions(scope, period))

    @sound
    def predictions(
        self, scope: Scope = WHOLE, period: Period = Period.ALL
    ) -> tuple[Floats, Bools]:
        """Return the recall predicted before each answer (NaN where none was), and whether it came.

        Shapes (answers,). The first call replays all logs. Raises ``NotFoundError``.
        """
        if self._predicted is None:
            self._predicted = self._predict()
        entries, today = self._entries, self._clock.today
        chosen = self._chosen(scope)
        counts = chosen[entries.card] & (entries.day <= today)
        if period.days is not None:
            counts &= entries.day > today - period.days
        return self._predicted[counts], entries.rating[counts] > int(Rating.AGAIN)

    def _chosen(self, scope: Scope) -> Bools:
        chosen: Bools = np.ones(len(self._cards), dtype=np.bool_)
        if scope.deck is not None:
            name = resolve_deck(self._names.values(), scope.deck)
            decks = [key for key, other in self._names.items() if is_within(other, name)]
            chosen &= np.isin(self._cards.deck, decks)
        if scope.tag is not None:
            with reading(self._workspace.engine) as connection:
                tagged = storage.tagged(connection, scope.tag)
            if not tagged:
                raise NotFoundError(
                    f"no card has the tag {scope.tag!r}", "Leave out --tag for all."
                )
            chosen &= np.isin(self._cards.id, tagged)
        return chosen

    def _by_parameters(self) -> dict[tuple[float, ...], Bools]:
        """Return which cards are studied with which FSRS parameters."""
        default = DeckOptions()
        decks: dict[tuple[float, ...], list[int]] = {}
        for key, name in self._names.items():
            parameters = self._options.get(name, default).parameters
            decks.setdefault(parameters, []).append(key)
        return {each: np.isin(self._cards.deck, keys) for each, keys in decks.items()}

    def _recall(self) -> Floats:
        """Return the recall probability of every card now, NaN without one."""
        cards = self._cards
        days = (to_ms(self._now) - cards.last_review) / _DAY_MS
        known = (cards.state != int(State.NEW)) & ~np.isnan(cards.stability) & ~np.isnan(days)
        found: Floats = np.full(len(cards), np.nan)
        for parameters, chosen in self._by_parameters().items():
            here = chosen & known
            found[here] = Formulas(parameters).recall(
                days[here], np.maximum(cards.stability[here], 0.001)
            )
        return found

    def _predict(self) -> Floats:
        """Return what was predicted at each entry, NaN where nothing was."""
        entries = self._entries
        steps, places = _steps(entries, self._wanted, self._snapshots)
        found: Floats = np.full(len(entries), np.nan)
        for parameters, chosen in self._by_parameters().items():
            ours = known_logs(steps, chosen)
            found[places[chosen[steps.log]]] = predictions(ours, parameters)
        return found


def _steps(entries: Entries, wanted: Ints, snapshots: list[PackedMemory]) -> tuple[Steps, Ints]:
    """Return what replay needs of the entries, and their places among them."""
    count = len(entries)
    stability, difficulty = np.full(count, np.nan), np.full(count, np.nan)
    last_review, last_day = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    at = np.flatnonzero(entries.snapshot)[wanted]
    for place, memory in zip(at, snapshots, strict=True):
        if memory.stability is not None and memory.difficulty is not None:
            stability[place], difficulty[place] = memory.stability, memory.difficulty
            last_review[place], last_day[place] = memory.last_review or 0, memory.last_day or 0
    moves = moving(entries)
    resets = (entries.evidence == int(Evidence.MANUAL)) & (entries.state == int(State.NEW))
    sets = resets.copy()
    sets[at] = True
    places = np.flatnonzero(moves | sets)
    rating = np.where(moves, entries.rating, 0)
    steps = Steps(
        entries.card[places],
        entries.at[places],
        entries.day[places],
        rating[places],
        stability[places],
        difficulty[places],
        last_review[places],
        last_day[places],
    )
    return steps, places


def _interval(memory: PackedMemory) -> float:
    """Return the days from the last review to the due day in a snapshot, 0 where they lack."""
    if memory.due_day is None or memory.last_day is None:
        return 0.0
    return memory.due_day - memory.last_day


def _clock(found: Reviews, today: int, zone: tzinfo) -> Clock:
    """Return how the learner's clock stood to UTC over the time of the reviews.

    Looked up at the start of each day in UTC, and by the hour where it changes within one.
    """
    if not len(found):
        return Clock(today, np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64))
    first, last = int(found.at.min()) // _DAY_MS, int(found.at.max()) // _DAY_MS + 1
    starts, offsets = [first * _DAY_MS], [_offset(from_ms(first * _DAY_MS), zone)]
    for day in range(first, last):
        if _offset(from_ms((day + 1) * _DAY_MS), zone) == offsets[-1]:
            continue
        for half in range(1, 49):
            at = day * _DAY_MS + half * _DAY_MS // 48
            offset = _offset(from_ms(at), zone)
            if offset != offsets[-1]:
                starts.append(at)
                offsets.append(offset)
    return Clock(today, np.array(starts), np.array(offsets))


def _offset(at: datetime, zone: tzinfo) -> int:
    """Return the milliseconds by which the learner's clock is ahead of UTC."""
    ahead = at.astimezone(zone).utcoffset()
    return 0 if ahead is None else ahead // timedelta(milliseconds=1)
