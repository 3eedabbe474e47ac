"""One sentence: what it leans on, what it brings along, which of its blanks are worth a card."""

import re
from dataclasses import dataclass

from studyapp.generation.bearings import is_dated
from studyapp.generation.independence import find_leaning
from studyapp.generation.keys import find_keys
from studyapp.generation.leaks import rest_of, shows
from studyapp.generation.model import Category, Key
from studyapp.generation.names import NameBook, find_names
from studyapp.generation.numbers import find_numbers
from studyapp.generation.ranking import Scene, anchors, score_key, tier
from studyapp.generation.salience import Stats, content_stems
from studyapp.generation.topics import topic_line
from studyapp.generation.words import Token, fold, stem
from studyapp.sources.document import Block, Document

CONTEXT_WORDS = 36
TOGETHER_WORDS = 64
NEAR = 8
"""Sentences back within which a person's introduction still belongs to the passage."""
ANCHORS = 2
"""A sentence with fewer other names, dates and figures is clearer beside the one before it."""
KNOWN_SHARE = 0.03
"""A surname in more of the text's sentences than this share needs no introduction,"""
KNOWN_COUNT = 4
"""if it stands in so many of them."""
_OPENINGS = re.compile(
    r"(?:But|As a (?:result|consequence)|The (?:result|reason)|Instead|Meanwhile)\b"
)
"""How a sentence may go on from another and still be understood as a context."""
_TIMES = frozenset({Category.DATE, Category.YEAR})


@dataclass(slots=True)
class Item:
    """A sentence on its way to becoming a card."""

    text: str
    tokens: list[Token]
    document: Document
    block: Block
    first_line: int
    last_line: int
    refused: str
    before: "Item | None"
    scene: Scene | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A blank that reached a threshold, with what the card shows around it."""

    item: Item
    key: Key
    score: float
    topic: str
    context: str
    tier: str


Introduced = dict[tuple[str, str], Item]
"""(document, folded surname) -> the sentence that first gives the person's full name."""


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
    strangers = _strangers(item, scene, stats)
    before, reason = _context(item)
    if reason and leaning.hard:
        return f"leans on what stood before ({leaning.hard[0]}) and {reason}", []
    if not (leaning.hard or leaning.bridge):
        before = _introduction(item, strangers, before, introduced)
    for name in scene.names:
        if name.kind == "person" and " " in name.text:
            introduced.setdefault((item.document.path, fold(name.text.split(" ")[-1])), item)
    found: list[Choice] = []
    leaked = weak = False
    for key in find_keys(item.text, item.tokens, scene.numbers, scene.names):
        choice, shown = _best(item, scene, key, before, strangers, stats)
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
    before: str,
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
    best: Choice | None = None
    leaked = False
    for context in dict.fromkeys((before, "")):
        if leaning.hard and not context:
            continue
        if shows(key.text, f"{rest} {context} {credit}"):
            leaked = True
            continue
        topic = topic_line(item.document.title, item.block.section, key.text, f"{rest} {context}")
        around = f"{rest} {context} {item.block.section}"
        told = content_stems(f"{context} {topic}")
        loose = len(leaning.soft) * (0.1 if context else 0.3)
        loose += 0.5 * sum(noun not in told for noun in leaning.which)
        penalty = min(1.0, loose) + (0.0 if context else few)
        penalty += 1.0 if leaning.bridge and not context else 0.0
        penalty += 0.4 * sum(name not in fold(context) for name in unknown)
        if eventful and key.category not in _TIMES and not is_dated(around):
            penalty += 1.0 if key.category is Category.FIGURE else 0.4
        if key.category is Category.YEAR and _next_to(key.text, context):
            penalty += 1.0
        score = plain - penalty
        grade = tier(key.category, score)
        if grade and (best is None or score > best.score):
            shown_context = " ".join(filter(None, (context, credit)))
            best = Choice(item, key, round(score, 3), topic, shown_context, grade)
    return best, leaked and best is None


def _next_to(year: str, context: str) -> bool:
    """Whether the context names a year that gives this one away: it "continued in" the next."""
    here, there = (re.findall(r"\b\d{4}\b", text) for text in (year, context))
    there += [f"{one[:2]}{two}" for one, two in re.findall(r"\b(\d{4})[–-](\d\d)\b", context)]
    return any(abs(int(one) - int(other)) <= 1 for one in here for other in there)


def _strangers(item: Item, scene: Scene, stats: Stats) -> frozenset[str]:
    """Return the surnames that the sentence takes for known and hardly anybody knows."""
    full = {
        fold(n.text.split(" ")[-1]) for n in scene.names if n.kind == "person" and " " in n.text
    }
    found = set()
    for name in scene.names:
        surname = fold(name.text.split(" ")[-1])
        if name.kind != "person" or surname in full:
            continue
        stems = [stem(name.text.split(" ")[-1])]
        path = item.document.path
        known = stats.share(path, stems) >= KNOWN_SHARE and stats.count(path, stems) >= KNOWN_COUNT
        if not known and not stats.deck_share(stems) and not set(stems) & scene.heading:
            found.add(surname)
    return frozenset(found)


def _introduction(
    item: Item, strangers: frozenset[str], before: str, introduced: Introduced
) -> str:
    """Return the sentence that says who a stranger is, where the one before does not."""
    for surname in sorted(strangers):
        first = introduced.get((item.document.path, surname))
        near = first is not None and 0 < item.position - first.position <= NEAR
        if surname not in fold(before) and first is not None and near:
            text, reason = _usable(first, item)
            if not reason:
                return text
    return before


def _context(item: Item) -> tuple[str, str]:
    """Return the sentence before, if it can stand alone, or why it cannot serve."""
    before = item.before
    if before is None or before.scene is None or item.scene is None:
        return "", "no sentence stands before it"
    reasons = item.scene.leaning.hard
    timely = any(
        reason.endswith(("counts from another time", "of which year")) for reason in reasons
    )
    text, reason = _usable(before, item)
    if timely and not any(n.kind in ("date", "year", "years") for n in before.scene.numbers):
        text, reason = "", "the one before names no time"
    if reason and all(each.endswith("without its noun") for each in reasons):
        earlier = _antecedent(before, item)
        return (earlier, "") if earlier else ("", reason)
    return text, reason


def _antecedent(before: Item, item: Item) -> str:
    """Return the sentence further up that names the one person all sentences since speak of.

    Looks back within the paragraph, over sentences that lean themselves and name nobody else.
    """
    tokens = {token.lower for token in item.tokens}
    if not tokens & {"he", "his", "him", "she", "her"}:
        return ""
    step: Item | None = before
    for _ in range(3):
        if step is None or step.scene is None:
            return ""
        people = {name.text for name in step.scene.names if name.kind == "person"}
        if people:
            text, reason = _usable(step, item)
            return text if len(people) == 1 and not reason else ""
        step = step.before
    return ""


def _usable(before: Item, item: Item) -> tuple[str, str]:
    if before.refused:
        return "", f"the one before is refused: {before.refused}"
    leaning = None if before.scene is None else before.scene.leaning
    dangling = leaning is not None and leaning.bridge and not _OPENINGS.match(before.text)
    if leaning is None or leaning.hard or dangling:
        return "", "the one before leans as well"
    words = len(before.text.split())
    if words > CONTEXT_WORDS or words + len(item.text.split()) > TOGETHER_WORDS:
        return "", "the one before makes the card too long"
    return before.text, ""
