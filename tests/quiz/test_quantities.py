"""Figures equal in other units or written otherwise are one answer, and formulas are exact."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.quiz.choices import options, true_false
from studyapp.quiz.kinds import kind_of
from studyapp.quiz.pool import Pool
from studyapp.quiz.quantities import quantity
from studyapp.quiz.sense import same, ways
from studyapp.quiz.units import read_unit
from tests.quiz.deck import item

ALIKE = """
1000 m = 1,000 metres = 1 km
42195 m = 42.195 km
36 km/h = 10 m/s = 10 metres per second
100 km/h = 62 mph
3 × 10^8 m/s = 3·10⁸ m/s = 299,792 km/s = 300,000 km/s
6.022 × 10²³ = 6.022e23
1 m² = 10,000 cm²
1 km² = 100 hectares
1 l = 1000 cm³ = 1000 mL = 0.001 m³
1 kg = 2.2 lb
1 atm = 101325 Pa = 101 kPa
10 N/m² = 10 Pa
0 °C = 273.15 K = 32 °F
-40 °C = -40 °F
1 kcal = 4184 J
1 kWh = 3.6 MJ
½ = 0.5 = 50% = one half
1/3 = 33%
90 minutes = 1.5 h
2 weeks = 14 days
a dozen = 1 dozen = 12
1.5 million = 1,500,000 = 1 500 000
half a million = 500,000
50 cents = $0.50
1 GB = 1000 MB
9.81 m/s² = 9.8 m/s²
1e6 = 1,000,000 = 1.000.000
one hundred = 100
20 knots = 37 km/h
500 nm = 0.5 µm
m/s² = metres per second squared
kg·m/s² = newton
mc² = mc^2
πr² = π·r^2
E=mc² = mc² = E=mc^2
a + b = b + a
"""
APART = """
2x = 2πr
πr² = 2πr
1000 m = 1,000 kg = 1000 l
343 m/s = 343 km/h
9.81 m/s² = 1.62 m/s²
H2O = H2O2
x² = x³
a - b = b - a
100 °C = 100 °F
5 m = 5 s
3.0 × 10^8 = 3.0 × 10^6
1914 = 1918
-5 = 5
3 kHz = 3 MHz
12 = 13
volt = ampere
"""


def pairs(text: str) -> list[tuple[str, str]]:
    """Return the first of each line with each of the others; ``=`` stands apart from formulas."""
    rows = [line.split(" = ") for line in text.strip().splitlines()]
    return [(row[0], other) for row in rows for other in row[1:]]


def meet(one: str, other: str) -> bool:
    return any(same(mine, theirs) for mine in ways(one) for theirs in ways(other))


@pytest.mark.parametrize("pair", pairs(ALIKE), ids=" | ".join)
def test_one_figure_said_in_two_ways(pair: tuple[str, str]) -> None:
    assert meet(*pair)
    assert meet(*reversed(pair))


@pytest.mark.parametrize("pair", pairs(APART), ids=" | ".join)
def test_two_figures(pair: tuple[str, str]) -> None:
    assert not meet(*pair)
    assert not meet(*reversed(pair))


@pytest.mark.parametrize("pair", pairs(ALIKE), ids=" | ".join)
def test_the_same_in_other_units_is_never_a_wrong_option_or_a_false_statement(
    pair: tuple[str, str],
) -> None:
    others = ["7 m", "8 m/s", "9 kg", "3 l", "4 h", "77%", "19", "5 °C", "ab²", "x + 2y", "joule"]
    terms = [*pair, *others]
    cards = [item(at, f"What is number {at}?", term) for at, term in enumerate(terms)]
    pool = Pool(cards)
    for seed in range(6):
        found = options(cards[0], pool, Random(seed)) or ()
        assert [each.text for each in found if each.card_id == 1] == []
        told = true_false(cards[0], pool, Random(seed))
        assert told is None or told.true or told.card_id != 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2x", "formula"), ("2·π·r", "formula"), ("πr²", "formula"), ("4(a+b)", "formula"),
        ("3x²+2", "formula"), ("m/s²", "term"), ("5 m", "number"), ("9.81 m/s²", "number"),
        ("½", "number"), ("3 apples", "number"), ("5k", "number"), ("2nd", "number"),
    ],
)  # fmt: skip
def test_a_number_times_something_is_a_formula_unless_that_is_a_unit(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_options_are_in_the_letters_of_the_answer_where_there_are_enough() -> None:
    words = ["кошка", "хлеб", "вода", "снег", "cat", "bread", "water", "snow", "בית"]
    cards = [item(at, f"What is word {at}?", word) for at, word in enumerate(["рыба", *words])]
    pool = Pool(cards)
    for seed in range(6):
        found = options(cards[0], pool, Random(seed))
        assert found is not None
        assert {each.text for each in found} <= {"рыба", *words[:4]}


def test_formulas_of_chemistry_stand_among_their_like() -> None:
    terms = ["H2O", "CO2", "O3", "NH3", "CH4", "2x", "mc²", "πr²", "a + b"]
    cards = [item(at, f"What is formula {at}?", term) for at, term in enumerate(terms)]
    for seed in range(6):
        found = options(cards[0], Pool(cards), Random(seed))
        assert found is not None
        assert {each.text for each in found} <= set(terms[:5])


@given(st.text(max_size=200) | st.from_regex(r"[-−]?\d[\d.,/ ]*( ?[a-z/²^·%°]{1,9})?"))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    found = quantity(text)
    assert found is None or found.same(found) or found.worth != found.worth
    _ = read_unit(text)
