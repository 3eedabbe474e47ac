"""``optimize`` and ``history`` as people and scripts meet them."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studyapp.cli import exits
from studyapp.services import optimize
from tests import desk
from tests.cli.conftest import Run
from tests.real_history import real_history
from tests.services.fitted import FITTED, forgetful, judgement

Json = Callable[..., Any]
FIT = {
    *("decks", "verdict", "recalls", "answers", "minimum", "held_out", "before", "after"),
    *("calibration", "parameters", "cards"),
}
REPORT = {"path", "dry_run", "reviews", "added", "cards", "placeholders", "decks"}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A history with enough answers to fit to."""
    path = tmp_path / "answers.csv"
    path.write_bytes(forgetful().data)
    return path


def cards(printed_json: Json) -> list[dict[str, Any]]:
    """Return the cards but for their recall probability, which falls while a test runs."""
    found: list[dict[str, Any]] = printed_json("cards", "Past")
    return [
        {key: value for key, value in card.items() if key != "retrievability"} for card in found
    ]


def test_history_then_optimize_then_undo(printed_json: Json, table: Path, home: Path) -> None:
    report = printed_json("history", table, "--deck", "Past")
    assert set(report) == REPORT
    assert report["added"] == report["reviews"] == len(table.read_text("utf-8").splitlines()) - 1
    assert (report["decks"], report["dry_run"]) == (["Past"], False)
    assert printed_json("history", table, "--deck", "Past")["added"] == 0

    before = cards(printed_json)
    [look] = printed_json("optimize", "past", "--dry-run")
    assert set(look) == FIT
    assert (look["verdict"], look["cards"]) == ("better", 0)
    assert cards(printed_json) == before
    [fit] = printed_json("optimize", "Past")
    assert (fit["verdict"], fit["cards"]) == ("applied", report["cards"])
    assert {**fit, "verdict": "better", "cards": 0} == look
    assert fit["after"]["log_loss"] < fit["before"]["log_loss"]
    assert set(fit["after"]) == {"log_loss", "rmse_bins"}
    assert fit["parameters"]["before"] == []
    assert len(fit["parameters"]["after"]) == 21
    for bins in fit["calibration"].values():
        assert sum(each["recalls"] for each in bins) == fit["held_out"]
        assert {"predicted", "observed", "recalls", "low", "high"} == set(bins[0])
    now = cards(printed_json)
    assert [card["due"] for card in now] == [card["due"] for card in before]
    assert now != before
    assert desk.strays(home / "collection.db", fit["parameters"]["after"]) == {}
    [undone] = printed_json("optimize", "--undo")
    assert undone["verdict"] == "undone"
    assert undone["before"] is None
    assert cards(printed_json) == before


def test_people_see_figures_a_chart_and_how_to_take_it_back(run: Run, table: Path) -> None:
    said = run("history", table, "--deck", "Past tense").out
    assert "placeholder card" in said
    said = run("optimize", "Past tense").out
    assert "log loss" in said
    assert "RMSE(bins)" in said
    assert "applied: the memory of" in said
    assert "what is due stays due" in said
    assert "studyapp optimize 'Past tense' --undo" in said
    assert max(len(line) for line in said.splitlines()) <= 80
    axis = next(line for line in said.splitlines() if line.endswith("100%"))
    assert axis.strip() != "100%"
    said = run("optimize", "Past tense", "--undo").out
    assert "taken back: the parameters are the defaults" in said
    again = run("optimize", "--undo")
    assert again.code == exits.FAILED
    assert "no fit to take back" in again.err


def test_too_few_reviews_are_counted(run: Run, printed_json: Json, deck: Path) -> None:
    run("build", deck)
    said = run("optimize").out
    assert "0 reviews on a later day than the one before; fitting needs 400" in said
    assert "The defaults stay." in said
    [fit] = printed_json("optimize")
    assert (fit["verdict"], fit["held_out"], fit["calibration"]) == ("too few", None, None)


