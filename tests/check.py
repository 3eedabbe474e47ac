"""The one command that checks everything: ``python -m tests.check``.

Runs ruff (lint and format), mypy --strict, the import contracts and pytest with a floor for
branch coverage, all to the end even if one fails, and exits 1 if any did. Further arguments go
to pytest; then the floor does not hold, since they mostly choose some of the tests.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOOR = 95
"""Percent of lines and branches that tests must reach."""

STATIC = {
    "ruff check": [sys.executable, "-m", "ruff", "check", "."],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "mypy --strict": [sys.executable, "-m", "mypy"],
    "import contracts": [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())",
    ],
}


def run(name: str, command: list[str]) -> bool:
    """Run one check, and say how it ended and what it said in one go."""
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said = done.stdout.decode("utf-8", "replace").rstrip()
    verdict = "ok" if done.returncode == 0 else f"FAILED ({done.returncode})"
    print(f"\n{said}\n== {name}: {verdict}, {time.monotonic() - started:.0f} s", flush=True)
    return done.returncode == 0


def main() -> int:
    """Run all checks, those that only read beside pytest, whose closing line ends the output."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    workers = str(min(4, os.cpu_count() or 1))  # each collects all tests, and watches all modules
    tests = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "worksteal"]
    tests += ["-m", "not slow"]
    if chosen := sys.argv[1:]:
        tests += chosen
    else:
        tests += ["-p", "tests.covered", "--floor", str(FLOOR)]
    with ThreadPoolExecutor(1) as beside:
        reading = [beside.submit(run, name, command) for name, command in STATIC.items()]
        results = [subprocess.run(tests, cwd=ROOT, check=False).returncode == 0]
        results += [each.result() for each in reading]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
