"""The JSON of ``optimize`` and ``history``; see ``contract`` for its rules."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studyapp.scheduling.metrics import Bin, Scores
    from studyapp.services.fits import Fit
    from studyapp.services.review_history import HistoryReport

OPTIMIZE = """\
[{"decks": [NAME], "verdict", "recalls", "answers", "minimum", "held_out",
  "before": {"log_loss", "rmse_bins"}, "after": {"log_loss", "rmse_bins"},
  "calibration": {
    "before": [{"predicted", "observed", "recalls", "low", "high"}],
    "after": [as before]},
  "parameters": {"before": [NUMBER], "after": [NUMBER]},
  "cards"}]"""
"""One entry for each group of decks with the same parameters. ``verdict`` is ``applied``,
``better`` (with --dry-run), ``not better``, ``too few`` or ``undone``. A recall is an answer on a
later study day than the one before. Scores and calibration are of the ``held_out`` later recalls,
null where nothing was fitted. No parameters are the defaults of FSRS-6. ``cards`` counts those
whose memory was computed anew."""

HISTORY = """\
{"path", "dry_run", "reviews", "added", "cards", "placeholders",
 "decks": [NAME]}"""
"""``reviews`` are the answers in the file, ``added`` those that were not here yet."""


def fits(found: Iterable["Fit"]) -> list[dict[str, Any]]:
    """Return what ``optimize --json`` prints."""
    return [_fit(each) for each in found]


def _fit(fit: "Fit") -> dict[str, Any]:
    judged = fit.judgement
    return {
        "decks": list(fit.decks),
        "verdict": fit.verdict.value,
        "recalls": fit.recalls,
        "answers": fit.answers,
        "minimum": fit.minimum,
        "held_out": judged.held_out if judged else None,
        "before": _scores(judged.before) if judged else None,
        "after": _scores(judged.after) if judged else None,
        "calibration": {
            "before": _bins(judged.calibration_before),
            "after": _bins(judged.calibration_after),
        }
        if judged
        else None,
        "parameters": {"before": list(fit.old), "after": list(fit.new)},
        "cards": fit.cards,
    }


def _scores(scores: "Scores") -> dict[str, float]:
    return {"log_loss": round(scores.log_loss, 6), "rmse_bins": round(scores.rmse_bins, 6)}


def _bins(bins: Sequence["Bin"]) -> list[dict[str, float]]:
    return [
        {
            "predicted": round(each.predicted, 6),
            "observed": round(each.observed, 6),
            "recalls": each.count,
            "low": round(each.low, 6),
            "high": round(each.high, 6),
        }
        for each in bins
    ]


def history(report: "HistoryReport") -> dict[str, Any]:
    """Return what ``history --json`` prints."""
    return {
        "path": report.path,
        "dry_run": report.dry_run,
        "reviews": report.reviews,
        "added": report.added,
        "cards": report.cards,
        "placeholders": report.placeholders,
        "decks": list(report.decks),
    }
