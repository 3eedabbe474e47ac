"""What is said the other way round: of the same thing, and only then."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.grading import Band, grade
from studyapp.grading.alignment import align
from studyapp.grading.analysis import analyse
from studyapp.grading.arrows import turned
from studyapp.grading.belongings import exchanged_things
from studyapp.grading.frames import Pair
from studyapp.grading.opposites import directions
from studyapp.grading.reversals import reversals
from studyapp.grading.words import split
from tests.few import examples
from tests.grading.told import Told, assert_named

QUESTION = "How does the harbour keep its water level?"
MODEL = (
    "When the tide rises, the outer gate closes and the pressure on the inner wall falls. "
    "Pumps lift salt water into the upper basin, where a smaller wheel turns faster. "
    "At the north end silt is deposited; at the south end the current erodes the bank."
)
FULL = (
    "When the tide rises, the outer gate closes and pressure on the inner wall falls. Pumps lift "
    "salt water into the upper basin and a smaller wheel turns faster there. At the north end silt "
    "is deposited, at the south end the current erodes the bank."
)
TOLD = Told(QUESTION, MODEL, FULL)


def pair(model: str, answer: str) -> Pair:
    meant, said = analyse(model), analyse(answer)
    return Pair.of(meant, said, align(meant, said))


def test_the_full_answer_has_nothing_wrong() -> None:
    verdict = TOLD.judged(FULL)
    assert (verdict.band, verdict.wrong) == (Band.RIGHT, ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tide rises", "tide falls"),
        ("outer gate closes", "outer gate opens"),
        ("outer gate", "inner gate"),
        ("inner wall falls", "inner wall increases"),
        ("smaller wheel", "larger wheel"),
        ("turns faster", "turns more slowly"),
        ("erodes the bank", "deposits the bank"),
    ],
)
def test_a_direction_turned_round_is_named_and_never_right(old: str, new: str) -> None:
    telling = next(word for word in reversed(new.split()) if word not in old)
    assert_named(TOLD.changed(old, new), telling)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tide rises", "tide goes up"),
        ("inner wall falls", "inner wall gets lower"),
        ("turns faster", "turns more quickly"),
        ("a smaller wheel", "a smaller wheel below the big crane"),
        ("the bank.", "the bank. Outside the town the water rises and falls twice a day."),
    ],
)
def test_other_words_and_other_things_are_not(old: str, new: str) -> None:
    assert TOLD.changed(old, new).wrong == ()


@pytest.mark.parametrize(
    ("model", "answer"),
    [
        ("Gold is less reactive than iron.", "Iron is more reactive than gold."),
        ("Fewer children die in these towns.", "The children live in these towns."),
        (
            "The lamp glows only if the current is above the threshold of the wire.",
            "If the current is below the threshold of the wire the lamp does not glow.",
        ),
    ],
)
def test_the_same_told_from_the_other_side_is_no_reversal(model: str, answer: str) -> None:
    assert reversals(pair(model, answer)) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("less quickly", ["less quickly"]),
        ("prices rise less", []),
        ("it goes up", ["goes up"]),
        ("the position", []),
        ("The price fell.", ["fell"]),
    ],
)
def test_directions_are_words_by_their_forms(text: str, found: list[str]) -> None:
    words = split(text)
    shown = [text[words[each.at].start : words[each.last].end] for each in directions(words)]
    assert shown == found


@pytest.mark.parametrize(
    ("model", "answer", "wrong"),
    [
        ("The mill turns rye into flour.", "The mill turns flour into rye.", True),
        ("The mill turns rye into flour.", "Rye is turned into flour by the mill.", False),
        ("Barges go from Ostra to Lindholm.", "Barges went to Ostra from Lindholm.", True),
        ("Clay becomes brick, brick turns to dust.", "Dust turns to brick.", True),
        ("It is hard to tell rye from oats.", "It is hard to tell oats from rye.", False),
        ("Tar -> pitch -> varnish.", "pitch -> tar", True),
    ],
)
def test_what_becomes_what(model: str, answer: str, wrong: bool) -> None:
    assert bool(turned(pair(model, answer))) is wrong


@pytest.mark.parametrize(
    ("model", "answer", "denied"),
    [
        ("In 1932 the term was cut to four years.", "The term was not cut.", True),
        ("The list must be sorted.", "The list doesn't have to be sorted.", True),
        ("The salt does not cause rust.", "The salt causes rust.", True),
        ("Factory goods were short.", "There were not enough factory goods.", False),
        ("The lock has no gate.", "The lock is without a gate.", False),
        ("Neither party can enforce it.", "Nobody can enforce it.", False),
    ],
)
def test_what_is_denied_outright(model: str, answer: str, denied: bool) -> None:
    more = "Trane left the town for good in the autumn of that year."
    verdict = grade("What happened?", f"{model} {more}", f"{answer} {more}")
    assert bool(verdict.wrong) is denied
    assert not denied or verdict.band is not Band.RIGHT


def test_what_belongs_to_which_of_two_things_in_whatever_order() -> None:
    model = (
        "In stage one the glaze melts and the pores close. In stage two the clay shrinks and "
        "cracks appear. At the upper shelf the heat is dry, at the lower shelf steam gathers."
    )
    right = (
        "The clay shrinks and cracks appear in stage two; in stage one pores close, glaze melts."
    )
    wrong = "The glaze melts and the pores close in stage two; in stage one the clay shrinks."
    for answer, exchanged in ((right, False), (wrong, True)):
        assert bool(exchanged_things(pair(model, answer))) is exchanged
    assert grade("What happens in the kiln?", model, wrong).band is not Band.RIGHT


WORDS = [
    "the", "rises", "falls", "more", "less", "not", "when", "if", "than", "inner", "outer", "water",
    "gate", "into", "from", "to", "one", "two", "clay", "salt", "north", "south", ".", ",", "while",
    "and", "at", "in",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@settings(max_examples=examples(60), deadline=None)
@given(TEXTS)
def test_no_text_goes_against_itself(text: str) -> None:
    itself = pair(text, text)
    assert not reversals(itself)
    assert not turned(itself)
    assert not exchanged_things(itself)


@settings(max_examples=examples(60), deadline=None)
@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_compared(model: str, answer: str) -> None:
    both = pair(model, answer)
    for find in (reversals, turned, exchanged_things):
        assert find(both) == find(both)
