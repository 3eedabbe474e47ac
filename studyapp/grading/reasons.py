"""The verdict in sentences that a student understands, and what is wrong in the answer's words."""

from studyapp.grading.dates import Date
from studyapp.grading.evidence import LISTED, Evidence
from studyapp.grading.numbers import Figure
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
    said += [each.said for each in (*found.replaced, *found.reversals, *found.turned)]
    said += [clash.said for clash in found.clashes if clash.plain]
    said += [each.said for each in (*found.mixed, *found.swaps)]
    return tuple(dict.fromkeys(said))


def _exchanged(found: Evidence) -> list[Date | Figure]:
    return [fact for each in found.exchanges for fact in (each.one, each.other)]


def reasons(
    found: Evidence, band: Band, hit: tuple[KeyPoint, ...], missing: tuple[KeyPoint, ...]
) -> tuple[str, ...]:
    """Return why an answer got its band: what is wrong, how it is written, what is missing."""
    total = len(hit) + len(missing)
    lines = [f"{_OPENINGS[band]}: {len(hit)} of {total} key points."]
    lines += _facts(found)
    lines += [
        "Did {} and {} change places?".format(
            *(found.answer.shown(fact.first, fact.last) for fact in (each.one, each.other))
        )
        for each in found.exchanges
    ]
    lines += [
        f"You wrote {each.said}; the model answer has {each.meant}." for each in found.strangers
    ]
    lines += [
        f"You wrote {each.said}; the model answer has {each.meant}." for each in found.replaced
    ]
    lines += [
        f"“{_cut(each.said)}” is the other way round: the model answer has “{_cut(each.meant)}”."
        for each in (*found.reversals, *found.turned)
    ]
    lines += [
        f"“{_cut(each.said)}” {'goes' if each.plain else 'may go'} against “{_cut(each.meant)}”."
        for each in found.clashes
        if each.plain or band is not Band.RIGHT
    ]
    lines += [
        f"Did {each.one} and {each.other} change places in “{_cut(each.said)}”?"
        for each in (*found.mixed, *found.swaps)
    ]
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


def _facts(found: Evidence) -> list[str]:
    lines = []
    for fact in found.facts:
        if fact.instead is None:
            continue
        source = found.question if fact.asked else found.model
        said = found.answer.shown(fact.instead.first, fact.instead.last)
        meant = source.shown(fact.meant.first, fact.meant.last)
        where = "question" if fact.asked else "model answer"
        lines.append(f"You wrote {said}; the {where} has {meant}.")
    return lines


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"
