"""``studyapp optimize``: FSRS fitted to the learner's own log."""

import shlex
import shutil
from typing import TYPE_CHECKING, Annotated

import typer

from studyapp.cli import contract, fitted, output
from studyapp.cli.completion import deck_names
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.progress import Progress

if TYPE_CHECKING:
    from studyapp.services.fits import Fit

HELP = contract.help_text(
    "Fit the parameters of FSRS to your own reviews: those of a deck and its subdecks, or of all "
    "decks; decks with the same parameters are fitted together, and so are those that share "
    "options with a named one. The parameters are fitted to the earlier reviews and judged by the "
    "later ones, and only if they predict these better (log loss) are they applied. Memory is "
    "then computed anew from the log. What is due stays due: the new parameters decide from the "
    "next answer on. With too few reviews nothing changes.",
    fitted.OPTIMIZE,
)
WIDEST = 78
LISTED = 4
"""Decks named in one line."""


def command(
    context: typer.Context,
    deck: Annotated[
        str | None,
        typer.Argument(
            metavar="DECK",
            help="A deck, by name or part of it; without it, all.",
            autocompletion=deck_names,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen and change nothing.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take the last fit back: parameters and memory.")
    ] = False,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Fit or take back."""
    if dry_run and undo:
        raise typer.BadParameter("goes with fitting, not with --undo", param_hint="--dry-run")
    with opened(place(context, db)) as collection, Progress() as progress:
        if undo:
            fits = collection.undo_optimize(deck, progress=progress)
        else:
            fits = collection.optimize(deck, dry_run=dry_run, progress=progress)
    if as_json:
        output.write_json(fitted.fits(fits))
        return
    if not fits:
        output.say("There are no decks yet.")
    for at, fit in enumerate(fits):
        if at:
            output.say()
        _show(fit, deck)


def _show(fit: "Fit", deck: str | None) -> None:
    from studyapp.services.fits import Verdict

    output.say(_named(fit.decks), "strong")
    cards = output.counted(fit.cards, "card")
    if fit.verdict is Verdict.UNDONE:
        which = "those fitted before" if fit.new else "the defaults"
        output.say(f"  taken back: the parameters are {which}, and the memory of {cards} follows")
        return
    recalls = output.counted(fit.recalls, "review")
    if fit.judgement is None:
        output.say(
            f"  {recalls} on a later day than the one before; fitting needs {fit.minimum:,}. "
            f"{'The parameters stay as they are.' if fit.old else 'The defaults stay.'}"
        )
        return
    _show_judgement(fit)
    if fit.verdict is Verdict.APPLIED:
        again = shlex.join(["studyapp", "optimize", *([deck] if deck else []), "--undo"])
        output.say(f"  applied: the memory of {cards} follows; what is due stays due", "good")
        output.say(f"  to take it back: {again}", "quiet")
    elif fit.verdict is Verdict.BETTER:
        output.say("  better: it would be applied", "good")
    else:
        output.say("  not better: the parameters stay as they are")


def _show_judgement(fit: "Fit") -> None:
    from studyapp.services.charts.calibration import of_bins
    from studyapp.services.fits import Verdict

    if (judged := fit.judgement) is None:
        return
    before, after = judged.before, judged.after
    before_bins, after_bins = judged.calibration_before, judged.calibration_after
    output.say(
        f"  {fit.recalls - judged.held_out:,} earlier reviews to fit to, {judged.held_out:,} later "
        "ones to judge by"
    )
    rows = [
        ("log loss", f"{before.log_loss:.4f}", f"{after.log_loss:.4f}", "lower is better"),
        ("RMSE(bins)", f"{before.rmse_bins:.4f}", f"{after.rmse_bins:.4f}", "lower is better"),
    ]
    output.table(("", "until now", "fitted", ""), rows, right=(1, 2), indent=2)
    kept = fit.verdict is Verdict.NOT_BETTER
    title, bins = ("until now", before_bins) if kept else ("fitted", after_bins)
    output.say(f"\n  calibration, {title}: recalled (up) against predicted, with the error of each")
    output.plot(of_bins(bins)(min(shutil.get_terminal_size().columns, WIDEST)))
    output.say()


def _named(decks: tuple[str, ...]) -> str:
    """Return the decks of a group, those below another one left out."""
    from studyapp.domain.deck import is_within

    roots: list[str] = []
    for name in decks:
        if not (roots and is_within(name, roots[-1])):
            roots.append(name)
    more = f" and {len(roots) - LISTED:,} more" if len(roots) > LISTED else ""
    return ", ".join(roots[:LISTED]) + more
