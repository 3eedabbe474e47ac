"""Durable ratings a second with the next card shown: ``python -m tests.benchmarks.answers``.

Prints the same JSON lines as a peer's benchmark of the real Anki engine, so that both can be
run in turn and paired. Cases: ``answer + next`` (schedule, write, fetch the next card with its
text; what the four buttons would do is worked out when somebody looks) and ``render Q/A + labels
+ answer + next`` (the same with all four outcomes, through the screen's Markdown rendering).
"""

import argparse
import gc
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studyapp.collection import Collection
from studyapp.domain.review import Rating
from tests.benchmarks.synthetic import ZONE, make

RATINGS = [3, 3, 3, 1, 3, 4, 3, 2, 3, 3]


@contextmanager
def prepared(notes: int, keep: Path | None) -> Iterator[Path]:
    """Yield a fresh copy of a synthetic collection; ``keep`` caches the original."""
    with tempfile.TemporaryDirectory() as folder:
        original = keep or Path(folder) / "original.db"
        if not original.exists():
            make(original, notes)
        copy = Path(folder) / "copy.db"
        shutil.copyfile(original, copy)
        os.sync()
        yield copy


def run(path: Path, count: int, *, rendered: bool) -> dict[str, object]:
    """Answer ``count`` cards and return one line of figures."""
    render = None
    if rendered:
        from studyapp.tui.markdown import document

        render = document
    times: list[float] = []
    with Collection.open(path, zone=ZONE) as collection:
        session = collection.study("Bench")
        table = session.current()
        gc.collect()
        gc.freeze()  # as the application does once it has started
        started = time.perf_counter()
        for index in range(count):
            begin = time.perf_counter()
            if table is None:
                raise SystemExit("the queue is empty")
            if render is not None:
                dict(table.previews)
                render(table.card.question)
                render(table.card.answer)
            session.answer(Rating(RATINGS[index % 10]), 8000)
            table = session.current()
            times.append(time.perf_counter() - begin)
        total = time.perf_counter() - started
    times.sort()
    return {
        "bench": "studyapp",
        "case": "render Q/A + labels + answer + next" if rendered else "answer + next",
        "unit": "answers/s",
        "median": round(count / total, 2),
        "p50_ms": round(times[len(times) // 2] * 1000, 3),
        "p95_ms": round(times[int(len(times) * 0.95)] * 1000, 3),
    }


def main() -> None:
    """Parse the command line and print a line for each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--answers", type=int, default=1000)
    parser.add_argument("--cache", type=Path, help="keep the synthetic collection in this file")
    options = parser.parse_args()
    for rendered in (False, True):
        with prepared(options.notes, options.cache) as path:
            print(json.dumps({**run(path, options.answers, rendered=rendered), "n": options.notes}))


if __name__ == "__main__":
    main()
