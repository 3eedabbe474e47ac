"""How well the grader does on answers that somebody has labelled: the figures, not the cases."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

from studyapp.grading.markup import fold
from studyapp.grading.verdict import Band, Verdict

NEVER = ("empty", "echo", "other_card")
"""Kinds of answers that must never be accepted, however lenient the rest."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A labelled answer with the verdict it got."""

    kind: str
    """How the answer was made."""
    label: Band
    planted: tuple[str, ...]
    """Wrong figures and names put into the answer on purpose, as they stand there."""
    verdict: Verdict
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Share:
    """A count out of a total; printed as a percentage."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        """The share from 0 to 1; None of nothing."""
        return self.count / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one benchmark."""

    answers: int
    band_right: Share
    """Answers that got the band of their label; an abstention is never right."""
    false_accept: Share
    """Labelled wrong, graded right."""
    lenient: Share
    """Labelled not right, graded right."""
    false_reject: Share
    """Labelled right, graded wrong."""
    strict: Share
    """Labelled right, graded not right."""
    figures_named: Share
    """Planted wrong figures that the verdict names."""
    names_named: Share
    """Planted wrong names and words that the verdict names."""
    never_accepted: Share
    """Empty answers, echoes and answers to other cards graded right."""
    abstentions: Share
    mean_ms: float
    slowest_ms: float
    kinds: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)
    """Kind -> label -> how many got which band."""


def tabulate(graded: Sequence[Graded]) -> Table:
    """Count the verdicts of labelled answers. ``graded`` may be empty."""
    labelled = {band: [each for each in graded if each.label is band] for band in Band}
    not_right = labelled[Band.WRONG] + labelled[Band.PARTIAL]
    kinds: dict[str, dict[str, Counter[str]]] = {}
    for each in graded:
        bands = kinds.setdefault(each.kind, {}).setdefault(each.label.value, Counter())
        bands[each.verdict.band.value] += 1
    figures = [(each, text) for each in graded for text in each.planted if _is_figure(text)]
    names = [(each, text) for each in graded for text in each.planted if not _is_figure(text)]
    never = [each for each in graded if each.kind in NEVER]
    times = [each.milliseconds for each in graded]
    return Table(
        len(graded),
        Share(sum(each.verdict.band is each.label for each in graded), len(graded)),
        _got(labelled[Band.WRONG], Band.RIGHT),
        _got(not_right, Band.RIGHT),
        _got(labelled[Band.RIGHT], Band.WRONG),
        Share(
            sum(each.verdict.band is not Band.RIGHT for each in labelled[Band.RIGHT]),
            len(labelled[Band.RIGHT]),
        ),
        Share(sum(_names(each.verdict, text) for each, text in figures), len(figures)),
        Share(sum(_names(each.verdict, text) for each, text in names), len(names)),
        _got(never, Band.RIGHT),
        _got(graded, Band.ABSTAIN),
        fmean(times) if times else 0.0,
        max(times, default=0.0),
        kinds,
    )


def _got(graded: Sequence[Graded], band: Band) -> Share:
    return Share(sum(each.verdict.band is band for each in graded), len(graded))


def _is_figure(text: str) -> bool:
    from studyapp.grading.dates import MONTHS
    from studyapp.grading.numbers import figures
    from studyapp.grading.words import split

    words = split(text)
    return any(char.isdigit() for char in text) or bool(
        figures(words) or any(word.low in MONTHS for word in words)
    )


def _names(verdict: Verdict, planted: str) -> bool:
    """Whether a verdict names something planted: it stands in what is called wrong, or holds it."""
    wanted = " ".join(fold(planted).split())
    named = (" ".join(fold(each).split()) for each in verdict.wrong)
    return any(wanted in each or (len(each) > 1 and each in wanted) for each in named)
