"""How likely a rater is to keep a card of a text that tells events: a logistic regression.

``ranking`` scores a blank by rules set by hand. On top of that score stand a few signs about the
whole card. Their weights were fitted, with an L2 penalty, to the verdicts on 321 cards of rounds 10
to 16, numbers apart from names, and rounded. On documents left out of the fit the log loss falls
from 0.59 to 0.52 (numbers) and from 0.60 to 0.57 (names) against the hand-set score alone. Signs
that did not help there were left out. After round 17 one more stood the same test: a date in sight
tells who a person or a body was, or what was called so (0.56 to 0.51 on 114 such cards). Some that
the verdicts hardly show, because earlier rules had kept such cards from the raters, keep a weight
set by hand: what leans on a sentence that is not shown, a context that leans or stands far, a year
that the sentence before gives away, one-word quotations, small counts, very short sentences. Texts
that teach concepts keep the thresholds of ``ranking``: these verdicts are about historical texts.
"""

import re

from studyapp.generation.bearings import bare_definites, is_dated
from studyapp.generation.leaks import rest_of
from studyapp.generation.model import Category, Key
from studyapp.generation.numbers import NumberSpan
from studyapp.generation.ranking import WEIGHTS, Scene, is_causal, rare_words
from studyapp.generation.salience import content_stems

TIER_A, TIER_B = 0.8, -0.63
"""Log odds from which a card goes into the deck by default, and from which it is offered,"""
MORE = {
    Category.YEAR: -1.05, Category.FIGURE: -1.05, Category.PERSON: -1.05, Category.NAME: -0.8,
}  # fmt: skip
"""and where less will do, because ``obvious`` leaves out what raters called trivial."""
UNTOLD = 0.1
"""What flashcards on the subject add on average, where there are none to tell what matters."""
BASE = {
    Category.DATE: 1.25, Category.YEAR: 1.65, Category.FIGURE: 1.9, Category.PERSON: -0.15,
    Category.PLACE: -0.95, Category.ORGANISATION: -0.2, Category.EVENT: -0.95,
    Category.NAME: -1.85, Category.QUOTED: -1.4,
}  # fmt: skip
"""Log odds of a card of the category that shows no sign."""
SHORT = 13
"""Words; a shorter sentence without a context says too little."""
LONG = 36
"""Words; the rated sentences say nothing about longer ones."""
NUMBERS = frozenset({Category.DATE, Category.YEAR, Category.FIGURE})
_TIMELY = frozenset({Category.PERSON, Category.ORGANISATION, Category.QUOTED})
"""What is found by its time: who it was then, what it was called then."""
_HAND = {True: 0.95, False: 0.85}
"""What a point of the hand-set score is worth, for numbers and for names."""
_SAID = re.compile(
    r"\b(?:[Aa]ccording to|observed|said|remarked|told|noted|wrote|suggested|insisted|argued|"
    r"announced)\b"
)
_REPORTED = re.compile(
    r"\b(?:[Aa]ccording to|argued|claimed|observed|suggested|noted|insisted|wrote|told|"
    r"announced|accused|"
    r"denounced|complained|referred)\b"
)
_RECALLED = re.compile(r"\b(?:described|recalled|recounted|warned|explained)\b")
"""What a discoverer did in a year, and an obscure witness at some time."""
_REMARKED = re.compile(
    r"\b(?:observed|said|remarked|noted|wrote|told|complained|commented)\b[^“‘\"]{0,30}[“‘\"]"
)
"""Whose words are quoted is worth asking, in which year they fell is not."""
_MEASURED = re.compile(
    r"\d (?:(?:thousand|million|billion) )?[a-z]+ (?:in|of|for|by|at|from) (?:the )?$"
)
"""A name that only says what a figure belongs to."""
_HE = re.compile(r"“(?:he|his|him|himself|she|her|hers|herself)”", re.IGNORECASE)
_HINGE = re.compile(r"“(?:And|But|Yet|Still|However|Nevertheless)”")
"""A context may open so: what it says is told all the same."""
_OPENING = re.compile(
    r"(?:[A-Z]\w+ )?(?:[Ii]n |By |Already by |Until )(?:the )?"
    r"(?:early |late |mid-?|spring of |summer of )?"
)
"""What stands before a number that opens its sentence: the sentence says what happened then."""


def weighs(category: Category) -> bool:
    """Whether the verdicts say enough about a category; the others have too few of them."""
    return category in BASE


