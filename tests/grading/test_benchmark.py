"""The table of the benchmark counts what it says."""

import pytest

from studyapp.errors import SourceError
from studyapp.grading.benchmark import Graded, tabulate
from studyapp.grading.labelled import LONGEST_LINE, read, read_labelled
from studyapp.grading.verdict import Band, Verdict, verdict


def given(
    kind: str, label: Band, band: Band, planted: tuple[str, ...] = (), wrong: tuple[str, ...] = ()
) -> Graded:
    found: Verdict = verdict(band, 0.5, wrong=wrong)
    return Graded(kind, label, planted, found, 2.0)


def test_accepts_and_rejects() -> None:
    table = tabulate(
        [
            given("full", Band.RIGHT, Band.RIGHT),
            given("full", Band.RIGHT, Band.WRONG),
            given("full", Band.RIGHT, Band.ABSTAIN),
            given("partial", Band.PARTIAL, Band.RIGHT),
            given("echo", Band.WRONG, Band.RIGHT),
            given("negated", Band.WRONG, Band.WRONG),
        ]
    )
    assert (table.band_right.count, table.band_right.total) == (2, 6)
    assert (table.false_accept.count, table.false_accept.total) == (1, 2)
    assert (table.lenient.count, table.lenient.total) == (2, 3)
    assert (table.false_reject.count, table.false_reject.total) == (1, 3)
    assert (table.strict.count, table.strict.total) == (2, 3)
    assert (table.never_accepted.count, table.never_accepted.total) == (1, 1)
    assert table.abstentions.count == 1
    assert table.kinds["full"]["right"] == {"right": 1, "wrong": 1, "abstain": 1}


def test_what_is_named() -> None:
    table = tabulate(
        [
            given("wrong_figure", Band.PARTIAL, Band.PARTIAL, ("300",), ("about 300 men",)),
            given("wrong_figure", Band.PARTIAL, Band.PARTIAL, ("301",), ("about 300 men",)),
            given("wrong_figure", Band.PARTIAL, Band.PARTIAL, ("Molotov",), ("molotov",)),
        ]
    )
    assert (table.figures_named.count, table.figures_named.total) == (1, 2)
    assert (table.names_named.count, table.names_named.total) == (1, 1)


def test_of_nothing_there_is_no_share() -> None:
    table = tabulate([])
    assert table.band_right.value is None
    assert table.slowest_ms == 0.0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{", "not JSON"),
        (b"\xff{}", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "not an object"),
        (b'{"question": "q", "model": "m"}', 'no "answer"'),
        (b'{"question": "q", "model": 1, "answer": "a"}', '"model" is not a text'),
        (b'{"question": "", "model": "", "answer": "", "accepted": "x"}', "list of texts"),
        (b" " * (LONGEST_LINE + 1), "longer than"),
    ],
)
def test_a_bad_line_is_named(line: bytes, says: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(line, 7, "answers.jsonl")
    assert caught.value.message.startswith("answers.jsonl, line 7: ")
    assert says in caught.value.message
    assert caught.value.hint


def test_a_label_has_to_be_one() -> None:
    line = b'\n{"question":"","model":"","answer":"","kind":"full","band":"abstain"}'
    with pytest.raises(SourceError, match="line 2"):
        list(read_labelled(line, "x"))
