"""``studyapp cards``: the cards of a deck, or all."""

from datetime import tzinfo
from itertools import groupby
from typing import TYPE_CHECKING

import typer

from studyapp.cli import contract, output
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.deck_argument import DeckArgument
from studyapp.cli.decks import NOTHING

if TYPE_CHECKING:
    from studyapp.services.views import CardView

HELP = contract.help_text(
    "List the cards of a deck and its subdecks, or all cards. A deck may be named by a part of "
    'its name. "due" is null for new cards, as are stability (days), difficulty (1 to 10) and '
    'retrievability (0 to 1); "source" is null for cards without one.',
    contract.CARDS,
)


def command(
    context: typer.Context,
    deck: DeckArgument = None,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """List cards."""
    where = place(context, db)
    with opened(where, samples=True) as collection:
        views = collection.cards(deck)
    if as_json:
        output.write_json(contract.cards(views))
    elif not views:
        output.say(NOTHING if deck is None else "No cards in this deck.")
    else:
        _print(views, where.zone)


def _print(views: "tuple[CardView, ...]", zone: tzinfo) -> None:
    for name, group in groupby(views, lambda view: view.deck):
        members = list(group)
        output.say(f"{name} ({_plural(len(members), 'card')})", "strong")
        output.table(
            ("id", "state", "due", "recall", "question"),
            [
                (str(view.id), _state(view), _due(view, zone), _recall(view), view.question)
                for view in members
            ],
            right=(0, 3),
            indent=2,
        )
        output.say()
    output.say(f"{_plural(len(views), 'card')} in all.", "quiet")


def _state(view: "CardView") -> str:
    hidden = view.queue.name.lower()
    state = view.memory.state.name.lower()
    return state if hidden == "active" else f"{state}, {hidden}"


def _due(view: "CardView", zone: tzinfo) -> str:
    """Return the day, and for steps within a day the minute, on the learner's clock."""
    due = view.memory.due
    if due is None:
        return "-"
    local = due.astimezone(zone)
    return f"{local:%Y-%m-%d}" if view.memory.due_day is not None else f"{local:%Y-%m-%d %H:%M}"


def _recall(view: "CardView") -> str:
    return "-" if view.retrievability is None else f"{view.retrievability:.0%}"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
