"""Sorting cards by an attribute: recognition, which never counts as recall."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from studyapp.domain.review import Evidence
from studyapp.domain.selftest import Item, Mode
from studyapp.errors import NotFoundError
from studyapp.quiz import blanking, piles
from studyapp.quiz import sorting as machine
from studyapp.quiz.attributes import Attribute, attributes
from studyapp.quiz.blanking import Shown
from studyapp.quiz.order import families_apart
from studyapp.quiz.sorting import Sorting
from studyapp.services.guard import sound
from studyapp.services.selftest import sittings
from studyapp.services.selftest.evidence import Given, Recorded
from studyapp.services.selftest.items import is_as_it_was, items
from studyapp.services.selftest.kept import full_name, store
from studyapp.services.selftest.piles import WISHES as PILES
from studyapp.services.workspace import Workspace

ROUND = 24
"""Cards of a round, unless more or fewer are asked for."""


@dataclass(frozen=True, slots=True)
class SortOffer:
    """How a deck can be sorted."""

    cards: int
    """For known and still learning, which every card can be."""
    attributes: tuple[Attribute, ...]
    left: Mapping[str, int]
    """Cards that wait in what was begun and left, by the attribute's key or ``piles``."""


def offer(workspace: Workspace, deck: str) -> SortOffer:
    """Return by what the cards of a deck can be sorted. Raises ``NotFoundError``."""
    name = full_name(workspace, deck)
    found = items(workspace, name)
    ways = attributes(found, name, blanking.sortable)
    truths = {each.key: each.truth for each in ways}
    cards = [item.card_id for item in found]
    left: dict[str, int] = {}
    for sitting in sittings.every_left(workspace, Mode.SORT, name):
        by = str(sitting.wishes["by"])
        if sitting.wishes == PILES:
            left[by] = len(piles.from_state(sitting.state, cards).waiting)
        elif by in truths:
            left[by] = len(machine.from_state(sitting.state, truths[by]).waiting)
    return SortOffer(len(found), ways, {by: waiting for by, waiting in left.items() if waiting})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a card belongs where it does."""

    chosen: str
    true: str
    reasons: tuple[str, ...]
    """Places in the card's text that name its bin; empty if only its place in the deck does."""
    item: Item


class SortingSession:
    """One round, begun or gone on with. Raises ``NotFoundError``: no such deck or attribute."""

    def __init__(
        self, workspace: Workspace, deck: str, by: str, *, limit: int = ROUND, fresh: bool = False
    ) -> None:
        self._workspace = workspace
        self.deck = full_name(workspace, deck)
        found = items(workspace, self.deck)
        self._items = {item.card_id: item for item in found}
        every = attributes(found, self.deck, blanking.sortable)
        attribute = next((each for each in every if each.key == by), None)
        if attribute is None:
            raise NotFoundError(
                f"the cards of {self.deck} cannot be sorted by {by!r}", "Choose from the list."
            )
        self.attribute: Attribute = attribute
        self.resumed = False
        """Whether it goes on where it was left."""
        self._took = 0
        wishes = {"by": by, "limit": limit}
        left = None if fresh else sittings.left(workspace, Mode.SORT, self.deck, **wishes)
        if left is not None:
            round_ = machine.from_state(left.state, attribute.truth)
            if round_.waiting:
                self.round, self._sitting, self._spent = round_, left.id, left.duration_ms
                self.resumed = bool(round_.done or round_.missed or round_.wrong)
                return
        self.round = Sorting(draw(attribute, self._items, limit, workspace.rng))
        self._spent = 0
        self._sitting = sittings.begin(
            workspace, Mode.SORT, self.deck, wishes, self.round.state(), apart=("by",)
        )

    @property
    def shown(self) -> Shown | None:
        """What is to be seen of the card on the table, None at the end."""
        item = self._item
        return None if item is None else blanking.shown(item, self.attribute)

    @property
    def _item(self) -> Item | None:
        card_id = self.round.current
        return None if card_id is None else self._items[card_id]

    @property
    def verdict(self) -> Verdict | None:
        """Why the card on the table was sorted wrongly, None while that is not so."""
        item = self._item
        if item is None or not self.round.wrong:
            return None
        true = self.attribute.truth[item.card_id]
        return Verdict(self.round.wrong, true, blanking.reasons(item, self.attribute), item)

    @sound
    def place(self, label: str, duration_ms: int) -> bool:
        """Put the card into a bin; if that is right it is stored, else the reason shows."""
        card_id = self.round.current
        if card_id is None:
            raise LookupError("no card is on the table")
        round_ = self.round.place(label, self.attribute.truth[card_id])
        spent = self._spent + max(duration_ms, 0)
        given = () if round_.wrong else (self._given(card_id, duration_ms, correct=True),)
        self._store(round_, spent, given)
        self._took = duration_ms
        return not round_.wrong

    @sound
    def move_on(self, *, counted_right: bool = False) -> Recorded | None:
        """Leave the reason behind: only now is the answer stored, as the learner sees it."""
        card_id = self.round.current
        if card_id is None:
            raise LookupError("no card is on the table")
        round_ = self.round.move_on(counted_right=counted_right)
        given = self._given(card_id, self._took, correct=counted_right)
        done = self._store(round_, self._spent, (given,))
        return done[0] if done else None

    def _given(self, card_id: int, duration_ms: int, *, correct: bool) -> Given:
        return Given(card_id, Evidence.CHOICE, correct, duration_ms)

    def _store(self, round_: Sorting, spent: int, given: Sequence[Given]) -> tuple[Recorded, ...]:
        asked = len(round_.right) + len(round_.missed)
        done = store(
            self._workspace,
            self._sitting,
            given,
            round_.state(),
            asked=asked,
            correct=len(round_.right),
            duration_ms=spent,
            ended=not round_.waiting,
            score=len(round_.right) / asked if asked else None,
        )
        self.round, self._spent = round_, spent
        self._pass_over()
        return done

    def _pass_over(self) -> None:
        """Leave out what was edited, suspended or deleted meanwhile: its bin may be another."""
        truth = dict(self.attribute.truth)
        while (item := self._item) is not None and not is_as_it_was(self._workspace, item):
            del truth[item.card_id]
            self.round = machine.from_state(self.round.state(), truth)


def draw(attribute: Attribute, items: dict[int, Item], limit: int, rng: Random) -> tuple[int, ...]:
    """Return up to ``limit`` cards drawn by chance, from all bins alike, in mixed order."""
    bins = []
    for label in attribute.bins:
        cards = [card for card, each in attribute.truth.items() if each == label]
        rng.shuffle(cards)
        bins.append(cards)
    chosen: list[int] = []
    while len(chosen) < limit and any(bins):
        fullest = [cards for cards in bins if cards]
        chosen += [cards.pop() for cards in fullest[: limit - len(chosen)]]
    rng.shuffle(chosen)
    return tuple(item.card_id for item in families_apart([items[card] for card in chosen]))
