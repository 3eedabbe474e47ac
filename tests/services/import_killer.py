"""Kills imports at random moments and looks what is left: all of the file or nothing.

By hand, on a large package: ``python -m tests.services.import_killer FILE --trials 60``.
"""

import argparse
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 10.0
"""Seconds."""
_IMPORT = """
import sys
from datetime import UTC
from studyapp.collection import Collection
with Collection.open(sys.argv[1], zone=UTC) as collection:
    print("begun", flush=True)
    collection.import_files([sys.argv[2]])
    print("done", flush=True)
"""


@dataclass(frozen=True)
class Left:
    """What a killed import left."""

    sound: bool
    notes: int
    cards: int
    reviews: int
    temporary: tuple[str, ...]
    finished: bool
    """Whether the import said that it was done before it was killed."""
    parts: int
    """Files of rows in the temporary folder, once the other process had time to end."""


def start(database: Path, package: Path, temporary: Path) -> subprocess.Popen[str]:
    """Begin an import in a process of its own; return when it is about to read."""
    process = subprocess.Popen(
        [sys.executable, "-c", _IMPORT, str(database), str(package)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def duration(package: Path) -> float:
    """Return the seconds that a whole import takes."""
    with tempfile.TemporaryDirectory() as folder:
        process = start(Path(folder) / "c.db", package, Path(folder))
        begun = time.monotonic()
        process.communicate()
        return time.monotonic() - begun


def killed(package: Path, after: float) -> Left:
    """Kill an import after that many seconds."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as kept:
        database = Path(folder) / "c.db"
        temporary = Path(kept)
        process = start(database, package, temporary)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        said, _ = process.communicate()
        with closing(sqlite3.connect(database)) as base:
            sound = base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            notes, cards, reviews = (
                int(base.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
                for table in ("note", "card", "review_log")
            )
        rest = {path.name for path in Path(folder).iterdir()}
        beside = tuple(sorted(rest - {"c.db", "c.db-wal", "c.db-shm"}))
        return Left(sound, notes, cards, reviews, beside, "done" in said, _parts(temporary))


def _parts(folder: Path) -> int:
    """Count parts that stay, waiting for them to go."""
    until = time.monotonic() + _PATIENCE
    while (found := _listed(folder)) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def _listed(folder: Path) -> int:
    try:
        return len([*folder.rglob("part*")])
    except FileNotFoundError:  # gone while it was looked into
        return 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("--trials", type=int, default=60)
    given = parser.parse_args()
    rng = Random(1)
    whole = duration(given.package)
    left = [killed(given.package, rng.uniform(0, whole * 1.05)) for _ in range(given.trials)]
    most = max(each.notes for each in left)
    halves = [each for each in left if not each.sound or each.notes not in (0, most)]
    lost = [each for each in left if each.finished and each.notes != most]
    line = {
        "trials": given.trials,
        "seconds": round(whole, 1),
        "nothing": sum(each.notes == 0 for each in left),
        "all": sum(each.notes == most for each in left),
        "notes": most,
        "half": len(halves),
        "done but lost": len(lost),
        "left parts": sum(each.parts > 0 for each in left),
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
