"""Large packages read by a second process, while this one stores what it was given.

Reading a stranger's collection and storing it take about as long, and Python does one thing at a
time. So the other process opens the unpacked collection, makes of every note what the format
makes of it and of every log the rows it becomes, and sends both in batches of plain values. It
asks and is told nothing of the collection here: who is known, what is refused and what is merged
is settled on this side, from the same values as if they had been read here.
"""

import gc
import marshal
import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any, overload

from studyapp.domain.note import Note, NoteKind
from studyapp.domain.package import (
    Package,
    PackedCard,
    PackedMemory,
    PackedNote,
    PackedReview,
    Problem,
)
from studyapp.formats.anki.rows import Rows
from studyapp.formats.base import FormatError
from studyapp.services.exchange import logs
from studyapp.services.exchange.logs import Row
from studyapp.storage.convert import LOG_FIELDS, with_checksums

LEAST_BYTES = 1_000_000
"""Files smaller than this are read sooner than another process starts."""
BATCH = 1_000
"""Notes sent at once."""
_LENGTH = struct.Struct("<Q")
_KINDS = {int(each): each for each in NoteKind}
_CARD = LOG_FIELDS.index("card_id")
_ROOT = Path(__file__).parents[3]
_RUN = "from studyapp.services.exchange.apart import main; main()"


class ReadyLog(Sequence[PackedReview]):
    """The log of a card as rows to be stored, their checksums with them; the last a snapshot.

    Entries are made for those who ask for them: where the card is known already.
    """

    __slots__ = ("_entries", "guid", "rows")

    def __init__(self, guid: str, rows: Sequence[Row]) -> None:
        """``guid`` is that of the note as the file has it; ids of entries follow from it."""
        self.guid = guid
        self.rows = rows
        self._entries: Sequence[PackedReview] | None = None

    @property
    def card(self) -> int:
        """The id of the card that the rows are for."""
        return int(self.rows[0][_CARD])

    def fits(self, guid: str, card: int) -> bool:
        """Whether the rows can be stored as they are."""
        return guid == self.guid and card == self.card

    def __len__(self) -> int:
        return len(self.rows) - 1

    @overload
    def __getitem__(self, at: int) -> PackedReview: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[PackedReview]: ...

    def __getitem__(self, at: int | slice) -> PackedReview | Sequence[PackedReview]:
        if self._entries is None:
            self._entries = [PackedReview("", *row[3:-2]) for row in self.rows[:-1]]
        return self._entries[at]


@dataclass(frozen=True, slots=True)
class Job:
    """What the other process is asked for."""

    notes: Rows
    day_of: Callable[[int], int]
    learner: int
    first_card: int
    """The id that the first card of the package gets, if it is not here."""


class Helper:
    """The other process, waiting for its job."""

    def __init__(self, sink: IO[bytes], source: IO[bytes]) -> None:
        """Speak to it through ``sink`` and hear from it through ``source``."""
        self._sink = sink
        self._source = source

    def notes(self, package: Package, job: Job) -> Iterator[PackedNote]:
        """Give the notes of a package as its own iterator would. Raises ``FormatError``.

        A process that cannot take the job has not begun it: then they are read here.
        """
        try:
            pickle.dump(job, self._sink)
            self._sink.flush()
            frame = _received(self._source)
        except (pickle.PicklingError, TypeError, AttributeError, OSError):
            frame = None
        if frame is None:
            yield from package.notes
            return
        while frame is not None:
            notes, problems, remarks, error = frame
            package.problems += [Problem(*each) for each in problems]
            package.remarks += remarks
            if error is not None:
                raise FormatError(*error)
            if not notes:
                return
            yield from map(_note, notes)
            frame = _received(self._source)
        raise FormatError(
            f"{package.name}: the process that read it ended", "Nothing was changed. Try again."
        )


