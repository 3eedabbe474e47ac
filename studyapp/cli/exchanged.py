"""The JSON of ``import``, ``export`` and ``formats``; see ``contract`` for its rules."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studyapp.formats.base import FormatInfo
    from studyapp.services.exchange.reports import ExportReport, ImportReport

IMPORT = """\
[{"path", "format", "dry_run",
  "notes": {"new", "updated", "unchanged", "kept"},
  "cards", "reviews", "media",
  "decks": [{"name", "cards"}],
  "refused": [{"where", "what", "remedy"}],
  "remarks": [TEXT],
  "samples": [{"deck", "question", "answer", "fate"}]}]"""
"""One entry a file. ``cards``, ``reviews`` and ``media`` count what was added; ``refused`` is
what was left out of a file that came in otherwise."""

EXPORT = """\
{"path", "format", "decks", "notes", "cards", "reviews", "media",
 "lost": [TEXT], "backup"}"""
"""``lost`` says what the format cannot hold; ``backup`` is where another file went that stood
in the place of this one."""

FORMATS = """[{"name", "title", "suffixes", "reads", "writes", "carries": [TEXT]}]"""


def imported(report: "ImportReport") -> dict[str, Any]:
    """Return one entry of what ``import --json`` prints."""
    from studyapp.services.exchange.reports import Fate

    return {
        "path": report.path,
        "format": report.format,
        "dry_run": report.dry_run,
        "notes": {fate.value: report.fates.get(fate, 0) for fate in Fate},
        "cards": report.cards,
        "reviews": report.reviews,
        "media": report.media,
        "decks": [{"name": name, "cards": cards} for name, cards in report.decks.items()],
        "refused": [
            {"where": each.where, "what": each.what, "remedy": each.remedy}
            for each in report.refused
        ],
        "remarks": list(report.remarks),
        "samples": [
            {
                "deck": each.deck,
                "question": each.question,
                "answer": each.answer,
                "fate": each.fate.value,
            }
            for each in report.samples
        ],
    }


def exported(report: "ExportReport") -> dict[str, Any]:
    """Return what ``export --json`` prints."""
    return {
        "path": None if report.path is None else str(report.path),
        "format": report.format,
        "decks": report.decks,
        "notes": report.notes,
        "cards": report.cards,
        "reviews": report.reviews,
        "media": report.media,
        "lost": list(report.lost),
        "backup": None if report.backup is None else str(report.backup),
    }


def formats(info: "FormatInfo") -> dict[str, Any]:
    """Return one entry of what ``formats --json`` prints."""
    return {
        "name": info.name,
        "title": info.title,
        "suffixes": list(info.suffixes),
        "reads": info.reads,
        "writes": info.writes,
        "carries": list(info.carries),
    }
