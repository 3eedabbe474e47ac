"""A long answer against the key points of the model answer."""

from studyapp.grading.contradictions import Clash
from studyapp.grading.evidence import LISTED, Evidence, clauses_of, gather
from studyapp.grading.features import features
from studyapp.grading.markup import plain_text
from studyapp.grading.points import Claim, Point, key_points
from studyapp.grading.reasons import reasons, wrong
from studyapp.grading.verdict import Band, KeyPoint, Verdict, verdict
from studyapp.grading.weights import RIGHT, TOLD, probability

__all__ = ["grade_essay", "key_points"]

HIT = 0.7
"""Of a date, figure, person or term, to be hit."""
CLAIM_HIT, CLAIM_MEANT = 0.4, 0.2
"""Of the words of a claim, to be hit; other words may say the rest, and do in a right answer."""
SURE, SOME = 0.5, 0.5
"""Probabilities from which an answer is right, and partial; chosen on left-out questions."""
FEW = 5
"""Content words below which a list recalls too little."""
DENIED = 1.3
"""Strength of a denial from which an answer cannot be right: more than one word."""
WHOLE = 0.6
"""Of a sentence, to be told: what denies one word of it denies it."""
NOTHING = 0.1
"""The most that an answer scores which tells no point."""
ON_TOPIC = 0.24
"""Of the weight of an answer's words, to be of the model: good answers to other questions that have
many common words in common with it have less, right ones more."""
ECHO = 0.25
"""Share of words that the question does not have, below which an answer only repeats it."""


def grade_essay(question: str, model: str, answer: str) -> Verdict:
    """Grade a long answer by the key points of ``model`` that it hits.

    The score is the mark to expect, where partial is worth a half. Time is bounded: of texts
    longer than ``markup.LONGEST`` only the beginning is read.
    """
    found = gather(question, model, answer)
    points = tuple(each.point for each in found.points)
    if not points:
        return verdict(
            Band.ABSTAIN, 0.0, reasons=("The model answer has no words to compare with.",)
        )
    if plain_text(answer).casefold().split() == plain_text(model).casefold().split():
        return verdict(Band.RIGHT, 1.0, points, reasons=("That is the model answer itself.",))
    if not (found.answer.items or found.answer.dates):
        return verdict(Band.WRONG, 0.0, (), points, (), ("There is no answer.",))
    if found.fresh < ECHO:
        return verdict(Band.WRONG, 0.0, (), points, (), ("That only repeats the question.",))
    if found.fluency < LISTED and len(found.answer.items) < max(FEW, len(found.model.items) / 8):
        few = "A few words without a sentence are not enough."
        return verdict(Band.WRONG, 0.1, *_parted(found), (), (few,))
    return _judge(found)


def _judge(found: Evidence) -> Verdict:
    values = features(found)
    told, right = probability(TOLD, values), probability(RIGHT, values)
    band = _band(found, told, right)
    hit, missing = _parted(found, band)
    band = Band.WRONG if band is Band.PARTIAL and not hit else band
    score = _within(band, (told + right) / 2) if hit else min(NOTHING, told)
    false = wrong(found) if band is not Band.RIGHT else ()
    return verdict(band, score, hit, missing, false, reasons(found, band, hit, missing))


def _parted(
    found: Evidence, band: Band = Band.WRONG
) -> tuple[tuple[KeyPoint, ...], tuple[KeyPoint, ...]]:
    """Return the points that are hit, and those that are missing; of a partial answer one is hit.

    Where none is told in the model's words, that is the one told most.
    """
    enough = CLAIM_MEANT if band is Band.RIGHT else CLAIM_HIT
    told = [
        share if _is_hit(each, share, found, enough) else 0.0
        for each, share in zip(found.points, found.shares, strict=True)
    ]
    if band is Band.PARTIAL and not any(told):
        told = _most_told(found)
    pairs = list(zip(found.points, told, strict=True))
    return (
        tuple(each.point for each, share in pairs if share),
        tuple(each.point for each, share in pairs if not share),
    )


def _most_told(found: Evidence) -> list[float]:
    """Return the shares with that of all points but one taken away: the one that is told most."""
    shares = [
        share if _is_hit(each, share, found, 0.0) else 0.0
        for each, share in zip(found.points, found.shares, strict=True)
    ]
    most = max(range(len(shares)), key=lambda at: shares[at] * found.points[at].point.weight)
    return [share if at == most else 0.0 for at, share in enumerate(shares)]


def _band(found: Evidence, told: float, right: float) -> Band:
    is_whole = right > SURE and told > SURE and found.precise >= ON_TOPIC
    if is_whole and not _is_named(found) and found.fluency >= LISTED:
        return Band.RIGHT
    return Band.PARTIAL if told > SOME or right > SURE else Band.WRONG


def _is_named(found: Evidence) -> bool:
    """Whether something that an answer says is surely wrong, so that it cannot be right."""
    exact = found.strangers or found.exchanges or found.swaps
    turned = found.reversals or found.turned or found.mixed or found.replaced
    plain = any(clash.plain and _is_sure(clash, found) for clash in found.clashes)
    return bool(exact or turned or plain) or any(fact.instead is not None for fact in found.facts)


def _is_sure(clash: Clash, found: Evidence) -> bool:
    """Whether a denial is of more than one word, or of a sentence that is told else."""
    numbers = dict.fromkeys(item.sentence for item in found.model.items)
    told = dict(zip(numbers, found.sentences, strict=True))
    at = next(item.sentence for item in found.model.items if item.clause == clash.clause)
    return clash.strength >= DENIED or told[at] >= WHOLE


def _within(band: Band, score: float) -> float:
    """Return a score that does not speak against its band."""
    low, high = {Band.RIGHT: (0.6, 1.0), Band.PARTIAL: (0.25, 0.75)}.get(band, (0.0, 0.5))
    return min(high, max(low, score))


def _is_hit(point: Point, share: float, found: Evidence, enough: float) -> bool:
    """Whether a point is said, and not said the other way round."""
    if not isinstance(point.source, Claim):
        return share >= HIT
    turned = {clash.clause for clash in found.clashes if clash.plain}
    against = (found.swaps, found.reversals, found.turned, found.replaced)
    turned |= {each.clause for group in against for each in group}
    return share >= enough and turned.isdisjoint(clauses_of(found, point))
