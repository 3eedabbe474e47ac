"""How long statistics take: ``python -m tests.benchmarks.statistics [--db FILE] [--cards N]``.

Prints JSON lines: reading the log and the cards, all figures of the whole collection, of a deck,
of a tag, and calibration the first and the second time. Without ``--db`` a synthetic collection
is made, with five log entries a card.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from studyapp.collection import Collection
from studyapp.domain.period import Period
from studyapp.services.stats import Scope, Statistics
from tests.benchmarks.synthetic import ZONE, make


def show(case: str, seconds: list[float], **more: object) -> None:
    """Print one line."""
    line: dict[str, object] = {"bench": "statistics", "case": case, "unit": "ms"}
    line["median"] = round(1000 * median(seconds), 1)
    line["worst"] = round(1000 * max(seconds), 1)
    print(json.dumps({**line, "runs": len(seconds), **more}), flush=True)


def timed(action: Callable[[], object], runs: int) -> list[float]:
    """Return the seconds that each of ``runs`` calls took."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        action()
        times.append(time.perf_counter() - started)
    return times


def measure(path: Path, runs: int) -> None:
    """Measure everything that a screen of statistics waits for."""
    with Collection.open(path, zone=ZONE) as collection:
        show("read", timed(collection.statistics, runs))
        found = collection.statistics()
        whole = found.figures(period=Period.ALL)
        size = {"cards": whole.cards, "answers": whole.reviews}
        deck = max(found.decks)
        tag = next(iter(found.tags()), "none")
        for period in Period:
            some = partial(found.figures, Scope(), period)
            show(f"figures, {period}", timed(some, runs), **size)
        show("figures, one deck", timed(lambda: found.figures(Scope(deck), Period.ALL), runs))
        show("figures, one tag", timed(lambda: found.figures(Scope(tag=tag), Period.ALL), runs))
        fresh = [collection.statistics() for _ in range(runs)]
        first = [timed(each.calibration, 1)[0] for each in fresh]
        show("calibration, first", first, **size)
        show("calibration, again", timed(fresh[0].calibration, runs))

        def screen() -> Statistics:
            read = collection.statistics()
            read.figures()
            return read

        show("first figures of a screen", timed(screen, runs), **size)


def main() -> None:
    """Measure a given collection, or a made one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if options.db is not None:
        measure(options.db, options.runs)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "collection.db"
        make(path, options.cards)
        measure(path, options.runs)


if __name__ == "__main__":
    main()
