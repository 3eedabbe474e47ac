"""Where cards stand: what falls due, states, recall, stability, difficulty and intervals."""

from studyapp.plots.bars import bars
from studyapp.plots.hbars import Bar, hbars
from studyapp.plots.histogram import histogram
from studyapp.plots.ink import Role
from studyapp.plots.scale import compact, percent
from studyapp.plots.table import legend
from studyapp.services.charts.section import HEIGHT, KINDS, Section, counted, day_labels
from studyapp.statistics.figures import Figures
from studyapp.statistics.reviews import Kind
from studyapp.statistics.standing import Histogram


def forecast(figures: Figures) -> Section:
    """Return what falls due on the coming days."""
    due = figures.forecast
    days = len(due.young)
    tomorrow = due.young[1] + due.mature[1] if days > 1 else 0
    overdue = f"{due.overdue:,} overdue, " if due.overdue else ""
    says = (
        f"{overdue}{due.young[0] + due.mature[0]:,} due today, {tomorrow:,} tomorrow, "
        f"{due.total:,} in {counted(days, 'day')}"
    )
    values = [(0, young, mature) for young, mature in zip(due.young, due.mature, strict=True)]
    if values:
        values[0] = (due.overdue, due.young[0], due.mature[0])
    roles = (Role.AGAIN, Role.GOOD, Role.ACCENT)
    known = (KINDS[Kind.YOUNG], KINDS[Kind.MATURE])
    shown = (("overdue", Role.AGAIN), *known) if due.overdue else known
    labels = day_labels(figures.today, days)
    return Section(
        "forecast",
        "Due",
        says,
        lambda width: (
            *bars(values, width, HEIGHT, labels=labels, roles=roles),
            *legend(shown, width),
        ),
    )


def states(figures: Figures) -> Section:
    """Return how many cards stand where."""
    found = figures.states
    rows = (
        ("new", found.new, Role.EASY),
        ("learning", found.learning, Role.HARD),
        ("relearning", found.relearning, Role.HARD),
        ("young", found.young, Role.GOOD),
        ("mature", found.mature, Role.ACCENT),
        ("buried", found.buried, Role.MUTED),
        ("suspended", found.suspended, Role.MUTED),
    )
    drawn = [Bar(name, count, f"{count:,}", role) for name, count, role in rows]
    return Section(
        "states", "Cards", counted(figures.cards, "card"), lambda width: hbars(drawn, width)
    )


def recall(figures: Figures) -> Section:
    """Return how well cards are known now."""
    known = figures.recall
    says = "no card seen yet"
    if known.mean is not None:
        says = (
            f"about {round(figures.remembered):,} of {counted(known.total, 'card')} seen "
            f"known now, {percent(known.mean)}"
        )
    return Section(
        "recall",
        "Recall now",
        says,
        lambda width: histogram(known.counts, known.edges, width, HEIGHT, form=percent, every=2),
    )


def difficulty(figures: Figures) -> Section:
    """Return how hard cards are."""
    found = figures.difficulty
    says = "" if found.mean is None else f"1 easy to 10 hard; mean {found.mean:.1f}"
    return Section(
        "difficulty",
        "Difficulty",
        says,
        lambda width: histogram(
            found.counts, found.edges, width, HEIGHT, role=Role.HARD, form=_difficulty_text, every=5
        ),
    )


def in_days(key: str, title: str, what: str, found: Histogram) -> Section:
    """Return a histogram of days: stability or intervals."""
    says = what if found.median is None else f"{what}; median {compact(found.median)}"
    return Section(
        key,
        title,
        says,
        lambda width: histogram(found.counts, found.edges, width, HEIGHT, form=_days_text),
    )


def _days_text(days: float) -> str:
    return f"{days:.0f}" if days < 365 else f"{days / 365:.0f}y"


def _difficulty_text(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
