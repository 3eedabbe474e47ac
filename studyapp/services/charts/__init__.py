"""Statistics as plots: the sections that the command line prints and the screen shows."""

from studyapp.domain.period import Period
from studyapp.services.charts import cards, reviews
from studyapp.services.charts.calibration import calibration
from studyapp.services.charts.section import Section, day_date
from studyapp.statistics.figures import Figures

__all__ = ["PERIODS", "Section", "calibration", "day_date", "sections"]

PERIODS = {
    Period.MONTH: "the last 30 days",
    Period.QUARTER: "the last 90 days",
    Period.YEAR: "the last year",
    Period.ALL: "all time",
}


def sections(figures: Figures) -> tuple[Section, ...]:
    """Return everything but calibration, in the order in which it is shown."""
    stable = "days until recall falls to 90%"
    return (
        reviews.habit(figures),
        reviews.retention(figures),
        reviews.spans(figures),
        reviews.minutes(figures),
        cards.forecast(figures),
        reviews.hours(figures),
        reviews.ratings(figures),
        cards.states(figures),
        cards.recall(figures),
        cards.in_days("stability", "Stability", stable, figures.stability),
        cards.difficulty(figures),
        cards.in_days("intervals", "Intervals", "days between reviews", figures.intervals),
    )
