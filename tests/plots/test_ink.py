"""The sheet that plots are drawn on."""

from hypothesis import given
from hypothesis import strategies as st

from studyapp.plots.grid import Grid
from studyapp.plots.ink import Role, plain
from tests.plots.drawn import fits

writing = st.tuples(st.integers(-3, 25), st.integers(-1, 4), st.text(max_size=15))


@given(st.integers(0, 20), st.integers(0, 3), st.lists(writing, max_size=8))
def test_whatever_is_written_the_sheet_keeps_its_size(
    wide: int, high: int, texts: list[tuple[int, int, str]]
) -> None:
    grid = Grid(wide, high)
    for x, y, said in texts:
        grid.put(x, y, said, Role.MUTED)
    fits(grid.lines(), wide, high)


def test_writing_over_half_of_a_wide_character_leaves_no_half() -> None:
    grid = Grid(6, 1)
    grid.put(0, 0, "日本")
    grid.put(1, 0, "x")
    assert plain(grid.lines()) == " x本"
    grid.put(2, 0, "国")
    assert plain(grid.lines()) == " x国"
    grid.put(3, 0, "")
    assert plain(grid.lines()) == " x国"
