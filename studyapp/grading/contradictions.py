"""What an answer says the other way round: a negation too many or too few, an opposite.

Sentence is held against sentence, where they are about the same thing. What counts is the group of
words under one negator: the answer contradicts the model if it denies a group that the model
affirms, or affirms one that the model denies. A single word met by its opposite counts as well.
"""

from collections import defaultdict
from dataclasses import dataclass

from studyapp.grading.alignment import Match
from studyapp.grading.analysis import Text
from studyapp.grading.data import word_set
from studyapp.grading.polarity import UNSURE
from studyapp.grading.related import RELATED
from studyapp.grading.words import FUNCTION, stem

SHARED = 1.2
"""Weight of words that two sentences must share besides, to be about the same thing."""
WHOLE = 0.8
"""The same as a share of a short sentence."""
SAME, TWO_WORDS = 0.95, 1.4
"""From which share a sentence is said as it stands, if it is of two words and more."""
FAINT = 0.85
"""Weight of denied words below which a negation is of something else: one synonym."""
NEAR = 8
"""Words around one that may deny it in their own way."""
_SMALL = word_set("half_negative")
_SCARCE = word_set("scarce")
_HALF = frozenset(stem(word) for word in _SMALL - FUNCTION)


@dataclass(frozen=True, slots=True)
class Clash:
    """A clause of the answer that says the opposite of a clause of the model."""

    said: str
    meant: str
    clause: int
    """Number of the model's clause."""
    strength: float
    """Weight of the words that are turned; 2 and more leaves no doubt, one synonym little else."""
    plain: bool
    """Whether one side denies and the other says so outright: what is not is only evidence."""


def clashes(model: Text, answer: Text, aligned: dict[int, list[Match]]) -> tuple[Clash, ...]:
    """Return what an answer contradicts, each clause of the model at most once."""
    pairs = _best_of_each(aligned)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for match in pairs:
        shared[match.item.sentence, match.met.sentence] += abs(match.credit) * match.item.weight
    whole: dict[int, float] = defaultdict(float)
    for item in model.items:
        whole[item.sentence] += item.weight
    groups: dict[tuple[str, int], list[Match]] = defaultdict(list)
    for match in pairs:
        needed = min(SHARED + match.item.weight, WHOLE * whole[match.item.sentence])
        if shared[match.item.sentence, match.met.sentence] < needed:
            continue
        if UNSURE in (match.met.negator, match.item.negator):
            continue
        if match.met.negator:
            groups["answer", match.met.negator].append(match)
        if match.item.negator:
            groups["model", match.item.negator].append(match)
        plain = not (match.met.negator or match.item.negator)
        opposed = match.credit <= -RELATED and plain
        if opposed and match.item.weight == 1.0 == match.met.weight:
            groups["word", match.met.at].append(match)
    found: dict[int, Clash] = {}
    for (kind, _), group in groups.items():
        strength = _weight(group)
        pair = group[0].item.sentence, group[0].met.sentence
        same = whole[pair[0]] >= TWO_WORDS and shared[pair] >= SAME * whole[pair[0]]
        faint = kind != "word" and strength < FAINT
        if (not faint or same) and all(sign(match) < 0 for match in group):
            heaviest = max(group, key=lambda match: abs(match.credit) * match.item.weight)
            plain = kind != "word" and is_plain(model, answer, heaviest)
            clash = clash_of(model, answer, heaviest, strength, plain=plain)
            old = found.get(clash.clause)
            if old is None or old.strength < strength:
                found[clash.clause] = clash
    return tuple(found.values())


def _weight(group: list[Match]) -> float:
    """Return the weight of the words of an answer in a group, each counted once."""
    return sum({match.met.at: abs(match.credit) * match.item.weight for match in group}.values())


def sign(match: Match) -> int:
    """Return 1 if two words are both affirmed or both denied, else -1."""
    agree = 1 if match.credit > 0 else -1
    return -agree if bool(match.item.negator) != bool(match.met.negator) else agree


def _best_of_each(aligned: dict[int, list[Match]]) -> list[Match]:
    """Return the best matches of each word of the answer, those that agree before others."""
    by_met: dict[int, list[Match]] = defaultdict(list)
    for matches in aligned.values():
        for match in matches:
            by_met[match.met.at].append(match)
    found = []
    for matches in by_met.values():
        best = max(abs(match.credit) for match in matches)
        good = [match for match in matches if abs(match.credit) >= best - 0.01]
        agreeing = [match for match in good if sign(match) > 0]
        found += agreeing or good
    return found


def is_plain(model: Text, answer: Text, match: Match) -> bool:
    """Whether the side that affirms has no word that denies by itself: "short", "only", "few"."""
    denying = answer.words[match.met.negator - 1] if match.met.negator else None
    if denying is not None and denying.low in _SCARCE:
        return False
    text, item = (model, match.item) if match.met.negator else (answer, match.met)
    first, end = text.sentences[item.sentence]
    around = text.words[max(first, item.at - NEAR) : min(end, item.at + NEAR + 1)]
    denied = any(
        each.negator
        for each in text.items
        if first <= each.at < end and abs(each.at - item.at) <= NEAR
    )
    return not denied and all(word.stem not in _HALF and word.low not in _SMALL for word in around)


def clash_of(model: Text, answer: Text, match: Match, strength: float, *, plain: bool) -> Clash:
    """Return what two words that disagree make of the clauses they are in."""
    first, end = model.clauses[match.item.clause]
    start, stop = answer.clauses[match.met.clause]
    said = answer.shown(start, stop - 1).strip(" ,;:.")
    meant = model.shown(first, end - 1).strip(" ,;:.")
    return Clash(said, meant, match.item.clause, strength, plain)
