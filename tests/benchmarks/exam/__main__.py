"""Six scenarios, every policy with the same minutes: ``python -m tests.benchmarks.exam``.

Prints a line for each scenario as it is done, twice: with memory and times known to every policy
(``known``), and with students whose parameters are drawn around the defaults, whose times are
their own and who miss days (``unknown``). Then how long planning takes. ``--json`` prints JSON
lines instead. Everything follows from ``--seed``; times are processor time.
"""

import argparse
import json
import time
from collections.abc import Sequence

import numpy as np

from studyapp.scheduling.exam import Cards, plan

from .run import Line, run
from .scenarios import SCENARIOS, SECONDS

HEADER = (
    f"{'scenario':<30}{'':>8}{'planned':>9}{'fixed':>8}{'at':>11}{'cap':>8}{'70/90':>8}"
    f"{'random':>8}{'bound':>8}{'ratio':>7}{'+-':>6}{'cover':>7}"
)


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--scenarios", default="1,2,3,4,5,6", help="numbers, with commas")
    parser.add_argument("--kinds", default="known,unknown", help="known, unknown or both")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    lines: list[Line] = []
    if not options.json:
        print(HEADER)
    for kind in options.kinds.split(","):
        for number in options.scenarios.split(","):
            scenario = SCENARIOS[int(number) - 1]
            line = run(scenario, options.students, options.seed, told=kind == "known")
            lines.append(line)
            print(json.dumps(line.as_json()) if options.json else row(line), flush=True)
    if options.json:
        print(json.dumps({"planning_seconds": planning_times()}))
        return
    for known in (True, False):
        summary([line for line in lines if line.known is known])
    for name, seconds in planning_times().items():
        print(f"{name}: {seconds:.2f} s of processor time")


def row(line: Line) -> str:
    """Return a line of the table; marks in percent."""
    marks = "".join(
        f"{value:>8.1%}" for value in (line.naive_cap, line.far_and_near, line.random, line.bound)
    )
    return (
        f"{line.scenario:<30}{'known' if line.known else 'unknown':>8}{line.planned:>9.2%}"
        f"{line.fixed:>8.1%}{f'{line.fixed_retention:.2f}/{line.fixed_pace:.2f}':>11}{marks}"
        f"{line.ratio:>7.3f}{line.ratio_error:>6.3f}{line.coverage:>7.1%}"
    )


def summary(lines: Sequence[Line]) -> None:
    """Print the means over scenarios."""
    if lines:
        print(
            f"{'known' if lines[0].known else 'unknown'}: forgotten share against the best fixed "
            f"{np.mean([line.ratio for line in lines]):.3f} on average, "
            f"{max(line.ratio for line in lines):.3f} at most; coverage "
            f"{np.mean([line.coverage for line in lines]):.1%}; minutes above a day's "
            f"{max(line.over for line in lines):.3f}"
        )


def planning_times() -> dict[str, float]:
    """Return seconds of planning 1,000 cards over 90 days, at first and again."""
    count, days = 1000, 90
    cards = Cards.of(np.ones(count), np.ones(count), np.zeros(count), np.ones(count, dtype=bool))
    minutes = np.full(days, 60 * SECONDS / 60)
    begin = time.process_time()
    first = plan(cards, minutes, float(days))
    middle = time.process_time()
    plan(cards, minutes, float(days), before=first.prices)
    return {
        "first plan of 1,000 cards over 90 days": middle - begin,
        "planning it again": time.process_time() - middle,
    }


if __name__ == "__main__":
    main()
