"""What a collection says of memory: exams, mastery, statistics, the fit to the learner."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.services import build as building
from studyapp.services.guard import sound
from studyapp.services.workspace import Workspace

if TYPE_CHECKING:
    from studyapp.services.catching_up import CatchUp
    from studyapp.services.exams.api import Exams
    from studyapp.services.fits import Fit
    from studyapp.services.mastery import Mastery
    from studyapp.services.review_history import HistoryReport
    from studyapp.services.stats import Statistics
    from studyapp.services.workloads import Workload


class Measures:
    """The part of ``Collection`` about how study goes. Imported when it is asked for."""

    _workspace: Workspace

    @property
    def exams(self) -> "Exams":
        """The exams: their plans, what mark to expect, what to study next."""
        from studyapp.services.exams.api import Exams

        return Exams(self._workspace)

    @sound
    def catch_up(self, deck: str, minutes: float, *, apply: bool = False) -> "CatchUp":
        """Return how working off what is due goes; with ``apply``, let the deck ask so."""
        from studyapp.services import catching_up

        plan = catching_up.foresee(self._workspace, deck, minutes)
        if apply:
            catching_up.apply(self._workspace, plan)
        return plan

    @sound
    def workload(
        self,
        deck: str,
        days: int = 180,
        new_per_day: int | None = None,
        tick: Callable[[float], None] | None = None,
    ) -> "Workload":
        """Return what each desired retention would cost a deck over the coming days."""
        from studyapp.services.workloads import foresee

        return foresee(self._workspace, deck, days, new_per_day, tick)

    @sound
    def mastery(self, deck: str) -> "Mastery":
        """Return how likely a deck's cards are to be known, now and at the exam."""
        from studyapp.services.mastery import mastery

        return mastery(self._workspace, deck)

    @sound
    def report(self, deck: str) -> str:
        """Return how a deck is going as one HTML page. Raises ``NotFoundError``."""
        from studyapp.services.reporting import report

        return report(self._workspace, deck)

    @sound
    def statistics(self) -> "Statistics":
        """Read the log and the cards, for figures of any deck, tag and period of them."""
        from studyapp.services.stats import Statistics

        return Statistics(self._workspace)

    @sound
    def optimize(
        self,
        deck: str | None = None,
        *,
        dry_run: bool = False,
        progress: building.Progress = building.quiet,
    ) -> "tuple[Fit, ...]":
        """Fit the FSRS parameters of a deck and those below it, or of all, to the learner's log.

        Applied only if they predict later reviews better; due dates stay. One ``Fit`` for each
        group of decks with the same parameters. Raises ``NotFoundError``.
        """
        from studyapp.services import optimize as optimizing

        return optimizing.optimize(self._workspace, deck, dry_run=dry_run, progress=progress)

    @sound
    def undo_optimize(
        self, deck: str | None = None, *, progress: building.Progress = building.quiet
    ) -> "tuple[Fit, ...]":
        """Take the last fit back. Raises ``StudyError`` if there is none."""
        from studyapp.services import optimize as optimizing

        return optimizing.undo(self._workspace, deck, progress=progress)

    @sound
    def import_history(
        self,
        source: str | Path | building.SourceFile,
        *,
        deck: str | None = None,
        dry_run: bool = False,
        encoding: str | None = None,
        progress: building.Progress = building.quiet,
    ) -> "HistoryReport":
        """Add the answers of a plain review history to its cards: all or nothing.

        With ``deck``, cards of that deck are meant, and made where they are not there. Raises
        ``SourceError`` naming the line, ``NotFoundError`` for cards that are not there.
        """
        from studyapp.services import review_history

        if not isinstance(source, building.SourceFile):
            [source], _ = building.gather([str(source)], sys.stdin.buffer.read, encoding)
        return review_history.import_history(
            self._workspace,
            source,
            deck=deck,
            dry_run=dry_run,
            encoding=encoding,
            progress=progress,
        )
