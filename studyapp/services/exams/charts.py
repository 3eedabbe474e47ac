"""An exam's plan as plots: what the command line prints and the exam screen shows."""

from collections.abc import Sequence
from datetime import date

from studyapp.domain.exam import weekday
from studyapp.plots.bars import bars
from studyapp.plots.curve import Series, curve
from studyapp.plots.hbars import Bar, hbars
from studyapp.plots.ink import Lines, Role
from studyapp.plots.scale import percent
from studyapp.plots.table import legend
from studyapp.services.charts import Section
from studyapp.services.exams import words
from studyapp.services.exams.planning import Planned

HEIGHT = 9
AT_THE_END = 0.06
"""Part of the width in which the band of the mark is drawn: it is known for that day only."""
EPOCH = date(1970, 1, 1).toordinal()
WEAKEST = 8
"""Topics shown."""


def sections(plan: Planned) -> tuple[Section, ...]:
    """Return the curve of the expected mark, the load of each day, and the weakest topics."""
    return (
        Section("mark", "Expected mark", _mark_text(plan), lambda width: _mark(plan, width), True),
        Section("load", "Each day", _load_text(plan), lambda width: _load(plan, width)),
        Section("topics", "Weakest topics", _TOPICS, lambda width: _topics(plan, width)),
    )


_TOPICS = "what will be known of each on the day without any further study"


def _date(day: int) -> date:
    return date.fromordinal(EPOCH + day)


def short_date(day: int) -> str:
    """Return a study day as ``24 Nov``."""
    at = _date(day)
    return f"{at.day} {at:%b}"


def mark_text(plan: Planned) -> str:
    """Return the mark to expect: ``72% (63-80%)``, or why nothing can be said."""
    found = plan.prediction
    if not found.enough:
        return "not enough evidence yet"
    said, within = words.percent(found.expected), words.band(found.low, found.high)
    return f"{said} ({within})" if within else said


def today_text(plan: Planned) -> str:
    """Return what there is to do today: ``16 cards, 12 of 30 min, done 4 min``.

    The list ends before the minutes do where more would bring next to nothing.
    """
    count = len(plan.order)
    today = plan.days[0]
    minutes = f"{today.minutes:.0f} min"
    if today.available - today.minutes >= 1:
        minutes = f"{today.minutes:.0f} of {today.available:.0f} min"
    said = f"{count:,} card{'' if count == 1 else 's'}, {minutes}"
    return f"{said}, done {plan.spent:.0f} min" if plan.spent >= 0.5 else said


def more_new(plan: Planned) -> str:
    """Return that today has more new cards than a deck's options allow, empty if it has not."""
    if plan.new_today <= plan.new_limit:
        return ""
    return f"{plan.new_today} of them new: exams are not bound by the deck's {plan.new_limit} a day"


def _mark_text(plan: Planned) -> str:
    said = mark_text(plan)
    if not plan.prediction.enough:
        said += f": {plan.prediction.missing} more reviews are needed; the plan itself expects "
        said += words.percent(plan.expected)
    else:
        said += " if the plan is kept, four times in five within the band"
    said += f"; {words.percent(plan.idle)} without any further study"
    if abs(plan.prediction.bias) >= 0.005 and plan.prediction.enough:
        said += f"; earlier exams move it by {100 * plan.prediction.bias:+.0f} points"
    return said


def _mark(plan: Planned, width: int) -> Lines:
    ahead = [(float(plan.today), plan.idle)]
    ahead += [(float(each.day + 1), each.mark) for each in plan.days]
    series = [Series(ahead, Role.EASY)]
    found = plan.prediction
    if found.enough:
        end = float(plan.days[-1].day + 1)
        start = plan.past[0].day if plan.past else plan.today
        near = end - (end - start) * AT_THE_END
        series[0] = Series(
            ahead,
            Role.EASY,
            low=((near, found.low), (end, found.low)),
            high=((near, found.high), (end, found.high)),
        )
    if plan.past:
        behind = [(float(each.day), each.expected) for each in plan.past]
        series.append(Series(behind, Role.GOOD, marks=len(behind) < 20))
    first = plan.past[0].day if plan.past else plan.today
    labels = [
        (float(first), short_date(first)),
        (float(plan.today), "today" if first != plan.today else ""),
        (float(plan.days[-1].day + 1), "exam"),
    ]
    target = plan.exam.plan.target
    lines = curve(
        series, width, HEIGHT, span=_span(plan), labels=labels, level=target, form=percent
    )
    said = [("if you keep to the plan and stop after that day", Role.EASY)]
    said += [("mark to expect, four times in five", Role.BAND)] if found.enough else []
    said += [("what was expected before", Role.GOOD)] if plan.past else []
    return (*lines, *legend(said, width))


def _span(plan: Planned) -> tuple[float, float]:
    """Return the marks on the axis: all of them, or the upper half where all of them lie there."""
    shown = [plan.idle, *(each.mark for each in plan.days), *(each.expected for each in plan.past)]
    if plan.prediction.enough:
        shown.append(plan.prediction.low)
    if plan.exam.plan.target is not None:
        shown.append(plan.exam.plan.target)
    return (0.5 if min(shown) >= 0.5 else 0.0), 1.0


def _load_text(plan: Planned) -> str:
    said = f"{plan.slack:,.0f} min to spare" if plan.slack >= 1 else "no time to spare"
    target = plan.exam.plan.target
    if target is None:
        return said
    wanted = words.wanted(target)
    if not plan.target_known:
        return f"{said}; working out what {wanted} takes …"
    if plan.target_minutes is None:
        return f"{said}; {wanted} is out of reach even with 4 hours a day"
    if not plan.target_minutes:
        return f"{said}; {wanted} is reached without further study"
    if plan.target_minutes < 1:
        return f"{said}; {wanted} takes less than a minute a day"
    return f"{said}; {wanted} takes about {plan.target_minutes:.0f} min a day"


def _load(plan: Planned, width: int) -> Lines:
    values = [(each.minutes, max(each.available - each.minutes, 0.0)) for each in plan.days]
    labels = _day_labels([each.day for each in plan.days])
    drawn = bars(values, width, HEIGHT, labels=labels, roles=(Role.EASY, Role.FAINT))
    spare = "to spare: would bring next to nothing"
    return (*drawn, *legend([("minutes", Role.EASY), (spare, Role.FAINT)], width))


def _day_labels(days: Sequence[int]) -> list[str]:
    if len(days) <= 14:
        return [f"{_date(day):%a}" for day in days]
    return [short_date(day) if weekday(day) == 0 else "" for day in days]


def _topics(plan: Planned, width: int) -> Lines:
    rows = [
        Bar(topic.deck.rsplit("::", 1)[-1], topic.at_exam, _topic_text(topic.at_exam, topic.new))
        for topic in plan.topics[:WEAKEST]
    ]
    return hbars(rows, width, top=1.0)


def _topic_text(share: float, new: int) -> str:
    return f"{percent(share)}, {new} new" if new else percent(share)
