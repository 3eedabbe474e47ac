"""The score of a blank, and the thresholds of its category.

score = weight of the category + what its pattern adds + deck bonus + definition or cause bonus
− generality − list sibling − one-off obscurity − leaning − vagueness. Weights follow the keep
rates by category measured in judged rounds (tests/corpus/generation/judgements).
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from studyapp.generation.bearings import is_dated
from studyapp.generation.independence import Leaning
from studyapp.generation.lexicon import zipf
from studyapp.generation.model import Category, Key
from studyapp.generation.names import NameSpan
from studyapp.generation.numbers import NumberSpan
from studyapp.generation.salience import TRIVIAL_SHARE, Stats, keyness
from studyapp.generation.terms import is_generic
from studyapp.generation.words import Token, stem

WEIGHTS = {
    Category.DATE: 2.9, Category.YEAR: 2.5, Category.FIGURE: 3.0, Category.PERSON: 2.2,
    Category.PLACE: 2.2, Category.ORGANISATION: 2.0, Category.EVENT: 2.2, Category.NAME: 1.8,
    Category.FOREIGN: 2.7, Category.DEFINED: 2.7, Category.QUOTED: 2.0, Category.TERM: 0.4,
}  # fmt: skip
TIER_A = {
    Category.DATE: 1.9, Category.YEAR: 1.5, Category.FIGURE: 1.95, Category.PERSON: 2.0,
    Category.PLACE: 2.7, Category.ORGANISATION: 2.1, Category.EVENT: 2.2, Category.NAME: 2.9,
    Category.FOREIGN: 2.2, Category.DEFINED: 2.0, Category.QUOTED: 2.85, Category.TERM: 3.7,
}  # fmt: skip
TIER_B = {
    Category.DATE: 1.0, Category.YEAR: 0.1, Category.FIGURE: 0.3, Category.PERSON: 0.9,
    Category.PLACE: 1.05, Category.ORGANISATION: 0.1, Category.EVENT: 1.3, Category.NAME: 1.45,
    Category.FOREIGN: 1.8, Category.DEFINED: 1.8, Category.QUOTED: 1.2, Category.TERM: 2.2,
}  # fmt: skip
_CAUSE = re.compile(
    r"\b(?:because|caus\w+|le[ad]d?s? to|results? in|resulted in|prevent\w*|produc\w+|requir\w+|"
    r"allow\w*|enabl\w+|"
    r"regulat\w+|convert\w*|creat\w+|establish\w*|found\w+|abolish\w*|replac\w+|introduc\w+|"
    r"discover\w*|invent\w*|"
    r"appoint\w*|divid\w+|fell|rose|increas\w+|decreas\w+|doubl\w+|reduc\w+|control\w*|"
    r"consist\w*|contain\w*|defin\w+|"
    r"protect\w*|measur\w+|store[sd]?|carr\w+|releas\w+|bind\w*|transport\w*|arrested|executed|"
    r"signed|passed|adopted|banned)\b"
)
_HEDGE = re.compile(
    r"\b(?:perhaps|probably|likely|apparently|seems?|may have|might|presumably|arguably|"
    r"it is (?:clear|certainly|unclear|hard|"
    r"difficult|unwise)|must be|should be|of course|certainly|in some sense|in a sense|"
    r"things|interesting|striking|surpris\w+|some kind)\b"
)


_EMPTY = re.compile(
    r"\b(?:wrote|spoke|commented|reported|published|talked|written) (?:\w+ )?(?:about|on|of) "
    r"[^,;.]*[.]?$|\b(?:on|enjoying|during|interrupt\w*) (?:(?:a|their|his|her) )?"
    r"(?:holiday|holidays|vacation|leave)\b"
)
"""That somebody spoke of a thing is no fact about it."""
_ASIDE = re.compile(
    r"\b(?:as it were|so to speak|as if (?:it|they|he|she) (?:was|were|had)|some kind of|"
    r"(?:vices|pros|strengths|ups) and (?:virtues|cons|weaknesses|downs))\b"
)
"""A figure of speech or a verdict of the author's own."""
_DENIED = re.compile(r"There (?:is|was|are|were|has been|had been) (?:no|little|few|hardly any)\b")
"""What did not happen, or is not known, has no name worth asking for."""
_NUMERIC = frozenset({Category.DATE, Category.YEAR, Category.FIGURE})
STOCK = 0.015
"""A name in more of all sentences than this is the stock answer, unless a time narrows it down."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with all that scoring looks at."""

    text: str
    path: str
    tokens: list[Token]
    names: list[NameSpan]
    numbers: list[NumberSpan]
    leaning: Leaning
    heading: frozenset[str]
    speaker: str = ""


