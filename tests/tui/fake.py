"""A collection in memory that answers at once and the same way each time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from studyapp.domain import cloze
from studyapp.domain.card import Flag, Memory, Queue, State
from studyapp.domain.deck import DeckOptions, is_within, parents
from studyapp.domain.generated import Standing
from studyapp.domain.note import NoteKind, Source
from studyapp.domain.review import Rating
from studyapp.errors import NotFoundError, StudyError
from studyapp.services.views import (
    Answered,
    CardView,
    Counts,
    DeckRow,
    Offer,
    Preview,
    SessionSummary,
    Stood,
    StudyCard,
)
from tests.tui.contrasted import FakeConfusions
from tests.tui.examined import FakeExams
from tests.tui.exchanged import FakeExchange
from tests.tui.fitted import FakeFits
from tests.tui.generated import make_offers
from tests.tui.samples import CARDS
from tests.tui.tutoring import FakeTutor

if TYPE_CHECKING:
    from studyapp.collection import Collection
    from studyapp.tui.speech import Speaker
    from tests.tui.measured import Measured

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
STEPS = {
    Rating.AGAIN: (timedelta(minutes=1), "1m"),
    Rating.HARD: (timedelta(minutes=6), "6m"),
    Rating.GOOD: (timedelta(days=3), "3d"),
    Rating.EASY: (timedelta(days=16), "16d"),
}


class Clock:
    """Time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - NOON).total_seconds()

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


def make_card(number: int, deck: str, front: str, back: str, tags: Sequence[str] = ()) -> CardView:
    """Return a card; every third is due, the others are new."""
    is_cloze = bool(cloze.cloze_numbers(front))
    state = State.REVIEW if number % 3 == 0 else State.NEW
    memory = Memory()
    if state is State.REVIEW:
        due = NOON - timedelta(days=1)
        memory = Memory(state=state, stability=9.5, difficulty=5.2, due=due, reps=4, lapses=1)
    return CardView(
        id=number,
        guid=f"guid{number:04}",
        note_id=number,
        deck=deck,
        kind=NoteKind.CLOZE if is_cloze else NoteKind.BASIC,
        question=cloze.question(front, 1) if is_cloze else front,
        answer=cloze.answer(front, 1) if is_cloze else back,
        front=front,
        back=back,
        tags=tuple(tags),
        source=Source("voyages.txt", 4 * number, 4 * number + 2, "Chapter 2"),
        memory=memory,
        queue=Queue.ACTIVE,
        flag=Flag.NONE,
        retrievability=0.87 if state is State.REVIEW else None,
    )


