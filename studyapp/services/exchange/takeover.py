"""What a helping process is asked for by one import, and how the collection takes it over."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

from studyapp.domain.package import Package, PackedNote
from studyapp.formats.anki.rows import Rows
from studyapp.services.exchange.additions import Additions
from studyapp.services.exchange.apart import Helper, HelperError
from studyapp.services.exchange.helping import BATCH, PARTS, Job
from studyapp.services.workspace import Workspace
from studyapp.storage import attached, content
from studyapp.storage.engine import Connection


class Takeover:
    """Parts that a helping process makes, from the order to the last row."""

    def __init__(
        self,
        workspace: Workspace,
        connection: Connection,
        added: Additions,
        helper: Helper,
    ) -> None:
        self._workspace = workspace
        self._connection = connection
        self._added = added
        self._helper = helper
        self._taken = 0

    def notes(self, package: Package, given: Rows) -> tuple[Iterator[PackedNote], bool]:
        """Return the notes of a package, and whether it is known that none of them is here."""
        job = Job(
            given.learning,
            self._workspace.days.day_of,
            self._workspace.learner_id,
            self._added.card_id,
        )
        unknown = self._added.first_note == 1 or not self._any_here(given.guids())
        if unknown and attached.room(self._connection) >= PARTS:
            notes = (package.total or 0) // PARTS + 1
            job = replace(
                job,
                folder=self._helper.folder,
                part=max(notes, BATCH),
                first_note=self._added.first_note,
                shift=self._added.shift,
                middle=given.learning.middle(),
            )
        return self._helper.notes(package, given, job), unknown

    def _any_here(self, guids: Iterator[str]) -> bool:
        while some := list(islice(guids, BATCH)):
            if content.notes_by_guid(self._connection, some):
                return True
        return False

    def take(self, before: int | None = None) -> None:
        """Copy the parts whose cards were all stored or refused: those ``before`` an id."""
        parts = self._helper.parts
        while parts and (before is None or parts[0][1] < before):
            place, _, cards, names = parts.pop(0)
            self._taken += 1
            path = Path(place)
            places = self._added.places
            decks = {number: places[name] for number, name in enumerate(names) if name in places}
            whole = self._added.parts[self._taken] == cards
            learner = self._workspace.learner_id
            try:
                attached.take(self._connection, path, learner, decks, whole=whole)
            except attached.PartError as error:
                raise HelperError(f"{place}: {error}", "Check the temporary folder.") from error
            with suppress(OSError):  # where open files have no name, nothing is left of a kill
                path.unlink()
