"""Default against fitted parameters: ``python -m tests.benchmarks.fit --data FILE [--json]``.

FILE is a plain review history (card, rating, time). Log loss and RMSE(bins) of every recall:

* in sample: fitted to all recalls and judged by the same ones;
* later fifth: fitted to the first 80% in time, judged by the rest, as ``studyapp optimize`` does;
* five splits: the recalls in six parts by time, each but the first judged by parameters fitted to
  all parts before it (``TimeSeriesSplit``), which is how the benchmark of FSRS does it.

``recency`` weighs recalls as fsrs-rs does in fitting and in its own ``evaluate``; without it all
weigh the same, as in that benchmark. ``--students N`` simulates learners instead, for how many
recalls fitting needs.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC
from pathlib import Path
from typing import Any

from studyapp.domain.day import from_ms, study_day
from studyapp.formats.review_history import read_history
from studyapp.scheduling.history import Answer, History, Prediction, predictions, recalls, split_at
from studyapp.scheduling.metrics import recency, scores
from studyapp.scheduling.optimize import EARLIER, Parameters, fit

SPLITS = 5


def histories(path: Path) -> list[History]:
    """Return the answers of each card, with study days that start at 04:00 UTC."""
    by_card: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for each in read_history(path.read_text("utf-8"), path.name):
        by_card[each.card].append((each.at, int(each.rating)))
    found: list[History] = []
    for answers in by_card.values():
        last = None
        made = []
        for at, rating in sorted(answers):
            day = study_day(from_ms(at), UTC)
            made.append(Answer(rating, 0 if last is None else max(0, day - last), at))
            last = day
        found.append(made)
    return found


def later_splits(data: Sequence[History]) -> tuple[list[Prediction], list[Prediction]]:
    """Return the predictions of the last five sixths, by the defaults and by what came before."""
    cuts = [split_at(data, part / (SPLITS + 1)) for part in range(1, SPLITS + 1)]
    by_default: list[Prediction] = []
    fitted: list[Prediction] = []
    for start, end in zip(cuts, [*cuts[1:], None], strict=True):
        for found, parameters in ((by_default, ()), (fitted, fit(data, 1, until=start))):
            some = predictions(data, parameters, start)
            found += [each for each in some if end is None or each.at < end]
    return by_default, fitted


def figures(data: Sequence[History]) -> list[dict[str, Any]]:
    """Return a line for each way of judging."""
    cut = split_at(data, EARLIER)
    everything = fit(data, 1)
    cases: list[tuple[str, list[Prediction], list[Prediction]]] = [
        ("in sample", predictions(data, ()), predictions(data, everything)),
        ("later fifth", *(_later(data, cut))),
        ("five splits", *later_splits(data)),
    ]
    lines = []
    for name, before, after in cases:
        for weighted in (False, True):
            weights = recency(len(before)) if weighted else []
            lines.append(
                {
                    "case": f"{name}, recency" if weighted else name,
                    "recalls": len(before),
                    "default": asdict(scores(before, weights)),
                    "fitted": asdict(scores(after, weights)),
                }
            )
    return lines


def _later(data: Sequence[History], cut: int) -> tuple[list[Prediction], list[Prediction]]:
    earlier: Parameters = fit(data, 1, until=cut)
    return predictions(data, (), cut), predictions(data, earlier, cut)


def main() -> None:
    """Parse the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a plain review history")
    parser.add_argument("--students", type=int, default=0, help="simulate so many learners")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    if options.students:
        from tests.benchmarks.fit_students import table

        for line in table(options.students):
            print(json.dumps(line), flush=True)
    if options.data is None:
        return
    data = histories(options.data)
    began = time.perf_counter()
    fit(data, 1)
    seconds = round(time.perf_counter() - began, 3)
    lines = figures(data)
    if options.json:
        answers = sum(map(len, data))
        told = {"answers": answers, "recalls": recalls(data), "fit_seconds": seconds}
        print(json.dumps({**told, "lines": lines}, indent=2))
        return
    print(f"{recalls(data):,} recalls of {sum(map(len, data)):,} answers, fitted in {seconds} s")
    print(f"{'':<22}{'recalls':>8}{'log loss':>21}{'RMSE(bins)':>21}")
    for line in lines:
        before, after = line["default"], line["fitted"]
        pairs = (f"{before[key]:.4f} -> {after[key]:.4f}" for key in ("log_loss", "rmse_bins"))
        print(f"{line['case']:<22}{line['recalls']:>8,}" + "".join(f"{p:>21}" for p in pairs))


if __name__ == "__main__":
    main()
