"""Rows are read as ``csv`` reads them where that loses nothing, and in linear time."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.formats.rows import clean, read_rows, write_row

_cells = st.text(st.sampled_from('ab" ,\t\n#'), max_size=6)


@given(st.lists(st.lists(_cells, min_size=2, max_size=4), max_size=5), st.sampled_from(",\t;"))
def test_rows_come_back_here_and_in_csv(rows: list[list[str]], separator: str) -> None:
    text = "".join(write_row(row, separator, "#") for row in rows)
    assert [row.cells for row in read_rows(text, separator)] == rows
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) == rows


@given(st.text(st.sampled_from('ab",\n\r'), max_size=30))
def test_no_character_but_quotes_and_line_ends_is_lost(text: str) -> None:
    def letters(told: str) -> str:
        return "".join(char for char in told if char in "ab")

    rows = list(read_rows(text, ","))
    assert letters("".join(cell for row in rows for cell in row.cells)) == letters(text)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('"a,b\nc,d\n', [(1, ['"a', "b"]), (2, ["c", "d"])]),
        ('"a" x,b\n', [(1, ['"a" x', "b"])]),
        ('"a" ,b\n', [(1, ["a ", "b"])]),
        ('"a\r\nb",c\r\n\r\nd,e', [(1, ["a\nb", "c"]), (4, ["d", "e"])]),
        ("a,\n,b", [(1, ["a", ""]), (2, ["", "b"])]),
        ("a,b\rc,d\r", [(1, ["a", "b"]), (2, ["c", "d"])]),
        ("", []),
    ],
)
def test_forgiving(text: str, rows: list[tuple[int, list[str]]]) -> None:
    assert [(row.line, row.cells) for row in read_rows(text, ",")] == rows


def test_what_no_cell_may_hold_is_taken_out() -> None:
    assert clean("\ufeffa\0b\ud800c\ufeff") == "ab?c\ufeff"


@pytest.mark.parametrize(
    "text", ['"' + '\n""x,' * 60_000, '",' * 100_000, '"a' * 100_000, '"' * 300_000]
)
def test_quotes_that_open_nothing_take_linear_time(text: str) -> None:
    """Where each looked for its end anew, this would not come back."""
    assert list(read_rows(text, ","))
