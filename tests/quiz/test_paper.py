"""Making papers: the seed decides, nothing is asked twice, nothing right counts as wrong."""

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.selftest import Item
from studyapp.errors import StudyError
from studyapp.quiz.choices import brief
from studyapp.quiz.marking import By
from studyapp.quiz.paper import Paper, paper_from
from studyapp.quiz.paper_making import make
from studyapp.quiz.paper_print import Form, sheets
from studyapp.quiz.paper_wishes import Kind, Side, Wishes, kinds_of, wishes_from
from studyapp.quiz.topics import chosen, topics, with_topics
from tests.few import examples
from tests.quiz.deck import item
from tests.quiz.papers import DECK, TERMS, paper

WISHES = st.builds(
    Wishes,
    questions=st.integers(1, 40),
    kinds=st.sets(st.sampled_from(Kind), min_size=1).map(kinds_of),
    side=st.sampled_from(Side),
    tags=st.sampled_from([(), ("rope",), ("stone",)]),
    subdecks=st.sampled_from([(), ("Ships",), ("Harbour::Towns",)]),
    starred=st.booleans(),
    weak=st.booleans(),
)
BY_ID = {each.card_id: each for each in DECK}


def cards(made: Paper) -> list[int]:
    return [key.card_id for keys in made.keys for key in keys]


@settings(max_examples=examples(40), deadline=None)
@given(wishes=WISHES, seed=st.integers(0, 999))
def test_a_paper_is_what_was_wished(wishes: Wishes, seed: int) -> None:
    made = paper(wishes, seed)
    fitting = {each.card_id for each in DECK if wishes.fits(each)}
    asked = cards(made)
    assert set(asked) <= fitting
    assert len(asked) == len(set(asked)) == made.points <= wishes.questions
    assert {question.kind for question in made.questions} <= set(wishes.kinds)
    assert [q.points for q in made.questions] == [len(keys) for keys in made.keys]
    assert [q.number for q in made.questions] == [
        1 + sum(q.points for q in made.questions[:at]) for at in range(len(made.questions))
    ]
    if Kind.WRITTEN in wishes.kinds:
        assert made.points == min(wishes.questions, len(fitting))


@settings(max_examples=examples(40), deadline=None)
@given(wishes=WISHES, seed=st.integers(0, 999))
def test_the_key_names_the_right_option_and_whose_the_others_are(wishes: Wishes, seed: int) -> None:
    made = paper(wishes, seed)
    for question, keys in zip(made.questions, made.keys, strict=True):
        for point, key in enumerate(keys):
            one = BY_ID[key.card_id]
            sides = {Side.QUESTION: (one.question, one.term), Side.ANSWER: (one.term, one.question)}
            shown, asked = sides[question.side]
            if key.cued:
                whole = question.prompts[point].replace("[…]", key.accepted[0])
                assert whole == f"{one.question}\n\n{one.term}"
                continue
            assert question.prompts[point] == shown
            if question.kind.typed:
                assert key.right == -1
                assert key.accepted[0] == asked
            elif question.kind is Kind.TRUE_FALSE:
                assert (question.claim == brief(one.term)) == (key.right == 0)
            else:
                assert brief(question.options[key.right]) == brief(asked)
                assert len(set(question.options)) == len(question.options)
                assert key.owners[key.right] == one.card_id


def test_the_same_seed_gives_the_same_paper_and_another_one_another() -> None:
    papers = [paper(seed=seed) for seed in range(12)]
    assert papers == [paper(seed=seed) for seed in range(12)]
    assert len({json.dumps(each.as_json()) for each in papers}) == 12
    assert len({tuple(cards(each)) for each in papers}) == 12


SCRIPT = """
import json, sys
from studyapp.quiz.paper_print import Form, sheets
from studyapp.quiz.paper_wishes import Side, Wishes
from tests.quiz.papers import paper
for seed in (1, 2, 77):
    made = paper(Wishes(questions=30, side=Side.MIXED), seed)
    print(json.dumps(made.as_json()))
    for form in Form:
        sys.stdout.write("\\f".join(sheets(made, form)))
"""


def test_papers_are_the_same_byte_for_byte_in_fresh_processes() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": hashseed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for hashseed in ("0", "1", "4242")
    }
    (only,) = printed
    assert only.count(b"\f") == 6
    assert b"Harbour" in only


@settings(max_examples=examples(30), deadline=None)
@given(wishes=WISHES)
def test_papers_and_wishes_survive_json(wishes: Wishes) -> None:
    made = paper(wishes)
    assert paper_from(json.loads(json.dumps(made.as_json()))) == made
    assert wishes_from(json.loads(json.dumps(wishes.as_json()))) == wishes


def test_kinds_take_turns() -> None:
    made = paper(Wishes(questions=20))
    counted = Counter(dict.fromkeys(Kind, 0))
    for question in made.questions:
        counted[question.kind] += question.points
    assert min(counted.values()) >= 3
    kinds = [question.kind for question in made.questions]
    assert kinds == sorted(kinds, key=list(Kind).index)


def test_blocks_hold_up_to_six_pairs_of_like_kind() -> None:
    made = paper(Wishes(questions=30, kinds=(Kind.MATCHING,)))
    assert len(made.questions) > 2
    for question in made.questions:
        assert 3 <= question.points <= 6
        assert sorted(question.options) != list(question.prompts)
        form = {option.isdigit() for option in question.options}
        assert len(form) == 1
        assert {option in TERMS for option in question.options} != {True, False}


