"""``studyapp exam`` from the command line: every command, its JSON, and what is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studyapp.cli import exam_contract
from studyapp.collection import Collection
from tests.cli.conftest import Run

ADD = ("exam", "add", "Finals", "--date", "2099-06-15", "--deck", "Earth")
Json = Callable[..., Any]


def stored(printed_json: Json) -> Any:
    (found,) = printed_json("exam", "list")
    return found


@pytest.fixture
def exam(run: Run, studied: object) -> None:
    """An exam that is close enough to be planned quickly."""
    from datetime import UTC, datetime, timedelta

    day = datetime.now(UTC) + timedelta(days=6)
    assert run(*ADD[:4], f"{day:%Y-%m-%d}", "--deck", "Earth", "--minutes", "10").code == 0


def test_adding_says_what_comes_next(run: Run, studied: object, printed_json: Json) -> None:
    result = run(*ADD, "--time", "08:30", "--minutes", "20,sat=60", "--off", "2099-06-01")
    assert result.code == 0
    for words in ("Monday 15 June 2099, 08:30", "60 min on Sat, 20", "exam show Finals"):
        assert words in result.out
    found = stored(printed_json)
    assert found["parts"] == [{"kind": "deck", "name": "Earth", "marks": 1.0}]
    assert found["minutes"] == [20, 20, 20, 20, 20, 60, 20]
    assert found["days_off"] == ["2099-06-01"]
    for name in found:
        assert f'"{name}"' in exam_contract.EXAM


def test_the_list_shows_what_was_asked_for(run: Run, studied: object) -> None:
    parts = ("--deck", "Earth=60", "--tag", "#water=40")
    assert run(*ADD[:5], *parts, "--target", "85.5%", "--minutes", "25").code == 0
    heading, row = run("exam", "list").out.splitlines()
    assert heading.split() == [
        "exam",
        "when",
        "stands",
        "minutes",
        "target",
        "expected",
        "mark",
        "covers",
    ]
    for words in ("Finals", "days", "25", "85.5%", "Earth=60; #water=40"):
        assert words in row


def test_the_plan_as_text_and_json(run: Run, exam: None, printed_json: Json) -> None:
    text = run("exam", "show", "fin")
    assert text.code == 0
    assert "mark to expect" in text.out
    found = printed_json("exam", "show", "fin")
    for name in found:
        assert f'"{name}"' in exam_contract.SHOW
    assert len(found["days"]) == 6
    assert "more than the deck's" not in text.out
    assert found["study_today"] == printed_json("exam", "show", "fin")["study_today"]
    best = printed_json("exam", "next", "fin")
    gains = [each["marks_a_minute"] for each in best]
    assert gains == sorted(gains, reverse=True)
    listed = run("exam", "next", "fin").out.splitlines()
    assert listed[2].split()[0] == "100"
    assert len(listed) == len(best) + 2


def test_what_was_said_is_changed_and_taken_back(
    run: Run, studied: object, printed_json: Json
) -> None:
    wishes = ("--target", "80", "--questions", "40", "--off", "2099-06-01")
    assert run(*ADD, *wishes).code == 0
    result = run("exam", "change", "Finals", "--minutes", "45", "--off", "2099-06-02")
    assert "45 min a day" in result.out
    assert "2099-06-01, 2099-06-02" in result.out
    nothing = ("--target", "none", "--questions", "none", "--off", "none")
    result = run("exam", "change", "Finals", *nothing)
    assert (result.code, "target: none" in result.out) == (0, True)
    found = stored(printed_json)
    assert (found["target"], found["questions"], found["days_off"]) == (None, None, [])
    assert "nothing is different" in run("exam", "change", "Finals", "--minutes", "45").out
    assert run("exam", "change", "Finals").code != 0


def test_closing_before_the_date_is_said_twice(
    run: Run, studied: object, printed_json: Json
) -> None:
    assert run(*ADD).code == 0
    refused = run("exam", "done", "Finals", "--mark", "77")
    assert refused.code != 0
    assert "--early" in refused.err
    assert stored(printed_json)["ended_at"] is None
    assert run("exam", "done", "Finals", "--early").code == 0
    assert "exam done Finals --mark" in run("exam", "done", "Finals").out
    assert run("exam", "done", "Finals", "--mark", "77%").code == 0
    assert stored(printed_json)["mark"] == 0.77
    for command in ("show", "next", "study"):
        refused = run("exam", command, "Finals")
        assert refused.code != 0
        assert "closed" in refused.err
        assert "exam reopen Finals" in refused.err
    assert run("exam", "change", "Finals", "--minutes", "20").code != 0
    assert run("exam", "reopen", "Finals").code == 0
    assert (stored(printed_json)["mark"], stored(printed_json)["ended_at"]) == (None, None)
    assert run("exam", "reopen", "Finals").code != 0


def test_removing(run: Run, studied: object, printed_json: Json) -> None:
    assert run(*ADD).code == 0
    assert run("exam", "remove", "Finals").code == 0
    assert printed_json("exam", "list") == []
    assert run("exam", "remove", "Finals").code == 5


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--target", "good"), "no mark"),
        (("--target", "140"), "0 to 100"),
        (("--questions", "many"), "no whole number"),
        (("--minutes", ""), "no minutes"),
        (("--minutes", "20,sat=60,sat=30"), "Sat twice"),
        (("--minutes", "20,30"), "twice"),
        (("--off", "2099-06-15"), "no day before the exam"),
        (("--off", "someday"), "no date"),
        (("--time", "nine"), "no time"),
        (("--deck", "Earth=60", "--tag", "water"), "has no marks"),
        (("--deck", "Eart=abc"), "no number of marks"),
        (("--date", "2001-01-01"), "past"),
    ],
)
def test_what_is_wrong_is_named(
    run: Run, studied: object, printed_json: Json, wrong: tuple[str, ...], said: str
) -> None:
    covers = () if wrong[0] == "--deck" else ADD[5:]
    result = run(*ADD[:5], *covers, *wrong)
    assert result.code != 0
    assert said in result.err
    assert printed_json("exam", "list") == []


def test_a_mark_that_is_no_number(run: Run, studied: object) -> None:
    assert run(*ADD).code == 0
    result = run("exam", "done", "Finals", "--early", "--mark", "abc")
    assert "'abc' is no mark" in result.err


def test_without_a_terminal_the_best_cards_are_pointed_to(run: Run, exam: None) -> None:
    result = run("exam", "study", "Finals")
    assert result.code != 0
    assert "studyapp exam next Finals --json" in result.err


def test_all_cards_suspended(run: Run, exam: None, home: Path) -> None:
    with Collection.open(home / "collection.db") as collection:
        cards = [card.id for card in collection.cards("Earth")]
        for card in cards:
            collection.suspend(card)
    for command in ("show", "next"):
        result = run("exam", command, "Finals")
        assert f"all {len(cards)} cards" in result.err
        assert "suspended" in result.err
    assert "suspended" in run(*ADD[:2], "Other", *ADD[3:]).err
    assert f"all {len(cards)} cards" in run("mastery", "Earth").out
