"""Nothing that a paper prints says what another of its questions, or the same one, asks for."""

import re
from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from studyapp.domain.note import NoteKind
from studyapp.domain.selftest import Item
from studyapp.quiz.paper import Paper
from studyapp.quiz.paper_making import make
from studyapp.quiz.paper_wishes import Kind, Wishes
from studyapp.quiz.partial import partial
from studyapp.quiz.printed import beginning, says
from tests.quiz.deck import item
from tests.quiz.papers import DECK
from tests.quiz.rivals import cards


def printed(made: Paper, but: int) -> str:
    """Return all that the questions of a paper say, but one."""
    texts = [
        "\n".join((*question.prompts, *question.options, question.claim))
        for at, question in enumerate(made.questions)
        if at != but
    ]
    return "\n".join(texts).casefold()


def telling() -> list[Item]:
    """Return rivals, and cards whose questions name what others ask for."""
    mentions = [
        item(400 + at, f"Which number did the clerk write beside {card.term} in book {at}?", str(n))
        for at, (card, n) in enumerate(zip(cards()[:40:2], range(201, 999, 17), strict=False))
    ]
    return [*cards(), *mentions]


@pytest.mark.parametrize("seed", range(12))
def test_what_has_to_be_typed_is_printed_nowhere_else(seed: int) -> None:
    made = make("All", telling(), Wishes(questions=40, seed=seed))
    kinds = Counter(question.kind for question in made.questions)
    assert min(kinds[Kind.WRITTEN], kinds[Kind.CHOICE], kinds[Kind.TRUE_FALSE]) > 3
    for at, (question, keys) in enumerate(zip(made.questions, made.keys, strict=True)):
        if question.kind.typed:
            for text in keys[0].accepted:
                around = printed(made, at)
                assert not re.search(rf"(?<!\w){re.escape(text.casefold())}(?!\w)", around)


@pytest.mark.parametrize("seed", range(12))
def test_no_question_says_what_another_one_offers_where_it_can_be_avoided(seed: int) -> None:
    wishes = Wishes(questions=10, kinds=(Kind.CHOICE, Kind.TRUE_FALSE), seed=seed)
    made = make("All", telling(), wishes)
    assert made.points == 10
    for at, keys in enumerate(made.keys):
        stems = "\n".join(q.prompts[0] for n, q in enumerate(made.questions) if n != at).casefold()
        answer = re.escape(keys[0].answer.casefold())
        assert not re.search(rf"(?<!\w){answer}(?!\w)", stems)


def test_what_cannot_be_avoided_among_options_is_asked_all_the_same() -> None:
    ring = ("keel", "hawser", "tiller", "capstan", "bollard")
    deck = [
        item(at, f"Clerk {chr(97 + at) * 4}, what lies beside the {ring[at - 1]}?", term)
        for at, term in enumerate(ring)
    ]
    made = make("Ring", deck, Wishes(questions=5, kinds=(Kind.CHOICE,), seed=1))
    assert made.points == 5
    typed = make("Ring", deck, Wishes(questions=5, kinds=(Kind.WRITTEN,), seed=1))
    assert 0 < typed.points < 5


def test_papers_stay_as_long_where_nothing_is_given_away() -> None:
    for seed in range(6):
        assert make("Harbour", DECK, Wishes(questions=30, seed=seed)).points == 30


def test_a_blank_is_nothing_that_stands_above_it_or_beside_it_in_another_form() -> None:
    text = (
        "Alveoli have a large total surface area. Their walls are only one cell thick, and a dense "
        "net of capillaries lies around each alveolus, so that oxygen diffuses fast."
    )
    asked = item(1, "Describe the structure of an **alveolus** and its capillary net.", text)
    met = set()
    for seed in range(60):
        found = partial(asked, Random(seed))
        if found is not None:
            met |= {blank.casefold() for blank in found.blanks}
    assert met
    assert not {blank for blank in met if re.fullmatch(r"alveol\w+|capillar\w+", blank)}


def test_a_cloze_that_says_its_own_blank_is_not_typed() -> None:
    made = replace(
        item(1, "Kelport, the town of […], was built by pilots.", "Kelport", kind=NoteKind.CLOZE),
        answer="Kelport, the town of **Kelport**, was built by pilots.",
    )
    wishes = Wishes(questions=1, kinds=(Kind.CLOZE,), seed=1)
    assert make("One", [made], wishes).points == 0
    fine = replace(made, question="The town of […] was built by pilots.")
    assert make("One", [fine], wishes).points == 1


@pytest.mark.parametrize(
    ("text", "answer", "said"),
    [
        ("Where do the arteries lead?", "artery", True),
        ("Name the parts of an **alveolus**.", "alveoli", True),
        ("The TKP's work", "TKP", True),
        ("in the narrow place", "The Narrow Place", True),
        ("the place was narrow", "narrow place", False),
        ("a mooring", "moor hen", False),
        ("On 2 July 1745", "2", False),
        ("2", "2", True),
        ("In 1745 it rained", "1745", True),
        ("Vitamin K", "K", False),
        ("anything", "", False),
    ],
)
def test_what_a_text_says(text: str, answer: str, said: bool) -> None:
    assert says(text, beginning(answer)) is said


def test_a_long_answer_is_known_by_its_beginning() -> None:
    long = "The pilots refused to sail after sunset because all of the beacons had been sold off."
    assert says(f"{long} So said the clerk.", beginning(f"{long} And more followed in autumn."))
