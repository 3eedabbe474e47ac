"""The end of a matching game: the time, the best one, and the games before."""

from collections.abc import Sequence

from textual.content import Content

from studyapp.quiz.match import PENALTY_MS, Match
from studyapp.services.selftest.match import Result
from studyapp.tui import figures
from studyapp.tui.safe import join, stack

SHOWN = 8
"""Games of the history that are listed."""
BAR = 22


def clock_time(seconds: float) -> str:
    """Return a time as a stopwatch shows it: ``0:42``, ``1:05:09``."""
    whole = int(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    if hours:
        return f"{hours}:{minutes:02}:{whole % 60:02}"
    return f"{minutes}:{whole % 60:02}"


def exact(seconds: float) -> str:
    """Return a time to the tenth of a second."""
    tenths = round(seconds * 10)
    return f"{clock_time(tenths // 10)}.{tenths % 10}"


def report(game: Match, history: Sequence[Result]) -> Content:
    """Return the panel. ``history`` is oldest first and ends with this game."""
    score = game.score_ms / 1000
    before = [each.seconds for each in history[:-1]]
    misses = len(game.misses)
    lines = [join((headline(score, before), "bold $good")), Content("")]
    lines.append(_fact("time", exact(score)))
    if misses:
        cost = f"{figures.plural(misses, 'wrong pair')}, {misses * PENALTY_MS // 1000} s"
        lines.append(_fact("of it", cost))
    lines.append(_fact("best", exact(min([*before, score]))))
    lines.append(_fact("games", f"{len(history):,}"))
    if len(history) > 1:
        lines.append(Content(""))
        slowest = max(each.seconds for each in history[-SHOWN:])
        best = min(each.seconds for each in history)
        last = len(history)
        for number, each in enumerate(history[-SHOWN:], max(last - SHOWN, 0) + 1):
            lines.append(_row(each, slowest, best, this=number == last))
    lines += [Content(""), join(("n", "bold $accent"), "  another game")]
    return stack(*lines)


def headline(score: float, before: Sequence[float]) -> str:
    """Return what this game was beside those before it."""
    if not before:
        return "All matched"
    best = min(before)
    if score < best:
        return f"A new best time, by {exact(best - score)}"
    return "All matched: your best time again" if score == best else "All matched"


def _fact(name: str, value: str) -> Content:
    return join((name.ljust(10), "$muted"), (value, "bold"))


def _row(result: Result, slowest: float, best: float, *, this: bool) -> Content:
    length = max(round(BAR * result.seconds / slowest), 1) if slowest else 1
    colour = "$good" if result.seconds == best else "$easy"
    at = result.ended_at.astimezone()
    return join(
        (f"{at.day:>2} {at:%b}  ", "$muted"),
        ("█" * length, colour),
        " " * (BAR - length + 1),
        (exact(result.seconds).rjust(8), "bold" if this else ""),
        ("  now" if this else "", "$muted"),
    )
