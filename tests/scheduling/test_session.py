"""One sitting as a state machine: nothing is lost, nothing repeats at once, every run ends."""

from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from studyapp.domain.card import Memory, State
from studyapp.domain.day import study_day
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import Rating
from studyapp.scheduling.fsrs import Scheduler
from studyapp.scheduling.queue import QueueCard
from studyapp.scheduling.session import LEARN_AHEAD, StudySession
from tests.few import examples

from .logs import BERLIN, START

TODAY = study_day(START, BERLIN)
MINUTE = timedelta(minutes=1)


def card(card_id: int, state: State = State.NEW, minutes: int | None = None) -> QueueCard:
    at = None if minutes is None else START + MINUTE * minutes
    day = TODAY if state is not State.NEW and minutes is None else None
    return QueueCard(card_id, card_id, 1, state, at, day)


def stepping(minutes: float, now: datetime = START) -> Memory:
    return Memory(State.LEARNING, 0, 1.0, 5.0, now + MINUTE * minutes)


DONE = Memory(State.REVIEW, None, 3.0, 5.0, START + timedelta(days=3), TODAY + 3)


def test_due_steps_come_before_the_main_queue_and_near_ones_after() -> None:
    session = StudySession(
        [card(1), card(2, State.REVIEW)],
        [card(3, State.LEARNING, -1), card(4, State.LEARNING, 15), card(5, State.LEARNING, 25)],
    )
    shown = []
    while (card_id := session.next(START)) is not None:
        shown.append(card_id)
        session.answered(card_id, DONE, START, TODAY)
    assert shown == [3, 1, 2, 4]
    assert session.next_due() == START + 25 * MINUTE
    assert session.next(START + 5 * MINUTE) == 5


def test_looking_does_not_take() -> None:
    session = StudySession([card(1), card(2)])
    assert [session.next(START) for _ in range(3)] == [1, 1, 1]
    assert session.counts(START) == (2, 0, 0)


def test_an_empty_session() -> None:
    session = StudySession([])
    assert session.next(START) is None
    assert session.next_due() is None
    assert session.counts(START) == (0, 0, 0)
    session.remove(7)


def test_the_same_card_does_not_come_twice_while_another_can() -> None:
    session = StudySession([], [card(1, State.LEARNING, 0), card(2, State.LEARNING, 8)])
    assert session.next(START) == 1
    session.answered(1, stepping(1), START, TODAY)
    assert session.next(START) == 2, "1 is due earlier but was just shown"
    session.answered(2, stepping(10), START, TODAY)
    assert session.next(START) == 1
    session.answered(1, stepping(1), START, TODAY)
    later = START + 5 * MINUTE
    assert session.next(later) == 2, "1 is due now, 2 within the learn-ahead time"
    session.answered(2, DONE, later, TODAY)
    assert session.next(later) == 1
    session.answered(1, stepping(1, later), later, TODAY)
    assert session.next(later) == 1, "nothing else is left"


def test_counts_follow_the_clock() -> None:
    session = StudySession(
        [card(1), card(2, State.REVIEW), card(3, State.RELEARNING)],
        [card(4, State.LEARNING, 0), card(5, State.LEARNING, 60)],
    )
    assert session.counts(START) == (1, 2, 1)
    assert session.counts(START + 40 * MINUTE) == (1, 3, 1)
    assert session.counts(START).due == 1


def test_undo_shows_the_card_next_and_counts_it_as_before() -> None:
    session = StudySession([card(1), card(2, State.REVIEW)], [card(3, State.LEARNING, -1)])
    for expected in (3, 1):
        assert session.next(START) == expected
        session.answered(expected, stepping(10), START, TODAY)
    assert session.counts(START) == (0, 2, 1)
    session.put_back(card(1))
    assert session.next(START) == 1
    assert session.counts(START) == (1, 1, 1)
    session.put_back(card(3, State.LEARNING, -1))
    assert session.next(START) == 3
    assert session.counts(START) == (1, 1, 1)
    session.answered(3, DONE, START, TODAY)
    assert session.next(START) == 1
    session.answered(1, DONE, START, TODAY)
    assert session.next(START) == 2


def test_removed_cards_never_show() -> None:
    session = StudySession([card(1), card(2), card(3)], [card(4, State.LEARNING, 0)])
    session.put_back(card(5, State.REVIEW))
    session.remove(1, 4, 5, 99)
    assert session.next(START) == 2
    assert session.counts(START) == (2, 0, 0)
    session.remove(2, 3)
    assert session.next(START) is None


def test_a_card_that_comes_back_takes_its_new_place() -> None:
    """Set due by hand while waiting: to the end, not to where it once stood."""
    session = StudySession([card(1, State.REVIEW), card(2, State.REVIEW)])
    today = Memory(State.REVIEW, None, 3.0, 5.0, START, TODAY)
    session.answered(1, today, START, TODAY)
    assert session.next(START) == 2
    session.answered(2, DONE, START, TODAY)
    assert session.next(START) == 1
    assert session.counts(START) == (0, 0, 1)


