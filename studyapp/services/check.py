"""``check``: is the collection sound, and what to do if not."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from studyapp.domain.card import Memory
from studyapp.domain.deck import DeckOptions
from studyapp.domain.review import ReviewEntry, inert
from studyapp.errors import CollectionError
from studyapp.scheduling.fsrs import replay
from studyapp.services.views import CheckReport, Problem
from studyapp.services.workspace import Workspace
from studyapp.storage import audit, content
from studyapp.storage.convert import memory_from, memory_values
from studyapp.storage.engine import reading, writing
from studyapp.storage.schema import unused


def check(
    workspace: Workspace,
    *,
    repair: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> CheckReport:
    """Look at the file, the checksums of the log and the memory of every card.

    With ``repair``, memory that does not follow from the log is replayed, and cards without
    memory get one; the log itself is never touched.
    """
    tell = progress or (lambda done, total, what: None)
    options = workspace.options()
    problems: list[Problem] = []
    repaired: list[str] = []
    with reading(workspace.engine) as connection:
        tell(0, 3, "file")
        faults = [*audit.file_faults(connection), *audit.misfits(connection)]
        notes, cards, reviews = audit.counts(connection)
        tell(1, 3, "review log")
        damaged = audit.damaged_entries(connection)
        tell(2, 3, "memory")
        logs = dict(audit.logs(connection, workspace.learner_id, set(damaged)))
        stored = audit.memories(connection, workspace.learner_id)
        orphans = audit.cards_without_memory(connection, workspace.learner_id)
    problems.extend(
        Problem(f"file: {fault}", "Restore a copy of the collection; this one was not changed.")
        for fault in faults
    )
    if damaged:
        problems.append(
            Problem(
                f"{len(damaged)} review log entries do not fit their checksum",
                "Restore a copy of the collection, or export what is readable.",
            )
        )
    wrong = _wrong(stored, logs, options)
    remedy = "Run 'studyapp check --repair': the log is kept and memory follows it."
    if repair and not faults and not damaged:
        with writing(workspace.engine) as connection:
            content.add_blank_memory(connection, orphans, workspace.learner_id)
            stored = audit.memories(connection, workspace.learner_id)
            wrong = _wrong(stored, logs, options)
            for card_id, (expected, newest) in wrong.items():
                workspace.statements.set_memory(
                    connection,
                    learner=workspace.learner_id,
                    card=card_id,
                    **memory_values(expected, newest),
                )
        if wrong:
            repaired.append(f"replayed the memory of {len(wrong)} cards")
        if orphans:
            repaired.append(f"gave {len(orphans)} cards a memory again")
    else:
        if wrong:
            what = f"the memory of {len(wrong)} cards does not follow from their log"
            problems.append(Problem(what, remedy))
        if orphans:
            problems.append(Problem(f"{len(orphans)} cards are never shown", remedy))
    tell(3, 3, "done")
    return CheckReport(str(workspace.path), notes, cards, reviews, tuple(problems), tuple(repaired))


def _wrong(
    stored: Mapping[int, tuple[Any, str]],
    logs: Mapping[int, list[ReviewEntry] | None],
    options: Mapping[str, DeckOptions],
) -> dict[int, tuple[Memory, str | None]]:
    """Return what memory and newest entry should be, for the cards where it is something else."""
    wrong = {}
    for card_id, (row, deck) in stored.items():
        entries = logs.get(card_id, [])
        if entries is None:
            continue
        expected = replay(entries, options.get(deck, DeckOptions()))
        newest = entries[-1].id if entries else None
        if _memory(row) != expected or not _names_newest(row.log_id, entries):
            wrong[card_id] = expected, newest
    return wrong


def _names_newest(log_id: str | None, entries: list[ReviewEntry]) -> bool:
    """Whether ``log_id`` is the newest entry, or only such follow as leave memory alone."""
    ids = [entry.id for entry in entries]
    if log_id is not None and log_id not in ids:
        return False
    newer = {each for each in ids if log_id is None or each > log_id}
    return not newer or newer <= inert(entries)


def _memory(row: Any) -> Memory | None:
    """Return the memory in a row, None if no memory looks like that."""
    try:
        return memory_from(row)
    except (LookupError, ValueError, TypeError, OverflowError):
        return None


def set_aside(path: Path, now: datetime) -> Path:
    """Move a damaged collection out of the way, with its write-ahead log; return where it is.

    Nothing is overwritten and nothing deleted. Raises ``CollectionError``.
    """
    target = unused(path, "damaged", now)
    try:
        for suffix in ("-wal", "-shm", ""):
            part = path.with_name(path.name + suffix)
            if part.exists():
                part.rename(target.with_name(target.name + suffix))
    except OSError as error:
        raise CollectionError(
            f"cannot move {path}: {error.strerror}", "Move it yourself, then start again."
        ) from error
    return target
