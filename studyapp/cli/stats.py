"""``studyapp stats``: figures of the collection, a deck or a tag, as plots or as JSON."""

from typing import TYPE_CHECKING, Annotated

import typer

from studyapp.cli import contract, output, sections, stats_contract
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.deck_argument import DeckArgument
from studyapp.domain.period import Period

if TYPE_CHECKING:
    from studyapp.services.stats import Scope

HELP = contract.help_text(
    "Show how study goes: true retention, what falls due, time, memory and calibration; of all "
    "cards, of a deck with its subdecks, or of a tag. Cards are mature from an interval of 21 days "
    "on. Cramming, choosing and matching count as time, and nowhere else. Days are study days, "
    "shares go from 0 to 1, what cannot be said is null.",
    stats_contract.STATS,
)


def command(
    context: typer.Context,
    deck: DeckArgument = None,
    tag: Annotated[
        str | None,
        typer.Option("--tag", metavar="TAG", help="Only cards with this tag, or one below it."),
    ] = None,
    period: Annotated[
        Period, typer.Option("--period", help="How many days to look back.")
    ] = Period.QUARTER,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Show statistics."""
    where = place(context, db)
    with opened(where, samples=True) as collection:
        from studyapp.services.stats import Scope

        found = collection.statistics()
        scope = Scope(deck, tag)
        figures = found.figures(scope, period)
        calibration = found.calibration(scope, period)
    if as_json:
        output.write_json(stats_contract.stats(figures, calibration))
        return
    from studyapp.services import charts

    output.say(f"{_scope_text(scope)}, {charts.PERIODS[period]}", "strong")
    for section in (*charts.sections(figures), charts.calibration(calibration)):
        sections.show(section)


def _scope_text(scope: "Scope") -> str:
    parts = [scope.deck or ("all decks" if scope.tag is None else "")]
    parts += [] if scope.tag is None else [f"tag {scope.tag}"]
    return ", ".join(filter(None, parts))
