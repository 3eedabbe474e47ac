"""``studyapp review``: straight to the cards of one deck."""

from typing import TYPE_CHECKING

import typer

from studyapp.cli.context import DbOption, opened, place
from studyapp.cli.deck_argument import DeckArgument

if TYPE_CHECKING:
    from studyapp.collection import Collection

HELP = (
    "Study a deck and its subdecks at once, without the list of decks before. Without DECK: the "
    "first deck in which something waits. Needs a terminal; every rating is kept as it is given."
)


def command(
    context: typer.Context,
    deck: DeckArgument = None,
    db: DbOption = None,
) -> None:
    """Study a deck."""
    from studyapp.cli import interface

    where = place(context, db)
    with opened(where, samples=True) as collection:
        chosen = choose(collection, deck)
        interface.require_terminal()
        interface.start(where, collection, chosen)


def choose(collection: "Collection", wanted: str | None) -> str | None:
    """Return the full name of the deck to study, None for the list of decks.

    Raises ``NotFoundError``.
    """
    from studyapp.services.browse import resolve_deck

    rows = collection.decks()
    if wanted is not None:
        return resolve_deck([row.name for row in rows], wanted)
    return next((row.name for row in rows if row.depth == 0 and row.counts.total), None)
