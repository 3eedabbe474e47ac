"""The root of the command line; ``studyapp`` without a command opens the screens."""

from contextlib import ExitStack
from typing import Annotated

import typer

from studyapp import __version__
from studyapp.cli import (
    build,
    cards,
    catch_up,
    check,
    contrast,
    decks,
    due,
    exam,
    exits,
    export,
    formats,
    games,
    generate,
    grade,
    history,
    import_,
    inspect,
    learn,
    mastery,
    optimize,
    output,
    report_page,
    review,
    simulate,
    stats,
    test,
    tutor,
)
from studyapp.cli.context import DbOption, Given
from studyapp.cli.group import StudyGroup

app = typer.Typer(
    name="studyapp",
    cls=StudyGroup,
    epilog=exits.epilog(),
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        output.say(f"studyapp {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    db: DbOption = None,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Spaced repetition in the terminal. Without a command: open the screens and study."""
    context.obj = Given(db)
    if context.invoked_subcommand is not None:
        return
    from studyapp.cli import context as contexts
    from studyapp.cli import interface

    where = contexts.place(context)
    interface.require_terminal()
    with ExitStack() as stack:
        interface.start(where, lambda: stack.enter_context(contexts.opened(where, samples=True)))


app.command("build", help=build.HELP, short_help="Turn messy pages into decks.")(build.command)
app.command("import", help=import_.HELP, short_help="Import decks of other programs.")(
    import_.command
)
app.command("export", help=export.HELP, short_help="Export decks for other programs.")(
    export.command
)
app.command("formats", help=formats.HELP, short_help="List what can be imported and exported.")(
    formats.command
)
app.command("decks", help=decks.HELP, short_help="List the decks and what waits in them.")(
    decks.command
)
app.command("cards", help=cards.HELP, short_help="List the cards of a deck, or all.")(cards.command)
app.command("due", help=due.HELP, short_help="Count what waits to be studied now.")(due.command)
app.command("review", help=review.HELP, short_help="Study one deck at once.")(review.command)
app.command("learn", help=learn.HELP, short_help="Learn a deck: choose, then type.")(learn.command)
app.command("test", help=test.HELP, short_help="Sit a practice test, or print one.")(test.command)
app.command("stats", help=stats.HELP, short_help="Show how study goes: retention, load, memory.")(
    stats.command
)
app.command("match", help=games.MATCH, short_help="Pair questions with answers.")(games.match)
app.command("sort", help=games.SORT, short_help="Sort cards: who, when, known or not.")(games.sort)
app.command("flip", help=games.FLIP, short_help="Look through flashcards.")(games.flip)
app.command("cram", help=games.CRAM, short_help="Review chosen cards, whatever is due.")(games.cram)
app.command("contrast", help=contrast.HELP, short_help="Tell apart cards that are confused.")(
    contrast.command
)
app.command("tutor", help=tutor.HELP, short_help="Type long answers, graded with reasons.")(
    tutor.command
)
app.command("check", help=check.HELP, short_help="Look whether the collection is sound.")(
    check.command
)
app.command(
    "inspect", help=inspect.HELP, short_help="Show a text as studyapp reads it; stores nothing."
)(inspect.command)
app.command(
    "generate", help=generate.HELP, short_help="Show the cards a text would give; stores nothing."
)(generate.command)
app.command("grade", help=grade.HELP, short_help="Grade typed answers, or measure grading.")(
    grade.command
)
app.command("optimize", help=optimize.HELP, short_help="Fit the schedule to your own reviews.")(
    optimize.command
)
app.command("history", help=history.HELP, short_help="Add reviews from a plain table.")(
    history.command
)
app.add_typer(exam.app, name="exam", help=exam.HELP, short_help="Plan for an exam.")
app.command("catch-up", help=catch_up.HELP, short_help="Say when what is due will be worked off.")(
    catch_up.command
)
app.command("simulate", help=simulate.HELP, short_help="Say what each retention would cost.")(
    simulate.command
)
app.command("mastery", help=mastery.HELP, short_help="Say how much of a deck is known.")(
    mastery.command
)
app.command("report", help=report_page.HELP, short_help="Write a deck's progress as a page.")(
    report_page.command
)
