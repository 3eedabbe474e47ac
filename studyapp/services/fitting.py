"""Fitting in a process of its own: it keeps the interpreter to itself, and can be stopped at once.

The parent writes one JSON document to the child's standard input and reads lines of JSON: steps,
then the judgement. ``-P`` keeps the folder the user is in off the child's import path, since what
lies there is not ours to run.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryFile
from threading import Thread
from typing import IO, Any

from studyapp.errors import StudyError
from studyapp.scheduling.history import Answer, History
from studyapp.scheduling.metrics import Bin, Scores
from studyapp.scheduling.optimize import Judgement, Parameters, Step, judge

TICK = 0.1
"""Seconds between two reports of progress, which may call the work off."""


def judge_apart(
    histories: Sequence[History], current: Parameters, relearning_steps: int, progress: Step
) -> Judgement:
    """Do what ``judge`` does in another process; what ``progress`` raises ends that process.

    Raises ``StudyError`` if it fails.
    """
    order = {"histories": histories, "current": current, "relearning_steps": relearning_steps}
    step: tuple[int, int, str] = (0, 1, "starting")
    with _child(order) as (lines, complaint):
        while True:
            progress(*step)
            try:
                line = lines.get(timeout=TICK)
            except Empty:
                continue
            if line is None:
                raise StudyError(
                    f"fitting failed: {complaint()}", "The parameters stay as they are."
                )
            told = json.loads(line)
            if "judgement" in told:
                return _judgement(told["judgement"])
            step = (told["done"], told["total"], told["what"])


@contextmanager
def _child(order: dict[str, Any]) -> Iterator[tuple["SimpleQueue[str | None]", Any]]:
    """Start the child; yield its lines, None at the end, and what tells why it ended.

    It is gone when the block ends, however that happens.
    """
    lines: SimpleQueue[str | None] = SimpleQueue()
    with TemporaryFile("w+", encoding="ascii") as given, TemporaryFile() as errors:
        json.dump(order, given)
        given.seek(0)
        process = _started(given, errors)
        try:
            reader = Thread(target=_read, args=(process.stdout, lines), name="fitting", daemon=True)
            reader.start()
            yield lines, lambda: _complaint(process, errors)
        finally:
            process.kill()
            process.wait()
            reader.join()


def _started(given: IO[str], errors: IO[bytes]) -> "subprocess.Popen[str]":
    package = str(Path(__file__).resolve().parents[2])
    known = os.environ.get("PYTHONPATH")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (package, known)))}
    try:
        return subprocess.Popen(  # noqa: S603  (our own module, by this interpreter)
            [sys.executable, "-P", "-m", __name__],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
            encoding="ascii",
            start_new_session=True,
        )
    except OSError as error:
        raise StudyError(
            f"fitting needs a process of its own, and none could be started: {error.strerror}",
            "Close other programs, or check that Python is where it was.",
        ) from error


def _read(stream: IO[str], lines: "SimpleQueue[str | None]") -> None:
    with stream:
        for line in stream:
            lines.put(line)
    lines.put(None)


def _complaint(process: "subprocess.Popen[str]", errors: IO[bytes]) -> str:
    code = process.wait()
    errors.seek(0)
    said = errors.read().decode("utf-8", "replace").strip().splitlines()
    return said[-1][:300] if said else f"the process ended with {code}"


def _judgement(told: dict[str, Any]) -> Judgement:
    parameters = told["parameters"]
    return Judgement(
        told["recalls"],
        told["held_out"],
        Scores(**told["before"]),
        Scores(**told["after"]),
        tuple(Bin(**each) for each in told["calibration_before"]),
        tuple(Bin(**each) for each in told["calibration_after"]),
        None if parameters is None else tuple(parameters),
    )


def main() -> None:
    """Read the order, and write steps and the judgement as they come."""

    def tell(**values: Any) -> None:
        sys.stdout.write(json.dumps(values) + "\n")
        sys.stdout.flush()

    order = json.load(sys.stdin)
    judgement = judge(
        [[Answer(*each) for each in answers] for answers in order["histories"]],
        tuple(order["current"]),
        order["relearning_steps"],
        lambda done, total, what: tell(done=done, total=total, what=what),
    )
    tell(judgement=asdict(judgement))


if __name__ == "__main__":
    main()
