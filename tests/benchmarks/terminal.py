"""What a person waits for: ``python -m tests.benchmarks.terminal [--notes 10000]``.

Runs the installed program in a real pseudo-terminal and prints JSON lines: first paint of the
deck list, key to answer and key to next card, ``--help``, and the build of the five documents.
"""

import argparse
import json
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from fcntl import ioctl
from pathlib import Path

from tests.benchmarks.synthetic import make

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-m", "studyapp"]


class Terminal:
    """A program in a pseudo-terminal of 100 by 30."""

    def __init__(self, arguments: list[str]) -> None:
        self.started = time.perf_counter()
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execv(arguments[0], arguments)  # noqa: S606
        ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))

    def until(self, text: bytes, timeout: float = 30.0) -> float:
        """Return the time at which ``text`` was seen. Raises ``SystemExit``."""
        seen = b""
        end = time.perf_counter() + timeout
        while time.perf_counter() < end:
            ready, _, _ = select.select([self.handle], [], [], 0.5)
            if ready:
                seen += os.read(self.handle, 65536)
                if text in seen:
                    return time.perf_counter()
        raise SystemExit(f"never saw {text!r}; last: {seen[-400:]!r}")

    def press(self, keys: bytes, text: bytes) -> float:
        """Return the seconds from pressing ``keys`` to seeing ``text``."""
        started = time.perf_counter()
        os.write(self.handle, keys)
        return self.until(text) - started

    def rest(self) -> None:
        """Read until nothing comes for a moment."""
        while select.select([self.handle], [], [], 0.05)[0]:
            os.read(self.handle, 65536)

    def kill(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.handle)


def show(case: str, seconds: list[float], **more: object) -> None:
    """Print one line."""
    milliseconds = sorted(1000 * each for each in seconds)
    line: dict[str, object] = {"bench": "studyapp", "case": case, "unit": "ms"}
    line["median"] = round(statistics.median(milliseconds), 1)
    line["p95"] = round(milliseconds[min(len(milliseconds) - 1, int(len(milliseconds) * 0.95))], 1)
    print(json.dumps({**line, "runs": len(milliseconds), **more}), flush=True)


def timed(action: Callable[[], object], runs: int) -> list[float]:
    """Return the seconds that each of ``runs`` calls took."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        action()
        times.append(time.perf_counter() - started)
    return times


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--cards", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "collection.db"
        make(path, options.notes)
        paints = []
        for _ in range(options.runs):
            terminal = Terminal([*PROGRAM, "--db", str(path)])
            paints.append(terminal.until(b"Deck9") - terminal.started)
            terminal.kill()
        show("first paint with counts", paints, n=options.notes)
        terminal = Terminal([*PROGRAM, "--db", str(path), "review", "Bench"])
        terminal.until(b"show the answer")
        answers, nexts = [], []
        for _ in range(options.cards):
            terminal.rest()
            answers.append(terminal.press(b" ", b"Again"))
            terminal.rest()
            nexts.append(terminal.press(b"3", b"show the answer"))
        terminal.kill()
        show("key to answer", answers, n=options.notes)
        show("key to next card", nexts, n=options.notes)

        def run(*arguments: str) -> None:
            subprocess.run([*PROGRAM, *arguments], cwd=ROOT, capture_output=True, check=True)

        show("--help", timed(lambda: run("--help"), options.runs))
        show(
            "bare python",
            timed(lambda: subprocess.run([sys.executable, "-c", ""], check=True), options.runs),
        )

        def build() -> None:
            with tempfile.TemporaryDirectory() as empty:
                run("--db", f"{empty}/new.db", "build", "seeds")

        show("build of the five documents", timed(build, options.runs))


if __name__ == "__main__":
    main()
