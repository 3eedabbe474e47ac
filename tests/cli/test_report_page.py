"""``report`` and ``mastery`` on the command line."""

import json
from pathlib import Path

from studyapp.collection import Collection
from tests.cli.conftest import Run


def test_a_report_is_written_where_it_is_wanted(
    run: Run, studied: Collection, tmp_path: Path
) -> None:
    where = tmp_path / "out.html"
    assert run("report", "earth", "-o", str(where)).code == 0
    assert where.read_text().startswith("<!doctype html>")
    assert run("report", "earth").out.startswith("<!doctype html>")
    where.write_text("mine")
    again = run("report", "earth", "-o", str(where))
    assert "before" in again.out
    assert (tmp_path / "out.html.bak").read_text() == "mine"
    lost = run("report", "earth", "-o", str(tmp_path / "gone" / "out.html"))
    assert lost.code == 1
    assert "there is no folder" in lost.err
    assert not (tmp_path / "gone").exists()
    assert run("report", "nowhere").code == 5


def test_mastery_says_the_same_in_both_forms(run: Run, studied: Collection) -> None:
    found = json.loads(run("mastery", "earth", "--json").out)
    assert found["exam"] is None
    assert found["decks"][0]["cards"] == len(found["cards"])
    shown = run("mastery", "earth").out
    assert f"{100 * found['decks'][0]['now']:.0f}%" in shown
