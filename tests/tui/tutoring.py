"""A tutor's sitting in memory, and keys that lead through it."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from studyapp.domain.card import State
from studyapp.domain.review import Rating
from studyapp.domain.selftest import Item
from studyapp.quiz.tutor import Tutor, from_state, plan
from studyapp.services.selftest.evidence import Recorded
from studyapp.services.selftest.items import item_of
from studyapp.services.views import CardView


class Cards(Protocol):
    """What a sitting needs of the collection in memory."""

    tutored: dict[str, Mapping[str, Any]]

    def cards(self, deck: str | None = None) -> tuple[CardView, ...]: ...

    def card(self, card_id: int) -> CardView: ...

    def check_fault(self, verb: str) -> None: ...


class FakeTutor:
    """As ``TutorSession``: every step goes through the text that would be stored."""

    def __init__(self, cards: Cards, deck: str, limit: int, fresh: bool) -> None:
        self._cards = cards
        self._limit = limit
        self.deck = deck
        left = None if fresh else cards.tutored.get(deck)
        self.tutor = Tutor(()) if left is None else from_state(left, self._items())
        self.resumed = bool(self.tutor.waiting)
        if not self.resumed:
            self.begin()

    def _items(self) -> tuple[Item, ...]:
        found = self._cards.cards(self.deck)
        return tuple(item_of(card, due=card.memory.state is State.REVIEW) for card in found)

    def begin(self) -> None:
        self.tutor = Tutor(plan(self._items(), self._limit))
        self.resumed = False

    def card(self) -> CardView | None:
        waiting = self.tutor.waiting
        return self._cards.card(waiting[0].card_id) if waiting else None

    def other(self, card_id: int) -> str:
        return self._cards.card(card_id).question

    def keep(self, text: str, spent_ms: int = 0, to: Tutor | None = None) -> None:
        if to is None or self.tutor.asks_as(to):
            self._do(lambda tutor: tutor.write(text, spent_ms))

    def check(self, text: str, spent_ms: int = 0) -> None:
        self._do(lambda tutor: tutor.write(text, spent_ms).check(self._items()))

    def rate(self, rating: Rating | None = None) -> Recorded | None:
        before = len(self.tutor.results)
        self._do(lambda tutor: tutor.rate(rating))
        if len(self.tutor.results) == before:
            return None
        last = self.tutor.results[-1]
        return Recorded(last.card_id, True, last.rating is Rating.AGAIN)

    def reply(self, text: str) -> None:
        self._do(lambda tutor: tutor.reply(text))

    def give_up(self) -> None:
        self._do(Tutor.give_up)

    def _do(self, step: Callable[[Tutor], Tutor]) -> None:
        after = step(self.tutor)
        self._cards.check_fault("tutor step")
        self._cards.tutored[self.deck] = json.loads(json.dumps(after.state()))
        self.tutor = after


TYPED = ("w", *"Its height at noon")
"""From the decks to the middle of an answer."""
GRADED = (*TYPED, "ctrl+s")
ASKED = (*GRADED, "enter")
