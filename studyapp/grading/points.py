"""The key points of a model answer: its dates, figures, people, terms and claims."""

import re
from dataclasses import dataclass

from studyapp.grading.analysis import Text, analyse
from studyapp.grading.dates import Date
from studyapp.grading.names import Name, names
from studyapp.grading.numbers import Figure
from studyapp.grading.units import UNITS
from studyapp.grading.verdict import KeyPoint
from studyapp.grading.words import Word

WEIGHTS = {"date": 0.6, "figure": 0.8, "person": 0.8, "term": 0.5, "claim": 1.0}
ASKED = 0.15
"""What is left of a word's or point's weight if the question says it already."""
CLAIM_WORDS = 4
"""Content words that a clause needs to be a claim of its own."""
MOST_CLAIMS = 24

_QUOTED = re.compile(r'"([^"\n]{2,60})"|\(([^()\n]{2,40})\)')


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of a model that claims something: ``items`` are places in ``Text.items``."""

    items: tuple[int, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Point:
    """A key point with what it was made from."""

    point: KeyPoint
    source: Date | Figure | Name | Claim
    first: int


def points(model: Text, question: Text) -> tuple[Point, ...]:
    """Return the key points of a model answer in its order."""
    asked = frozenset(item.stem for item in question.items)
    found = [*_facts(model, question), *_names(model, asked), *_claims(model, asked)]
    if not found and model.items:
        items = tuple(range(len(model.items)))
        claim = Claim(items, 0, len(model.words) - 1)
        found = [Point(KeyPoint(model.shown(0, claim.last), "claim", 1.0), claim, 0)]
    return tuple(sorted(found, key=lambda each: (each.first, each.point.kind)))


def key_points(model: str, question: str = "") -> tuple[KeyPoint, ...]:
    """Return what a good answer says: the facts and claims of the model, in its order.

    What the question says already weighs next to nothing. A model without a single content word
    has no key points.
    """
    return tuple(each.point for each in points(analyse(model), analyse(question)))


def _facts(model: Text, question: Text) -> list[Point]:
    from studyapp.grading.dates import fits
    from studyapp.grading.numbers import same_figure

    found = []
    for date in model.dates:
        asked = any(fits(each, date) >= 1 for each in question.dates)
        weight = WEIGHTS["date"] * (ASKED if asked else 1)
        text = model.shown(date.first, date.last)
        found.append(Point(KeyPoint(text, "date", weight), date, date.first))
    for figure in model.figures:
        if figure.unit == "ordinal":
            continue
        asked = any(same_figure(each, figure) for each in question.figures)
        weight = WEIGHTS["figure"] * (ASKED if asked else 1)
        shown = model.shown(figure.first, counted(model.words, figure))
        found.append(Point(KeyPoint(shown, "figure", weight), figure, figure.first))
    return found


def counted(words: list[Word], figure: Figure) -> int:
    """Return the index of the word that a bare figure counts, else the figure's own end."""
    nxt = figure.last + 1
    if figure.written_unit or nxt >= len(words) or not words[nxt].stem:
        return figure.last
    if words[nxt].low.endswith("ed"):
        return figure.last
    last = nxt + 1 < len(words) and words[nxt + 1].low in UNITS
    return nxt + 1 if last else nxt


def counted_noun(words: list[Word], figure: Figure) -> str:
    """Return what a figure counts, as it is written; empty where it counts nothing."""
    last = counted(words, figure)
    return words[last].text if last > figure.last else ""


def _names(model: Text, asked: frozenset[str]) -> list[Point]:
    found = []
    seen = set()
    for name in names(model):
        kind = "person" if name.person else "term"
        known = name.stems[-1] in asked
        seen |= set(name.stems)
        weight = WEIGHTS[kind] * (ASKED if known else 1)
        found.append(Point(KeyPoint(name.text, kind, weight), name, name.first))
    for match in _QUOTED.finditer(model.plain):
        term = next(group for group in match.groups() if group)
        items = [
            item
            for item in model.items
            if match.start() <= model.words[item.at].start < match.end()
        ]
        if not 1 <= len(items) <= 3 or seen & {item.stem for item in items}:
            continue
        first, last = items[0].at, items[-1].at
        name = Name(term, False, tuple(item.stem for item in items), first, last)
        weight = WEIGHTS["term"] * (ASKED if set(name.stems) <= asked else 1)
        found.append(Point(KeyPoint(model.shown(first, last), "term", weight), name, first))
    return found


def _claims(model: Text, asked: frozenset[str]) -> list[Point]:
    groups: list[list[int]] = []
    for number, item in enumerate(model.items):
        previous = model.items[groups[-1][-1]] if groups else None
        joined = previous is not None and previous.sentence == item.sentence
        same = previous is not None and previous.clause == item.clause
        if joined and (same or len(groups[-1]) < CLAIM_WORDS):
            groups[-1].append(number)
        else:
            groups.append([number])
    found = []
    for group in _joined(model, groups)[:MOST_CLAIMS]:
        fresh = sum(model.items[i].weight for i in group if model.items[i].stem not in asked)
        if fresh < 1.0:
            continue
        claim = Claim(tuple(group), *_span(model, group))
        text = model.shown(claim.first, claim.last).strip(" ,;:.")
        weight = WEIGHTS["claim"] * min(1.0, fresh / CLAIM_WORDS)
        found.append(Point(KeyPoint(text, "claim", round(weight, 3)), claim, claim.first))
    return found


def _joined(model: Text, groups: list[list[int]]) -> list[list[int]]:
    """Join a short last group of a sentence to the one before."""
    joined: list[list[int]] = []
    for group in groups:
        small = len(group) < CLAIM_WORDS and joined
        if small and model.items[joined[-1][-1]].sentence == model.items[group[0]].sentence:
            joined[-1] += group
        else:
            joined.append(list(group))
    return joined


def _span(model: Text, group: list[int]) -> tuple[int, int]:
    first, last = model.items[group[0]], model.items[group[-1]]
    start, _ = model.clauses[first.clause]
    _, end = model.clauses[last.clause]
    while start < first.at and (
        model.words[start].text in ",;:)–—-(" or model.words[start].low == "and"
    ):
        start += 1
    return start, max(last.at, end - 1)
