"""The page: what a learner hands to a teacher."""

from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.report import charts
from studyapp.report.markup import Raw, joined, tag

STYLE = """
:root { color-scheme: light dark; --ink: #1d2733; --soft: #5b6876; --line: #d7dde3;
  --paper: #ffffff; --bar: #2f6f9f; --pale: #a9cbe3; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e9ee; --soft: #a2adb8; --line: #38434e;
  --paper: #14191f; --bar: #6fb1de; --pale: #34536b; } }
@media print { :root { --ink: #000; --paper: #fff; } section { break-inside: avoid; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 56rem; padding: 2rem 1.25rem 4rem; color: var(--ink);
  background: var(--paper); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2.2rem 0 .4rem; }
p { margin: .3rem 0; } .soft { color: var(--soft); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem;
  margin: 1.5rem 0 0; padding: 0; list-style: none; }
.facts b { display: block; font-size: 1.5rem; }
svg { width: 100%; height: auto; display: block; }
svg.meter { width: clamp(3.5rem, 18vw, 10rem); margin-top: .45rem; } .name { display: block; }
.bar { fill: var(--bar); } .now { fill: var(--pale); } .track { fill: var(--line); }
.line { fill: none; stroke: var(--bar); stroke-width: 2; } .dot { fill: var(--bar); }
.grid { stroke: var(--line); } .tick { fill: var(--soft); font-size: 11px; }
.mid { text-anchor: middle; } .end { text-anchor: end; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem
  .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: normal; } .number { text-align: right; white-space: nowrap; }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched and nothing runs, whatever a card says."""


@dataclass(frozen=True, slots=True)
class Row:
    """A deck or a tag with its mastery."""

    name: str
    depth: int
    cards: int
    new: int
    now: float
    later: float


@dataclass(frozen=True, slots=True)
class Score:
    """A practice test."""

    date: str
    share: float
    questions: int


@dataclass(frozen=True, slots=True)
class Weak:
    """A card that is hardly known."""

    question: str
    answer: str
    deck: str
    now: float
    lapses: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the page says."""

    deck: str
    made: str
    """The date, in words."""
    later: str
    """What the later moment is: ``at the exam on …``."""
    whole: Row
    retention: float | None
    retention_reviews: int
    hours: float
    days_studied: int
    days: int
    before: str
    """What was studied earlier, in words; empty if nothing was."""
    exam: str
    """What mark is expected; empty without an exam."""
    decks: Sequence[Row]
    tags: Sequence[Row]
    minutes: Sequence[tuple[str, float]]
    """(label or nothing, minutes) a day, oldest first."""
    recalled: Sequence[tuple[str, float | None]]
    """(label or nothing, true retention) a week, oldest first."""
    overdue: str
    """How many of the first day's are overdue, in words; empty if none are."""
    due: Sequence[tuple[str, float]]
    """(label or nothing, cards) a day from today."""
    scores: Sequence[Score]
    weakest: Sequence[Weak]


