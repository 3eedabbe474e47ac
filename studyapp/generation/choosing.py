"""One sentence: what it leans on, what it brings along, which of its blanks are worth a card."""

import re
from dataclasses import dataclass

from studyapp.generation.bearings import is_dated
from studyapp.generation.contexts import Introduced, Item, contexts, find_strangers
from studyapp.generation.independence import find_leaning
from studyapp.generation.keys import find_keys
from studyapp.generation.leaks import rest_of, shows
from studyapp.generation.model import Category, Key
from studyapp.generation.names import NameBook, find_names
from studyapp.generation.numbers import find_numbers
from studyapp.generation.obvious import is_obvious
from studyapp.generation.ranking import Scene, anchors, score_key, tier
from studyapp.generation.salience import Stats, content_stems
from studyapp.generation.topics import topic_line
from studyapp.generation.words import fold
from studyapp.generation.worth import UNTOLD, grade, weighs, worth

ANCHORS = 2
"""A sentence with fewer other names, dates and figures is clearer beside the one before it."""
_TIMES = frozenset({Category.DATE, Category.YEAR})


@dataclass(frozen=True, slots=True)
class Choice:
    """A blank that reached a threshold, with what the card shows around it."""

    item: Item
    key: Key
    score: float
    topic: str
    context: str
    tier: str
    fitted: bool = False
    """Whether the score is one of ``worth``: log odds rather than points."""
    obvious: bool = False
    """Whether it is too obvious to be offered below tier A."""


def look(item: Item, book: NameBook, topics: frozenset[str]) -> None:
    """Find names, numbers and what the sentence leans on."""
    names = find_names(item.text, item.tokens, book)
    item.scene = Scene(
        item.text, item.document.path, item.tokens, names, find_numbers(item.text),
        find_leaning(item.text, item.tokens, names, topics),
        frozenset(content_stems(f"{item.document.title} {item.block.section}")), item.block.speaker,
    )  # fmt: skip


def choose(item: Item, stats: Stats, introduced: Introduced) -> tuple[str, list[Choice]]:
    """Return the blanks of one sentence that reach a threshold, or why there is none."""
    scene = item.scene
    if scene is None or item.refused:
        return item.refused, []
    leaning = scene.leaning
    strangers = find_strangers(item, scene, stats)
    around, reason = contexts(item, strangers, introduced)
    if reason:
        return f"leans on what stood before ({leaning.hard[0]}) and {reason}", []
    for name in scene.names:
        if name.kind == "person" and " " in name.text:
            introduced.setdefault((item.document.path, fold(name.text.split(" ")[-1])), item)
    found: list[Choice] = []
    leaked = weak = False
    for key in find_keys(item.text, item.tokens, scene.numbers, scene.names):
        choice, shown = _best(item, scene, key, around, strangers, stats)
        leaked |= shown
        weak |= choice is None and not shown
        if choice is not None:
            found.append(choice)
    if found:
        return "", found
    if weak and not leaked:
        return "nothing in it is specific enough to ask for", []
    return (
        "every answer shows elsewhere on the card"
        if leaked
        else "no name, figure or term to ask for"
    ), []


def _best(
    item: Item,
    scene: Scene,
    key: Key,
    contexts: list[Item],
    strangers: frozenset[str],
    stats: Stats,
) -> tuple[Choice | None, bool]:
    """Return the better card for a blank, with the sentence before it or without."""
    leaning = scene.leaning
    plain = score_key(scene, key, stats)
    rest = rest_of(item.text, key.start, key.end)
    credit = f"— {item.block.speaker}" if item.block.speaker else ""
    eventful = not stats.expository[item.document.path]
    few = 0.25 if anchors(scene, key, stats) < ANCHORS else 0.1 if eventful else 0.0
    unknown = {name for name in strangers if name not in fold(key.text).split(" ")}
    fitted = eventful and weighs(key.category)
    given_away = False
    best: Choice | None = None
    leaked = False
    for above in [*contexts, None]:
        context = above.text if above is not None else ""
        if leaning.hard and not context:
            continue
        if shows(key.text, f"{rest} {context} {credit}"):
            leaked = given_away = True
            continue
        if key.category is Category.YEAR and _next_to(key.text, context):
            given_away = True
            if fitted:
                continue
        topic = topic_line(item.document.title, item.block.section, key.text, f"{rest} {context}")
        around = f"{rest} {context} {item.block.section}"
        strange = sum(name not in fold(context) for name in unknown)
        if fitted:
            away = given_away and not context
            score = worth(
                scene, key, plain, above.scene if above is not None else None, topic,
                dated=around, far=above is not None and above is not item.before, given_away=away,
            ) - 0.4 * strange  # fmt: skip
            score += 0.0 if stats.deck_cards else UNTOLD
            mark = grade(score, key.category)
        else:
            told = content_stems(f"{context} {topic}")
            loose = len(leaning.soft) * (0.1 if context else 0.3)
            loose += 0.5 * sum(noun not in told for noun in leaning.which)
            score = plain - min(1.0, loose) - (0.0 if context else few) - 0.4 * strange
            score -= 1.0 if leaning.bridge and not context else 0.0
            score -= 0.4 if eventful and not is_dated(around) else 0.0
            score -= 1.0 if key.category is Category.YEAR and _next_to(key.text, context) else 0.0
            mark = tier(key.category, score)
        if mark and (best is None or score > best.score):
            shown_context = " ".join(filter(None, (context, credit)))
            obvious = fitted and is_obvious(scene, key, stats, context)
            best = Choice(item, key, round(score, 3), topic, shown_context, mark, fitted, obvious)
    return best, leaked and best is None


def _next_to(year: str, context: str) -> bool:
    """Whether the context names a year that gives this one away: it "continued in" the next."""
    here, there = (re.findall(r"\b\d{4}\b", text) for text in (year, context))
    there += [f"{one[:2]}{two}" for one, two in re.findall(r"\b(\d{4})[–-](\d\d)\b", context)]
    return any(abs(int(one) - int(other)) <= 1 for one in here for other in there)
