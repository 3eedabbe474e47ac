"""What ``stats --json`` prints; the promises of ``contract`` hold for it too."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studyapp.statistics.calibration import Calibration
    from studyapp.statistics.figures import Figures
    from studyapp.statistics.retention import Retention
    from studyapp.statistics.standing import Histogram

STATS = """\
{"period", "first_day": DATE, "today": DATE,
 "cards", "answers",
 "retention": {"young_passed", "young_failed",
   "mature_passed", "mature_failed", "share"},
 "retention_by_time": {"today", "yesterday", "week",
   "month", "year", "all_time": each as retention},
 "days": [{"date", "milliseconds", "answers",
   "learning", "relearning", "young", "mature",
   "practice", "retention"}],
 "habit": {"days", "studied", "week", "longest",
   "ever"},
 "hours": [{"hour", "answers", "passed"}],
 "ratings": {"learning", "relearning", "young",
   "mature": [AGAIN, HARD, GOOD, EASY]},
 "states": {"new", "learning", "relearning", "young",
   "mature", "suspended", "buried"},
 "due": {"overdue", "days": [{"date", "young",
   "mature"}]},
 "intervals", "stability", "difficulty",
 "retrievability": {"edges", "counts", "mean",
   "median"},
 "remembered",
 "calibration": {"reviews", "predicted", "observed",
   "log_loss", "rmse", "groups": [{"predicted",
   "observed", "reviews"}]}}"""
"""``days`` go from ``first_day`` to today; a histogram without a last edge has no end."""


def stats(figures: "Figures", calibration: "Calibration") -> dict[str, Any]:
    """Return what ``stats --json`` prints."""
    return {
        "period": figures.period.value,
        "first_day": _date(figures.first),
        "today": _date(figures.today),
        "cards": figures.cards,
        "answers": figures.reviews,
        "retention": _retention(figures.retention),
        "retention_by_time": {name: _retention(each) for name, each in figures.spans.items()},
        "days": _days(figures),
        "habit": _fields(figures.habit, "days", "studied", "week", "longest", "ever"),
        "hours": [
            {"hour": at, "answers": hour.total, "passed": hour.passed}
            for at, hour in enumerate(figures.hours)
        ],
        "ratings": {kind.name.lower(): list(row) for kind, row in figures.ratings.items()},
        "states": _fields(
            figures.states,
            *("new", "learning", "relearning", "young", "mature", "suspended", "buried"),
        ),
        "due": _due(figures),
        "intervals": _histogram(figures.intervals),
        "stability": _histogram(figures.stability),
        "difficulty": _histogram(figures.difficulty),
        "retrievability": _histogram(figures.recall),
        "remembered": round(figures.remembered, 2),
        "calibration": _calibration(calibration),
    }


def _date(day: int) -> str:
    from studyapp.services.charts import day_date

    return day_date(day).isoformat()


def _fields(value: object, *names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}


def _retention(found: "Retention") -> dict[str, Any]:
    counts = _fields(found, "young_passed", "young_failed", "mature_passed", "mature_failed")
    return {**counts, "share": found.share}


def _days(figures: "Figures") -> list[dict[str, Any]]:
    names = ("learning", "relearning", "young", "mature", "practice")
    return [
        {
            "date": _date(day.day),
            "milliseconds": sum(day.milliseconds),
            "answers": day.total,
            **dict(zip(names, day.answers, strict=True)),
            "retention": retention.share,
        }
        for day, retention in zip(figures.days, figures.retention_days, strict=True)
    ]


def _due(figures: "Figures") -> dict[str, Any]:
    due = figures.forecast
    return {
        "overdue": due.overdue,
        "days": [
            {"date": _date(figures.today + ahead), "young": young, "mature": mature}
            for ahead, (young, mature) in enumerate(zip(due.young, due.mature, strict=True))
        ],
    }


def _histogram(found: "Histogram") -> dict[str, Any]:
    return {
        "edges": list(found.edges),
        "counts": list(found.counts),
        "mean": found.mean,
        "median": found.median,
    }


def _calibration(found: "Calibration") -> dict[str, Any]:
    return {
        "reviews": found.reviews,
        "predicted": found.predicted,
        "observed": found.observed,
        "log_loss": found.log_loss,
        "rmse": found.error,
        "groups": [_fields(group, "predicted", "observed", "reviews") for group in found.groups],
    }
