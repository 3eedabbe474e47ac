"""The hint in a blank fits all the options that stand below it, or is not shown."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.quiz.asking import Form, Question, make
from studyapp.quiz.choices import Option, options, prompt
from studyapp.quiz.hinted import beside, blanks, without_hint
from studyapp.quiz.paper_making import make as paper
from studyapp.quiz.paper_wishes import Kind, Wishes
from studyapp.quiz.pool import Pool
from tests.quiz.deck import item


def cloze(number: int, term: str, hint: str, category: str = "") -> Item:
    words = f"{chr(97 + number % 26) * 5} {chr(97 + number // 26) * 6}"
    made = item(number, f"Ledger {words} names [{hint}].", term, kind=NoteKind.CLOZE)
    return replace(made, answer=f"Ledger {words} names **{term}**.", hint=hint, category=category)


def deck(hint: str, terms: tuple[str, ...], category: str) -> list[Item]:
    return [cloze(at + 1, term, hint, category) for at, term in enumerate(terms)]


UNLIKE = (
    ("span of years", "1930–31", ("1933", "1929", "1931"), "year"),
    ("year", "1931", ("1930–31", "1924–25", "the 1920s"), "year"),
    ("number", "12", ("2.7", "3.5", "8.1"), "figure"),
    ("short name in capitals", "VKPB", ("Soviet Russia", "LaGG", "MiG"), "organisation"),
    ("surname of a person", "Corvin", ("Anna Marsh", "Boris Colter", "Clara Weld"), "person"),
    ("person", "Anna Marsh", ("Corvin", "Oakes", "Stroud"), "person"),
    ("day and month", "3 March", ("9 May 1711", "2 July 1745", "June 1733"), "date"),
)
"""A hint, the answer that it was made for, and answers that it does not fit."""


@pytest.mark.parametrize(("hint", "term", "others", "category"), UNLIKE, ids=lambda x: str(x))
def test_a_hint_that_gives_the_answer_away_is_not_shown(
    hint: str, term: str, others: tuple[str, ...], category: str
) -> None:
    asked = cloze(1, term, hint, category)
    said = [(term, hint), *((other, None) for other in others)]
    assert beside(asked, said) == asked.question.replace(f"[{hint}]", "[…]")
    assert beside(asked, said[:1]) == asked.question


FITTING = (
    ("span of years", ("1930–31", "1924–25", "1928–1932", "1917 to 1921")),
    ("number", ("12", "23", "60,000", "three")),
    ("short name in capitals", ("OGPU", "NKVD", "MTS", "TKP")),
    ("surname of a person", ("Corvin", "Oakes", "Stroud", "Weld")),
    ("organisation, 4 words", tuple(f"Board of {x} Pilots" for x in ("Old", "New", "Far"))),
)


@pytest.mark.parametrize(("hint", "terms"), FITTING, ids=lambda x: str(x))
def test_a_hint_that_all_options_fit_stays(hint: str, terms: tuple[str, ...]) -> None:
    asked = cloze(1, terms[0], hint)
    assert beside(asked, [(term, hint) for term in terms]) == asked.question


def test_only_the_part_that_gives_it_away_goes() -> None:
    asked = cloze(1, "Guild of River Pilots", "organisation, 4 words")
    guilds = [("Salt Guild", "organisation, 2 words"), ("Rope Guild", "organisation, 2 words")]
    assert "names [organisation]." in beside(asked, guilds)
    towns = [("Town of New Kelport", "place"), ("Bay of Old Saltmere", "place")]
    assert "names [4 words]." in beside(asked, towns)


@pytest.mark.parametrize(("hint", "term", "others", "category"), UNLIKE, ids=lambda x: str(x))
def test_options_that_fit_come_first(
    hint: str, term: str, others: tuple[str, ...], category: str
) -> None:
    fitting = {
        "span of years": ("1924–25", "1917–21", "1935–37"),
        "year": ("1933", "1929", "1924"),
        "number": ("14", "21", "33"),
        "short name in capitals": ("OGPU", "MTS", "TKP"),
        "surname of a person": ("Oakes", "Stroud", "Weld"),
        "person": ("Boris Colter", "Clara Weld", "David Hollis"),
        "day and month": ("9 May", "2 July", "30 August"),
    }[hint]
    cards = deck(hint, (term, *fitting, *others), category)
    pool = Pool(cards)
    for seed in range(6):
        found = options(cards[0], pool, Random(seed))
        assert found is not None
        assert {option.text for option in found} == {term, *fitting}
        assert prompt(cards[0], pool, found) == cards[0].question


def test_wrong_answers_that_came_with_the_card_fit_its_hint() -> None:
    asked = replace(cloze(1, "Corvin", "smith"), distractors=("Oakes", "Weld"))
    pool = Pool([asked])
    found = options(asked, pool, Random(1))
    assert found is not None
    assert prompt(asked, pool, found) == asked.question


def test_an_answer_called_true_or_false_stands_below_an_empty_blank() -> None:
    cards = deck("number", ("12", "2.7", "3.5", "8.1"), "figure")
    made = paper("Ledger", cards, Wishes(questions=4, kinds=(Kind.TRUE_FALSE,), seed=1))
    assert made.questions
    for question in made.questions:
        assert "names […]." in question.prompts[0]


def test_learn_and_papers_show_what_is_left_of_the_hint() -> None:
    cards = deck("number", ("12", "2.7", "3.5", "8.1"), "figure")
    made = paper("Ledger", cards[:3] + cards[3:], Wishes(questions=4, kinds=(Kind.CHOICE,), seed=1))
    (asked,) = (q for q, (key,) in zip(made.questions, made.keys, strict=True) if key.card_id == 1)
    assert "names […]." in asked.prompts[0]
    question = make(cards[0], Pool(cards), Random(1), recall=False)
    assert question.form is Form.CHOICE
    assert question.prompt == without_hint(cards[0])
    assert Question.from_value(question.value() | {"options": []}).prompt == question.prompt
    assert blanks(cards[0], question.prompt) == ("[…]",)
    typed = make(cards[0], Pool(cards), Random(1), recall=True)
    assert typed.prompt == ""


def test_the_hint_of_a_deck_from_elsewhere_is_found_in_its_question() -> None:
    made = replace(cloze(1, "Corvin", "2 words"), hint="", answer="He [sic] paid **Corvin**.")
    made = replace(made, question="He [sic] paid [2 words].")
    assert without_hint(made) == "He [sic] paid […]."
    assert beside(made, [("Oakes", None)]) == "He [sic] paid […]."


@given(st.text(max_size=30), st.text(max_size=30), st.lists(st.text(max_size=30), min_size=1))
def test_any_hint_and_options_leave_a_question(term: str, hint: str, others: list[str]) -> None:
    asked = cloze(1, term or "x", hint or "…")
    shown = beside(asked, [(other, None) for other in others])
    assert shown.startswith("Ledger ")
    pool = Pool([asked])
    assert prompt(asked, pool, [Option(other, None, right=False) for other in others])
