"""``studyapp simulate --exam``: exam schedules beside each other, on simulated students."""

from typing import TYPE_CHECKING

from studyapp.cli import output
from studyapp.cli.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.scheduling.simulate_exam import Line
    from studyapp.services.exams.proof import Summary, Timing

SHAPE = """\
{"scenario", "students", "seed", "known", "planned",
 "fixed", "fixed_retention", "fixed_pace", "naive_cap",
 "far_and_near", "random", "bound", "ratio",
 "ratio_error", "over", "coverage", "width", "bias"}
...
{"summaries": [{"known", "ratio", "worst", "coverage",
   "over"}],
 "planning": [{"cards", "days", "first", "again"}]}"""
"""One line for each scenario as it is done, then one of means and of seconds of planning."""
HEADINGS = ("planned", "fixed", "best", "cap", "70/90", "random", "bound", "ratio", "+-", "cover")
WIDTHS = (8, 7, 11, 7, 7, 8, 7, 7, 7, 7)
NAMED = 30
"""Columns of a scenario's name."""


def show(students: int, seed: int, scenarios: str, memories: str, *, as_json: bool) -> None:
    """Run the scenarios and print a line for each as it is done, then the means.

    Raises ``StudyError`` for scenarios that are not known.
    """
    from studyapp.services.exams import proof

    lines: list[Line] = []
    wanted = proof.trials(scenarios, memories)
    heading: bool | None = None
    for at, trial in enumerate(wanted):
        with Progress() as progress:
            tick = _Tick(progress, f"{trial.name} ({at + 1} of {len(wanted)})")
            tick(0.0)
            line = trial.run(students, seed, tick)
        lines.append(line)
        if as_json:
            output.write_json_line(line.as_json())
            continue
        if line.known is not heading:
            heading = line.known
            output.say(_heading(heading), "quiet")
        output.say(_row(line))
        output.finish()
    with Progress() as progress:
        progress(0, 1, "the time of planning")
        means, seconds = proof.summaries(lines), proof.timings()
    if as_json:
        output.write_json_line(
            {
                "summaries": [each.as_json() for each in means],
                "planning": [each.as_json() for each in seconds],
            }
        )
        return
    _end(means, seconds)


class _Tick:
    """Tells a progress bar the share done of one line."""

    def __init__(self, progress: Progress, said: str) -> None:
        self._progress, self._said = progress, said

    def __call__(self, share: float) -> None:
        self._progress(round(100 * share), 100, self._said)


def _heading(known: bool) -> str:
    name = "memory known" if known else "memory unknown"
    cells = (text.rjust(width) for text, width in zip(HEADINGS, WIDTHS, strict=True))
    return name.ljust(NAMED) + "".join(cells)


def _row(line: "Line") -> str:
    marks = (line.naive_cap, line.far_and_near, line.random, line.bound)
    cells = (
        f"{line.planned:.2%}",
        f"{line.fixed:.1%}",
        f"{line.fixed_retention:.2f}/{line.fixed_pace:.2f}",
        *(f"{each:.1%}" for each in marks),
        f"{line.ratio:.3f}",
        f"{line.ratio_error:.3f}",
        f"{line.coverage:.1%}",
    )
    padded = (text.rjust(width) for text, width in zip(cells, WIDTHS, strict=True))
    return line.scenario.ljust(NAMED) + "".join(padded)


def _end(means: "Sequence[Summary]", seconds: "Sequence[Timing]") -> None:
    output.say()
    for each in means:
        output.say(
            f"memory {'known' if each.known else 'unknown'}: forgotten against the best fixed "
            f"{each.ratio:.3f} on average, {each.worst:.3f} at most; {each.coverage:.1%} of marks "
            f"in their interval; {each.over:.3f} min above a day's"
        )
    for timing in seconds:
        output.say(
            f"planning {timing.cards:,} cards over {timing.days} days: {timing.first:.1f} s of "
            f"processor time, again {timing.again:.2f} s"
        )
