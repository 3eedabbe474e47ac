"""Who did what to whom: words of the answer that stand in each other's places.

A word is known by its company: the other words of its clause, and its part beside the verb. Where
two words of the answer each keep the company that the other has in the model, they are swapped.
Names, numbers and common nouns are treated alike.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from studyapp.grading.alignment import Match
from studyapp.grading.analysis import Item, Text
from studyapp.grading.related import concepts
from studyapp.grading.words import Word

MARGIN = 1.0
"""By how much, together, the company must speak for the swap of two names or numbers."""
COMMON_MARGIN = 2.0
"""The same for common nouns, whose company varies more."""
EACH = 0.3
"""By how much it must do so for either word."""
PART = 1.5
"""Weight of a word's part beside the verb."""
MOST_WORDS = 60
_PARTS = frozenset(("subject", "object", "than", "from", "to", "by", "against", "over", "of"))

Company = dict[str, float]


@dataclass(frozen=True, slots=True)
class Swap:
    """Two words of the answer in each other's places."""

    one: str
    other: str
    said: str
    """The clause of the answer."""
    clause: int
    """Number of the model's clause that the first word belongs to."""
    sharp: bool
    """Whether both are names or numbers, whose company is sure."""


def swaps(model: Text, answer: Text, aligned: dict[int, list[Match]]) -> tuple[Swap, ...]:
    """Return the pairs that an answer has the wrong way round, each word at most once."""
    meant, homes = _meant(model)
    said, places = _said(model, aligned)
    nouns = [
        stem
        for stem in said
        if _noun(model.words, homes[stem]) and _noun(answer.words, places[stem])
    ]
    taken: set[str] = set()
    found = []
    sharp = {stem for stem in nouns if _is_sharp(model.words, homes[stem])}
    for total, one, other in _crossed(nouns[:MOST_WORDS], said, meant):
        sure = {one, other} <= sharp
        if total < (MARGIN if sure else COMMON_MARGIN):
            continue
        if one in taken or other in taken:
            continue
        taken |= {one, other}
        start, stop = answer.propositions[places[one].proposition]
        clause = answer.shown(start, stop - 1).strip(" ,;:.")
        first_word, second_word = answer.words[places[one].at], answer.words[places[other].at]
        found.append(Swap(first_word.text, second_word.text, clause, homes[one].clause, sure))
    return tuple(found)


def _crossed(
    nouns: list[str], said: dict[str, Company], meant: dict[str, Company]
) -> list[tuple[float, str, str]]:
    """Return the pairs that each keep the other's company, and how clearly, the clearest first."""
    gains: dict[tuple[str, str], float] = {}
    for one in nouns:
        own = _like(said[one], meant[one], one, one)
        for other in nouns:
            if other != one:
                gains[one, other] = _like(said[one], meant[other], one, other) - own
    scored = [
        (gains[one, other] + gains[other, one], one, other)
        for one, other in combinations(nouns, 2)
        if min(gains[one, other], gains[other, one]) >= EACH
    ]
    return sorted(scored, reverse=True)


def _is_sharp(words: list[Word], item: Item) -> bool:
    """Whether a word is a number or a name, also one at the head of a sentence."""
    opening = words[item.at].capital and item.weight == 1.0 and not concepts(item.stem)
    return item.name or opening or item.stem.startswith("#")


def _noun(words: list[Word], item: Item) -> bool:
    """Whether a word can have a part: no verb, participle or adverb, as far as it shows."""
    return item.role != "verb" and not words[item.at].low.endswith(("ed", "ing", "ly"))


def _meant(model: Text) -> tuple[dict[str, Company], dict[str, Item]]:
    """Return the company that each word keeps in the model, and where it stands there."""
    clauses: dict[int, list[Item]] = defaultdict(list)
    for item in model.items:
        clauses[item.proposition].append(item)
    company: dict[str, Company] = defaultdict(dict)
    homes: dict[str, Item] = {}
    for items in clauses.values():
        for item in items:
            homes.setdefault(item.stem, item)
            _meet(company[item.stem], item, [(near, near.stem) for near in items])
    return company, homes


def _said(
    model: Text, aligned: dict[int, list[Match]]
) -> tuple[dict[str, Company], dict[str, Item]]:
    """Return the company of the model's words in the answer, and where each stands there."""
    clauses: dict[int, list[Match]] = defaultdict(list)
    for matches in aligned.values():
        for match in matches:
            if match.credit > 0.5:
                clauses[match.met.proposition].append(match)
    company: dict[str, Company] = defaultdict(dict)
    places: dict[str, Item] = {}
    for matches in clauses.values():
        around = [(match.met, match.item.stem) for match in matches]
        for match in matches:
            places.setdefault(match.item.stem, match.met)
            _meet(company[match.item.stem], match.met, around)
    return company, places


def _meet(company: Company, item: Item, around: list[tuple[Item, str]]) -> None:
    for near, stem in around:
        if near.at == item.at:
            continue
        company[stem] = max(company.get(stem, 0.0), near.weight or 1.0)
        if near.role == "verb" and item.role in _PARTS:
            company[f"{item.role} {stem}"] = PART


def _like(said: Company, meant: Company, one: str, other: str) -> float:
    """Return how much company two words share, each other left out of it."""
    return sum(
        min(weight, meant[key])
        for key, weight in said.items()
        if key in meant and key not in (one, other)
    )
