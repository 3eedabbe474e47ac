"""Who did what to whom: names and figures bound to the wrong things.

Two readings. Within a clause, two words have changed parts (subject and object, "from" and "to")
around the same verb. Between clauses, two names or figures have changed places: each stands among
the words that belong to the other.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from studyapp.grading.alignment import Match
from studyapp.grading.analysis import Text
from studyapp.grading.contradictions import best_clauses
from studyapp.grading.names import names

MARGIN = 1.0
"""By how much a name's words must speak for the other name."""
MOST_NAMES = 40

Context = dict[str, float]


@dataclass(frozen=True, slots=True)
class Swap:
    """Two words of the answer in each other's places."""

    one: str
    other: str
    said: str
    """The clause of the answer."""


def swaps(model: Text, answer: Text, aligned: dict[int, list[Match]]) -> tuple[Swap, ...]:
    """Return the pairs that an answer has the wrong way round."""
    found = [*_parts(model, answer, aligned), *_places(model, answer, aligned)]
    seen: set[frozenset[str]] = set()
    unique = []
    for swap in found:
        pair = frozenset((swap.one.lower(), swap.other.lower()))
        if pair not in seen:
            seen.add(pair)
            unique.append(swap)
    return tuple(unique)


def _parts(model: Text, answer: Text, aligned: dict[int, list[Match]]) -> list[Swap]:
    """Return the words that changed parts within a clause around the same verb."""
    found = []
    for pairs in best_clauses(model, aligned).values():
        good = [match for match in pairs if match.credit > 0.5]
        if not any(m.item.role == m.met.role == "verb" for m in good):
            continue
        moved = [m for m in good if m.item.role and m.met.role and m.item.role != m.met.role]
        for one, other in combinations(moved[:8], 2):
            crossed = one.item.role == other.met.role and one.met.role == other.item.role
            if crossed and "verb" not in (one.item.role, one.met.role):
                found.append(_swap(answer, one.met.at, other.met.at, one.met.clause))
    return found


def _places(model: Text, answer: Text, aligned: dict[int, list[Match]]) -> list[Swap]:
    """Return the names that stand among the words of another name."""
    known = [name.stems[-1] for name in names(model)][:MOST_NAMES]
    meant = {stem: _model_context(model, stem, set(known)) for stem in known}
    said, where = _answer_contexts(model, set(known), aligned)
    found = []
    for one, other in combinations([stem for stem in known if stem in said], 2):
        straight = _like(said[one], meant[one]) + _like(said[other], meant[other])
        crossed = _like(said[one], meant[other]) + _like(said[other], meant[one])
        both = min(_like(said[one], meant[other]), _like(said[other], meant[one]))
        if crossed >= straight + MARGIN and both > 0:
            clause = answer.clause_of(where[one])
            found.append(_swap(answer, where[one], where[other], clause))
    return found


def _model_context(model: Text, stem: str, known: set[str]) -> Context:
    context: Context = defaultdict(float)
    for item in model.items:
        if item.stem != stem:
            continue
        for near in model.items:
            if near.clause == item.clause and near.stem not in known:
                context[near.stem] = max(context[near.stem], near.weight)
                if near.role == "verb" and item.role:
                    context[f"{item.role} {near.stem}"] = 1.5
    return context


def _answer_contexts(
    model: Text, known: set[str], aligned: dict[int, list[Match]]
) -> tuple[dict[str, Context], dict[str, int]]:
    """Return the contexts of names in the answer in the model's words, and where each stands."""
    by_clause: dict[int, list[Match]] = defaultdict(list)
    for matches in aligned.values():
        for match in matches:
            if match.credit > 0.5:
                by_clause[match.met.clause].append(match)
    contexts: dict[str, Context] = {}
    where: dict[str, int] = {}
    for matches in by_clause.values():
        for name in matches:
            if name.item.stem not in known:
                continue
            context = contexts.setdefault(name.item.stem, defaultdict(float))
            where[name.item.stem] = name.met.at
            for near in matches:
                if near.item.stem not in known:
                    context[near.item.stem] = max(context[near.item.stem], near.item.weight)
                    if near.met.role == "verb" and name.met.role:
                        context[f"{name.met.role} {near.item.stem}"] = 1.5
    return contexts, where


def _like(said: Context, meant: Context) -> float:
    return sum(min(said[key], meant[key]) for key in said.keys() & meant.keys())


def _swap(answer: Text, one: int, other: int, clause: int) -> Swap:
    first, end = answer.clauses[clause]
    said = answer.shown(first, end - 1).strip(" ,;:.")
    return Swap(answer.words[one].text, answer.words[other].text, said)
