"""The calendar: each day in its week, shaded by what was done."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from studyapp.plots.calendar import HEIGHT, SHADES, calendar
from tests.plots.drawn import fits, numbers, text, widths

dates = st.dates(date(1970, 1, 1), date(2200, 1, 1))


@given(st.lists(numbers, max_size=900), dates, widths)
def test_calendars_fill_their_place(values: list[float], last: date, wide: int) -> None:
    fits(calendar(values, last, wide), wide, HEIGHT)


@given(dates, st.integers(0, 300))
def test_a_day_stands_in_the_row_of_its_weekday(last: date, back: int) -> None:
    values = [0.0] * 301
    values[-1 - back] = 1.0
    lines = text(calendar(values, last, 60))
    found = [row for row in range(1, 8) if SHADES[4] in lines[row]]
    assert found == [1 + (last - timedelta(days=back)).weekday()]


def test_more_is_never_paler() -> None:
    days = [float(value) for value in range(28)]
    lines = text(calendar(days, date(2026, 11, 29), 60))  # a Sunday
    shades = [SHADES.index(lines[1 + day % 7][4 + 2 * (day // 7)]) for day in range(28)]
    assert shades == sorted(shades)
    assert shades[0] == 0
    assert shades[-1] == 4


def test_a_year_fits_sixty_columns_and_is_drawn_double_where_there_is_room() -> None:
    year = [1.0] * 365
    for wide, cell in ((60, 1), (120, 2)):
        lines = text(calendar(year, date(2026, 11, 29), wide))
        assert lines[7].count(SHADES[4]) == cell * 53 or lines[7].count(SHADES[4]) == cell * 52
        assert "Nov" in lines[0]
