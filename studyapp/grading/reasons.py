"""The verdict in sentences that a student understands, and what is wrong in the answer's words."""

from studyapp.grading.analysis import Text
from studyapp.grading.dates import Date
from studyapp.grading.evidence import LISTED, Evidence
from studyapp.grading.numbers import Figure
from studyapp.grading.points import counted
from studyapp.grading.verdict import Band, KeyPoint

MOST = 3
"""Missing points that one reason lists."""
LONGEST = 120
"""Characters of a clause that is quoted."""
_OPENINGS = {
    Band.RIGHT: "The main points are there",
    Band.PARTIAL: "Some of the answer is there",
    Band.WRONG: "This is not the answer yet",
}


def wrong(found: Evidence) -> tuple[str, ...]:
    """Return what an answer says and should not, in its own words, each once."""
    said = [
        found.answer.shown(fact.instead.first, fact.instead.last)
        for fact in found.facts
        if fact.instead is not None
    ]
    said += [found.answer.shown(fact.first, fact.last) for fact in _exchanged(found)]
    said += [stranger.said for stranger in found.strangers]
    said += [term.said for term in found.replaced]
    said += [reversal.said for reversal in found.reversals]
    said += [arrow.said for arrow in found.turned]
    said += [clash.said for clash in found.clashes if clash.plain]
    said += [pair.said for pair in found.mixed]
    said += [swap.said for swap in found.swaps]
    return tuple(dict.fromkeys(said))


def _exchanged(found: Evidence) -> list[Date | Figure]:
    return [fact for each in found.exchanges for fact in (each.one, each.other)]


def reasons(
    found: Evidence, band: Band, hit: tuple[KeyPoint, ...], missing: tuple[KeyPoint, ...]
) -> tuple[str, ...]:
    """Return why an answer got its band: what is wrong, how it is written, what is missing."""
    total = len(hit) + len(missing)
    lines = [f"{_OPENINGS[band]}: {len(hit)} of {total} key points."]
    lines += [*_instead(found), *_turned(found), *_denied(found, band), *_swapped(found)]
    if found.fluency < LISTED:
        lines.append(
            "These are keywords; sentences would say what they have to do with each other."
        )
    if missing:
        heaviest = sorted(missing, key=lambda point: -point.weight)[:MOST]
        more = len(missing) - len(heaviest)
        left = "; ".join(f"“{_cut(point.text)}”" for point in heaviest)
        lines.append(f"Not found: {left}" + (f" and {more} more." if more else "."))
    return tuple(lines)


def _instead(found: Evidence) -> list[str]:
    """Return what stands in the place of something else, like beside like."""
    pairs = []
    for fact in found.facts:
        if fact.instead is not None:
            source, where = (
                (found.question, "question") if fact.asked else (found.model, "model answer")
            )
            pairs.append((_fact(found.answer, fact.instead), _fact(source, fact.meant), where))
    pairs += [(each.said, each.meant, "model answer") for each in found.strangers]
    pairs += [(each.said, each.meant, "model answer") for each in found.replaced]
    return [f"You wrote {said}; the {where} has {meant}." for said, meant, where in pairs]


def _fact(text: Text, fact: Date | Figure) -> str:
    """Return a date or figure with what it counts: "two cells"."""
    last = counted(text.words, fact) if isinstance(fact, Figure) else fact.last
    return text.shown(fact.first, last)


def _turned(found: Evidence) -> list[str]:
    pairs = [(each.said, each.meant) for each in found.reversals]
    pairs += [(each.said, each.meant) for each in found.turned]
    return [
        f"“{_cut(said)}” is the other way round: the model answer has “{_cut(meant)}”."
        for said, meant in pairs
    ]


def _denied(found: Evidence, band: Band) -> list[str]:
    """Return what is denied, or told as a doubt; nothing that is named already."""
    named = {each.clause for each in found.reversals} | {each.clause for each in found.turned}
    return [
        f"“{_cut(each.said)}” {'goes' if each.plain else 'may go'} against “{_cut(each.meant)}”."
        for each in found.clashes
        if each.clause not in named and band is not Band.RIGHT
    ]


def _swapped(found: Evidence) -> list[str]:
    lines = [
        f"Did {_fact(found.answer, each.one)} and {_fact(found.answer, each.other)} change places?"
        for each in found.exchanges
    ]
    triples = [(each.one, each.other, each.said) for each in found.mixed]
    triples += [(each.one, each.other, each.said) for each in found.swaps]
    return lines + [
        f"Did {one} and {other} change places in “{_cut(said)}”?" for one, other, said in triples
    ]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"
