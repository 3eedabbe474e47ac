"""What a helping process does: it reads cards and logs, and makes rows of them.

Where nobody here knows a note of the package, cards, memory and log go into files (``Part``) that
the collection takes over, and only what counts them is sent. Where some are known, cards are sent
with all they have, as plain values: those go from one process to another ten times as fast as
objects.
"""

import gc
import marshal
import os
import pickle
import shutil
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
from studyapp.errors import StudyError
from studyapp.formats.anki import plain
from studyapp.formats.anki.learning import Learning, Mine, writable
from studyapp.formats.anki.plain import FOREIGN, Ends, PlainLog, Seen
from studyapp.formats.anki.rows import identity
from studyapp.services.exchange import logs
from studyapp.services.exchange.logs import Row
from studyapp.storage.joined import JoinedPart, Reader
from studyapp.storage.part import NOTHING, Part
from studyapp.storage.sums import with_checksums

PARTS = 8
"""Files of rows that one package is given: SQLite attaches ten, and none again in a transaction."""
BATCH = 1_000
"""Notes sent at once."""
_CARDS_WRITTEN = 5_000
"""At least so many are written into a part at once."""
HEAD, WORD = struct.Struct("<4sQ"), b"rows"
"""What a frame begins with: a word of ours and the length of the rest."""

Values = tuple[Any, ...]
PartMade = tuple[str, int, int, tuple[str, ...]]
"""The path of a part, the id of the last card in it, how many there are, and the decks that they
may be in, by number."""


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
    first_note: int = 0
    """The id that the first note of the file gets, and the others after it."""
    shift: int = 0
    """What positions are raised by."""
    middle: int = 0
    """The first entry of the log that the one who asks looks at meanwhile."""


def main() -> None:
    """Do one job: read from standard input, answer to standard output.

    The one who asks ends this process before it lets go of the pipes. If they end first it was
    killed itself, and files that it can no longer delete are deleted here.
    """
    gc.disable()
    source = sys.stdin.buffer
    job = None
    with suppress(BrokenPipeError, EOFError):
        job = pickle.load(source)  # noqa: S301 - from our parent
        with job.learning.held():
            _serve(job, sys.stdout.buffer, lambda: pickle.load(source))  # noqa: S301
            source.read()
    if job is not None:
        job.learning.forget()
        shutil.rmtree(job.folder, ignore_errors=True)
    os._exit(0)  # without flushing to a pipe that may be gone


def _serve(job: Job, sink: IO[bytes], seen: Callable[[], Seen]) -> None:
    """Send frames: cards of notes, a part that is whole now, what was read in all, an error.

    ``seen`` waits for what the other process sees meanwhile, if parts are to be made.
    """
    learning = job.learning
    last: tuple[Any, ...]

    def look(base: Connection) -> Seen:
        return plain.both(plain.seen(base, last=job.middle - 1), seen())

    try:
        with learning.reopened(look if job.folder else None) as base:
            made = _Parted(job, base) if job.folder else _Sent(job)
            notes = enumerate(learning.notes())
            while batch := list(islice(notes, BATCH)):
                flat = [
                    made.note(at, identity(note, guid)[0], learning.of(note))
                    for at, (note, guid) in batch
                ]
                _send(sink, (flat, made.part(len(batch)), None, None))
            last = [], made.part(), (learning.cards, learning.entries), None
    except StudyError as failure:
        last = [], None, None, (failure.message, failure.hint)
    _send(sink, last)


def _send(sink: IO[bytes], frame: tuple[Any, ...]) -> None:
    data = marshal.dumps(frame)
    sink.write(HEAD.pack(WORD, len(data)) + data)
    sink.flush()


