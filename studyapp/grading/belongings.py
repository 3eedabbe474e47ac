"""What belongs to which of two things: hydrogen at the cathode and chlorine at the anode.

Many answers tell two things apart: two stages, two courts, two seasons. Each word of a text belongs
to the nearer of the two in its sentence, or to the one spoken of last. If what an answer says of
the one is mostly what the model says of the other, the two are exchanged, in whatever order and
however far apart the words stand.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from studyapp.grading.analysis import Item, Text
from studyapp.grading.frames import Aligned, Page, Pair, is_name
from studyapp.grading.opposites import directions
from studyapp.grading.words import MARKS

CROSSED, EACH = 2.0, 0.4
"""Weight of words that belong to the other thing, of both and of each, to be exchanged."""
CROSSED_NAMES = 3.0
"""The same of names, of which a text has many."""
AGREEING = 2.0
"""By how many times that exceeds what belongs where it is."""
MOST, MOST_ITEMS, MOST_NAMES = 60, 150, 10
"""Pairs of things told apart, and words and names of a model, that are looked at."""
SAME_WORD = 0.85
"""Credit from which a word counts as taken from the model."""
FENCE = 5
_LISTS = frozenset((",", "and", "or", "/"))
_SETTINGS = frozenset(("at", "in", "on", "under", "during", "for", "with", "by"))
_FENCES = frozenset((",", ";", ":", "(", ")", "–", "—", "and", "while", "but", "or", "whereas"))

Bags = tuple[dict[str, float], dict[str, float]]
"""What belongs to the one thing and to the other: stem of the model -> weight."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Two things of the model of which an answer says what is true of the other."""

    one: str
    other: str
    said: str
    """A clause of the answer that does."""
    clause: int
    """Number of the model's clause about the first."""
    strength: float


def exchanged_things(pair: Pair) -> tuple[Exchanged, ...]:
    """Return the pairs of things that an answer takes for each other, the surest only."""
    meant, said = pair.meant, pair.said
    model, answer = meant.text, said.text
    ours, theirs = _places(meant), _exact(said, pair.aligned)
    found = []
    for one, other in _told_apart(meant):
        if one not in theirs or other not in theirs or one not in ours or other not in ours:
            continue
        if one.startswith("#") != other.startswith("#") or _are_listed(meant, ours, one, other):
            continue
        if not ours[one].keys() & ours[other].keys() and not set(theirs[one]) & set(theirs[other]):
            names = [is_name(meant, min(ours[each])) for each in (one, other)]
            far = not all(names)
            if any(names) and far:
                continue
            crossed, agreed = _compare(
                _bags(meant, ours[one], ours[other], far=far),
                _bags(said, theirs[one], theirs[other], far=far),
                {one, other},
            )
            needed = CROSSED if far else CROSSED_NAMES
            if crossed >= needed and crossed >= AGREEING * agreed:
                found.append((crossed - agreed, one, other))
    if not found:
        return ()
    strength, one, other = max(found)
    at, rival = next(iter(theirs[one])), next(iter(theirs[other]))
    first, end = answer.clauses[answer.clause_of(at)]
    return (
        Exchanged(
            answer.words[at].text,
            answer.words[rival].text,
            answer.shown(first, end - 1).strip(" ,;:."),
            model.clause_of(next(iter(ours[one]))),
            strength,
        ),
    )


def _are_listed(page: Page, places: dict[str, dict[int, float]], one: str, other: str) -> bool:
    """Whether two words stand beside each other as equals: "Finns, Greeks and Koreans"."""
    return any(
        abs(here - there) in (2, 3)
        and page.text.words[min(here, there) + 1].low in _LISTS
        and not any(
            page.text.words[at].stem for at in range(min(here, there) + 1, max(here, there))
        )
        for here in places[one]
        for there in places[other]
    )


def _places(page: Page) -> dict[str, dict[int, float]]:
    """Return for each stem of the model where it stands; "first" is no other word for 1."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for item in page.items.values():
        for stem in (item.stem, *page.stems.get(item.at, ())):
            found[stem][item.at] = item.weight
    ranks = {figure.first for figure in page.text.figures if figure.unit == "ordinal"}
    for places in found.values():
        if not places.keys() <= ranks:
            for at in ranks & places.keys():
                del places[at]
    return found


def _exact(page: Page, aligned: Aligned) -> dict[str, dict[int, float]]:
    """Return for each stem of the model where the answer has the word itself."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for matches in aligned.values():
        for match in matches:
            if match.credit >= SAME_WORD and page.items[match.met.at].role != "verb":
                found[match.item.stem][match.met.at] = match.met.weight
    return found


