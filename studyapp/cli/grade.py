"""``studyapp grade``: typed answers graded with reasons, or the grader itself measured."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studyapp.cli import contract, output
from studyapp.cli.context import JsonOption, check_settings

if TYPE_CHECKING:
    from studyapp.grading.benchmark import Share, Table

STDIN = "standard input"
LINE = """\
{"question", "model", "answer", "accepted": [TEXT]}"""
VERDICT = """\
{"verdict", "rating", "score", "hit": [TEXT], "missing": [TEXT],
 "wrong": [TEXT], "reasons": [TEXT]}"""
BENCHMARK = """\
{"answers", "band_right", "false_accept", "lenient", "false_reject",
 "strict", "figures_named", "names_named", "never_accepted",
 "abstentions", "mean_ms", "slowest_ms",
 "counts": {NAME: {"count", "total"}},
 "kinds": {KIND: {LABEL: {BAND: COUNT}}}}"""
"""Shares are from 0 to 1, and ``null`` where there is nothing to count; ``counts`` has what they
are made of under the same names."""

HELP = contract.help_text(
    "Grade typed answers. 'studyapp grade -' reads a JSON object a line from standard input and "
    'writes one a line, at once. "accepted" may be left out; "verdict" is right, partial, wrong '
    'or abstain, "rating" again, hard, good or null. With --benchmark: measure the grader on '
    'files of labelled answers, which also have "kind", "band" and "wrong", the wrong figures and '
    "names put into them.\n\n\b\n"
    f"Read:\n{LINE}\nWritten:\n{VERDICT}",
    BENCHMARK,
)
NAMES = {
    "band_right": "band right",
    "false_accept": "false accept (wrong taken as right)",
    "lenient": "partial or wrong taken as right",
    "false_reject": "false reject (right taken as wrong)",
    "strict": "right taken as partial or wrong",
    "figures_named": "planted wrong figures named",
    "names_named": "planted wrong names and words named",
    "never_accepted": "empty, echo, other card taken as right",
    "abstentions": "abstained",
}


def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="- for standard input, or labelled files.", show_default=False
        ),
    ],
    benchmark: Annotated[
        bool, typer.Option("--benchmark", help="Print how well labelled answers are graded.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Grade answers, or measure grading."""
    check_settings()
    if benchmark:
        _benchmark(files, as_json=as_json)
        return
    if files != ["-"]:
        raise typer.BadParameter("give - to grade standard input, or add --benchmark.")
    _stream()


def _stream() -> None:
    """Grade line after line; what was graded before a bad line stays written."""
    from studyapp.cli.given import closed_stdin
    from studyapp.grading import grade
    from studyapp.grading.labelled import LONGEST_LINE, as_json, read

    if sys.stdin is None:
        raise closed_stdin()
    if output.is_terminal(sys.stdin):
        output.warn(f"Type lines of JSON, {LINE}, and Ctrl-D at the end.")
    number = 0
    while line := sys.stdin.buffer.readline(LONGEST_LINE + 2):
        number += 1
        if not line.strip():
            continue
        typed = read(line.rstrip(b"\r\n"), number, STDIN)
        verdict = grade(typed.question, typed.model, typed.answer, typed.accepted)
        output.write_json_line(as_json(verdict))


def _benchmark(names: list[str], *, as_json: bool) -> None:
    from studyapp.grading.benchmark import tabulate

    table = tabulate([graded for name in names for graded in _graded(name)])
    if as_json:
        output.write_json(_values(table))
        return
    _print(table)


def _graded(name: str) -> Any:
    from pathlib import Path
    from time import perf_counter

    from studyapp.cli.given import stdin
    from studyapp.grading import grade
    from studyapp.grading.benchmark import Graded
    from studyapp.grading.labelled import read_labelled
    from studyapp.services import files

    grade("", "A text of two sentences. It loads the word lists.", "so that no answer pays for it")
    data = stdin() if name == "-" else files.read(Path(name))
    for each in read_labelled(data, STDIN if name == "-" else name):
        typed = each.typed
        start = perf_counter()
        verdict = grade(typed.question, typed.model, typed.answer, typed.accepted)
        spent = (perf_counter() - start) * 1000
        yield Graded(each.kind, each.band, each.wrong, verdict, spent)


def _values(table: "Table") -> dict[str, Any]:
    shares: dict[str, Share] = {name: getattr(table, name) for name in NAMES}
    return {
        "answers": table.answers,
        **{name: share.value for name, share in shares.items()},
        "mean_ms": round(table.mean_ms, 3),
        "slowest_ms": round(table.slowest_ms, 3),
        "counts": {n: {"count": s.count, "total": s.total} for n, s in shares.items()},
        "kinds": {
            kind: {label: dict(bands) for label, bands in labels.items()}
            for kind, labels in table.kinds.items()
        },
    }


def _print(table: "Table") -> None:
    output.say(output.counted(table.answers, "labelled answer"), "strong")
    rows = []
    for name, shown in NAMES.items():
        share: Share = getattr(table, name)
        value = "-" if share.value is None else f"{100 * share.value:.1f}%"
        rows.append([shown, value, f"{share.count} of {share.total}"])
    rows.append(
        ["milliseconds an answer", f"{table.mean_ms:.1f}", f"at most {table.slowest_ms:.0f}"]
    )
    output.table(["measure", "", "count"], rows, right=(1,), indent=2)
    output.say("\nBands given, by kind and label:", "strong")
    bands = ("right", "partial", "wrong", "abstain")
    cells = [
        [kind, label, *(str(given[band]) if given[band] else "" for band in bands)]
        for kind, labels in sorted(table.kinds.items())
        for label, given in sorted(labels.items())
    ]
    output.table(["kind", "label", *bands], cells, right=(2, 3, 4, 5), indent=2)
