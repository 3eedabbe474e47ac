"""Curves and calibration."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studyapp.plots.calibration import Group, calibration
from studyapp.plots.curve import Series, curve
from studyapp.plots.ink import Role
from tests.plots.drawn import fits, heights, labels, numbers, text, widths

points = st.lists(st.tuples(numbers, numbers), max_size=20)
series = st.builds(
    Series, points, role=st.sampled_from(Role), low=points, high=points, marks=st.booleans()
)


@given(
    st.lists(series, max_size=3),
    widths,
    heights,
    st.none() | st.tuples(numbers, numbers),
    st.lists(st.tuples(numbers, labels), max_size=5),
    st.none() | numbers,
)
def test_curves_fill_their_place(
    drawn: list[Series],
    wide: int,
    high: int,
    span: tuple[float, float] | None,
    names: list[tuple[float, str]],
    level: float | None,
) -> None:
    fits(curve(drawn, wide, high, span=span, labels=names, level=level), wide, high)


def test_a_rising_line_rises_and_has_no_holes() -> None:
    lines = text(curve([Series([(0, 0), (10, 10)])], 40, 12))[:-1]
    tops = [next(y for y, row in enumerate(lines) if "⠀" < row[x] <= "⣿") for x in range(5, 38)]
    assert tops == sorted(tops, reverse=True)
    assert all(before - after <= 1 for before, after in pairwise(tops))


def test_a_steep_line_is_joined_up() -> None:
    lines = text(curve([Series([(0, 0), (1, 0), (1.01, 9), (2, 9)])], 40, 12))[:-1]
    assert all(any("⠀" < char <= "⣿" for char in row) for row in lines)


def test_the_band_lies_behind_its_curve() -> None:
    middle = [(0.0, 5.0), (10.0, 5.0)]
    low, high = [(0.0, 1.0), (10.0, 1.0)], [(0.0, 9.0), (10.0, 9.0)]
    drawn = curve([Series(middle, low=low, high=high)], 40, 11, span=(0, 10))
    found = [{role for part, role in line if "⠀" < part[0] <= "⣿"} for line in drawn[:-1]]
    at = found.index({Role.EASY})
    assert found[at - 1] == found[at + 1] == {Role.BAND}
    assert found[0] == found[-1] == set()


groups = st.builds(Group, numbers, numbers, weight=numbers, error=numbers)


@given(st.lists(groups, max_size=12), widths, heights, numbers)
def test_calibration_fills_its_place(drawn: list[Group], wide: int, high: int, low: float) -> None:
    fits(calibration(drawn, wide, high, low=low), wide, high)


def test_what_came_true_more_often_stands_above_the_diagonal() -> None:
    def row(observed: float) -> int:
        lines = text(calibration([Group(0.5, observed, 10)], 60, 20))
        return next(y for y, line in enumerate(lines) if "●" in line)

    assert row(0.9) < row(0.5) < row(0.1)
