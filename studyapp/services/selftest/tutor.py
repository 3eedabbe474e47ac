"""The tutor as a use case: one deck's questions, stored answer by answer.

Every step is stored, so that a sitting left anywhere goes on there. When a question is settled,
its evidence and the state of the sitting are one transaction, durable before the next question
shows. A typed answer counts as recall with the rating that the student confirmed.
"""

from collections.abc import Callable
from threading import Lock

from studyapp.domain.review import Evidence, Rating
from studyapp.domain.selftest import Item, Mode
from studyapp.errors import NotFoundError
from studyapp.quiz import tutor as machine
from studyapp.quiz.tutor import QUESTIONS, Phase, Tutor, plan
from studyapp.services import browse
from studyapp.services.guard import sound
from studyapp.services.selftest import sittings
from studyapp.services.selftest.evidence import Given, Recorded, record_in
from studyapp.services.selftest.items import is_as_it_was, items
from studyapp.services.views import CardView
from studyapp.services.workspace import Workspace
from studyapp.storage import content
from studyapp.storage.engine import reading, writing


class TutorSession:
    """One sitting, begun or gone on with. Its steps may come from any thread.

    Raises ``NotFoundError``: no such deck, or nothing in it to ask.
    """

    def __init__(
        self, workspace: Workspace, deck: str, *, limit: int = QUESTIONS, fresh: bool = False
    ) -> None:
        self._workspace = workspace
        self._lock = Lock()
        with reading(workspace.engine) as connection:
            self.deck = browse.resolve_deck(content.deck_ids(connection), deck)
        self._limit = limit
        self._pool: tuple[Item, ...] = ()
        self._sitting = 0
        self.tutor = Tutor(())
        """The sitting as it stands."""
        self.resumed = False
        """Whether it goes on where it was left."""
        if fresh or not self._resume():
            self.begin()

    def _resume(self) -> bool:
        left = sittings.left(self._workspace, Mode.TUTOR, self.deck)
        if left is None:
            return False
        self._pool = items(self._workspace, self.deck)
        self.tutor = machine.from_state(left.state, self._pool)
        self._sitting = left.id
        self.resumed = self.tutor.phase is not Phase.OVER
        return self.resumed

    @sound
    def begin(self) -> None:
        """Begin a new sitting; what was left is given up for it. Raises ``NotFoundError``."""
        with self._lock:
            self._pool = items(self._workspace, self.deck)
            asked = plan(self._pool, self._limit)
            if not asked:
                raise NotFoundError(
                    f"nothing to ask in {self.deck}", "Suspended cards are left out."
                )
            self.tutor = Tutor(asked)
            self.resumed = False
            self._sitting = sittings.begin(
                self._workspace,
                Mode.TUTOR,
                self.deck,
                {"limit": self._limit},
                self.tutor.state(),
            )

    @sound
    def card(self) -> CardView | None:
        """Return the card on the table as it is now; one that is gone is passed over.

        One that was edited meanwhile is asked as it is now: what is typed to it stays.
        """
        with self._lock:
            if self.tutor.phase is Phase.OVER:
                return None
            if not is_as_it_was(self._workspace, self.tutor.item):
                self._pool = items(self._workspace, self.deck)
                self.tutor = machine.from_state(self.tutor.state(), self._pool)
            if self.tutor.phase is Phase.OVER:
                return None
            return browse.card(self._workspace, self.tutor.item.card_id)

    def other(self, card_id: int) -> str:
        """Return the question of another card of the deck; empty if it is gone."""
        return next((each.question for each in self._pool if each.card_id == card_id), "")

    def keep(self, text: str, spent_ms: int = 0, to: Tutor | None = None) -> None:
        """Store what is typed so far; nothing if the sitting went on since it stood at ``to``."""
        self._do(
            lambda tutor: tutor.write(text, spent_ms) if to is None or tutor.asks_as(to) else tutor
        )

    def check(self, text: str, spent_ms: int = 0) -> None:
        """Grade an answer."""
        self._do(lambda tutor: tutor.write(text, spent_ms).check(self._pool))

    def rate(self, rating: Rating | None = None) -> Recorded | None:
        """Confirm the suggestion or override it; return what was recorded, if it was settled.

        Raises ``StudyError`` if there is neither a suggestion nor a rating.
        """
        return self._do(lambda tutor: tutor.rate(rating))

    def reply(self, text: str) -> None:
        """Answer the follow-up; an empty reply asks for a hint."""
        self._do(lambda tutor: tutor.reply(text))

    def give_up(self) -> None:
        """Have the point of the follow-up told."""
        self._do(Tutor.give_up)

    @sound
    def _do(self, step: Callable[[Tutor], Tutor]) -> Recorded | None:
        """Take a step and store it; on an error everything stays as it was."""
        with self._lock:
            before, after = self.tutor, step(self.tutor)
            if after is before:
                return None
            settled = len(after.results) > len(before.results)
            over = after.phase is Phase.OVER
            with writing(self._workspace.engine) as connection:
                given = [_given(before, after)] if settled else []
                done = record_in(self._workspace, connection, given)
                sittings.keep(
                    self._workspace,
                    connection,
                    self._sitting,
                    after.state(),
                    asked=len(after.results),
                    correct=sum(each.rating > Rating.AGAIN for each in after.results),
                    duration_ms=after.total_ms,
                    ended=over,
                    score=after.score,
                )
            self._workspace.day_kept()
            self.tutor = after
            return done[0] if done else None


def _given(before: Tutor, after: Tutor) -> Given:
    result = after.results[-1]
    return Given(
        result.card_id,
        Evidence.TYPED,
        result.rating is not Rating.AGAIN,
        before.spent_ms,
        result.rating,
        before.confused_with,
    )
