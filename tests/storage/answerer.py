"""A process that answers cards until it is killed, started over and over from a warm parent.

Lines on standard input name a collection and when to report: ``after`` the answer has returned,
or ``before`` it is committed (the control, which must be caught). For each, a forked child writes
its process id and then one log id a line to standard output; ``done`` follows its end.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from studyapp.collection import Collection
from studyapp.domain.review import Rating
from studyapp.services.workspace import Workspace


def say(text: str) -> None:
    os.write(1, f"{text}\n".encode())


def answer_all(path: Path, when: str) -> None:
    made: list[str] = []
    make = Workspace.new_id

    def new_id(self: Workspace, now: datetime, after: str | None = None) -> str:
        made.append(make(self, now, after))
        if when == "before":
            say(made[-1])
        return made[-1]

    Workspace.new_id = new_id  # type: ignore[method-assign]
    say(str(os.getpid()))
    session = Collection.open(path, zone=UTC).study("Desk")
    turn = 0
    while session.current() is not None:
        session.answer(Rating(turn % 4 + 1), 1000)
        turn += 1
        if when == "after":
            say(made[-1])


def main() -> None:
    for line in sys.stdin:
        path, when = line.split("\t")
        child = os.fork()
        if child == 0:
            answer_all(Path(path), when.strip())
        os.waitpid(child, 0)
        say("done")


if __name__ == "__main__":
    main()
