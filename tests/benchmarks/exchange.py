"""Packages in and out: ``python -m tests.benchmarks.exchange --data DATA --sizes 10000``.

``DATA/nN/zstd.apkg`` and ``legacy.apkg`` hold collections that the real Anki engine made. Prints
the JSON lines that its own benchmark prints, so that both can be run in turn and paired. Every
case runs in a process of its own, for its memory; what a second process of the import used is
told apart as CPU seconds, and added to the memory.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from studyapp.collection import Collection
from studyapp.services.exchange.exporting import Order

CASES = ("import_zstd", "import_legacy", "reimport", "export_zstd", "export_legacy", "import_json")
FORMATS = {"zstd": "apkg3", "legacy": "apkg", "json": "json"}


def measured(work: Callable[[], object]) -> dict[str, float]:
    os.sync()  # or writing back what was copied is charged to the work
    started, before = time.perf_counter(), os.times()
    work()
    seconds, after = time.perf_counter() - started, os.times()
    own = after.user - before.user + after.system - before.system
    helping = after.children_user - before.children_user
    helping += after.children_system - before.children_system
    return {"seconds": seconds, "cpu": own, "cpu_helping": helping}


def run(case: str, data: Path, size: int) -> dict[str, float]:
    """Run one case in this process; return seconds, CPU seconds and megabytes.

    ``closing`` is how long the collection takes to close afterwards: what an import wrote goes
    from the log into the file beside what comes next, and closing waits for that.
    """
    kind, _, form = case.partition("_")
    package = data / f"n{size}" / f"{form if form in ('zstd', 'legacy') else 'zstd'}.apkg"
    with tempfile.TemporaryDirectory() as folder:
        with Collection.open(Path(folder) / "c.db", zone=UTC) as collection:
            closing = time.perf_counter()
            if kind == "import" and form != "json":
                found = measured(lambda: collection.import_files([package]))
                closing = time.perf_counter()
            else:
                cached = _collection(package, size)
                collection.close()
                shutil.copyfile(cached, collection.path)
        closing = time.perf_counter() - closing
        if kind != "import" or form == "json":
            with Collection.open(Path(folder) / "c.db", zone=UTC) as collection:
                found = _later(collection, kind, form, package, Path(folder))
                closing = time.perf_counter()
            closing = time.perf_counter() - closing
        found["closing"] = closing
        peaks = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        found["rss_mb"] = sum(resource.getrusage(each).ru_maxrss for each in peaks) / 1024
    return found


def _later(
    collection: Collection, kind: str, form: str, package: Path, folder: Path
) -> dict[str, float]:
    if kind == "reimport":
        return measured(lambda: collection.import_files([package]))
    target = folder / "out"
    order = Order(format=FORMATS[form], scheduling=True)
    if kind == "export":
        return measured(lambda: collection.export_file(target, order))
    collection.export_file(target, order)
    with Collection.open(folder / "other.db", zone=UTC) as other:
        return measured(lambda: other.import_files([target]))


def _collection(package: Path, size: int) -> Path:
    """Return a collection that holds the package, made once beside it."""
    kept = package.with_name(f"studyapp{size}.db")
    if not kept.exists():
        with Collection.open(kept, zone=UTC) as collection:
            collection.import_files([package])
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sizes", default="10000")
    parser.add_argument("--cases", default=",".join(CASES))
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--worker", nargs=2, metavar=("CASE", "SIZE"))
    given = parser.parse_args()
    if given.worker:
        print(json.dumps(run(given.worker[0], given.data, int(given.worker[1]))))
        return
    for size in map(int, given.sizes.split(",")):
        for case in given.cases.split(","):
            command = [sys.executable, "-m", __spec__.name, "--data", str(given.data)]
            found = []
            for _ in range(given.runs):
                printed = subprocess.run(
                    [*command, "--worker", case, str(size)], check=True, stdout=subprocess.PIPE
                )
                found.append(json.loads(printed.stdout))
            line = {
                "bench": "studyapp",
                "case": case.replace("_", " ") if case != "reimport" else "reimport zstd",
                "n": size,
                "unit": "s",
                "median": round(statistics.median(each["seconds"] for each in found), 3),
                "closing": round(statistics.median(each["closing"] for each in found), 3),
                "cpu": round(statistics.median(each["cpu"] for each in found), 3),
                "cpu_helping": round(statistics.median(each["cpu_helping"] for each in found), 3),
                "rss_mb": round(max(each["rss_mb"] for each in found)),
                "runs": given.runs,
            }
            print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
