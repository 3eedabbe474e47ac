"""What ``build`` prints for people: the result, and with ``--report`` the account of every line."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from studyapp.cli import contract, output

if TYPE_CHECKING:
    from studyapp.services.views import BuildReport, BuiltSource
    from studyapp.sources.account import LineFate

QUOTED = 100
"""Characters of an uncertain line that are quoted."""


def show(built: "BuildReport", texts: Sequence[Sequence[str]] | None) -> None:
    """Print the report; ``texts`` holds the lines of each source if the account is wanted."""
    for index, source in enumerate(built.sources):
        _source(source)
        if texts is not None:
            account(source.line_fates, texts[index])
        output.say()
    if built.decks:
        output.table(
            ("cards", "deck"),
            [(str(cards), name) for name, cards in built.decks.items()],
            right=(0,),
        )
    else:
        output.say("No cards were found. 'studyapp build --report' says what each line is.")
        output.say("What always becomes cards: a question, a tab, its answer, one card a line.")
    for path in built.written:
        output.say(f"wrote {path}")
    for path in built.backups:
        output.say(f"a file with other text was there: kept as {path}", "warn")
    for reason in built.skipped:
        output.say(f"left out: {reason}", "warn")
    if offered := sum(source.offered for source in built.sources):
        output.say(
            f"{offered} more {'is' if offered == 1 else 'are'} offered: "
            "press g on the deck, or see 'studyapp generate --tier B'"
        )
    if built.decks:
        output.say("\nStudy with 'studyapp review DECK'.", "quiet")


def _source(built: "BuiltSource") -> None:
    parsed = built.parsed
    cards = contract.card_count(built)
    what = f"{cards} card{'' if cards == 1 else 's'}" if cards else "no cards"
    output.say(f"{parsed.path}: {parsed.layout}, {what}", "strong")
    changes = {
        "added": built.added,
        "updated": built.updated,
        "unchanged": built.unchanged,
        "no longer in the source, kept": built.missing,
    }
    told = [f"{count} {change}" for change, count in changes.items() if count]
    if told:
        output.say(f"  notes: {', '.join(told)}")
    output.say(f"  lines: {line_counts(contract.lines(built.line_fates))}")
    for claim in parsed.claims:
        verdict = "so it is" if claim.agrees else f"found {claim.found}"
        output.say(f"  the page says {claim.text!r} (line {claim.line}): {verdict}")
    for warning in parsed.warnings:
        output.say(f"  warning: {warning}", "warn")
    for unsure in built.unsure:
        output.say(f"  not sure: {unsure}", "warn")


def line_counts(counts: Mapping[str, int]) -> str:
    """Return how many lines met each fate, with shares that add up."""
    kinds = {kind: count for kind, count in counts.items() if kind != "total"}
    parts = [
        f"{count} {kind} ({share})"
        for (kind, count), share in zip(kinds.items(), shares(list(kinds.values())), strict=True)
    ]
    return f"{counts['total']} = {' + '.join(parts)}"


def shares(counts: Sequence[int]) -> list[str]:
    """Return percentages with one decimal that add up to exactly 100, if there is anything.

    Largest remainders get the tenths that rounding down leaves over.
    """
    total = sum(counts)
    if not total:
        return ["0.0%"] * len(counts)
    tenths = [count * 1000 // total for count in counts]
    rest = sorted(range(len(counts)), key=lambda at: (-(counts[at] * 1000 % total), at))
    for at in rest[: 1000 - sum(tenths)]:
        tenths[at] += 1
    return [f"{value // 10}.{value % 10}%" for value in tenths]


def where(first: int, last: int) -> str:
    """Return a span of lines in short."""
    return str(first) if first == last else f"{first}-{last}"


def account(fates: "Sequence[LineFate]", text: Sequence[str]) -> None:
    """Print what became of every line; ``text`` holds the lines, to quote the uncertain ones."""
    rows = [
        (where(span["first_line"], span["last_line"]), span["fate"], span["reason"])
        for span in contract.spans(fates)
    ]
    output.table(("lines", "fate", "reason"), rows, right=(0,), indent=2)
    uncertain = [each for each in fates if each.fate.value == "uncertain"]
    if not uncertain:
        output.say("  Nothing is uncertain.")
        return
    output.say("  Uncertain lines, to look at:")
    for each in uncertain:
        said = text[each.number - 1]
        output.say(f"    {each.number}: {said[:QUOTED]}{'…' if len(said) > QUOTED else ''}")