PLANTED = (
    ("Joseph Stalin", "Stalin"),
    ("United Nations", "UN"),
    ("First World War", "WWI"),
    ("Treaty of Versailles", "Versailles Treaty"),
    ("motor car", "automobile"),
    ("railway", "railroad"),
    ("sodium chloride", "table salt"),
    ("Soviet Union", "USSR"),
)


def planted() -> list[Item]:
    found: list[Item] = []
    for pair in PLANTED:
        for term in pair:
            number = len(found) + 1
            found.append(item(number, f"Riddle {chr(96 + number) * 4} of shelf {number}?", term))
    return found


def test_planted_synonyms_never_count_as_wrong() -> None:
    deck = planted()
    other = {a: b for pair in PLANTED for a, b in (pair, pair[::-1])}
    term = {each.card_id: each.term for each in deck}
    met = Counter[Kind]()
    for seed in range(60):
        made = make("Planted", deck, Wishes(questions=16, seed=seed))
        for question, keys in zip(made.questions, made.keys, strict=True):
            for key in keys:
                twin = other[term[key.card_id]]
                met[question.kind] += 1
                assert twin not in question.options
                assert question.claim != twin
    assert met[Kind.CHOICE] > 100
    assert met[Kind.TRUE_FALSE] > 100
    assert met[Kind.MATCHING] > 100


def test_siblings_and_texts_that_give_each_other_away_are_not_on_one_paper() -> None:
    sibling = [replace(each, family=99) for each in DECK[:3]]
    assert make("Few", sibling, Wishes(kinds=(Kind.WRITTEN,), seed=1)).points == 1
    secret = next(each for each in DECK if "Quay" in each.question)
    context = item(98, f"{secret.answer} And who paid for it?", "the guild")
    for seed in range(10):
        both = make("Both", [secret, context], Wishes(kinds=(Kind.WRITTEN,), seed=seed))
        assert both.points == 1


def test_which_side_is_shown() -> None:
    kinds = (Kind.CHOICE, Kind.MATCHING, Kind.WRITTEN)
    for side in (Side.QUESTION, Side.ANSWER):
        made = paper(Wishes(questions=30, kinds=kinds, side=side))
        sides = {q.side for q in made.questions if q.kind in (Kind.CHOICE, Kind.MATCHING)}
        assert side in sides
    mixed = paper(Wishes(questions=30, kinds=kinds, side=Side.MIXED))
    assert {question.side for question in mixed.questions} == {Side.QUESTION, Side.ANSWER}


def test_a_question_is_asked_for_only_where_one_question_has_the_answer() -> None:
    pairs = [
        ("Is the quay dry?", "yes"),
        ("Is the mole new?", "Yes"),
        ("Who holds the lamp?", "Ada"),
    ]
    pool = [item(at, *pair) for at, pair in enumerate(pairs)]
    wishes = Wishes(questions=3, kinds=(Kind.WRITTEN,), side=Side.ANSWER, seed=1)
    shown = {q.prompts[0]: q.side for q in make("Few", pool, wishes).questions}
    assert shown["Ada"] is Side.ANSWER
    assert set(shown) <= {"Ada", "Is the quay dry?", "Is the mole new?"}
    assert len(shown) > 1


def test_topics_are_chosen_from_and_restrict() -> None:
    found = {(each.by, each.name): each.cards for each in topics("Harbour", DECK)}
    assert found[By.TAG, "rope"] == found[By.TAG, "rope::knots"]
    for (by, name), count in found.items():
        wishes = with_topics(Wishes(), [(by, name)])
        assert chosen(wishes) == ((by, name),)
        assert sum(wishes.fits(each) for each in DECK) == count > 0


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(questions=0),
        Wishes(questions=201),
        Wishes(minutes=-1),
        Wishes(pass_mark=101),
        Wishes(seed=-1),
        Wishes(kinds=()),
    ],
)
def test_wishes_that_cannot_be_met_are_refused(wishes: Wishes) -> None:
    with pytest.raises(StudyError):
        wishes.checked()


def test_unknown_kinds_are_named() -> None:
    assert kinds_of(["Written", " choice"]) == (Kind.CHOICE, Kind.WRITTEN)
    with pytest.raises(StudyError, match="essay"):
        kinds_of(["essay"])


@pytest.mark.parametrize("form", Form)
def test_sheets_hold_every_question_once_and_answers_apart(form: Form) -> None:
    made = paper(Wishes(questions=30, minutes=45, pass_mark=70), seed=5)
    questions, answers = sheets(made, form)
    flat, key = " ".join(questions.split()), " ".join(answers.split())
    for at, (question, keys) in enumerate(zip(made.questions, made.keys, strict=True)):
        for point, each in enumerate(keys):
            number = question.number + point
            mark = f"**{number}.**" if form is Form.MARKDOWN else f"{number}."
            assert mark in questions
            assert mark in answers
            assert " ".join(each.answer.split()) in key
            assert " ".join(question.prompts[point].split()) in flat, at
        for option in question.options:
            assert " ".join(option.split()) in flat
    assert "45 minutes" in questions
    assert "pass mark 70%" in questions
    assert "harbour.txt, lines" in answers
    assert "harbour.txt" not in questions
    assert all(len(line) <= 78 for line in questions.splitlines()) or form is Form.MARKDOWN