@contextmanager
def helper(source: object) -> Iterator[Helper | None]:
    """Start a process for a file that may be a large package, and end it with the block.

    It starts while this one still finds out what the file is.
    """
    process = _started() if isinstance(source, Path) and _may_be_large(source) else None
    if process is None or process.stdin is None or process.stdout is None:
        yield None
        return
    try:
        yield Helper(process.stdin, process.stdout)
    finally:
        process.kill()
        process.stdout.close()
        with suppress(OSError):  # what is left of a job that was not taken
            process.stdin.close()
        process.wait()


def _may_be_large(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            packed = opened.read(2) == b"PK"
        return packed and file.stat().st_size >= LEAST_BYTES and (os.cpu_count() or 1) > 1
    except OSError:
        return False


def _started() -> subprocess.Popen[bytes] | None:
    if not sys.executable or getattr(sys, "frozen", False):
        return None
    path = [str(_ROOT), *sys.path]
    try:
        return subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-P", "-c", f"import sys; sys.path[:] = {path!r}; {_RUN}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us, and we end it
        )
    except OSError:
        return None


def _received(source: IO[bytes]) -> Any:
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    data = source.read(_LENGTH.unpack(head)[0])
    with suppress(EOFError, ValueError, TypeError):
        return marshal.loads(data)  # noqa: S302 - from our child
    return None


def _note(values: tuple[Any, ...]) -> PackedNote:
    guid, kind, front, back, tags, deck, cards, *rest = values
    note = Note(guid, _KINDS[kind], front, back, tags)
    return PackedNote(note, deck, [_card(guid, each) for each in cards], *rest)


def _card(guid: str, values: tuple[Any, ...]) -> PackedCard:
    ordinal, deck, position, memory, queue, until, flag, rows, modified, foreign = values
    return PackedCard(
        ordinal,
        deck,
        position,
        None if memory is None else PackedMemory._make(memory),
        queue,
        until,
        flag,
        ReadyLog(guid, rows) if rows else (),
        modified,
        foreign,
    )


def main() -> None:
    """Do one job: read from standard input, answer to standard output."""
    gc.disable()
    with suppress(BrokenPipeError, EOFError):
        _serve(pickle.load(sys.stdin.buffer), sys.stdout.buffer)  # noqa: S301 - from our parent
    os._exit(0)  # without flushing to a pipe that may be gone


def _serve(job: Job, sink: IO[bytes]) -> None:
    rows = job.notes
    error = None
    try:
        with rows.reopened():
            flat = _Flat(job)
            notes = map(flat.note, rows)
            while batch := list(islice(notes, BATCH)):
                _send(sink, (batch, *_said(rows), None))
    except FormatError as failure:
        error = (failure.message, failure.hint)
    _send(sink, ([], *_said(rows), error))


def _said(rows: Rows) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Take what the reader has to say since it was asked last."""
    problems = [(each.where, each.what, each.remedy) for each in rows.problems]
    remarks = list(rows.remarks)
    rows.problems.clear()
    rows.remarks.clear()
    return problems, remarks


def _send(sink: IO[bytes], frame: tuple[Any, ...]) -> None:
    data = marshal.dumps(frame)
    sink.write(_LENGTH.pack(len(data)) + data)
    sink.flush()


class _Flat:
    """Notes as plain values, which go from one process to another ten times as fast."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._card_id = job.first_card

    def note(self, packed: PackedNote) -> tuple[Any, ...]:
        note = packed.note
        return (
            note.guid,
            int(note.kind),
            note.front,
            note.back,
            note.tags,
            packed.deck,
            [self._card(note.guid, card) for card in packed.cards],
            packed.note_type,
            packed.fields,
            packed.created,
            packed.modified,
            packed.built,
            packed.stale,
            packed.where,
        )

    def _card(self, guid: str, card: PackedCard) -> tuple[Any, ...]:
        memory, rows = card.memory, None
        if card.reviews or memory is not None:
            owner = logs.Owner(self._job.learner, self._card_id, guid)
            rows = with_checksums(logs.fresh(owner, card, self._job.day_of))
        self._card_id += 1
        return (
            *card[:3],
            None if memory is None else tuple(memory),
            *card[4:7],
            rows,
            *card[8:],
        )
