"""Practice tests as use cases: a paper made, sat, handed in, looked through, and remembered.

Nothing is evidence before the paper is handed in: answers may be changed until then. Then all of
it is stored in one transaction with the marks. What was not answered counts as wrong in the score
but says nothing about memory: time may have run out. An override takes back what the mark that it
replaces left in the log, and stores what the new one says.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Any

from studyapp.domain.review import Evidence, Rating
from studyapp.domain.selftest import Item, Mode
from studyapp.errors import NotFoundError, StudyError
from studyapp.quiz import marking
from studyapp.quiz.marking import Mark, Marks
from studyapp.quiz.paper import Paper, Question, paper_from
from studyapp.quiz.paper_wishes import MOST_SEED, Kind, Side, Wishes, wishes_from
from studyapp.quiz.practice_test import PracticeTest, from_state
from studyapp.services import browse
from studyapp.services.selftest import evidence, sittings
from studyapp.services.selftest.evidence import Given, Recorded
from studyapp.services.selftest.items import items
from studyapp.services.selftest.sittings import Sitting
from studyapp.services.workspace import Workspace
from studyapp.storage.engine import Connection, writing

DRAWN_SEED = 1_000_000
"""Seeds that are drawn lie below this: short enough to be copied by hand."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the form of a new paper starts from."""

    deck: str
    wishes: Wishes
    """Those of the last paper on this deck."""
    items: tuple[Item, ...]
    """What can be asked."""
    left: bool
    """Whether a paper on this deck waits to be finished."""


@dataclass(frozen=True, slots=True)
class Score:
    """One paper that was handed in."""

    id: int
    at: datetime
    score: float
    """0 to 1."""
    passed: bool
    pass_mark: int
    """Per cent."""
    points: int
    right: int
    seconds: float
    seed: int


def setup(workspace: Workspace, deck: str) -> Setup:
    """Return what can be asked of a deck and how it was asked last. Raises ``NotFoundError``."""
    deck = _full(workspace, deck)
    left = sittings.left(workspace, Mode.TEST, deck)
    last = left or next(reversed(sittings.ended(workspace, Mode.TEST, deck)), None)
    wishes = Wishes()
    if last is not None and "wishes" in last.wishes:
        wishes = replace(wishes_from(last.wishes["wishes"]), seed=None, cards=())
    return Setup(deck, wishes, items(workspace, deck), left is not None)


def paper(workspace: Workspace, deck: str, wishes: Wishes) -> Paper:
    """Make a paper; the same deck, wishes and seed give the same. Raises ``StudyError``."""
    from studyapp.quiz.paper_making import make  # many rules, not wanted at start-up

    deck = _full(workspace, deck)
    wishes = wishes.checked()
    seed = workspace.rng.randrange(DRAWN_SEED) if wishes.seed is None else wishes.seed
    pool = items(workspace, deck)
    made = make(deck, pool, replace(wishes, seed=seed))
    if not made.questions:
        some = any(wishes.fits(item) for item in pool)
        raise StudyError(
            "no question can be made" if some else "no card fits these wishes",
            "Allow more kinds of questions." if some else "Choose other topics, or all cards.",
        )
    return made


def begin(workspace: Workspace, deck: str, wishes: Wishes) -> "TestSitting":
    """Begin a new paper; one that was left is given up for it. Raises ``StudyError``."""
    deck = _full(workspace, deck)
    made = paper(workspace, deck, wishes)
    test = PracticeTest(made)
    known = {"wishes": wishes.as_json(), "paper": made.as_json()}
    sitting_id = sittings.begin(workspace, Mode.TEST, deck, known, {"test": test.state()})
    return TestSitting(workspace, sitting_id, deck, wishes, test)


def resume(workspace: Workspace, deck: str) -> "TestSitting | None":
    """Return the paper that was left, as it was left; None if there is none that can be read."""
    found = sittings.left(workspace, Mode.TEST, _full(workspace, deck))
    try:
        return None if found is None else _sitting(workspace, found)
    except (LookupError, TypeError, ValueError, AttributeError):
        return None  # written by another version: the next paper takes its place


def past(workspace: Workspace, deck: str, sitting_id: int) -> "TestSitting":
    """Return a paper that was handed in, with its marks. Raises ``NotFoundError``."""
    for found in sittings.ended(workspace, Mode.TEST, _full(workspace, deck)):
        if found.id == sitting_id:
            return _sitting(workspace, sittings.take_up(workspace, found))
    raise NotFoundError("this paper is gone", "See the history.")