def test_no_decks_and_wrong_usage(run: Run, printed_json: Json) -> None:
    assert "no decks" in run("optimize").out
    assert printed_json("optimize") == []
    assert run("optimize", "Nowhere").code == exits.NOT_FOUND
    assert run("optimize", "--undo", "--dry-run").code == exits.USAGE


def test_what_is_not_better_is_said(run: Run, deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build", deck)
    monkeypatch.setattr(optimize, "MINIMUM", 0)
    monkeypatch.setattr(optimize, "judge_apart", lambda *given: judgement(None))
    said = run("optimize", "Earth").out
    assert "not better: the parameters stay as they are" in said
    assert "0.5000  0.6000" in said
    monkeypatch.setattr(optimize, "judge_apart", lambda *given: judgement(FITTED))
    assert "it would be applied" in run("optimize", "--dry-run").out


def test_a_history_of_cards_that_are_here(run: Run, printed_json: Json, deck: Path) -> None:
    run("build", deck)
    [card, *_] = printed_json("cards")
    text = f"guid;rating;timestamp\n{card['guid']};good;2026-01-05T09:00:00Z\n"
    report = printed_json("history", "-", stdin=text)
    assert (report["added"], report["placeholders"], report["decks"]) == (1, 0, [card["deck"]])
    assert printed_json("cards")[0]["state"] != "new"


def test_errors_name_file_line_and_remedy(run: Run, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text("card,rating,time\nx,3,2026-01-05T09:00Z\nx,9,2026-01-06T09:00Z\n", "utf-8")
    said = run("history", path, "--deck", "D")
    assert said.code == exits.SOURCE
    assert f"{path}, line 3: “9” is no rating" in said.err
    path.write_text("card,rating,time\n\x1b[31mx,3,2026-01-05T09:00Z\n", "utf-8")
    said = run("history", path)
    assert said.code == exits.NOT_FOUND
    assert "\x1b" not in said.err
    assert "--deck NAME" in said.err
    assert run("history", tmp_path / "missing.csv").code == exits.SOURCE


def test_a_dry_run_makes_no_collection(run: Run, table: Path, home: Path) -> None:
    said = run("history", table, "--deck", "Past", "--dry-run").out
    assert "would be added" in said
    assert not (home / "collection.db").exists()


@pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")
def test_ctrl_c_leaves_everything_as_it_was(run: Run, table: Path, home: Path) -> None:
    """Sent to the whole group, as a terminal does, while the child is at work."""
    run("history", table, "--deck", "Past")
    before = {name: desk.rows(home / "collection.db", name) for name in ("memory", "deck_options")}
    code = (
        "import os, signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored in the background
        "from studyapp.services import fitting\n"
        "started = fitting._started\n"
        "def begin(*given):\n"
        "    process = started(*given)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return process\n"
        "fitting._started = begin\n"
        "from studyapp.cli.app import app\n"
        "app(['optimize', 'Past'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode in (exits.INTERRUPTED, -signal.SIGINT), done.stderr
    assert "Traceback" not in done.stderr
    after = {name: desk.rows(home / "collection.db", name) for name in before}
    assert after == before


@pytest.mark.slow
def test_the_real_history(printed_json: Json) -> None:
    """A real file is taken in and fitted to, in the commands' own words."""
    report = printed_json("history", real_history(), "--deck", "Real")
    assert (report["reviews"], report["added"], report["cards"]) == (12_580, 12_580, 1_205)
    [fit] = printed_json("optimize", "Real")
    assert fit["verdict"] == "applied"
    assert fit["after"]["rmse_bins"] < fit["before"]["rmse_bins"]


@pytest.mark.slow
def test_the_collection_is_sound_afterwards(run: Run, table: Path) -> None:
    for command in (
        ("history", table, "--deck", "Past"),
        ("optimize",),
        ("optimize", "--undo"),
        ("optimize",),
    ):
        assert run(*command).code == exits.OK
        assert run("check").code == exits.OK
