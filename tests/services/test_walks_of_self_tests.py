"""Walks through all self-tests by chance: what a click, a cram or a mistake does to memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import State
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.review import Evidence, Rating
from studyapp.quiz.asking import CALLS, Form
from studyapp.quiz.flip import Flip
from studyapp.quiz.learn import Phase
from studyapp.quiz.match import Side
from studyapp.quiz.paper_wishes import Kind, Wishes
from studyapp.services.selftest.cram import CramWishes
from studyapp.services.selftest.evidence import Given, record
from studyapp.services.selftest.learn import LearnSitting
from tests import desk
from tests.few import few

DECK = "Desk"
FACTS = (
    ("Which harbour lies behind the salt marsh?", "Anvers"),
    ("Where was the copper fleet built?", "Brescia"),
    ("What town do the tuna nets belong to?", "Cadiz"),
    ("Who sells blue tiles to sailors?", "the potters of Delft"),
    ("In which year did the mole break?", "1412"),
    ("How deep is the roadstead?", "9 fathoms"),
    ("Which pilot wrote the tide table?", "Tomas Lund"),
    ("What is thrown overboard at night?", "ballast"),
    ("When was the customs house moved?", "1431"),
    ("Whose lamp burns red before a storm?", "the widow Okoro"),
    ("What do the guilds tax?", "barrels of herring"),
    ("Why was the northern quay given up?", "sand filled it every spring"),
)
RECOGNISED = frozenset((Evidence.CHOICE, Evidence.MATCH))
Rows = dict[int, dict[str, Any]]


@pytest.fixture
def studied(memory_disk: Path, clock: desk.Clock) -> Collection:
    """Twelve harbours: some due, some not, some being learned, some new, one suspended."""
    collection = desk.opened(memory_disk / "c.db", clock)
    notes = [
        Note(
            f"port{at:02}",
            NoteKind.BASIC,
            question,
            answer,
            ("east",) * (at % 2),
        )
        for at, (question, answer) in enumerate(FACTS)
    ]
    collection.build(desk.files(DECK, notes))
    desk.options_of(collection, DECK, new_per_day=9)
    desk.answer_all(collection.study(DECK), Rating.GOOD, clock)
    clock.forward(days=3)
    session = collection.study(DECK)
    for rating in (Rating.EASY, Rating.AGAIN, Rating.GOOD, Rating.HARD):
        if session.current() is not None:
            session.answer(rating, 2000)
    collection.suspend(collection.cards()[2].id)
    clock.forward(days=9)
    return collection


def memory(collection: Collection) -> Rows:
    return {row["card_id"]: row for row in desk.rows(collection.path, "memory")}


def log(collection: Collection) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in desk.rows(collection.path, "review_log")}


def cram(collection: Collection, rng: Random) -> None:
    wishes = rng.choice([CramWishes(), CramWishes(limit=4), CramWishes(tags=("east",))])
    session = collection.cram(DECK, wishes, fresh=rng.random() < 0.3)
    for _ in range(rng.randrange(1, 9)):
        if session.current() is None:
            return
        if rng.random() < 0.2:
            session.undo()
        elif session.current() is not None:
            session.answer(rng.choice(list(Rating)), 900)


def piles(collection: Collection, rng: Random) -> None:
    session = collection.piles(DECK, fresh=rng.random() < 0.3)
    for _ in range(rng.randrange(1, 9)):
        if session.card() is None:
            if session.learning:
                session.again()
            return
        session.sort(known=rng.random() < 0.5, duration_ms=800)
        if rng.random() < 0.2:
            session.undo()


def flip(collection: Collection, rng: Random) -> None:
    session = collection.flip(DECK)
    for act in rng.choices([Flip.turn, Flip.advance, Flip.swap, Flip.restart], k=6):
        session.do(act)
    session.shuffle()


def drill(collection: Collection, rng: Random) -> None:
    if not collection.confused(DECK):
        return
    session = collection.contrast(DECK)
    for _ in range(rng.randrange(1, 6)):
        if session.question is not None:
            session.answer(rng.randrange(2), 700)


STILL: tuple[Callable[[Collection, Random], None], ...] = (cram, piles, flip, drill)
"""What leaves every row of memory as it is."""


def match(collection: Collection, rng: Random) -> None:
    session = collection.match(DECK, fresh=rng.random() < 0.3)
    for _ in range(rng.randrange(1, 9)):
        board = session.game.board
        if board is None:
            return
        session.pick(Side.QUESTION, rng.choice(board.questions))
        session.pick(Side.ANSWER, rng.choice(board.answers))


def sort(collection: Collection, rng: Random) -> None:
    ways = collection.sortings(DECK).attributes
    if not ways:
        return
    session = collection.sort(DECK, ways[0].key, fresh=rng.random() < 0.3)
    for _ in range(rng.randrange(1, 9)):
        if session.round.current is None:
            return
        if session.verdict is not None or not session.place(
            rng.choice(session.attribute.bins), 500
        ):
            session.move_on(counted_right=rng.random() < 0.3)


def chosen_paper(collection: Collection, rng: Random) -> None:
    kinds = rng.sample([Kind.CHOICE, Kind.TRUE_FALSE, Kind.MATCHING], rng.randrange(1, 4))
    sitting = collection.begin_test(DECK, Wishes(questions=8, kinds=tuple(kinds)))
    for at, question in enumerate(sitting.paper.questions):
        sitting.test.go(at)
        for point in range(question.points):
            if rng.random() < 0.8:
                sitting.test.pick(point, rng.randrange(len(question.options)))
    sitting.keep()
    sitting.submit()
    for at, group in enumerate(sitting.marks):
        if rng.random() < 0.3 and group[0].answered:
            sitting.judge(at, 0, rng.choice([0.0, 0.5, 1.0]))


def chosen_learning(collection: Collection, rng: Random) -> None:
    """Choose until something is to be typed."""
    sitting = collection.learn(DECK)
    for _ in range(9):
        view = sitting.view()
        if view.phase is Phase.DONE:
            return
        if view.phase is Phase.SUMMARY or view.decided:
            sitting.go_on()
        elif view.typing:
            return
        else:
            choose(sitting, rng)


def choose(sitting: LearnSitting, rng: Random) -> None:
    question = sitting.view().question
    assert question is not None
    count = len(CALLS) if question.form is Form.STATEMENT else len(question.options)
    if rng.random() < 0.15:
        sitting.unknown()
        return
    sitting.choose(rng.randrange(count))
    if rng.random() < 0.3 and sitting.view().may_decide(right=True):
        sitting.override(right=True)


CLICKS: tuple[Callable[[Collection, Random], None], ...] = (
    match,
    sort,
    chosen_paper,
    chosen_learning,
)
"""What is answered by choosing: right or wrong, no memory but a due date may change."""


@contextmanager
def watched(collection: Collection) -> Iterator[tuple[Rows, dict[str, Any]]]:
    """Give memory as it was, and the new entries of the log when the block has ended."""
    before, known = memory(collection), log(collection)
    added: dict[str, Any] = {}
    yield before, added
    added |= {key: row for key, row in log(collection).items() if key not in known}


@pytest.mark.parametrize("seed", few(range(8), range(2)))
def test_no_walk_by_cram_piles_flashcards_and_drill_touches_a_row(
    studied: Collection, clock: desk.Clock, seed: int
) -> None:
    rng = Random(seed)
    for card in (0, 1, 0, 1):
        pair = studied.cards()
        confuse(studied, pair[card].id, pair[1 - card].id)
    due = studied.due()
    with watched(studied) as (before, added):
        for _ in range(7):
            rng.choice(STILL)(studied, rng)
            clock.forward(minutes=rng.choice([-50, 1, 90]))
    assert memory(studied) == before
    assert {row["evidence"] for row in added.values()} <= {Evidence.CRAM, Evidence.VOID}
    assert studied.due() == due
    assert studied.check().ok


def confuse(collection: Collection, one: int, other: int) -> None:
    record(collection._workspace, [Given(one, Evidence.CRAM, correct=False, confused_with=other)])


@pytest.mark.parametrize("seed", few(range(10), range(3)))
def test_no_lucky_click_is_a_review_and_a_wrong_one_is_due_at_most(
    studied: Collection, clock: desk.Clock, seed: int
) -> None:
    rng = Random(seed)
    with watched(studied) as (before, added):
        for _ in range(6):
            rng.choice(CLICKS)(studied, rng)
            clock.forward(seconds=rng.choice([-400, 5, 60]))
    wrong = {
        row["card_id"]
        for row in added.values()
        if row["evidence"] in RECOGNISED and row["rating"] == Rating.AGAIN
    }
    for row in added.values():
        assert row["evidence"] in RECOGNISED | {Evidence.MANUAL, Evidence.VOID}
        if row["evidence"] in RECOGNISED:
            assert row["rating"] in (Rating.AGAIN, Rating.HARD)
    dates = ("due", "due_day", "log_id")
    today = studied._workspace.today(clock.now)
    for card, row in memory(studied).items():
        was = before[card]
        same = [name for name in row if name not in dates]
        assert [row[name] for name in same] == [was[name] for name in same]
        if (row["due"], row["due_day"]) != (was["due"], was["due_day"]):
            assert card in wrong
            assert studied.card(card).memory.is_due(clock.now, today)
    cards = {card.id: card for card in studied.cards()}
    for card in wrong - taken_back(added):
        standing = cards[card]
        assert standing.memory.state is State.NEW or standing.memory.is_due(clock.now, today)
    assert studied.check().ok
    assert desk.strays(studied.path) == {}


def taken_back(added: dict[str, Any]) -> set[int]:
    """Return the cards of which an answer was overridden."""
    return {row["card_id"] for row in added.values() if row["evidence"] == Evidence.VOID}
