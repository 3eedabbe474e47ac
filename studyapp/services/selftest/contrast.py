"""A drill on the pairs of a deck that are confused: left and found again, never a review."""

from collections.abc import Mapping
from random import Random
from typing import Any

from studyapp.domain.review import Evidence
from studyapp.domain.selftest import Item, Mode
from studyapp.errors import StudyError
from studyapp.quiz.contrast import Ask, Contrast
from studyapp.services.guard import sound
from studyapp.services.selftest import sittings
from studyapp.services.selftest.confusions import offered
from studyapp.services.selftest.evidence import Given
from studyapp.services.selftest.items import items
from studyapp.services.selftest.kept import full_name, store
from studyapp.services.workspace import Workspace

MOST = 6
"""Pairs in one sitting."""


class ContrastSession:
    """One sitting of the drill. Its answers are practice: they are logged and move no memory."""

    def __init__(self, workspace: Workspace, deck: str) -> None:
        self._workspace = workspace
        self.deck = full_name(workspace, deck)
        self._spent = 0
        cards = {item.card_id: item for item in items(workspace, self.deck)}
        left = sittings.left(workspace, Mode.CONTRAST, self.deck)
        pairs = _known(left.wishes, cards) if left is not None else []
        if left is not None and pairs:
            self._sitting = left.id
            self._spent = left.duration_ms
            self._drill = Contrast.from_state(pairs, workspace.rng, left.state)
            return
        pairs = [(each.one, each.other) for each in offered(workspace, self.deck)[:MOST]]
        if not pairs:
            raise StudyError(
                f"no cards of {self.deck} are confused with each other",
                "Wrong answers in learn, test, match and tutor show which are.",
            )
        self._drill = Contrast(pairs, Random(workspace.rng.getrandbits(64)))  # noqa: S311
        wishes = {"pairs": [[one.card_id, other.card_id] for one, other in pairs]}
        state = self._drill.state()
        self._sitting = sittings.begin(workspace, Mode.CONTRAST, self.deck, wishes, state)

    @property
    def question(self) -> Ask | None:
        """The question on the table; None at the end."""
        return self._drill.question

    @property
    def pairs(self) -> int:
        """Pairs of this sitting."""
        return len(self._drill.pairs)

    @property
    def done(self) -> int:
        """Pairs told apart."""
        return min(self._drill.at, self.pairs)

    @property
    def asked(self) -> int:
        """Answers given."""
        return self._drill.asked

    @property
    def correct(self) -> int:
        """Answers that were right."""
        return self._drill.correct

    @sound
    def answer(self, place: int, duration_ms: int) -> bool:
        """Take an answer; durable when this returns, with whether it was right."""
        question = self._drill.question
        if question is None:
            raise LookupError("the drill is over")
        drill = self._drill.copy()
        right = drill.answer(place)
        spent = self._spent + max(0, duration_ms)
        given = Given(question.item.card_id, Evidence.CRAM, right, duration_ms)
        store(
            self._workspace,
            self._sitting,
            [given],
            drill.state(),
            asked=drill.asked,
            correct=drill.correct,
            duration_ms=spent,
            ended=drill.over,
            score=drill.correct / drill.asked if drill.over else None,
        )
        self._drill, self._spent = drill, spent
        return right


def _known(wishes: Mapping[str, Any], cards: Mapping[int, Item]) -> list[tuple[Item, Item]]:
    """Return the pairs of a sitting; none if a card of them is gone."""
    pairs = [(cards.get(one), cards.get(other)) for one, other in wishes["pairs"]]
    found = [(one, other) for one, other in pairs if one is not None and other is not None]
    return found if len(found) == len(pairs) else []
