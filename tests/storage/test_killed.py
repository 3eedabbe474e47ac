"""Killed at any moment, a process has lost no rating that it acknowledged."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from studyapp.domain.deck import DeckOptions
from tests import desk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

TRIALS = 200
SHARES = 8
"""The trials are split so that several processes may share them."""
CONTROL_TRIALS = 60
Nursery = subprocess.Popen[str]


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.answerer"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        process.wait(10)


@pytest.fixture
def original(memory_disk: Path) -> Path:
    path = memory_disk / "original.db"
    with desk.with_cards(path, 250) as collection:
        everything = DeckOptions(new_per_day=9999, reviews_per_day=9999, leech_threshold=0)
        collection.set_options("Desk", everything)
    return path


def killed(nursery: Nursery, path: Path, when: str, rng: Random) -> list[str]:
    """Run one child for a random while, kill it, and return the log ids it reported."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(f"{path}\t{when}\n")
    nursery.stdin.flush()
    child = int(nursery.stdout.readline())
    reported = [nursery.stdout.readline().strip()]
    time.sleep(rng.uniform(0, 0.04))
    os.kill(child, signal.SIGKILL)
    while (line := nursery.stdout.readline().strip()) != "done":
        assert line, "the answering process ended by itself"
        reported.append(line)
    return reported


def lost(path: Path, reported: list[str]) -> list[str]:
    """Return the reported ids that are not in the collection."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        kept = {row[0] for row in connection.execute("SELECT id FROM review_log")}
    return [each for each in reported if each not in kept]


@pytest.mark.parametrize(
    "share", [pytest.param(n, marks=[pytest.mark.slow] if n else []) for n in range(SHARES)]
)
def test_no_acknowledged_rating_is_lost_in_200_kills(
    nursery: Nursery, original: Path, share: int
) -> None:
    rng = Random(share)
    answers = 0
    for trial in range(TRIALS // SHARES):
        path = original.with_name(f"trial{trial}.db")
        shutil.copyfile(original, path)
        reported = killed(nursery, path, "after", rng)
        assert lost(path, reported) == []
        assert desk.strays(path) == {}
        answers += len(reported)
        for part in path.parent.glob(f"{path.name}*"):
            part.unlink()
    assert answers > TRIALS // SHARES


@pytest.mark.slow
def test_the_same_look_finds_what_a_hasty_report_loses(nursery: Nursery, original: Path) -> None:
    rng = Random(2)
    found = 0
    for trial in range(CONTROL_TRIALS):
        path = original.with_name(f"control{trial}.db")
        shutil.copyfile(original, path)
        found += bool(lost(path, killed(nursery, path, "before", rng)))
        if found:
            return
    assert found, "reporting before the commit must be caught"
