"""What a helping process does: it reads cards and logs, and makes rows of them.

Where nobody here knows a note of the package, memory and log go into files (``Part``) that the
collection takes over as they are, and the cards' places are sent. Where some are known, cards are
sent with all they have, as plain values: those go from one process to another ten times as fast
as objects.
"""

import gc
import marshal
import os
import pickle
import struct
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from sqlite3 import Connection
from typing import IO, Any

from studyapp.domain.package import PackedCard
from studyapp.errors import StorageFullError, StudyError
from studyapp.formats.anki import plain
from studyapp.formats.anki.learning import Learning, Mine, writable
from studyapp.formats.anki.plain import Ends, PlainLog, Seen
from studyapp.formats.anki.rows import identity
from studyapp.services.exchange import logs
from studyapp.services.exchange.logs import Row
from studyapp.storage.convert import with_checksums
from studyapp.storage.joined import JoinedPart, Reader
from studyapp.storage.part import NOTHING, Part

BATCH = 1_000
"""Notes sent at once."""
_CARDS_WRITTEN = 5_000
"""At least so many are written into a part at once."""
LENGTH = struct.Struct("<Q")

Values = tuple[Any, ...]
PartMade = tuple[str, int, int]
"""The path of a part, the id of the last card in it, and how many there are."""


@dataclass(frozen=True, slots=True)
class Job:
    """What the other process is asked for."""

    learning: Learning
    """Reads the cards."""
    day_of: Callable[[int], int]
    learner: int
    first_card: int
    """The id that the first card gets that is read there, if it is not here."""
    folder: str = ""
    """Where parts are made; empty where notes of the package may be here already."""
    part: int = 0
    """How many notes go into a part."""


def main() -> None:
    """Do one job: read from standard input, answer to standard output."""
    gc.disable()
    with suppress(BrokenPipeError, EOFError):
        source = sys.stdin.buffer
        _serve(pickle.load(source), sys.stdout.buffer, lambda: pickle.load(source))  # noqa: S301 - from our parent
    os._exit(0)  # without flushing to a pipe that may be gone


def _serve(job: Job, sink: IO[bytes], seen: Callable[[], Seen]) -> None:
    """Send frames: cards of notes, a part that is whole now, what was read in all, an error.

    ``seen`` waits for what the other process sees meanwhile, if parts are to be made.
    """
    learning = job.learning
    last: tuple[Any, ...]
    try:
        with learning.reopened(seen if job.folder else None) as base:
            made = _Parted(job, base) if job.folder else _Sent(job)
            notes = learning.notes()
            while batch := list(islice(notes, BATCH)):
                flat = [made.note(identity(*row)[0], learning.of(row[0])) for row in batch]
                _send(sink, (flat, made.part(len(batch)), None, None))
            last = [], made.part(), (learning.cards, learning.entries), None
    except StudyError as failure:
        full = isinstance(failure, StorageFullError)
        last = [], None, None, (full, failure.message, failure.hint)
    _send(sink, last)


def _send(sink: IO[bytes], frame: tuple[Any, ...]) -> None:
    data = marshal.dumps(frame)
    sink.write(LENGTH.pack(len(data)) + data)
    sink.flush()


class _Sent:
    """Cards sent with all they have."""

    _nothing: str | None = None

    def __init__(self, job: Job) -> None:
        self._job = job
        self._card_id = job.first_card

    def note(self, guid: str, mine: Mine) -> Values:
        """Return what there is to be said of a note, with its cards as plain values."""
        cards, odd = mine
        return [self._card(guid, card) for card in cards], odd and tuple(odd)

    def _card(self, guid: str, card: PackedCard) -> Values:
        memory = card.memory
        rows = self._rows(guid, card)
        flat = None if memory is None else tuple(memory)
        return (*card[:3], flat, *card[4:7], guid, rows, *card[8:])

    def _rows(self, guid: str, card: PackedCard) -> Sequence[Row]:
        """Return the log of the next card as it is stored."""
        ident = self._card_id
        self._card_id += 1
        if not card.reviews and card.memory is None:
            return ()
        owner = logs.Owner(self._job.learner, ident, guid)
        return logs.sealed(owner, card, self._job.day_of, self._nothing)

    def part(self, notes: int = 0) -> PartMade | None:
        """Take note of so many notes, or of the end; return a part that is whole now."""
        return None


_BLANK = logs.without_none(NOTHING, logs.BLANK)


class _Parted(_Sent):
    """Cards whose memory and log go into parts; only their places are sent."""

    _nothing = NOTHING

    def __init__(self, job: Job, base: Connection) -> None:
        super().__init__(job)
        self._base = base
        self._learner = (job.learner,)
        self._made = 0
        self._notes = 0
        self._part: Part = self._next()

    def _card(self, guid: str, card: PackedCard) -> Values:
        ident, part, log = self._card_id, self._part, card.reviews
        rated = len(log)
        part.cards += 1
        if isinstance(log, PlainLog) and isinstance(part, JoinedPart):
            log_id = self._left_to_sql(part, guid, card, log.ends)
        elif rows := self._rows(guid, card):
            rated -= [review[1] for review in log].count(None)
            part.log += rows
            log_id = rows[-1][0]
        else:
            until = NOTHING if card.buried_until is None else card.buried_until
            part.memories.append(
                (*self._learner, ident, *_BLANK, card.queue, until, card.flag, NOTHING)
            )
            return (*card[:3], ident, self._made, 0, 0)
        memory = card.memory or logs.BLANK
        part.memories.append(
            logs.without_none(NOTHING, (*self._learner, ident, *memory, *card[4:7], log_id))
        )
        return (*card[:3], ident, self._made, len(log), rated)

    def _left_to_sql(self, part: JoinedPart, guid: str, card: PackedCard, ends: Ends) -> str:
        """Name the next card as the owner of a plain log; return the id of its snapshot."""
        owner = logs.Owner(self._job.learner, self._card_id, guid)
        self._card_id += 1
        end = logs.tail(guid, card.ordinal)
        part.owners.append((owner.card, ends.card, ends.first, end))
        part.total += ends.total
        last = ends.last, ends.state_before
        row = logs.snapshot_after(last, owner, card, self._job.day_of, end)
        part.log.append(logs.without_none(NOTHING, with_checksums([row])[0]))
        return str(row[0])

    def part(self, notes: int = 0) -> PartMade | None:
        self._notes += notes
        if notes and self._notes < self._job.part:
            if len(self._part.memories) >= _CARDS_WRITTEN:
                self._part.write()
            return None
        whole = self._part
        whole.close()
        self._notes = 0
        if notes:
            self._part = self._next()
        return (str(whole.path), self._card_id - 1, whole.cards) if whole.cards else None

    def _next(self) -> Part:
        self._made += 1
        path = Path(self._job.folder, f"part{self._made}")
        joined = self._job.learning.plain
        if not joined:
            return Part(path)
        reader = Reader(self._base, writable, plain.COLUMNS, plain.FOREIGN, joined)
        return JoinedPart(path, reader, self._made, self._job.learner)
