"""Sorting cards into what is known and what is still being learned: a look, not a review."""

from collections.abc import Sequence

from studyapp.domain.review import Evidence
from studyapp.domain.selftest import Mode
from studyapp.errors import NotFoundError
from studyapp.quiz import piles as machine
from studyapp.quiz.order import families_apart
from studyapp.quiz.piles import Piles
from studyapp.services.guard import sound
from studyapp.services.selftest import sittings
from studyapp.services.selftest.evidence import Given, take_back
from studyapp.services.selftest.items import items, there
from studyapp.services.selftest.kept import full_name, store
from studyapp.services.views import CardView
from studyapp.services.workspace import Workspace
from studyapp.storage.engine import writing

WISHES = {"by": "piles"}


class PilesSession:
    """One sitting over a deck, begun or gone on with. Answers are logged as cramming.

    Raises ``NotFoundError``: no such deck, or no card in it.
    """

    def __init__(self, workspace: Workspace, deck: str, *, fresh: bool = False) -> None:
        self._workspace = workspace
        self.deck = full_name(workspace, deck)
        found = items(workspace, self.deck)
        if not found:
            raise NotFoundError(f"no card to sort in {self.deck}", "Suspended ones are left out.")
        self.resumed = False
        """Whether it goes on where it was left."""
        self._entries: list[tuple[int, str]] = []
        ids = tuple(item.card_id for item in families_apart(found))
        left = None if fresh else sittings.left(workspace, Mode.SORT, self.deck, **WISHES)
        if left is not None:
            piles = machine.from_state(left.state, ids)
            if piles.waiting:
                self.piles, self._sitting, self._spent = piles, left.id, left.duration_ms
                self.resumed = bool(piles.past)
                return
        self._begin(Piles(ids))

    def _begin(self, piles: Piles) -> None:
        self.piles = piles
        self._spent = 0
        self._sitting = sittings.begin(
            self._workspace, Mode.SORT, self.deck, WISHES, piles.state(), apart=WISHES
        )

    @property
    def can_undo(self) -> bool:
        """Whether a card of this opening can be taken back."""
        return bool(self._entries)

    @sound
    def card(self) -> CardView | None:
        """Return the card on the table, None at the end; one that is gone is left out."""
        while (card_id := self.piles.current) is not None:
            try:
                return there(self._workspace, card_id)
            except NotFoundError:
                rest = [each for each in self.piles.waiting if each != card_id]
                every = [*rest, *self.piles.known, *self.piles.learning]
                self.piles = machine.from_state(self.piles.state(), every)
        return None

    @sound
    def sort(self, *, known: bool, duration_ms: int) -> None:
        """Lay the card on a pile; that is durable when this returns. Raises ``StudyError``."""
        card_id = self.piles.current
        piles = self.piles.sort(known=known)
        if card_id is None:
            raise LookupError("no card is on the table")
        spent = self._spent + max(duration_ms, 0)
        done = store(
            self._workspace,
            self._sitting,
            (Given(card_id, Evidence.CRAM, known, duration_ms),),
            piles.state(),
            asked=len(piles.past),
            correct=len(piles.known),
            duration_ms=spent,
            ended=not piles.waiting,
            score=_score(piles),
        )
        self.piles, self._spent = piles, spent
        self._entries += [(card_id, each.log_id) for each in done]

    @sound
    def undo(self) -> None:
        """Take the last card back onto the table. Raises ``LookupError``."""
        if not self._entries:
            raise LookupError("nothing to take back")
        card_id, log_id = self._entries[-1]
        piles = self.piles.undo()
        with writing(self._workspace.engine) as connection:
            take_back(self._workspace, connection, card_id, log_id)
            sittings.keep(
                self._workspace,
                connection,
                self._sitting,
                piles.state(),
                asked=len(piles.past),
                correct=len(piles.known),
                duration_ms=self._spent,
                reopened=True,
            )
        self._entries.pop()
        self.piles = piles

    @sound
    def again(self) -> None:
        """Sort what is still being learned once more."""
        self._entries.clear()
        self._begin(self.piles.again())

    @property
    def learning(self) -> Sequence[int]:
        """The cards that are still being learned, to be studied at once."""
        return self.piles.learning


def _score(piles: Piles) -> float | None:
    sorted_ = len(piles.known) + len(piles.learning)
    return len(piles.known) / sorted_ if sorted_ else None