def page(report: Report) -> str:
    """Return the whole page."""
    head = joined(
        Raw('<meta charset="utf-8">'),
        Raw(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
        Raw('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", f"{report.deck}: report"),
        Raw(f"<style>{STYLE}</style>"),
    )
    body = joined(
        tag("h1", report.deck, dir="auto"),
        tag("p", f"Study report, {report.made}", class_="soft"),
        _facts(report),
        _section("Mastery", _later(report), _mastery(report.decks)),
        _section("By tag", "", _mastery(report.tags)) if report.tags else Raw(""),
        _section(
            "Time",
            _studied(report),
            charts.bars(
                [value for _, value in report.minutes],
                [label for label, _ in report.minutes],
                "Minutes of study a day",
                unit=" min",
            ),
        ),
        _section(
            "Recalled when asked",
            "the share of reviews that were answered right, week by week",
            _recalled(report.recalled),
        ),
        _section("Practice tests", "", _scores(report.scores)),
        _section(
            "Forecast",
            f"cards that fall due on each of the next days{report.overdue}",
            charts.bars(
                [value for _, value in report.due],
                [label for label, _ in report.due],
                "Cards due a day",
            ),
        ),
        _section("Weakest cards", "least likely to be known now", _weakest(report.weakest)),
    )
    inner = joined(tag("head", head), tag("body", tag("main", body)))
    return f"<!doctype html>\n{tag('html', inner, lang='en')}\n"


def _later(report: Report) -> str:
    return f"the share that would be known: pale now, dark {report.later} without further study"


def _facts(report: Report) -> Raw:
    whole = report.whole
    facts = [
        (f"{100 * whole.now:.0f}%", "likely to be known now"),
        (f"{100 * whole.later:.0f}%", report.later),
        (f"{whole.cards - whole.new:,} of {whole.cards:,}", "cards begun"),
    ]
    if report.retention is not None:
        facts.append(
            (f"{100 * report.retention:.0f}%", f"recalled in {report.retention_reviews:,} reviews")
        )
    if report.exam:
        facts.append((report.exam, "mark to expect"))
    return tag("ul", *(tag("li", tag("b", fact), words) for fact, words in facts), class_="facts")


def _section(title: str, says: str, shown: Raw) -> Raw:
    return tag("section", tag("h2", title), tag("p", says, class_="soft") if says else "", shown)


def _table(heads: Sequence[tuple[str, bool]], rows: Sequence[Sequence[object]]) -> Raw:
    """Return a table; a head says whether its column holds numbers."""
    kinds = ["number" if number else None for _, number in heads]
    head = tag(
        "tr", *(tag("th", name, class_=kind) for (name, _), kind in zip(heads, kinds, strict=True))
    )
    body = [
        tag("tr", *(tag("td", cell, class_=kind) for cell, kind in zip(row, kinds, strict=True)))
        for row in rows
    ]
    return tag("table", tag("thead", head), tag("tbody", *body))


def _mastery(rows: Sequence[Row]) -> Raw:
    heads = [("", False), ("cards", True), ("new", True), ("", False), ("now", True)]
    heads.append(("later", True))
    return _table(
        heads,
        [
            (
                _said(row.name, style=f"padding-left: {row.depth}em"),
                f"{row.cards:,}",
                f"{row.new:,}",
                charts.meter(row.now, row.later),
                f"{100 * row.now:.0f}%",
                f"{100 * row.later:.0f}%",
            )
            for row in rows
        ],
    )


def _said(text: str, **attributes: str) -> Raw:
    """Return a text from outside, which may run from right to left."""
    return tag("span", text, class_="name", dir="auto", **attributes)


def _studied(report: Report) -> str:
    minutes = round(60 * report.hours)
    if minutes >= 60:
        time = f"{report.hours:,.1f} hours"
    else:
        time = "1 minute" if minutes == 1 else f"{minutes} minutes"
    return f"{time} on {report.days_studied} of the last {report.days} days{report.before}"


def _recalled(recalled: Sequence[tuple[str, float | None]]) -> Raw:
    values = [value for _, value in recalled]
    if all(value is None for value in values):
        return tag("p", "No review yet.")
    labels = [label for label, _ in recalled]
    return charts.line(values, labels, "Share of reviews answered right, by week")


def _scores(scores: Sequence[Score]) -> Raw:
    if not scores:
        return tag("p", "No practice test yet.")
    drawn = charts.line(
        [score.share for score in scores],
        ["" for _ in scores],
        "Scores of practice tests",
    )
    heads = [("date", False), ("questions", True), ("score", True)]
    rows = [(each.date, each.questions, f"{100 * each.share:.0f}%") for each in scores[-12:]]
    return joined(drawn, _table(heads, rows))


def _weakest(cards: Sequence[Weak]) -> Raw:
    if not cards:
        return tag("p", "No card has been studied yet.")
    heads = [("question", False), ("answer", False), ("now", True), ("forgotten", True)]
    return _table(
        heads,
        [
            (_said(each.question), _said(each.answer), f"{100 * each.now:.0f}%", each.lapses)
            for each in cards
        ],
    )
