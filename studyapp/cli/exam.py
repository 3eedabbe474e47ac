"""``studyapp exam``: exams with a date, what to do for them, and what mark to expect."""

from dataclasses import replace
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from studyapp.cli import contract, exam_contract, exam_options, output, sections
from studyapp.cli.context import DbOption, JsonOption, Place, opened, place
from studyapp.cli.progress import Progress
from studyapp.errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from studyapp.collection import Collection
    from studyapp.domain.exam import Exam
    from studyapp.services.exams.planning import Planned

HELP = (
    "Plan for an exam: each day the cards that bring most marks for the minutes you have, and "
    "the mark to expect."
)
app = typer.Typer(name="exam", help=HELP, no_args_is_help=True, rich_markup_mode=None)

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="An exam, by name or part of it.")
]


@app.command("add", short_help="Add an exam.")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What you call it.")],
    date: exam_options.DateOption = None,
    time: exam_options.TimeOption = None,
    deck: exam_options.DeckOption = None,
    tag: exam_options.TagOption = None,
    minutes: exam_options.MinutesOption = None,
    off: exam_options.OffOption = None,
    target: exam_options.TargetOption = None,
    questions: exam_options.QuestionsOption = None,
    db: DbOption = None,
) -> None:
    """Add an exam: its date, what it covers, and the minutes you have for it."""
    from studyapp.domain.exam import ExamPlan
    from studyapp.services.exams import typed, words

    where = place(context, db)
    if date is None:
        raise StudyError("an exam needs a date", "Give --date, for example --date 2027-06-15.")
    if not (deck or tag):
        raise StudyError("an exam covers decks or tags", "Give --deck or --tag.")
    plan = ExamPlan(
        name,
        typed.moment(date, time, where.zone),
        typed.parts(deck or (), tag or ()),
        typed.minutes("30" if minutes is None else minutes),
        exam_options.days_off(off),
        exam_options.target(target),
        exam_options.questions(questions),
    )
    with opened(where, samples=True) as collection:
        added = collection.exams.add(plan)
    called = quote(added.name)
    output.say(f"Added: {_when(added, where)}; {words.week(added.plan.minutes)}")
    output.say(f"See the plan: studyapp exam show {called}")
    output.say(f"Study by it: studyapp exam study {called}")


@app.command("change", short_help="Change an exam.")
def change(
    context: typer.Context,
    name: NameArgument,
    rename: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Another name for it.")
    ] = None,
    date: exam_options.DateOption = None,
    time: exam_options.TimeOption = None,
    deck: exam_options.DeckOption = None,
    tag: exam_options.TagOption = None,
    minutes: exam_options.MinutesOption = None,
    off: exam_options.OffOption = None,
    target: exam_options.TargetOption = None,
    questions: exam_options.QuestionsOption = None,
    db: DbOption = None,
) -> None:
    """Change what is given of an exam; the rest stays. Days off are added to those there are."""
    from studyapp.services.exams import typed, words

    given = (rename, date, time, deck, tag, minutes, off, target, questions)
    if all(each is None for each in given):
        raise StudyError("nothing is to be changed", "Say what, for example --minutes 45.")
    where = place(context, db)
    with opened(where, samples=True) as collection:
        found = collection.exams.find(name)
        plan = found.plan
        at = plan.at.astimezone(where.zone)
        day, hour = date or f"{at:%Y-%m-%d}", time or f"{at:%H:%M}"
        plan = replace(
            plan,
            name=rename or plan.name,
            at=typed.moment(day, hour, where.zone),
            parts=typed.parts(deck or (), tag or ()) or plan.parts,
            minutes=plan.minutes if minutes is None else typed.minutes(minutes),
            days_off=exam_options.days_off(off, plan.days_off),
            target=exam_options.target(target, plan.target),
            questions=exam_options.questions(questions, plan.questions),
        )
        changed = collection.exams.change(found, plan)
    different = words.changes(found.plan, changed.plan, where.zone)
    output.say(f"{changed.name}: {'; '.join(different) or 'nothing is different'}")


@app.command(
    "list",
    short_help="List the exams.",
    help=contract.help_text("List the exams by date.", f"[{exam_contract.EXAM}]"),
)
def list_(context: typer.Context, as_json: JsonOption = False, db: DbOption = None) -> None:
    """List the exams by date."""
    where = place(context, db)
    with opened(where, samples=True) as collection:
        found = collection.exams.all()
        expected = collection.exams.expected()
        stands = [collection.exams.left(each) for each in found]
    if as_json:
        output.write_json(
            [exam_contract.exam(each) | {"expected": expected.get(each.id)} for each in found]
        )
    elif not found:
        output.say("No exams yet. 'studyapp exam add NAME --date DATE --deck DECK' adds one.")
    else:
        _list(found, stands, expected, where)