class _Sent:
    """Cards sent with all they have."""

    _nothing: str | None = None

    def __init__(self, job: Job) -> None:
        self._job = job
        self._card_id = job.first_card

    def note(self, at: int, guid: str, mine: Mine) -> Values:
        """Return what there is to be said of a note, with its cards as plain values.

        ``at`` is how many notes come before it.
        """
        cards, odd = mine
        return [self._card(guid, card) for card in cards], odd and tuple(odd)

    def _card(self, guid: str, card: PackedCard) -> Values:
        memory = card.memory
        rows = self._rows(self._next_id(), guid, card)
        flat = None if memory is None else tuple(memory)
        return (*card[:3], flat, *card[4:7], guid, rows, *card[8:])

    def _next_id(self) -> int:
        self._card_id += 1
        return self._card_id - 1

    def _rows(self, ident: int, guid: str, card: PackedCard) -> Sequence[Row]:
        """Return the log of a card as it is stored."""
        if not card.reviews and card.memory is None:
            return ()
        owner = logs.Owner(self._job.learner, ident, guid)
        return logs.sealed(owner, card, self._job.day_of, self._nothing)

    def part(self, notes: int = 0) -> PartMade | None:
        """Take note of so many notes, or of the end; return a part that is whole now."""
        return None


_BLANK = logs.without_none(NOTHING, logs.BLANK)


class _Parted(_Sent):
    """Cards that go into parts; only what counts them is sent (``PartCards``)."""

    _nothing = NOTHING

    def __init__(self, job: Job, base: Connection) -> None:
        super().__init__(job)
        self._base = base
        self._made = 0
        self._notes = 0
        self._first = job.first_card
        """The id of the first card in the part."""
        self._decks: dict[str, int] = {}
        self._part: Part = self._next()

    def note(self, at: int, guid: str, mine: Mine) -> Values:
        cards, odd = mine
        note_id, shift = self._job.first_note + at, self._job.shift
        ordinals, decks = [], []
        rated = last = highest = 0
        for card in cards:
            ordinal, deck, position, *_ = card
            ordinals.append(ordinal)
            decks.append(deck)
            position += shift
            highest = max(highest, position)
            number = self._decks.setdefault(deck, len(self._decks))
            last = self._next_id()
            self._part.cards.append((last, note_id, number, ordinal, note_id, position))
            rated += self._learned(last, guid, card)
        return (ordinals, decks, last, highest, rated), odd and tuple(odd)

    def _learned(self, ident: int, guid: str, card: PackedCard) -> int:
        """Keep memory and log of a card; return how many answers there are."""
        part, log = self._part, card.reviews
        rated = len(log)
        if isinstance(log, PlainLog) and isinstance(part, JoinedPart):
            log_id = self._left_to_sql(part, ident, guid, card, log.ends)
        elif rows := self._rows(ident, guid, card):
            rated -= [review[1] for review in log].count(None)
            part.log += rows
            log_id = rows[-1][0]
        else:
            if any(card[4:7]):  # else it is as any new card
                until = NOTHING if card.buried_until is None else card.buried_until
                part.memories.append((ident, *_BLANK, card.queue, until, card.flag, NOTHING))
            return 0
        memory = card.memory or logs.BLANK
        part.memories.append(logs.without_none(NOTHING, (ident, *memory, *card[4:7], log_id)))
        return rated

    def _left_to_sql(
        self, part: JoinedPart, ident: int, guid: str, card: PackedCard, ends: Ends
    ) -> str:
        """Name a card as the owner of a plain log; return the id of its snapshot."""
        owner = logs.Owner(self._job.learner, ident, guid)
        end = logs.tail(guid, card.ordinal)
        part.owners.append((ident, ends.card, ends.first, end))
        part.total += ends.total
        last = ends.last, ends.state_before
        row = logs.snapshot_after(last, owner, card, self._job.day_of, end)
        part.log.append(logs.without_none(NOTHING, with_checksums([row])[0]))
        return str(row[0])

    def part(self, notes: int = 0) -> PartMade | None:
        self._notes += notes
        if notes and (self._notes < self._job.part or self._made == PARTS):
            if len(self._part.cards) >= _CARDS_WRITTEN:
                self._part.write()
            return None
        whole, first = self._part, self._first
        whole.close()
        self._notes, self._first = 0, self._card_id
        if notes:
            self._part = self._next()
        if first == self._card_id:
            return None
        return str(whole.path), self._card_id - 1, self._card_id - first, tuple(self._decks)

    def _next(self) -> Part:
        self._made += 1
        path = Path(self._job.folder, f"part{self._made}")
        found = self._job.learning.plain
        if found is None:
            return Part(path)
        reader = Reader(self._base, writable, found.columns, FOREIGN, found.joined)
        return JoinedPart(path, reader, self._made, self._job.learner)
