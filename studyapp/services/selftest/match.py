"""Matching against the clock: what a pair says of memory, and the best times of a deck."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from studyapp.domain.review import Evidence
from studyapp.domain.selftest import Item, Mode
from studyapp.errors import NotFoundError
from studyapp.quiz import match as machine
from studyapp.quiz.match import LEAST, PAIRS, Match, Pair, Side
from studyapp.quiz.mistakable import Mistakable
from studyapp.services.guard import sound
from studyapp.services.selftest import sittings
from studyapp.services.selftest.evidence import Given, Recorded
from studyapp.services.selftest.items import items
from studyapp.services.selftest.kept import full_name, store
from studyapp.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Result:
    """A game that came to its end."""

    seconds: float
    """With what wrong pairs cost."""
    misses: int
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Picked:
    """What came of selecting a tile."""

    pair: Pair | None
    """None while only one side is selected."""
    recorded: Recorded | None = None


class MatchSession:
    """One game, begun or gone on with. Raises ``NotFoundError``: no such deck, too few cards.

    What was left is gone on with if it is of the size that is asked for, or none is asked for;
    a game of another size that was left stays.
    Times are compared among games on the same deck with as many boards of as many pairs.
    """

    def __init__(
        self,
        workspace: Workspace,
        deck: str,
        *,
        pairs: int | None = None,
        boards: int | None = None,
        fresh: bool = False,
    ) -> None:
        self._workspace = workspace
        self.deck = full_name(workspace, deck)
        found = items(workspace, self.deck)
        self._items = {item.card_id: item for item in found}
        self._wishes: Mapping[str, int] = {"pairs": pairs or PAIRS, "boards": boards or 1}
        self.resumed = False
        """Whether it goes on where it was left."""
        wished = {key: n for key, n in (("pairs", pairs), ("boards", boards)) if n is not None}
        left = None if fresh else sittings.left(workspace, Mode.MATCH, self.deck, **wished)
        if left is not None:
            game = machine.from_state(left.state, tuple(self._items))
            if game.board is not None:
                self.game, self._sitting = game, left.id
                self._wishes = left.wishes
                self.resumed = bool(game.found or game.misses or game.elapsed_ms)
                return
        self.game = machine.deal(found, Mistakable(found), workspace.rng, **self._wishes)
        if not self.game.boards:
            raise NotFoundError(
                f"{self.deck} has too few cards to match",
                f"At least {LEAST} are needed that cannot be mistaken for each other.",
            )
        state, sizes = self.game.state(), self._wishes
        self._sitting = sittings.begin(workspace, Mode.MATCH, self.deck, sizes, state, apart=sizes)

    @property
    def boards(self) -> int:
        """How many boards were asked for."""
        return self._wishes["boards"]

    def item(self, card_id: int) -> Item:
        """Return a card of the game."""
        return self._items[card_id]

    def run(self, milliseconds: int) -> None:
        """Let the clock run; it is stored with the next pair or when the game is left."""
        if self.game.board is not None:
            self.game = self.game.after(milliseconds)

    @sound
    def pick(self, side: Side, card_id: int, duration_ms: int = 0) -> Picked:
        """Select a tile; a pair is stored when this returns. Raises ``StudyError``.

        ``duration_ms`` is the time since the last pair.
        """
        game, pair = self.game.pick(side, card_id)
        if pair is None:
            self.game = game
            return Picked(None)
        other = None if pair.correct else pair.other_id
        given = Given(pair.card_id, Evidence.MATCH, pair.correct, duration_ms, confused_with=other)
        done = self._store(game, (given,))
        self.game = game
        return Picked(pair, done[0] if done else None)

    @sound
    def leave(self) -> None:
        """Store the time so far: the clock stands still until the game goes on."""
        if self.game.board is not None:
            self._store(self.game, ())

    def _store(self, game: Match, given: tuple[Given, ...]) -> tuple[Recorded, ...]:
        return store(
            self._workspace,
            self._sitting,
            given,
            game.state(),
            asked=game.found + len(game.misses),
            correct=game.found,
            duration_ms=game.elapsed_ms,
            ended=game.board is None,
            score=game.score_ms / 1000,
        )

    @sound
    def history(self) -> tuple[Result, ...]:
        """Return the games of this kind that came to their end, oldest first."""
        return tuple(
            Result(each.score, each.asked - each.correct, each.ended_at)
            for each in sittings.ended(self._workspace, Mode.MATCH, self.deck)
            if each.score is not None
            and each.ended_at is not None
            and each.wishes == self._wishes
            and each.correct == self.game.pairs
        )
