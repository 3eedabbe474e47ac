"""Which earlier sentence a card brings along: one that stands alone and tells what is missing.

The sentence before is the natural one. Where it leans itself, or does not tell which plenum "the
plenum" was, one a little further up may: the first mention of a thing is what a reader goes back
to (Grosz, Joshi and Weinstein 1995, "Centering").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studyapp.generation.bearings import is_dated
from studyapp.generation.independence import LIKENED
from studyapp.generation.ranking import Scene
from studyapp.generation.salience import Stats, content_stems
from studyapp.generation.sentences import LENGTH
from studyapp.generation.words import Token, fold, stem
from studyapp.sources.document import Block, Document

CONTEXT_WORDS = 40
TOGETHER_WORDS = 72
SHORTEST = 5
"""Words of a context: too short for a card of its own, long enough to say something."""
NEAR = 8
"""Sentences back within which a person's introduction still belongs to the passage."""
BACK = 4
"""Sentences back within which a noun is still the one that was introduced."""
KNOWN_SHARE = 0.03
"""A surname in more of the text's sentences than this share needs no introduction,"""
KNOWN_COUNT = 4
"""if it stands in so many of them."""
_OPENINGS = re.compile(
    r"(?:But|As a (?:result|consequence)|The (?:result|reason)|Instead|Meanwhile)\b"
)
"""How a sentence may go on from another and still be understood as a context."""
_HE = "he|his|him|himself|she|her|hers|herself"
_NOUN = re.compile(r"“[Tt]he ([\w’-]+)” (?:is not told apart|points back)")
_TIME = ("counts from another time", "of which year")
_PRONOUN = "without its noun"


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
    """The sentence before it in its paragraph."""
    earlier: "Item | None" = None
    """The last sentence of the paragraph before, where this one opens a paragraph."""
    scene: Scene | None = None
    position: int = 0

    @property
    def words(self) -> int:
        """Its length."""
        return len(self.text.split())


Introduced = dict[tuple[str, str], Item]
"""(document, folded surname) -> the sentence that first gives the person's full name."""


def contexts(
    item: Item, strangers: frozenset[str], introduced: Introduced
) -> tuple[list[Item], str]:
    """Return the sentences that may stand above this one, the nearest first, or why none can.

    Each of them tells all that the sentence cannot do without.
    """
    if item.scene is None:
        return [], ""
    hard = item.scene.leaning.hard
    nouns = {stem(match[1]) for each in hard for match in [_NOUN.search(each)] if match}
    timely = any(each.endswith(_TIME) for each in hard)
    pronoun = bool(hard) and all(each.endswith(_PRONOUN) for each in hard)
    far = all(_NOUN.search(each) or each.endswith(_TIME) for each in hard)
    missing = nouns | set(item.scene.leaning.which)
    undated = not hard and _counts(item.scene) and not is_dated(item.text)
    reason = "no sentence stands before it" if item.before is None else ""
    found: list[Item] = []
    for step in _back(item):
        nearest = step is item.before
        unusable = _unusable(step, item)
        if nearest and unusable and not hard and _kin(step, item):
            unusable = ""
        if not unusable and timely and not is_dated(step.text):
            unusable = "the one before names no time"
        if nearest:
            reason = unusable
        if undated and not found and not unusable and is_dated(step.text):
            found.append(step)
        if unusable or not (nearest or far):
            continue
        told = content_stems(step.text)
        if nearest or (nouns <= told and (missing & told or timely)):
            found.append(step)
    if pronoun and not found:
        found.extend(_antecedent(item))
    if not hard and not item.scene.leaning.bridge:
        found.extend(_introductions(item, strangers, introduced))
    if hard and not found:
        return [], reason
    return list({id(each): each for each in found}.values()), ""


def _counts(scene: Scene) -> bool:
    """Whether it gives a figure, which is worth little without its time."""
    return any(number.kind in ("figure", "percent", "money") for number in scene.numbers)


def _back(item: Item) -> Iterator[Item]:
    """Yield the sentences before, within the paragraph and one across its beginning."""
    step = item.before or item.earlier
    for _ in range(BACK):
        if step is None or step.scene is None:
            return
        yield step
        step = step.before


def _kin(before: Item, item: Item) -> bool:
    """Whether what the sentence before leans on stands in this one: the only person of both."""
    if before.refused or before.scene is None or item.scene is None or _too_long(before, item):
        return False
    if not all(
        re.match(rf"“(?:{_HE})”", each, re.IGNORECASE) for each in before.scene.leaning.hard
    ):
        return False
    people = [name for name in item.scene.names if name.kind == "person"]
    likened = LIKENED.match(before.text)
    aside = likened.end() if likened else 0
    others = any(n.kind == "person" and n.start >= aside for n in before.scene.names)
    return len(people) == 1 and not others


def _antecedent(item: Item) -> list[Item]:
    """Return the sentence further up that names the one person all sentences since speak of.

    Looks back within the paragraph, over sentences that lean themselves and name nobody else.
    """
    if not any(token.lower in _HE.split("|") for token in item.tokens):
        return []
    step = item.before
    for _ in range(3):
        if step is None or step.scene is None:
            break
        people = [name for name in step.scene.names if name.kind == "person"]
        if people:
            alone = len({name.text for name in people}) == 1 or people[0].start == 0
            return [step] if alone and not _unusable(step, item) else []
        step = step.before
    return []


def _introductions(item: Item, strangers: frozenset[str], introduced: Introduced) -> Iterator[Item]:
    """Yield the sentences that say who a stranger is."""
    for surname in sorted(strangers):
        first = introduced.get((item.document.path, surname))
        near = first is not None and 0 < item.position - first.position <= NEAR
        if first is not None and near and not _unusable(first, item):
            yield first


def _unusable(before: Item, item: Item) -> str:
    if before.refused and not (before.refused == LENGTH and before.words >= SHORTEST):
        return f"the one before is refused: {before.refused}"
    leaning = None if before.scene is None else before.scene.leaning
    dangling = leaning is not None and leaning.bridge and not _OPENINGS.match(before.text)
    if leaning is None or leaning.hard or dangling:
        return "the one before leans as well"
    return "the one before makes the card too long" if _too_long(before, item) else ""


def _too_long(before: Item, item: Item) -> bool:
    return before.words > CONTEXT_WORDS or before.words + item.words > TOGETHER_WORDS


def find_strangers(item: Item, scene: Scene, stats: Stats) -> frozenset[str]:
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
