"""Cramming: the review experience over chosen cards, which never moves the schedule.

Every answer is logged as such and left out of limits, statistics and optimisation.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import compress
from typing import Any

from studyapp.domain.card import Flag, State
from studyapp.domain.review import Evidence, Rating
from studyapp.domain.selftest import Item, Mode
from studyapp.errors import NotFoundError
from studyapp.quiz import cram as machine
from studyapp.quiz.cram import Cram
from studyapp.services import browse, edit, fields
from studyapp.services.guard import sound
from studyapp.services.selftest import sittings
from studyapp.services.selftest.evidence import Given, take_back
from studyapp.services.selftest.items import items, there
from studyapp.services.selftest.kept import full_name, store
from studyapp.services.views import (
    Answered,
    CardView,
    Counts,
    Preview,
    SessionSummary,
    StudyCard,
)
from studyapp.services.workspace import Workspace
from studyapp.storage.engine import writing

LABELS = {
    Rating.AGAIN: "comes back",
    Rating.HARD: "known",
    Rating.GOOD: "known",
    Rating.EASY: "known",
}
"""What a rating does here, in the place of an interval."""


@dataclass(frozen=True, slots=True)
class CramWishes:
    """Which cards to cram."""

    tags: tuple[str, ...] = ()
    starred: bool = False
    weak: bool = False
    limit: int | None = None
    """The weakest so many; None for all."""
    cards: tuple[int, ...] = ()
    """Only these, if any are named."""


def wishes_from(values: Mapping[str, Any]) -> CramWishes:
    """Return wishes from a stored sitting."""
    known = {**values, "tags": tuple(values["tags"]), "cards": tuple(values["cards"])}
    return CramWishes(**known)


def _stored(wishes: CramWishes) -> dict[str, Any]:
    """Return wishes as a sitting stores them."""
    return {**asdict(wishes), "tags": [*wishes.tags], "cards": [*wishes.cards]}


class CramSession:
    """One filtered session; it has what the review screen asks of a session.

    It goes on with what was left of the same wishes, or, if none are given, with what was left
    last; without any it begins with all cards. What was left of other wishes stays.
    Raises ``NotFoundError``: no such deck, or no card is as wished.
    """

    def __init__(
        self,
        workspace: Workspace,
        deck: str,
        wishes: CramWishes | None = None,
        *,
        fresh: bool = False,
    ) -> None:
        self._workspace = workspace
        self.deck = full_name(workspace, deck)
        self._steps: list[tuple[int, str]] = []
        """Card and log entry of each answer since it was opened."""
        self._ratings: list[tuple[Rating, bool, int]] = []
        self.resumed = False
        """Whether it goes on where it was left."""
        way = {} if wishes is None else _stored(wishes)
        left = None if fresh else sittings.left(workspace, Mode.CRAM, self.deck, **way)
        if left is not None:
            here = [item.card_id for item in items(workspace, self.deck)]
            cram = machine.from_state(left.state, here)
            if cram.waiting:
                self._cram, self._sitting = cram, left.id
                self._spent = left.duration_ms
                self.wishes = wishes_from(left.wishes)
                self.resumed = bool(cram.past)
                return
        self.wishes = wishes or CramWishes()
        self._begin()

    def _begin(self) -> None:
        wishes = self.wishes
        found: Sequence[Item] = items(
            self._workspace,
            self.deck,
            tags=wishes.tags,
            starred=wishes.starred,
            weak=wishes.weak,
        )
        if wishes.cards:
            found = [item for item in found if item.card_id in set(wishes.cards)]
        if not found:
            raise NotFoundError(
                f"no card of {self.deck} is as you wish", "Choose others, or all of them."
            )
        self._cram = machine.begin(found, wishes.limit)
        self._spent = 0
        state, stored = self._cram.state(), _stored(wishes)
        self._sitting = sittings.begin(
            self._workspace, Mode.CRAM, self.deck, stored, state, apart=stored
        )

    @property
    def can_undo(self) -> bool:
        """Whether an answer of this opening can be taken back."""
        return bool(self._steps)

    @property
    def last(self) -> Rating | None:
        """The last rating, which ``undo`` would take back."""
        return self._cram.past[-1][1] if self._steps else None

    @property
    def known(self) -> int:
        """Cards that are done."""
        return len(self._cram.known)

    @property
    def left(self) -> int:
        """Cards that are still to be known."""
        return len(self._cram.waiting)

    @property
    def missed(self) -> tuple[int, ...]:
        """Cards that were answered with Again at least once."""
        return tuple(dict.fromkeys(c for c, rating in self._cram.past if rating is Rating.AGAIN))

    @sound
    def current(self) -> StudyCard | None:
        """Return the card on the table, None at the end; one that is gone is left out."""
        while (card_id := self._cram.current) is not None:
            try:
                card = there(self._workspace, card_id)
            except NotFoundError:
                self._leave_out(card_id)
                continue
            now = self._workspace.now()
            previews = {r: Preview(r, timedelta(), now, LABELS[r]) for r in Rating}
            return StudyCard(card, previews, Counts(due=self.left))
        return None

    def _leave_out(self, card_id: int) -> None:
        """Forget a card that is gone or suspended meanwhile, and what could be taken back of it."""
        self._cram = self._cram.without(card_id)
        stay = [card != card_id for card, _ in self._steps]
        self._steps = list(compress(self._steps, stay))
        self._ratings = list(compress(self._ratings, stay))

    @sound
    def answer(self, rating: Rating, duration_ms: int) -> Answered:
        """Rate the card on the table; it is durable when this returns. Raises ``StudyError``."""
        card_id = self._cram.current
        cram = self._cram.answer(rating)
        if card_id is None:
            raise LookupError("no card is on the table")
        card = browse.card(self._workspace, card_id)
        correct = rating is not Rating.AGAIN
        given = Given(card_id, Evidence.CRAM, correct, duration_ms, rating)
        spent = self._spent + max(duration_ms, 0)
        (done,) = self._store(cram, spent, (given,)) or (None,)
        self._cram, self._spent = cram, spent
        self._steps.append((card_id, "" if done is None else done.log_id))
        was_new = card.memory.state is State.NEW
        self._ratings.append((rating, was_new, max(duration_ms, 0)))
        return Answered(card_id, rating, card.memory)

    def _store(self, cram: Cram, spent: int, given: Iterable[Given] = ()) -> Any:
        known = sum(rating is not Rating.AGAIN for _, rating in cram.past)
        return store(
            self._workspace,
            self._sitting,
            given,
            cram.state(),
            asked=len(cram.past),
            correct=known,
            duration_ms=spent,
            ended=not cram.waiting,
            score=known / len(cram.past) if cram.past else None,
        )

    @sound
    def undo(self) -> CardView | None:
        """Take the last answer back; return its card. None when there is nothing to take back."""
        if not self._steps:
            return None
        card_id, log_id = self._steps[-1]
        cram = self._cram.undo()
        spent = self._spent - self._ratings[-1][2]
        with writing(self._workspace.engine) as connection:
            take_back(self._workspace, connection, card_id, log_id)
            known = sum(rating is not Rating.AGAIN for _, rating in cram.past)
            sittings.keep(
                self._workspace,
                connection,
                self._sitting,
                cram.state(),
                asked=len(cram.past),
                correct=known,
                duration_ms=spent,
                reopened=True,
            )
        self._steps.pop()
        self._ratings.pop()
        self._cram, self._spent = cram, spent
        return browse.card(self._workspace, card_id)

    def set_flag(self, flag: Flag) -> None:
        """Mark the card on the table with a colour, or with none."""
        edit.set_flag(self._workspace, self._on_table().id, flag)

    def edit(self, front: str, back: str, tags: Iterable[str]) -> CardView:
        """Change the note of the card on the table. Raises ``StudyError`` for an empty one."""
        return edit.edit(self._workspace, self._on_table().id, front, back, tags)

    def edit_fields(self, edited: Mapping[int, str], tags: Iterable[str]) -> CardView:
        """Change fields of another program's note. Raises ``StudyError``."""
        return fields.edit_fields(self._workspace, self._on_table(), edited, tags)

    def bury(self) -> None:
        """Not here: a filtered session leaves the schedule alone. Raises ``LookupError``."""
        raise LookupError("cards are not buried while cramming")

    def suspend(self) -> None:
        """Not here: a filtered session leaves the schedule alone. Raises ``LookupError``."""
        raise LookupError("cards are not suspended while cramming")

    def _on_table(self) -> CardView:
        table = self.current()
        if table is None:
            raise LookupError("no card is on the table")
        return table.card

    @sound
    def summary(self) -> SessionSummary:
        """Return what this opening came to so far."""
        ratings = Counter(rating for rating, _, _ in self._ratings)
        return SessionSummary(
            len(self._ratings),
            ratings[Rating.AGAIN],
            len({card_id for card_id, _ in self._steps}),
            sum(new for _, new, _ in self._ratings),
            sum(ms for _, _, ms in self._ratings) / 1000,
            {rating: ratings[rating] for rating in Rating},
            None,
            0,
        )