class SittingMachine(RuleBasedStateMachine):
    """Answers, waits, undoes and removes at random, against a model of plain dictionaries."""

    @initialize(
        new=st.integers(0, 8),
        due=st.integers(0, 8),
        steps=st.lists(st.integers(-30, 90), max_size=5),
    )
    def begin(self, new: int, due: int, steps: list[int]) -> None:
        self.now = START
        self.scheduler = Scheduler(DeckOptions(), BERLIN)
        review = Memory(State.REVIEW, None, 5.0, 5.0, START, TODAY, START, TODAY - 5, TODAY - 9, 4)
        self.memories: dict[int, Memory] = {}
        for number in range(new):
            self.memories[number] = Memory()
        for number in range(100, 100 + due):
            self.memories[number] = review
        for place, minutes in enumerate(steps):
            self.memories[200 + place] = stepping(minutes)
        cards = [self.card(card_id) for card_id in self.memories]
        self.session = StudySession(
            [each for each in cards if not each.intraday],
            [each for each in cards if each.intraday],
        )
        self.last: int | None = None
        self.history: list[tuple[int, Memory]] = []
        self.undone: list[int] = []

    def card(self, card_id: int) -> QueueCard:
        memory = self.memories[card_id]
        return QueueCard(card_id, card_id, 1, memory.state, memory.due, memory.due_day)

    def timed(self, card_id: int) -> bool:
        return card_id not in self.undone and self.card(card_id).intraday

    def showable(self) -> set[int]:
        soon = self.now + LEARN_AHEAD
        return {
            card_id
            for card_id, memory in self.memories.items()
            if card_id in self.undone
            or memory.state is State.NEW
            or (memory.due_day is not None and memory.due_day <= TODAY)
            or (memory.due_day is None and memory.due is not None and memory.due <= soon)
        }

    @precondition(lambda self: self.session.next(self.now) is not None)
    @rule(rating=st.sampled_from(Rating), seconds=st.integers(1, 90))
    def answer(self, rating: Rating, seconds: int) -> None:
        card_id = self.session.next(self.now)
        assert card_id is not None
        self.now += timedelta(seconds=seconds)
        before = self.memories[card_id]
        after = self.scheduler.answer(before, rating, self.now, TODAY, card_id)
        self.session.answered(card_id, after, self.now, TODAY)
        self.history.append((card_id, before))
        self.memories[card_id] = after
        self.undone = [each for each in self.undone if each != card_id]
        self.last = card_id

    @rule(minutes=st.integers(-2, 45))
    def wait(self, minutes: int) -> None:
        self.now += MINUTE * minutes

    @precondition(lambda self: self.history)
    @rule()
    def undo(self) -> None:
        card_id, before = self.history.pop()
        self.memories[card_id] = before
        self.undone = [*(each for each in self.undone if each != card_id), card_id]
        self.session.put_back(self.card(card_id))
        assert self.session.next(self.now) == card_id

    @precondition(lambda self: self.memories)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        card_id = data.draw(st.sampled_from(sorted(self.memories)))
        self.session.remove(card_id)
        del self.memories[card_id]
        self.undone = [each for each in self.undone if each != card_id]
        self.history = [entry for entry in self.history if entry[0] != card_id]

    @invariant()
    def shows_a_card_exactly_while_one_can_be_shown(self) -> None:
        shown = self.session.next(self.now)
        showable = self.showable()
        assert (shown is None) == (not showable)
        if shown is None:
            return
        assert shown in showable
        if shown == self.last and self.timed(shown):
            assert showable == {shown}
        overdue = {
            each
            for each in showable
            if self.timed(each) and (self.memories[each].due or self.now) <= self.now
        }
        if not self.undone and overdue - {self.last}:
            assert shown in overdue

    @invariant()
    def counts_what_can_be_shown(self) -> None:
        assert sum(self.session.counts(self.now)) == len(self.showable())

    @invariant()
    def knows_when_it_goes_on(self) -> None:
        waiting = [m.due for c, m in self.memories.items() if self.timed(c) and m.due is not None]
        assert self.session.next_due() == min(waiting, default=None)

    def teardown(self) -> None:
        """Easy, and waiting where needed, ends every sitting with every card answered once."""
        if not hasattr(self, "session"):
            return
        answered: list[int] = []
        before = len(self.memories)
        open_cards = {c for c in self.memories if c in self.showable() or self.timed(c)}
        for _ in range(before + 1):
            card_id = self.session.next(self.now)
            if card_id is None:
                following = self.session.next_due()
                if following is None:
                    break
                self.now = max(self.now, following)
                card_id = self.session.next(self.now)
            assert card_id is not None
            self.session.answered(card_id, DONE, self.now, TODAY)
            answered.append(card_id)
        assert sorted(answered) == sorted(open_cards)
        assert self.session.counts(self.now) == (0, 0, 0)


TestSitting = SittingMachine.TestCase
TestSitting.settings = settings(deadline=None, max_examples=examples(40), stateful_step_count=40)
