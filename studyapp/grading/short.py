"""A typed term against the answers that count.

Forgiven are case, accents, articles, punctuation, lead-ins, the spelling of either side of the
Atlantic, listed variants and small typing errors. Never forgiven is what makes another answer of
it: another number, unit, negation, formula, or another known term.
"""

import re
from collections.abc import Collection, Sequence

from studyapp.grading import asides, decisions, enumerations, quantities, terms
from studyapp.grading.markup import plain_text
from studyapp.grading.terms import Likeness
from studyapp.grading.verdict import Band, KeyPoint, Verdict, verdict

_EITHER = re.compile(r"\s+/\s+|;\s+")
_BRACKET = re.compile(r"([^()]{2,60}?)\s*\(([^()]{2,60})\)")
LONGEST = 400
"""Characters of a typed term that are read."""
_MOST_TERMS = 6
"""Terms beside each other that are looked at one by one."""
_NUMBER_SIGN = re.compile(r"\b[Nn]o\.?\s*(?=\d)")
SCORES = {Band.RIGHT: 1.0, Band.PARTIAL: 0.5, Band.WRONG: 0.0}


def grade_short(
    answer: str, accepted: Sequence[str], question: str = "", known: Collection[str] = ()
) -> Verdict:
    """Grade a typed term; ``accepted[0]`` is the model, the others are variants of it.

    ``known`` are the answers of other cards: one of them is never taken for a typing error.
    """
    written = [text for text in (plain_text(each) for each in accepted) if text]
    models = list(dict.fromkeys(part for each in written for part in variants(each)))
    if not models:
        return verdict(Band.ABSTAIN, 0.0, reasons=("The card has no answer to compare with.",))
    if quantities.has_quantity(models[0]):
        models = models[:1] + [each for each in models[1:] if _is_another(each, models[0], answer)]
    point = KeyPoint(models[0], quantities.kind(models[0]), 1.0)
    given = plain_text(answer[:LONGEST])
    others = frozenset(terms.normal(plain_text(each)) for each in known)
    others -= {terms.normal(model) for model in models}
    best = _judge(given, models, plain_text(question[:4000]), others)
    there = best.complete or best.band is Band.RIGHT
    hit, missing = ((point,), ()) if there else ((), (point,))
    wrong = best.wrong
    if not wrong and best.names_wrong and best.band is not Band.RIGHT and given:
        wrong = (given,)
    return verdict(best.band, SCORES[best.band], hit, missing, wrong, (best.reason,))


def _same(given: str, models: list[str]) -> str:
    return next(model for model in models if terms.normal(given) == terms.normal(model))


def variants(model: str) -> list[str]:
    """Return the answers that one written answer stands for, itself first.

    "A / B" and "A; B" are two answers, "A (B)" is A, or either if one is short for the other.
    """
    parts = [part.strip() for part in _EITHER.split(model) if part.strip()]
    found = [model, *parts] if len(parts) > 1 else [model]
    match = _BRACKET.fullmatch(model)
    if match:
        found.append(match[1].strip())
        if _is_acronym(match[1], match[2]) or _is_acronym(match[2], match[1]):
            found.append(match[2].strip())
    return found


def _is_acronym(long: str, short: str) -> bool:
    heads = "".join(word[0] for word in long.split() if word[0].isalnum())
    capitals = "".join(char for char in heads if char.isupper())
    return len(short) > 1 and short.strip().upper() in (heads.upper(), capitals)


def _is_another(variant: str, model: str, answer: str) -> bool:
    """Whether a variant says more than the model in other digits, or is what was typed."""
    typed = terms.normal(plain_text(answer)) == terms.normal(variant)
    return typed or not quantities.same_quantity(variant, model)


def _judge(given: str, models: list[str], question: str, known: frozenset[str]) -> Likeness:
    """Compare an answer as it stands, then without what it denies and with what it says twice."""
    if any(terms.normal(given) == terms.normal(model) != "" for model in models):
        return _compare(given, _same(given, models), question, frozenset())
    for model in models:
        decision = decisions.compare(given, model)
        if decision:
            return decision
    if not terms.is_formula(models[0]):
        given = asides.without_denied(given, models[0])
    halves = asides.halves(given)
    if halves and not any(terms.is_formula(model) and "=" in model for model in models):
        twice = _told_twice(halves, models, question, known)
        if twice:
            return twice
    return _beside_another(given, models, question, known) or _best(given, models, question, known)


