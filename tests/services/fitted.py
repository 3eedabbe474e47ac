"""Learners with enough reviews to fit to, and a stand-in for the fitting itself."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random

import pytest

from studyapp.collection import Collection
from studyapp.domain.day import to_ms
from studyapp.scheduling.history import History
from studyapp.scheduling.metrics import Scores
from studyapp.scheduling.optimize import Judgement, Parameters
from studyapp.services import optimize
from studyapp.services.build import SourceFile
from tests import desk
from tests.benchmarks.fit_students import DAY_MS, draw, study

FITTED = (
    *(0.3, 1.1, 2.9, 9.1, 6.1, 0.7, 2.8, 0.01, 1.6, 0.2, 0.7),
    *(1.5, 0.05, 0.3, 1.7, 0.6, 2.0, 0.6, 0.1, 0.1, 0.2),
)
AGAIN = (*FITTED[:20], 0.3)
MINUTE = 60_000


def history_file(data: Iterable[History], days_ago: int = 400) -> SourceFile:
    """Return histories as a file of answers that begins so many days ago, a minute apart."""
    start = to_ms(desk.NOON) // DAY_MS * DAY_MS - days_ago * DAY_MS
    lines = ["card,rating,time"]
    for card, answers in enumerate(data):
        for each in answers:
            day, number = divmod(each.at, DAY_MS)
            at = start + day * DAY_MS + 6 * 60 * MINUTE + number * 1000
            lines.append(f"card {card},{each.rating},{at}")
    return SourceFile("answers.csv", "\n".join(lines).encode())


def forgetful(recalls: int = 700, seed: int = 3) -> SourceFile:
    """Return the answers of a learner whose memory is far from the defaults."""
    rng = Random(seed)
    return history_file(study(draw(rng, 2.0), recalls, rng))


_made: dict[int, bytes] = {}


def with_history(path: Path, recalls: int = 700) -> Collection:
    """Open a collection whose deck ``Desk`` has that history, made once and then copied."""
    if recalls not in _made:
        with desk.opened(path) as collection:
            collection.import_history(forgetful(recalls), deck="Desk")
        _made[recalls] = path.read_bytes()
    path.write_bytes(_made[recalls])
    return desk.opened(path)


def judgement(parameters: Parameters | None) -> Judgement:
    before, after = Scores(0.5, 0.1), Scores(0.4 if parameters else 0.6, 0.1)
    return Judgement(500, 100, before, after, (), (), parameters)


@pytest.fixture
def fits(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Sequence[History]]]:
    """Make every fit give these parameters at once, however few reviews there are."""

    def give(*parameters: Parameters | None) -> list[Sequence[History]]:
        seen: list[Sequence[History]] = []
        left = list(parameters)

        def stand_in(
            histories: Sequence[History], current: Parameters, steps: int, progress: object
        ) -> Judgement:
            seen.append(histories)
            return judgement(left.pop(0) if len(left) > 1 else left[0])

        monkeypatch.setattr(optimize, "judge_apart", stand_in)
        monkeypatch.setattr(optimize, "MINIMUM", 0)
        return seen

    return give
