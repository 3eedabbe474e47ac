"""Calibration: what was predicted against what was recalled, by statistics and by fits alike."""

from collections.abc import Sequence
from functools import partial

from studyapp.plots.calibration import Group
from studyapp.plots.calibration import calibration as plot
from studyapp.plots.scale import percent
from studyapp.scheduling.metrics import Bin
from studyapp.services.charts.section import Draw, Section, counted
from studyapp.statistics.calibration import Calibration

LEAST_FOR_A_GROUP = 20
"""Reviews; smaller groups are left out where there are larger ones."""
ROWS = 13
TO_EACH_SIDE = 1.96
"""Standard errors within which a share lies with 95% confidence."""


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
    return Section("calibration", title, says, _drawn(groups))


def of_bins(bins: Sequence[Bin]) -> Draw:
    """Return the plot of a fit's calibration, bounds of what was recalled with it."""
    errors = ((each.high - each.low) / (2 * TO_EACH_SIDE) for each in bins)
    return _drawn(
        [
            Group(each.predicted, each.observed, each.count, error)
            for each, error in zip(bins, errors, strict=True)
        ]
    )


def _drawn(groups: Sequence[Group]) -> Draw:
    """Return the plot, from the tenth below the lowest of both shares."""
    lowest = min((min(each.predicted, each.observed) for each in groups), default=0.0)
    draw = partial(plot, groups, height=ROWS, low=int(10 * lowest) / 10)
    return lambda width: draw(width)
