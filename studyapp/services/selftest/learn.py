"""Learn as a use case: begun or taken up again, each answer stored as it counts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from studyapp.domain.review import Evidence, Rating
from studyapp.domain.selftest import Item, Mode
from studyapp.errors import StudyError
from studyapp.quiz.asking import CALLS, Form, Judged, Outcome, Question, is_whole
from studyapp.quiz.learn import ROUND, Answer, Learn, Level, Met, Phase
from studyapp.services import browse
from studyapp.services.selftest import evidence, sittings
from studyapp.services.selftest.evidence import Given, Recorded
from studyapp.services.selftest.items import is_as_it_was, items
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
    made_due: bool
    """Whether the answer made the card due now, which it was not before."""
    still_new: bool
    """Whether the answer was wrong and the card is new all the same."""
    summary: Summary | None
    """Between rounds and at the end."""
    typed: tuple[str, ...] = ()
    """What was half typed when the question was left, for each blank; empty if nothing was."""

    @property
    def typing(self) -> bool:
        """Whether the question is answered by typing."""
        return self.question is not None and self.question.form.recalled

    @property
    def choices(self) -> int:
        """How many answers there are to choose from."""
        if self.question is None or self.typing:
            return 0
        statement = self.question.form is Form.STATEMENT
        return len(CALLS) if statement else len(self.question.options)

    @property
    def blanks(self) -> int:
        """How many texts make a typed answer."""
        blanks = self.question.blanks if self.question is not None else None
        return 1 if blanks is None else len(blanks.blanks)

    def is_whole(self, said: str, at: int) -> bool:
        """Whether a text for a blank is the whole answer, to be graded without the others."""
        blanks = self.question.blanks if self.question is not None else None
        return blanks is not None and is_whole(blanks.blanks[at], said)

    @property
    def decided(self) -> bool:
        """Whether there is a verdict, and not one that the student has to give."""
        return self.judged is not None and self.judged.outcome is not Outcome.OPEN

    def may_decide(self, *, right: bool) -> bool:
        """Whether the student may say so: it says something else, and it was not "not known"."""
        if self.judged is None or (right and self.judged.unknown):
            return False
        return self.judged.outcome is not (Outcome.RIGHT if right else Outcome.WRONG)


@dataclass(frozen=True, slots=True)
class _Counted:
    """An answer that is stored while its verdict is on show, and what going on leads to."""

    learn: Learn
    right: bool
    recorded: tuple[Recorded, ...]


class LearnSitting:
    """Learn for one deck and its subdecks; it goes on where it was left.

    Every answer is durable, with its evidence, when its verdict shows: whoever leaves then goes on
    with the next question. A verdict that is overridden is taken back and stored anew. What is
    half typed may be kept from another thread than answers come from.
    """

    def __init__(self, workspace: Workspace, deck: str, size: int | None = None) -> None:
        """Begin, or take up what was left. ``size`` is the number of cards in a round.

        Raises ``NotFoundError``, or ``StudyError`` where there is nothing to ask.
        """
        options = workspace.options()
        self.deck = browse.resolve_deck(options, deck)
        self._workspace = workspace
        self._lock = Lock()
        found = items(workspace, self.deck)
        if not found:
            raise StudyError(
                f"nothing to learn in {self.deck}", "Its cards are suspended or have no answer."
            )
        self._round_due: set[int] = set()
        self._counted: _Counted | None = None
        self._typed: tuple[str, ...] = ()
        self._took = 0
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
                typed = left.state.get("typed")
                if typed and learn.question == Question.from_value(left.state["question"]):
                    self._typed = tuple(typed)
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
        recorded = () if self._counted is None else self._counted.recorded
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
            any(each.made_due for each in recorded),
            any(each.still_new for each in recorded),
            self._summary(learn.met) if over else None,
            self._typed,
        )

    def _decks(self) -> tuple[tuple[str, Levels], ...]:
        by_deck: dict[str, list[Item]] = {}
        for item in self._learn.items:
            by_deck.setdefault(item.deck, []).append(item)
        return tuple((deck, counted(found, self._learn)) for deck, found in by_deck.items())

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

    @property
    def typed(self) -> tuple[str, ...]:
        """What is stored of a half typed answer, for each blank; empty if nothing is."""
        return self._typed

    # What the student does

    def choose(self, at: int, duration_ms: int = 0) -> LearnView:
        """Choose an option by place. Raises ``LookupError``, or ``StudyError``: not stored."""
        return self._answer(lambda learn: learn.choose(at), duration_ms)

    def type_in(self, given: Sequence[str], duration_ms: int = 0) -> LearnView:
        """Type an answer, or one for each blank. Raises as ``choose``."""
        return self._answer(lambda learn: learn.type_in(given), duration_ms)

    def unknown(self, duration_ms: int = 0) -> LearnView:
        """Say "I don't know". Raises as ``choose``."""
        return self._answer(Learn.unknown, duration_ms)

    def override(self, *, right: bool) -> LearnView:
        """Say that the verdict is wrong. Raises as ``choose``."""
        return self._answer(lambda learn: learn.override(right=right), self._took)

    def go_on(self) -> LearnView:
        """Ask on, or begin the next round. Raises as ``choose``."""
        with self._lock:
            self._move_on()
            self._renew()
        return self.view()

    def _renew(self) -> None:
        """Take the cards anew where the next one was edited, suspended or deleted meanwhile."""
        learn = self._learn
        if learn.question is not None and not is_as_it_was(self._workspace, learn.item):
            found = items(self._workspace, self.deck)
            self._learn = Learn.from_state(learn.state(), found)

    def _move_on(self) -> None:
        if self._counted is None:
            moved = self._learn.copy()
            _ = moved.go_on()
            self._store(moved)
            self._round_due.clear()
            self._learn = moved
        else:
            done, self._counted = self._counted, None
            self.answers, self.right = self.answers + 1, self.right + done.right
            self._spent += self._took
            self._round_due |= {each.card_id for each in done.recorded if each.made_due}
            self._learn = done.learn

    def again(self) -> LearnView:
        """At the end: ask every card once more, typed, as a new sitting."""
        self._learn.again()
        self._round_due.clear()
        self.answers = self.right = self._spent = 0
        self._id = self._begin(self._learn)
        return self.view()

    def keep(self, typed: Sequence[str], to: Question | None) -> None:
        """Store what is half typed, for each blank; nothing if ``to`` is not asked any more.

        Raises ``StudyError``.
        """
        with self._lock:
            learn = self._learn
            if learn.phase is Phase.ASKING and learn.question is to:
                self._store(learn, typed=typed)
                self._typed = tuple(typed)

    def _answer(self, judge: Callable[[Learn], object], duration_ms: int) -> LearnView:
        """Have an answer judged and store it, unless the student has to judge it."""
        with self._lock:
            judged = self._learn.copy()
            _ = judge(judged)
            if judged.judged is not None and judged.judged.outcome is not Outcome.OPEN:
                moved = judged.copy()
                self._counted = self._store(moved, moved.go_on(), duration_ms)
            self._learn, self._took, self._typed = judged, duration_ms, ()
        return self.view()

    def _store(
        self,
        learn: Learn,
        answer: Answer | None = None,
        duration_ms: int = 0,
        *,
        typed: Sequence[str] = (),
    ) -> _Counted | None:
        """Store where the sitting stands, with an answer in the place of the one on show."""
        workspace = self._workspace
        given = () if answer is None else (given_of(answer, duration_ms),)
        before = () if self._counted is None else self._counted.recorded
        right = answer is not None and answer.outcome is Outcome.RIGHT
        asked, correct = self.answers + len(given), self.right + right
        over = learn.phase is Phase.DONE
        with writing(workspace.engine) as connection:
            evidence.take_back_in(workspace, connection, before)
            recorded = evidence.record_in(workspace, connection, given)
            sittings.keep(
                workspace,
                connection,
                self._id,
                learn.state() | {"typed": [*typed]},
                asked=asked,
                correct=correct,
                duration_ms=self._spent + duration_ms,
                ended=over,
                score=correct / asked if over and asked else None,
                reopened=not over,
            )
        workspace.day_kept()
        return None if answer is None else _Counted(learn, right, recorded)


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
    other = None if answer.outcome is Outcome.RIGHT else answer.confused_with
    return Given(answer.card_id, kind, correct, duration_ms, rating, other)
