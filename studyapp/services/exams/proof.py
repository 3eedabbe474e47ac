"""The proof that planning pays: every policy on the same simulated students, for anyone to repeat.

Needs no collection: students, decks and answers follow from a seed.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from studyapp.errors import StudyError
from studyapp.scheduling.exam import Cards, plan
from studyapp.scheduling.simulate_exam import Line, run
from studyapp.scheduling.simulate_scenarios import SCENARIOS, SECONDS, Scenario

MEMORIES = ("known", "unknown")
"""Whether every policy is told the students' parameters and times, or none is."""
PLANNED = ((1000, 90), (1000, 300))
"""Cards and days that the time of planning is measured for."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One line of the proof, still to be run."""

    scenario: Scenario
    known: bool

    @property
    def name(self) -> str:
        """The scenario and whether memory is known in it."""
        return f"{self.scenario.name}, memory {MEMORIES[not self.known]}"

    def run(self, students: int, seed: int, tick: Callable[[float], None] | None = None) -> Line:
        """Run it; takes minutes. ``tick`` is told the share done, and may raise to cancel."""
        return run(self.scenario, students, seed, told=self.known, tick=tick)


@dataclass(frozen=True, slots=True)
class Summary:
    """Means over the scenarios of one kind of memory."""

    known: bool
    ratio: float
    worst: float
    """The greatest ratio of a scenario."""
    coverage: float
    over: float

    def as_json(self) -> dict[str, Any]:
        """Return the fields by name."""
        return asdict(self)


def trials(scenarios: str, memories: str) -> list[Trial]:
    """Return what is to be run, from words with commas between them. Raises ``StudyError``."""
    numbers = [str(at + 1) for at in range(len(SCENARIOS))]
    chosen = [SCENARIOS[int(each) - 1] for each in _words(scenarios, numbers, "scenario")]
    kinds = _words(memories, MEMORIES, "kind of memory")
    return [Trial(each, kind == MEMORIES[0]) for kind in kinds for each in chosen]


def _words(text: str, known: Sequence[str], noun: str) -> list[str]:
    found = [each.strip() for each in text.split(",")]
    for each in found:
        if each not in known:
            raise StudyError(f"there is no {noun} {each!r}", f"There are: {', '.join(known)}.")
    return found


def summaries(lines: Sequence[Line]) -> list[Summary]:
    """Return the means of what has been run, memory known before unknown."""
    return [
        Summary(
            known,
            float(np.mean([line.ratio for line in mine])),
            max(line.ratio for line in mine),
            float(np.mean([line.coverage for line in mine])),
            max(line.over for line in mine),
        )
        for known in (True, False)
        if (mine := [line for line in lines if line.known is known])
    ]


@dataclass(frozen=True, slots=True)
class Timing:
    """Processor time of planning, in seconds."""

    cards: int
    days: int
    first: float
    again: float
    """The next day, when prices are known."""

    def as_json(self) -> dict[str, Any]:
        """Return the fields by name."""
        return asdict(self)


def timings() -> list[Timing]:
    """Return how long planning takes on this machine."""
    return [_timed(cards, days) for cards, days in PLANNED]


def _timed(count: int, days: int) -> Timing:
    cards = Cards.of(np.ones(count), np.ones(count), np.zeros(count), np.ones(count, dtype=bool))
    minutes = np.full(days, 60 * SECONDS / 60)
    begin = time.process_time()
    first = plan(cards, minutes, float(days))
    middle = time.process_time()
    plan(cards, minutes, float(days), before=first.prices)
    return Timing(count, days, middle - begin, time.process_time() - middle)
