"""Everything that speaks for or against one long answer, gathered before any judgement."""

from dataclasses import dataclass

from studyapp.grading.alignment import Match, align
from studyapp.grading.analysis import Text, analyse, fluency
from studyapp.grading.contradictions import Clash, clashes
from studyapp.grading.dates import Date
from studyapp.grading.facts import Facts, compare
from studyapp.grading.names import Name
from studyapp.grading.numbers import Figure
from studyapp.grading.points import ASKED, Claim, Point, points
from studyapp.grading.swaps import Swap, swaps


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found of a model in an answer."""

    model: Text
    answer: Text
    points: tuple[Point, ...]
    credits: tuple[float, ...]
    """How much of each point is said, 0 to 1."""
    facts: Facts
    clashes: tuple[Clash, ...]
    swaps: tuple[Swap, ...]
    fluency: float
    length: float
    """Words of the answer for each word of the model, at most 1."""
    sentences: tuple[float, ...]
    """Coverage of each sentence of the model."""
    fresh: float
    """Share of the answer's content words that the question does not have."""


def gather(question: str, model: str, answer: str) -> Evidence:
    """Hold an answer against a model."""
    asked, meant, said = analyse(question), analyse(model), analyse(answer)
    aligned = align(meant, said)
    stems = frozenset(item.stem for item in asked.items)
    facts = compare(meant, said, asked)
    found = points(meant, asked)
    credit = {id(fact.meant): fact.credit for fact in facts.facts}
    shares = tuple(_credit(each, credit, meant, aligned, stems) for each in found)
    sentences = _sentences(meant, aligned, stems)
    new = sum(item.stem not in stems for item in said.items)
    return Evidence(
        meant,
        said,
        found,
        shares,
        facts,
        clashes(meant, said, aligned),
        swaps(meant, said, aligned),
        fluency(said),
        min(1.0, len(said.words) / max(1, len(meant.words))),
        sentences,
        new / len(said.items) if said.items else 0.0,
    )


def _credit(
    point: Point,
    facts: dict[int, float],
    model: Text,
    aligned: dict[int, list[Match]],
    asked: frozenset[str],
) -> float:
    source = point.source
    if isinstance(source, Date | Figure):
        return facts.get(id(source), 0.0)
    if isinstance(source, Name):
        return _name_credit(source, model, aligned)
    return _claim_credit(source.items, model, aligned, asked)


def _name_credit(name: Name, model: Text, aligned: dict[int, list[Match]]) -> float:
    """Return how far a name is given: a person by the surname, another name by its words."""
    best: dict[str, float] = {}
    for number, matches in aligned.items():
        stem = model.items[number].stem
        if stem in name.stems:
            found = max((match.credit for match in matches), default=0.0)
            best[stem] = max(best.get(stem, 0.0), found)
    if name.person:
        return min(1.0, best.get(name.stems[-1], 0.0) / 0.8)
    return min(1.0, sum(best.values()) / len(name.stems) / 0.8)


def _claim_credit(
    items: tuple[int, ...], model: Text, aligned: dict[int, list[Match]], asked: frozenset[str]
) -> float:
    """Return how much of a claim stands together within two neighbouring sentences."""
    total = 0.0
    windows: dict[int, float] = {}
    for number in items:
        item = model.items[number]
        weight = item.weight * (ASKED if item.stem in asked else 1.0)
        total += weight
        best: dict[int, float] = {}
        for match in aligned[number]:
            for window in (match.met.sentence, match.met.sentence - 1):
                best[window] = max(best.get(window, 0.0), abs(match.credit))
        for window, credit in best.items():
            windows[window] = windows.get(window, 0.0) + weight * credit
    return min(1.0, max(windows.values(), default=0.0) / total) if total else 0.0


def _sentences(
    model: Text, aligned: dict[int, list[Match]], asked: frozenset[str]
) -> tuple[float, ...]:
    grouped: dict[int, list[int]] = {}
    for number, item in enumerate(model.items):
        grouped.setdefault(item.sentence, []).append(number)
    return tuple(
        _claim_credit(tuple(numbers), model, aligned, asked) for numbers in grouped.values()
    )


def is_claim(point: Point) -> bool:
    """Whether a point is a claim and not a fact."""
    return isinstance(point.source, Claim)
