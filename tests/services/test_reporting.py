"""Mastery by the memory model, and the report as a real browser shows it."""

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from studyapp.collection import Collection
from studyapp.domain.exam import ExamPlan, Kind, Part
from studyapp.domain.review import Rating
from studyapp.domain.selftest import Mode
from studyapp.errors import NotFoundError
from studyapp.services.selftest import sittings
from studyapp.storage.engine import writing
from tests import desk

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))),
    None,
)
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def studied(tmp_path: Path, clock: desk.Clock) -> Collection:
    """Ten cards, five of them learned two days ago, one with markup in it, and a test taken."""
    collection = desk.with_cards(tmp_path / "c.db", clock=clock)
    first = collection.cards()[0]
    collection.edit(first.id, "What is <b>bold</b> & **strong**?", "A\nB", ["style::markup"])
    desk.options_of(collection, "Desk", new_per_day=5)
    desk.answer_all(collection.study("Desk"), Rating.GOOD, clock)
    clock.forward(days=2)
    workspace = collection._workspace
    test = sittings.begin(workspace, Mode.TEST, "Desk", {}, {})
    with writing(workspace.engine) as connection:
        sittings.keep(workspace, connection, test, {}, asked=20, correct=15, ended=True, score=0.75)
    return collection


def test_mastery_is_recall_now_and_later(studied: Collection) -> None:
    found = studied.mastery("desk")
    assert (found.whole.cards, found.whole.new, found.exam) == (10, 5, "")
    recalls = [card.retrievability or 0.0 for card in studied.cards()]
    assert found.whole.now == pytest.approx(sum(recalls) / 10)
    assert 0 < found.whole.later < found.whole.now
    assert [each.now for each in found.cards] == sorted(each.now for each in found.cards)
    assert [each.name for each in found.tags] == ["style::markup"]
    with pytest.raises(NotFoundError):
        studied.mastery("nowhere")


def test_later_is_the_exam(studied: Collection, clock: desk.Clock) -> None:
    before = studied.mastery("Desk")
    at = clock.now + timedelta(days=5)
    studied.exams.add(ExamPlan("Finals", at, (Part(Kind.DECK, "Desk"),)))
    found = studied.mastery("Desk")
    assert (found.exam, found.later) == ("Finals", at)
    assert before.whole.later < found.whole.later < found.whole.now


def test_tags_stand_in_the_order_of_counting(studied: Collection) -> None:
    for card, tag in zip(studied.cards(), ("unit10", "unit2", "Unit1", "ערב"), strict=False):
        studied.edit(card.id, card.front, card.back, [tag])
    text = studied.report("Desk")
    places = [text.index(f">{tag}<") for tag in ("Unit1", "unit2", "unit10", "ערב")]
    assert places == sorted(places)


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
def test_a_browser_shows_the_report(studied: Collection, tmp_path: Path) -> None:
    where = tmp_path / "report.html"
    where.write_text(studied.report("Desk"), encoding="utf-8")
    picture = tmp_path / "report.png"
    command = [BROWSER or "", *QUIET, f"--user-data-dir={tmp_path / 'profile'}"]
    shown = subprocess.run(
        [*command, "--dump-dom", where.as_uri()], capture_output=True, text=True, check=True
    ).stdout
    assert "What is <b>" not in shown
    assert "What is &lt;b&gt;bold&lt;/b&gt; &amp; strong?" in shown
    for words in ("Mastery", "By tag", "Practice tests", "75%", "Weakest cards", "5 of 10"):
        assert words in shown
    assert re.search(r"<polyline|<circle", shown)
    subprocess.run(
        [*command, "--window-size=800,2400", f"--screenshot={picture}", where.as_uri()],
        capture_output=True,
        check=True,
    )
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20]) == 800
    assert len(data) > 30_000, "an empty page is a few kilobytes"
