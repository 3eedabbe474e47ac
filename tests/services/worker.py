"""Processes that answer cards and are killed for it, forked from one that has imported all.

A worker reports the id of each entry on a pipe once ``answer`` has returned, which promises that
it is durable. ``hasty`` is the control: it reports from within the transaction.
"""

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import configure_mappers

from studyapp.domain.review import Rating
from studyapp.services.workspace import Workspace
from tests import desk

Report = Callable[[str], object]
Work = Callable[[Path, int, Connection], None]

configure_mappers()
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])


def answering(path: Path, seed: int, pipe: Connection) -> None:
    """Answer until killed, or a hundred years' worth."""
    _answer(path, seed, pipe, early=False)


def hasty(path: Path, seed: int, pipe: Connection) -> None:
    """The same with the report a moment too early: before the commit."""
    _answer(path, seed, pipe, early=True)


def _answer(path: Path, seed: int, pipe: Connection, *, early: bool) -> None:
    clock = desk.Clock()
    clock.forward(days=seed)
    with desk.opened(path, clock) as collection:
        workspace = collection._workspace
        workspace.rng.seed(seed)
        written = _kept_ids(workspace)

        def report(_connection: object = None) -> None:
            while written:
                os.write(pipe.fileno(), f"{written.pop()}\n".encode())

        if early:
            event.listen(workspace.engine, "commit", report)
        session = collection.study("Desk")
        for number in range(100_000):
            while session.current() is None:
                clock.forward(days=1)
            session.answer(Rating(number % 4 + 1), 1000)
            clock.forward(minutes=1)
            report()


def busy(path: Path, seed: int, pipe: Connection, answers: int = 500) -> None:
    """Answer so many times, whatever another process does, and report the cards."""
    clock = desk.Clock()
    with desk.opened(path, clock) as collection:
        collection._workspace.rng.seed(seed)
        session = collection.study("Desk")
        for number in range(answers):
            while (table := session.current()) is None:
                clock.forward(hours=12)
            session.answer(Rating(number % 4 + 1), number)
            os.write(pipe.fileno(), f"{table.card.id}\n".encode())


def _kept_ids(workspace: Workspace) -> list[str]:
    """Return the list in which every id that the workspace gives out will stand."""
    written: list[str] = []
    give = Workspace.new_id

    def new_id(self: Workspace, *args: Any) -> str:
        written.append(give(self, *args))
        return written[-1]

    Workspace.new_id = new_id  # type: ignore[method-assign]
    return written


def start(work: Callable[..., None], *args: object) -> tuple[ForkServerProcess, int]:
    """Run ``work`` in a process of its own; return it and the end of the pipe it reports on."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as end:
        process = _CONTEXT.Process(target=work, args=(*args, Connection(os.dup(end.fileno()))))
        process.start()
    return process, reading


def heard(pipe: int) -> list[str]:
    """Return the whole lines that came through a pipe until its other end closed."""
    with os.fdopen(pipe, "rb") as end:
        return end.read().decode().split("\n")[:-1]
