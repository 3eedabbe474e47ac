"""Small tables and legends."""

from hypothesis import given
from hypothesis import strategies as st

from studyapp.plots.ink import Role, plain
from studyapp.plots.table import legend, table
from tests.plots.drawn import fits, labels, widths

entries = st.lists(st.tuples(labels, st.sampled_from(Role)), max_size=6)


@given(st.lists(st.lists(labels, max_size=5), max_size=6), widths)
def test_tables_fill_their_place(rows: list[list[str]], wide: int) -> None:
    fits(table(rows, wide), wide, len(rows))


@given(entries, widths)
def test_legends_fill_their_place(names: list[tuple[str, Role]], wide: int) -> None:
    fits(legend(names, wide), wide, 1)


def test_columns_line_up_and_the_last_give_way() -> None:
    rows = [("", "young", "reviews"), ("today", "9%", "1,234"), ("7 days", "100%", "2")]
    assert plain(table(rows, 40)).splitlines() == [
        "        young  reviews",
        "today      9%    1,234",
        "7 days   100%        2",
    ]
    assert plain(table(rows, 15)).splitlines() == [
        "        young",
        "today      9%",
        "7 days   100%",
    ]
