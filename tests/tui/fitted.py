"""Fitting as the fake collection has it: answers at once, unless it is told to wait."""

from dataclasses import replace

from studyapp.domain.deck import DeckOptions
from studyapp.scheduling.metrics import Bin, Scores
from studyapp.scheduling.optimize import Judgement
from studyapp.services.exchange.reports import Progress
from studyapp.services.fits import Fit, Verdict

FITTED = (0.5, *[1.0] * 19, 0.2)


def bins(shift: float) -> tuple[Bin, ...]:
    """Return ten bins whose predictions are ``shift`` above what was observed."""
    shares = [0.5 + at / 20 for at in range(10)]
    return tuple(
        Bin(min(share + shift, 1.0), share, 120, max(share - 0.07, 0), min(share + 0.06, 1))
        for share in shares
    )


def judgement(*, better: bool = True) -> Judgement:
    before, after = Scores(0.4513, 0.0669), Scores(0.4482, 0.0578)
    if not better:
        before, after = after, before
    parameters = FITTED if better else None
    return Judgement(6276, 1256, before, after, bins(0.06), bins(0.01), parameters)


def fit(deck: str, verdict: Verdict, old: tuple[float, ...] = ()) -> Fit:
    """Return what fitting a deck gives, by what became of it."""
    if verdict is Verdict.TOO_FEW:
        return Fit((deck,), verdict, old, old, recalls=212, answers=530)
    if verdict is Verdict.UNDONE:
        return Fit((deck,), verdict, FITTED, (), cards=1205)
    better = verdict in (Verdict.BETTER, Verdict.APPLIED)
    cards = 1205 if verdict is Verdict.APPLIED else 0
    new = FITTED if better else old
    return Fit((deck,), verdict, old, new, 6276, 12580, judgement(better=better), cards)


class FakeFits:
    """The part of the fake collection that fits."""

    all_options: dict[str, DeckOptions]

    def begin_fits(self) -> None:
        self.found = Verdict.BETTER
        """What a dry run finds."""
        self.past: list[DeckOptions] = []

    def check_fault(self, verb: str) -> None:
        raise NotImplementedError

    def _work(self, progress: Progress) -> None:
        raise NotImplementedError

    def optimize(self, deck: str, *, dry_run: bool, progress: Progress) -> tuple[Fit, ...]:
        self.check_fault("optimize")
        self._work(progress)
        now = self.all_options.get(deck, DeckOptions())
        if dry_run or self.found is not Verdict.BETTER:
            return (fit(deck, self.found, now.parameters),)
        self.past.append(now)
        self.all_options[deck] = replace(now, parameters=FITTED)
        return (fit(deck, Verdict.APPLIED),)

    def undo_optimize(self, deck: str, *, progress: Progress) -> tuple[Fit, ...]:
        self.check_fault("undo_optimize")
        self._work(progress)
        self.all_options[deck] = self.past.pop()
        return (fit(deck, Verdict.UNDONE),)
