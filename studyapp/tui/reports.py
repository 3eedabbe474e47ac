"""What an import would do or did, and what an export wrote, as screens show it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from textual.content import Content

from studyapp.domain.package import Problem
from studyapp.formats import registry
from studyapp.services.exchange.reports import ExportReport, Fate, ImportReport, Sample
from studyapp.services.pasted import STDIN
from studyapp.tui import figures
from studyapp.tui.safe import clean_line, join, line, stack

FATES = {
    Fate.NEW: ("new", "$good"),
    Fate.UPDATED: ("updated", "$hard"),
    Fate.UNCHANGED: ("unchanged", "$muted"),
    Fate.KEPT: ("kept as it is here", "$easy"),
}
DECKS = 12
"""Decks that are listed; the rest are counted."""
PROBLEMS = 60
SAMPLES = 20


def source_name(path: str) -> str:
    """Return what to call a file that was read."""
    return "pasted text" if path == STDIN else path


def worded(text: str) -> str:
    """Return a message of an import in words for who pastes rather than pipes."""
    return text.replace(STDIN, source_name(STDIN))


def format_title(name: str) -> str:
    """Return what people call a format."""
    if name.startswith("page:"):
        return f"copied page ({name.removeprefix('page:').strip()})"
    return next((each.title for each in registry.table() if each.name == name), name)


def summary(reports: Iterable[ImportReport]) -> Content:
    """Return what became, or would become, of each file."""
    return stack(*(each for report in reports for each in _file(report)))


def _file(report: ImportReport) -> list[Content]:
    shown = [
        join(
            line(source_name(report.path), "bold"),
            "   ",
            (clean_line(format_title(report.format), 120), "$muted"),
        ),
        counts(report),
        _added(report),
        *_decks(report),
        *(join(("· ", "$muted"), line(each)) for each in report.remarks),
        *_problems(report.refused),
        Content(""),
    ]
    return [each for at, each in enumerate(shown) if each or at == len(shown) - 1]


def counts(report: ImportReport) -> Content:
    """Return the notes of a file by their fate."""
    parts = [
        join((f"{report.fates[fate]:,}", f"bold {style}"), (f" {word}", "$muted"))
        for fate, (word, style) in FATES.items()
        if report.fates.get(fate)
    ]
    if report.refused:
        parts.append(join((f"{len(report.refused):,}", "bold $again"), (" left out", "$muted")))
    return Content("   ").join(parts) if parts else join(("no notes", "$muted"))


def _added(report: ImportReport) -> Content:
    added = [
        figures.plural(count, noun)
        for count, noun in (
            (report.cards, "card"),
            (report.reviews, "review"),
            (report.media, "media file"),
        )
        if count
    ]
    verb = "would add " if report.dry_run else "added "
    return join((verb, "$muted"), ", ".join(added) or "nothing")


def _decks(report: ImportReport) -> list[Content]:
    rows = list(report.decks.items())
    shown = [
        join(("into ", "$muted"), figures.deck_path(name), (f"  {cards:,}", "$muted"))
        for name, cards in rows[:DECKS]
    ]
    if len(rows) > DECKS:
        shown.append(join((f"and {len(rows) - DECKS} more decks", "$muted")))
    return shown


def _problems(problems: Sequence[Problem]) -> list[Content]:
    shown = [
        join(
            ("! ", "bold $again"),
            (clean_line(str(each), 400), "$again"),
            (f"  {clean_line(each.remedy, 200)}" if each.remedy else "", "$muted"),
        )
        for each in problems[:PROBLEMS]
    ]
    if len(problems) > PROBLEMS:
        shown.append(join((f"and {len(problems) - PROBLEMS:,} more left out", "$muted")))
    return shown


def first_cards(reports: Iterable[ImportReport]) -> Content:
    """Return the first cards of the files with their fate, two lines each."""
    samples = [sample for report in reports for sample in report.samples][:SAMPLES]
    if not samples:
        return Content("")
    heading = join(("first cards", "$muted"))
    return stack(heading, *(each for sample in samples for each in _sample(sample)))


def _sample(sample: Sample) -> tuple[Content, Content]:
    word, style = FATES[sample.fate]
    return (
        join((word.split()[0].ljust(11), style), (_one_line(sample.question), "bold")),
        join(" " * 11, (_one_line(sample.answer), "$muted")),
    )


def _one_line(text: str) -> str:
    return figures.without_marks(clean_line(text, 300))


def imported_deck(reports: Iterable[ImportReport]) -> str:
    """Return the deck that what came in has in common; the first, if it has none."""
    names = [name for report in reports for name in report.decks]
    if not names:
        return ""
    levels = [name.split("::") for name in names]
    shared: list[str] = []
    for level in zip(*levels, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return "::".join(shared) or names[0]


def exported(report: ExportReport) -> Content:
    """Return what was written, where, and what is not in it."""
    parts = [
        figures.plural(count, noun)
        for count, noun in (
            (report.decks, "deck"),
            (report.notes, "note"),
            (report.cards, "card"),
            (report.reviews, "review"),
            (report.media, "media file"),
        )
        if count
    ]
    lines = [
        join(("Exported", "bold $good")),
        Content(""),
        join(("file    ", "$muted"), _place(report.path)),
        join(("format  ", "$muted"), (clean_line(format_title(report.format), 120), "")),
        join(("holds   ", "$muted"), ", ".join(parts) or "nothing"),
    ]
    if report.backup is not None:
        said = "another file stood there; it is kept as "
        lines += [Content(""), join((said, "$hard"), _place(report.backup))]
    if report.lost:
        lines += [Content(""), join(("Not in the file:", "bold $hard"))]
        lines += [join(("· ", "$muted"), line(each)) for each in report.lost]
    return stack(*lines)


def _place(path: Path | None) -> Content:
    return line(str(path) if path is not None else "", "bold", 600)
