"""``Collection``: the Python API that the command line, the screens and scripts use.

    from studyapp import Collection, Rating

    with Collection.open("french.db") as collection:
        collection.build(["page.txt"])
        session = collection.study("French")
        while (on_table := session.current()) is not None:
            print(on_table.card.question)
            session.answer(Rating.GOOD, duration_ms=4000)

A thin face: every method is one use case of ``studyapp.services``. Methods may be called from
any thread (a session from one at a time); values they return are frozen.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from types import TracebackType

from studyapp.domain.card import Flag
from studyapp.domain.deck import DeckOptions
from studyapp.services import (
    browse,
    edit,
    fields,
    offers,
    outside,
    paragraphs,
    samples,
)
from studyapp.services import build as building
from studyapp.services import check as checking
from studyapp.services.exchange import exporting, importing
from studyapp.services.exchange.exporting import Order
from studyapp.services.exchange.importing import Wishes
from studyapp.services.exchange.reports import ExportReport, ImportReport
from studyapp.services.guard import sound
from studyapp.services.measures import Measures
from studyapp.services.selftest.api import SelfTests
from studyapp.services.study import StudySession
from studyapp.services.views import (
    BuildReport,
    CardView,
    CheckReport,
    Counts,
    DeckRow,
    FieldView,
    MediaView,
    Offer,
    Stood,
)
from studyapp.services.workspace import Workspace, open_workspace, system_clock

__all__ = ["Collection", "StudySession"]


class Collection(SelfTests, Measures):
    """An open collection: decks, cards, and what the learner remembers of them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        clock: Callable[[], datetime] = system_clock,
        zone: tzinfo | None = None,
        rollover: int = 4,
        seed: int | None = None,
    ) -> "Collection":
        """Open the collection at ``path``, or make an empty one there.

        ``clock`` gives aware times; ``zone`` is the learner's, by default the system's, and
        ``rollover`` the hour at which a study day starts. ``seed`` makes ids reproducible.
        Raises ``CollectionError``: no collection, damaged, written by a newer version.
        """
        if zone is None:
            from tzlocal import get_localzone

            zone = get_localzone()
        return cls(open_workspace(Path(path), clock=clock, zone=zone, rollover=rollover, seed=seed))

    @property
    def path(self) -> Path:
        """The file."""
        return self._workspace.path

    @property
    def zone(self) -> tzinfo:
        """The learner's time zone."""
        return self._workspace.zone

    @property
    def copied_to(self) -> Path | None:
        """The copy of the file made on opening, before its schema was migrated; else None."""
        return self._workspace.copied_to

    def close(self) -> None:
        """Let go of the file; all ratings are in it already."""
        self._workspace.close()

    def __enter__(self) -> "Collection":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @sound
    def build(
        self,
        sources: Iterable[str | Path | building.SourceFile],
        *,
        out: Path | None = None,
        encoding: str | None = None,
        progress: building.Progress = building.quiet,
    ) -> BuildReport:
        """Turn sources into decks: files, folders, ``-`` for standard input, or bytes.

        All or nothing. A source built again keeps the cards it had, with their history. Raises
        ``SourceError`` naming file, line and remedy.
        """
        named: list[str] = []
        given: list[building.SourceFile] = []
        for source in sources:
            if isinstance(source, building.SourceFile):
                given.append(source)
            else:
                named.append(str(source))
        skipped: list[str] = []
        if named:
            found, skipped = building.gather(named, sys.stdin.buffer.read, encoding)
            given = [*found, *given]
        return building.build(
            self._workspace, given, out=out, encoding=encoding, skipped=skipped, progress=progress
        )

    @sound
    def import_files(
        self,
        sources: Iterable[str | Path | building.SourceFile],
        wishes: Wishes | None = None,
        *,
        progress: building.Progress = building.quiet,
    ) -> list[ImportReport]:
        """Take deck files of any format in: all or nothing. Raises ``StudyError``."""
        given = [each if isinstance(each, building.SourceFile) else Path(each) for each in sources]
        return importing.import_files(self._workspace, given, wishes or Wishes(), progress)

    @sound
    def export_file(
        self,
        target: str | Path | None,
        order: Order | None = None,
        *,
        progress: building.Progress = building.quiet,
    ) -> tuple[ExportReport, bytes]:
        """Write decks to a file; without one, return its bytes. Raises ``StudyError``."""
        where = None if target is None else Path(target)
        return exporting.export_file(self._workspace, where, order or Order(), progress)

    @sound
    def offer_samples(self) -> int:
        """Add the sample decks to a collection that never held anything; return the notes."""
        return samples.offer_samples(self._workspace)

    @sound
    def add_samples(self) -> int:
        """Add the sample decks; return the notes added."""
        return samples.add_samples(self._workspace)

    @sound
    def decks(self) -> tuple[DeckRow, ...]:
        """Return the decks in tree order, with what waits in each."""
        return browse.deck_tree(self._workspace)

    def due(self) -> Mapping[str, Counts]:
        """Return what waits in each deck, subdecks included, by full name."""
        return {row.name: row.counts for row in self.decks()}

    @sound
    def cards(self, deck: str | None = None) -> tuple[CardView, ...]:
        """Return the cards of a deck and its subdecks, or all. Raises ``NotFoundError``."""
        return browse.cards(self._workspace, deck)

    @sound
    def card(self, card_id: int) -> CardView:
        """Return one card. Raises ``NotFoundError``."""
        return browse.card(self._workspace, card_id)

    @sound
    def search(self, text: str, limit: int = 200) -> tuple[CardView, ...]:
        """Return cards that hold all words of ``text`` in question, answer, tags or deck.

        Every character is literal, but a straight quotation mark is also a curly one.
        """
        return browse.search(self._workspace, text, limit)

    @sound
    def study(self, deck: str) -> StudySession:
        """Start or resume studying a deck and its subdecks. Raises ``NotFoundError``."""
        return StudySession(self._workspace, deck)

    @sound
    def edit(self, card_id: int, front: str, back: str, tags: Iterable[str]) -> CardView:
        """Change the note behind a card. Raises ``StudyError`` if it would ask nothing."""
        return edit.edit(self._workspace, card_id, front, back, tags)

    @sound
    def fields(self, card: CardView) -> tuple[FieldView, ...]:
        """Return the fields of another program's note. Raises ``NotFoundError``."""
        return fields.fields(self._workspace, card)

    @sound
    def edit_fields(
        self, card: CardView, edited: Mapping[int, str], tags: Iterable[str]
    ) -> CardView:
        """Change fields of another program's note, by place; the others stay as they came."""
        return fields.edit_fields(self._workspace, card, edited, tags)

    @sound
    def media(self, card: CardView) -> tuple[MediaView, ...]:
        """Return the pictures and recordings that a card names."""
        return outside.listed(self._workspace, card.media)

    @sound
    def take_out(self, name: str, folder: Path) -> Path:
        """Copy a medium into ``folder`` for another program to open. Raises ``StudyError``."""
        return outside.take_out(self._workspace, name, folder)

    @sound
    def offers(self, deck: str | None = None) -> tuple[Offer, ...]:
        """Return the generated notes of a deck, or all, those to look at first."""
        return offers.offers(self._workspace, deck)

    @sound
    def keep(self, note_id: int) -> Offer:
        """Put a generated note into its deck for good."""
        return offers.keep(self._workspace, note_id)

    @sound
    def drop(self, note_id: int) -> Offer:
        """Take a generated note out of its deck; the next build does not bring it back."""
        return offers.drop(self._workspace, note_id)

    @sound
    def edit_offer(self, note_id: int, front: str) -> Offer:
        """Change the text of a generated note and keep it. Raises ``StudyError``."""
        return offers.edit_offer(self._workspace, note_id, front)

    @sound
    def stood(self, note_id: int) -> Stood:
        """Return how a generated note and its cards stand now, for ``restore``."""
        return offers.stood(self._workspace, note_id)

    @sound
    def restore(self, before: Stood) -> Offer:
        """Put a generated note back to how it stood; an answered card is never taken away."""
        return offers.restore(self._workspace, before)

    @sound
    def linked(self, card: CardView) -> tuple[CardView, ...]:
        """Return the flashcards nearest to a generated card."""
        return offers.links(self._workspace, card.generated.links if card.generated else ())

    @sound
    def paragraph(self, card: CardView) -> str:
        """Return the paragraph that a generated card came from; empty if it is not known."""
        return paragraphs.paragraph(card)

    @sound
    def suspend(self, card_id: int) -> None:
        """Take a card out of study until further notice."""
        edit.suspend(self._workspace, card_id, on=True)

    @sound
    def unsuspend(self, card_id: int) -> None:
        """Put a suspended or buried card back."""
        edit.suspend(self._workspace, card_id, on=False)

    @sound
    def set_flag(self, card_id: int, flag: Flag) -> None:
        """Mark a card with a colour, or with none."""
        edit.set_flag(self._workspace, card_id, flag)

    @sound
    def unbury(self, deck: str) -> int:
        """Show the buried cards of a deck again today; return how many."""
        return edit.unbury(self._workspace, deck)

    @sound
    def options(self, deck: str) -> DeckOptions:
        """Return the options in force for a deck. Raises ``NotFoundError``."""
        options = self._workspace.options()
        return options[browse.resolve_deck(options, deck)]

    @sound
    def set_options(self, deck: str, options: DeckOptions) -> None:
        """Give a deck and the subdecks without options of their own these options."""
        edit.set_options(self._workspace, deck, options)

    @sound
    def check(
        self, *, repair: bool = False, progress: building.Progress = building.quiet
    ) -> CheckReport:
        """Look whether the collection is sound; with ``repair``, replay memory from the log."""
        return checking.check(self._workspace, repair=repair, progress=progress)
