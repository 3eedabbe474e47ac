"""The one command that checks everything: ``python -m tests.check``.

Runs ruff (lint and format), mypy --strict, the import contracts and pytest with a floor for
branch coverage, all to the end even if one fails, and exits 1 if any did. Further arguments go
to pytest; then the floor does not hold, since they mostly choose some of the tests.
"""

import os
import subprocess
import sys
import time
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
    """Run one check and say how it ended."""
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, check=False)
    verdict = "ok" if done.returncode == 0 else f"FAILED ({done.returncode})"
    print(f"== {name}: {verdict}, {time.monotonic() - started:.0f} s", flush=True)
    return done.returncode == 0


def main() -> int:
    """Run all checks; pytest last, so that its closing line ends the output.

    While one core checks types, the other compiles the tests: once, not in each worker.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compiling = subprocess.Popen(
        [sys.executable, "-m", "pytest", "--collect-only", "-q"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    results = [run(name, command) for name, command in STATIC.items()]
    compiling.wait()
    workers = str(min(4, (os.cpu_count() or 1) + 1))  # some wait for terminals and disks
    tests = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "worksteal"]
    tests += ["-m", "not slow"]
    if chosen := sys.argv[1:]:
        tests += chosen
    else:
        tests += ["--cov", "--cov-report=term", f"--cov-fail-under={FLOOR}"]
    results.append(subprocess.run(tests, cwd=ROOT, check=False).returncode == 0)
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
