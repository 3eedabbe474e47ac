"""What each layout makes of one difficulty: the cards it keeps and the lines it asks about."""

import pytest

from studyapp.sources.account import Fate

from .pages_made import found, read

ORGANS = [(f"What is organ {n}?", f"It does {n}.") for n in range(1, 7)]


def _numbered(*, skip: tuple[str, ...] = ()) -> list[str]:
    lines = [side for n, (q, a) in enumerate(ORGANS, 1) for side in (f"{n}. {q}", a, "")]
    return [line for line in lines if line not in skip]


CASES = {
    "a header names the columns": (
        ["Term\tDefinition", "t1\td1", "t2\td2"],
        [("t1", "d1"), ("t2", "d2")],
        [],
    ),
    "a row that goes on is doubted with both neighbours": (
        ["t1\td1", "t2\td2 first", "d2 second", "t3\td3", "t4\td4"],
        [("t1", "d1"), ("t4", "d4")],
        [2, 3, 4],
    ),
    "rows that count up": (
        ["No.\tFront\tBack", "1\tWhat is it?\tx", "2\tWhy?\ty", "3\tHow?\tz"],
        [("What is it?", "x"), ("Why?", "y"), ("How?", "z")],
        [],
    ),
    "a row that lost its number": (
        ["1\tWhat is it?\tx", "Why?\ty", "3\tHow?\tz", "4\tWho?\tu"],
        [("What is it?", "x"), ("How?", "z"), ("Who?", "u")],
        [2],
    ),
    "rows that lost a side": (
        ["t1\td1", "\td2", "t3\td3", "t4\t", "t5\td5", "\td6"],
        [("t1", "d1"), ("t3", "d3"), ("t5", "d5")],
        [2, 4, 6],
    ),
    "a table row on two lines": (
        ["| Term | Definition |", "| t1 | d1 |", "| t2 | d2", "second |", "| t3 | d3 |"],
        [("t1", "d1"), ("t3", "d3")],
        [3, 4],
    ),
    "numbers glued to the bullets": (
        [line for n, (q, a) in enumerate(ORGANS, 1) for line in (f"- {n}{q}", a)],
        ORGANS,
        [],
    ),
    "a gap in the numbers glued to the bullets": (
        [line for n, (q, a) in enumerate(ORGANS, 1) if n != 4 for line in (f"- {n}{q}", a)],
        [*ORGANS[:2], *ORGANS[4:]],
        [5, 6],
    ),
    "short bullets that do not ask": (
        ["- der Topf", "  pot", "- das Sieb", "  sieve", "- die Kelle", "  ladle"],
        [("der Topf", "pot"), ("das Sieb", "sieve"), ("die Kelle", "ladle")],
        [],
    ),
    "an answer lost with the next numbered question": (
        _numbered(skip=("It does 3.", "4. What is organ 4?")),
        [*ORGANS[:2], *ORGANS[4:]],
        [7, 9],
    ),
    "a numbered order that goes on below": (
        ["1. Explain the role of the", "liver.", "Bile.", "", *_numbered()[3:]],
        ORGANS[1:],
        [1, 2, 3],
    ),
    "a list in an answer takes no part in the numbers": (
        ["1. What are its parts?", "1. a", "2. b", "", *_numbered()[6:]],
        ORGANS[2:],
        [1, 2, 3],
    ),
    "an order between questions": (
        ["What is a?", "1", "1b", "Define b", "What is c?", "3", "What is d?", "4", "Why?", "5"],
        [("What is c?", "3"), ("What is d?", "4"), ("Why?", "5")],
        [1, 2, 3, 4],
    ),
    "an option is no answer": (
        ["Set", "Terms in this set (3)", "What is a?", "A. x", "Why b?", "y", "How?", "z"],
        [("Why b?", "y"), ("How?", "z")],
        [3, 4],
    ),
    "a caption makes the count fit": (
        ["Set", "Terms in this set (4)", "t1", "d1", "t2", "Image: cell", "d2", "t3", "t4", "d4"],
        [],
        list(range(3, 11)),
    ),
    "an answer asked for twice": (
        ["Q: What is a?", "A: x", "Q: What is b?", "A: y", "Q: What is b?", "A: z"],
        [("What is a?", "x")],
        [3, 4, 5, 6],
    ),
}


@pytest.mark.parametrize(("lines", "pairs", "uncertain"), CASES.values(), ids=CASES)
def test_difficulty(lines: list[str], pairs: list[tuple[str, str]], uncertain: list[int]) -> None:
    parsed = read(lines)

    assert found(parsed) == pairs
    doubted = [fate.number for fate in parsed.account if fate.fate is Fate.UNCERTAIN]
    assert doubted == uncertain
    assert bool(uncertain) == any("not made a card" in w or "tab" in w for w in parsed.warnings)


@pytest.mark.parametrize("marks", [("{n}", "New cards"), ("New cards",)], ids=["numbered", "bare"])
def test_a_long_answer_that_lost_its_question_has_none(marks: tuple[str, ...]) -> None:
    lines = ["Organs", "", "6 Terms", ""]
    for n, (question, answer) in enumerate(ORGANS, 1):
        sides = (question, answer) if n != 4 else ("It does much.", "It does 4.")
        lines += [*(mark.format(n=n) for mark in marks), "", sides[0], "", sides[1], ""]
    parsed = read(lines)

    assert found(parsed) == [*ORGANS[:3], *ORGANS[4:]]
    assert any("does not ask as the others do" in warning for warning in parsed.warnings)


def test_one_slip_among_a_hundred_shifts_nothing() -> None:
    lines = [side for n in range(100) for side in (f"term {n}", f"meaning {n}")]
    lines.remove("meaning 7")
    lines.insert(lines.index("meaning 70") + 1, "of 70 too")
    parsed = read(["Set", "159 Terms", "", *lines])

    assert not parsed.deck.notes
    assert parsed.account.counts()[Fate.UNCERTAIN] == 200