@app.command(
    "show",
    short_help="Show the plan and the mark to expect.",
    help=contract.help_text(
        "Make the plan anew: what each day is for, what mark to expect, what is weakest. Shares "
        "go from 0 to 1, times are minutes.",
        exam_contract.SHOW,
    ),
)
def show(
    context: typer.Context, name: NameArgument, as_json: JsonOption = False, db: DbOption = None
) -> None:
    """Make the plan anew and show it."""
    where = place(context, db)
    with opened(where, samples=True) as collection:
        plan = _planned(collection, name)
        left = collection.exams.left(plan.exam)
    if as_json:
        output.write_json(exam_contract.show(plan))
        return
    from studyapp.services.exams import charts

    output.say(f"{_when(plan.exam, where)}, {left}", "strong")
    output.say(f"mark to expect: {charts.mark_text(plan)}")
    more = charts.more_new(plan)
    output.say(f"today: {charts.today_text(plan)}" + (f"; {more}" if more else ""))
    for section in charts.sections(plan):
        sections.show(section)


@app.command(
    "next",
    short_help="Name the best cards for the next minutes.",
    help=contract.help_text(
        "Name the cards that bring most marks for the next minutes, best first.",
        exam_contract.NEXT,
    ),
)
def next_(
    context: typer.Context,
    name: NameArgument,
    minutes: Annotated[
        float, typer.Option("--minutes", metavar="N", help="Minutes there are.", min=1)
    ] = 20,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Name the best cards for the next minutes."""
    with opened(place(context, db), samples=True) as collection:
        found = [
            (collection.card(card), gain)
            for card, gain in collection.exams.best_next(collection.exams.find(name), minutes)
        ]
    if as_json:
        output.write_json(exam_contract.best(found))
        return
    if not found:
        output.say("No card brings anything more today.")
        return
    most = found[0][1]
    output.say("What a minute on each card brings, the best as 100:", "quiet")
    rows = [(f"{100 * gain / most:.0f}", card.deck, card.question) for card, gain in found]
    output.table(("gain", "deck", "question"), rows, right=(0,))


@app.command("study", short_help="Study what the plan has for today.")
def study(context: typer.Context, name: NameArgument, db: DbOption = None) -> None:
    """Study what the plan has for today. Needs a terminal; every rating is an ordinary review."""
    from studyapp.cli import interface

    where = place(context, db)
    with opened(where, samples=True) as collection:
        found = collection.exams.find(name)
        collection.exams.require_ahead(found)
        interface.require_terminal(
            f"In scripts use 'studyapp exam next {quote(found.name)} --json'."
        )
        interface.start(where, collection, found.name, "exam-study")


@app.command("done", short_help="Close an exam, with its mark.")
def done(
    context: typer.Context,
    name: NameArgument,
    mark: Annotated[
        str | None,
        typer.Option("--mark", metavar="PERCENT", help="What it really came to; may come later."),
    ] = None,
    early: Annotated[
        bool, typer.Option("--early", help="Although its date is still ahead.")
    ] = False,
    db: DbOption = None,
) -> None:
    """Close an exam. What was due is spread over the days to come; the mark teaches the next."""
    from studyapp.services.exams import typed

    real = None if mark is None else typed.share(mark)
    with opened(place(context, db), samples=True) as collection:
        ended = collection.exams.end(collection.exams.find(name), real, early=early)
    output.say(f"Closed: {ended.exam.name}")
    if ended.piled:
        moved = output.counted(ended.piled, "due card")
        output.say(f"{moved} spread over the next {output.counted(ended.last_day, 'day')}.")
    if ended.exam.mark is None:
        called = quote(ended.exam.name)
        output.say(f"Tell the mark once you know it: studyapp exam done {called} --mark 74")


@app.command("reopen", short_help="Take closing an exam back.")
def reopen(context: typer.Context, name: NameArgument, db: DbOption = None) -> None:
    """Open a closed exam again, as if it had not been closed; a mark that was told is forgotten."""
    with opened(place(context, db), samples=True) as collection:
        found = collection.exams.reopen(collection.exams.find(name))
    output.say(f"Open again: {found.name}")


@app.command("remove", short_help="Forget an exam.")
def remove(context: typer.Context, name: NameArgument, db: DbOption = None) -> None:
    """Forget an exam and what was expected of it; cards and their history stay."""
    with opened(place(context, db), samples=True) as collection:
        found = collection.exams.find(name)
        collection.exams.remove(found)
    output.say(f"Removed: {found.name}")


def _planned(collection: "Collection", name: str) -> "Planned":
    found = collection.exams.find(name)
    with Progress() as progress:
        return collection.exams.planned(
            found, lambda share: progress(round(100 * share), 100, "planning")
        )


def _list(
    found: "Sequence[Exam]", stands: "Sequence[str]", expected: "Mapping[int, float]", where: Place
) -> None:
    from studyapp.services.exams import typed, words

    output.table(
        ("exam", "when", "stands", "minutes", "target", "expected", "mark", "covers"),
        [
            (
                each.name,
                f"{each.plan.at.astimezone(where.zone):%Y-%m-%d %H:%M}",
                stand,
                typed.minutes_text(each.plan.minutes),
                "" if each.plan.target is None else words.wanted(each.plan.target),
                words.percent(expected[each.id]) if each.id in expected else "",
                "" if each.mark is None else words.wanted(each.mark),
                typed.covers_text(each.plan),
            )
            for each, stand in zip(found, stands, strict=True)
        ],
    )


def _when(found: "Exam", where: Place) -> str:
    return f"{found.name}, {found.plan.at.astimezone(where.zone):%A %d %B %Y, %H:%M}"