class FakeCollection(FakeExchange, FakeFits, FakeConfusions):
    """What the screens need of ``studyapp.collection.Collection``."""

    path = Path("fake.db")

    def __init__(self, cards: Sequence[CardView] | None = None, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        if cards is None:
            cards = [make_card(at, *card) for at, card in enumerate(CARDS, 1)]
        self.by_id = {card.id: card for card in cards}
        self.offered = {offer.note_id: offer for offer in make_offers()}
        self.all_options: dict[str, DeckOptions] = {}
        self.fail: Callable[[str], StudyError | None] = lambda verb: None
        self.answers: list[tuple[int, Rating, int]] = []
        self.closed = False
        self.speaker: Speaker | None = None
        self.tutored: dict[str, Mapping[str, Any]] = {}
        """What a tutor's sitting on a deck left."""
        self.zone = UTC
        self.exams = FakeExams(self)
        self.begin_exchange()
        self.begin_fits()

    def real(self) -> "Collection":
        """Return this as the type that screens are written against."""
        return cast("Collection", self)

    def check_fault(self, verb: str) -> None:
        error = self.fail(verb)
        if error is not None:
            raise error

    def counts(self, deck: str) -> Counts:
        waiting = [c for c in self.by_id.values() if is_within(c.deck, deck) and self.open(c)]
        new = sum(c.memory.state is State.NEW for c in waiting)
        due = sum(c.memory.state is State.REVIEW for c in waiting)
        return Counts(new, len(waiting) - new - due, due)

    def open(self, card: CardView) -> bool:
        due = card.memory.due
        return card.queue is Queue.ACTIVE and (due is None or due <= self.clock.at)

    def decks(self) -> tuple[DeckRow, ...]:
        self.check_fault("decks")
        own = {card.deck for card in self.by_id.values()}
        names = sorted(own | {above for name in own for above in parents(name)})
        return tuple(
            DeckRow(
                id=at,
                name=name,
                depth=name.count("::"),
                has_children=any(other.startswith(name + "::") for other in names),
                cards=sum(is_within(card.deck, name) for card in self.by_id.values()),
                counts=self.counts(name),
            )
            for at, name in enumerate(names, 1)
        )

    def cards(self, deck: str | None = None) -> tuple[CardView, ...]:
        self.check_fault("cards")
        return tuple(c for c in self.by_id.values() if deck is None or is_within(c.deck, deck))

    def card(self, card_id: int) -> CardView:
        if card_id not in self.by_id:
            raise NotFoundError(f"no card {card_id}")
        return self.by_id[card_id]

    def search(self, text: str, limit: int = 200) -> tuple[CardView, ...]:
        self.check_fault("search")
        words = text.lower().split()
        found = [
            card
            for card in self.by_id.values()
            if all(word in f"{card.front} {card.back} {card.tags}".lower() for word in words)
        ]
        return tuple(found[:limit])

    def study(self, deck: str) -> "FakeSession":
        self.check_fault("study")
        return FakeSession(self, deck)

    def tutor(self, deck: str, *, limit: int = 10, fresh: bool = False) -> FakeTutor:
        self.check_fault("tutor")
        return FakeTutor(self, deck, limit, fresh)

    def options(self, deck: str) -> DeckOptions:
        self.check_fault("options")
        return self.all_options.get(deck, DeckOptions())

    def set_options(self, deck: str, options: DeckOptions) -> None:
        self.check_fault("set_options")
        self.all_options[deck] = options

    def add_samples(self) -> int:
        self.check_fault("add_samples")
        self.by_id = {at: make_card(at, *card) for at, card in enumerate(CARDS, 1)}
        return len(self.by_id)

    def statistics(self) -> "Measured":
        from tests.tui.measured import measured

        self.check_fault("statistics")
        return measured(400 if self.by_id else 0)

    def unbury(self, deck: str) -> int:
        self.check_fault("unbury")
        buried = [c for c in self.cards(deck) if c.queue is Queue.BURIED]
        for card in buried:
            self.put(replace(card, queue=Queue.ACTIVE))
        return len(buried)

    def put(self, card: CardView) -> CardView:
        self.by_id[card.id] = card
        return card

    def suspend(self, card_id: int) -> None:
        self.check_fault("suspend")
        self.put(replace(self.card(card_id), queue=Queue.SUSPENDED))

    def unsuspend(self, card_id: int) -> None:
        self.check_fault("unsuspend")
        self.put(replace(self.card(card_id), queue=Queue.ACTIVE))

    def set_flag(self, card_id: int, flag: Flag) -> None:
        self.check_fault("set_flag")
        self.put(replace(self.card(card_id), flag=flag))

    def edit(self, card_id: int, front: str, back: str, tags: tuple[str, ...]) -> CardView:
        self.check_fault("edit")
        card = self.card(card_id)
        made = make_card(card.id, card.deck, front, back, tags)
        return self.put(replace(made, memory=card.memory, flag=card.flag, queue=card.queue))

    def offers(self, deck: str | None = None) -> tuple[Offer, ...]:
        self.check_fault("offers")
        found = self.offered.values()
        return tuple(each for each in found if deck is None or is_within(each.deck, deck))

    def _stand(
        self, verb: str, note_id: int, standing: Standing, front: str | None = None
    ) -> Offer:
        self.check_fault(verb)
        offer = self.offered[note_id]
        text = offer.note.front if front is None else front
        note = offer.note._replace(standing=standing, front=text)
        self.offered[note_id] = replace(offer, note=note, stale=False)
        return self.offered[note_id]

    def keep(self, note_id: int) -> Offer:
        return self._stand("keep", note_id, Standing.KEPT)

    def drop(self, note_id: int) -> Offer:
        return self._stand("drop", note_id, Standing.DROPPED)

    def stood(self, note_id: int) -> Stood:
        self.check_fault("stood")
        return Stood(self.offered[note_id], ())

    def restore(self, before: Stood) -> Offer:
        self.check_fault("restore")
        self.offered[before.offer.note_id] = before.offer
        return before.offer

    def edit_offer(self, note_id: int, front: str) -> Offer:
        if not cloze.cloze_numbers(front):
            raise StudyError("a cloze card needs a deletion", "Write it as {{c1::words}}.")
        return self._stand("edit_offer", note_id, Standing.KEPT, front)

    def linked(self, card: CardView) -> tuple[CardView, ...]:
        self.check_fault("linked")
        links = card.generated.links if card.generated else ()
        return tuple(each for each in self.by_id.values() if each.guid in links)

    def paragraph(self, card: CardView) -> str:
        self.check_fault("paragraph")
        return card.generated.paragraph if card.generated else ""

    def close(self) -> None:
        self.closed = True


class FakeSession:
    """Cards by number, learning cards first; undo by keeping the cards as they were."""

    def __init__(self, collection: FakeCollection, deck: str) -> None:
        self.collection = collection
        self.deck = deck
        self._past: list[tuple[CardView, Rating, int]] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def last(self) -> Rating | None:
        return self._past[-1][1] if self._past else None

    def current(self) -> StudyCard | None:
        self.collection.check_fault("current")
        waiting = [card for card in self.collection.cards(self.deck) if self.collection.open(card)]
        if not waiting:
            return None
        card = min(waiting, key=lambda card: (card.memory.state is not State.LEARNING, card.id))
        now = self.collection.clock.at
        previews = {r: Preview(r, by, now + by, label) for r, (by, label) in STEPS.items()}
        return StudyCard(card, previews, self.collection.counts(self.deck))

    def _card(self) -> CardView:
        on_table = self.current()
        if on_table is None:
            raise StudyError("no card")
        return on_table.card

    def answer(self, rating: Rating, duration_ms: int) -> Answered:
        card = self._card()
        self.collection.check_fault("answer")
        by, _ = STEPS[rating]
        state = State.REVIEW if by >= timedelta(days=1) else State.LEARNING
        memory = replace(
            card.memory,
            state=state,
            due=self.collection.clock.at + by,
            reps=card.memory.reps + 1,
            lapses=card.memory.lapses + (rating is Rating.AGAIN),
        )
        leech = memory.lapses >= 3
        self._past.append((card, rating, duration_ms))
        self.collection.answers.append((card.id, rating, duration_ms))
        self.collection.put(replace(card, memory=memory, leech=leech))
        return Answered(card.id, rating, memory, became_leech=leech and not card.leech)

    def undo(self) -> CardView | None:
        self.collection.check_fault("undo")
        if not self._past:
            return None
        card, _, _ = self._past.pop()
        self.collection.answers.pop()
        return self.collection.put(card)

    def bury(self) -> None:
        self.collection.check_fault("bury")
        self.collection.put(replace(self._card(), queue=Queue.BURIED))

    def suspend(self) -> None:
        self.collection.suspend(self._card().id)

    def set_flag(self, flag: Flag) -> None:
        self.collection.set_flag(self._card().id, flag)

    def edit(self, front: str, back: str, tags: tuple[str, ...]) -> CardView:
        return self.collection.edit(self._card().id, front, back, tags)

    def edit_fields(self, edited: Mapping[int, str], tags: tuple[str, ...]) -> CardView:
        return self.collection.edit_fields(self._card(), edited, tags)

    def summary(self) -> SessionSummary:
        ratings = [rating for _, rating, _ in self._past]
        later = [
            card.memory.due
            for card in self.collection.cards(self.deck)
            if card.memory.state is State.LEARNING and card.memory.due is not None
        ]
        return SessionSummary(
            answered=len(ratings),
            again=ratings.count(Rating.AGAIN),
            cards=len({card.id for card, _, _ in self._past}),
            new=sum(card.memory.state is State.NEW for card, _, _ in self._past),
            seconds=sum(ms for _, _, ms in self._past) / 1000,
            by_rating={rating: ratings.count(rating) for rating in Rating},
            next_due=min((due for due in later if due > self.collection.clock.at), default=None),
            tomorrow=17,
        )
