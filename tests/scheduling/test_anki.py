"""Our memory against the states that the real Anki engine rebuilds from the same reviews."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from studyapp.domain.day import day_start, study_day, to_ms
from studyapp.scheduling.fsrs import replay

from .logs import Learner, random_gaps, random_rating

ORACLE = Path(__file__).with_name("anki_oracle.py")
FIRST = datetime(2022, 1, 10, tzinfo=UTC)
LAST = datetime(2025, 12, 1, tzinfo=UTC)


def histories(rng: Random, zone: tzinfo, count: int) -> list[Learner]:
    learners: list[Learner] = []
    for card_id in range(count):
        # Entry ids are a primary key for the engine: cards start at milliseconds of their own.
        offset = timedelta(seconds=rng.randrange(86_400 * 200), milliseconds=card_id % 1000)
        learner = Learner(zone=zone, now=FIRST + offset, card_id=card_id)
        for gap in random_gaps(rng, rng.randint(1, 18)):
            learner.answer(random_rating(rng))
            learner.wait(timedelta(seconds=int(gap.total_seconds())))
            if learner.now > LAST:
                break
        learners.append(learner)
    return learners


@pytest.mark.parametrize(("name", "count"), [("Asia/Tokyo", 1000), ("America/Phoenix", 200)])
def test_histories_against_the_engine(name: str, count: int, tmp_path: Path) -> None:
    """Zones far from UTC and without DST, so that the engine's day is the one we mean."""
    zone = ZoneInfo(name)
    learners = histories(Random(5), zone, count)
    rows = [[(to_ms(e.at), int(e.rating or 0)) for e in learner.log] for learner in learners]
    stamps = [at for row in rows for at, _ in row]
    assert len(set(stamps)) == len(stamps)
    task = {
        "folder": str(tmp_path),
        "histories": rows,
        "crt": to_ms(day_start(study_day(FIRST, zone), zone)) // 1000,
    }
    done = subprocess.run(
        [sys.executable, str(ORACLE)],
        input=json.dumps(task),
        capture_output=True,
        text=True,
        env={**os.environ, "TZ": name},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    theirs = json.loads(done.stdout)
    other = 0
    for learner, state in zip(learners, theirs, strict=True):
        assert state is not None
        memory = replay(learner.log, learner.options)
        assert memory == learner.memory
        # Stored with four and three decimals.
        assert memory.stability == pytest.approx(state[0], rel=1e-3, abs=6e-5)
        assert memory.difficulty == pytest.approx(state[1], rel=1e-3, abs=6e-4)
        elsewhere = [replace(entry, day=study_day(entry.at, UTC)) for entry in learner.log]
        other += replay(elsewhere, learner.options).stability != memory.stability
    assert other > count / 10, "the zone made no difference, so nothing was tested"