def is_causal(text: str) -> bool:
    """Whether it tells what led to what, or what somebody did."""
    return _CAUSE.search(text) is not None


def anchors(scene: Scene, key: Key, stats: Stats) -> int:
    """Return how many other specific names, dates and figures stay visible."""
    found = 0
    for number in scene.numbers:
        if (number.end <= key.start or number.start >= key.end) and number.kind != "count":
            found += 1
    for name in scene.names:
        apart = name.end <= key.start or name.start >= key.end
        if apart and name.kind != "generic":
            share = stats.share(scene.path, [stem(word) for word in name.text.split()])
            found += share < (0.03 if name.kind == "nationality" else 0.12)
    found += len(re.findall(r"[“‘\"][^”’\"]{4,60}[”’\"]", scene.text))
    return found


def rare_words(scene: Scene, key: Key) -> int:
    """Return how many specific common words stay visible: what makes a term findable."""
    return sum(
        1
        for token in scene.tokens
        if token.is_word
        and token.tag in "nNjgvde"
        and (token.end <= key.start or token.start >= key.end)
        and zipf(token.lower) < 4.7
        and not is_generic(token.text)
    )


def score_key(scene: Scene, key: Key, stats: Stats) -> float:
    """Return the score of a blank; below its category's threshold it is no card."""
    words = [
        t for t in scene.tokens if key.start <= t.start < key.end and t.is_word and t.tag != "x"
    ]
    stems = [stem(token.text) for token in words if len(token.text) > 2 or len(words) == 1]
    score = WEIGHTS[key.category] + key.bonus
    if key.category in _NUMERIC:
        score += _number_terms(scene, key, stats)
    else:
        share = stats.share(scene.path, stems)
        score += stats.deck_bonus(stems) - _generality(share, stats, scene.path, stems)
        held = stats.deck_share(stems)
        score -= 3.0 if held > TRIVIAL_SHARE else 1.0 if held > TRIVIAL_SHARE / 2 else 0.0
        if key.category is Category.TERM:
            score += _term_terms(scene, key, words, stats, stems)
            if not stats.expository[scene.path]:
                score -= TELLING
        else:
            score += _name_terms(scene, key, stats, stems)
    if is_causal(scene.text):
        score += 0.2
    if _HEDGE.search(scene.text):
        score -= 0.35
    if _EMPTY.search(scene.text):
        score -= 2.6
    if _ASIDE.search(scene.text):
        score -= 1.5
    if key.category not in _NUMERIC and _DENIED.match(scene.text):
        score -= 1.2
    length = len([t for t in scene.tokens if t.is_word])
    score -= 0.3 if length > 36 else 0.0
    score -= 0.4 if length < 9 else 0.0
    return score


def _generality(share: float, stats: Stats, path: str, stems: list[str]) -> float:
    total = stats.sentences[path]
    if total < 25:
        return 0.3 * (share > 0.3)
    return min(3.0, max(0.0, share - 0.025) * 22)


def _number_terms(scene: Scene, key: Key, stats: Stats) -> float:
    around = anchors(scene, key, stats)
    specific = rare_words(scene, key)
    score = min(around, 3) * 0.15 + min(specific, 5) * 0.08
    if around == 0 and specific < 3:
        score -= 0.7
    if key.category is Category.YEAR and around == 0:
        score -= 0.6
    return score


def _name_terms(scene: Scene, key: Key, stats: Stats, stems: list[str]) -> float:
    around = anchors(scene, key, stats)
    specific = rare_words(scene, key)
    score = min(around, 3) * 0.2 + min(specific, 5) * 0.08
    defined = key.category in (Category.DEFINED, Category.FOREIGN)
    if around == 0 and specific < 4 and not defined:
        score -= 0.6
    count = stats.count(scene.path, stems)
    if key.category is Category.PERSON:
        score -= _obscurity(stats, scene.path, key.text.split()[-1])
    if key.category is Category.PLACE:
        score -= min(1.2, max(0.0, stats.overall(stems) - 0.006) * 150)
        score -= 0.8 if stats.deck_share(stems) > 0.04 else 0.0
        score -= 1.4 if key.detail == "country" else 0.0
        score -= 0.8 if stats.share(scene.path, stems) > 0.03 else 0.0
    if key.category is Category.ORGANISATION:
        score -= 0.3 if key.detail == "acronym" else 0.0
        if all(zipf(word.lower()) > 4.5 for word in key.text.split()):
            score -= 0.7
    stock = stats.overall(stems) / STOCK
    if key.category in (Category.ORGANISATION, Category.NAME) and stock > 1:
        score -= 1.0 if not is_dated(scene.text) else 0.6 if stock > 1.5 else 0.0
    if key.category is Category.QUOTED and key.detail == "quoted":
        pairs = [stats.pairs[f"{a} {b}"] for a, b in pairwise(stems)]
        again = count >= 2 if not pairs else min(pairs) >= 2
        score += 0.3 if again else -0.6
        score -= 1.4 if stats.rivals(stems) else 0.0
        if " " not in key.text:
            score -= 1.0 if again and zipf(key.text.lower()) < 3.6 else 1.4
    if stems and set(stems) <= stats.headings and not defined:
        score -= 0.8
    return score


