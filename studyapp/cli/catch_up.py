"""``studyapp catch-up``: back after a break, and when it will be made up for."""

from datetime import date
from typing import Annotated

import typer

from studyapp.cli import contract, exam_contract, output
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.deck_argument import OneDeckArgument

HELP = contract.help_text(
    "Say how long working off what is due takes at so many minutes a day, asking what is "
    "forgotten first. With --apply the deck asks so from now on.",
    exam_contract.CATCH_UP,
)


def command(
    context: typer.Context,
    deck: OneDeckArgument,
    minutes: Annotated[
        float, typer.Option("--minutes", metavar="N", help="Minutes a day you have.")
    ] = 20,
    apply: Annotated[
        bool,
        typer.Option("--apply", help="Let the deck ask the forgotten first, within the minutes."),
    ] = False,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Say how long working off takes."""
    with opened(place(context, db), samples=True) as collection:
        plan = collection.catch_up(deck, minutes, apply=apply)
    if as_json:
        output.write_json(exam_contract.catch_up(plan))
        return
    cards = output.counted(plan.due, "card")
    pace = f"{minutes:g} min a day, about {output.counted(plan.per_day, 'card')}"
    if not plan.due:
        output.say(f"{plan.deck}: nothing is due.")
    elif plan.course.days is None:
        output.say(f"{plan.deck}: {cards} due; {pace}, is not enough: more fall due than that.")
    else:
        last = date.fromisoformat(exam_contract.day(plan.today + plan.course.days - 1))
        days = output.counted(plan.course.days, "day")
        output.say(f"{plan.deck}: {cards} due; {pace}: {days}, done on {last:%d %B %Y}.")
    if apply:
        output.say("From now on the deck asks the forgotten first, and no more a day than that.")
