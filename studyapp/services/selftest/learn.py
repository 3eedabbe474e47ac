"""Learn as a use case: begun or taken up again, each answer stored as it counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studyapp.domain.card import State
from studyapp.domain.review import Evidence, Rating
from studyapp.domain.selftest import Item, Mode
from studyapp.errors import StudyError
from studyapp.quiz.asking import Judged, Outcome, Question
from studyapp.quiz.learn import ROUND, Answer, Learn, Level, Met, Phase
from studyapp.services import browse
from studyapp.services.selftest import evidence, sittings
from studyapp.services.selftest.evidence import Given, Recorded
from studyapp.services.selftest.items import items
from studyapp.services.workspace import Workspace
from studyapp.storage.engine import writing

__all__ = ["LearnSitting", "LearnView", "Levels", "Summary"]


Levels = tuple[int, int, int, int]
"""Cards that are new, missed, familiar, mastered."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A round that ended, or the whole sitting at its end."""

    answers: int
    right: int
    promoted: tuple[Item, ...]
    """Cards that stand higher than before the round."""
    missed: tuple[Item, ...]
    """Cards that were not known at first."""
    made_due: int
    """Cards that a wrong answer made due."""


@dataclass(frozen=True, slots=True)
class LearnView:
    """What is on the table, as a screen shows it."""

    deck: str
    phase: Phase
    round: int
    levels: Levels
    """How many cards are new, missed, familiar and mastered."""
    decks: tuple[tuple[str, Levels], ...]
    """The same for each deck that has cards in it."""
    done: int
    """Cards of this round that were asked and are not waiting to be asked again."""
    left: int
    """Cards of this round that wait, the one on the table with them."""
    item: Item | None
    level: Level | None
    """Of the card on the table."""
    again: bool
    """Whether that card was asked in this round before."""
    question: Question | None
    judged: Judged | None
    confused: Item | None
    """The card that the wrong answer belongs to."""
    will_be_due: bool
    """Whether the answer, if it counts as it is judged, makes the card due now."""
    summary: Summary | None
    """Between rounds and at the end."""


