"""``studyapp mastery``: how likely cards are to be known, now and at the exam."""

from typing import TYPE_CHECKING

import typer

from studyapp.cli import contract, output
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.deck_argument import OneDeckArgument

if TYPE_CHECKING:
    from studyapp.services.mastery import Group

SHAPE = """\
{"deck", "now": TIME, "later": TIME, "exam",
 "decks": [{"name", "cards", "new", "now", "later"}],
 "tags": as decks,
 "cards": [{"id", "deck", "question", "now", "later"}]}"""
HELP = contract.help_text(
    "Say how likely the cards of a deck are to be known, now and at the next exam that covers it "
    "(else in 30 days) without further study: by subdeck, by tag and, in JSON, by card. New cards "
    "count as unknown.",
    SHAPE,
)


def command(
    context: typer.Context,
    deck: OneDeckArgument,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Say how much of a deck is known."""
    where = place(context, db)
    with opened(where, samples=True) as collection:
        found = collection.mastery(deck)
        suspended = 0 if found.cards else len(collection.cards(found.deck))
    if as_json:
        output.write_json(
            {
                "deck": found.deck,
                "now": contract.utc(found.now),
                "later": contract.utc(found.later),
                "exam": found.exam or None,
                "decks": [_group(each) for each in found.decks],
                "tags": [_group(each) for each in found.tags],
                "cards": [
                    {
                        "id": each.card.id,
                        "deck": each.card.deck,
                        "question": each.card.question,
                        "now": round(each.now, 4),
                        "later": round(each.later, 4),
                    }
                    for each in found.cards
                ],
            }
        )
        return
    if not found.cards:
        all_of = f"all {output.counted(suspended, 'card')} are suspended"
        output.say(f"{found.deck}: {all_of if suspended else 'no cards'}")
        return
    later = f"{found.later.astimezone(where.zone):%Y-%m-%d}"
    if found.exam:
        output.say(f"Known now, and on {later}, at the exam {found.exam}, without further study:")
    else:
        output.say(f"Known now, and on {later}, in 30 days, without further study:")
    rows = [
        (
            str(each.cards),
            str(each.new),
            f"{100 * each.now:.0f}%",
            f"{100 * each.later:.0f}%",
            name + each.name,
        )
        for name, groups in (("", found.decks), ("#", found.tags))
        for each in groups
    ]
    output.table(("cards", "new", "now", later, "deck or #tag"), rows, right=(0, 1, 2, 3))


def _group(each: "Group") -> dict[str, object]:
    return {
        "name": each.name,
        "cards": each.cards,
        "new": each.new,
        "now": round(each.now, 4),
        "later": round(each.later, 4),
    }
