"""Flashcards: looking through a deck, which says nothing about memory and logs nothing."""

from collections.abc import Callable, Sequence

from studyapp.domain.selftest import Mode
from studyapp.errors import NotFoundError
from studyapp.quiz import flip as machine
from studyapp.quiz.flip import Flip
from studyapp.quiz.order import kept
from studyapp.services.guard import sound
from studyapp.services.selftest import sittings
from studyapp.services.selftest.items import items, there
from studyapp.services.selftest.kept import full_name, store
from studyapp.services.selftest.stars import star
from studyapp.services.views import CardView
from studyapp.services.workspace import Workspace


class FlipSession:
    """One pile of flashcards, begun or gone on with where it was left.

    With ``cards`` it is a pile of those, on the side: it is not kept, and what was left of the
    whole deck stays. Raises ``NotFoundError``: no such deck, or nothing in it to look at.
    """

    def __init__(
        self,
        workspace: Workspace,
        deck: str,
        *,
        cards: Sequence[int] | None = None,
        starred: bool = False,
        fresh: bool = False,
    ) -> None:
        self._workspace = workspace
        self.deck = full_name(workspace, deck)
        found = items(workspace, self.deck)
        self._all = tuple(item.card_id for item in found)
        self._cards = None if cards is None else kept(cards, self._all)
        self._starred = {item.card_id for item in found if item.starred}
        self._changes: list[int] = []
        self._sitting: int | None = None
        self.resumed = False
        """Whether it goes on where it was left."""
        if not self.ids(starred=False):
            raise NotFoundError(
                f"nothing to look at in {self.deck}", "Suspended cards are left out."
            )
        if starred and not self._starred:
            raise NotFoundError(f"nothing is starred in {self.deck}", "Star cards with 's'.")
        self.pile = Flip(self.ids(starred=starred), starred=starred)
        if self._cards is None:
            self._take_up(fresh=fresh or starred)

    def _take_up(self, *, fresh: bool) -> None:
        left = None if fresh else sittings.left(self._workspace, Mode.FLIP, self.deck)
        if left is not None:
            pile = machine.from_state(left.state, self.ids(starred=bool(left.state["starred"])))
            if not pile.over:
                self.pile = pile
                self._sitting = left.id
                self.resumed = pile.at > 0 or pile.turned
                return
        state = self.pile.state()
        self._sitting = sittings.begin(self._workspace, Mode.FLIP, self.deck, {}, state)

    def ids(self, *, starred: bool) -> tuple[int, ...]:
        """Return the cards of the pile in reading order, or those of them with a star."""
        every = self._all if self._cards is None else self._cards
        return tuple(each for each in every if each in self._starred) if starred else every

    @property
    def is_starred(self) -> bool:
        """Whether the card on top has a star."""
        return self.pile.current in self._starred

    @property
    def stars(self) -> int:
        """How many cards of the pile's deck have a star."""
        return len(self.ids(starred=True))

    @property
    def can_undo(self) -> bool:
        """Whether a star can be taken back."""
        return bool(self._changes)

    @sound
    def card(self) -> CardView | None:
        """Return the card on top as it is now, None at the end; one that is gone is left out."""
        while (card_id := self.pile.current) is not None:
            try:
                return there(self._workspace, card_id)
            except NotFoundError:
                self._all = tuple(each for each in self._all if each != card_id)
                self.pile = machine.from_state(
                    self.pile.state(), [each for each in self.pile.order if each != card_id]
                )
        return None

    @sound
    def do(self, act: Callable[[Flip], Flip]) -> None:
        """Turn, go on or back, swap sides: any move of the pile; it is kept at once."""
        pile = act(self.pile)
        self._keep(pile)
        self.pile = pile

    def shuffle(self) -> None:
        """Mix the pile, or put it back into reading order."""
        rng = self._workspace.rng
        ids = self.ids(starred=self.pile.starred)
        self.do(lambda pile: pile.sort(ids) if pile.shuffled else pile.shuffle(rng))

    def only_starred(self, *, on: bool) -> None:
        """Look at starred cards only, or at all again. Nothing happens if none has a star."""
        ids = self.ids(starred=on)
        if ids:
            rng = self._workspace.rng
            self.do(lambda pile: pile.lay_out(ids, starred=on, rng=rng))

    @sound
    def star(self) -> bool:
        """Star the card on top or take its star off; return whether it has one now."""
        card_id = self.pile.current
        if card_id is None:
            raise LookupError("no card is on top")
        on = card_id not in self._starred
        self._set_star(card_id, on=on)
        self._changes.append(card_id)
        return on

    @sound
    def undo(self) -> bool:
        """Take the last star, or its removal, back; return whether its note has one now."""
        if not self._changes:
            raise LookupError("nothing to take back")
        card_id = self._changes[-1]
        on = card_id not in self._starred
        self._set_star(card_id, on=on)
        self._changes.pop()
        return on

    def _set_star(self, card_id: int, *, on: bool) -> None:
        star(self._workspace, card_id, on=on)
        found = items(self._workspace, self.deck, starred=True)  # siblings share the note's tags
        self._starred = {item.card_id for item in found}

    def _keep(self, pile: Flip) -> None:
        """Store the place; a pile that is looked at again after its end is a new sitting."""
        if self._cards is not None:
            return
        state = pile.state()
        if self._sitting is None:
            self._sitting = sittings.begin(self._workspace, Mode.FLIP, self.deck, {}, state)
        store(self._workspace, self._sitting, (), state, asked=pile.at, ended=pile.over)
        if pile.over:
            self._sitting = None
