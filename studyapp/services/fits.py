"""What fitting found and did: frozen values for the command line and the screens."""

from dataclasses import dataclass
from enum import StrEnum

from studyapp.scheduling.optimize import MINIMUM, Judgement, Parameters


class Verdict(StrEnum):
    """What became of one group of decks."""

    APPLIED = "applied"
    BETTER = "better"
    """It would be applied; a dry run changes nothing."""
    NOT_BETTER = "not better"
    """The parameters in force predict the later recalls as well; they stay."""
    TOO_FEW = "too few"
    """Not enough recalls to fit anything to; the parameters stay."""
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Fit:
    """One group of decks that are studied with the same parameters."""

    decks: tuple[str, ...]
    """All of them by full name, in tree order."""
    verdict: Verdict
    old: Parameters
    """Those in force before; empty for the defaults of FSRS-6."""
    new: Parameters
    """Those in force from now on, or after a dry run those that would be."""
    recalls: int = 0
    """Answers on a later study day than the one before: what there is to predict."""
    answers: int = 0
    """All that were used, the same-day ones too."""
    judgement: Judgement | None = None
    """None where nothing was fitted."""
    cards: int = 0
    """Cards whose memory was computed anew."""
    minimum: int = MINIMUM
    """Recalls that fitting needs."""