class LearnSitting:
    """Learn for one deck and its subdecks; it goes on where it was left.

    Every answer is durable, with its evidence, before the next question is asked.
    """

    def __init__(self, workspace: Workspace, deck: str, size: int | None = None) -> None:
        """Begin, or take up what was left. ``size`` is the number of cards in a round.

        Raises ``NotFoundError``, or ``StudyError`` where there is nothing to ask.
        """
        options = workspace.options()
        self.deck = browse.resolve_deck(options, deck)
        self._workspace = workspace
        found = items(workspace, self.deck)
        if not found:
            raise StudyError(
                f"nothing to learn in {self.deck}", "Its cards are suspended or have no answer."
            )
        self._due = {item.card_id: item.due for item in found}
        self._in_review = {item.card_id for item in found if item.state is State.REVIEW}
        self._round_due: set[int] = set()
        self.answers = self.right = self._spent = 0
        self._id, self._learn = self._open(found, size)

    def _open(self, found: Sequence[Item], size: int | None) -> tuple[int, Learn]:
        left = sittings.left(self._workspace, Mode.LEARN, self.deck)
        if left is not None:
            try:
                learn = Learn.from_state(left.state, found, size)
            except (LookupError, TypeError, ValueError):
                left = None
            else:
                self.answers, self.right, self._spent = left.asked, left.correct, left.duration_ms
                return left.id, learn
        learn = Learn(found, self._workspace.rng.getrandbits(32), size or ROUND)
        return self._begin(learn), learn

    def _begin(self, learn: Learn) -> int:
        wishes = {"round": learn.size}
        return sittings.begin(self._workspace, Mode.LEARN, self.deck, wishes, learn.state())

    # What a screen shows

    def view(self) -> LearnView:
        """Return what is on the table."""
        learn = self._learn
        judged = learn.judged
        item = learn.item if learn.question is not None else None
        over = learn.phase in (Phase.SUMMARY, Phase.DONE)
        waiting = len(learn.queue)
        return LearnView(
            self.deck,
            learn.phase,
            learn.round,
            counted(learn.items, learn),
            self._decks(),
            len({met.card_id for met in learn.met} - set(learn.queue)),
            waiting,
            item,
            None if item is None else learn.standings[item.card_id].level,
            item is not None and any(met.card_id == item.card_id for met in learn.met),
            learn.question,
            judged,
            self._confused(judged),
            self._will_be_due(learn.question, judged),
            self._summary(learn.met) if over else None,
        )

    def _decks(self) -> tuple[tuple[str, Levels], ...]:
        by_deck: dict[str, list[Item]] = {}
        for item in self._learn.items:
            by_deck.setdefault(item.deck, []).append(item)
        return tuple((deck, counted(found, self._learn)) for deck, found in by_deck.items())

    def _will_be_due(self, question: Question | None, judged: Judged | None) -> bool:
        if question is None or judged is None or judged.outcome is not Outcome.WRONG:
            return False
        counts = question.form.recalled or question.card_id in self._in_review
        return counts and not self._due.get(question.card_id, False)

    def _confused(self, judged: Judged | None) -> Item | None:
        if judged is None or judged.confused_with is None or judged.outcome is Outcome.RIGHT:
            return None
        return self._learn.item_of(judged.confused_with)

    def _summary(self, met: Sequence[Met]) -> Summary:
        first: dict[int, Met] = {}
        last: dict[int, Met] = {}
        for each in met:
            first.setdefault(each.card_id, each)
            last[each.card_id] = each
        return Summary(
            len(met),
            sum(each.outcome is Outcome.RIGHT for each in met),
            self._items(card for card in last if last[card].after > first[card].before),
            self._items(card for card in first if first[card].outcome is not Outcome.RIGHT),
            len(self._round_due),
        )

    def _items(self, cards: Iterable[int]) -> tuple[Item, ...]:
        return tuple(item for card in cards if (item := self._learn.item_of(card)) is not None)

    # What the student does

    def choose(self, at: int) -> LearnView:
        """Choose an option by place. Raises ``LookupError``."""
        self._learn.choose(at)
        return self.view()

    def type_in(self, given: Sequence[str]) -> LearnView:
        """Type an answer, or one for each blank. Raises ``LookupError``."""
        self._learn.type_in(given)
        return self.view()

    def unknown(self) -> LearnView:
        """Say "I don't know". Raises ``LookupError``."""
        self._learn.unknown()
        return self.view()

    def override(self, *, right: bool) -> LearnView:
        """Say that the verdict is wrong. Raises ``LookupError``."""
        self._learn.override(right=right)
        return self.view()

    def go_on(self, duration_ms: int = 0) -> LearnView:
        """Store the answer and ask on, or begin the next round. Raises ``StudyError``.

        If it cannot be stored, the answer is still on the table.
        """
        moved = self._learn.copy()
        beginning = moved.phase is Phase.SUMMARY
        answer = moved.go_on()
        self._store(moved, answer, duration_ms)
        self._learn = moved
        if beginning:
            self._round_due.clear()
        return self.view()

    def again(self) -> LearnView:
        """At the end: ask every card once more, typed, as a new sitting."""
        self._learn.again()
        self._round_due.clear()
        self.answers = self.right = self._spent = 0
        self._id = self._begin(self._learn)
        return self.view()

    def _store(self, learn: Learn, answer: Answer | None, duration_ms: int) -> None:
        workspace = self._workspace
        done = () if answer is None else (given_of(answer, duration_ms),)
        asked = self.answers + len(done)
        right = self.right + (answer is not None and answer.outcome is Outcome.RIGHT)
        spent = self._spent + duration_ms
        over = learn.phase is Phase.DONE
        with writing(workspace.engine) as connection:
            recorded = evidence.record_in(workspace, connection, done)
            sittings.keep(
                workspace,
                connection,
                self._id,
                learn.state(),
                asked=asked,
                correct=right,
                duration_ms=spent,
                ended=over,
                score=right / asked if over and asked else None,
            )
        workspace.day_kept()
        self.answers, self.right, self._spent = asked, right, spent
        self._note(answer, recorded)

    def _note(self, answer: Answer | None, recorded: Sequence[Recorded]) -> None:
        """Remember which cards are due now, so that the next mistake is not announced again."""
        for each in recorded:
            if each.made_due:
                self._round_due.add(each.card_id)
                self._due[each.card_id] = True
            elif each.reviewed:
                right = answer is not None and answer.outcome is not Outcome.WRONG
                self._due[each.card_id] = not right


def counted(found: Iterable[Item], learn: Learn) -> Levels:
    """Return how many of these cards stand at each level."""
    counts = [0, 0, 0, 0]
    for item in found:
        counts[learn.standings[item.card_id].level] += 1
    return counts[0], counts[1], counts[2], counts[3]


def given_of(answer: Answer, duration_ms: int) -> Given:
    """Return what an answer says about memory.

    Typed into the answer itself, with the rest of it on show, it is worth Hard at most; so is
    what was partly right.
    """
    kind = Evidence.TYPED if answer.recalled else Evidence.CHOICE
    correct = (
        answer.outcome is not Outcome.WRONG
        if answer.recalled
        else (answer.outcome is Outcome.RIGHT)
    )
    rating = None
    if answer.recalled and correct and (answer.cued or answer.outcome is Outcome.PARTLY):
        rating = Rating.HARD
    return Given(answer.card_id, kind, correct, duration_ms, rating, answer.confused_with)
