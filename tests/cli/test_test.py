"""``studyapp test``: papers printed, as JSON, and their history."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studyapp.cli import interface, papers
from studyapp.collection import Collection
from studyapp.quiz.paper_wishes import Kind, Side, Wishes
from tests import desk
from tests.cli import made
from tests.cli.conftest import Run
from tests.services.test_practice_test import answer, rope


@pytest.fixture
def ropes(home: Path, samples: Path) -> Path:
    """The user's collection with sixteen rope cards."""
    with made.open_collection(home / "collection.db") as collection:
        collection.build(desk.files("Rope", map(rope, range(16))))
    return home / "collection.db"


def test_a_printed_paper_has_its_answers_on_a_second_sheet(run: Run, ropes: Path) -> None:
    result = run("test", "rope", "--print", "--seed", "4", "--questions", "8", "--minutes", "5")
    assert result.code == 0, result
    questions, answers = result.out.split("\f")
    assert "8 questions, 5 minutes, pass mark 60%, seed 4" in questions
    assert "answers" in answers
    assert run("test", "rope", "--print", "--seed", "4", "--questions", "8", "--minutes", "5") == (
        result
    )
    assert run("test", "rope", "--print", "--seed", "5", "--questions", "8").out != result.out


def test_answers_go_into_a_file(run: Run, ropes: Path, tmp_path: Path) -> None:
    target = tmp_path / "answers.md"
    result = run(
        *("test", "rope", "--print", "--format", "markdown", "--seed", "4"),
        *("--kinds", "choice, written", "--answers", target),
    )
    assert result.code == 0
    assert "\f" not in result.out
    assert result.out.startswith("# Rope\n")
    assert "## Choose one answer" in result.out
    assert "## True or false" not in result.out
    assert target.read_text("utf-8").startswith("# Rope: answers\n")
    assert run("test", "rope", "--print", "--answers", tmp_path).code == 1


def test_the_paper_as_json(printed_json: Callable[..., Any], ropes: Path) -> None:
    paper = printed_json(*("test", "Rope", "--seed", "4", "--pass-mark", "75", "--side", "mixed"))
    assert (paper["title"], paper["seed"], paper["pass_mark"]) == ("Rope", 4, 75)
    assert sum(len(each["answers"]) for each in paper["questions"]) == paper["points"] == 16
    with Collection.open(ropes) as collection:
        made_of = collection.test_paper("Rope", Wishes(seed=4, pass_mark=75, side=Side.MIXED))
    assert papers.paper(made_of) == paper
    for question in paper["questions"]:
        for each in question["answers"]:
            assert (each["right"] is None) == (question["kind"] in ("written", "cloze"))


@pytest.mark.slow
def test_byte_for_byte_in_fresh_processes(ropes: Path) -> None:
    printed = [
        subprocess.run(
            [sys.executable, "-m", "studyapp", "test", "rope", "--print", "--seed", "11"],
            cwd=made.ROOT,
            env={**os.environ, "PYTHONHASHSEED": hashseed},
            capture_output=True,
            check=True,
        ).stdout
        for hashseed in ("0", "77")
    ]
    assert printed[0] == printed[1]
    assert b"\f" in printed[0]


def test_which_cards_are_asked(run: Run, printed_json: Callable[..., Any], ropes: Path) -> None:
    with made.open_collection(ropes) as collection:
        for card in collection.cards("Rope")[:3]:
            collection.edit(card.id, card.front, card.back, ["marked", "deck::aft"])
    for wish in (("--starred",), ("--tags", "deck"), ("--tags", "sand,deck::aft")):
        paper = printed_json("test", "Rope", "--kinds", "written", *wish)
        assert paper["points"] == 3, wish
    for wish in (("--weak",), ("--subdecks", "Hemp"), ("--section", "Part 9")):
        result = run("test", "Rope", "--print", *wish)
        assert result.code == 1
        assert "no card fits" in result.err


def test_what_is_not_possible_is_said(run: Run, ropes: Path) -> None:
    for args, code, said in (
        (("--kinds", "essay"), 1, "no kind of question 'essay'"),
        (("--side", "back"), 1, "no side 'back'"),
        (("--questions", "0"), 1, "questions: 0"),
        (("--seed", "-3"), 1, "seed: -3"),
        (("--format", "pdf", "--print"), 2, "text or markdown"),
        (("--format", "text"), 2, "--print"),
        (("--print", "--json"), 2, "choose one"),
    ):
        result = run("test", "Rope", *args)
        assert result.code == code, args
        assert said in result.err


def test_the_history(run: Run, printed_json: Callable[..., Any], ropes: Path) -> None:
    assert "No paper was handed in yet" in run("test", "Rope", "--history").out
    clock = desk.Clock()
    with desk.opened(ropes, clock) as collection:
        for right in (False, True):
            wishes = Wishes(questions=4, kinds=(Kind.CHOICE,), seed=2)
            sitting = collection.begin_test("Rope", wishes)
            answer(sitting, (lambda card: True) if right else (lambda card: False))
            sitting.test.spend(30_000)
            sitting.submit()
            clock.forward(hours=3)
    assert printed_json("test", "Rope", "--history") == [
        {
            "at": at,
            "score": score,
            "passed": passed,
            "pass_mark": 60,
            "points": 4,
            "right": right,
            "seconds": 30.0,
            "seed": 2,
        }
        for at, score, passed, right in (
            ("2026-11-24T12:00:00.000Z", 0.0, False, 0),
            ("2026-11-24T15:00:00.000Z", 1.0, True, 4),
        )
    ]
    shown = run("test", "Rope", "--history").out
    assert "below 60%" in shown
    assert "4 of 4" in shown


def test_options_are_filled_into_the_form(
    run: Run, ropes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str | None, str, dict[str, Any]]] = []
    monkeypatch.setattr(interface, "require_terminal", lambda: None)
    monkeypatch.setattr(
        interface,
        "start",
        lambda where, collection, deck, mode, wishes: opened.append((deck, mode, wishes)),
    )
    assert run("test", "rope").code == 0
    assert run("test", "rope", "--minutes", "9", "--starred").code == 0
    assert opened == [
        ("Rope", "test", {}),
        ("Rope", "test", {"wishes": Wishes(minutes=9, starred=True)}),
    ]


def test_screens_need_a_terminal(run: Run, ropes: Path) -> None:
    assert "need a terminal" in run("test", "rope").err


def test_hostile_cards_cannot_reach_the_terminal(run: Run, ropes: Path) -> None:
    with made.open_collection(ropes) as collection:
        card = collection.cards("Rope")[0]
        collection.edit(card.id, "clear \x1b[2J me\x07", "esc \x1b]0;x\x07", [])
    for form in ("text", "markdown"):
        result = run("test", "Rope", "--print", "--format", form)
        assert "␛" in result.out
        assert "\x1b" not in result.out
    assert "\\u001b" in json.dumps(run("test", "Rope", "--json").out)
