"""Large packages read by two processes: one reads what the notes say, the other their learning.

Making rows of cards and logs takes about as long as reading and storing the notes, and Python
does one thing at a time. So the other process opens the unpacked collection once more and does
the first (``helping``), while this one does the second. It asks and is told nothing of the
collection here: who is known, what is refused and what is merged is settled on this side, from
the same values as if they had been read here.
"""

import marshal
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from threading import Thread
from typing import IO, Any

from studyapp.domain.package import Package, PackedCard, PackedMemory, PackedNote
from studyapp.formats.anki.learning import Mine, Odd
from studyapp.formats.anki.plain import Seen
from studyapp.formats.anki.rows import Rows
from studyapp.formats.base import FormatError
from studyapp.services.exchange.elsewhere import PartCards, ReadyLog
from studyapp.services.exchange.helping import HEAD, WORD, Job, PartMade, Values

LEAST_BYTES = 1_000_000
"""Files smaller than this are read sooner than another process starts."""
_AHEAD = 1 << 20
"""Bytes that the other process may be ahead: what Linux allows anybody, cards of 30,000 notes."""
_FRAMES = 8
"""More of what the other process sends that may be ahead."""
_REMEDY = "Nothing was changed. Try again."
_PAUSE, _PATIENCE = 0.001, 0.5
"""Seconds."""
_ROOT = Path(__file__).parents[3]
_RUN = "from studyapp.services.exchange.helping import main; main()"


class HelperError(FormatError):
    """What went wrong in the other process. Read here, the file may yet be found good.

    What SQLite finds damaged depends on the way that it goes through a file, and there may be no
    room for a file of rows.
    """


class Helper:
    """The other process, waiting for its job."""

    def __init__(
        self, sink: IO[bytes], source: IO[bytes], folder: str, end: Callable[[], object]
    ) -> None:
        """Speak to it through ``sink``, hear from it through ``source``, ``end`` it."""
        self._end = end
        self.folder = folder
        """Where it may make files; it is there until the transaction has ended."""
        self._sink = sink
        self._source = source
        self._frames: Queue[bytes | None] = Queue(_FRAMES)
        self._listener = Thread(target=self._listen, daemon=True)
        self._silent = False
        self.parts: list[PartMade] = []
        """Those that are whole and that nobody took yet."""
        self.waiting: Callable[[], object] = int
        """Called now and then while there is nothing to hear; it may raise."""

    def notes(self, package: Package, rows: Rows, job: Job) -> Iterator[PackedNote]:
        """Give the notes of a package as ``rows`` would. Raises ``StudyError``.

        A process that cannot take the job has not begun it: then all is read here. While it sorts
        the cards, the log is looked at here.
        """
        try:
            self._send(job)
            self._listener.start()
            if job.folder:
                self._send(_seen(rows, job.middle))
                rows.tally()
            others = _Others(self, package, job)
        except (pickle.PicklingError, TypeError, AttributeError, OSError):
            others = _Others(None, package, job)
        yield from rows.joined(others.of, others.ready)
        rows.close(*others.close())
        if sys.platform == "win32":  # what it has open cannot be deleted
            self._end()

    def _send(self, value: object) -> None:
        pickle.dump(value, self._sink)
        self._sink.flush()

    def _listen(self) -> None:
        try:
            while (data := self._told()) is not None:
                self._frames.put(data)
        finally:
            self._frames.put(None)

    def _told(self) -> bytes | None:
        """Return a frame, or None at the end or where something else speaks (a ``.pth`` file)."""
        head = self._source.read(HEAD.size)
        if len(head) < HEAD.size:
            return None
        word, length = HEAD.unpack(head)
        return self._source.read(length) if word == WORD else None

    def heard(self) -> bool:
        """Whether ``frame`` need not wait."""
        return self._silent or not self._frames.empty()

    def frame(self) -> Any:
        """Return what was heard; None for nothing more."""
        data = None if self._silent else self._heard_at_last()
        with suppress(EOFError, ValueError, TypeError):
            if data is not None:
                return marshal.loads(data)  # noqa: S302 - from our child
        self._silent = True
        return None

    def _heard_at_last(self) -> bytes | None:
        while True:
            with suppress(Empty):
                return self._frames.get(timeout=_PATIENCE)
            self.waiting()

    def hang_up(self) -> None:
        """Hear no more of a process that has ended."""
        while self._listener.is_alive():
            with suppress(Empty):
                self._frames.get_nowait()
            self._listener.join(_PAUSE)


