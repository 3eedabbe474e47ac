"""Facts told in lists, in relation to others and loosely: what is wrong in them, what is not."""

import pytest

from studyapp.grading import Band, grade

QUESTION = "What did the fire of Almen destroy, and who reckoned it up?"
MODEL = (
    "On 9 March 1848 fire broke out in the harbour. Police lists gave 1,412 houses to the "
    "flames, 318 to the soldiers who blew up a lane and 207 to looters. Marten signed 411 claims "
    "and Oskar 287. About a seventh of the town was lost, and some 230,000 crowns were paid; "
    "the following year the last claims were settled. Rebuilding took until the 13th."
)
ANSWER = (
    "The fire began in the harbour on 9 March 1848. According to the police it was flames 1,412 "
    "houses, soldiers blowing up a lane 318, looters 207. Marten signed 411 claims and Oskar 287. "
    "A seventh of the town was lost. Some 230,000 crowns were paid and the last claims were "
    "settled the year after."
)


def named(old: str, new: str) -> tuple[str, ...]:
    assert old in ANSWER
    return grade(QUESTION, MODEL, ANSWER.replace(old, new)).wrong


def test_the_answer_itself_is_right() -> None:
    found = grade(QUESTION, MODEL, ANSWER)
    assert found.band is Band.RIGHT
    assert found.wrong == ()


@pytest.mark.parametrize(
    ("old", "new", "figures"),
    [
        ("flames 1,412 houses, soldiers", "flames 318 houses, soldiers", "318"),
        ("Marten signed 411 claims and Oskar 287", "Oskar signed 411 claims and Marten 287", "411"),
        ("lane 318, looters 207", "lane 207, looters 318", "207"),
        ("Some 230,000 crowns", "Some 290,000 crowns", "290,000"),
        ("A seventh", "A quarter", "A quarter"),
    ],
)
def test_what_is_false_is_named(old: str, new: str, figures: str) -> None:
    assert any(figures in each for each in named(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the year after", "in 1849"),
        ("the year after", "in the next year"),
        ("1,412", "1412"),
        ("A seventh", "One in seven parts"),
        ("A seventh", "Roughly 14%"),
        ("Some 230,000", "Nearly a quarter of a million"),
        ("on 9 March 1848", "in March 48"),
        ("on 9 March 1848", "in the late forties"),
    ],
)
def test_other_ways_to_say_it_are_not(old: str, new: str) -> None:
    assert named(old, new) == ()


def test_peoples_and_governments_are_no_strangers() -> None:
    model = "Ellis, the ambassador, told Washington in May that Berlin would never sign the treaty."
    said = "In May Ellis let the Americans know that Germany would not sign the treaty, ever."
    assert grade("What did the ambassador report?", model, said).wrong == ()