TELLING = 2.0
"""What a common noun costs in a text that tells events: raters of round 16 kept none of nine."""
SHORT_TEXT = 60
"""Sentences; in a shorter text nobody is named often."""


def _obscurity(stats: Stats, path: str, surname: str) -> float:
    """Return what a person costs whom the text names once or twice and no flashcard knows."""
    stems = [stem(surname)]
    if stats.deck_share(stems) or stats.sentences[path] < SHORT_TEXT:
        return 0.0
    count = stats.count(path, stems)
    return 1.0 if count <= 1 else 0.5 if count == 2 else 0.2 if count == 3 else 0.0


_ROLE_ENDINGS = ("ists", "ers", "ors", "ries", "ives", "ades", "uses")
"""Plurals that name people and offices, any of which would fit where one stands."""


def _term_terms(
    scene: Scene, key: Key, words: list[Token], stats: Stats, stems: list[str]
) -> float:
    """Score a common noun: good when the sentence points to it and to nothing else."""
    texts = [token.text for token in words]
    pairs = [f"{one} {two}" for one, two in pairwise(stems)]
    count = min((stats.pairs[pair] for pair in pairs), default=stats.count(scene.path, stems))
    rarest = min(zipf(text.lower()) for text in texts)
    score = 0.7 * keyness(texts, count, stats.sentences[scene.path])
    if stats.expository[scene.path]:
        score += 0.8
    elif len(words) == 1 and (rarest > 3.3 or texts[0].lower().endswith(_ROLE_ENDINGS)):
        score -= 0.5
    if len(words) > 1:
        score += 0.3 if count > 1 else -0.6
    elif rarest > 4.3:
        score -= 0.7
    if re.search(r"(?:\d|illion|thousand|hundred)\s(?:\w+\s)?$", scene.text[: key.start]):
        score -= 1.0
    if stats.deck_bonus(stems) and rarest > 4.0:
        score -= 0.7
    if words[0].tag == "j" and len(words) == 1:
        score -= 0.8
    specific = rare_words(scene, key)
    score += min(specific, 6) * 0.1 + min(anchors(scene, key, stats), 3) * 0.12
    score -= 0.6 if specific < 3 else 0.0
    score += 0.15 if set(stems) & scene.heading else 0.0
    return score + _collocation(scene, key, stats, stems) + _role(scene, key)


def _collocation(scene: Scene, key: Key, stats: Stats, stems: list[str]) -> float:
    """Reward a key that its visible neighbour calls for ("show [trials]"), unlike a free noun."""
    before = [t for t in scene.tokens if t.end <= key.start and t.is_word]
    if not before or not stems or scene.text[before[-1].end : key.start] != " ":
        return 0.0
    return 0.7 if stats.predicts(stem(before[-1].text), stems[0]) >= 0.5 else 0.0


def _role(scene: Scene, key: Key) -> float:
    """Reward subjects that are explained and agents over members of a list."""
    after, before = scene.text[key.end :], scene.text[: key.start]
    score = 0.0
    if re.match(
        r"\s(?:is|are|was|were|has|have|consists?|occurs?|contains?|carr\w+|produces?)\b", after
    ):
        score += 0.3
    if re.fullmatch(r"(?:The|An?)?\s?", before):
        score += 0.25
    if re.search(r"\b(?:by|called|into|through|via|is|are) (?:an? |the )?$", before):
        score += 0.15
    if re.search(r"(?:, | and | or )$", before) or re.match(r"(?:,| and | or )", after):
        score -= 0.4
    return score


def tier(category: Category, score: float) -> str:
    """Return "A", "B" or an empty text."""
    if score >= TIER_A[category]:
        return "A"
    return "B" if score >= TIER_B[category] else ""
