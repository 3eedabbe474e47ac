"""``studyapp simulate``: what each desired retention would cost, and what exam plans are worth."""

from collections.abc import Iterable
from typing import Annotated

import typer

from studyapp.cli import contract, output, sections, simulate_exam
from studyapp.cli.completion import deck_names
from studyapp.cli.context import DbOption, JsonOption, Place, check_settings, opened, place
from studyapp.cli.progress import Progress

SHAPE = """\
{"deck", "days", "cards", "new_per_day",
 "desired_retention",
 "loads": [{"retention", "minutes_a_day", "most",
   "known", "weeks": [MINUTES A DAY]}]}"""
HELP = (
    contract.help_text(
        "Simulate the coming months of a deck as it stands: minutes a day and cards known at the "
        "end for every desired retention from 80% to 97%, with your own answer times.",
        SHAPE,
    )
    + "\n\n"
    + contract.help_text(
        "With --exam and no deck: simulate students before an exam, six scenarios, each policy "
        "with the same minutes a day, and compare the plan with fixed retentions (the best of 28, "
        "with hindsight), intervals capped at the exam, 70% then 90%, and chance. All of it takes "
        "an hour or more; Ctrl-C stops, and what is printed stays.",
        simulate_exam.SHAPE,
    )
)
DECK_ONLY = ("deck", "days", "new", "db")
EXAM_ONLY = ("students", "seed", "scenarios", "memory")


def command(
    context: typer.Context,
    deck: Annotated[
        str,
        typer.Argument(
            metavar="[DECK]",
            help="A deck, by name or part of it.",
            autocompletion=deck_names,
            show_default=False,
        ),
    ] = "",
    days: Annotated[int, typer.Option("--days", metavar="N", help="Days to look ahead.")] = 180,
    new: Annotated[
        int | None,
        typer.Option("--new", metavar="N", min=0, help="New cards a day; else as in the options."),
    ] = None,
    exam: Annotated[
        bool, typer.Option("--exam", help="Simulate students before an exam, not a deck.")
    ] = False,
    students: Annotated[
        int, typer.Option("--students", metavar="N", min=2, help="With --exam: how many.")
    ] = 200,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, help="With --exam: where chance begins.")
    ] = 7,
    scenarios: Annotated[
        str, typer.Option("--scenarios", metavar="N,N", help="With --exam: which of the six.")
    ] = "1,2,3,4,5,6",
    memory: Annotated[
        str,
        typer.Option("--memory", metavar="KIND", help="With --exam: known to the policies or not."),
    ] = "known,unknown",
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Simulate the coming months of a deck, or students before an exam."""
    if exam:
        _refuse(context, DECK_ONLY, "--exam goes without")
        check_settings()
        simulate_exam.show(students, seed, scenarios, memory, as_json=as_json)
        return
    _refuse(context, EXAM_ONLY, "only --exam goes with")
    if not deck:
        raise typer.BadParameter("name a deck, or give --exam.")
    _deck(place(context, db), deck, days, new, as_json=as_json)


def _refuse(context: typer.Context, names: Iterable[str], why: str) -> None:
    for name in names:
        source = context.get_parameter_source(name)
        if source is not None and source.name != "DEFAULT":
            raise typer.BadParameter(f"{why} {'a deck' if name == 'deck' else f'--{name}'}.")


def _deck(where: Place, deck: str, days: int, new: int | None, *, as_json: bool) -> None:
    with opened(where, samples=True) as collection, Progress() as progress:
        found = collection.workload(
            deck, days, new, lambda share: progress(round(100 * share), 100, "simulating")
        )
    from studyapp.services import workloads

    if not as_json:
        sections.show(workloads.section(found))
        return
    rows = workloads.summary(found)
    output.write_json(
        {
            "deck": found.deck,
            "days": found.days,
            "cards": found.cards,
            "new_per_day": found.new_per_day,
            "desired_retention": found.retention,
            "loads": [
                {
                    "retention": row[0],
                    "minutes_a_day": round(row[1], 2),
                    "most": round(row[2], 2),
                    "known": round(row[3], 1),
                    "weeks": [round(each, 2) for each in workloads.weekly(load)],
                }
                for row, load in zip(rows, found.loads, strict=True)
            ],
        }
    )
