"""What a helping process is asked for by one import, and how the collection takes it over."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

from studyapp.domain.package import Package, PackedNote
from studyapp.formats.anki.rows import Rows
from studyapp.services.exchange.apart import Helper
from studyapp.services.exchange.elsewhere import PartLog
from studyapp.services.exchange.helping import BATCH, Job
from studyapp.services.workspace import Workspace
from studyapp.storage import bulk, content
from studyapp.storage.engine import Connection

PARTS = 4
"""Files of rows that one package is given: SQLite attaches ten, and none again in a transaction."""

SHARE = 0.12
"""Of the notes, whose cards are read here: that keeps both processes busy for as long."""


class Takeover:
    """Parts that a helping process makes, from the order to the last row."""

    def __init__(
        self, workspace: Workspace, connection: Connection, rows: bulk.Rows, helper: Helper
    ) -> None:
        self._workspace = workspace
        self._connection = connection
        self._rows = rows
        self._helper = helper
        self._held: Counter[int] = Counter()
        """How many cards came in whose memory and log lie in a part, by its number."""
        self._taken = 0

    def notes(
        self, package: Package, given: Rows, first_card: int, *, empty: bool
    ) -> tuple[Iterator[PackedNote], bool]:
        """Return the notes of a package, and whether it is known that none of them is here.

        ``first_card`` is the id that its first card gets if it is not here; ``empty`` is whether
        there are no notes here at all.
        """
        last, rest, cards = given.cut(SHARE)
        days, learner = self._workspace.days, self._workspace.learner_id
        job = Job(last, rest, days.day_of, learner, first_card + cards)
        unknown = empty or not self._any_here(given.guids())
        if unknown and self._rows.room() >= PARTS:
            notes = int((package.total or 0) * (1 - SHARE)) // PARTS + 1
            job = replace(job, folder=self._helper.folder, part=max(notes, BATCH))
        return self._helper.notes(package, given, job), unknown

    def _any_here(self, guids: Iterator[str]) -> bool:
        while some := list(islice(guids, BATCH)):
            if content.notes_by_guid(self._connection, some):
                return True
        return False

    def count(self, log: PartLog) -> None:
        """Take note of a card that came in."""
        self._held[log.part] += 1

    def take(self, before: int | None = None) -> None:
        """Copy the parts whose cards were all stored or refused: those ``before`` an id."""
        parts = self._helper.parts
        while parts and (before is None or parts[0][1] < before):
            place, _, cards = parts.pop(0)
            self._taken += 1
            path = Path(place)
            self._rows.take(path, whole=self._held[self._taken] == cards)
            with suppress(OSError):  # where open files have no name, nothing is left of a kill
                path.unlink()
