"""The tutor as a machine: no question is lost, every sitting ends, a stored one goes on."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from studyapp.domain.card import State
from studyapp.domain.note import NoteKind
from studyapp.domain.review import Rating
from studyapp.domain.selftest import Item
from studyapp.errors import StudyError
from studyapp.grading import Band
from studyapp.grading.verdict import KeyPoint, verdict
from studyapp.quiz import tutor as machine
from studyapp.quiz.follow_ups import MOST, FollowUp, follow_ups
from studyapp.quiz.owner import owner
from studyapp.quiz.tutor import LONGEST, Phase, Tutor, from_state, is_long, plan
from tests.few import examples
from tests.quiz.tutored import ALL, CANAL, LOCK, LONG, OTHER, PARTLY, SHORT, YEAR, item, weak

TEXTS = st.sampled_from(["", " ", PARTLY, LOCK, CANAL, "a paddle", "1681", "in 1497", "no idea"])
RATINGS = st.none() | st.sampled_from(list(Rating))


def stored(tutor: Tutor, items: tuple[Item, ...] = ALL) -> Tutor:
    """Return the sitting as a file gives it back."""
    return from_state(json.loads(json.dumps(tutor.state())), items)


class Sitting(RuleBasedStateMachine):
    """Any keys in any order; now and then the sitting is left and taken up again."""

    def __init__(self) -> None:
        super().__init__()
        self.tutor = Tutor(ALL)
        self.steps = 0

    @rule(text=TEXTS, spent=st.integers(-5, 10_000))
    def write(self, text: str, spent: int) -> None:
        self.tutor = self.tutor.write(text, spent)

    @rule()
    def check(self) -> None:
        self.tutor = self.tutor.check(ALL)

    @rule(rating=RATINGS)
    def rate(self, rating: Rating | None) -> None:
        before = self.tutor
        try:
            self.tutor = before.rate(rating)
        except StudyError:
            assert before.suggestion is None
            assert rating is None
            return
        if before.phase in (Phase.TYPING, Phase.FOLLOW_UP, Phase.OVER):
            assert self.tutor is before
        elif len(self.tutor.results) > len(before.results):
            assert self.tutor.results[-1].rating is (rating or before.suggestion)

    @rule(text=TEXTS)
    def reply(self, text: str) -> None:
        before = self.tutor
        self.tutor = before.reply(text)
        moved = before.phase is Phase.FOLLOW_UP
        assert (self.tutor is not before) == moved

    @rule()
    def give_up(self) -> None:
        before = self.tutor
        self.tutor = before.give_up()
        if before.phase is Phase.FOLLOW_UP:
            assert self.tutor.follow_up is not before.follow_up

    @rule()
    def leave(self) -> None:
        assert stored(self.tutor) == self.tutor

    @precondition(lambda self: self.tutor.phase is not Phase.OVER)
    @rule()
    def edit_and_leave(self) -> None:
        here = self.tutor.item
        edited = replace(here, question=here.question + " Say it again.")
        items = tuple(edited if each == here else each for each in ALL)
        tutor = stored(self.tutor, items)
        assert tutor.phase is Phase.TYPING
        assert (tutor.text, tutor.item) == (self.tutor.text, edited)
        assert (tutor.results, tutor.total) == (self.tutor.results, self.tutor.total)

    @invariant()
    def no_card_is_lost(self) -> None:
        done = [each.card_id for each in self.tutor.results]
        assert done + [each.card_id for each in self.tutor.waiting] == [1, 2, 3, 4]

    @invariant()
    def points_add_up(self) -> None:
        for each in self.tutor.results:
            assert 0 <= each.hit <= each.hit + each.gained <= each.points
            assert 0 <= each.score <= 1
        assert len(self.tutor.follow_ups) <= MOST

    @invariant()
    def an_end_is_near(self) -> None:
        tutor = self.tutor
        for _ in range(5 * len(ALL) + MOST):
            match tutor.phase:
                case Phase.TYPING:
                    tutor = tutor.check()
                case Phase.FOLLOW_UP:
                    tutor = tutor.give_up()
                case Phase.OVER:
                    return
                case _:
                    tutor = tutor.rate(Rating.GOOD)
        raise AssertionError(f"no end: {tutor.phase}")


TestSitting = Sitting.TestCase
TestSitting.settings = settings(max_examples=examples(15), stateful_step_count=20, deadline=None)


def test_a_whole_question() -> None:
    tutor = Tutor((LONG, SHORT)).write(PARTLY, 60_000)
    assert tutor.phase is Phase.TYPING
    tutor = tutor.check()
    assert tutor.phase is Phase.VERDICT
    assert tutor.verdict is not None
    assert tutor.verdict.band is not Band.WRONG
    first = tutor.suggestion
    tutor = tutor.rate()
    assert tutor.phase is Phase.FOLLOW_UP
    asked = []
    while tutor.follow_up is not None:
        asked.append(tutor.follow_up.point)
        tutor = tutor.reply(tutor.follow_up.point.text)
    assert 1 <= len(asked) <= MOST
    assert set(asked) <= set(tutor.verdict.missing)  # type: ignore[union-attr]
    assert tutor.phase is Phase.RESULT
    assert set(asked) <= set(tutor.gained) <= set(tutor.verdict.missing)  # type: ignore[union-attr]
    assert tutor.suggestion is first
    tutor = tutor.rate()
    (result,) = tutor.results
    assert (result.card_id, result.rating, result.spent_ms) == (1, first, 60_000)
    assert len(asked) <= result.gained <= result.points - result.hit
    assert tutor.item is SHORT
    assert tutor.text == ""


@pytest.mark.parametrize("rating", list(Rating))
def test_the_student_has_the_last_word(rating: Rating) -> None:
    tutor = Tutor((LONG,)).write(PARTLY).check().rate()
    while tutor.phase is Phase.FOLLOW_UP:
        tutor = tutor.give_up()
    assert tutor.rate(rating).results[0].rating is rating


def test_short_answers_have_no_follow_ups() -> None:
    tutor = Tutor((SHORT, YEAR)).write("Paddle").check().rate()
    assert tutor.results[0].rating is Rating.GOOD
    tutor = tutor.write("1682").check()
    assert tutor.phase is Phase.VERDICT
    assert tutor.suggestion is Rating.AGAIN
    assert tutor.rate().phase is Phase.OVER


def test_what_the_grader_cannot_tell_is_rated_by_the_student(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine, "grade", lambda *given: verdict(Band.ABSTAIN, 0))
    tutor = Tutor((LONG,)).write("something").check()
    assert tutor.suggestion is None
    with pytest.raises(StudyError, match="cannot tell"):
        tutor.rate()
    assert tutor.rate(Rating.HARD).results[0].rating is Rating.HARD


def test_each_miss_is_met_with_a_hint_and_the_last_ends_it() -> None:
    one = FollowUp(KeyPoint("1497", "date", 1.0), "When?", ("a date", "1…"))
    one = one.reply("in 1681", "")
    assert (one.shown, one.over) == (("a date",), False)
    one = one.reply("  ", "")
    assert (one.shown, one.over) == (("a date", "1…"), False)
    assert one.reply("1500", "").over
    right = one.reply("It was in 1497", "")
    assert (right.given, right.over, right.shown) == (True, True, one.shown)
    assert right.reply("1497", "") is right
    assert right.give_up() is right
    told = one.give_up()
    assert (told.given, told.over) == (False, True)


def test_a_list_of_guesses_gives_nothing() -> None:
    one = FollowUp(KeyPoint("1497", "date", 1.0), "When?", ())
    assert not one.reply(" or ".join(map(str, range(1480, 1510))), "").given


def test_points_within_others_and_those_of_the_question_are_not_asked() -> None:
    model = "In the end Riquet brought water to Naurouze in 1681. It saves going round Spain."
    claim = KeyPoint("Riquet brought water to Naurouze in 1681", "claim", 1.0)
    year, given = KeyPoint("1681", "date", 0.6), KeyPoint("canal", "term", 0.05)
    spain = KeyPoint("round Spain", "term", 0.5)
    asked = follow_ups((given, year, spain, claim), model)
    assert [each.point for each in asked] == [claim, spain]
    many = [KeyPoint(f"point {n}!", "term", n) for n in range(1, 9)]
    assert [each.point.weight for each in follow_ups(many, "")] == [8, 7, 6]


def test_no_question_gives_the_next_one_away() -> None:
    for text in ("", PARTLY, "Sluices let water in.", CANAL):
        told = ""
        for each in Tutor((LONG,)).write(text).check().follow_ups:
            assert each.point.text.casefold() not in told.casefold()
            told += " ".join((each.ask, *each.hints, each.point.text))


def test_of_a_whole_sentence_a_fact_is_asked() -> None:
    claim = KeyPoint("Riquet brought water to Naurouze", "claim", 1.0)
    person, place = KeyPoint("Riquet", "person", 0.8), KeyPoint("Naurouze", "term", 0.5)
    (asked,) = follow_ups((claim, place, person), f"{claim.text}.")
    assert asked.point is person
    assert "Riquet" not in asked.ask
    (asked,) = follow_ups((claim,), f"{claim.text}.")
    assert asked.point is claim
    assert all(any(char.isalnum() for char in hint) for hint in asked.hints)


def test_no_hint_gives_the_point_away(monkeypatch: pytest.MonkeyPatch) -> None:
    point = KeyPoint("San Marco", "term", 1.0)
    given = ("a term", "S… M…", "Gates at **San\nMarco** in Milan", "Gates at ____ in Milan")
    monkeypatch.setattr("studyapp.quiz.follow_ups.hints", lambda *named: given)
    (asked,) = follow_ups([point], "Gates at **San\nMarco** in Milan")
    assert asked.hints == (given[0], given[1], given[3])


def test_due_and_weak_come_first_long_before_short() -> None:
    due, faint = weak(11, 0.9, due=True), weak(12, 0.5)
    new, firm = item(13, "Why?", CANAL), weak(14, 0.97)
    short = item(15, "Which?", "a paddle", due=True, state=State.REVIEW, retrievability=0.1)
    asked = plan((short, firm, new, faint, due))
    assert [each.card_id for each in asked] == [11, 12, 13, 14, 15]
    assert len(plan(asked, 2)) == 2


def test_one_of_a_family_is_asked() -> None:
    assert len(plan([weak(n, 0.5 + n / 100, family=7) for n in range(20)])) == 1


def test_of_a_cloze_card_only_what_is_hidden_is_asked() -> None:
    cloze = item(
        1,
        "The lock at […] had mitre gates.",
        "The lock at **San Marco** had mitre gates.",
        kind=NoteKind.CLOZE,
        term="San Marco",
        accepted=("San Marco",),
    )
    assert not is_long(cloze)
    assert Tutor((cloze,)).write("san marco").check().suggestion is Rating.GOOD


def test_an_answer_of_another_card_names_it() -> None:
    assert Tutor((LONG,)).write(CANAL).check(ALL).confused_with == OTHER.card_id
    assert Tutor((SHORT,)).write("1681").check(ALL).confused_with == YEAR.card_id
    assert Tutor((LONG,)).write(PARTLY).check(ALL).confused_with is None
    for text in ("", "   ", "I do not know this", "water water water"):
        assert owner(text, LONG, ALL) is None
    sibling = replace(YEAR, card_id=9, family=SHORT.family)
    assert owner("1681", SHORT, (SHORT, sibling)) is None


def test_the_term_of_another_card_is_no_typing_error() -> None:
    java, jaca = item(21, "Which island?", "Jacarta"), item(22, "Which town?", "Jakarta")
    assert Tutor((java,)).write("jakarta").check().suggestion is Rating.GOOD
    tutor = Tutor((java,)).write("jakarta").check((java, jaca))
    assert (tutor.suggestion, tutor.confused_with) == (Rating.AGAIN, 22)
    assert stored(tutor, (java, jaca)) == tutor


def test_cards_that_are_gone_are_not_asked() -> None:
    tutor = Tutor(ALL).write(PARTLY, 5).check().rate(Rating.HARD)
    assert stored(tutor, (OTHER, YEAR)) == Tutor((OTHER, YEAR))
    assert stored(tutor, ()).phase is Phase.OVER
    settled = Tutor(ALL).check().rate(Rating.EASY)
    while settled.phase is Phase.FOLLOW_UP:
        settled = settled.give_up()
    settled = settled.rate()
    assert stored(settled, (YEAR,)).results == settled.results


def test_a_grader_that_judges_otherwise_later_does_no_harm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tutor = Tutor((LONG,)).write(PARTLY).check().rate().reply("no").give_up()
    monkeypatch.setattr(machine, "grade", lambda *given: verdict(Band.RIGHT, 1.0))
    assert stored(tutor).phase is Phase.VERDICT


@given(st.text(max_size=200))
@settings(max_examples=examples(40), deadline=None)
def test_any_text_is_an_answer(text: str) -> None:
    for each in (LONG, SHORT):
        tutor = Tutor((each,)).write(text, 1).check(ALL)
        assert stored(tutor).text == text
        assert tutor.verdict is not None


def test_endless_text_is_cut() -> None:
    tutor = Tutor((LONG,)).write("word " * 100_000)
    assert len(tutor.text) == LONGEST
