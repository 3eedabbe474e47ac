"""``studyapp test``: a practice test on the screen, on paper, or as JSON; and its history."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from studyapp.cli import contract, output, papers
from studyapp.cli.context import DbOption, JsonOption, opened, place
from studyapp.cli.deck_argument import DeckArgument

if TYPE_CHECKING:
    from studyapp.collection import Collection
    from studyapp.quiz.paper_wishes import Wishes

HELP = contract.help_text(
    "Sit a practice test on a deck and its subdecks: the options are filled into its form. With "
    "--print the paper is printed instead, its answers on a second sheet behind a form feed; the "
    "same deck, options and --seed give the same paper. --json prints the paper with its answers, "
    'where "right" is the place of the right option from 0, null for a typed answer.',
    papers.PAPER,
) + ("\n\nWith --history --json it prints:\n\n\b\n" + papers.SCORES)
FORMATS = ("text", "markdown")


def command(
    context: typer.Context,
    deck: DeckArgument = None,
    questions: Annotated[
        int | None, typer.Option("--questions", metavar="N", help="How many cards are asked.")
    ] = None,
    kinds: Annotated[
        str | None,
        typer.Option(
            "--kinds",
            metavar="LIST",
            help="Of choice, true-false, matching, cloze, written; with commas.",
        ),
    ] = None,
    side: Annotated[
        str | None,
        typer.Option("--side", metavar="SIDE", help="What is shown: question, answer or mixed."),
    ] = None,
    tags: Annotated[
        str | None, typer.Option("--tags", metavar="LIST", help="Only cards with one of these.")
    ] = None,
    subdecks: Annotated[
        str | None, typer.Option("--subdecks", metavar="LIST", help="Only cards in one of these.")
    ] = None,
    sections: Annotated[
        list[str] | None,
        typer.Option("--section", metavar="TEXT", help="Only this section; may be repeated."),
    ] = None,
    starred: Annotated[bool, typer.Option("--starred", help="Only starred cards.")] = False,
    weak: Annotated[
        bool, typer.Option("--weak", help="Only cards likely to be forgotten now.")
    ] = False,
    minutes: Annotated[
        int | None, typer.Option("--minutes", metavar="N", help="A timer that hands in.")
    ] = None,
    pass_mark: Annotated[
        int | None, typer.Option("--pass-mark", metavar="P", help="Per cent, by default 60.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="The same number, the same paper.")
    ] = None,
    printed: Annotated[bool, typer.Option("--print", help="Print the paper.")] = False,
    form: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="text or markdown.")
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help="Write the answers there instead."),
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="List the papers that were handed in.")
    ] = False,
    as_json: JsonOption = False,
    db: DbOption = None,
) -> None:
    """Sit or print a practice test, or look at the scores."""
    given: dict[str, Any] = {
        "questions": questions,
        "kinds": _listed(kinds),
        "side": side,
        "tags": _listed(tags),
        "subdecks": _listed(subdecks),
        "sections": tuple(sections) if sections else None,
        "starred": starred or None,
        "weak": weak or None,
        "minutes": minutes,
        "pass_mark": pass_mark,
        "seed": seed,
    }
    given = {name: value for name, value in given.items() if value is not None}
    if form is not None and form not in FORMATS:
        raise typer.BadParameter("text or markdown", param_hint="--format")
    if (form or answers) and not printed:
        raise typer.BadParameter("they go with --print", param_hint="--format, --answers")
    if printed and as_json:
        raise typer.BadParameter("choose one of them", param_hint="--print, --json")
    wishes = _wishes(given)
    if not (history or printed or as_json):
        from studyapp.cli import interface

        interface.open_mode(context, deck, db, "test", **({"wishes": wishes} if given else {}))
        return
    where = place(context, db)
    with opened(where, samples=True) as collection:
        if history:
            scores = collection.test_scores(_named(collection, deck))
            papers.show_scores(scores, where.zone, as_json=as_json)
            return
        paper = collection.test_paper(_named(collection, deck), wishes)
    if as_json:
        output.write_json(papers.paper(paper))
    else:
        papers.show_paper(paper, form or FORMATS[0], answers)


def _listed(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _wishes(given: dict[str, Any]) -> "Wishes":
    """Read the options. Raises ``StudyError`` for what is not possible."""
    from studyapp.errors import StudyError
    from studyapp.quiz.paper_wishes import Kind, Side, wishes_from

    if given.get("side", Side.QUESTION) not in tuple(Side):
        raise StudyError(f"no side {given['side']!r}", f"Choose of: {', '.join(Side)}.")
    return wishes_from({"kinds": tuple(Kind), **given}).checked()


def _named(collection: "Collection", deck: str | None) -> str:
    """Return the deck that is meant: without a name the first that has cards."""
    from studyapp.errors import NotFoundError
    from studyapp.services.browse import resolve_deck

    rows = collection.decks()
    if not rows:
        raise NotFoundError("there are no decks yet", "Build or import one first.")
    if deck is None:
        return next((row.name for row in rows if row.cards), rows[0].name)
    return resolve_deck([row.name for row in rows], deck)