def _seen(rows: Rows, middle: int) -> Seen:
    try:
        return rows.learning.seen(middle)
    except FormatError as error:
        raise HelperError(error.message, error.hint) from error


class _Others:
    """The cards of notes that another process was asked for."""

    def __init__(self, helper: Helper | None, package: Package, job: Job) -> None:
        self._helper = helper
        self._package = package
        self._job = job
        self._parts = 0
        """How many were heard of."""
        self._cards: deque[Mine] = deque()
        self._read: tuple[int, int] | None = None
        self._begun = False

    def of(self, note: int) -> Mine:
        """Return the cards of the next note."""
        while self._helper is not None:
            if self._cards:
                return self._cards.popleft()
            if self._read is not None:
                raise HelperError(f"{self._package.name}: notes and cards differ", _REMEDY)
            self._hear(self._helper)
        if not self._begun:
            self._begun = True
            self._job.learning.start()
        return self._job.learning.of(note)

    def ready(self) -> bool:
        """Whether the cards of the next note need not be waited for."""
        return bool(self._cards) or self._helper is None or self._helper.heard()

    def _made(self, values: Values) -> Sequence[PackedCard]:
        return PartCards(self._parts + 1, *values) if self._job.folder else [*map(_whole, values)]

    def close(self) -> tuple[int, int]:
        """Hear the end; return how many cards and log entries belonged to notes."""
        while self._helper is not None and self._read is None:
            self._hear(self._helper)
        return self._read or (0, 0)

    def _hear(self, helper: Helper) -> None:
        frame = helper.frame()
        if frame is None and not self._begun:
            self._helper = None
            return
        if frame is None:
            raise HelperError(f"{self._package.name}: the process that read it ended", _REMEDY)
        if not self._begun:
            self._begun = True
            self._job.learning.forget()
        cards, part, read, error = frame
        if error is not None:
            raise HelperError(*error)
        self._cards.extend((self._made(mine), odd and Odd._make(odd)) for mine, odd in cards)
        if part is not None:
            self._parts += 1
            helper.parts.append(part)
        if read is not None:
            self._read = read


@contextmanager
def helper(source: object, kept: ExitStack) -> Iterator[Helper | None]:
    """Start a process for a file that may be a large package, and end it with the block.

    It starts while this one still finds out what the file is. Its files stay as long as ``kept``.
    """
    if not isinstance(source, Path) or not _may_be_large(source):
        yield None
        return
    try:
        folder = kept.enter_context(TemporaryDirectory("", "studyapp-", ignore_cleanup_errors=True))
        process = _started()
    except OSError:
        process = None
    if process is None or process.stdin is None or process.stdout is None:
        yield None
        return
    asked = Helper(process.stdin, process.stdout, folder, partial(_ended, process))
    try:
        yield asked
    finally:
        process.kill()
        asked.hang_up()
        process.stdout.close()
        with suppress(OSError):  # what is left of a job that was not taken
            process.stdin.close()
        kept.callback(process.wait)  # it may have much to give back to the disk


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
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
    process = subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-P", "-c", f"import sys; sys.path[:] = {path!r}; {_RUN}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for us, and we end it
    )
    _widen(process.stdout)
    return process


def _widen(pipe: IO[bytes] | None) -> None:
    """Let as much as possible lie in a pipe: else either process often waits for the other."""
    if sys.platform == "linux" and pipe is not None:
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _AHEAD)


def _whole(values: Values) -> PackedCard:
    ordinal, deck, position, memory, queue, until, flag, guid, rows, modified, foreign = values
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
