"""Sitting a paper: nothing is lost, nothing is revealed, every run ends, scores stay in bounds."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from studyapp.domain.review import Rating
from studyapp.errors import StudyError
from studyapp.quiz import marking
from studyapp.quiz.marking import By, Mark
from studyapp.quiz.paper import Key, Paper
from studyapp.quiz.paper_wishes import Kind, Side, Wishes
from studyapp.quiz.practice_test import PracticeTest, from_state
from tests.few import examples
from tests.quiz.papers import DECK, paper

PAPERS = tuple(
    replace(paper(Wishes(questions=12, side=side), seed), minutes=minutes)
    for seed, (side, minutes) in enumerate([(Side.QUESTION, 0), (Side.MIXED, 2), (Side.ANSWER, 1)])
)


class Sitting(RuleBasedStateMachine):
    """A student in front of a paper, who leaves and comes back now and then."""

    @initialize(made=st.sampled_from(PAPERS))
    def begin(self, made: Paper) -> None:
        self.test = PracticeTest(made)
        self.left = self.test.left_ms
        self.given: dict[int, object] = {}

    @rule(at=st.integers(-2, 20))
    def go(self, at: int) -> None:
        self.test.go(at)

    @rule()
    def next_open(self) -> None:
        found = self.test.next_open()
        assert found != self.test.is_complete
        if found:
            reply = self.test.reply
            assert None in reply.picks if reply.picks else not reply.answered

    @precondition(lambda self: not self.test.submitted)
    @rule(text=st.text(max_size=20), point=st.integers(0, 5), option=st.integers(0, 5))
    def answer(self, text: str, point: int, option: int) -> None:
        question = self.test.question
        if question.kind.typed:
            self.test.write(text)
            self.given[self.test.at] = text
        else:
            point, option = point % question.points, option % len(question.options)
            self.test.pick(point, option)
            assert self.test.reply.picks[point] == option
            self.given[self.test.at] = tuple(self.test.reply.picks)

    @precondition(lambda self: not self.test.submitted)
    @rule()
    def clear(self) -> None:
        self.test.clear()
        self.given.pop(self.test.at, None)

    @rule()
    def flag(self) -> None:
        before = [reply.flagged for reply in self.test.replies]
        self.test.flag()
        after = [reply.flagged for reply in self.test.replies]
        assert [at for at in range(len(after)) if before[at] != after[at]] == [self.test.at]

    @rule(ms=st.integers(-500, 30_000))
    def spend(self, ms: int) -> None:
        self.test.spend(ms)

    @rule()
    def leave_and_resume(self) -> None:
        again = from_state(self.test.paper, json.loads(json.dumps(self.test.state())))
        assert again == self.test
        self.test = again

    @rule()
    def hand_in(self) -> None:
        self.test.submit()

    @invariant()
    def all_answers_stand(self) -> None:
        for at, value in self.given.items():
            reply = self.test.replies[at]
            assert (
                reply.text if self.test.paper.questions[at].kind.typed else tuple(reply.picks)
            ) == value

    @invariant()
    def an_option_is_paired_once(self) -> None:
        for question, reply in zip(self.test.paper.questions, self.test.replies, strict=True):
            picks = [pick for pick in reply.picks if pick is not None]
            assert question.kind is not Kind.MATCHING or len(picks) == len(set(picks))

    @invariant()
    def the_clock_ends_it(self) -> None:
        test = self.test
        assert 0 <= test.at < len(test.replies)
        assert 0 <= test.answered <= test.paper.points
        if test.left_ms is None:
            assert self.left is None
            return
        assert self.left is not None
        assert 0 <= test.left_ms <= self.left
        spent = sum(reply.spent_ms for reply in test.replies)
        assert spent == test.paper.minutes * 60_000 - test.left_ms
        assert test.submitted or test.left_ms > 0
        self.left = test.left_ms

    @rule()
    def look_at_the_score(self) -> None:
        marks = marking.mark(self.test)
        assert [len(group) for group in marks] == [len(keys) for keys in self.test.paper.keys]
        every = [each for group in marks for each in group]
        assert all(0 <= each.score <= 1 for each in every)
        assert all(each.score == 0 for each in every if not each.answered)
        assert 0 <= marking.score(marks) <= 1
        for by in By:
            topics = marking.breakdown(self.test.paper, marks, by)
            assert all(0 <= topic.scored <= topic.points for topic in topics)
            if by is not By.TAG:
                assert sum(topic.points for topic in topics) == self.test.paper.points


Sitting.TestCase.settings = settings(
    max_examples=examples(25), stateful_step_count=30, deadline=None
)
TestSitting = Sitting.TestCase


@settings(max_examples=examples(20), deadline=None)
@given(made=st.sampled_from(PAPERS), at=st.integers(0, 11), text=st.text(max_size=9))
def test_what_is_shown_and_kept_does_not_depend_on_the_key(made: Paper, at: int, text: str) -> None:
    """Another key, another card, another right answer: the student cannot tell from the state."""
    other = tuple(
        tuple(Key(key.card_id + 1000, "?", "!", right=-1) for key in keys) for keys in made.keys
    )
    shown = []
    for each in (made, replace(made, keys=other)):
        test = PracticeTest(each)
        test.go(at)
        if test.question.kind.typed:
            test.write(text)
        else:
            test.pick(0, at % len(test.question.options))
        test.spend(700)
        shown.append((test.question, test.answered, test.is_complete, json.dumps(test.state())))
    assert shown[0] == shown[1]


def test_no_answer_stands_where_it_is_asked_for() -> None:
    made = paper(Wishes(questions=37, kinds=(Kind.WRITTEN, Kind.CLOZE)))
    test = PracticeTest(made)
    told = json.dumps([repr(question) for question in made.questions]) + json.dumps(test.state())
    assert made.points == len(DECK)
    for keys in made.keys:
        assert keys[0].accepted[0] not in told


def right_answers(made: Paper) -> PracticeTest:
    test = PracticeTest(made)
    for at, (question, keys) in enumerate(zip(made.questions, made.keys, strict=True)):
        test.go(at)
        for point, key in enumerate(keys):
            if question.kind.typed:
                test.write(key.accepted[0])
            else:
                test.pick(point, key.right)
    return test


@pytest.mark.parametrize("made", PAPERS, ids=["question", "mixed", "answer"])
def test_the_key_earns_every_point(made: Paper) -> None:
    test = right_answers(made)
    assert test.is_complete
    marks = marking.mark(test)
    assert marking.score(marks) == 1
    assert marking.passed(replace(made, pass_mark=100), 1)


def test_wrong_picks_name_the_card_they_belong_to() -> None:
    made = paper(Wishes(questions=20, kinds=(Kind.CHOICE, Kind.TRUE_FALSE, Kind.MATCHING)))
    test = right_answers(made)
    for at, keys in enumerate(made.keys):
        test.go(at)
        test.pick(0, (keys[0].right + 1) % len(test.question.options))
    for question, keys, reply, group in zip(
        made.questions, made.keys, test.replies, marking.mark(test), strict=True
    ):
        assert group[0].score == 0
        pick = reply.picks[0]
        assert pick is not None
        if question.kind is Kind.TRUE_FALSE:
            # Believing what is said of another card confuses the two; doubting the truth does not.
            assert (group[0].confused_with is not None) == (keys[0].right == 1)
        else:
            assert group[0].confused_with == keys[0].owners[pick] != keys[0].card_id


def test_unanswered_points_are_wrong_and_say_nothing() -> None:
    test = PracticeTest(PAPERS[0])
    marks = marking.mark(test)
    assert marking.score(marks) == 0
    assert not any(each.answered or each.confused_with for group in marks for each in group)
    assert not marking.passed(PAPERS[0], 0)


def test_a_wrong_typed_answer_names_the_card_it_belongs_to() -> None:
    made = paper(Wishes(questions=8, kinds=(Kind.WRITTEN,)))
    test = PracticeTest(made)
    test.write("of another card")
    (mark,) = marking.mark(test, lambda text: 4711 if text == "of another card" else None)[0]
    assert (mark.score, mark.confused_with, mark.rating) == (0, 4711, Rating.AGAIN)


@pytest.mark.parametrize(
    ("score", "rating"), [(0.0, Rating.AGAIN), (0.5, Rating.HARD), (1.0, Rating.GOOD)]
)
def test_verdicts_can_be_overridden(score: float, rating: Rating) -> None:
    typed = Mark(0.2, True, "x", Rating.AGAIN, confused_with=7).judged(score)
    assert (typed.score, typed.rating, typed.overridden) == (score, rating, True)
    assert (typed.confused_with is None) == (score == 1)
    undecided = Mark(0, True, "x", decided=False).judged(score)
    assert (undecided.rating, undecided.decided) == (rating, True)
    picked = Mark(0, True, "x").judged(score)
    assert (picked.score, picked.rating) == (score, None)


def test_marks_survive_json() -> None:
    made = PAPERS[1]
    test = right_answers(made)
    test.go(0)
    test.clear()
    marks = marking.mark(test)
    marks = ((marks[0][0].judged(0.5), *marks[0][1:]), *marks[1:])
    assert marking.marks_from(json.loads(json.dumps(marking.marks_json(marks)))) == marks


def test_nothing_changes_after_submission() -> None:
    test = PracticeTest(PAPERS[0])
    test.submit()
    before = json.dumps(test.state())
    with pytest.raises(StudyError):
        test.pick(0, 0)
    with pytest.raises(StudyError):
        test.write("late")
    with pytest.raises(StudyError):
        test.clear()
    test.spend(5000)
    assert json.dumps(test.state()) == before


def test_the_pass_mark_is_met_as_it_is_shown() -> None:
    made = replace(PAPERS[0], pass_mark=67)
    assert marking.passed(made, 2 / 3)
    assert not marking.passed(made, 0.66)
