"""``studyapp generate``: the cards that texts would give, printed and not stored."""

from dataclasses import replace
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from studyapp.cli import contract, output, report
from studyapp.cli.context import JsonOption, check_settings
from studyapp.cli.given import EncodingOption, SourcesArgument, stdin
from studyapp.cli.progress import Progress

if TYPE_CHECKING:
    from studyapp.generation import Cloze, Generated, Refusal

HELP = (
    contract.help_text(
        "Draw cloze cards from texts and print them without storing anything. Tier A is what a "
        "deck gets by default, tier B what is offered for picking as well. Flashcard pages and "
        'Markdown decks among the sources give no cards: they guide the choice, and "links" '
        "names the nearest of theirs.",
        contract.GENERATE,
    )
    + f"\n\nWith --json --explain:\n\n\b\n{contract.EXPLAINED}"
)


class Tier(StrEnum):
    """How good a card has to be to be printed."""

    A = "A"
    B = "B"


def _tier(text: str) -> Tier:
    """Read a tier; Typer's own reading would list the choices in small letters."""
    try:
        return Tier(text.upper())
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not one of {', '.join(Tier)}.") from None


def command(
    sources: SourcesArgument,
    tier: Annotated[
        Tier,
        typer.Option(
            "--tier",
            metavar="A|B",
            help="A: only the best cards. B: those for picking, too.",
            parser=_tier,
            autocompletion=lambda: list(Tier),
        ),
    ] = Tier.A,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also list the sentences refused, and why.")
    ] = False,
    as_json: JsonOption = False,
    encoding: EncodingOption = None,
) -> None:
    """Draw cards."""
    from studyapp.services.texts import gather, generate_from

    check_settings()
    files, skipped = gather(sources, stdin, encoding)
    for reason in skipped:
        output.warn(f"left out: {reason}")
    with Progress() as progress:
        drawn = generate_from(files, encoding, progress)
    cards = tuple(card for card in drawn.cards if card.tier <= tier.value)
    wanted = replace(drawn, cards=cards)
    if as_json:
        output.write_json(contract.generate(wanted, explain=explain))
        return
    _cards(cards)
    if explain:
        _refusals(drawn.refused)
    _sum(drawn, len(cards), explain=explain)


def _cards(cards: "tuple[Cloze, ...]") -> None:
    for (path, section), group in groupby(cards, lambda card: (card.path, card.section)):
        output.say(f"{path}: {section}" if section else path, "strong")
        for card in group:
            _card(card)
        output.say()


def _card(card: "Cloze") -> None:
    lines = report.where(card.first_line, card.last_line)
    output.say(f"  {lines}  {card.tier}  {card.category.value}", "quiet")
    if card.context:
        output.say(f"    ({card.context})", "quiet")
    output.say(f"    {card.question}")
    output.say(f"    = {card.answer}", "good")


def _refusals(refused: "tuple[Refusal, ...]") -> None:
    for path, group in groupby(refused, lambda refusal: refusal.path):
        output.say(f"{path}: refused", "strong")
        for refusal in group:
            output.say(f"  {refusal.first_line}  {refusal.reason}", "quiet")
            output.say(f"    {refusal.sentence}")
        output.say()


def _sum(drawn: "Generated", shown: int, *, explain: bool) -> None:
    if not drawn.cards and not drawn.refused:
        output.say("There is no running text in these sources. 'studyapp inspect' shows a file.")
        return
    more = len(drawn.cards) - shown
    output.say(f"{shown} card{'' if shown == 1 else 's'}, {len(drawn.refused)} sentences refused.")
    if more:
        output.say(f"--tier B shows {more} more, to pick from.", "quiet")
    if drawn.refused and not explain:
        output.say("--explain lists what was refused, and why.", "quiet")