def worth(
    scene: Scene,
    key: Key,
    plain: float,
    above: Scene | None,
    topic: str,
    *,
    dated: str,
    far: bool,
    given_away: bool,
) -> float:
    """Return the log odds that the card is kept.

    ``plain`` is its score in ``ranking``, ``above`` the context and ``far`` whether it stands
    further up than the sentence before, ``dated`` all that may tell the time, ``given_away``
    says that the sentence before would name the answer.
    """
    context = "" if above is None else above.text
    numeric = key.category in NUMBERS
    told = content_stems(f"{context} {topic}") | scene.heading
    shared = content_stems(context) & content_stems(rest_of(scene.text, key.start, key.end))
    kinship = min(1 if far else 2, len(shared))
    bare = len(bare_definites(scene.tokens, scene.names, told))
    score = BASE[key.category] + _HAND[numeric] * (plain - WEIGHTS[key.category])
    if above is not None:
        if key.category is Category.PERSON and any(map(_HE.match, above.leaning.hard)):
            score -= 0.5  # "he" in the context is the answer: it does not tell who that is
        score -= 0.8 * sum(not _HINGE.match(each) for each in above.leaning.soft)
    score -= 0.3 if far else 0.0
    score -= 0.8 if not context and len(scene.text.split()) < SHORT else 0.0
    if numeric:
        score += 0.65 * kinship - (0.95 if context else 1.75) * min(3, bare)
        score += _of_number(scene, key, context, dated)
        return score - (1.3 if given_away else 0.0)
    score += 0.55 * kinship - (0.0 if context else 0.6 * min(3, bare))
    return score + _of_name(scene, key, context)


def _of_number(scene: Scene, key: Key, context: str, dated: str) -> float:
    score = 0.0
    if not context:
        score -= 1.0 if not _visible(scene, key) else 0.0
        score -= 0.7 * len(scene.leaning.soft)
        score -= 2.2 if scene.leaning.bridge else 0.0
    else:
        score -= 0.6 * len(scene.leaning.soft)
    if _OPENING.fullmatch(scene.text[: key.start]):
        score += 0.95
    if key.category is Category.FIGURE:
        score -= 1.0 if not is_dated(dated) else 0.0
        score -= {"percent": 1.05, "count": 1.2}.get(key.detail, 0.0)
    if key.category is Category.YEAR:
        score -= 1.3 if _SAID.search(scene.text) else 0.0
        score -= 1.0 if _REMARKED.search(scene.text) else 0.0
        score -= 0.7 if _figures(scene) else 0.0
    return score


def _of_name(scene: Scene, key: Key, context: str) -> float:
    score = 0.8 * min(LONG, len([t for t in scene.tokens if t.is_word])) / 20
    score -= 2.6 if scene.leaning.bridge and not context else 0.0
    score -= (0.5 if context else 0.6) * len(scene.leaning.soft)
    score -= 0.2 if rare_words(scene, key) < 3 else 0.0
    undated = not is_dated(scene.text) and _RECALLED.search(scene.text)
    score -= 0.9 if undated or _REPORTED.search(scene.text) else 0.0
    score += 0.45 if is_causal(scene.text) else 0.0
    score -= 0.4 if key.start == 0 else 0.0
    score -= 1.0 if "/" in key.text else 0.0
    if not context and not is_dated(scene.text):
        score -= 0.4 if key.category is Category.PLACE else 0.0
        score -= 0.4 if key.category is Category.PERSON and key.start == 0 else 0.0
    if len(_figures(scene)) > 1 and _MEASURED.search(scene.text[: key.start]):
        score -= 1.2
    if key.category in _TIMELY and is_dated(f"{rest_of(scene.text, key.start, key.end)} {context}"):
        score += 0.9
    if key.category is Category.QUOTED and " " not in key.text:
        score -= 1.6
    if key.category is Category.PLACE:
        score += {"city": -0.25, "region": 0.55}.get(key.detail, 0.0)
    if key.category is Category.PERSON and key.detail == "full":
        score += 0.85
    return score


def _figures(scene: Scene) -> list[NumberSpan]:
    return [n for n in scene.numbers if n.kind in ("figure", "percent", "money", "fraction")]


def _visible(scene: Scene, key: Key) -> bool:
    return any(
        (name.end <= key.start or name.start >= key.end) and name.kind != "generic"
        for name in scene.names
    )


def grade(score: float, category: Category) -> str:
    """Return "A", "B" or an empty text."""
    if score >= TIER_A:
        return "A"
    return "B" if score >= MORE.get(category, TIER_B) else ""