def scores(workspace: Workspace, deck: str) -> tuple[Score, ...]:
    """Return what the papers on a deck came to, oldest first."""
    found = sittings.ended(workspace, Mode.TEST, _full(workspace, deck))
    return tuple(_score(each) for each in found)


def _score(found: Sitting) -> Score:
    reached = found.score or 0.0
    mark = int(found.wishes["paper"]["pass_mark"])
    return Score(
        found.id,
        found.ended_at or found.updated_at,
        reached,
        round(100 * reached) >= mark,
        mark,
        found.asked,
        found.correct,
        found.duration_ms / 1000,
        int(found.wishes["paper"]["seed"]),
    )


def _full(workspace: Workspace, deck: str) -> str:
    return browse.resolve_deck(workspace.options(), deck)


def _sitting(workspace: Workspace, found: Sitting) -> "TestSitting":
    made = paper_from(found.wishes["paper"])
    sitting = TestSitting(
        workspace,
        found.id,
        found.deck,
        wishes_from(found.wishes["wishes"]),
        from_state(made, found.state["test"]),
    )
    if "marks" in found.state:
        sitting.marks = marking.marks_from(found.state["marks"])
        sitting.recorded = tuple(
            tuple(_recorded(each) for each in group) for group in found.state["recorded"]
        )
    return sitting


