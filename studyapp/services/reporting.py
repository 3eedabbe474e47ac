"""The report of a deck, from the collection to the page."""

import re
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from studyapp.domain.card import State
from studyapp.domain.period import Period
from studyapp.domain.selftest import Mode
from studyapp.domain.unmarked import unmarked
from studyapp.errors import StudyError
from studyapp.report.page import Report, Row, Score, Weak, page
from studyapp.services import mastery as mastering
from studyapp.services.exams import charts as exam_charts
from studyapp.services.exams import planning, store
from studyapp.services.mastery import Group, Mastery
from studyapp.services.selftest import sittings
from studyapp.services.stats import Scope, Statistics
from studyapp.services.workspace import Workspace

if TYPE_CHECKING:
    from studyapp.statistics.figures import Figures

WEAKEST = 20
LONGEST = 300
"""Characters of a question or an answer."""
_EPOCH = date(1970, 1, 1).toordinal()
FORECAST = 30


def report(workspace: Workspace, deck: str) -> str:
    """Return the report of a deck and its subdecks as one HTML page. Raises ``NotFoundError``."""
    found = mastering.mastery(workspace, deck)
    statistics = Statistics(workspace)
    figures = statistics.figures(Scope(found.deck), Period.QUARTER)
    whole = statistics.figures(Scope(found.deck), Period.ALL)
    zone = workspace.zone
    return page(
        Report(
            found.deck,
            _words(found.now, zone),
            f"at the exam on {_words(found.later, zone)}" if found.exam else "in 30 days",
            _row(found.whole, found.deck),
            figures.retention.share,
            figures.retention.total,
            sum(day.minutes for day in figures.days) / 60,
            sum(day.total > 0 for day in figures.days),
            len(figures.days),
            _before(figures, whole),
            _expected(workspace, found),
            [_row(group, found.deck) for group in found.decks],
            [_row(group, found.deck) for group in sorted(found.tags, key=_counted)],
            [(_monday(day.day), day.minutes) for day in figures.days],
            _weeks(figures),
            f", of which {figures.forecast.overdue:,} are overdue on the first"
            if figures.forecast.overdue
            else "",
            _due(figures),
            _scores(workspace, found.deck),
            _weakest(found),
        )
    )


def _counted(group: Group) -> list[tuple[bool, int, str]]:
    """Return what sorts names as people count: ``unit2`` before ``unit10``."""
    return [
        (bool(digits), int(digits[:18] or 0), text.casefold())
        for text, digits in re.findall(r"(\D+)|(\d+)", group.name)
    ]


def _words(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{local.day} {local:%B %Y}"


def _short(day: int) -> str:
    at = date.fromordinal(_EPOCH + day)
    return f"{at.day} {at:%b}"


def _monday(day: int) -> str:
    """Return a date for every second Monday: labels that do not touch."""
    at = _EPOCH + day
    return _short(day) if at % 14 == 1 else ""


def _row(group: Group, deck: str) -> Row:
    above = deck.count("::")
    depth = max(0, group.name.count("::") - above) if group.name.startswith(deck) else 0
    name = group.name.rsplit("::", 1)[-1] if depth else group.name
    return Row(name, depth, group.cards, group.new, group.now, group.later)


def _expected(workspace: Workspace, found: Mastery) -> str:
    if not found.exam:
        return ""
    try:
        plan = planning.planned(workspace, store.find(workspace, found.exam), cost=False)
    except StudyError:
        return ""
    return exam_charts.mark_text(plan) if plan.prediction.enough else ""


def _before(figures: "Figures", whole: "Figures") -> str:
    earlier = whole.reviews - figures.reviews
    return f"; {earlier:,} answers before that" if earlier else ""


def _weeks(figures: "Figures") -> list[tuple[str, float | None]]:
    weeks = []
    for start in range(0, len(figures.retention_days), 7):
        days = figures.retention_days[start : start + 7]
        total = sum(day.total for day in days)
        share = sum(day.passed for day in days) / total if total else None
        label = _short(figures.first + start) if start % 14 == 0 else ""
        weeks.append((label, share))
    return weeks


def _due(figures: "Figures") -> list[tuple[str, float]]:
    ahead = zip(figures.forecast.young, figures.forecast.mature, strict=True)
    counts = [float(young + mature) for young, mature in ahead][:FORECAST]
    if counts:
        counts[0] += figures.forecast.overdue
    return [
        (_short(figures.today + at) if at % 5 == 0 else "", count)
        for at, count in enumerate(counts)
    ]


def _scores(workspace: Workspace, deck: str) -> list[Score]:
    return [
        Score(_words(each.ended_at, workspace.zone), each.score, each.asked)
        for each in sittings.ended(workspace, Mode.TEST)
        if each.ended_at is not None and each.score is not None
        if each.deck == deck or each.deck.startswith(f"{deck}::")
    ]


def _weakest(found: Mastery) -> list[Weak]:
    seen = [each for each in found.cards if each.card.memory.state is not State.NEW]
    return [
        Weak(
            _cut(unmarked(each.card.question)),
            _cut(unmarked(each.card.answer)),
            each.card.deck,
            each.now,
            each.card.memory.lapses,
        )
        for each in seen[:WEAKEST]
    ]


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0] + " …"
