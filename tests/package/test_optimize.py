"""Fitting starts a process of its own, and finds itself where there is no checkout."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.services.fitted import forgetful


@pytest.mark.slow
def test_a_history_is_fitted_to_and_taken_back(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_bytes(forgetful().data)
    (tmp_path / "json.py").write_text("raise SystemExit('the folder is on the path')")

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [installed, *arguments],
            cwd=tmp_path,
            env={"HOME": str(tmp_path), "PATH": "", "TZ": "UTC"},
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout

    report = json.loads(run("history", "answers.csv", "--deck", "Past", "--json"))
    [fit] = json.loads(run("optimize", "Past", "--json"))
    assert (fit["verdict"], fit["cards"]) == ("applied", report["cards"])
    assert "taken back" in run("optimize", "--undo")
    assert "sound" in run("check")
