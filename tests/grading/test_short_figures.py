"""Numbers and dates as people type them, and units that are others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.grading import Band
from studyapp.grading.data import word_list
from studyapp.grading.short import grade_short

ONES, TENS = word_list("one"), word_list("ten")


def in_words(number: int) -> str:
    if number < 20:
        return ONES[number]
    tens, one = TENS[number // 10 - 2], number % 10
    return f"{tens}-{ONES[one]}" if one else tens


@given(st.integers(10, 20), st.integers(10, 99), st.integers(1000, 2099))
def test_a_year_in_words_is_that_year_and_no_other(century: int, rest: int, other: int) -> None:
    said, year = f"{in_words(century)} {in_words(rest)}", 100 * century + rest
    assert grade_short(said, [str(year)]).band is Band.RIGHT
    assert (grade_short(said, [str(other)]).band is Band.RIGHT) is (year == other)


@given(
    st.integers(1_000, 10**9), st.sampled_from("\u2009\u202f\u2007\u00a0 '"), st.integers(0, 10**9)
)
def test_thousands_may_stand_apart(number: int, space: str, other: int) -> None:
    typed = f"{number:,}".replace(",", space)
    for unit in ("", " km", " km/s"):
        assert grade_short(f"{typed}{unit}", [f"{number:,}{unit}"]).band is Band.RIGHT
        right = grade_short(f"{typed}{unit}", [f"{other:,}{unit}"]).band is Band.RIGHT
        assert right is (number == other)


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        ("1953", "nineteen fifty three"),
        ("1905", "nineteen oh five"),
        ("1801", "eighteen hundred and one"),
        ("1900", "nineteen hundred"),
        ("1066", "ten sixty-six"),
        ("1939–1945", "nineteen thirty-nine to nineteen forty-five"),
        ("5 March 1953", "the fifth of March nineteen fifty-three"),
        ("1953", "April 1953"),
        ("1953", "in the summer of 1953"),
        ("1953", "5 March 1953"),
        ("9.8 m/s²", "9.8 metres per second squared"),
        ("9.8 m/s²", "9.8 m s^-2"),
        ("60 km/h", "60 kph"),
        ("-5 °C", "minus 5 degrees Celsius"),
        ("44 BC", "44 BCE"),
        ("3 × 10^8 m/s", "3x10^8 m/s"),
        ("5 km", "5 kilometeres"),
        ("3 hours", "180 minutes"),
        ("100 °C", "100 degrees Celsius"),
    ],
)
def test_the_same_figure_in_other_words(model: str, typed: str) -> None:
    assert grade_short(typed, [model]).band is Band.RIGHT


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        ("1953", "nineteen fifty-four"),
        ("1953", "April 1954"),
        ("May 1953", "April 1953"),
        ("1953", "after April 1953"),
        ("5 March 1953", "the sixth of March nineteen fifty-three"),
        ("1930s", "April 1935"),
        ("46", "22 pairs"),
        ("44 BC", "44 AD"),
        ("44 BCE", "44 CE"),
        ("5 °C", "minus 5 °C"),
    ],
)
def test_another_figure_in_other_words(model: str, typed: str) -> None:
    assert grade_short(typed, [model]).band is Band.WRONG


def test_a_month_counts_where_the_question_has_another() -> None:
    asked = "In May [...] the war ended."
    assert grade_short("May 1953", ["1953"], asked).band is Band.RIGHT
    assert grade_short("April 1953", ["1953"], asked).band is Band.WRONG


def test_pairs_are_counted_where_pairs_are_asked() -> None:
    assert grade_short("23 pairs", ["23"], "How many pairs?").band is Band.RIGHT
    assert grade_short("23 pairs", ["46"], "How many pairs?").band is Band.WRONG


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        ("100 °C", "100 F"),
        ("100 °C", "100 °F"),
        ("100 °C", "100 K"),
        ("3 hours", "3 minutes"),
        ("500 µg", "500 mg"),
        ("5 km", "5 stones"),
        ("20 N", "20 J"),
        ("50%", "50 cm"),
        ("128 bits", "128 bytes"),
        ("9.8 m/s²", "9.8 m/s"),
        ("300,000 km/s", "300 000 km/h"),
    ],
)
def test_a_wrong_unit_is_called_wrong(model: str, typed: str) -> None:
    verdict = grade_short(typed, [model])
    assert (verdict.band, verdict.wrong) == (Band.WRONG, (typed,))
    assert verdict.reasons == (f"The unit is not right: {model}.",)


@pytest.mark.parametrize("model", ["100 °C", "5 km", "20 N", "50%", "9.8 m/s²"])
def test_a_missing_unit_is_called_missing(model: str) -> None:
    verdict = grade_short(model.split()[0].removesuffix("%"), [model])
    assert (verdict.band, verdict.wrong) == (Band.PARTIAL, ())
    assert verdict.reasons == (f"The unit is missing: {model}.",)