def _beside_another(
    given: str, models: list[str], question: str, known: frozenset[str]
) -> Likeness | None:
    """Judge a term that is typed beside the answer to something else; None for anything else."""
    parts = enumerations.items(given)
    if not 1 < len(parts) <= _MOST_TERMS or enumerations.is_list(models[0]) or _is_figure(models):
        return None
    right = [part for part in parts if _best(part, models, question, known).band is Band.RIGHT]
    others = [
        part
        for part in parts
        if right and part not in right and asides.rival(right[0], part, question, _kind, known)
    ]
    if not others:
        return None
    named = ", ".join(f"“{part}”" for part in others)
    reason = f"The answer is in it, but {named} is not right: {models[0]}."
    return Likeness(Band.PARTIAL, reason, wrong=tuple(others), complete=True)


def _is_figure(models: list[str]) -> bool:
    return quantities.has_quantity(models[0]) or terms.is_formula(models[0])


def _told_twice(
    halves: tuple[str, str], models: list[str], question: str, known: frozenset[str]
) -> Likeness | None:
    """Judge an answer beside which another stands; None if neither is right."""
    right = [part for part in halves if _best(part, models, question, known).band is Band.RIGHT]
    if len(right) != 1:
        return _best(right[0], models, question, known) if right else None
    other = halves[0] if right[0] == halves[1] else halves[1]
    first = right[0] == halves[0]
    if asides.rival(right[0], other, question, _kind, known) or (
        not first and _kind(other) == _kind(right[0])
    ):
        reason = f"Two answers, of which “{other}” is not right: {models[0]}."
        return Likeness(Band.PARTIAL, reason, wrong=(other,), complete=True)
    return Likeness(Band.RIGHT, f"Right, though the answer is just {models[0]}.")


def _kind(text: str) -> str:
    if quantities.has_quantity(text) and not terms.is_formula(text):
        return "figure"
    return "symbol" if terms.is_formula(text) or (text.isupper() and len(text) < 8) else "term"


def _best(given: str, models: list[str], question: str, known: frozenset[str]) -> Likeness:
    """Return how the answer compares with the variant that it is most like."""
    if not terms.says_something(given):
        return Likeness(Band.WRONG, "There is no answer.", names_wrong=False)
    if terms.normal(given) in known:
        return Likeness(Band.WRONG, f"“{given}” is the answer of another card.")
    listed = _listed(given, models, question)
    if listed:
        return listed
    order = [Band.RIGHT, Band.PARTIAL, Band.WRONG]
    words = terms.words_of(models)
    found = [_compare(given, model, question, words) for model in models]
    best = min(found, key=lambda likeness: order.index(likeness.band))
    if best.band is Band.WRONG:
        return found[0]
    return best


def _listed(given: str, models: list[str], question: str) -> Likeness | None:
    """Judge a list that has something besides what was asked for; None for anything else."""
    model = models[0]
    if not enumerations.is_list(model) or terms.is_formula(model):
        return None
    parts = enumerations.items(model)
    if quantities.has_quantity(model) and not all(map(quantities.has_quantity, parts)):
        return None

    def is_right(part: str, each: str) -> bool:
        return _compare(part, each, question, frozenset()).band is Band.RIGHT

    return enumerations.compare(given, model, question, is_right)


def _compare(given: str, model: str, question: str, words: Collection[str]) -> Likeness:
    if terms.is_formula(model):
        return terms.compare_formulas(given, model)
    if terms.normal(given) == terms.normal(model):
        return Likeness(Band.RIGHT, "That is the answer.")
    if terms.negations(_NUMBER_SIGN.sub("", given)) != terms.negations(model):
        return Likeness(Band.WRONG, f"Your answer denies what was asked for: {model}.")
    if quantities.has_quantity(model):
        return quantities.compare(given, model, question)
    return terms.compare(given, model, question, words)
