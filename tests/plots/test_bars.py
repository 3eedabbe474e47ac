"""Vertical bars, horizontal bars, shares and histograms."""

from hypothesis import given
from hypothesis import strategies as st

from studyapp.plots.bars import WIDEST, bars
from studyapp.plots.hbars import Bar, hbars
from studyapp.plots.histogram import histogram
from studyapp.plots.ink import Role
from studyapp.plots.scale import ceiling, whole_ceiling
from studyapp.plots.shares import Whole, portions, shares
from tests.plots.drawn import fits, heights, heights_of, labels, numbers, text, widths

RATINGS = (Role.AGAIN, Role.HARD, Role.GOOD, Role.EASY)


@given(
    st.lists(numbers | st.lists(numbers, max_size=4), max_size=120),
    st.lists(labels, max_size=120),
    widths,
    heights,
    st.none() | numbers,
    st.booleans(),
)
def test_bars_fill_their_place(
    values: list[float | list[float]],
    names: list[str],
    wide: int,
    high: int,
    top: float | None,
    gap: bool,
) -> None:
    drawn = bars(values, wide, high, labels=names, roles=RATINGS, top=top, gap=gap)
    fits(drawn, wide, high)


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=30), st.integers(60, 200), heights)
def test_higher_values_have_higher_bars(values: list[float], wide: int, high: int) -> None:
    drawn = bars(values, wide, high + 1, gap=False, form=lambda value: "")
    slot = min((wide - 1) // len(values), WIDEST)
    found = heights_of(drawn)[1::slot][: len(values)]
    by_value = [height for _, height in sorted(zip(values, found, strict=True))]
    assert by_value == sorted(by_value) or not any(values)


def test_the_smallest_amount_is_seen_and_nothing_is_not() -> None:
    drawn = text(bars([1000, 0.001, 0], 30, 6, gap=False))
    assert "▁" in drawn[4]
    assert drawn[4].rstrip()[-1] == "▁"


def test_parts_of_a_stack_keep_their_roles_and_their_height() -> None:
    whole = heights_of(bars([10, 6], 30, 8))
    parted = bars([(4, 6), (6, 0)], 30, 8, roles=(Role.GOOD, Role.HARD))
    assert heights_of(parted) == whole
    roles = {role for line in parted for part, role in line if part[0] in "█▓"}
    assert roles == {Role.GOOD, Role.HARD}


def test_more_values_than_columns_are_averaged() -> None:
    drawn = bars([10.0] * 500, 60, 5, labels=["first"])
    assert "first" in text(drawn)[-1]
    assert len(set(heights_of(drawn, left=4)[:50])) == 1


@given(st.lists(st.tuples(labels, numbers, labels), max_size=8), widths, st.none() | numbers)
def test_horizontal_bars_fill_their_place(
    rows: list[tuple[str, float, str]], wide: int, top: float | None
) -> None:
    drawn = hbars([Bar(*row) for row in rows], wide, top=top)
    fits(drawn, wide, max(len(rows), 1))


@given(st.lists(st.floats(0, 100), min_size=2, max_size=8), st.integers(20, 200))
def test_horizontal_bars_grow_with_their_values(values: list[float], wide: int) -> None:
    lines = text(hbars([Bar("x", value) for value in sorted(values)], wide))
    lengths = [sum(" ▏▎▍▌▋▊▉█".index(char) for char in line[3:]) for line in lines]
    assert lengths == sorted(lengths)


@given(st.lists(st.tuples(labels, st.lists(numbers, max_size=5), labels), max_size=6), widths)
def test_shares_fill_their_place(rows: list[tuple[str, list[float], str]], wide: int) -> None:
    drawn = shares([Whole(*row) for row in rows], RATINGS, wide)
    fits(drawn, wide, max(len(rows), 1))


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=6), st.integers(1, 200))
def test_portions_use_every_cell(parts: list[float], cells: int) -> None:
    found = portions(parts, cells)
    assert min(found) >= 0
    assert sum(found) in (0, cells)
    assert all(
        abs(got - cells * part / sum(parts)) < 1
        for got, part in zip(found, parts, strict=True)
        if sum(found)
    )


@given(st.lists(numbers, max_size=30), st.lists(numbers, max_size=31), widths, heights)
def test_histograms_fill_their_place(
    counts: list[float], edges: list[float], wide: int, high: int
) -> None:
    fits(histogram(counts, edges, wide, high), wide, high)


@given(numbers)
def test_axes_end_at_or_above_what_they_show(value: float) -> None:
    for end in (ceiling(value), whole_ceiling(value)):
        assert end > 0
        if 0 < value < 1e15:
            assert value <= end <= max(value * 2, 1)
    assert whole_ceiling(value) == round(whole_ceiling(value)) or whole_ceiling(value) >= 10


def test_a_cell_shows_the_part_that_takes_up_most_of_it() -> None:
    roles = (Role.AGAIN, Role.HARD, Role.GOOD)
    drawn = bars([(3, 3, 14), (20, 0, 0), (0, 0, 0.01)], 30, 3, roles=roles, top=20)
    rows = [[role for part, role in line for char in part if char in "█▓▒▁"] for line in drawn]
    assert Role.HARD not in rows[0] + rows[1]
    assert rows[1][-1] is Role.GOOD
