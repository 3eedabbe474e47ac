"""FSRS-6 parameters fitted to a learner's own answers, and whether they predict better.

The only import of ``fsrs_rs_python``, the reference implementation in Rust. It works without
letting go of the interpreter, so nothing here is called in the process that draws a screen:
``services.fitting`` runs it in another one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from studyapp.scheduling.history import Answer, History, predictions, recalls, split_at
from studyapp.scheduling.metrics import Bin, Scores, calibration, scores

MINIMUM = 400
"""Recalls below which nothing is fitted: then the defaults, which come from many learners, are
the better guess (see ``tests.benchmarks.fit``)."""
EARLIER = 0.8
"""Share of the recalls that the parameters which are judged are fitted to."""
LONGEST = 256
"""Answers of one card beyond which fsrs-rs leaves its recalls out."""
EPOCHS = 20
"""Passes over the data; the library's five are too few steps for a learner with few reviews."""
DIGITS = 4

Parameters = tuple[float, ...]
Step = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being done."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What two sets of parameters make of the later recalls."""

    recalls: int
    """All there are."""
    held_out: int
    """The later ones, which both are judged by and neither was fitted to."""
    before: Scores
    after: Scores
    calibration_before: tuple[Bin, ...]
    calibration_after: tuple[Bin, ...]
    parameters: Parameters | None
    """Fitted to all recalls; None where those fitted to the earlier ones predict no better."""

    @property
    def better(self) -> bool:
        """Whether the fitted parameters give what happened a higher probability.

        Log loss decides, because nothing but the true probabilities minimises it; RMSE(bins) can
        be lowered by chance and says more about how large errors are.
        """
        return self.after.log_loss < self.before.log_loss


def judge(
    histories: Sequence[History],
    current: Parameters,
    relearning_steps: int,
    step: Step,
) -> Judgement:
    """Fit to the earlier recalls, judge by the later ones, and if that is better fit to all.

    ``current`` are the parameters in force, empty for the defaults. Raises ValueError where there
    are no recalls.
    """
    total = 4
    cut = split_at(histories, EARLIER)
    step(0, total, "fitting to the earlier reviews")
    fitted = fit(histories, relearning_steps, until=cut)
    step(1, total, "predicting the later ones as until now")
    before = predictions(histories, current, cut)
    step(2, total, "predicting them with what was fitted")
    after = predictions(histories, fitted, cut)
    judgement = Judgement(
        recalls(histories),
        len(after),
        scores(before),
        scores(after),
        calibration(before),
        calibration(after),
        None,
    )
    if not judgement.better:
        return judgement
    step(3, total, "fitting to all reviews")
    return replace(judgement, parameters=fit(histories, relearning_steps))


def fit(
    histories: Sequence[History], relearning_steps: int, until: int | None = None
) -> Parameters:
    """Return the 21 parameters fitted to the recalls before ``until`` (Unix milliseconds), or all.

    The defaults where fsrs-rs finds too little to fit; the same answers give the same parameters.
    ``relearning_steps`` above one keep a lapse from raising stability within a day.
    """
    import fsrs_rs_python as rust

    prefixes = sorted(
        (at, card, prefix)
        for card, answers in enumerate(histories)
        for at, prefix in _prefixes(answers)
        if until is None or at < until
    )
    items = []
    reviews = {
        card: [rust.FSRSReview(each.rating, each.elapsed) for each in histories[card][:LONGEST]]
        for card in {card for _, card, _ in prefixes}
    }
    for _, card, prefix in prefixes:
        items.append(rust.FSRSItem(reviews[card][:prefix]))
    fitted = rust.FSRS(list(rust.DEFAULT_PARAMETERS)).compute_parameters(
        items,
        card_ids=[card for _, card, _ in prefixes],
        enable_short_term=True,
        num_relearning_steps=relearning_steps,
        training_config=rust.TrainingConfig(num_epochs=EPOCHS),
    )
    return tuple(round(float(each), DIGITS) for each in fitted)


def _prefixes(answers: Sequence[Answer]) -> list[tuple[int, int]]:
    """Return when each recall was and how many answers there were up to and with it."""
    return [(each.at, number) for number, each in enumerate(answers[:LONGEST], 1) if each.predicted]
