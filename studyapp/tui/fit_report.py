"""What fitting found and did, as the screen shows it."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from studyapp.domain.deck import is_within
from studyapp.scheduling.metrics import Bin, Scores
from studyapp.services.fits import Fit, Verdict
from studyapp.tui import figures
from studyapp.tui.safe import join, stack
from studyapp.tui.widgets.plot import content

LISTED = 6
WIDEST = 96
EXPLAINED = 62
"""Columns from which there is room for what the figures mean."""


def report(fits: Iterable[Fit], width: int, *, until_now: bool) -> Content:
    """Return all groups of decks, one under another, in ``width`` columns.

    ``until_now`` shows the calibration of the parameters in force, otherwise that of the fitted.
    """
    width = min(width, WIDEST)
    return stack(*(each for fit in fits for each in _group(fit, width, until_now=until_now)))


def _group(fit: Fit, width: int, *, until_now: bool) -> list[Content]:
    lines = [_named(fit.decks), _verdict(fit), Content("")]
    judged = fit.judgement
    if judged is None:
        return lines
    earlier = fit.recalls - judged.held_out
    counts = f"fitted to {earlier:,} earlier, judged by {judged.held_out:,} later reviews"
    bins = judged.calibration_before if until_now else judged.calibration_after
    return [
        *lines,
        join((counts, "$muted")),
        *_scores(judged.before, judged.after, explained=width >= EXPLAINED),
        Content(""),
        *_chart(bins, width, "until now" if until_now else "fitted"),
        Content(""),
    ]


def _named(decks: Sequence[str]) -> Content:
    roots: list[str] = []
    for name in decks:
        if not (roots and is_within(name, roots[-1])):
            roots.append(name)
    named = [figures.deck_path(name) for name in roots[:LISTED]]
    if len(roots) > LISTED:
        named.append(join((f"and {len(roots) - LISTED:,} more", "$muted")))
    return Content(", ").join(named)


def _verdict(fit: Fit) -> Content:
    cards = figures.plural(fit.cards, "card")
    kept = "the parameters stay" if fit.old else "the defaults stay"
    match fit.verdict:
        case Verdict.APPLIED:
            return join(("applied", "bold $good"), f" · the memory of {cards} follows")
        case Verdict.BETTER:
            return join(("better", "bold $good"), " than the parameters in force")
        case Verdict.NOT_BETTER:
            return join(("not better", "bold $hard"), f" · {kept}")
        case Verdict.UNDONE:
            return join(("taken back", "bold $easy"), f" · the memory of {cards} follows")
    reviews = figures.plural(fit.recalls, "review")
    said = f" · {reviews} on a later day, fitting needs {fit.minimum:,}; {kept}"
    return join(("too few", "bold $hard"), said)


def _scores(before: Scores, after: Scores, *, explained: bool) -> list[Content]:
    heading = f"{'lower is better':<16}{'until now':>9}{'fitted':>9}"
    loss, rmse = ("surprise at what happened", "how far predictions are off")
    return [
        join((heading, "$muted")),
        _row("log loss", before.log_loss, after.log_loss, loss if explained else ""),
        _row("RMSE(bins)", before.rmse_bins, after.rmse_bins, rmse if explained else ""),
    ]


def _row(name: str, before: float, after: float, says: str) -> Content:
    style = "bold $good" if after < before else "bold $hard"
    return join(f"{name:<16}{before:>9.4f}", (f"{after:>9.4f}", style), (f"  {says}", "$muted"))


def _chart(bins: Sequence[Bin], width: int, title: str) -> list[Content]:
    from studyapp.services.charts.calibration import of_bins

    heading = join(
        (f"calibration {title}", "bold"),
        ("  recalled (up) against predicted", "$muted"),
    )
    return [heading, content(of_bins(bins)(width))]