class TestSitting:
    """One paper on the table. It may be kept from another thread than the one it is sat in."""

    __test__ = False

    def __init__(
        self,
        workspace: Workspace,
        sitting_id: int,
        deck: str,
        wishes: Wishes,
        test: PracticeTest,
    ) -> None:
        self._workspace = workspace
        self._lock = Lock()
        self._id = sitting_id
        self.deck = deck
        self.wishes = wishes
        self.test = test
        self.marks: Marks = ()
        """Empty until the paper is handed in."""
        self.recorded: tuple[tuple[Recorded | None, ...], ...] = ()
        """For each mark what it did to memory; None where it is no evidence."""

    @property
    def paper(self) -> Paper:
        """The paper."""
        return self.test.paper

    @property
    def score(self) -> float:
        """What the marks come to, 0 to 1."""
        return marking.score(self.marks)

    @property
    def passed(self) -> bool:
        """Whether the score reaches the pass mark."""
        return marking.passed(self.paper, self.score)

    @property
    def made_due(self) -> int:
        """How many cards are due because they were answered wrongly."""
        return sum(each.made_due for group in self.recorded for each in group if each)

    @property
    def still_new(self) -> int:
        """How many cards were answered wrongly and stay new: there is nothing to be due again."""
        return sum(each.still_new for group in self.recorded for each in group if each)

    @property
    def missed(self) -> tuple[int, ...]:
        """The cards that did not earn their whole point."""
        return tuple(
            key.card_id
            for keys, group in zip(self.paper.keys, self.marks, strict=True)
            for key, each in zip(keys, group, strict=True)
            if not each.right
        )

    def keep(self) -> None:
        """Store where the paper stands: answers, flags, question on show, time left.

        One that was handed in meanwhile stays as it is.
        """
        with self._lock:
            if not self.marks:
                with writing(self._workspace.engine) as connection:
                    self._keep(connection, ended=False)

    def submit(self) -> None:
        """Hand in the paper: marks and evidence in one transaction. Raises ``StudyError``."""
        if self.marks:
            return
        from studyapp.quiz.pool import Pool

        self.test.submit()
        marks = marking.mark(self.test, Pool(items(self._workspace, self.deck)).owner)
        with self._lock:
            with writing(self._workspace.engine) as connection:
                recorded = self._record(connection, marks)
                self._settle(connection, marks, recorded, ended=True)
            self._settled(marks, recorded)

    def judge(self, at: int, point: int, score: float) -> None:
        """Override one verdict after submission; memory follows, in one transaction."""
        changed = self.marks[at][point].judged(score)
        marks = _with(self.marks, at, point, changed)
        before = self.recorded[at][point]
        given = self._given(at, point, changed)
        with writing(self._workspace.engine) as connection:
            if before is not None:
                evidence.take_back_in(self._workspace, connection, (before,))
            done = evidence.record_in(self._workspace, connection, (given,) if given else ())
            recorded = _with(self.recorded, at, point, done[0] if done else None)
            self._settle(connection, marks, recorded, ended=False)
        self._settled(marks, recorded)

    def again(self) -> "TestSitting":
        """Begin a paper of what was missed, with time in proportion. Raises ``StudyError``."""
        missed = self.missed
        if not missed:
            raise StudyError("nothing was missed", "Begin another paper.")
        minutes = -(-self.paper.minutes * len(missed) // self.paper.points)
        wishes = replace(
            self.wishes,
            cards=missed,
            questions=len(missed),
            minutes=minutes,
            seed=(self.paper.seed + 1) % MOST_SEED,
        )
        return begin(self._workspace, self.deck, wishes)

    def _record(
        self, connection: Connection, marks: Marks
    ) -> tuple[tuple[Recorded | None, ...], ...]:
        given = {
            (at, point): found
            for at, group in enumerate(marks)
            for point, each in enumerate(group)
            if (found := self._given(at, point, each)) is not None
        }
        done = {
            each.card_id: each
            for each in evidence.record_in(self._workspace, connection, given.values())
        }
        return tuple(
            tuple(
                done.get(given[at, point].card_id) if (at, point) in given else None
                for point in range(len(group))
            )
            for at, group in enumerate(marks)
        )

    def _given(self, at: int, point: int, mark: Mark) -> Given | None:
        """Return what a mark says about memory; nothing was said by what was not answered."""
        if not mark.answered or not mark.decided:
            return None
        question, key = self.paper.questions[at], self.paper.keys[at][point]
        kind = _evidence(question)
        rating = mark.rating
        if key.cued and rating is Rating.GOOD:
            rating = Rating.HARD
        right = mark.right if rating is None else rating is not Rating.AGAIN
        return Given(
            key.card_id,
            kind,
            right,
            self.test.replies[at].spent_ms // question.points,
            rating if kind is Evidence.TYPED else None,
            mark.confused_with,
        )

    def _settle(
        self,
        connection: Connection,
        marks: Marks,
        recorded: tuple[tuple[Recorded | None, ...], ...],
        *,
        ended: bool,
    ) -> None:
        """Store marks beside the answers."""
        state = {
            "test": self.test.state(),
            "marks": marking.marks_json(marks),
            "recorded": [[_recorded_json(each) for each in group] for group in recorded],
        }
        self._keep(connection, state, marks, ended=ended)

    def _settled(self, marks: Marks, recorded: tuple[tuple[Recorded | None, ...], ...]) -> None:
        self._workspace.day_kept()
        self.marks, self.recorded = marks, recorded

    def _keep(
        self,
        connection: Connection,
        state: dict[str, Any] | None = None,
        marks: Marks = (),
        *,
        ended: bool,
    ) -> None:
        sittings.keep(
            self._workspace,
            connection,
            self._id,
            {"test": self.test.state()} if state is None else state,
            asked=self.paper.points,
            correct=sum(each.right for group in marks for each in group),
            duration_ms=sum(reply.spent_ms for reply in self.test.replies),
            ended=ended,
            score=marking.score(marks) if marks else None,
        )


def _evidence(question: Question) -> Evidence:
    """Return what an answer is evidence of.

    Typing the question to an answer is not the recall that the card asks for: like a choice it
    never counts as a review, and wrong it makes the card due.
    """
    if question.kind is Kind.MATCHING:
        return Evidence.MATCH
    if question.kind.typed and question.side is Side.QUESTION:
        return Evidence.TYPED
    return Evidence.CHOICE


def _with(rows: tuple[tuple[Any, ...], ...], at: int, point: int, value: Any) -> Any:
    row = rows[at]
    return (*rows[:at], (*row[:point], value, *row[point + 1 :]), *rows[at + 1 :])


def _recorded_json(each: Recorded | None) -> list[Any] | None:
    if each is None:
        return None
    return [
        each.card_id,
        each.reviewed,
        each.made_due,
        each.became_leech,
        list(each.entries),
        each.confusion,
        each.still_new,
    ]


def _recorded(values: list[Any] | None) -> Recorded | None:
    if values is None:
        return None
    card_id, reviewed, made_due, leech, entries, *later = values
    return Recorded(card_id, reviewed, made_due, leech, tuple(entries), *later)
