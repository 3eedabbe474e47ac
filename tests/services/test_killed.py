"""``kill -9`` at any moment loses no acknowledged rating, and half of none is there."""

import select
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests import desk
from tests.services import worker

TRIALS = 200
SHARES = 4
LONGEST = 0.02
"""Seconds between the first report and the end, at most: some twenty answers."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("killed") / "c.db"
    desk.with_cards(path, 8).close()
    return path


def trials_with_a_loss(
    work: Callable[..., None], original: Path, folder: Path, trials: range
) -> list[int]:
    """Kill a worker once a trial; return the trials in which a reported id is gone.

    One collection serves them all: each worker goes on where the last was cut off.
    """
    path = folder / "c.db"
    shutil.copyfile(original, path)
    losses = []
    promised: set[str] = set()
    for trial in trials:
        process, pipe = worker.start(work, path, trial)
        assert select.select([pipe], [], [], 60)[0], "it never answered"
        time.sleep(Random(trial).random() * LONGEST)
        process.kill()
        reported = worker.heard(pipe)
        process.join()
        assert process.exitcode == -signal.SIGKILL, "it was at work until then"
        process.close()
        promised.update(reported)
        log = desk.log(path)
        there = {entry.id for entries in log.values() for entry in entries}
        if not promised <= there:
            losses.append(trial)
            promised &= there
        assert desk.strays(path) == {}, trial
    assert desk.integrity(path) == "ok"
    with desk.opened(path) as collection:
        assert collection.check().ok
    assert len(desk.rows(path, "review_log")) >= len(trials)
    return losses


@pytest.mark.parametrize("share", range(SHARES))
def test_no_acknowledged_rating_is_lost(original: Path, tmp_path: Path, share: int) -> None:
    trials = range(share * TRIALS // SHARES, (share + 1) * TRIALS // SHARES)
    assert trials_with_a_loss(worker.answering, original, tmp_path, trials) == []


@pytest.mark.slow
def test_ten_thousand_kills(original: Path, tmp_path: Path) -> None:
    assert trials_with_a_loss(worker.answering, original, tmp_path, range(10_000)) == []


def test_the_control_that_reports_too_early_is_caught(original: Path, tmp_path: Path) -> None:
    assert trials_with_a_loss(worker.hasty, original, tmp_path, range(40)) != []
