"""A practice test and memory: nothing before it is handed in, then all of it in one transaction."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from studyapp.collection import Collection
from studyapp.domain.card import State
from studyapp.domain.ids import note_guid
from studyapp.domain.note import Note, NoteKind
from studyapp.domain.review import Evidence, Rating
from studyapp.domain.selftest import Mode
from studyapp.errors import NotFoundError, StorageFullError, StudyError
from studyapp.quiz.paper_wishes import Kind, Side, Wishes
from studyapp.services.selftest import sittings
from studyapp.services.selftest.practice_test import TestSitting
from studyapp.storage import selftest as stored
from studyapp.storage.engine import reading
from tests import desk
from tests.quiz.papers import DECK, TERMS

ALL = Wishes(
    questions=16, kinds=(Kind.CHOICE, Kind.TRUE_FALSE, Kind.MATCHING, Kind.WRITTEN), seed=3
)


def rope(number: int) -> Note:
    """Return a card of a rope deck: all answers are terms."""
    item = DECK[number]
    return Note(note_guid("rope", str(number)), NoteKind.BASIC, item.question, item.term)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """Sixteen cards in review, none of them due; and the time at which they are so."""
    clock = desk.Clock()
    path = tmp_path_factory.mktemp("rope") / "c.db"
    with desk.opened(path, clock) as collection:
        collection.build(desk.files("Rope", map(rope, range(len(TERMS)))))
        desk.answer_all(collection.study("Rope"), Rating.GOOD, clock)
        clock.forward(days=1)
        assert {card.memory.state for card in collection.cards()} == {State.REVIEW}
    return path, clock.now


@pytest.fixture
def clock(template: tuple[Path, datetime]) -> desk.Clock:
    return desk.Clock(template[1])


@pytest.fixture
def learned(
    template: tuple[Path, datetime], tmp_path: Path, clock: desk.Clock
) -> Iterator[Collection]:
    shutil.copy(template[0], tmp_path / "c.db")
    with desk.opened(tmp_path / "c.db", clock) as collection:
        yield collection


def answer(sitting: TestSitting, right: Callable[[int], bool]) -> None:
    """Answer every point, rightly where ``right`` says so of its card."""
    test = sitting.test
    for at, keys in enumerate(sitting.paper.keys):
        test.go(at)
        for point, key in enumerate(keys):
            good = right(key.card_id)
            if test.question.kind.typed:
                test.write(key.accepted[0] if good else "a thing that nobody has")
            elif good:
                test.pick(point, key.right)
            elif test.reply.picks[point] is None:
                options = range(len(test.question.options))
                taken = test.reply.picks if test.question.kind is Kind.MATCHING else []
                wrong = [at for at in options if at != key.right and at not in taken]
                if wrong:
                    test.pick(point, wrong[0])


def log(collection: Collection) -> list[dict[str, Any]]:
    return desk.rows(collection.path, "review_log")


def memory(collection: Collection) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if name != "log_id"}
        for row in desk.rows(collection.path, "memory")
    ]


def test_nothing_is_evidence_before_the_paper_is_handed_in(learned: Collection) -> None:
    before = log(learned), memory(learned)
    sitting = learned.begin_test("Rope", ALL)
    answer(sitting, lambda card: card % 2 == 0)
    sitting.keep()
    assert (log(learned), memory(learned)) == before
    assert learned.test_scores("Rope") == ()


def test_right_answers_before_their_time_move_nothing(learned: Collection) -> None:
    before = memory(learned)
    sitting = learned.begin_test("Rope", ALL)
    answer(sitting, lambda card: True)
    sitting.submit()
    assert sitting.score == 1
    assert sitting.passed
    assert sitting.made_due == 0
    assert memory(learned) == before
    assert learned.check().ok
    found = {row["evidence"] for row in log(learned)[-16:]}
    assert found == {Evidence.CHOICE, Evidence.MATCH, Evidence.CRAM}


def test_wrong_answers_make_their_cards_due_and_the_result_says_how_many(
    learned: Collection,
) -> None:
    sitting = learned.begin_test("Rope", ALL)
    answer(sitting, lambda card: card > 9)
    sitting.submit()
    wrong = sum(each.answered and not each.right for group in sitting.marks for each in group)
    due = learned.due()["Rope"]
    assert sitting.made_due == wrong == due.due + due.learning > 6
    assert learned.check().ok


def test_wrong_choices_on_new_cards_are_told_apart(tmp_path: Path) -> None:
    with desk.opened(tmp_path / "c.db") as collection:
        collection.build(desk.files("Rope", map(rope, range(len(TERMS)))))
        sitting = collection.begin_test("Rope", ALL)
        answer(sitting, lambda card: False)
        sitting.submit()
        wrong = sum(each.answered for group in sitting.marks for each in group)
        reviewed = sum(bool(each and each.reviewed) for g in sitting.recorded for each in g)
        assert sitting.still_new == wrong - reviewed > 3
        (score,) = collection.test_scores("Rope")
        assert collection.past_test("Rope", score.id).still_new == sitting.still_new


def test_typed_answers_are_reviews_and_choices_are_not(
    learned: Collection, clock: desk.Clock
) -> None:
    clock.forward(days=60)
    before = {card.id: card.memory for card in learned.cards()}
    sitting = learned.begin_test("Rope", ALL)
    answer(sitting, lambda card: True)
    sitting.submit()
    for question, keys in zip(sitting.paper.questions, sitting.paper.keys, strict=True):
        for key in keys:
            after = learned.card(key.card_id).memory
            assert (after.reps > before[key.card_id].reps) == question.kind.typed


def test_typing_the_question_to_an_answer_is_no_review(tmp_path: Path, clock: desk.Clock) -> None:
    collection = desk.opened(tmp_path / "c.db", clock)
    notes = (
        Note(note_guid("w", term), NoteKind.BASIC, term, f"the part of a ship called {at}")
        for at, term in enumerate(TERMS)
    )
    collection.build(desk.files("Words", notes))
    wishes = Wishes(questions=6, kinds=(Kind.WRITTEN,), side=Side.ANSWER, seed=1)
    sitting = collection.begin_test("Words", wishes)
    assert {question.side for question in sitting.paper.questions} == {Side.ANSWER}
    answer(sitting, lambda card: True)
    sitting.submit()
    assert sitting.score == 1
    assert {card.memory.state for card in collection.cards()} == {State.NEW}
    assert {row["evidence"] for row in log(collection)} == {Evidence.CHOICE}


def test_unanswered_questions_cost_points_and_leave_no_trace(learned: Collection) -> None:
    before = log(learned), memory(learned)
    sitting = learned.begin_test("Rope", ALL)
    sitting.submit()
    assert sitting.score == 0
    assert sitting.made_due == 0
    assert len(sitting.missed) == 16
    assert (log(learned), memory(learned)) == before
    (score,) = learned.test_scores("Rope")
    assert (score.score, score.points, score.right, score.passed) == (0, 16, 0, False)


def test_all_is_stored_or_nothing(learned: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = learned.begin_test("Rope", ALL)
    answer(sitting, lambda card: False)
    sitting.keep()
    before = log(learned), memory(learned)

    def full(*_: object, **__: object) -> None:
        raise StorageFullError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(sittings, "keep", full)
        with pytest.raises(StorageFullError):
            sitting.submit()
    assert (log(learned), memory(learned)) == before
    assert sitting.marks == ()
    sitting.submit()
    assert len(log(learned)) > len(before[0])
    assert learned.check().ok


def test_a_paper_is_found_as_it_was_left(learned: Collection, clock: desk.Clock) -> None:
    assert learned.resume_test("Rope") is None
    sitting = learned.begin_test("Rope", replace(ALL, minutes=10))
    answer(sitting, lambda card: card % 3 == 0)
    sitting.test.go(2)
    sitting.test.flag()
    sitting.test.spend(90_000)
    sitting.keep()
    left = sitting.test.left_ms
    clock.forward(days=2)
    again = learned.resume_test("Rope")
    assert again is not None
    assert again.test == sitting.test
    assert again.test.left_ms == left == 510_000
    assert learned.test_setup("Rope").left
    again.submit()
    assert learned.resume_test("Rope") is None


def test_a_paper_of_another_version_is_left_alone(learned: Collection) -> None:
    workspace = learned._workspace
    sittings.begin(workspace, Mode.TEST, "Rope", {"paper": {"title": "?"}}, {"test": {}})
    assert learned.resume_test("Rope") is None
    assert learned.test_setup("Rope").wishes == Wishes()
    assert learned.begin_test("Rope", ALL).paper.points == 16


def test_a_paper_outlives_its_cards(learned: Collection) -> None:
    sitting = learned.begin_test("Rope", ALL)
    kept = [rope(number) for number in range(4)]
    learned.edit(1, "another question?", "another answer", [])
    learned.build(desk.files("Rope", kept))
    again = learned.resume_test("Rope")
    assert again is not None
    assert again.paper == sitting.paper
    answer(again, lambda card: True)
    again.submit()
    assert again.score == 1
    assert learned.check().ok


def test_the_form_remembers_the_last_wishes(learned: Collection) -> None:
    assert learned.test_setup("Rope").wishes == Wishes()
    sitting = learned.begin_test("Rope", replace(ALL, minutes=7, side=Side.MIXED))
    sitting.submit()
    setup = learned.test_setup("Rope")
    assert setup.wishes == replace(ALL, minutes=7, side=Side.MIXED, seed=None)
    assert not setup.left
    again = sitting.again()
    assert learned.test_setup("Rope").wishes.cards == ()
    assert again.test.left_ms == 7 * 60_000


def test_retaking_asks_what_was_missed(learned: Collection) -> None:
    sitting = learned.begin_test("Rope", replace(ALL, minutes=16))
    answer(sitting, lambda card: card > 4)
    sitting.submit()
    again = sitting.again()
    asked = {key.card_id for keys in again.paper.keys for key in keys}
    assert asked == set(sitting.missed)
    assert again.paper.minutes == len(asked)
    answer(again, lambda card: True)
    again.submit()
    with pytest.raises(StudyError, match="nothing was missed"):
        again.again()


def test_an_override_changes_the_score_and_what_the_log_says(learned: Collection) -> None:
    wishes = Wishes(questions=5, kinds=(Kind.WRITTEN,), seed=1)
    before = {card.id: card.memory for card in learned.cards()}
    sitting = learned.begin_test("Rope", wishes)
    answer(sitting, lambda card: False)
    sitting.submit()
    assert sitting.score == 0
    assert sitting.made_due == 5
    card = sitting.paper.keys[0][0].card_id
    assert learned.card(card).memory.state is State.RELEARNING
    sitting.judge(0, 0, 1)
    assert sitting.score == pytest.approx(0.2)
    assert sitting.made_due == 4
    assert learned.card(card).memory == before[card]
    assert learned.check().ok
    sitting.judge(0, 0, 0)
    assert sitting.score == 0
    assert learned.card(card).memory.lapses == before[card].lapses + 1
    sitting.judge(1, 0, 0.5)
    assert sitting.score == pytest.approx(0.1)
    assert learned.check().ok
    (score,) = learned.test_scores("Rope")
    assert score.score == pytest.approx(0.1)
    past = learned.past_test("Rope", score.id)
    assert past.marks == sitting.marks
    assert past.recorded == sitting.recorded


def test_an_override_of_a_choice_takes_back_that_it_is_due(learned: Collection) -> None:
    sitting = learned.begin_test("Rope", Wishes(questions=4, kinds=(Kind.CHOICE,), seed=1))
    answer(sitting, lambda card: False)
    sitting.submit()
    assert learned.due()["Rope"].due == 4
    sitting.judge(0, 0, 1)
    assert learned.due()["Rope"].due == 3
    assert learned.check().ok


def test_an_override_gives_a_leech_back(learned: Collection) -> None:
    desk.options_of(learned, "Rope", leech_threshold=1)
    sitting = learned.begin_test("Rope", Wishes(questions=1, kinds=(Kind.WRITTEN,), seed=1))
    answer(sitting, lambda card: False)
    before = desk.everything(learned.path)
    sitting.submit()
    assert desk.everything(learned.path) != before
    sitting.judge(0, 0, 1)
    assert desk.everything(learned.path) == before


def test_confusions_name_both_cards(learned: Collection) -> None:
    sitting = learned.begin_test("Rope", Wishes(questions=3, kinds=(Kind.WRITTEN,), seed=1))
    asked = [keys[0] for keys in sitting.paper.keys]
    for at, other in enumerate((asked[1], asked[2], asked[0])):
        sitting.test.go(at)
        sitting.test.write(other.accepted[0])
    sitting.submit()
    with reading(learned._workspace.engine) as connection:
        found = stored.confusions(connection, learned._workspace.learner_id)
    pairs = {(row.card_id, row.other_id) for row in found}
    assert pairs == {(asked[at].card_id, asked[(at + 1) % 3].card_id) for at in range(3)}


def test_a_blank_in_a_long_answer_is_worth_hard_at_most(tmp_path: Path) -> None:
    collection = desk.opened(tmp_path / "c.db")
    notes = [
        Note(note_guid("long", str(at)), NoteKind.BASIC, item.question, item.term)
        for at, item in enumerate(DECK)
        if len(item.term) > 60
    ]
    collection.build(desk.files("Long", notes))
    sitting = collection.begin_test("Long", Wishes(kinds=(Kind.CLOZE,), seed=1))
    assert sitting.paper.points == len(notes)
    answer(sitting, lambda card: True)
    sitting.submit()
    assert sitting.score == 1
    assert {row["rating"] for row in log(collection)} == {Rating.HARD}


def test_a_paper_can_be_made_without_sitting_it(learned: Collection) -> None:
    assert learned.test_paper("rope", ALL) == learned.test_paper("Rope", ALL)
    drawn = {learned.test_paper("Rope", replace(ALL, seed=None)).seed for _ in range(5)}
    assert len(drawn) == 5
    with pytest.raises(NotFoundError):
        learned.test_paper("Hemp", ALL)
    with pytest.raises(StudyError, match="no card fits"):
        learned.test_paper("Rope", replace(ALL, tags=("sand",)))
    with pytest.raises(StudyError, match="no question can be made"):
        learned.test_paper("Rope", Wishes(questions=2, kinds=(Kind.CLOZE,)))
