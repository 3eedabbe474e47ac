"""Everything that speaks for or against one long answer, gathered before any judgement."""

from dataclasses import dataclass

from studyapp.grading.alignment import Match, align
from studyapp.grading.analysis import Text, analyse, fluency
from studyapp.grading.arrows import Turned, turned
from studyapp.grading.belongings import Exchanged, exchanged_things
from studyapp.grading.contradictions import Clash, clashes
from studyapp.grading.counted import counted
from studyapp.grading.dates import Date
from studyapp.grading.denials import denials
from studyapp.grading.exchanged import Exchange, exchanged, misplaced
from studyapp.grading.facts import Fact, Side, compare
from studyapp.grading.frames import Pair
from studyapp.grading.names import Name, initials
from studyapp.grading.numbers import Figure
from studyapp.grading.points import ASKED, Claim, Point, points
from studyapp.grading.replaced import Replaced, replaced
from studyapp.grading.reversals import Reversal, reversals
from studyapp.grading.scatter import scattered
from studyapp.grading.short_years import in_full
from studyapp.grading.strangers import Stranger, strangers
from studyapp.grading.swaps import Swap, swaps
from studyapp.grading.words import stem

LONGEST = 3_000
"""Characters of a question or model that are read; a longer one is no answer to learn."""
LISTED = 0.1
"""Share of function words below which an answer is a list, which denies nothing."""
NAMED = 0.7
"""Of a name, to count as given."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found of a model in an answer."""

    question: Text
    model: Text
    answer: Text
    points: tuple[Point, ...]
    shares: tuple[float, ...]
    """How much of each point is said, 0 to 1."""
    facts: tuple[Fact, ...]
    exchanges: tuple[Exchange, ...]
    clashes: tuple[Clash, ...]
    swaps: tuple[Swap, ...]
    reversals: tuple[Reversal, ...]
    turned: tuple[Turned, ...]
    mixed: tuple[Exchanged, ...]
    replaced: tuple[Replaced, ...]
    strangers: tuple[Stranger, ...]
    fluency: float
    length: float
    """Words of the answer for each word of the model, at most 1."""
    sentences: tuple[float, ...]
    """Coverage of each sentence of the model."""
    precise: float
    """Share of the weight of the answer's words that the model has."""
    fresh: float
    """Share of the answer's content words that the question does not have."""
    scattered: float
    """Share of words said together that the model says apart."""


def gather(question: str, model: str, answer: str) -> Evidence:
    """Hold an answer against a model."""
    asked, meant = analyse(question[:LONGEST]), analyse(model[:LONGEST])
    said = analyse(in_full(answer, meant))
    aligned = align(meant, said)
    stems = _asked(asked)
    ours, theirs = _side(meant), Side(said, _model_stems(said, aligned))
    facts = counted(compare(ours, theirs, _side(asked)), ours, theirs)
    facts = misplaced(facts, ours, theirs)
    found = points(meant, asked)
    fluent = fluency(said)
    spoken = frozenset(word.low for word in said.words)
    credit = {id(fact.meant): fact.credit for fact in facts}
    shares = tuple(_credit(each, credit, meant, aligned, stems, spoken) for each in found)
    absent = [
        each.source
        for each, share in zip(found, shares, strict=True)
        if isinstance(each.source, Name) and share < NAMED and each.source.text[0].isupper()
    ]
    sentences = _sentences(meant, aligned, stems)
    pair = Pair.of(meant, said, aligned)
    return Evidence(
        asked,
        meant,
        said,
        found,
        shares,
        facts,
        exchanged(ours, theirs),
        _clashes(pair) if fluent >= LISTED else (),
        swaps(pair),
        reversals(pair) if fluent >= LISTED else (),
        turned(pair),
        exchanged_things(pair) if fluent >= LISTED else (),
        replaced(pair, asked),
        strangers(meant, said, asked, absent, aligned),
        fluent,
        min(1.0, len(said.words) / max(1, len(meant.words))),
        sentences,
        _precision(said, aligned, stems),
        _fresh(said, stems),
        scattered(said, aligned),
    )


def _clashes(pair: Pair) -> tuple[Clash, ...]:
    """Return what an answer contradicts, each clause of the model once, plain ones before."""
    plain = {clash.clause: clash for clash in denials(pair)}
    for clash in clashes(pair.meant.text, pair.said.text, pair.aligned):
        if clash.plain or clash.clause not in plain:
            plain[clash.clause] = clash
    return tuple(plain.values())


def _asked(question: Text) -> frozenset[str]:
    """Return the stems of a question, also of the parts of its compounds."""
    parts = {stem(part) for word in question.words for part in word.low.split("-") if word.stem}
    return frozenset(item.stem for item in question.items) | parts


def _side(text: Text) -> Side:
    return Side(text, _stems(text))


def _stems(text: Text) -> dict[int, set[str]]:
    """Return what tells where a fact belongs: the words, and the dates by their parts."""
    stems = {item.at: {item.stem} for item in text.items if item.weight}
    for figure in text.figures:
        stems[figure.first] = {f"#{figure.raw or figure.value:g}"}
    for date in text.dates:
        if date.month:
            stems[date.first] = {f"month {date.month}"}
        if date.year:
            stems[date.last] = {f"year {date.year}"}
    return stems


def _model_stems(answer: Text, aligned: dict[int, list[Match]]) -> dict[int, set[str]]:
    """Return the stems of an answer's words, with those of the model that they meet."""
    stems = _stems(answer)
    for matches in aligned.values():
        for match in matches:
            if match.credit > 0.5 and match.met.at in stems:
                stems[match.met.at].add(match.item.stem)
    return stems


def _credit(
    point: Point,
    facts: dict[int, float],
    model: Text,
    aligned: dict[int, list[Match]],
    asked: frozenset[str],
    spoken: frozenset[str],
) -> float:
    source = point.source
    if isinstance(source, Date | Figure):
        return facts.get(id(source), 0.0)
    if isinstance(source, Name):
        return 1.0 if initials(source) in spoken else _name_credit(source, model, aligned)
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


def _fresh(answer: Text, asked: frozenset[str]) -> float:
    """Return the share of an answer's weight in words that the question has in no form."""
    heads = {each[:5] for each in asked}
    total = sum(item.weight for item in answer.items)
    new = sum(item.weight for item in answer.items if item.stem[:5] not in heads)
    return new / total if total else float(bool(answer.items))


def _precision(answer: Text, aligned: dict[int, list[Match]], asked: frozenset[str]) -> float:
    met: dict[int, float] = {}
    for matches in aligned.values():
        for match in matches:
            met[match.met.at] = max(met.get(match.met.at, 0.0), abs(match.credit))
    own = [item for item in answer.items if item.stem not in asked]
    total = sum(item.weight for item in own)
    return sum(item.weight * met.get(item.at, 0.0) for item in own) / total if total else 0.0


def clauses_of(found: Evidence, point: Point) -> set[int]:
    """Return the clauses of the model that a claim is made of; none for other points."""
    if not isinstance(point.source, Claim):
        return set()
    return {found.model.items[item].clause for item in point.source.items}


def is_claim(point: Point) -> bool:
    """Whether a point is a claim and not a fact."""
    return isinstance(point.source, Claim)
