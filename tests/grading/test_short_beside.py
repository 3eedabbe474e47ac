"""What is typed beside a right term: denials of others, the same again, more than was asked."""

import pytest

from studyapp.grading import Band
from studyapp.grading.short import grade_short


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        ("meiosis", "meiosis (not mitosis)"),
        ("meiosis", "not mitosis but meiosis"),
        ("meiosis", "it isn't mitosis, it's meiosis"),
        ("plaintiff", "the plaintiff, not the defendant"),
        ("passive transport", "passive transport, not needing energy"),
        ("Louis XIV", "Louis XIV, not Louis XV"),
        ("deflation", "deflation rather than inflation"),
        ("1953", "1953, not 1954"),
        ("it increases", "does not decrease, it increases"),
    ],
)
def test_a_denial_of_something_else_is_passed_over(model: str, typed: str) -> None:
    assert grade_short(typed, [model]).band is Band.RIGHT


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        ("meiosis", "not meiosis"),
        ("meiosis", "mitosis (not meiosis)"),
        ("meiosis", "not mitosis"),
        ("meiosis", "meiosis is not correct"),
        ("meiosis", "it isn't meiosis"),
        ("opportunity cost", "not opportunity"),
        ("1953", "1954, not 1953"),
        ("not enough evidence", "enough evidence"),
        ("deflation", "inflation rather than deflation"),
    ],
)
def test_a_denial_of_the_answer_is_not(model: str, typed: str) -> None:
    assert grade_short(typed, [model]).band is Band.WRONG


@pytest.mark.parametrize(
    ("model", "typed", "band"),
    [
        ("No", "no, it isn't", Band.RIGHT),
        ("No", "No, because water is polar.", Band.RIGHT),
        ("No", "nope", Band.RIGHT),
        ("No", "it does not", Band.RIGHT),
        ("No, it is not", "no", Band.RIGHT),
        ("Yes", "yes they do", Band.RIGHT),
        ("True", "yes", Band.RIGHT),
        ("No", "no, it is", Band.WRONG),
        ("No", "yes, it is", Band.WRONG),
        ("No", "it does", Band.WRONG),
        ("No", "no idea", Band.WRONG),
        ("Yes", "yes, it isn't", Band.WRONG),
        ("Yes", "no, it doesn't", Band.WRONG),
        ("False", "true", Band.WRONG),
    ],
)
def test_a_decision_counts_with_what_follows_it(model: str, typed: str, band: Band) -> None:
    assert grade_short(typed, [model]).band is band


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        ("46", "23 pairs (46)"),
        ("46", "46, i.e. 23 pairs"),
        ("46", "twenty-three pairs"),
        ("carbon dioxide", "CO2 (carbon dioxide)"),
        ("DNA", "deoxyribonucleic acid (DNA)"),
        ("osmosis", "osmosis (diffusion of water)"),
        ("half", "half (50%)"),
        ("1 km", "1 km (1000 m)"),
    ],
)
def test_the_same_in_brackets_is_no_second_answer(model: str, typed: str) -> None:
    assert grade_short(typed, [model]).band is Band.RIGHT


@pytest.mark.parametrize(
    ("model", "typed", "wrong"),
    [
        ("46", "46 (92)", "92"),
        ("meiosis", "meiosis (mitosis)", "mitosis"),
        ("thymine", "adenine (thymine)", "adenine"),
        ("DNA", "DNA (RNA)", "RNA"),
        ("1 km", "1 km (100 m)", "100 m"),
    ],
)
def test_another_answer_in_brackets_is_named(model: str, typed: str, wrong: str) -> None:
    verdict = grade_short(typed, [model])
    assert (verdict.band, verdict.wrong) == (Band.PARTIAL, (wrong,))


def test_the_answer_of_another_card_in_brackets_is_one_too() -> None:
    assert grade_short("Ankara (Izmir)", ["Ankara"]).band is Band.RIGHT
    assert grade_short("Ankara (Izmir)", ["Ankara"], known=["Izmir"]).band is Band.PARTIAL


@pytest.mark.parametrize(
    ("model", "typed", "wrong"),
    [
        ("helium, neon, argon", "helium, neon, argon, oxygen", ("oxygen",)),
        ("helium, neon, argon", "helium neon argon oxygen", ("oxygen",)),
        ("red, white and blue", "blue, red, green & black", ("green", "black")),
        ("supply and demand", "demand, supply and price", ("price",)),
        ("2, 3, 5", "2, 3, 5, 9", ("9",)),
        ("legislature; executive; judiciary", "executive, judiciary, police", ("police",)),
    ],
)
def test_what_is_listed_besides_is_named(model: str, typed: str, wrong: tuple[str, ...]) -> None:
    verdict = grade_short(typed, [model])
    assert (verdict.band, verdict.wrong) == (Band.PARTIAL, wrong)


def test_a_whole_list_is_not_called_missing_for_what_stands_besides() -> None:
    assert grade_short("tin, zinc, lead, wood", ["tin, zinc, lead"]).missing == ()
    assert grade_short("tin, zinc, wood", ["tin, zinc, lead"]).missing != ()


@pytest.mark.parametrize(
    ("model", "typed", "band"),
    [
        ("helium, neon, argon", "argon and helium and neon", Band.RIGHT),
        ("helium, neon, argon", "the noble gases helium, neon, argon", Band.RIGHT),
        ("2, 3, 5", "2, 3 and 5", Band.RIGHT),
        ("red, white and blue", "blue, red", Band.PARTIAL),
        ("red, white and blue", "red, green, black", Band.WRONG),
        ("red, white and blue", "green, black", Band.WRONG),
    ],
)
def test_a_list_of_terms_may_come_in_any_order(model: str, typed: str, band: Band) -> None:
    assert grade_short(typed, [model], "Which noble gases?").band is band


@pytest.mark.parametrize(
    ("model", "typed", "wrong"),
    [
        ("nitrogen", "nitrogen, oxygen", ("oxygen",)),
        ("plaintiff", "plaintiff / defendant", ("defendant",)),
        ("mitosis", "mitosis, meiosis", ("meiosis",)),
    ],
)
def test_the_answer_to_something_else_is_named(
    model: str, typed: str, wrong: tuple[str, ...]
) -> None:
    verdict = grade_short(typed, [model])
    assert (verdict.band, verdict.wrong) == (Band.PARTIAL, wrong)


def test_a_word_more_that_answers_nothing_else_is_not() -> None:
    assert grade_short("Paris, France", ["Paris"]).band is Band.RIGHT
    assert grade_short("Paris, Lyon", ["Paris"], known=["Lyon"]).band is Band.PARTIAL
