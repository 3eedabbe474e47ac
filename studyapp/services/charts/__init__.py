"""Statistics as plots: the sections that the command line prints and the screen shows."""

from functools import partial

from studyapp.domain.period import Period
from studyapp.plots.calibration import Group
from studyapp.plots.calibration import calibration as calibration_plot
from studyapp.plots.scale import percent
from studyapp.services.charts import cards, reviews
from studyapp.services.charts.section import Section, counted, day_date
from studyapp.statistics.calibration import Calibration
from studyapp.statistics.figures import Figures

__all__ = ["PERIODS", "Section", "calibration", "day_date", "sections"]

PERIODS = {
    Period.MONTH: "the last 30 days",
    Period.QUARTER: "the last 90 days",
    Period.YEAR: "the last year",
    Period.ALL: "all time",
}
LEAST_FOR_A_GROUP = 20
"""Reviews; smaller groups are left out where there are larger ones."""


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


def calibration(found: Calibration | None) -> Section:
    """Return predicted against observed recall; None while it is being worked out."""
    title = "Calibration"
    if found is None:
        return Section("calibration", title, "replaying the reviews …", lambda width: ())
    if not found.reviews or found.predicted is None or found.observed is None:
        return Section("calibration", title, "no reviews to judge by yet", lambda width: ())
    says = (
        f"of {counted(found.reviews, 'review')} {percent(found.observed)} recalled, "
        f"{percent(found.predicted)} predicted; off by {100 * (found.error or 0):.1f} points, "
        f"log loss {found.log_loss or 0:.3f}"
    )
    enough = [group for group in found.groups if group.reviews >= LEAST_FOR_A_GROUP]
    shown = enough or found.groups
    groups = [Group(each.predicted, each.observed, each.reviews, each.error) for each in shown]
    low = int(10 * min(min(each.predicted, each.observed) for each in shown)) / 10
    draw = partial(calibration_plot, groups, height=13, low=low)
    return Section("calibration", title, says, lambda width: draw(width))
