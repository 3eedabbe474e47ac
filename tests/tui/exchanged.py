"""Decks in and out, media and fields, as the fake collection has them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event

from studyapp.domain.note import NoteKind
from studyapp.domain.package import Problem
from studyapp.services.exchange.exporting import Order
from studyapp.services.exchange.importing import Wishes
from studyapp.services.exchange.reports import (
    ExportReport,
    Fate,
    ImportReport,
    Progress,
    Sample,
)
from studyapp.services.texts import SourceFile
from studyapp.services.views import CardView, FieldView, MediaView

SAMPLES = (
    Sample("Harbours::Baltic", "Where is **Visby**?", "On Gotland.", Fate.NEW),
    Sample("Harbours::Baltic", "What was a *cog*?", "A ship with one square sail.", Fate.UPDATED),
    Sample("Harbours::North Sea", "Which port did the Zwin serve?", "Bruges.", Fate.UNCHANGED),
)


def report(path: str, *, dry_run: bool) -> ImportReport:
    return ImportReport(
        path,
        "apkg",
        {"Harbours::Baltic": 12, "Harbours::North Sea": 4},
        {Fate.NEW: 9, Fate.UPDATED: 3, Fate.UNCHANGED: 3, Fate.KEPT: 1},
        10,
        42,
        2,
        (Problem("note 17", "a note without a question", "Give it one, and import again."),),
        ("fields are HTML",),
        SAMPLES,
        dry_run,
    )


class FakeExchange:
    """Answers at once, unless ``waits``: then it works until it is called off."""

    by_id: dict[int, CardView]

    def begin_exchange(self) -> None:
        self.imports: list[tuple[list[Path | SourceFile], Wishes]] = []
        self.exports: list[tuple[Path | None, Order]] = []
        self.opened: list[Path] = []
        self.samples: tuple[Sample, ...] = SAMPLES
        self.waits = False
        self.waiting = Event()
        self.note_fields = [FieldView("Word", "cog"), FieldView("Meaning", "a *ship*")]
        self.edited: list[Mapping[int, str]] = []

    def check_fault(self, verb: str) -> None:
        raise NotImplementedError

    def put(self, card: CardView) -> CardView:
        raise NotImplementedError

    def _work(self, progress: Progress) -> None:
        steps = 0
        while self.waits or steps == 0:
            progress(steps, 40_000, f"{steps:,} notes")
            steps += 1
            if steps > 2:
                self.waiting.set()
                Event().wait(0.005)

    def import_files(
        self, given: Iterable[Path | SourceFile], wishes: Wishes, *, progress: Progress
    ) -> list[ImportReport]:
        self.check_fault("import_files")
        sources = list(given)
        self._work(progress)
        if not wishes.dry_run:
            self.imports.append((sources, wishes))
            for number, deck in enumerate(("Harbours::Baltic", "Harbours::North Sea")):
                some = next(iter(self.by_id.values()))
                self.put(replace(some, id=900 + number, deck=deck))
        made = [report(each.name, dry_run=wishes.dry_run) for each in sources]
        return [replace(each, samples=self.samples) for each in made]

    def export_file(
        self, target: Path | None, order: Order, *, progress: Progress
    ) -> tuple[ExportReport, bytes]:
        self.check_fault("export_file")
        self._work(progress)
        self.exports.append((target, order))
        backup = None if target is None else target.with_name(f"{target.name}.bak")
        lost = ("the flags of 2 cards",)
        return ExportReport(target, order.format or "", 1, 2, 3, 0, 1, lost, backup), b""

    def fields(self, card: CardView) -> tuple[FieldView, ...]:
        self.check_fault("fields")
        return tuple(self.note_fields)

    def edit_fields(
        self, card: CardView, edited: Mapping[int, str], tags: tuple[str, ...]
    ) -> CardView:
        self.check_fault("edit_fields")
        self.edited.append(edited)
        for at, text in edited.items():
            self.note_fields[at] = replace(self.note_fields[at], text=text)
        return self.put(replace(card, question=self.note_fields[0].text, tags=tags))

    def media(self, card: CardView) -> tuple[MediaView, ...]:
        self.check_fault("media")
        return tuple(MediaView(each, None if "gone" in each else 2_300) for each in card.media)

    def take_out(self, name: str, folder: Path) -> Path:
        self.check_fault("take_out")
        return folder / name


def foreign(card: CardView, question: str = "", answer: str = "") -> CardView:
    """Return the card as one that another program's templates make."""
    return replace(
        card,
        kind=NoteKind.TEMPLATE,
        question=question or card.question,
        answer=answer or card.answer,
    )