def _told_apart(model: Page) -> Iterator[tuple[str, str]]:
    """Yield the stems that a model tells apart: opposites, words of one frame, and names."""
    found: dict[tuple[str, str], None] = {}
    pointing = [
        each
        for each in directions(model.text.words)
        if each.at in model.items and not each.is_size() and model.items[each.at].role != "verb"
    ]
    for one, other in combinations(pointing[:MOST], 2):
        if one.relation(other) < 0 and one.is_akin(other):
            found.update(
                dict.fromkeys(product(model.stems.get(one.at, ()), model.stems.get(other.at, ())))
            )
    slots: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in model.text.items[:MOST_ITEMS]:
        for slot in _slots(model, item):
            slots[slot].append(item.stem)
    for stems in slots.values():
        found.update(dict.fromkeys(combinations(dict.fromkeys(stems), 2)))
    named = dict.fromkeys(
        item.stem
        for item in model.items.values()
        if is_name(model, item.at) and not is_name(model, item.at + 1)
    )
    found.update(dict.fromkeys(combinations(list(named)[:MOST_NAMES], 2)))
    yield from list(found)[:MOST]


def _slots(page: Page, item: Item) -> Iterator[tuple[str, str]]:
    """Yield the frames that tell things apart: "at the …" at the head of a clause, "stage …"."""
    words, at = page.text.words, item.at
    first, _ = page.text.clauses[item.clause]
    head = [word.low for word in words[first:at] if word.text not in MARKS]
    if head and len(head) <= 2 and head[0] in _SETTINGS:
        yield "at", head[0]
    if item.stem.startswith("#") and words[at - 1].stem:
        yield "number", words[at - 1].stem
    nxt = page.items.get(at + 1)
    if nxt is not None and not nxt.stem.startswith("#") and not item.stem.startswith("#"):
        yield ("does" if nxt.role == "verb" else "of"), nxt.stem


def _bags(page: Page, one: dict[int, float], other: dict[int, float], *, far: bool) -> Bags:
    """Return what belongs to either of two things, ``far``: also sentences that name neither."""
    bags: Bags = ({}, {})
    last = -1
    for first, end in page.text.sentences:
        mentions = [(at, 0) for at in one if first <= at < end]
        mentions += [(at, 1) for at in other if first <= at < end]
        if not mentions and not (far and last >= 0):
            continue
        fences = _fences(page.text, first, end) if mentions else []
        for at in range(first, end):
            if at not in page.stems or at not in page.items:
                continue
            owner = _owner(at, mentions, fences, first) if mentions else last
            if owner >= 0:
                own = page.stems[at] & {page.items[at].stem}
                for stem in own or page.stems[at]:
                    bag = bags[owner]
                    bag[stem] = max(bag.get(stem, 0.0), page.items[at].weight)
        if mentions:
            last = max(mentions)[1]
    return bags


def _fences(text: Text, first: int, end: int) -> list[int]:
    """Return how many fences stand before each word of a sentence."""
    count, found = 0, []
    for at in range(first, end):
        count += text.words[at].low in _FENCES
        found.append(count)
    return found


def _owner(at: int, mentions: list[tuple[int, int]], fences: list[int], first: int) -> int:
    """Return which of two things a word belongs to; -1 if it is as near to both."""
    best = {0: 1e9, 1: 1e9}
    for place, which in mentions:
        apart = abs(fences[at - first] - fences[place - first])
        best[which] = min(best[which], abs(at - place) + FENCE * apart)
    return -1 if best[0] == best[1] else int(best[1] < best[0])


def _compare(meant: Bags, said: Bags, skip: set[str]) -> tuple[float, float]:
    """Return the weight of what stands with the wrong thing, and with the right one.

    Nothing is wrong unless some of both stands with the other.
    """
    crossed, agreed = [0.0, 0.0], 0.0
    for own, rival in ((0, 1), (1, 0)):
        for stem, weight in said[own].items():
            if stem in skip or stem in said[rival]:
                continue
            here, there = stem in meant[own], stem in meant[rival]
            crossed[own] += weight * (there and not here)
            agreed += weight * (here and not there)
    return (sum(crossed) if min(crossed) >= EACH else 0.0), agreed
