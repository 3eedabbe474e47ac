"""The six scenarios, and the students of each, by seed."""

from dataclasses import dataclass

import numpy as np

from studyapp.scheduling.formulas import DEFAULT_PARAMETERS, Floats, Formulas
from studyapp.scheduling.simulate import Class

SECONDS = 8.0
"""A review of whatever kind, where answer times are known: B reviews a day are 8 B seconds."""
FIRST_PASS = 0.75
MISSED = 0.1
"""Share of days that a student misses, each day by chance."""

# fmt: off
SPREAD = np.array([
    .4, .4, .4, .4, .1, .1, .1, .1, .1, .15, .2, .2, .2, .2, .2, .1, .1, .2, .2, .2, .2,
])
# fmt: on
"""Standard deviation of the logarithm of each parameter between students."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """So many cards in so many days at so many reviews a day."""

    cards: int
    days: int
    reviews: int
    every: int
    """Days between two searches for prices; in between the prices known are used."""

    @property
    def name(self) -> str:
        """As in the table."""
        return f"{self.cards:,} cards, {self.days} days, {self.reviews} a day"


SCENARIOS = (
    Scenario(160, 14, 30, 1),
    Scenario(160, 30, 20, 3),
    Scenario(160, 30, 40, 3),
    Scenario(400, 30, 50, 3),
    Scenario(400, 60, 60, 7),
    Scenario(1000, 90, 60, 11),
)


def known(scenario: Scenario, students: int, seed: int) -> Class:
    """Return students whose memory and times are what every policy takes them to be."""
    formulas = Formulas()
    return Class(
        cards=scenario.cards,
        days=scenario.days,
        minutes=np.full((students, scenario.days), scenario.reviews * SECONDS / 60),
        truth=formulas,
        belief=formulas,
        seconds=np.full((3, students, 1), SECONDS),
        first_pass=np.full((students, 1), FIRST_PASS),
        seed=seed,
    )


def unknown(scenario: Scenario, students: int, seed: int) -> Class:
    """Return students with memories and times of their own, who miss days."""
    rng = np.random.default_rng([seed, 1])
    truth = drawn(rng, students)
    minutes = np.full((students, scenario.days), scenario.reviews * SECONDS / 60)
    minutes[rng.random(minutes.shape) < MISSED] = 0.0
    pace = np.exp(rng.normal(0, 0.2, (1, students, 1)))
    kind = np.array([1.25, 0.9, 1.5])[:, None, None] * np.exp(rng.normal(0, 0.1, (3, students, 1)))
    return Class(
        cards=scenario.cards,
        days=scenario.days,
        minutes=minutes,
        truth=Formulas(truth[:, :, None]),
        belief=Formulas(),
        seconds=SECONDS * pace * kind,
        first_pass=np.clip(rng.normal(FIRST_PASS, 0.1, (students, 1)), 0.4, 0.95),
        seed=seed,
    )


def drawn(rng: np.random.Generator, students: int) -> Floats:
    """Return parameters (21, students) around the defaults, with first stabilities in order."""
    default = np.asarray(DEFAULT_PARAMETERS)[:, None]
    parameters = default * np.exp(SPREAD[:, None] * rng.normal(size=(21, students)))
    parameters[:4] = np.sort(parameters[:4], axis=0)
    return parameters
