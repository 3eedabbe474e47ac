"""The page holds what it is given as text, and nothing that is fetched or runs."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studyapp.report import charts
from studyapp.report.page import Report, Row, Score, Weak, page

VOID = {"meta"}


class Reader(HTMLParser):
    """Reads a page strictly: every element closed, attributes and text collected."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def made(words: str = "Desk", **values: object) -> Report:
    row = Row(words, 0, 10, 2, 0.8, 0.5)
    given: dict[str, object] = {
        "deck": words,
        "made": "24 November 2026",
        "later": "in 30 days",
        "whole": row,
        "retention": 0.9,
        "retention_reviews": 120,
        "hours": 3.5,
        "days_studied": 9,
        "days": 90,
        "before": "",
        "exam": "72% (63-80%)",
        "decks": [row],
        "tags": [row],
        "minutes": [("1 Nov", 3.0), ("", 0.0)],
        "recalled": [("1 Nov", 0.9), ("", None), ("", 0.8)],
        "overdue": "",
        "due": [("1 Nov", 3.0)],
        "scores": [Score("1 November 2026", 0.75, 20)],
        "weakest": [Weak(words, words, words, 0.3, 2)],
    }
    return Report(**(given | values))  # type: ignore[arg-type]


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


def test_everything_is_said() -> None:
    reader = read(page(made()))
    for words in ("80%", "72% (63-80%)", "8 of 10", "3.5 hours on 9 of the last 90 days", "75%"):
        assert words in reader.text
    assert reader.tags.count("svg") == 6


def test_nothing_yet_is_said_too() -> None:
    empty = made(retention=None, exam="", tags=[], scores=[], weakest=[], minutes=[], due=[])
    reader = read(page(empty))
    assert "No practice test yet." in reader.text
    assert "No card has been studied yet." in reader.text


def test_a_little_time_is_told_in_minutes_and_no_review_in_words() -> None:
    reader = read(page(made(hours=0.19, recalled=[("1 Nov", None), ("", None)])))
    assert "11 minutes on 9 of the last 90 days" in reader.text
    assert "No review yet." in reader.text
    assert "0.2 hours" not in reader.text


def test_texts_may_run_from_right_to_left() -> None:
    reader = read(page(made("שלום")))
    assert reader.attributes.count(("dir", "auto")) == 5


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '"><img src=http://example.org/x onerror=alert(1)>',
        "</style></head><body onload=alert(1)>",
        "&lt;b&gt; & <b>",
        "javascript:alert(1)",
        "\x1b]0;title\x07\u202eevil",
    ],
)
def test_what_cards_say_stays_text(words: str) -> None:
    reader = read(page(made(words)))
    plain = read(page(made()))
    assert reader.tags == plain.tags
    assert [name for name, _ in reader.attributes] == [name for name, _ in plain.attributes]
    assert not any((value or "").startswith("http") for _, value in reader.attributes)
    assert not {"script", "img", "link", "iframe"} & set(reader.tags)
    assert "\x1b" not in reader.text
    assert "\u202e" not in reader.text


@given(st.text(max_size=200))
def test_any_text_leaves_the_page_whole(words: str) -> None:
    assert read(page(made(words))).tags == read(page(made())).tags


@given(st.lists(st.floats(0, 1e9), max_size=120))
@example([5e-324])
def test_bars_stay_within_their_picture(values: list[float]) -> None:
    reader = read(charts.bars(values, ["x"] * len(values), "title"))
    numbers = [float(value or 0) for name, value in reader.attributes if name in ("y", "height")]
    assert all(-0.1 <= each <= charts.HEIGHT for each in numbers)
    assert reader.tags.count("rect") == (len(values) if any(values) else 0)


@pytest.mark.parametrize(
    ("most", "ticks"), [(12.4, ("0", "10", "20")), (1205, ("0", "1,000", "2,000")), (3, ("2", "4"))]
)
def test_axes_have_round_numbers(most: float, ticks: tuple[str, ...]) -> None:
    text = str(charts.bars([1.0, most], ["", ""], "title"))
    for tick in ticks:
        assert f">{tick}</text>" in text
