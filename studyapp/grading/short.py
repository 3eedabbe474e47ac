"""A typed term against the answers that count.

Forgiven are case, accents, articles, punctuation, lead-ins, the spelling of either side of the
Atlantic, listed variants and small typing errors. Never forgiven is what makes another answer of
it: another number, unit, negation, formula, or another known term.
"""

from collections.abc import Collection, Sequence

from studyapp.grading import quantities, terms
from studyapp.grading.markup import plain_text
from studyapp.grading.terms import Likeness
from studyapp.grading.verdict import Band, KeyPoint, Verdict, verdict

SCORES = {Band.RIGHT: 1.0, Band.PARTIAL: 0.5, Band.WRONG: 0.0}


def grade_short(
    answer: str, accepted: Sequence[str], question: str = "", known: Collection[str] = ()
) -> Verdict:
    """Grade a typed term; ``accepted[0]`` is the model, the others are variants of it.

    ``known`` are the answers of other cards: one of them is never taken for a typing error.
    """
    models = [text for text in (plain_text(each) for each in accepted) if text]
    if not models:
        return verdict(Band.ABSTAIN, 0.0, reasons=("The card has no answer to compare with.",))
    if quantities.has_quantity(models[0]):
        models = models[:1] + [each for each in models[1:] if _is_another(each, models[0], answer)]
    point = KeyPoint(models[0], quantities.kind(models[0]), 1.0)
    given = plain_text(answer)
    best = _best(given, models, plain_text(question), [plain_text(each) for each in known])
    hit, missing = ((point,), ()) if best.band is Band.RIGHT else ((), (point,))
    wrong = (given,) if best.names_wrong and best.band is not Band.RIGHT and given else ()
    return verdict(best.band, SCORES[best.band], hit, missing, wrong, (best.reason,))


def _is_another(variant: str, model: str, answer: str) -> bool:
    """Whether a variant says more than the model in other digits, or is what was typed."""
    typed = terms.normal(plain_text(answer)) == terms.normal(variant)
    return typed or not quantities.same_quantity(variant, model)


def _best(given: str, models: list[str], question: str, known: list[str]) -> Likeness:
    """Return how the answer compares with the variant that it is most like."""
    if not terms.says_something(given):
        return Likeness(Band.WRONG, "There is no answer.", names_wrong=False)
    if terms.normal(given) in {terms.normal(each) for each in known} - {
        terms.normal(each) for each in models
    }:
        return Likeness(Band.WRONG, f"“{given}” is the answer of another card.")
    order = [Band.RIGHT, Band.PARTIAL, Band.WRONG]
    found = [_compare(given, model, question) for model in models]
    best = min(found, key=lambda likeness: order.index(likeness.band))
    if best.band is Band.WRONG:
        return found[0]
    return best


def _compare(given: str, model: str, question: str) -> Likeness:
    if terms.is_formula(model):
        return terms.compare_formulas(given, model)
    if terms.normal(given) == terms.normal(model):
        return Likeness(Band.RIGHT, "That is the answer.")
    if terms.negations(given) != terms.negations(model):
        return Likeness(Band.WRONG, f"Your answer denies what was asked for: {model}.")
    if quantities.has_quantity(model):
        return quantities.compare(given, model, question)
    return terms.compare(given, model, question)
