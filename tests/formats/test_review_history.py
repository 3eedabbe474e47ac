"""Tables of answers, as programs write them and as they are damaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.domain.review import Rating
from studyapp.errors import SourceError
from studyapp.formats.review_history import RATING, TIME, PastReview, read_history

AT = 1_711_744_352_250
"""2024-03-29 20:32:32.250 UTC."""


def read(text: str) -> list[PastReview]:
    return read_history(text, "h.csv")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024-03-29T20:32:32.250000+00:00", AT),
        ("2024-03-29T20:32:32.250Z", AT),
        ("2024-03-29 20:32:32.25", AT),
        ("2024-03-29T22:32:32.250+02:00", AT),
        (str(AT), AT),
        ("1711744352.25", AT),
        ("1711744352", AT - 250),
    ],
)
def test_times(text: str, at: int) -> None:
    assert read(f"card,rating,time\nx,3,{text}\n") == [PastReview(2, "x", Rating.GOOD, at, 0)]


@pytest.mark.parametrize(
    ("text", "rating"),
    [("1", 1), ("2", 2), ("Good", 3), (" EASY ", 4), ("3.0", 3)],
)
def test_ratings(text: str, rating: int) -> None:
    assert read(f"card,rating,time\nx,{text},{AT}\n")[0].rating is Rating(rating)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_quotes_other_columns_and_blank_lines(separator: str) -> None:
    rows = [
        ["Note", "Review Rating", "deck", "review-time", "DURATION"],
        ['"What, is it?\nSay ""so"""', "4", "Any", str(AT), "25060"],
        [],
        ["", "", "", "", ""],
        ["y", "1", "", str(AT + 1), "no idea"],
    ]
    text = "\ufeff" + "\r\n".join(separator.join(row) for row in rows)
    assert read(text.removeprefix("\ufeff")) == [
        PastReview(2, 'What, is it?\nSay "so"', Rating.EASY, AT, 25060),
        PastReview(6, "y", Rating.AGAIN, AT + 1, 0),
    ]


@pytest.mark.parametrize("rating", RATING)
@pytest.mark.parametrize("time", TIME)
def test_names_of_columns(rating: str, time: str) -> None:
    assert read(f"{time},card_id,{rating}\n{AT},7,2\n")[0][1:4] == ("7", Rating.HARD, AT)


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("", "line 1", "no column for the card and the rating and the time"),
        ("card,rating\nx,3", "line 1", "no column for the time"),
        ("x,3,2024-03-29T20:32Z", "line 1", "no column"),
        (f"card,rating,time\nx,3,{AT}\nx,5,{AT}", "line 3", "“5” is no rating"),
        (f"card,rating,time\nx,0,{AT}", "line 2", "“0” is no rating"),
        ("card,rating,time\nx,3,yesterday", "line 2", "“yesterday” is no time"),
        ("card,rating,time\nx,3,2024-13-29T20:32Z", "line 2", "is no time"),
        ("card,rating,time\nx,3,7241", "line 2", "is no time"),
        ("card,rating,time\nx,3,9999999999999999", "line 2", "is no time"),
        ("card,rating,time\nx,3", "line 2", "“” is no time"),
        (f"card,rating,time\n\n ,3,{AT}", "line 3", "no card is named"),
        (f"card,rating,time\n{'x' * 2001},3,{AT}", "line 2", "too long a name"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, where: str, what: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(text)
    assert f"h.csv, {where}: " in caught.value.message
    assert what in caught.value.message
    assert caught.value.hint


CELLS = st.one_of(
    st.sampled_from(["card", "rating", "time", "3", str(AT), "2024-03-29T20:32Z", '"', "\n", ","]),
    st.text(max_size=12),
)


@given(st.lists(CELLS, max_size=30).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    for head in ("", "card,rating,time\n"):
        try:
            found = read(head + text)
        except SourceError:
            continue
        assert all(each.card for each in found)
